// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/export.h"
#include "models/lineage/graph_data.h"

#include <nlohmann/json.hpp>

#include <QtTest>

using namespace meshlens;
using namespace meshlens::lineage;
using namespace Qt::StringLiterals;

namespace {

void dataset(GraphInput &input, const QString &key, const QString &domain = {},
             const QString &catalog = u"core"_s)
{
    DatasetFacts facts;
    facts.key = facts.name = key;
    facts.domain = domain;
    facts.catalogs = {catalog};
    input.datasets.append(facts);
}

void product(GraphInput &input, const QString &key, const QString &domain,
             const QStringList &outputs, const QStringList &inputs = {})
{
    store::ProductRow row;
    row.key = row.name = key;
    row.domain = row.domainName = domain;
    row.outputs = outputs;
    row.inputs = inputs;
    row.owners = {u"party://"_s + key};
    row.ownerNames = {key + u" owner"_s};
    row.catalogs = {u"core"_s};
    input.products.append(row);
}

void edge(GraphInput &input, const QString &from, const QString &to,
          const QString &catalog = u"core"_s, std::int64_t seen = 100)
{
    store::Reader::EdgeRow row;
    row.edge.from = from.section(u'#', 0, 0);
    row.edge.fromColumn = from.section(u'#', 1);
    row.edge.to = to.section(u'#', 0, 0);
    row.edge.toColumn = to.section(u'#', 1);
    row.catalog = catalog;
    row.firstSeenMs = row.lastSeenMs = seen;
    input.edges.append(row);
}

GraphInput plain(const QList<std::pair<QString, QString>> &edges)
{
    GraphInput input;
    for (const auto &[from, to] : edges)
        edge(input, from, to);
    return input;
}

QString printed(const Subgraph &graph)
{
    QStringList nodes;
    for (const Node &node : graph.nodes)
        nodes.append(node.key + (node.distance == 0 ? QString() : QString::number(node.distance)));
    QStringList edges;
    for (const Edge &edge : graph.edges) {
        edges.append(edge.from + (edge.fromColumn.isEmpty() ? QString() : u'#' + edge.fromColumn) +
                     u'>' + edge.to + (edge.toColumn.isEmpty() ? QString() : u'#' + edge.toColumn));
    }
    edges.sort();
    return nodes.join(u' ') + u" | "_s + edges.join(u' ');
}

WalkOptions steps(std::optional<int> up, std::optional<int> down, Level level = Level::Dataset)
{
    WalkOptions options;
    options.up = up;
    options.down = down;
    options.level = level;
    return options;
}

QString around(const GraphInput &input, const QString &root, const WalkOptions &options)
{
    const auto found = neighbourhood(*graphOf(input), root, options);
    return found ? printed(*found) : u"not found"_s;
}

const GraphInput diamond = plain(
    {{u"a"_s, u"b"_s}, {u"a"_s, u"c"_s}, {u"b"_s, u"d"_s}, {u"c"_s, u"d"_s}, {u"d"_s, u"e"_s}});

} // namespace

class TestGraph : public QObject
{
    Q_OBJECT

private slots:
    void aDiamondIsWalkedOnce()
    {
        QCOMPARE(around(diamond, u"a"_s, steps(0, std::nullopt)),
                 u"a b1 c1 d2 e3 | a>b a>c b>d c>d d>e"_s);
        QCOMPARE(around(diamond, u"d"_s, steps(std::nullopt, 0)),
                 u"d b-1 c-1 a-2 | a>b a>c b>d c>d"_s);
    }

    void stepsLimitTheWalkAndTheRestIsCounted()
    {
        const auto found = neighbourhood(*graphOf(diamond), u"b"_s, steps(1, 1));

        QCOMPARE(printed(*found), u"b a-1 d1 | a>b b>d"_s);
        QCOMPARE(found->nodes[1].hiddenDown, 1); // a feeds c
        QCOMPARE(found->nodes[2].hiddenUp, 1);   // c feeds d
        QCOMPARE(found->nodes[2].hiddenDown, 1); // d feeds e
        QVERIFY(!found->truncated);
    }

    void loopsEnd()
    {
        const GraphInput loop =
            plain({{u"a"_s, u"b"_s}, {u"b"_s, u"c"_s}, {u"c"_s, u"a"_s}, {u"c"_s, u"c"_s}});

        QCOMPARE(around(loop, u"a"_s, steps(std::nullopt, std::nullopt)),
                 u"a b1 c-1 | a>b b>c c>a c>c"_s);
        QCOMPARE(impact(*graphOf(loop), u"a"_s)->size(), 2);
    }

