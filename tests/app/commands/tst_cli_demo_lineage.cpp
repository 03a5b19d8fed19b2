// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace meshlens::clitest;

namespace {

/// Steps and shortest ways to all that can be reached: nothing of the program's own walks.
struct Flow {
    QHash<QString, QSet<QString>> next;
    QHash<QString, QSet<QString>> before;

    void add(const QString &from, const QString &to)
    {
        if (from != to) {
            next[from].insert(to);
            before[to].insert(from);
        }
    }
    [[nodiscard]] QStringList names() const
    {
        QSet<QString> all(next.keyBegin(), next.keyEnd());
        all.unite(QSet<QString>(before.keyBegin(), before.keyEnd()));
        QStringList sorted(all.begin(), all.end());
        sorted.sort();
        return sorted;
    }
    [[nodiscard]] static QHash<QString, std::pair<int, double>>
    reached(const QHash<QString, QSet<QString>> &along, const QString &root)
    {
        QHash<QString, std::pair<int, double>> found{{root, {0, 1}}};
        QStringList front{root};
        for (int step = 1; !front.isEmpty(); ++step) {
            QStringList following;
            for (const QString &name : std::as_const(front)) {
                for (const QString &other : along.value(name)) {
                    auto &[distance, ways] = found[other];
                    if (ways == 0) {
                        distance = step;
                        following.append(other);
                    }
                    if (distance == step)
                        ways += found.value(name).second;
                }
            }
            front = following;
        }
        return found;
    }
};

/// The key of a dataset of an event, by the rules of the demo's systems alone.
QString keyOf(const Json &dataset)
{
    const QString space = text(dataset, "namespace");
    QString name = text(dataset, "name");
    if (space.startsWith(u"postgres:") || space.startsWith(u"snowflake:"))
        name.replace(u'.', u'/');
    else if (space.startsWith(u"custom:"))
        name.replace(u"/"_s, u"%2F"_s);
    return space + u'/' + name;
}

QString thingOf(const QString &key)
{
    return key.section(u'#', 0, 0);
}

QString lines(QStringList words)
{
    words.sort();
    return words.join(u'\n');
}

} // namespace

