// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph_fixture.h"

#include <QtTest>

using namespace meshlens;
using namespace meshlens::lineage;

namespace {

mesh::Domain domainOf(const QString &key)
{
    mesh::Domain domain;
    domain.key = domain.name = key;
    return domain;
}

/// Payments makes a; Finance b from it and c from b; Labels d from a. e belongs to nobody.
GraphInput company()
{
    GraphInput input;
    input.domains = {domainOf(u"Payments"_s), domainOf(u"Finance"_s), domainOf(u"Labels"_s)};
    addProduct(input, u"A"_s, u"Payments"_s, {u"a"_s}, u"lucia"_s);
    addProduct(input, u"B"_s, u"Finance"_s, {u"b"_s}, u"karol"_s);
    addProduct(input, u"C"_s, u"Finance"_s, {u"c"_s}, u"karol"_s);
    addProduct(input, u"D"_s, u"Labels"_s, {u"d"_s}, u"lucia"_s);
    for (const QString &key : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s})
        addDataset(input, key, {u"core"_s});
    addEdge(input, u"a#iban"_s, u"b#account"_s);
    addEdge(input, u"b#account"_s, u"c#account"_s);
    addEdge(input, u"a#amount"_s, u"d#amount"_s);
    addEdge(input, u"c"_s, u"e"_s);
    return input;
}

QString printed(const QList<ImpactGroup> &groups)
{
    QStringList lines;
    for (const ImpactGroup &group : groups)
        lines.append(u"%1 %2/%3 at %4"_s.arg(group.name.isEmpty() ? u"-"_s : group.name)
                         .arg(group.breaking)
                         .arg(group.things)
                         .arg(group.nearest));
    return lines.join(u"; "_s);
}

} // namespace

class TestQuestions : public QObject
{
    Q_OBJECT

private slots:
    void whatBreaksIsSummedUpByDistanceDomainAndOwner()
    {
        GraphInput input = company();
        mesh::Contract contract;
        contract.id = u"k1"_s;
        contract.status = mesh::Status::Active;
        input.contracts[u"C"_s] = {contract};

        const auto report = impactReport(*graphOf(input), u"A"_s);

        QCOMPARE(report->all.size(), 4);
        QCOMPARE(report->breaking, 1);
        QCOMPARE(report->withoutOwner, 1); // e
        QCOMPARE(printed(report->byDistance), u"1 0/2 at 1; 2 1/1 at 2; 3 0/1 at 3"_s);
        QCOMPARE(printed(report->byDomain), u"Finance 1/2 at 1; Labels 0/1 at 1; - 0/1 at 3"_s);
        QCOMPARE(printed(report->byOwner), u"karol 1/2 at 1; lucia 0/1 at 1; - 0/1 at 3"_s);
        QCOMPARE(report->people.size(), 2);
        QCOMPARE(report->people[0].email, u"karol@x.example"_s);
        QVERIFY(report->people[0].contractBreaks);
        QCOMPARE(report->people[0].things, (QStringList{u"B"_s, u"C"_s}));

        QCOMPARE(impactReport(*graphOf(input), u"a"_s, u"amount"_s)->all.size(), 1);
        QVERIFY(!impactReport(*graphOf(input), u"nobody"_s));
    }

    void whatOnlyReadsIsTouchedAsWell()
    {
        GraphInput input = company();
        addProduct(input, u"Report"_s, u"Finance"_s, {}, u"karol"_s); // puts out no dataset
        input.products.last().inputs = {u"d"_s, u"a"_s};
        mesh::Contract contract;
        contract.name = u"Report"_s;
        contract.status = mesh::Status::Active;
        input.contracts[u"Report"_s] = {contract};

        const auto far = impactReport(*graphOf(input), u"a"_s, u"iban"_s);
        QCOMPARE(far->all.size(), 4); // B, C, e, Report
        const auto report = std::ranges::find(std::as_const(far->all), u"Report"_s, &Impact::key);
        QVERIFY(report != far->all.cend());
        QCOMPARE(report->distance, 1);
        QCOMPARE(report->path, (QStringList{u"a#iban"_s, u"Report"_s}));
        QCOMPARE(report->pathNames.last(), u"Report"_s);
        QCOMPARE(report->contracts, QStringList{u"Report"_s});
        QVERIFY(report->contractBreaks);

        QCOMPARE(impact(*graphOf(input), u"b"_s)->size(), 2); // it reads nothing of that
        QCOMPARE(impact(*graphOf(input), u"D"_s)->size(), 1);
        QVERIFY(impact(*graphOf(input), u"Report"_s)->isEmpty());
    }