    void whatIsLeftOutIsSaid()
    {
        GraphInput star;
        for (int i = 0; i < 100; ++i)
            edge(star, u"hub"_s, u"n%1"_s.arg(i));
        WalkOptions options = steps(0, 1);
        options.maxNodes = 10;

        const auto found = neighbourhood(*graphOf(star), u"hub"_s, options);

        QCOMPARE(found->nodes.size(), 10);
        QCOMPARE(found->nodes.first().key, u"hub"_s);
        QCOMPARE(found->nodes.first().hiddenDown, 91);
        QCOMPARE(found->truncated->hidden, 91);
        QVERIFY(!found->truncated->why.isEmpty());
    }

    void anUnknownRootIsNotFoundAndALonelyOneStandsAlone()
    {
        GraphInput input;
        dataset(input, u"x"_s);
        product(input, u"P"_s, {}, {});

        QCOMPARE(around(input, u"nobody"_s, steps(1, 1)), u"not found"_s);
        QCOMPARE(around(input, u"x"_s, steps(1, 1)), u"x | "_s);
        QCOMPARE(around(input, u"P"_s, steps(1, 1)), u"P | "_s);
        QCOMPARE(around(input, u"P"_s, steps(1, 1, Level::Product)), u"P | "_s);
        QCOMPARE(around(input, u"P"_s, steps(1, 1, Level::Domain)), u"P | "_s);
        QCOMPARE(around({}, {}, steps(1, 1, Level::Domain)), u" | "_s);
    }

    void productsAndDomainsFollowFromDatasets()
    {
        GraphInput input;
        for (const QString &key : {u"D1"_s, u"D2"_s, u"D3"_s}) {
            mesh::Domain domain;
            domain.key = domain.name = key;
            input.domains.append(domain);
        }
        product(input, u"P1"_s, u"D1"_s, {u"a"_s});
        product(input, u"P2"_s, u"D2"_s, {u"c"_s});
        product(input, u"P3"_s, u"D3"_s, {u"d"_s}, {u"c"_s});
        edge(input, u"a"_s, u"b"_s); // b belongs to nobody
        edge(input, u"b"_s, u"c"_s);

        QCOMPARE(around(input, {}, steps(1, 1, Level::Domain)), u"D1 D2 D3 | D1>D2 D2>D3"_s);
        QCOMPARE(around(input, u"P1"_s, steps(0, std::nullopt, Level::Product)),
                 u"P1 b1 P22 P33 | P1>b P2>P3 b>P2"_s);
        QCOMPARE(around(input, u"P1"_s, steps(0, 1, Level::Dataset)), u"a b1 | a>b"_s);
        QCOMPARE(around(input, u"c"_s, steps(1, 1, Level::Product)), u"P2 P31 b-1 | P2>P3 b>P2"_s);
    }

    void linksOfDomainsCountThoseOfProducts()
    {
        GraphInput input;
        for (const QString &key : {u"D1"_s, u"D2"_s}) {
            mesh::Domain domain;
            domain.key = domain.name = key;
            input.domains.append(domain);
        }
        product(input, u"P1"_s, u"D1"_s, {u"a"_s, u"b"_s});
        product(input, u"P2"_s, u"D2"_s, {u"c"_s, u"d"_s});
        edge(input, u"a"_s, u"c"_s); // four links of datasets, told by two catalogs
        edge(input, u"a"_s, u"c"_s, u"other"_s);
        edge(input, u"a"_s, u"d"_s);
        edge(input, u"b"_s, u"d"_s);
        const auto counted = [&] {
            const auto graph = neighbourhood(*graphOf(input), {}, steps(1, 1, Level::Domain));
            return graph->edges.size() == 1 ? graph->edges.first().count : -1;
        };

        QCOMPARE(counted(), 1);
        product(input, u"P3"_s, u"D2"_s, {}, {u"a"_s}); // reads, and puts nothing out
        QCOMPARE(counted(), 2);
        input.edges.clear();
        QCOMPARE(counted(), 1);
    }

    void aPortDoesNotRepeatWhatLineageSays()
    {
        GraphInput input;
        product(input, u"P"_s, {}, {u"x"_s, u"y"_s}, {u"in"_s});
        edge(input, u"in"_s, u"x"_s);

        QCOMPARE(around(input, u"in"_s, steps(0, 1)), u"in x1 | in>x"_s);
    }

