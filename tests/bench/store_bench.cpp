// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/pull_writer.h"
#include "models/store/reader.h"
#include "models/store/store.h"
#include "models/store/writer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>

/// Figures of the store: `store_bench [DATASETS] [COLUMNS]`. Pulls a made-up catalog into a fresh
/// store, the same again, and with one dataset in a hundred changed; then reads all of it.
namespace meshlens::store {
namespace {

using namespace Qt::StringLiterals;

constexpr int pageSize = 1000;

mesh::Dataset datasetOf(int number, int columns, int version)
{
    mesh::Dataset dataset;
    const QString name = u"table_%1"_s.arg(number, 6, 10, QChar(u'0'));
    dataset.key = u"postgres://db%1.example.com:5432/shop/schema_%2/%3"_s.arg(number % 4)
                      .arg(number % 100)
                      .arg(name);
    dataset.nativeId = u"shop.schema_%1.%2"_s.arg(number % 100).arg(name);
    dataset.name = name;
    dataset.qualifiedName = dataset.nativeId;
    dataset.description = u"Rows about subject %1, version %2"_s.arg(number).arg(version);
    dataset.tags = {u"generated"_s};
    dataset.owners = {u"party://owner%1@example.com"_s.arg(number % 50)};
    dataset.columns.reserve(columns);
    for (int i = 0; i < columns; ++i) {
        mesh::Column column;
        column.name = u"column_%1"_s.arg(i);
        column.type = i % 3 == 0 ? u"bigint"_s : u"varchar(200)"_s;
        column.description = u"What column %1 of table %2 holds"_s.arg(i).arg(number);
        column.primaryKey = i == 0;
        dataset.columns.append(std::move(column));
    }
    return dataset;
}

template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().detail));
    return std::move(result).value();
}

class Bench
{
public:
    Bench(int datasets, int columns) : m_datasets(datasets), m_columns(columns)
    {
        m_store = need(Store::open(m_directory.filePath(u"profile"_s), Clock::fromEnvironment()));
        const auto added = m_store->write([&](Writer &writer) -> Result<void> {
            CatalogConnection connection;
            connection.name = u"bench"_s;
            m_catalog = need(writer.addCatalog(connection));
            return {};
        });
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
    }

    /// Of every `changedEvery` datasets one differs from version 0; 0: none does.
    void pull(const char *what, int changedEvery)
    {
        QElapsedTimer making;
        qint64 makingMs = 0;
        QElapsedTimer all;
        all.start();
        const auto writer = need(m_store->beginPull(m_catalog));
        for (int start = 0; start < m_datasets; start += pageSize) {
            making.start();
            Batch batch;
            for (int i = start; i < std::min(start + pageSize, m_datasets); ++i)
                batch.datasets.append(
                    datasetOf(i, m_columns, changedEvery > 0 && i % changedEvery == 0 ? 1 : 0));
            makingMs += making.elapsed();
            if (const auto put = writer->put(batch); !put)
                qFatal("%s", qPrintable(put.error().detail));
        }
        const SyncRun run = need(writer->commit({}, {}));
        const double seconds = static_cast<double>(all.elapsed()) / 1000;
        const double rows = static_cast<double>(m_datasets) * (m_columns + 1);
        std::printf(
            "%-20s %7.2f s  (%.2f s of it making the data, in the other thread)  %9.0f rows/s  "
            "%lld changed  %.0f MB\n",
            what, seconds, static_cast<double>(makingMs) / 1000, rows / seconds,
            static_cast<long long>(run.changed), sizeMb());
    }

    void read()
    {
        QElapsedTimer timer;
        timer.start();
        const Reader reader = need(m_store->read());
        qint64 columns = 0;
        const auto done = reader.forEachDataset(true, [&](const Merged<mesh::Dataset> &merged) {
            columns += merged.thing.columns.size();
            return true;
        });
        std::printf("%-20s %7.2f s  %lld columns\n", "read all",
                    static_cast<double>(timer.elapsed()) / 1000,
                    done ? static_cast<long long>(columns) : -1);
        timer.restart();
        const Counts counts = need(reader.counts());
        std::printf("%-20s %7.3f s  %lld datasets\n", "counts",
                    static_cast<double>(timer.elapsed()) / 1000,
                    static_cast<long long>(counts.datasets));
    }

    /// Moves the store's folder to where a window can open it: WORKSPACE/profiles/default.
    void keepAt(const QString &folder)
    {
        m_store.reset();
        if (!QDir().mkpath(QFileInfo(folder).path()) ||
            !QDir().rename(m_directory.filePath(u"profile"_s), folder))
            qFatal("%s cannot be made", qPrintable(folder));
    }

private:
    [[nodiscard]] double sizeMb() const
    {
        double bytes = 0;
        for (const QString &ending : {u""_s, u"-wal"_s})
            bytes += static_cast<double>(
                QFileInfo(m_store->folder() + u"/meshlens.db"_s + ending).size());
        return bytes / 1e6;
    }

    const int m_datasets;
    const int m_columns;
    QTemporaryDir m_directory;
    std::shared_ptr<Store> m_store;
    qint64 m_catalog = 0;
};

} // namespace
} // namespace meshlens::store

int main(int argc, char **argv)
{
    const int datasets = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const int columns = argc > 2 ? std::atoi(argv[2]) : 20;
    std::printf("%d datasets of %d columns\n", datasets, columns);
    meshlens::store::Bench bench(datasets, columns);
    bench.pull("first pull", 0);
    bench.pull("unchanged pull", 0);
    bench.pull("one in 100 changed", 100);
    bench.read();
    if (argc > 3)
        bench.keepAt(QString::fromLocal8Bit(argv[3]));
    return 0;
}