/// What the demo mesh answers to the questions of lineage, against a walk of our own along the
/// events in its nodes' folders and the links that its products declare.
class CliDemoLineageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_program.startDemo());
        QDirIterator files(m_program.workspace() + u"/demo"_s, {u"events.ndjson"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QByteArray &line : file.readAll().split('\n')) {
                const Json event = Json::parse(line.toStdString(), nullptr, false);
                if (!event.is_object() || !event.contains("outputs"))
                    continue;
                for (const Json &output : event["outputs"]) {
                    for (const Json &input : event["inputs"])
                        m_events.add(keyOf(input), keyOf(output));
                }
            }
        }
        QVERIFY(m_events.names().size() > 40);
        QSet<QString> products;
        for (const Json &row : rows(u"SELECT key FROM mesh.product"_s))
            products.insert(word(row[0]));
        for (const Json &row : rows(u"SELECT key, native_id, catalog FROM mesh.dataset"_s)) {
            // The first table of a product has its name: "product.table".
            const QString product = u"product://cadenza-%1/%2"_s.arg(
                word(row[2]).toLower(), word(row[1]).section(u'.', 0, 0));
            if (products.contains(product))
                m_productOf.insert(word(row[0]), product);
        }
        QVERIFY(m_productOf.size() > 40);
        for (const Json &row : rows(u"SELECT from_dataset, from_column, to_dataset, to_column "
                                    "FROM mesh.edge"_s)) {
            const Link link{word(row[0]), word(row[1]), word(row[2]), word(row[3])};
            m_links.append(link);
            if (!link.fromColumn.isEmpty() && !link.toColumn.isEmpty())
                m_knownByColumn.insert({link.from, link.to});
        }
        const Json edges = rows(u"SELECT from_dataset, to_dataset, declared FROM mesh.edge"_s);
        for (const Json &edge : edges) {
            const QString from = word(edge[0]);
            const QString to = word(edge[1]);
            m_flow.add(from, to);
            const bool told = m_events.next.value(from).contains(to);
            QVERIFY2(from == to || told || edge[2] != 0, qPrintable(from + u" > "_s + to));
        }
        for (const QString &from : m_events.names()) {
            for (const QString &to : m_events.next.value(from))
                QVERIFY2(m_flow.next.value(from).contains(to), qPrintable(from + u" > "_s + to));
        }
    }

    void whatFeedsThisAndWhatItFeeds_data()
    {
        QTest::addColumn<QString>("root");
        for (const char *root : {"postgres://db.payments.cadenza.example:5432/billing/public/"
                                 "plan_prices",
                                 "postgres://db.customers.cadenza.example:5432/crm/public/tickets",
                                 "custom://bi.cadenza.example/dashboards%2Fboard-pack"})
            QTest::newRow(root) << QString::fromLatin1(root);
    }

    void whatFeedsThisAndWhatItFeeds()
    {
        QFETCH(QString, root);
        QVERIFY(m_flow.names().contains(root));
        for (const bool down : {true, false}) {
            const auto wanted = Flow::reached(down ? m_flow.next : m_flow.before, root);
            const QString up = down ? u"0"_s : u"all"_s;
            const Json found = ask({u"lineage"_s, root, u"--level"_s, u"dataset"_s, u"--up"_s, up,
                                    u"--down"_s, down ? u"all"_s : u"0"_s});
            QVERIFY(found["truncated"].is_null());
            QCOMPARE(lines(keys(found["nodes"])), lines(wanted.keys()));
            for (const Json &node : found["nodes"])
                QCOMPARE(std::abs(node["distance"].get<int>()),
                         wanted.value(text(node, "key")).first);
        }
        // What breaks: each thing that is touched, by a way that is there.
        const auto below = Flow::reached(m_flow.next, root);
        const Json impacts = ask({u"impact"_s, root});
        QCOMPARE(impacts.empty(), below.size() == 1);
        QSet<QString> met;
        for (const Json &impact : impacts) {
            const Json &path = impact["path"];
            QVERIFY(path.size() >= 2);
            QCOMPARE(thingOf(word(path[0])), root);
            for (std::size_t i = 1; i < path.size(); ++i) {
                const QString from = thingOf(word(path[i - 1]));
                const QString to = thingOf(word(path[i]));
                QVERIFY2(from == to || m_flow.next.value(from).contains(to),
                         qPrintable(from + u" > "_s + to));
            }
            QVERIFY(below.contains(thingOf(word(path.back()))));
            // From column to column it may be farther than from table to table.
            QVERIFY(impact["distance"].get<int>() >= below.value(thingOf(word(path.back()))).first);
            met.insert(text(impact, "key"));
        }
        QCOMPARE(static_cast<std::size_t>(met.size()), impacts.size());
        // Nothing is left out: of each table below, seen by its columns, its product is there.
        const QSet<QString> touched = touchedBy(root);
        const QString own = m_productOf.value(root);
        for (const QString &table : touched) {
            const QString product = m_productOf.value(table);
            if (table != root && !product.isEmpty() && product != own)
                QVERIFY2(met.contains(product), qPrintable(table));
        }
    }

    void whatBreaksIsSummedUpAsItIsListed()
    {
        const QString root =
            u"postgres://db.payments.cadenza.example:5432/billing/public/plan_prices"_s;
        QHash<QString, int> byDistance, byDomain, byOwner;
        int broken = 0;
        for (const Json &impact : ask({u"impact"_s, root})) {
            const Json shown = ask({u"show"_s, text(impact, "key")});
            ++byDistance[QString::number(impact["distance"].get<int>())];
            ++byDomain[text(shown, "domain")];
            for (const Json &owner : shown["owners"])
                ++byOwner[word(owner)];
            QCOMPARE(impact["contract_breaks"].get<bool>(), shown["contract"].is_object());
            broken += shown["contract"].is_object();
        }
        const Json sums = ask({u"impact"_s, root, u"--by"_s, u"people"_s});
        const auto counts = [&](const char *group) {
            QHash<QString, int> found;
            for (const Json &one : sums[group])
                found.insert(text(one, "name"), one["things"].get<int>());
            return found;
        };
        QCOMPARE(counts("by_distance"), byDistance);
        QCOMPARE(counts("by_domain"), byDomain);
        QCOMPARE(counts("by_owner"), byOwner); // the people to tell
        QCOMPARE(sums["contract_breaks"].get<int>(), broken);
        QVERIFY(broken > 5);
    }

    void howThisReachesThat()
    {
        int asked = 0;
        for (const QString &root : m_flow.names()) {
            const auto below = Flow::reached(m_flow.next, root);
            const auto farthest =
                std::max_element(below.cbegin(), below.cend(), [](const auto &a, const auto &b) {
                    return std::pair(a.first, a.second) < std::pair(b.first, b.second);
                });
            if (farthest->first < 3 || ++asked > 4)
                continue;
            const Json ways = ask({u"paths"_s, root, farthest.key()});
            QCOMPARE(ways["shortest"].get<int>(), farthest->first);
            QCOMPARE(ways["shortest_count"].get<double>(), farthest->second);
        }
        QVERIFY(asked > 2);
    }

    void whatHasNoConsumerAndWhatHasNoSource()
    {
        QStringList all;
        for (const Json &row : rows(u"SELECT key FROM mesh.dataset"_s))
            all.append(word(row[0]));
        QVERIFY(all.size() > 40);
        QStringList unread, unsourced;
        for (const QString &key : std::as_const(all)) {
            if (m_flow.next.value(key).isEmpty())
                unread.append(key);
            if (m_flow.before.value(key).isEmpty())
                unsourced.append(key);
        }
        for (const auto &[what, wanted] :
             {std::pair(u"unread"_s, unread), std::pair(u"unsourced"_s, unsourced)}) {
            const Json found = ask({u"survey"_s, what, u"--level"_s, u"dataset"_s});
            QCOMPARE(lines(keys(found["nodes"])), lines(wanted));
            QCOMPARE(found["total"].get<int>(), static_cast<int>(wanted.size()));
        }
    }

    void whereClassifiedDataFlows()
    {
        const Json found = ask({u"survey"_s, u"classified"_s, u"--limit"_s, u"100000"_s});
        QVERIFY(!found["stops"].empty());
        // All of it and nothing else: places and links of a walk of our own along columns.
        const Classified wanted = classifiedWalk();
        QSet<QString> stops, links;
        for (const Json &stop : found["stops"])
            stops.insert(text(stop, "key") + u'#' + word(stop["column"]));
        for (const Json &link : found["links"])
            links.insert(text(link, "from") + u" > "_s + text(link, "to"));
        QCOMPARE(lines(stops.values()), lines(wanted.reached.values()));
        QCOMPARE(lines(links.values()), lines(wanted.links.values()));
        QCOMPARE(found["total"].get<int>(), static_cast<int>(found["stops"].size()));
        QVERIFY(stops.size() > 20);
        for (const Json &stop : found["stops"]) {
            const QString source = thingOf(text(stop, "source"));
            const auto below = Flow::reached(m_flow.next, source);
            QVERIFY2(below.contains(text(stop, "key")), qPrintable(text(stop, "key")));
            QVERIFY(stop["distance"].get<int>() >= below.value(text(stop, "key")).first);
            const Json &path = stop["path"];
            for (std::size_t i = 1; i < path.size(); ++i) {
                const QString from = thingOf(word(path[i - 1]));
                const QString to = thingOf(word(path[i]));
                QVERIFY2(from == to || m_flow.next.value(from).contains(to),
                         qPrintable(from + u" > "_s + to));
            }
        }
    }

    void whereCatalogsDisagree()
    {
        // A link that one catalog tells in one direction and another one, alone, in the other.
        QHash<QString, QSet<QString>> tellers;
        for (const Json &row : rows(u"SELECT from_dataset, to_dataset, catalog FROM mesh.edge"_s))
            tellers[word(row[0]) + u'>' + word(row[1])].insert(word(row[2]));
        int quarrels = 0;
        for (const QString &from : m_flow.names()) {
            for (const QString &to : m_flow.next.value(from)) {
                const auto back = tellers.value(to + u'>' + from);
                quarrels += from < to && !back.isEmpty() &&
                            !back.intersects(tellers.value(from + u'>' + to));
            }
        }
        int told = 0;
        const Json found = ask({u"survey"_s, u"disagreements"_s});
        for (const Json &one : found["list"])
            told += text(one, "kind") == u"direction";
        QCOMPARE(told, quarrels);
    }

