// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/pull_writer.h"
#include "models/store/reader.h"
#include "models/store/store.h"
#include "models/store/writer.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>

/// Figures of identity: `identity_bench [DATASETS] [CATALOGS]` (1,000,000 and 8). Each catalog
/// knows its share of the datasets; a fifth of them it has from the one before under another key,
/// proved by a strong alias. Once with these aliases and once without, so that the difference is
/// their price; then a sync in which nothing and one in which one in a hundred changed.
namespace meshlens::store {
namespace {

using namespace Qt::StringLiterals;

template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().detail));
    return std::move(result).value();
}

constexpr int pageSize = 1000;

struct Shape {
    int perCatalog;
    bool withAliases;
};

mesh::Dataset datasetOf(int catalog, int number, const Shape &shape, int version)
{
    mesh::Dataset dataset;
    dataset.key = u"postgres://db%1.example.com:5432/shop/schema_%2/table_%3"_s.arg(catalog)
                      .arg(number % 100)
                      .arg(number, 7, 10, QChar(u'0'));
    dataset.nativeId = u"shop.%1"_s.arg(number);
    dataset.name = u"table_%1"_s.arg(number);
    dataset.qualifiedName = dataset.nativeId;
    dataset.description = u"version %1"_s.arg(version);
    for (const QString &name : {u"id"_s, u"amount"_s}) {
        mesh::Column column;
        column.name = name;
        column.type = u"text"_s;
        dataset.columns.append(column);
    }
    if (shape.withAliases) {
        // The first fifth continues the last fifth of the catalog before.
        const int fifth = shape.perCatalog / 5;
        const qint64 own = qint64(catalog) * shape.perCatalog + number;
        const qint64 id = number < fifth && catalog > 0 ? own - fifth : own;
        dataset.aliases = {{u"iceberg-uuid:%1"_s.arg(id, 32, 16, QChar(u'0')), u"strong"_s}};
    }
    return dataset;
}

double pull(Store &store, qint64 id, int catalog, const Shape &shape, int changedEvery)
{
    QElapsedTimer timer;
    timer.start();
    const auto writer = need(store.beginPull(id));
    for (int start = 0; start < shape.perCatalog; start += pageSize) {
        Batch batch;
        for (int i = start; i < std::min(start + pageSize, shape.perCatalog); ++i)
            batch.datasets.append(
                datasetOf(catalog, i, shape, changedEvery > 0 && i % changedEvery == 0 ? 1 : 0));
        if (const auto put = writer->put(batch); !put)
            qFatal("%s", qPrintable(put.error().detail));
    }
    need(writer->commit({}, {}));
    return double(timer.elapsed()) / 1000;
}

void run(int datasets, int catalogs, bool withAliases)
{
    QTemporaryDir directory;
    const auto store = need(Store::open(directory.filePath(u"p"_s), Clock::fromEnvironment()));
    const Shape shape{datasets / catalogs, withAliases};
    QList<qint64> ids;
    for (int i = 0; i < catalogs; ++i) {
        const auto added = store->write([&](Writer &writer) -> Result<void> {
            CatalogConnection connection;
            connection.name = u"c%1"_s.arg(i);
            ids.append(need(writer.addCatalog(connection)));
            return {};
        });
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
    }
    const auto round = [&](const char *what, int changedEvery) {
        double seconds = 0;
        const std::clock_t start = std::clock();
        for (int i = 0; i < catalogs; ++i)
            seconds += pull(*store, ids[i], i, shape, changedEvery);
        std::printf("%-10s %-24s %7.1f s, %7.1f of the processor  %8.0f datasets/s  %lld merged\n",
                    withAliases ? "aliases" : "none", what, seconds,
                    double(std::clock() - start) / CLOCKS_PER_SEC, datasets / seconds,
                    static_cast<long long>(need(need(store->read()).mergedThings())));
        std::fflush(stdout);
    };
    round("first", 0);
    round("nothing changed", 0);
    round("one in a hundred changed", 100);
    QElapsedTimer timer;
    timer.start();
    qint64 read = 0;
    const auto done = need(store->read()).forEachDataset(false, [&](const auto &) {
        ++read;
        return true;
    });
    std::printf("%-10s %-24s %7.1f s  %lld things\n", withAliases ? "aliases" : "none", "read all",
                double(timer.elapsed()) / 1000, done ? static_cast<long long>(read) : -1);
}

} // namespace
} // namespace meshlens::store

int main(int argc, char **argv)
{
    const int datasets = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    const int catalogs = argc > 2 ? std::atoi(argv[2]) : 8;
    meshlens::store::run(datasets, catalogs, false);
    meshlens::store::run(datasets, catalogs, true);
    return 0;
}
