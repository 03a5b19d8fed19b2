// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/sample_cache.h"

#include "models/samples/sample_codec.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sodium.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <mutex>

using namespace Qt::StringLiterals;

namespace meshlens::samples {
namespace {

constexpr auto schema = R"sql(
    CREATE TABLE IF NOT EXISTS sample (
        dataset       TEXT NOT NULL PRIMARY KEY,
        product       TEXT NOT NULL,
        catalog       TEXT NOT NULL,
        grant_id      TEXT NOT NULL,
        table_name    TEXT NOT NULL,
        title         TEXT NOT NULL,
        row_count     INTEGER NOT NULL,
        complete      INTEGER NOT NULL,
        size_bytes    INTEGER NOT NULL,
        fetched_at_ms INTEGER NOT NULL,
        expires_at_ms INTEGER,
        sealed        BLOB NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS sample_by_grant ON sample (grant_id);
    CREATE INDEX IF NOT EXISTS sample_by_product ON sample (product);
)sql";

constexpr auto insertSample = R"sql(
    INSERT OR REPLACE INTO sample (dataset, product, catalog, grant_id, table_name, title, row_count,
        complete, size_bytes, fetched_at_ms, expires_at_ms, sealed)
    VALUES (:dataset, :product, :catalog, :grant_id, :table_name, :title, :row_count,
        :complete, :size_bytes, :fetched_at_ms, :expires_at_ms, :sealed)
)sql";

constexpr auto selectSample = R"sql(
    SELECT grant_id, complete, fetched_at_ms, expires_at_ms, sealed
    FROM sample
    WHERE dataset = :dataset
)sql";

constexpr auto selectAll = R"sql(
    SELECT product, dataset, table_name, title, row_count, size_bytes, fetched_at_ms, expires_at_ms, grant_id
    FROM sample
    ORDER BY table_name, dataset
)sql";

Error storageError(const SQLite::Exception &failure)
{
    return {
        Error::Kind::Storage,
        QCoreApplication::translate("Samples", "The sample cache could not be read or written."),
        QString::fromUtf8(failure.what())};
}

QString textOf(const SQLite::Column &column)
{
    return QString::fromStdString(column.getString());
}

QByteArray blobOf(const SQLite::Column &column)
{
    return {static_cast<const char *>(column.getBlob()), column.getBytes()};
}

/// What the sealed rows are bound to: moved to another dataset or grant, or with a later end, they
/// no longer open.
QByteArray context(const QString &dataset, const QString &grant,
                   std::optional<std::int64_t> expiresAtMs)
{
    return dataset.toUtf8() + '\0' + grant.toUtf8() + '\0' +
           (expiresAtMs ? QByteArray::number(static_cast<qint64>(*expiresAtMs)) : QByteArray("-"));
}

void makePrivate(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::Append))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

struct SampleCache::Private {
    std::mutex mutex;
    SQLite::Database database;
    QByteArray key;
    Options options;

    Private(const std::string &path, const QByteArray &secret, Options chosen)
        : database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000), key(secret),
          options(chosen)
    {
        key.detach();
        // Erased rows are overwritten, also in the journal; another process may have the file open.
        database.exec("PRAGMA secure_delete = ON");
        database.exec("PRAGMA journal_mode = TRUNCATE");
        database.exec(schema);
    }
    ~Private() { sodium_memzero(key.data(), key.size()); }

    int run(const char *sql, const QString &value)
    {
        SQLite::Statement statement(database, sql);
        statement.bind(1, value.toStdString());
        return statement.exec();
    }
    int eraseExpired(std::int64_t nowMs)
    {
        SQLite::Statement statement(
            database,
            "DELETE FROM sample WHERE expires_at_ms IS NOT NULL AND expires_at_ms <= :now");
        statement.bind(":now", static_cast<int64_t>(nowMs));
        return statement.exec();
    }
    void makeRoom(qint64 needed)
    {
        const auto total = [this] {
            return database.execAndGet("SELECT coalesce(sum(size_bytes), 0) FROM sample")
                .getInt64();
        };
        while (total() + needed > options.maxBytes) {
            if (database.exec("DELETE FROM sample WHERE dataset = (SELECT dataset FROM sample "
                              "ORDER BY fetched_at_ms, dataset LIMIT 1)") == 0)
                return;
        }
    }
};

SampleCache::SampleCache(std::unique_ptr<Private> state) : d(std::move(state)) {}
SampleCache::~SampleCache() = default;

Result<std::unique_ptr<SampleCache>> SampleCache::open(const QString &folder, const QByteArray &key)
{
    return open(folder, key, Options());
}

Result<std::unique_ptr<SampleCache>> SampleCache::open(const QString &folder, const QByteArray &key,
                                                       Options options)