private:
    [[nodiscard]] Json ask(const QStringList &words) const
    {
        const Answer answer = m_program.run(words + QStringList{u"--json"_s});
        if (answer.code > 1)
            qWarning("%s: %d %s", qPrintable(words.join(u' ')), answer.code,
                     qPrintable(answer.err));
        return answer.json();
    }
    [[nodiscard]] Json rows(const QString &sql) const { return ask({u"query"_s, sql})["rows"]; }
    [[nodiscard]] static QString word(const Json &value)
    {
        return value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
    }
    [[nodiscard]] static QStringList keys(const Json &nodes)
    {
        QStringList found;
        for (const Json &node : nodes)
            found.append(text(node, "key"));
        return found;
    }

    /// The tables that a change of one reaches, from column to column where columns are told.
    [[nodiscard]] QSet<QString> touchedBy(const QString &root) const
    {
        QSet<QString> tables{root};
        QSet<std::pair<QString, QString>> seen{{root, {}}}; // without a column: all of it
        QList<std::pair<QString, QString>> front{{root, {}}};
        while (!front.isEmpty()) {
            const auto [table, column] = front.takeLast();
            for (const Link &link : m_links) {
                const bool byColumn = !link.fromColumn.isEmpty() && !link.toColumn.isEmpty();
                if (link.from != table ||
                    (byColumn && !column.isEmpty() && column != link.fromColumn) ||
                    (!byColumn && m_knownByColumn.contains({link.from, link.to})))
                    continue;
                const std::pair next(link.to, byColumn ? link.toColumn : QString());
                if (seen.contains(next))
                    continue;
                seen.insert(next);
                tables.insert(next.first);
                front.append(next);
            }
        }
        return tables;
    }

    /// Where confidential, restricted or personal data goes, by what datasets, their products and
    /// their columns are marked.
    struct Classified {
        QSet<QString> reached; // "table#column"; no column: some column of it
        QSet<QString> links;   // "table > table"
    };
    [[nodiscard]] Classified classifiedWalk() const
    {
        QSet<std::pair<QString, QString>> told, named; // tables; table and column
        for (const Link &link : m_links) {
            if (!link.fromColumn.isEmpty())
                told.insert({link.from, link.to});
            named.insert({link.from, link.fromColumn});
            named.insert({link.to, link.toColumn});
        }
        const QStringList classified{u"confidential"_s, u"restricted"_s};
        QHash<QString, QString> products;
        for (const Json &row : rows(u"SELECT key, class FROM mesh.product"_s))
            products.insert(word(row[0]), word(row[1]));
        QList<std::pair<QString, QString>> front;
        for (const Json &row : rows(u"SELECT key, class FROM mesh.dataset"_s)) {
            const QString key = word(row[0]);
            const QString own = word(row[1]);
            if (classified.contains(own.isEmpty() ? products.value(m_productOf.value(key)) : own))
                front.append({key, QString()});
        }
        for (const Json &row :
             rows(u"SELECT dataset, name, class, personal FROM mesh.\"column\""_s)) {
            const std::pair place(word(row[0]), word(row[1]));
            if (row[3] != 0 || classified.contains(word(row[2])))
                front.append(named.contains(place) ? place : std::pair(place.first, u"?"_s));
        }
        Classified result;
        QSet<std::pair<QString, QString>> seen(front.begin(), front.end());
        while (!front.isEmpty()) {
            const auto [table, column] = front.takeLast();
            for (const Link &link : m_links) {
                const bool byColumn = told.contains({link.from, link.to});
                if (link.from != table || (byColumn && link.fromColumn.isEmpty()) ||
                    (byColumn && !column.isEmpty() && column != link.fromColumn))
                    continue;
                const std::pair next(link.to, byColumn ? link.toColumn : QString());
                if (next != std::pair(table, column))
                    result.reached.insert(next.first + u'#' + next.second);
                if (link.to != table)
                    result.links.insert(table + u" > "_s + link.to);
                if (!seen.contains(next)) {
                    seen.insert(next);
                    front.append(next);
                }
            }
        }
        return result;
    }

    struct Link {
        QString from, fromColumn, to, toColumn;
    };
    QList<Link> m_links;
    QSet<std::pair<QString, QString>> m_knownByColumn; // tables
    QHash<QString, QString> m_productOf;               // by table, where its name tells
    Program m_program;
    Flow m_events; // as the nodes' files tell
    Flow m_flow;   // with what products declare
};

QTEST_GUILESS_MAIN(CliDemoLineageTest)
#include "tst_cli_demo_lineage.moc"
