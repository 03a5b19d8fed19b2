// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry.h"
#include "app/sync/pull.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/support/misbehaving_server.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

/// sync_bench [DATASETS [COLUMNS]]: how long the node adapter takes to read a generated catalog
/// over loopback HTTP into a new store, beside the sqlite3 shell importing the same rows from CSV.
///
/// The server and the adapter share this process and its cores; the pages are made while they are
/// asked for, so that the time holds the serving as well.
using namespace meshlens;
using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 1000;

QByteArray columnJson(int dataset, int column)
{
    const QByteArray n = QByteArray::number(column);
    return R"({"name":"column_)" + n + R"(","type":")" + (column % 3 ? "text" : "bigint") +
           R"(","description":"Value )" + n + " of table " + QByteArray::number(dataset) +
           R"(","personal":)" + (column == 7 ? "true" : "false") + "}";
}

QByteArray datasetJson(int dataset, int columns)
{
    const QByteArray n = QByteArray::number(dataset);
    QByteArray json =
        R"({"id":"d)" + n +
        R"(","type":"table","identity":{"namespace":"postgres://db.bench.example:5432","name":"shop.public.table_)" +
        n + R"("},"name":"table_)" + n + R"(","description":"Generated table )" + n +
        R"(","columns":[)";
    for (int column = 0; column < columns; ++column)
        json += (column ? "," : "") + columnJson(dataset, column);
    return json + "]}";
}

QByteArray datasetPage(const QByteArray &query, int datasets, int columns)
{
    const qsizetype at = query.indexOf("cursor=");
    const int first = at < 0 ? 0 : query.mid(at + 7).toInt();
    const int last = std::min(first + pageSize, datasets);
    QByteArray json = R"({"items":[)";
    for (int dataset = first; dataset < last; ++dataset)
        json += (dataset > first ? "," : "") + datasetJson(dataset, columns);
    json += R"(],"deleted":[],"as_of":"2026-03-01T00:00:00Z","next":)";
    return json + (last < datasets ? '"' + QByteArray::number(last) + '"' : QByteArray("null")) +
           "}";
}

void answer(test::Exchange &exchange, int datasets, int columns)
{
    const QByteArray path = exchange.request.path.mid(8); // behind "/api/v1/"
    if (path == "node")
        exchange.respondJson(200, R"({"id":"bench","name":"Bench","capabilities":["browse"]})");
    else if (path == "datasets")
        exchange.respondJson(200, datasetPage(exchange.request.query, datasets, columns));
    else
        exchange.respondJson(
            200, R"({"items":[],"edges":[],"checks":[],"results":[],"loads":[],"next":null})");
}

bool writeCsv(const QString &datasetFile, const QString &columnFile, int datasets, int columns)
{
    QFile first(datasetFile);
    QFile second(columnFile);
    if (!first.open(QIODevice::WriteOnly) || !second.open(QIODevice::WriteOnly))
        return false;
    for (int dataset = 0; dataset < datasets; ++dataset) {
        const QByteArray n = QByteArray::number(dataset);
        first.write("postgres://db.bench.example:5432/shop/public/table_" + n + ",d" + n +
                    ",table_" + n + ",shop.public.table_" + n + ",table,Generated table " + n +
                    '\n');
        for (int column = 0; column < columns; ++column) {
            const QByteArray c = QByteArray::number(column);
            second.write("d" + n + ",column_" + c + (column % 3 ? ",text" : ",bigint") + ",Value " +
                         c + " of table " + n + (column == 7 ? ",1\n" : ",0\n"));
        }
    }
    return true;
}

/// Seconds the sqlite3 shell needs for both files; below 0 where it cannot.
double importSeconds(const QTemporaryDir &folder, int datasets, int columns)
{
    const QString datasetFile = folder.filePath(u"datasets.csv"_s);
    const QString columnFile = folder.filePath(u"columns.csv"_s);
    if (!writeCsv(datasetFile, columnFile, datasets, columns))
        return -1;
    QElapsedTimer clock;
    clock.start();
    QProcess shell;
    shell.start(
        u"sqlite3"_s,
        {folder.filePath(u"import.db"_s), u"PRAGMA journal_mode = WAL"_s,
         u"CREATE TABLE dataset (key TEXT, id TEXT, name TEXT, qualified TEXT, type TEXT, description TEXT)"_s,
         u"CREATE TABLE column_ (dataset TEXT, name TEXT, type TEXT, description TEXT, personal INTEGER)"_s,
         u".import --csv "_s + datasetFile + u" dataset"_s,
         u".import --csv "_s + columnFile + u" column_"_s});
    const bool good = shell.waitForFinished(-1) && shell.exitCode() == 0;
    return good ? static_cast<double>(clock.elapsed()) / 1000 : -1;
}

int fail(const Error &error)
{
    QTextStream(stderr) << error.message << ' ' << error.detail << '\n';
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    const int datasets = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const int columns = argc > 2 ? std::atoi(argv[2]) : 20;
    test::MisbehavingServer server;
    server.otherwise([=](test::Exchange &exchange) { answer(exchange, datasets, columns); });
    const QTemporaryDir folder;
    const auto store = store::Store::open(folder.filePath(u"profile"_s), Clock::fromEnvironment());
    if (!store)
        return fail(store.error());
    CatalogConnection connection;
    connection.name = u"Bench"_s;
    connection.kind = u"node"_s;
    connection.url = server.url("").toString();
    const auto added = (*store)->write([&](store::Writer &writer) -> Result<void> {
        const auto id = writer.addCatalog(connection);
        connection.id = id.valueOr(0);
        return id ? Result<void>() : Result<void>(id.error());
    });
    if (!added)
        return fail(added.error());
    net::Client client;
    const auto catalog = catalogs::make(connection, {}, client, (*store)->clock());
    if (!catalog)
        return fail(catalog.error());

    QElapsedTimer clock;
    clock.start();
    const auto run = sync::pullCatalog(**store, connection, **catalog, true, {}, {});
    const double seconds = static_cast<double>(clock.elapsed()) / 1000;
    if (!run)
        return fail(run.error());
    const auto reader = (*store)->read();
    const auto counts = reader ? reader->counts() : Result<store::Counts>(reader.error());
    if (!counts)
        return fail(counts.error());
    if (counts->datasets != datasets || counts->columns != qint64(datasets) * columns)
        return fail({Error::Kind::Decode, u"Not everything arrived."_s, {}});
    const double rows = static_cast<double>(counts->datasets + counts->columns);
    const double import = importSeconds(folder, datasets, columns);
    QTextStream out(stdout);
    out << "datasets=" << counts->datasets << " columns=" << counts->columns << '\n'
        << "sync_s=" << seconds << " rows_per_s=" << qRound64(rows / seconds)
        << " requests=" << run->requests << " bytes=" << run->bytes << '\n';
    if (import > 0)
        out << "sqlite3_import_s=" << import << " ratio=" << seconds / import << '\n';
    else
        out << "sqlite3_import_s=unknown (is the sqlite3 shell installed?)\n";
    return 0;
}
