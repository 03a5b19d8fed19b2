// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

#include "models/store/schema.h"
#include "models/store/split.h"

#include <QFile>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace meshlens::store {
namespace {

QString fileOf(const StoreFixture &fixture)
{
    return fixture.folder() + u"/meshlens.db"_s;
}

int schemaOf(const QString &file)
{
    SQLite::Database database(file.toStdString(), SQLite::OPEN_READWRITE);
    return database.execAndGet("PRAGMA user_version").getInt();
}

/// Whether a process of its own sees that somebody has the file open: SQLite holds a lock on it
/// for as long.
bool isLockedForOthers(const QString &file)
{
    const QByteArray path = QFile::encodeName(file);
    const pid_t child = ::fork();
    if (child == 0) {
        const int descriptor = ::open(path.constData(), O_RDWR | O_CLOEXEC);
        struct flock lock {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        const bool asked = descriptor >= 0 && ::fcntl(descriptor, F_GETLK, &lock) == 0;
        ::_exit(asked && lock.l_type != F_UNLCK ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

} // namespace

class IndexFileTest : public QObject
{
    Q_OBJECT

private slots:
    void aNewFileHasTheNewestSchema()
    {
        const StoreFixture fixture;

        QCOMPARE(schemaOf(fileOf(fixture)), newestSchema());
    }

    void openingItTwiceLeavesItInUse()
    {
        const StoreFixture fixture;
        QVERIFY(isLockedForOthers(fileOf(fixture)));

        const auto again = need(Store::open(fixture.folder(), Clock::frozenAt(1)));

        QVERIFY(isLockedForOthers(fileOf(fixture)));
    }

    void everyOlderSchemaIsBroughtUpToDate()
    {
        for (int from = 1; from <= newestSchema(); ++from) {
            const QTemporaryDir directory;
            const QString file = directory.filePath(u"meshlens.db"_s);
            {
                SQLite::Database database(file.toStdString(),
                                          SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
                for (int number = 1; number <= from; ++number)
                    database.exec(migrationText(number));
                database.exec("INSERT INTO setting (name, value) VALUES ('kept', x'31')");
                database.exec("PRAGMA user_version = " + std::to_string(from));
            }

            const auto store = need(Store::open(directory.path(), Clock::frozenAt(1)));

            QCOMPARE(schemaOf(file), newestSchema());
            QCOMPARE(need(need(store->read()).setting(u"kept"_s)), QByteArray("1"));
        }
    }

    void whatWasPartedBeforeGetsTheRecordsThatNameIt()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"house"_s);
        const QString table = datasetOf(u"orders"_s, {}).key, own = table + u"?house"_s;
        Batch batch;
        batch.datasets = {datasetOf(u"orders"_s, {})};
        mesh::Contract contract;
        contract.id = u"covering"_s;
        contract.datasets = {u"pg://h:1/a/b/other"_s, table};
        batch.contracts = {contract};
        fixture.pull(catalog, {batch});
        batch.datasets[0].description = u"more"_s;
        fixture.pull(catalog, {batch});
        mesh::AccessRequest request;
        request.id = u"r"_s;
        request.catalog = u"house"_s;
        request.product = table; // any key does
        need(fixture.store->write([&](Writer &writer) {
            const auto saved = writer.saveRequest(request);
            return saved ? writer.decideIdentity(table, splitAddress(u"house"_s), Decision::Apart)
                         : saved;
        }));
        fixture.store.reset();
        { // as an older program left it
            SQLite::Database database(fileOf(fixture).toStdString(), SQLite::OPEN_READWRITE);
            for (const char *const column :
                 {"change SET key", "access_request SET product", "contract_row SET datasets"}) {
                const QString name = QString::fromLatin1(column).section(u' ', -1);
                database.exec(u"UPDATE %1 = replace(%2, '?house', '')"_s
                                  .arg(QString::fromLatin1(column), name)
                                  .toStdString());
                QVERIFY(database.getChanges() > 0);
            }
            database.exec("PRAGMA user_version = 6");
        }

        fixture.reopen(2'000'000);

        const Reader reader = need(fixture.store->read());
        QCOMPARE(need(reader.contractsOfDataset(own)).size(), 1);
        QVERIFY(need(reader.contractsOfDataset(table)).isEmpty());
        QCOMPARE(need(reader.changes(0, own)).size(), 1);
        QCOMPARE(need(reader.requests()).first().product, own);
    }

    void aFileFromTheFutureIsRefusedAndNotChanged()
    {
        StoreFixture fixture;
        fixture.store.reset();
        {
            SQLite::Database database(fileOf(fixture).toStdString(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA user_version = 9999");
        }

        const auto opened = Store::open(fixture.folder(), fixture.clock);

        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, Error::Kind::Storage);
        QVERIFY(opened.error().message.contains(u"newer"_s));
        QVERIFY(!Store::isDamaged(opened.error()));
        QCOMPARE(schemaOf(fileOf(fixture)), 9999);
    }

    void whatIsNoDatabaseIsSaidToBeDamaged()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"meshlens.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();

        const auto opened = Store::open(directory.path(), Clock::frozenAt(1));

        QVERIFY(!opened);
        QVERIFY(Store::isDamaged(opened.error()));
        const Store::Salvaged salvaged = need(Store::rebuild(directory.path(), Clock::frozenAt(7)));
        QVERIFY(QFile::exists(salvaged.setAside));
        QCOMPARE(salvaged.catalogs, 0);
        QVERIFY(Store::open(directory.path(), Clock::frozenAt(1)));
    }

    void aDamagedIndexGivesBackWhatCanStillBeRead()
    {
        StoreFixture fixture;
        const qint64 catalog = fixture.addCatalog(u"core"_s);
        Batch batch;
        for (int i = 0; i < 300; ++i)
            batch.datasets.append(datasetOf(u"table_%1"_s.arg(i), {u"a"_s, u"b"_s}));
        fixture.pull(catalog, {batch});
        need(fixture.store->write([&](Writer &writer) -> Result<void> {
            for (int i = 0; i < 200; ++i) {
                mesh::AccessRequest request;
                request.id = u"r%1"_s.arg(i);
                request.catalog = u"core"_s;
                request.note = QString(500, u'n');
                need(writer.saveRequest(request));
            }
            need(writer.keep({0, u"pin"_s, u"Pinned"_s, u"k"_s, {}, 0, 0}));
            return writer.setSetting(u"theme"_s, "dark");
        }));
        fixture.store.reset();
        qint64 page = 0, pages = 0;
        {
            // One leaf page of the requests, where the tree of a table ends.
            SQLite::Database database(fileOf(fixture).toStdString(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
            page = database
                       .execAndGet("SELECT pageno FROM dbstat WHERE name = 'access_request' AND "
                                   "pagetype = 'leaf'"
                                   " ORDER BY path LIMIT 1 OFFSET 5")
                       .getInt64();
            pages = database.execAndGet("PRAGMA page_size").getInt64();
        }
        QVERIFY(page > 1);
        QFile file(fileOf(fixture));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek((page - 1) * pages);
        file.write(QByteArray(static_cast<qsizetype>(pages), '\xff'));
        file.close();

        const auto store = need(Store::open(fixture.folder(), fixture.clock)); // not noticed yet
        const auto requests = need(store->read()).requests();
        QVERIFY(!requests);
        QVERIFY(Store::isDamaged(requests.error()));
        const Store::Salvaged salvaged = need(Store::rebuild(fixture.folder(), fixture.clock));

        QCOMPARE(salvaged.catalogs, 1);
        QCOMPARE(salvaged.kept, 1);
        QVERIFY2(salvaged.requests > 150 && salvaged.requests < 200,
                 qPrintable(QString::number(salvaged.requests)));
        fixture.reopen(5);
        const Reader reader = need(fixture.store->read());
        QCOMPARE(need(reader.setting(u"theme"_s)), QByteArray("dark"));
        const CatalogRow row = need(reader.catalog(u"core"_s));
        QCOMPARE(row.generation, 0);
        QCOMPARE(row.connection.id, catalog);
        QCOMPARE(fixture.pull(catalog, {batch}).changed, 300);
    }
};

} // namespace meshlens::store

QTEST_GUILESS_MAIN(meshlens::store::IndexFileTest)
#include "tst_store_index_file.moc"