    void whatAThingPromisesItselfIsBrokenAtDistanceNought()
    {
        GraphInput input = company();
        addDataset(input, u"a2"_s, {u"core"_s});
        input.products[0].outputs.append(u"a2"_s);
        mesh::Contract narrow; // names the columns of a
        narrow.name = u"Ibans"_s;
        narrow.status = mesh::Status::Active;
        narrow.datasets = {u"a"_s};
        narrow.document = QByteArray("{'schema':[{'name':'a','properties':[{'name':'IBAN'}]}]}")
                              .replace('\'', '"');
        mesh::Contract wide; // the product as a whole
        wide.id = u"all"_s;
        wide.status = mesh::Status::Deprecated;
        mesh::Contract draft = wide;
        draft.id = u"draft"_s;
        draft.status = mesh::Status::Draft;
        input.contracts[u"A"_s] = {narrow, wide, draft};
        input.contracts[u"e"_s] = {wide}; // of no product
        const auto graph = graphOf(input);
        const auto own = [&](const QString &root, const QString &column = {}) {
            const auto report = impactReport(*graph, root, column);
            QStringList words;
            for (const OwnContract &one : report->own)
                words.append(one.name + u" of "_s + one.of);
            return words.join(u", "_s);
        };

        QCOMPARE(own(u"A"_s), u"Ibans of A, all of A"_s);
        QCOMPARE(own(u"A"_s, u"iban"_s), u"Ibans of A, all of A"_s);
        QCOMPARE(own(u"A"_s, u"amount"_s), u"all of A"_s);
        QCOMPARE(own(u"a"_s), u"Ibans of A, all of A"_s);
        QCOMPARE(own(u"a"_s, u"iban"_s), u"Ibans of A, all of A"_s);
        QCOMPARE(own(u"a#iban"_s), u"Ibans of A, all of A"_s);
        QCOMPARE(own(u"a"_s, u"amount"_s), u"all of A"_s);
        QCOMPARE(own(u"a"_s, u"nothing names it"_s), u"all of A"_s);
        QCOMPARE(own(u"a2"_s), u"all of A"_s);
        QCOMPARE(own(u"e"_s), u"all of e"_s);
        QCOMPARE(own(u"B"_s), QString());
        QCOMPARE(own(u"Payments"_s), QString()); // a domain

        // It is no consumer of itself.
        const auto report = impactReport(*graph, u"A"_s);
        QCOMPARE(report->all.size(), 4);
        QCOMPARE(report->breaking, 1); // e
        QVERIFY(!ownContracts(*graph, u"nobody"_s));
    }

    void classifiedDataIsFollowedToWhereItIsNotMarked()
    {
        GraphInput input = company();
        input.marked = {{u"a"_s, u"iban"_s, mesh::Classification::Restricted, true},
                        {u"b"_s, u"account"_s, mesh::Classification::Restricted, true},
                        {u"c"_s, u"account"_s, mesh::Classification::Confidential, false}};

        const auto flow = classifiedFlow(*graphOf(input), {});

        // b is marked as it should be and reached from a all the same, c is marked too little, e
        // not at all; amount is nobody's secret.
        QStringList stops;
        for (const ClassifiedStop &stop : flow->stops)
            stops.append(u"%1.%2 %3%4 from %5 in %6"_s
                             .arg(stop.node.key, stop.column, mesh::toText(stop.arrives),
                                  stop.underMarked ? u" !"_s : QString(), stop.source)
                             .arg(stop.distance));
        QCOMPARE(stops, (QStringList{u"c.account restricted ! from b#account in 1"_s,
                                     u"e. restricted ! from b#account in 2"_s,
                                     u"b.account restricted from a#iban in 1"_s}));
        QCOMPARE(flow->links, (QList<std::pair<QString, QString>>{
                                  {u"a"_s, u"b"_s}, {u"b"_s, u"c"_s}, {u"c"_s, u"e"_s}}));
        QCOMPARE(flow->underMarked, 2);
        QCOMPARE(flow->sources, 3);

        ClassifiedOptions fromA;
        fromA.root = u"A"_s;
        const auto own = classifiedFlow(*graphOf(input), fromA);
        QCOMPARE(own->total, 3); // b, c and e: only what comes from a
        QVERIFY(!own->stops[2].underMarked);
        QVERIFY(own->stops[0].otherDomain);

        ClassifiedOptions one;
        one.limit = 1;
        const auto cut = classifiedFlow(*graphOf(input), one);
        QCOMPARE(cut->stops.size(), 1);
        QCOMPARE(cut->total, 3); // what is cut is counted
        QCOMPARE(cut->links, (QList<std::pair<QString, QString>>{{u"b"_s, u"c"_s}}));
    }

