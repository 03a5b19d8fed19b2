// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_picture.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/step_model.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QImage>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

lineage::Node product(const QString &id, const QString &domain)
{
    lineage::Node node;
    node.key = u"product://core/"_s + id;
    node.product = node.key;
    node.kind = mesh::Kind::Product;
    node.name = id;
    node.domain = u"domain://core/"_s + domain;
    node.domainName = domain;
    node.catalogs = {u"Core"_s};
    node.score.quality = 80;
    node.score.coverage = 1;
    return node;
}

lineage::Edge edge(const lineage::Node &from, const lineage::Node &to)
{
    lineage::Edge made;
    made.from = from.key;
    made.to = to.key;
    made.level = lineage::Level::Product;
    made.sources = {u"Core"_s};
    return made;
}

/// a goes to b and c, both go to d; x goes to c only; y stands apart behind d's side.
lineage::Subgraph diamond()
{
    lineage::Subgraph graph;
    graph.level = lineage::Level::Product;
    const auto a = product(u"a"_s, u"one"_s);
    const auto b = product(u"b"_s, u"one"_s);
    const auto c = product(u"c"_s, u"two"_s);
    const auto d = product(u"d"_s, u"two"_s);
    const auto x = product(u"x"_s, u"three"_s);
    const auto y = product(u"y"_s, u"three"_s);
    graph.root = a.key;
    graph.nodes = {a, b, c, d, x, y};
    graph.edges = {edge(a, b), edge(a, c), edge(b, d), edge(c, d), edge(x, c), edge(x, y)};
    graph.edges[4].declared = false;
    graph.edges[5].crossesCatalogs = true;
    return graph;
}

lineage::Node table(const QString &name, const QStringList &columns)
{
    lineage::Node node;
    node.key = u"postgres://db/shop/"_s + name;
    node.name = name;
    node.columns = columns;
    return node;
}

lineage::Edge columnEdge(const lineage::Node &from, const QString &column, const lineage::Node &to,
                         const QString &toColumn)
{
    lineage::Edge made = edge(from, to);
    made.level = lineage::Level::Column;
    made.fromColumn = column;
    made.toColumn = toColumn;
    return made;
}

/// One table that so many are made from.
lineage::Subgraph fan(int count)
{
    lineage::Subgraph graph;
    graph.level = lineage::Level::Dataset;
    graph.nodes = {table(u"source"_s, {})};
    for (int i = 0; i < count; ++i) {
        graph.nodes += table(u"t%1"_s.arg(i), {});
        graph.edges += edge(graph.nodes.first(), graph.nodes.last());
    }
    return graph;
}

/// Two columns on ways of their own through three tables.
lineage::Subgraph columns()
{
    lineage::Subgraph graph;
    graph.level = lineage::Level::Column;
    const auto raw = table(u"raw"_s, {u"amount"_s, u"country"_s});
    const auto orders = table(u"orders"_s, {u"amount_eur"_s, u"country"_s});
    const auto report = table(u"report"_s, {u"revenue"_s, u"region"_s});
    graph.root = orders.key;
    graph.nodes = {raw, orders, report};
    graph.edges = {columnEdge(raw, u"amount"_s, orders, u"amount_eur"_s),
                   columnEdge(raw, u"country"_s, orders, u"country"_s),
                   columnEdge(orders, u"amount_eur"_s, report, u"revenue"_s),
                   columnEdge(orders, u"country"_s, report, u"region"_s)};
    return graph;
}

std::shared_ptr<const Drawing> drawn(const lineage::Subgraph &graph)
{
    auto drawing = draw(graph, {}, {});
    Q_ASSERT(drawing);
    dress(*drawing);
    return std::make_shared<const Drawing>(std::move(*drawing));
}

QStringList names(const Drawing &drawing, const std::vector<int> &numbers)
{
    QStringList found;
    for (const int number : numbers)
        found += drawing.nodes[number].node.name;
    found.sort();
    return found;
}