    void aLinkOfAPortHasNeverBeenSeen()
    {
        GraphInput input;
        product(input, u"P"_s, {}, {u"x"_s}, {u"in"_s});
        edge(input, u"x"_s, u"y"_s);

        const auto found = neighbourhood(*graphOf(input), u"x"_s, steps(1, 1));

        QCOMPARE(found->edges.size(), 2);
        for (const Edge &edge : found->edges)
            QCOMPARE(edge.lastSeenMs > 0, edge.from == u"x"_s);
    }

    void twoCatalogsMakeOneEdge()
    {
        GraphInput input;
        dataset(input, u"a"_s, {}, u"glue"_s);
        dataset(input, u"b"_s, {}, u"core"_s);
        edge(input, u"a"_s, u"b"_s, u"glue"_s, 50);
        edge(input, u"a"_s, u"b"_s, u"core"_s, 80);

        const auto found = neighbourhood(*graphOf(input), u"a"_s, steps(0, 1));

        QCOMPARE(found->edges.size(), 1);
        const QStringList both{u"core"_s, u"glue"_s};
        QCOMPARE(found->edges.first().sources, both);
        QCOMPARE(found->edges.first().firstSeenMs, 50);
        QCOMPARE(found->edges.first().lastSeenMs, 80);
        QVERIFY(found->edges.first().crossesCatalogs);
    }

    void columnsAreFollowedOnTheirOwn()
    {
        GraphInput input;
        edge(input, u"a#x"_s, u"b#x2"_s);
        edge(input, u"a#y"_s, u"b#y2"_s);
        edge(input, u"b#x2"_s, u"c#z"_s);
        edge(input, u"b#y2"_s, u"d#w"_s);

        QCOMPARE(around(input, u"a#x"_s, steps(0, std::nullopt, Level::Column)),
                 u"a b1 c2 | a#x>b#x2 b#x2>c#z"_s);
        QCOMPARE(around(input, u"c#z"_s, steps(std::nullopt, 0, Level::Column)),
                 u"c b-1 a-2 | a#x>b#x2 b#x2>c#z"_s);
        QCOMPARE(around(input, u"a"_s, steps(0, 1, Level::Column)), u"a b1 | a#x>b#x2 a#y>b#y2"_s);
        WalkOptions both = steps(0, 1);
        both.withColumns = true;
        QCOMPARE(around(input, u"b"_s, both), u"b c1 d1 | b#x2>c#z b#y2>d#w b>c b>d"_s);
    }

    void aColumnMayShapeTheWholeTargetOrFlowUnseen()
    {
        GraphInput input;
        edge(input, u"a#filter"_s, u"b"_s); // toColumn empty
        edge(input, u"b#k"_s, u"c#k"_s);
        edge(input, u"c"_s, u"d"_s); // columns not known

        QCOMPARE(around(input, u"a#filter"_s, steps(0, std::nullopt, Level::Column)),
                 u"a b1 c2 d3 | a#filter>b b#k>c#k c>d"_s);
        QCOMPARE(around(input, u"c#other"_s, steps(0, std::nullopt, Level::Column)),
                 u"c d1 | c>d"_s);
    }

    void impactGoesByProductWithPathOwnersAndContracts()
    {
        GraphInput input;
        product(input, u"P1"_s, {}, {u"a"_s});
        product(input, u"P2"_s, {}, {u"c"_s});
        product(input, u"P3"_s, {}, {u"d"_s});
        edge(input, u"a#x"_s, u"b#x"_s);
        edge(input, u"b#x"_s, u"c#amount"_s);
        edge(input, u"a#y"_s, u"d#y"_s);
        mesh::Contract contract;
        contract.name = u"Payouts v1"_s;
        contract.document = R"({"schema":[{"name":"c","properties":[{"name":"Amount"}]}]})";
        input.contracts[u"P2"_s] = {contract};

        const auto impacts = impact(*graphOf(input), u"P1"_s, u"x"_s);

        QCOMPARE(impacts->size(), 2);
        QCOMPARE((*impacts)[0].key, u"b"_s);
        QCOMPARE((*impacts)[0].distance, 1);
        const Impact &second = (*impacts)[1];
        QCOMPARE(second.key, u"P2"_s);
        QCOMPARE(second.path.join(u' '), u"a#x b#x c#amount"_s);
        QCOMPARE(second.pathNames.join(u' '), u"P1.x b.x P2.amount"_s);
        QCOMPARE(second.owners, QStringList{u"P2 owner"_s});
        QVERIFY(second.contractBreaks);
        QCOMPARE(second.contracts, QStringList{u"Payouts v1"_s});
        QCOMPARE(impact(*graphOf(input), u"P1"_s)->size(), 3);
        QCOMPARE(impact(*graphOf(input), u"nobody"_s).error().kind, Error::Kind::NotFound);
    }