    void aClassifiedDatasetFlowsWhole()
    {
        GraphInput input;
        addDataset(input, u"x"_s, {u"core"_s}, {}, mesh::Classification::Confidential);
        addDataset(input, u"y"_s, {u"core"_s}, {}, mesh::Classification::Confidential);
        addEdge(input, u"x#a"_s, u"y#b"_s);
        addEdge(input, u"y"_s, u"z"_s);

        const auto flow = classifiedFlow(*graphOf(input), {});

        QStringList under;
        for (const ClassifiedStop &stop : flow->stops) {
            if (stop.underMarked)
                under.append(stop.node.key);
        }
        QCOMPARE(under, QStringList{u"z"_s});
    }

    void catalogsThatTellOtherFlowsDisagree()
    {
        GraphInput input;
        addDataset(input, u"a"_s, {u"core"_s, u"pay"_s});
        addDataset(input, u"b"_s, {u"core"_s, u"pay"_s});
        addDataset(input, u"c"_s, {u"core"_s, u"pay"_s, u"mute"_s});
        addDataset(input, u"d"_s, {u"core"_s, u"mute"_s});
        addEdge(input, u"a"_s, u"b"_s, u"core"_s);
        addEdge(input, u"a"_s, u"b"_s, u"pay"_s);
        addEdge(input, u"a"_s, u"c"_s, u"core"_s); // pay knows both and says nothing
        addEdge(input, u"c"_s, u"d"_s, u"core"_s); // mute tells of no flow at all
        addEdge(input, u"b"_s, u"c"_s, u"core"_s);
        addEdge(input, u"c"_s, u"b"_s, u"pay"_s);

        const auto all = edgeDisagreements(*graphOf(input));

        QStringList lines;
        for (const Disagreement &one : all.list) {
            QStringList said;
            for (const auto &[catalog, words] : one.said)
                said.append(catalog);
            lines.append(u"%1 %2>%3 %4, silent %5"_s.arg(toText(one.kind), one.key, one.to,
                                                         said.join(u','), one.silent.join(u',')));
        }
        lines.sort();
        QCOMPARE(lines,
                 (QStringList{u"direction b>c core,pay, silent "_s, u"edge a>c core, silent pay"_s,
                              u"edge b>c core, silent pay"_s, u"edge c>b pay, silent core"_s}));
        QCOMPARE(edgeDisagreements(*graphOf(input), 1).total, 4);
    }

    void productsWithoutConsumerOrSourceAreListed()
    {
        const auto graph = graphOf(company());
        const auto names = [](const Ends &ends) {
            QStringList keys;
            for (const Node &node : ends.nodes)
                keys.append(node.key);
            return keys.join(u' ');
        };
        QCOMPARE(names(withoutConsumer(*graph, Level::Product)), u"D e"_s);
        QCOMPARE(names(withoutSource(*graph, Level::Product)), u"A"_s);
        QCOMPARE(names(withoutConsumer(*graph, Level::Domain)), u"Finance Labels"_s);
        QCOMPARE(withoutConsumer(*graph, Level::Dataset, 1).nodes.size(), 1);
        QCOMPARE(withoutConsumer(*graph, Level::Dataset, 1).total, 2);
    }

    void aGraphFindsItsThingsByKey()
    {
        const auto graph = graphOf(company());
        QCOMPARE(graph->find(u"A"_s)->kind, mesh::Kind::Product);
        QCOMPARE(graph->find(u"e"_s)->name, u"e"_s);
        QCOMPARE(graph->find(u"Labels"_s)->products, 1);
        QVERIFY(!graph->find(u"nobody"_s));
        QCOMPARE(graph->products(), 4);
    }
};

QTEST_APPLESS_MAIN(TestQuestions)
#include "tst_questions.moc"