int numberOf(const Drawing &drawing, const QString &name)
{
    for (int i = 0; i < drawing.nodes.size(); ++i) {
        if (drawing.nodes[i].node.name == name)
            return i;
    }
    return -1;
}

} // namespace

class GraphDrawingTest : public QObject
{
    Q_OBJECT

private slots:
    void aRowOfDomainsIsWrappedUntilItCanBeRead()
    {
        lineage::Subgraph graph;
        graph.level = lineage::Level::Domain;
        for (int i = 0; i < 12; ++i) {
            lineage::Node node = product(QString::number(i), QString::number(i));
            node.kind = mesh::Kind::Domain;
            node.key = node.domain;
            graph.nodes.append(node);
        }
        for (int i = 0; i < 12; ++i) {
            for (const int step : {1, 2, 5}) {
                if (i + step < 12)
                    graph.edges.append(edge(graph.nodes[i], graph.nodes[i + step]));
            }
        }
        graph.edges.append(edge(graph.nodes[9], graph.nodes[2])); // a loop
        const auto drawing = drawn(graph);
        QVERIFY(drawing->wrapped);
        const QRectF all = drawing->bounds;
        QVERIFY2(std::min(1040 / all.width(), 700 / all.height()) >= 0.7,
                 qPrintable(u"%1 x %2"_s.arg(all.width()).arg(all.height())));
        QCOMPARE(drawing->edges.size(), graph.edges.size());
        for (int a = 0; a < 12; ++a) {
            for (int b = a + 1; b < 12; ++b)
                QVERIFY(!drawing->nodes[a].rect.intersects(drawing->nodes[b].rect));
        }
        int upright = 0;
        for (const DrawnEdge &found : drawing->edges) {
            QVERIFY(found.counted);
            QVERIFY(found.path.length() > 10);
            upright += found.heading.x() == 0 ? 1 : 0;
            for (int i = 0; i <= 40; ++i) {
                const QPointF at = found.path.pointAtPercent(i / 40.0);
                for (int node = 0; node < 12; ++node) {
                    if (node != found.from && node != found.to)
                        QVERIFY(!drawing->nodes[node].rect.adjusted(1, 1, -1, -1).contains(at));
                }
            }
        }
        QVERIFY(upright > 0);
        // The same graph, the same places: nothing jumps after a sync.
        DrawingMeans means;
        means.before = drawing;
        const auto again = draw(graph, {}, {}, {}, means);
        QVERIFY(again);
        for (int i = 0; i < 12; ++i)
            QCOMPARE(again->nodes[i].rect, drawing->nodes[i].rect);
    }

    void aLargeGraphBeginsWithItsDomainsAsOneEach()
    {
        lineage::Subgraph graph;
        graph.level = lineage::Level::Product;
        for (int i = 0; i < 400; ++i)
            graph.nodes.append(product(u"p%1"_s.arg(i), u"d%1"_s.arg(i % 8)));
        graph.nodes.append(product(u"alone"_s, u"single"_s));
        int across = 0;
        for (int i = 1; i < 400; ++i) {
            const int from = i - 1 - i % 3;
            if (from < 0)
                continue;
            graph.edges.append(edge(graph.nodes[from], graph.nodes[i]));
            across += from % 8 == i % 8 ? 0 : 1;
        }
        QCOMPARE(domainsToFold(graph).size(), 8);
        graph.root = graph.nodes[3].key;
        QCOMPARE(domainsToFold(graph).size(), 7); // the root's own stays open
        graph.root.clear();
        const lineage::Subgraph folded = collapsed(graph, domainsToFold(graph));
        QCOMPARE(folded.nodes.size(), 9);
        QCOMPARE(folded.nodes.first().products, 50);
        int sum = 0;
        for (const lineage::Edge &bundle : folded.edges)
            sum += bundle.count;
        QCOMPARE(sum, across);
        const auto drawing = drawn(folded);
        for (const DrawnEdge &one : drawing->edges) {
            QCOMPARE(one.counted, one.edge.count > 1);
            for (const DrawnEdge &other : drawing->edges) {
                if (one.edge.count > other.edge.count)
                    QVERIFY(one.width > other.width);
            }
        }
        graph.nodes = graph.nodes.mid(0, 200);
        QVERIFY(domainsToFold(graph).isEmpty());
    }