    void aContractBreaksOnlyForItsColumnsAndWhileInForce()
    {
        GraphInput input;
        product(input, u"P2"_s, {}, {u"c"_s});
        edge(input, u"a#x"_s, u"c#other"_s);
        mesh::Contract contract;
        contract.document = R"({"schema":[{"name":"t","properties":[{"name":"amount"}]}]})";
        input.contracts[u"P2"_s] = {contract};
        QVERIFY(!impact(*graphOf(input), u"a"_s, u"x"_s)->first().contractBreaks);

        contract.document.clear();
        input.contracts[u"P2"_s] = {contract};
        QVERIFY(impact(*graphOf(input), u"a"_s, u"x"_s)->first().contractBreaks);

        contract.status = mesh::Status::Retired;
        input.contracts[u"P2"_s] = {contract};
        QVERIFY(!impact(*graphOf(input), u"a"_s, u"x"_s)->first().contractBreaks);
    }

    void theShortestWaysBetweenTwoAreFound()
    {
        GraphInput input = diamond;
        edge(input, u"b"_s, u"x"_s);
        edge(input, u"x"_s, u"d"_s);

        const auto graph = graphOf(input);
        QCOMPARE(printed(*paths(*graph, u"a"_s, u"d"_s, Level::Dataset)),
                 u"a b1 c1 d2 | a>b a>c b>d c>d"_s);
        QCOMPARE(printed(*paths(*graph, u"e"_s, u"a"_s, Level::Dataset)), u" | "_s);
        QCOMPARE(printed(*paths(*graph, u"a"_s, u"a"_s, Level::Dataset)), u"a | "_s);
        QVERIFY(!paths(*graph, u"a"_s, u"nobody"_s, Level::Dataset));
    }

    void waysBetweenColumnsPassAColumnOfTheSameDataset()
    {
        GraphInput input;
        edge(input, u"a#x"_s, u"b#y"_s);
        edge(input, u"b#y"_s, u"b#z"_s); // a table that grows from itself
        edge(input, u"b#z"_s, u"c#w"_s);
        const auto graph = graphOf(input);

        QCOMPARE(printed(*paths(*graph, u"a#x"_s, u"c#w"_s, Level::Column)),
                 u"a b1 c3 | a#x>b#y b#y>b#z b#z>c#w"_s);
    }

    void aDatasetOnTwoShortestWaysKeepsTheEdgesOfBoth()
    {
        GraphInput
            input; // three steps each; b is the first stop of one and the second of the other
        edge(input, u"a#k"_s, u"b#y"_s);
        edge(input, u"b#y"_s, u"e#e"_s);
        edge(input, u"e#e"_s, u"t#q"_s);
        edge(input, u"a#k"_s, u"d#d"_s);
        edge(input, u"d#d"_s, u"b#z"_s);
        edge(input, u"b#z"_s, u"t#q"_s);
        const auto graph = graphOf(input);

        QCOMPARE(printed(*paths(*graph, u"a#k"_s, u"t#q"_s, Level::Column)),
                 u"a b1 d1 e2 t3 | a#k>b#y a#k>d#d b#y>e#e b#z>t#q d#d>b#z e#e>t#q"_s);
    }

    void waysBetweenDatasetsAreFoundColumnByColumn()
    {
        GraphInput input;
        edge(input, u"r#x"_s, u"s#k"_s);
        edge(input, u"s"_s, u"m"_s); // which columns, nobody says
        edge(input, u"m#q"_s, u"t#q"_s);
        edge(input, u"r#gone"_s, u"other#q"_s);
        const auto graph = graphOf(input);
        const auto found = [&](const QString &from, const QString &to) {
            return printed(*paths(*graph, from, to, Level::Column));
        };

        QCOMPARE(found(u"r"_s, u"s"_s), u"r s1 | r#x>s#k"_s);
        QCOMPARE(found(u"r"_s, u"t"_s), u"r s1 m2 t3 | m#q>t#q r#x>s#k s>m"_s);
        QCOMPARE(found(u"r#x"_s, u"t#q"_s), found(u"r"_s, u"t"_s));
        QCOMPARE(found(u"r#x"_s, u"m#q"_s), u"r s1 m2 | r#x>s#k s>m"_s);
        QCOMPARE(found(u"r#gone"_s, u"t"_s), u" | "_s);
        const auto all = ways(*graph, u"r#x"_s, u"t#q"_s, Level::Column);
        QCOMPARE(all->shortest, 3);
        QCOMPARE(all->ways.size(), 1);
        QCOMPARE(all->ways[0].keys.join(u' '), u"r#x s#k m t#q"_s);
    }

