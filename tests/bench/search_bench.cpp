// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/index_data.h"
#include "models/store/pull_writer.h"
#include "models/store/store.h"
#include "models/store/writer.h"
#include "tests/bench/search_cold.h"
#include "tests/models/search/made_catalog.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <sqlite3.h>

/// search_bench [--datasets N] [--rounds N] [--fts N] [--refresh N] [--folder DIR] [--cold]
///              [--profile DIR]
///
/// Makes a catalog, indexes it, runs a mixed workload as people type it (every key press is a
/// search with all facets and the first 50 rows) and prints the times of each class of query; then
/// the same for an SQLite FTS5 table with as many rows as --fts says (bm25, the first 50, no
/// facets); then what it takes to make the index of a store with as many datasets as --refresh says
/// and to bring it up to date after a sync that changed one in a hundred.
/// With --cold it opens the index when nothing of it is in memory, once a query, and does nothing
/// else; --profile does the same with a profile's folder (store_bench makes one).
/// A query's time is that on the clock; beside it stand what the busier of the two threads had of a
/// core, which is what the clock says where no others use the cores, and what both had together.
using namespace meshlens;
using namespace meshlens::search;
using namespace Qt::StringLiterals;

namespace {

QTextStream out(stdout);

double ms(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// What this thread, or the whole program, had of a core: the machine may have others to serve.
double cpuMs(clockid_t clock = CLOCK_THREAD_CPUTIME_ID)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

qint64 residentKb()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

struct Class {
    QString name;
    QStringList queries;
};

/// A typed query as the key presses that lead to it.
QStringList typed(const QString &query, int from)
{
    QStringList presses;
    for (int length = from; length <= query.size(); ++length)
        presses.append(query.left(length));
    return presses;
}

QList<Class> workload(const test::MadeCatalog &catalog)
{
    QList<Class> classes;
    QStringList one, two, words, several, typing, exact, qualified, camel, parts, typos, tooMany;
    for (char letter = 'a'; letter <= 'z'; ++letter)
        one.append(QString(QChar::fromLatin1(letter)));
    for (const QString &first : {u"c"_s, u"o"_s, u"p"_s, u"r"_s, u"s"_s, u"t"_s, u"d"_s, u"i"_s}) {
        for (const QString &second : {u"a"_s, u"e"_s, u"o"_s, u"r"_s, u"t"_s, u"u"_s})
            two.append(first + second);
    }
    const QStringList common =
        u"customer order payment revenue invoice daily session subscription refund royalty "
        "warehouse inventory contract campaign forecast snapshot curated history email iban"_s
            .split(u' ');
    words = common;
    for (qsizetype i = 0; i < common.size(); ++i)
        several.append(common[i] + u' ' + common[(i + 3) % common.size()] +
                       (i % 2 == 0 ? QString() : u' ' + common[(i + 9) % common.size()]));
    typing += typed(u"customer payment history"_s, 1) + typed(u"gross revenue"_s, 1) +
              typed(u"playlist daily"_s, 1);
    for (int i = 0; i < 40; ++i) {
        const mesh::Dataset dataset = catalog.dataset(1 + i * (catalog.datasets() / 41)).thing;
        exact.append(dataset.name);
        qualified.append(dataset.qualifiedName);
        QString wrong = dataset.name;
        wrong.remove(wrong.size() / 2, 1);
        typos.append(wrong);
        tooMany.append(dataset.name + u" nowhere lisbonne xyzzy"_s);
    }
    for (const QString &part : {u"ust"_s, u"tion"_s, u"ment"_s, u"ice"_s, u"ing"_s, u"ber"_s,
                                u"venue"_s, u"oyal"_s, u"ersh"_s, u"ken"_s})
        parts.append(part);
    classes.append({u"one letter"_s, one});
    classes.append({u"two letters"_s, two});
    classes.append({u"one word"_s, words});
    classes.append({u"several words"_s, several});
    classes.append({u"as typed"_s, typing});
    classes.append({u"exact name"_s, exact});
    classes.append({u"qualified name"_s, qualified});
    classes.append({u"inside a word"_s, parts});
    classes.append({u"empty"_s, {QString()}});
    classes.append(
        {u"filters"_s,
         {u"domain:customer"_s, u"domain:customer,order payment"_s,
          u"kind:product quality:>80 revenue"_s, u"catalog:\"catalog 3\" status:active"_s,
          u"tag:pii class:personal customer"_s, u"owner:\"ana ruiz\" order"_s,
          u"column:iban payment"_s, u"column:customer_id"_s, u"changed:<7d daily"_s,
          u"-deprecated customer -status:retired"_s, u"fresh:late kind:product"_s,
          u"(refund OR chargeback) domain:payment"_s, u"type:table archetype:aggregate"_s,
          u"c domain:order"_s, u"kind:dataset s"_s}});
    classes.append(
        {u"phrase"_s, {u"\"customer order\""_s, u"\"gross revenue\" daily"_s, u"\"the daily\""_s}});
    classes.append({u"columns"_s, {u"email kind:column"_s, u"customer kind:column"_s}});
    classes.append({u"typo"_s, typos});
    classes.append(
        {u"no hits"_s, {u"zzzzqqqq"_s, u"qqxxyy wwvvuu"_s, u"domain:nowhere customer"_s}});
    classes.append({u"too many words"_s, tooMany});
    return classes;
}

struct Times {
    std::vector<double> all;
    void add(double one) { all.push_back(one); }
    [[nodiscard]] double at(double share)
    {
        if (all.empty())
            return 0;
        std::sort(all.begin(), all.end());
        const auto place =
            static_cast<std::size_t>(std::ceil(share * static_cast<double>(all.size())));
        return all[std::clamp<std::size_t>(place, 1, all.size()) - 1];
    }
    QString brief()
    {
        return u" | %1 %2 %3"_s.arg(at(0.5), 8, 'f', 2)
            .arg(at(0.99), 8, 'f', 2)
            .arg(at(1), 8, 'f', 2);
    }
    QString row()
    {
        return u"%1 %2 %3 %4 %5"_s.arg(all.size(), 7)
            .arg(at(0.5), 8, 'f', 2)
            .arg(at(0.95), 8, 'f', 2)
            .arg(at(0.99), 8, 'f', 2)
            .arg(at(1), 8, 'f', 2);
    }
};

void addAll(IndexBuilder &builder, const test::MadeCatalog &catalog)
{
    builder.setPartyNames(catalog.partyNames());
    for (const mesh::Domain &domain : catalog.domains())
        builder.add(domain);
    for (const mesh::Term &term : catalog.terms())
        builder.add(term);
    for (int i = 0; i < catalog.products(); ++i)
        builder.add(catalog.product(i));
    for (int i = 0; i < catalog.datasets(); ++i)
        builder.add(catalog.dataset(i));
}

/// What the same queries cost as full-text search of SQLite.
void compareFts(const test::MadeCatalog &large, int rows, const QList<Class> &classes,
                const QString &folder)
{
    sqlite3 *database = nullptr;
    const QByteArray path = (folder + u"/fts.db"_s).toUtf8();
    if (sqlite3_open(path.constData(), &database) != SQLITE_OK)
        return;
    const auto run = [&](const char *sql) {
        sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
    };
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
        "CREATE VIRTUAL TABLE thing USING fts5(name, path, description, owners, tags, columns,"
        " tokenize = 'unicode61', prefix = '1 2 3')");
    sqlite3_stmt *insert = nullptr;
    sqlite3_prepare_v2(database, "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)", -1, &insert,
                       nullptr);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < rows; ++i) {
        const mesh::Dataset dataset = large.dataset(i).thing;
        QStringList columns;
        for (const mesh::Column &column : dataset.columns)
            columns.append(wordsOf(column.name).join(u' '));
        const std::array texts{wordsOf(dataset.name).join(u' ').toUtf8(),
                               wordsOf(dataset.qualifiedName).join(u' ').toUtf8(),
                               dataset.description.toUtf8(),
                               large.partyNames().value(dataset.owners.first()).toUtf8(),
                               dataset.tags.join(u' ').toUtf8(),
                               columns.join(u' ').toUtf8()};
        for (int column = 0; column < 6; ++column)
            sqlite3_bind_text(insert, column + 1,
                              texts[static_cast<std::size_t>(column)].constData(), -1,
                              SQLITE_TRANSIENT);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT");
    out << "\nFTS5, " << rows << " rows, built in " << QString::number(ms(timer) / 1000, 'f', 1)
        << " s, " << QFile(folder + u"/fts.db"_s).size() / 1'000'000
        << " MB; the first 50 by bm25, no facets\n"
        << "class                 queries      p50      p95      p99      max  (ms)\n";
    sqlite3_stmt *select = nullptr;
    sqlite3_prepare_v2(database,
                       "SELECT name, path FROM thing WHERE thing MATCH ? ORDER BY rank LIMIT 50",
                       -1, &select, nullptr);
    for (const Class &one : classes) {
        if (one.name == u"filters" || one.name == u"empty" || one.name == u"columns")
            continue;
        Times times;
        for (const QString &query : one.queries) {
            QStringList words;
            for (const QString &word : wordsOf(query))
                words.append(u'"' + word + u"\"*"_s);
            const QByteArray match = words.join(u' ').toUtf8();
            timer.restart();
            sqlite3_bind_text(select, 1, match.constData(), -1, SQLITE_TRANSIENT);
            while (sqlite3_step(select) == SQLITE_ROW) {
            }
            sqlite3_reset(select);
            times.add(ms(timer));
        }
        out << one.name.leftJustified(20) << times.row() << '\n';
        out.flush();
    }
    sqlite3_finalize(select);
    sqlite3_close(database);
}

template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().detail));
    return std::move(result).value();
}