    void everyNodeAndEdgeOfTheSubgraphIsInTheScene()
    {
        const lineage::Subgraph graph = diamond();
        const auto drawing = drawn(graph);
        GraphView view;
        view.resize(800, 600);
        view.setDrawing(drawing, {});
        QCOMPARE(view.nodeItems(), static_cast<int>(graph.nodes.size()));
        QCOMPARE(view.edgeItems(), static_cast<int>(graph.edges.size()));
        QSet<std::pair<QString, QString>> ends;
        for (const int number : view.scene()->edgesIn(view.scene()->area())) {
            const DrawnEdge &found = drawing->edges[number];
            QVERIFY(found.path.length() > 10);
            QVERIFY(view.scene()->line(number).size() >= 2);
            ends.insert({found.edge.from, found.edge.to});
        }
        for (const lineage::Edge &wanted : graph.edges)
            QVERIFY(ends.contains({wanted.from, wanted.to}));
    }

    void noTwoNodesOverlapAndNoFrameHoldsAForeignOne()
    {
        // A grid of layers with links that skip and cross.
        lineage::Subgraph graph;
        graph.level = lineage::Level::Product;
        for (int i = 0; i < 60; ++i)
            graph.nodes += product(u"product %1"_s.arg(i), u"domain %1"_s.arg(i * 7 % 5));
        for (int i = 10; i < 60; ++i) {
            graph.edges += edge(graph.nodes[i - 10], graph.nodes[i]);
            graph.edges += edge(graph.nodes[(i * 13) % (i / 10 * 10)], graph.nodes[i]);
        }
        const auto drawing = drawn(graph);
        QVERIFY(!drawing->frames.isEmpty());
        for (qsizetype i = 0; i < drawing->nodes.size(); ++i) {
            const DrawnNode &node = drawing->nodes[i];
            for (qsizetype j = i + 1; j < drawing->nodes.size(); ++j)
                QVERIFY(!node.rect.intersects(drawing->nodes[j].rect));
            for (const DrawnFrame &frame : drawing->frames)
                QVERIFY(frame.domain == node.node.domain || !frame.rect.intersects(node.rect));
        }
        for (qsizetype i = 0; i < drawing->frames.size(); ++i) {
            for (qsizetype j = i + 1; j < drawing->frames.size(); ++j)
                QVERIFY(!drawing->frames[i].rect.intersects(drawing->frames[j].rect));
        }
    }