try {
    if (sodium_init() < 0 || key.size() != keyBytes) {
        return Error{
            Error::Kind::Storage,
            QCoreApplication::translate("Samples", "The key of the sample cache is not usable."),
            {}};
    }
    const QString path = QDir(folder).filePath(u"samples.db"_s);
    makePrivate(path);
    return std::unique_ptr<SampleCache>(new SampleCache(
        std::make_unique<Private>(QFile::encodeName(path).toStdString(), key, options)));
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<void> SampleCache::put(const Origin &origin, const mesh::Sample &sample)
try {
    const auto pack = packed(sample);
    if (!pack)
        return pack.error();
    const QByteArray sealedRows =
        sealed(*pack, d->key, context(origin.dataset, sample.grant, sample.expiresAtMs));
    const std::lock_guard guard(d->mutex);
    SQLite::Transaction transaction(d->database, SQLite::TransactionBehavior::IMMEDIATE);
    (void)d->run("DELETE FROM sample WHERE dataset = ?", origin.dataset);
    if (sealedRows.size() > d->options.maxBytes) {
        transaction.commit();
        return Error{Error::Kind::TooLarge,
                     QCoreApplication::translate("Samples", "The sample is too large to keep."),
                     {}};
    }
    d->makeRoom(sealedRows.size());
    SQLite::Statement insert(d->database, insertSample);
    insert.bind(":dataset", origin.dataset.toStdString());
    insert.bind(":product", origin.product.toStdString());
    insert.bind(":catalog", origin.catalog.toStdString());
    insert.bind(":grant_id", sample.grant.toStdString());
    insert.bind(":table_name", origin.tableName.toStdString());
    insert.bind(":title", origin.title.toStdString());
    insert.bind(":row_count", static_cast<int64_t>(sample.rows.size()));
    insert.bind(":complete", sample.complete ? 1 : 0);
    insert.bind(":size_bytes", static_cast<int64_t>(sealedRows.size()));
    insert.bind(":fetched_at_ms", static_cast<int64_t>(sample.fetchedAtMs));
    if (sample.expiresAtMs)
        insert.bind(":expires_at_ms", static_cast<int64_t>(*sample.expiresAtMs));
    else
        insert.bind(":expires_at_ms");
    insert.bind(":sealed", sealedRows.constData(), static_cast<int>(sealedRows.size()));
    insert.exec();
    transaction.commit();
    return {};
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<mesh::Sample> SampleCache::get(const QString &datasetKey, std::int64_t nowMs)
try {
    const std::lock_guard guard(d->mutex);
    d->eraseExpired(nowMs);
    mesh::Sample found;
    QByteArray sealedRows;
    {
        SQLite::Statement select(d->database, selectSample);
        select.bind(":dataset", datasetKey.toStdString());
        if (!select.executeStep()) {
            return Error{Error::Kind::NotFound,
                         QCoreApplication::translate(
                             "Samples", "There is no sample of this dataset on this computer."),
                         {}};
        }
        found.grant = textOf(select.getColumn(0));
        found.complete = select.getColumn(1).getInt() != 0;
        found.fetchedAtMs = select.getColumn(2).getInt64();
        if (!select.getColumn(3).isNull())
            found.expiresAtMs = select.getColumn(3).getInt64();
        sealedRows = blobOf(select.getColumn(4));
    }
    const auto pack =
        opened(sealedRows, d->key, context(datasetKey, found.grant, found.expiresAtMs));
    auto rows = pack ? unpacked(*pack) : Result<mesh::Sample>(pack.error());
    if (!rows) {
        (void)d->run("DELETE FROM sample WHERE dataset = ?", datasetKey);
        return std::move(rows).error();
    }
    found.columns = std::move(rows->columns);
    found.rows = std::move(rows->rows);
    return found;
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<QList<CachedSample>> SampleCache::list(std::int64_t nowMs)
try {
    const std::lock_guard guard(d->mutex);
    d->eraseExpired(nowMs);
    QList<CachedSample> all;
    SQLite::Statement select(d->database, selectAll);
    while (select.executeStep()) {
        CachedSample sample;
        sample.product = textOf(select.getColumn(0));
        sample.dataset = textOf(select.getColumn(1));
        sample.tableName = textOf(select.getColumn(2));
        sample.title = textOf(select.getColumn(3));
        sample.rows = select.getColumn(4).getInt64();
        sample.sizeBytes = select.getColumn(5).getInt64();
        sample.fetchedAtMs = select.getColumn(6).getInt64();
        if (!select.getColumn(7).isNull())
            sample.expiresAtMs = select.getColumn(7).getInt64();
        sample.grant = textOf(select.getColumn(8));
        all.append(sample);
    }
    return all;
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<int> SampleCache::eraseWhere(const char *sql, const QString &value)
try {
    const std::lock_guard guard(d->mutex);
    return d->run(sql, value);
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<int> SampleCache::erase(const QString &datasetKey)
{
    return eraseWhere("DELETE FROM sample WHERE dataset = ?", datasetKey);
}

Result<int> SampleCache::eraseOf(const QString &datasetKey, const QString &catalog)
try {
    const std::lock_guard guard(d->mutex);
    SQLite::Statement statement(d->database,
                                "DELETE FROM sample WHERE dataset = ? AND catalog = ?");
    statement.bind(1, datasetKey.toStdString());
    statement.bind(2, catalog.toStdString());
    return statement.exec();
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<int> SampleCache::eraseByGrant(const QString &grant)
{
    return grant.isEmpty() ? Result<int>(0)
                           : eraseWhere("DELETE FROM sample WHERE grant_id = ?", grant);
}

Result<int> SampleCache::eraseProduct(const QString &productKey)
{
    return productKey.isEmpty() ? Result<int>(0)
                                : eraseWhere("DELETE FROM sample WHERE product = ?", productKey);
}

Result<int> SampleCache::eraseByCatalog(const QString &catalog)
{
    return eraseWhere("DELETE FROM sample WHERE catalog = ?", catalog);
}

Result<int> SampleCache::eraseExpired(std::int64_t nowMs)
try {
    const std::lock_guard guard(d->mutex);
    return d->eraseExpired(nowMs);
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<int> SampleCache::eraseAll()
try {
    const std::lock_guard guard(d->mutex);
    return d->database.exec("DELETE FROM sample");
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

} // namespace meshlens::samples