/// A store with a made catalog, and its index before and after a sync of few changes.
void timeRefresh(int datasets)
{
    constexpr int page = 1000, changedEvery = 100;
    const test::MadeCatalog catalog(datasets);
    QTemporaryDir folder;
    const auto store =
        need(store::Store::open(folder.filePath(u"profile"_s), Clock::fromEnvironment()));
    qint64 id = 0;
    const auto added = store->write([&](store::Writer &writer) -> Result<void> {
        CatalogConnection connection;
        connection.name = u"bench"_s;
        connection.kind = u"node"_s;
        id = need(writer.addCatalog(connection));
        return {};
    });
    const auto datasetOf = [&](int number, int version) {
        mesh::Dataset dataset = catalog.dataset(number, version).thing;
        dataset.key = u"postgres://db.made.example:5432/shop/public/t%1"_s.arg(number);
        dataset.nativeId = QString::number(number);
        return dataset;
    };
    const auto pull = [&](int every, int version, bool full) {
        const auto writer = need(store->beginPull(id));
        Batch batch;
        if (full) {
            batch.domains = catalog.domains();
            batch.terms = catalog.terms();
            for (mesh::Domain &domain : batch.domains)
                domain.nativeId = domain.key;
            for (mesh::Term &term : batch.terms)
                term.nativeId = term.key;
        }
        for (int i = 0; i < datasets; i += every) {
            batch.datasets.append(datasetOf(i, version));
            if (full && i > 0 && i % 3 == 0) { // a chain beside other readers
                mesh::LineageEdge edge;
                edge.from = batch.datasets.last().key;
                edge.to = datasetOf(i / 3, 0).key;
                batch.edges.append(edge);
            }
            if (batch.datasets.size() == page || i + every >= datasets) {
                if (const auto put = writer->put(batch); !put)
                    qFatal("%s", qPrintable(put.error().detail));
                batch = {};
            }
        }
        PullOutcome outcome;
        outcome.full = full;
        return need(writer->commit({}, outcome)).changed;
    };
    const QString index = folder.filePath(u"search"_s);
    const auto opened = [&](const char *what) {
        QElapsedTimer timer;
        timer.start();
        const double before = cpuMs();
        const auto made = need(Index::open(index, need(store->read())));
        const double used = cpuMs() - before;
        out << QString::fromLatin1(what).leftJustified(28) << QString::number(used / 1000, 'f', 2)
            << " s of a core, " << QString::number(ms(timer) / 1000, 'f', 2) << " s; "
            << made->size() << " things in " << made->data().parts.size() << " parts\n";
        out.flush();
        return used;
    };
    if (!added)
        return;
    (void)pull(1, 0, true);
    out << "\nA store of " << datasets << " datasets\n";
    const double whole = opened("made of everything");
    opened("opened again");
    const qint64 changed = pull(changedEvery, 1, false);
    const double part = opened("after a sync");
    opened("opened again");
    out << changed << " changed: " << QString::number(100 * part / whole, 'f', 1)
        << " % of making all\n";
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"datasets"_s, u"How many."_s, u"N"_s, u"1000000"_s});
    parser.addOption({u"rounds"_s, u"Of the workload."_s, u"N"_s, u"5"_s});
    parser.addOption({u"fts"_s, u"Rows of the FTS5 table; 0: none."_s, u"N"_s, u"100000"_s});
    parser.addOption({u"refresh"_s, u"Datasets of the store; 0: none."_s, u"N"_s, u"100000"_s});
    parser.addOption(
        {u"folder"_s, u"Keeps the index here and uses it again at the next run."_s, u"DIR"_s});
    parser.addOption({u"slow"_s, u"Prints queries over so many ms."_s, u"MS"_s, u"16"_s});
    parser.addOption({u"cold"_s, u"Only first searches, nothing of the index in memory."_s});
    parser.addOption({u"profile"_s, u"First searches in this profile, cold."_s, u"DIR"_s});
    parser.addHelpOption();
    parser.process(app);
    if (parser.isSet(u"profile"_s)) {
        bench::timeColdProfile(parser.value(u"profile"_s));
        return 0;
    }
    const int datasets = parser.value(u"datasets"_s).toInt();
    QTemporaryDir temporary;
    const QString folder = parser.isSet(u"folder"_s) ? parser.value(u"folder"_s) : temporary.path();
    const QString path = folder + u"/bench-%1.index"_s.arg(datasets);
    const test::MadeCatalog catalog(datasets);

    QElapsedTimer timer;
    timer.start();
    if (!QFile::exists(path)) {
        qsizetype characters = 0;
        for (int i = 0; i < std::min(datasets, 100'000); ++i)
            characters += catalog.dataset(i).thing.name.size();
        const double making = ms(timer) * datasets / std::min(datasets, 100'000) / 1000;
        timer.restart();
        IndexBuilder builder(folder);
        addAll(builder, catalog);
        const double adding = ms(timer) / 1000;
        QFile file(path);
        if (!file.open(QIODevice::ReadWrite | QIODevice::Truncate) || !builder.write(file, 1, {}))
            return 1;
        out << "build " << QString::number(ms(timer) / 1000 - making, 'f', 1) << " s (and about "
            << QString::number(making, 'f', 1) << " s to invent the catalog): gathered after "
            << QString::number(adding - making, 'f', 1) << " s; resident " << residentKb() / 1000
            << " MB; " << characters / std::min(datasets, 100'000) << " letters a name\n";
        out.flush();
    }
    if (parser.isSet(u"cold"_s)) {
        bench::timeCold(path, test::MadeCatalog::nowMs());
        return 0;
    }
    timer.restart();
    auto segment = Segment::open(path);
    if (!segment)
        return 1;
    const std::shared_ptr<const Segment> base = *segment;
    const auto index = std::make_shared<const Index>(Index::Data::of({base}));
    FindOptions options;
    options.facets = true;
    options.nowMs = test::MadeCatalog::nowMs();
    const double opened = ms(timer);
    const auto first = find(*index, parse(u"customer"_s), options);
    out << "index " << base->bytes() / 1'000'000 << " MB, of them row texts "
        << base->textBytes() / 1'000'000 << " MB; opened in " << QString::number(opened, 'f', 1)
        << " ms, first search done after " << QString::number(ms(timer), 'f', 1) << " ms ("
        << (first ? first->total : -1) << " hits)\n";
    out << QThread::idealThreadCount() << " cores, " << index->size() << " documents, "
        << base->tokens().size() << " words, " << base->columnNames().size() << " column names\n\n"
        << "class                 queries      p50      p95      p99      max  (ms) | busier "
           "thread: "
           "p50    p99      max | both:  p50      p99      max\n";
    Times all, allCpu, allBoth;
    const QList<Class> classes = workload(catalog);
    const double slow = parser.value(u"slow"_s).toDouble();
    QStringList slowest;
    for (const Class &one : classes) {
        Times times, cpu, both;
        for (int round = 0; round < parser.value(u"rounds"_s).toInt(); ++round) {
            for (const QString &query : one.queries) {
                timer.restart();
                const double before = cpuMs();
                const double beforeBoth = cpuMs(CLOCK_PROCESS_CPUTIME_ID);
                const auto hits = find(*index, parse(query), options);
                const double own = cpuMs() - before;
                const double together = cpuMs(CLOCK_PROCESS_CPUTIME_ID) - beforeBoth;
                const double used = std::max(own, together - own);
                const double took = ms(timer);
                for (const auto &[to, value] :
                     {std::pair(&times, took), std::pair(&all, took), std::pair(&cpu, used),
                      std::pair(&allCpu, used), std::pair(&both, together),
                      std::pair(&allBoth, together)})
                    to->add(value);
                if (used > slow && round > 0)
                    slowest.append(
                        u"%1 ms, %2 hits: %3"_s.arg(used, 0, 'f', 1).arg(hits->total).arg(query));
            }
        }
        out << one.name.leftJustified(20) << times.row() << cpu.brief() << both.brief() << '\n';
        out.flush();
    }
    out << u"all"_s.leftJustified(20) << all.row() << allCpu.brief() << allBoth.brief()
        << "\nresident after it " << residentKb() / 1000 << " MB\n";
    for (const QString &line : slowest.mid(0, 40))
        out << "slow: " << line << '\n';
    out.flush();
    if (const int rows = parser.value(u"fts"_s).toInt(); rows > 0)
        compareFts(catalog, std::min(rows, datasets), classes, folder);
    if (const int stored = parser.value(u"refresh"_s).toInt(); stored > 0)
        timeRefresh(stored);
    return 0;
}