    void aColumnIsFoundInOtherLettersToo()
    {
        GraphInput input;
        edge(input, u"a#Amount"_s, u"b#total"_s);
        edge(input, u"c#x"_s, u"d#lower"_s);
        edge(input, u"c#X"_s, u"d#upper"_s);
        const auto graph = graphOf(input);

        QCOMPARE(impact(*graph, u"a"_s, u"AMOUNT"_s)->size(), 1);
        QCOMPARE(impact(*graph, u"a"_s, u"nothing"_s)->size(), 0);
        QCOMPARE(impact(*graph, u"c"_s, u"X"_s)->first().columns, QStringList{u"upper"_s});
    }

    void columnsInOtherLettersAreOneWhereThePlatformFolds()
    {
        GraphInput input;
        edge(input, u"snowflake://a/t/a#X"_s, u"snowflake://a/t/b#AMOUNT"_s);
        edge(input, u"snowflake://a/t/b#amount"_s, u"snowflake://a/t/c#z"_s, u"dbt"_s);
        edge(input, u"postgres://h:1/d/a#x"_s, u"postgres://h:1/d/b#AMOUNT"_s);
        edge(input, u"postgres://h:1/d/b#amount"_s, u"postgres://h:1/d/c#z"_s);
        input.marked = {{u"snowflake://a/t/b"_s, u"Amount"_s, mesh::Classification::Restricted}};
        const auto graph = graphOf(input);

        QCOMPARE(impact(*graph, u"snowflake://a/t/a"_s, u"x"_s)->size(), 2);
        QCOMPARE(printed(*neighbourhood(*graph, u"snowflake://a/t/a"_s,
                                        steps(0, std::nullopt, Level::Column))),
                 u"snowflake://a/t/a snowflake://a/t/b1 snowflake://a/t/c2 | "
                 u"snowflake://a/t/a#X>snowflake://a/t/b#AMOUNT "
                 u"snowflake://a/t/b#AMOUNT>snowflake://a/t/c#z"_s);
        QCOMPARE(classifiedFlow(*graph, {})->stops.first().source, u"snowflake://a/t/b#AMOUNT"_s);
        QCOMPARE(impact(*graph, u"postgres://h:1/d/a"_s, u"x"_s)->size(), 1);
    }

    void aContractOfADatasetWithoutProductBreaksToo()
    {
        GraphInput input;
        edge(input, u"a#x"_s, u"c#amount"_s);
        edge(input, u"a#y"_s, u"c#note"_s);
        mesh::Contract contract;
        contract.name = u"Terms"_s;
        contract.datasets = {u"c"_s};
        contract.document = R"({"schema":[{"name":"c","properties":[{"name":"amount"}]}]})";
        input.contracts[u"c"_s] = {contract};
        const auto graph = graphOf(input);

        QCOMPARE(impact(*graph, u"a"_s)->first().contracts, QStringList{u"Terms"_s});
        QVERIFY(impact(*graph, u"a"_s, u"x"_s)->first().contractBreaks);
        QVERIFY(!impact(*graph, u"a"_s, u"y"_s)->first().contractBreaks);
    }

    void whatIsOnlyOutOfReachHasNotGone()
    {
        const GraphInput before = plain({{u"a"_s, u"b"_s}, {u"b"_s, u"c"_s}, {u"x"_s, u"y"_s}});
        const GraphInput after = plain({{u"b"_s, u"c"_s}, {u"a"_s, u"x"_s}, {u"x"_s, u"y"_s}});

        const auto diff =
            difference(*graphOf(before), *graphOf(after), u"a"_s, steps(0, std::nullopt));

        QCOMPARE(diff->went.size(), 1);
        QCOMPARE(diff->went.first().to, u"b"_s);
        QCOMPARE(diff->came.size(), 1);
        QCOMPARE(diff->came.first().to, u"x"_s);
        QCOMPARE(diff->nodesWent, QStringList());
        QCOMPARE(diff->nodesCame, QStringList());
        QCOMPARE(diff->both.nodes.size(), 5);
        QCOMPARE(diff->both.edges.size(), 4);
    }