    void choosingANodeOfADiamondHighlightsBothWaysAndNothingElse()
    {
        const auto drawing = drawn(diamond());
        const auto on = [&](const QString &name) {
            return names(*drawing, highlightOf(*drawing, {numberOf(*drawing, name), -1}).nodes);
        };
        QCOMPARE(on(u"a"_s), QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
        QCOMPARE(on(u"b"_s), QStringList({u"a"_s, u"b"_s, u"d"_s})); // not c, though c meets d
        QCOMPARE(on(u"d"_s), QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"x"_s}));
        QCOMPARE(on(u"y"_s), QStringList({u"x"_s, u"y"_s}));
        QCOMPARE(highlightOf(*drawing, {numberOf(*drawing, u"a"_s), -1}).edges.size(),
                 std::size_t{4});
        QVERIFY(!highlightOf(*drawing, {}).isOn());
    }

    void choosingAColumnHighlightsItsOwnWayOnly()
    {
        const auto drawing = drawn(columns());
        const int orders = numberOf(*drawing, u"orders"_s);
        const Highlight highlight =
            highlightOf(*drawing, {orders, drawing->row(orders, u"amount_eur"_s)});
        QCOMPARE(highlight.nodes.size(), std::size_t{3});
        QCOMPARE(highlight.edges.size(), std::size_t{2});
        const int report = numberOf(*drawing, u"report"_s);
        QCOMPARE(highlight.rows.value(report), QSet<int>{drawing->row(report, u"revenue"_s)});
    }

    void aLoopIsDrawnAndWalkedOnce()
    {
        lineage::Subgraph graph = diamond();
        graph.edges += edge(graph.nodes[3], graph.nodes[0]); // d back to a
        const auto drawing = drawn(graph);
        QCOMPARE(drawing->edges.size(), graph.edges.size());
        QCOMPARE(highlightOf(*drawing, {0, -1}).nodes.size(), std::size_t{5});
        const auto back = std::ranges::count_if(
            drawing->edges, [](const DrawnEdge &one) { return one.heading.x() < 0; });
        QVERIFY(back >= 1 && back < 4);
    }

    void tallColumnsStandSideBySide()
    {
        lineage::Subgraph graph = fan(120);
        DrawingOptions tall;
        tall.folds = false;
        const QSizeF before = draw(graph, {}, tall)->bounds.size();

        const auto folded = draw(graph, {}, {});

        QVERIFY(before.height() > 4 * before.width());
        const double shape = folded->bounds.width() / folded->bounds.height();
        QVERIFY2(shape > 0.8, qPrintable(QString::number(shape)));
        QVERIFY(folded->folds);
        for (const DrawnEdge &one : folded->edges)
            QVERIFY(folded->nodes[one.from].layer < folded->nodes[one.to].layer);

        // One more, and all others stay where they are.
        graph.nodes += table(u"new"_s, {});
        graph.edges += edge(graph.nodes.first(), graph.nodes.last());
        DrawingMeans means;
        means.before = std::make_shared<const Drawing>(*folded);
        const auto after = draw(graph, {}, {}, {}, means);
        int moved = 0;
        for (qsizetype i = 0; i < folded->nodes.size(); ++i)
            moved += after->nodes[i].rect.topLeft() != folded->nodes[i].rect.topLeft() ? 1 : 0;
        QVERIFY2(moved <= 12, qPrintable(QString::number(moved))); // those of its column
    }

    void aNodeIsAsWideAsItsName()
    {
        lineage::Subgraph graph;
        graph.level = lineage::Level::Dataset;
        graph.nodes = {table(u"tiny"_s, {}), table(u"monthly_recurring_revenue"_s, {}),
                       table(u"MONTHLY_RECURRING_REVENUE"_s, {}), table(QString(300, u'x'), {})};

        const auto drawing = draw(graph, {}, {});

        const auto width = [&](int node) { return drawing->nodes[node].rect.width(); };
        QVERIFY(width(0) < width(1));
        QVERIFY(width(1) < width(2));
        QVERIFY(width(3) < 300);
    }

    void aNewSyncLeavesTheLinesOfALargeDrawingWhereTheyAre()
    {
        lineage::Subgraph graph;
        graph.level = lineage::Level::Dataset;
        for (int i = 0; i < 900; ++i)
            graph.nodes += table(u"t%1"_s.arg(i), {});
        for (int i = 1; i < 900; ++i) { // each is fed by three of those before it
            for (const int part : {i / 2, i / 3, i / 5})
                graph.edges += edge(graph.nodes[part], graph.nodes[i]);
        }
        DrawingMeans means;
        means.before = std::make_shared<const Drawing>(*draw(graph, {}, {}));
        const Drawing &before = *means.before;
        QVERIFY(before.edges.size() > 2000);
        graph.nodes.prepend(table(u"new"_s, {})); // all numbers change
        graph.edges.prepend(edge(graph.nodes[400], graph.nodes.first()));

        const auto after = draw(graph, {}, {}, {}, means);

        const auto isNear = [](QPointF a, QPointF b) { // boxes stand on whole pixels
            return (a - b).manhattanLength() < 1;
        };
        int kept = 0;
        for (std::size_t i = 0; i + 1 < before.firstOfLine.size(); ++i)
            kept += std::ranges::equal(before.line(i), after->line(i + 1), isNear) ? 1 : 0;
        QVERIFY2(kept > 0.95 * static_cast<double>(before.edges.size()),
                 qPrintable(u"%1 of %2"_s.arg(kept).arg(before.edges.size())));
    }

    void arrowKeysFollowLinksAndTabGoesThroughSiblings()
    {
        GraphView view;
        const auto drawing = drawn(diamond());
        view.resize(900, 600);
        view.setDrawing(drawing, {});
        view.show();
        const auto name = [&] { return drawing->nodes[view.place().node].node.name; };
        QTest::keyClick(&view, Qt::Key_Right); // nothing chosen yet: the root
        QCOMPARE(name(), u"a"_s);
        QTest::keyClick(&view, Qt::Key_Right);
        const QString first = name();
        QVERIFY(first == u"b" || first == u"c");
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(name(), u"d"_s);
        QTest::keyClick(&view, Qt::Key_Right); // d is the end
        QCOMPARE(name(), u"d"_s);
        QTest::keyClick(&view, Qt::Key_Left);
        QVERIFY(name() == u"b" || name() == u"c");

        // Down a layer by Tab, each once, from top to bottom.
        const int layer = drawing->nodes[view.place().node].layer;
        QList<int> siblings;
        for (int i = 0; i < drawing->nodes.size(); ++i) {
            if (drawing->nodes[i].layer == layer)
                siblings += i;
        }
        std::ranges::sort(siblings, {}, [&](int i) { return drawing->nodes[i].rect.top(); });
        QVERIFY(siblings.size() >= 2);
        view.setPlace({siblings.first(), -1});
        for (qsizetype i = 1; i < siblings.size(); ++i) {
            QTest::keyClick(&view, Qt::Key_Tab);
            QCOMPARE(view.place().node, siblings[i]);
        }

        QSignalSpy opened(&view, &GraphView::opened);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().first().toString(), drawing->nodes[siblings.last()].node.key);
    }

    void downGoesThroughColumnsBeforeTheNextNode()
    {
        const auto drawing = drawn(columns());
        Place place{numberOf(*drawing, u"orders"_s), -1};
        place = stepFrom(*drawing, place, GraphStep::Down);
        QCOMPARE(place.row, 0);
        place = stepFrom(*drawing, place, GraphStep::Right);
        QCOMPARE(drawing->nodes[place.node].node.name, u"report"_s);
        QCOMPARE(drawing->nodes[place.node].rows[place.row].name, u"revenue"_s);
    }

    void aClosedDomainStandsAsOneWithItsLinks()
    {
        const lineage::Subgraph closed = collapsed(diamond(), {u"domain://core/two"_s});
        QCOMPARE(closed.nodes.size(), 5); // a b x y and the domain
        const auto drawing = drawn(closed);
        const int stack = drawing->number(u"domain://core/two"_s);
        QVERIFY(stack >= 0);
        QVERIFY(drawing->nodes[stack].stack);
        QCOMPARE(drawing->nodes[stack].node.products, 2);
        QCOMPARE(drawing->nodes[stack].in.size(), std::size_t(3)); // of a, b and x
        QVERIFY(drawing->nodes[stack].out.empty());                // c to d lies inside
    }

    void hiddenNeighboursAreFewerOnceTheyAreShown()
    {
        lineage::Subgraph graph = diamond();
        const lineage::Node hidden = product(u"hidden"_s, u"one"_s);
        graph.nodes[3].hiddenDown = 2;
        lineage::Subgraph around;
        around.level = graph.level;
        around.nodes = {graph.nodes[3], hidden};
        around.nodes[0].hiddenDown = 1;
        around.nodes[0].hiddenUp = 2;
        around.edges = {edge(graph.nodes[3], hidden)};
        unite(graph, around);
        QCOMPARE(graph.nodes.size(), 7);
        QCOMPARE(graph.nodes[3].hiddenDown, 1);
        QCOMPARE(graph.nodes[3].hiddenUp, 0);
    }

    void theListSaysTheSameStepsAndEndsInLoops()
    {
        lineage::Subgraph graph = diamond();
        graph.edges += edge(graph.nodes[3], graph.nodes[0]);
        StepModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // it would fetch in the middle of a reset
        model.setDrawing(drawn(graph), 0);
        QCOMPARE(model.rowCount(), 2); // a with all that hangs on it, and x beside it
        QCOMPARE(model.index(1, 0).data().toString(), u"x"_s);
        const QModelIndex root = model.index(0, 0);
        QCOMPARE(root.data().toString(), u"a"_s);
        model.fetchMore(root);
        QCOMPARE(model.rowCount(root), 2);
        const QModelIndex down = model.index(1, 0, root);
        QCOMPARE(down.data().toString(), u"Goes to"_s);
        model.fetchMore(down);
        QStringList next;
        for (int row = 0; row < model.rowCount(down); ++row)
            next += model.index(row, 0, down).data().toString();
        next.sort();
        QCOMPARE(next, QStringList({u"b"_s, u"c"_s}));
        const QModelIndex step = model.index(0, 0, down);
        model.fetchMore(step);
        const QModelIndex last = model.index(0, 0, step);
        QCOMPARE(last.data().toString(), u"d"_s);
        model.fetchMore(last);
        QCOMPARE(model.rowCount(last), 1);
        const QModelIndex again = model.index(0, 0, last);
        QVERIFY(again.data().toString().startsWith(u"a ("_s));
        QVERIFY(!model.hasChildren(again));
        QVERIFY(again.data(Qt::AccessibleTextRole).toString().contains(u"quality"_s));
        model.setDrawing(drawn(columns()), 0);
        QCOMPARE(model.index(0, 0).data().toString(), u"orders"_s);
        const QModelIndex orders = model.index(0, 0);
        model.fetchMore(orders);
        const QModelIndex up = model.index(0, 0, orders);
        model.fetchMore(up);
        const QString link = model.index(0, StepModel::Link, up).data().toString();
        QVERIFY(link.contains(u"amount → amount_eur, country → country"_s)); // not only the first
    }

    void theListLeavesNothingOut()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            lineage::Subgraph graph;
            const int nodes = 1 + random.bounded(7);
            for (int i = 0; i < nodes; ++i) {
                lineage::Node node;
                node.key = node.name = QString(QChar(u'a' + i));
                graph.nodes += node;
            }
            QSet<QString> links;
            for (int i = random.bounded(12); i > 0; --i) {
                const int from = random.bounded(nodes), to = random.bounded(nodes);
                if (from == to || links.contains(graph.nodes[from].key + graph.nodes[to].key))
                    continue;
                links.insert(graph.nodes[from].key + graph.nodes[to].key);
                graph.edges += edge(graph.nodes[from], graph.nodes[to]);
            }
            if (round % 2 == 0)
                graph.root = graph.nodes[0].key;
            StepModel model;
            model.setDrawing(drawn(graph), 0);
            QSet<QString> things, told;
            const std::function<void(const QModelIndex &, const QString &, bool)> look =
                [&](const QModelIndex &at, const QString &before, bool up) {
                    const QString key = at.data(StepModel::KeyRole).toString();
                    const bool heading = key.isEmpty();
                    if (!heading) {
                        things.insert(key);
                        if (!before.isEmpty())
                            told.insert(up ? key + before : before + key);
                    } else {
                        up = at.data().toString() == u"Comes from";
                    }
                    if (model.canFetchMore(at))
                        model.fetchMore(at);
                    for (int row = 0; row < model.rowCount(at); ++row)
                        look(model.index(row, 0, at), heading ? before : key, up);
                };
            for (int row = 0; row < model.rowCount(); ++row)
                look(model.index(row, 0), {}, false);
            QCOMPARE(things.size(), nodes);
            QCOMPARE(told, links);
        }
    }

    void aPictureOfOddNamesIsStillXml()
    {
        lineage::Subgraph graph = columns();
        graph.level = lineage::Level::Dataset;
        graph.nodes[0].name = u"bell \a, <b> & \"c\" \u202e\uffff😀\n"_s;
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"graph.svg"_s);
        QVERIFY(writePicture(graph, u"svg"_s, path, {}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString text;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::Characters)
                text += xml.text();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(text.contains(u"<b> & \"c\""_s));
        QVERIFY(text.contains(graph.nodes[0].columns[0])); // asked for, so drawn
    }

    void picturesAreWrittenAndCanBeReadBack()
    {
        const QTemporaryDir folder;
        const lineage::Subgraph graph = diamond();
        GraphLook look;
        const QString svg = folder.filePath(u"graph.svg"_s);
        QVERIFY(writePicture(graph, u"svg"_s, svg, look));
        const QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        QVERIFY(renderer.defaultSize().width() > 300);
        QFile text(svg);
        QVERIFY(text.open(QIODevice::ReadOnly));
        const QByteArray words = text.readAll();
        QVERIFY(words.contains("stroke-dasharray")); // the link that was only observed
        const auto pictureOf = [&](const QString &name) {
            const QString png = folder.filePath(name);
            return writePicture(graph, u"png"_s, png, look) ? QImage(png) : QImage();
        };
        const QImage image = pictureOf(u"graph.png"_s);
        QVERIFY(!image.isNull());
        QCOMPARE(image, pictureOf(u"again.png"_s)); // the same graph, the same picture
        const auto drawing = drawn(graph);
        // Somewhere in the middle of node a there is its surface, outside the ground.
        const double scale = 2;
        const QRectF area = GraphScene(drawing, 1).area().adjusted(-24, -24, 24, 24);
        const QPointF inside =
            (drawing->nodes[0].rect.center() - area.topLeft() + QPointF(40, 0)) * scale;
        QCOMPARE(image.pixelColor(inside.toPoint()), colour(Token::Surface));
        QCOMPARE(image.pixelColor(2, 2), colour(Token::Bg));

        const QString pdf = folder.filePath(u"graph.pdf"_s);
        QVERIFY(writePicture(graph, u"pdf"_s, pdf, look));
        QFile document(pdf);
        QVERIFY(document.open(QIODevice::ReadOnly));
        const QByteArray bytes = document.readAll();
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.trimmed().endsWith("%%EOF"));

        const auto other = writePicture(graph, u"bmp"_s, folder.filePath(u"x.bmp"_s), look);
        QVERIFY(!other);
        QCOMPARE(other.error().kind, Error::Kind::Usage);
        const auto nowhere = writePicture(graph, u"png"_s, u"/nowhere/at/all.png"_s, look);
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().kind, Error::Kind::Storage);
    }

    void aCancelledDrawingEnds()
    {
        const auto drawing = draw(diamond(), {}, {}, [] { return true; });
        QVERIFY(!drawing);
        QCOMPARE(drawing.error().kind, Error::Kind::Cancelled);
    }

    void theFilterQuietsWhatDoesNotMatch()
    {
        GraphView view;
        view.resize(900, 600);
        view.setDrawing(drawn(diamond()), {});
        QCOMPARE(view.setFilter(u"TWO"_s), 2); // a domain's name
        QCOMPARE(view.nodeEmphasis(numberOf(*view.drawing(), u"c"_s)), Emphasis::On);
        QCOMPARE(view.nodeEmphasis(numberOf(*view.drawing(), u"b"_s)), Emphasis::Quiet);
        view.setFilter({});
        QCOMPARE(view.nodeEmphasis(numberOf(*view.drawing(), u"b"_s)), Emphasis::Plain);
    }
};

QTEST_MAIN(GraphDrawingTest)
#include "tst_graph_drawing.moc"