    void consumersReadDirectly()
    {
        GraphInput input = diamond;
        product(input, u"P"_s, {}, {u"b"_s});

        const auto found = consumers(*graphOf(input), u"a"_s);

        QCOMPARE(found->size(), 2);
        QCOMPARE((*found)[0].key, u"P"_s);
        QCOMPARE((*found)[1].key, u"c"_s);
    }

    void whatCameAndWentIsTold()
    {
        const GraphInput before = plain({{u"a"_s, u"b"_s}, {u"b"_s, u"old"_s}});
        const GraphInput after = plain({{u"a"_s, u"b"_s}, {u"b"_s, u"new"_s}});

        const auto diff =
            difference(*graphOf(before), *graphOf(after), u"a"_s, steps(0, std::nullopt));

        QCOMPARE(diff->nodesCame, QStringList{u"new"_s});
        QCOMPARE(diff->nodesWent, QStringList{u"old"_s});
        QCOMPARE(diff->came.size(), 1);
        QCOMPARE(diff->went.first().to, u"old"_s);
        QCOMPARE(diff->both.nodes.size(), 4);
        QCOMPARE(diff->both.edges.size(), 3);
    }

    void exportsKeepOddTextInItsPlace()
    {
        const GraphInput input = plain({{u"pg://h/a,\"b\""_s, u"pg://h/=cmd"_s}});
        const auto graph = neighbourhood(*graphOf(input), u"pg://h/=cmd"_s, steps(1, 0));

        QVERIFY(toCsv(*graph).contains("\"pg://h/a,\"\"b\"\"\",pg://h/=cmd,dataset"));
        QVERIFY(toDot(*graph).contains("\"pg://h/a,\\\"b\\\"\" -> \"pg://h/=cmd\""));
        const auto json = toJson(*graph);
        QCOMPARE(QString::fromStdString(json["root"]), u"pg://h/=cmd"_s);
        QVERIFY(json["truncated"].is_null());
        QVERIFY(json["edges"][0]["from_column"].is_null());
        QCOMPARE(QString::fromStdString(json["edges"][0]["first_seen"]),
                 u"1970-01-01T00:00:00.100Z"_s);
        const auto event = nlohmann::json::parse(toOpenLineage(*graph, 0).toStdString());
        QCOMPARE(QString::fromStdString(event["outputs"][0]["namespace"]), u"pg://h"_s);
        QCOMPARE(QString::fromStdString(event["inputs"][0]["name"]), u"a,\"b\""_s);
    }

    void aProductOfSeveralDatasetsBeginsAtTheOneThatFeedsTheOthers()
    {
        GraphInput input;
        for (const QString &key : {u"t/base"_s, u"t/all"_s, u"t/by_plan"_s})
            dataset(input, key);
        product(input, u"product://x/revenue"_s, {}, {u"t/all"_s, u"t/by_plan"_s, u"t/base"_s});
        edge(input, u"t/base#net"_s, u"t/all#net"_s);
        edge(input, u"t/base#net"_s, u"t/by_plan#net"_s);
        edge(input, u"t/all#plan"_s, u"t/by_plan#plan"_s);
        const auto graph = graphOf(input);

        const auto whole =
            neighbourhood(*graph, u"product://x/revenue"_s, steps(1, 1, Level::Dataset));
        QCOMPARE(whole->root, u"t/base"_s);
        const auto net =
            neighbourhood(*graph, u"product://x/revenue#net"_s, steps(1, 1, Level::Column));
        QCOMPARE(net->root, u"t/base"_s);
        const auto plan =
            neighbourhood(*graph, u"product://x/revenue#plan"_s, steps(1, 1, Level::Column));
        QCOMPARE(plan->root, u"t/all"_s);
    }

    void columnLineageIsExportedByField()
    {
        GraphInput input;
        edge(input, u"pg://h/a#x"_s, u"pg://h/b#y"_s);
        const auto graph =
            neighbourhood(*graphOf(input), u"pg://h/b"_s, steps(1, 0, Level::Column));

        const auto event = nlohmann::json::parse(toOpenLineage(*graph, 0).toStdString());

        const auto field =
            event["outputs"][0]["facets"]["columnLineage"]["fields"]["y"]["inputFields"][0];
        QCOMPARE(QString::fromStdString(field["field"]), u"x"_s);
        QCOMPARE(QString::fromStdString(field["name"]), u"a"_s);
    }
};

QTEST_APPLESS_MAIN(TestGraph)
#include "tst_graph.moc"
