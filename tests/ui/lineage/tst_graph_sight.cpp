// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_overlays.h"
#include "ui/lineage/graph_routes.h"
#include "ui/lineage/graph_scene.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/painter_brush.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <random>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

lineage::Node table(int number, const QString &name)
{
    lineage::Node node;
    node.key = u"postgres://db/mesh/t%1"_s.arg(number);
    node.name = name;
    return node;
}

void join(lineage::Subgraph &graph, int from, int to)
{
    lineage::Edge edge;
    edge.from = graph.nodes[from].key;
    edge.to = graph.nodes[to].key;
    graph.edges += edge;
}

/// Layers of `wide` things with long names, each made from one of the layer before.
lineage::Subgraph layers(int deep, int wide)
{
    lineage::Subgraph graph;
    graph.level = lineage::Level::Dataset;
    for (int i = 0; i < deep * wide; ++i)
        graph.nodes += table(i, u"Monthly recurring revenue %1"_s.arg(i));
    for (int i = wide; i < deep * wide; ++i)
        join(graph, (i / wide - 1) * wide + (i * 7 + 3) % wide, i);
    return graph;
}

/// Three domains that feed each other in a circle, and one behind the second.
lineage::Subgraph circle()
{
    lineage::Subgraph graph;
    graph.level = lineage::Level::Domain;
    for (int i = 0; i < 4; ++i) {
        graph.nodes += table(i, u"Domain %1"_s.arg(i));
        graph.nodes.last().kind = mesh::Kind::Domain;
        graph.nodes.last().domain = graph.nodes.last().key;
    }
    join(graph, 0, 1);
    join(graph, 1, 2);
    join(graph, 2, 0);
    join(graph, 1, 3);
    return graph;
}

std::shared_ptr<const Drawing> drawn(const lineage::Subgraph &graph)
{
    auto drawing = draw(graph, {}, {});
    Q_ASSERT(drawing);
    dress(*drawing);
    return std::make_shared<const Drawing>(std::move(*drawing));
}

QPoint middleOf(const GraphView &view, int node)
{
    return view.mapFromScene(view.nodeRect(node)).center().toPoint();
}

QRectF boundsOn(const GraphView &view)
{
    return view.mapFromScene(view.drawing()->bounds);
}

struct Shown {
    explicit Shown(const lineage::Subgraph &graph, QSize size = {1000, 700})
    {
        view.resize(size);
        view.show();
        view.setDrawing(drawn(graph), {});
    }
    GraphView view;
};

} // namespace

class GraphSightTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void fingersMoveAndAWheelZooms_data()
    {
        using Type = QInputDevice::DeviceType;
        QTest::addColumn<Type>("device");
        QTest::addColumn<QPoint>("pixels");
        QTest::addColumn<Qt::ScrollPhase>("phase");
        QTest::addColumn<Qt::KeyboardModifier>("key");
        QTest::addColumn<QPoint>("moved"); // no move: it zooms
        const QPoint none;
        QTest::newRow("a wheel") << Type::Mouse << none << Qt::NoScrollPhase << Qt::NoModifier
                                 << none;
        QTest::newRow("a wheel that counts pixels")
            << Type::Mouse << QPoint(0, 120) << Qt::NoScrollPhase << Qt::NoModifier << none;
        QTest::newRow("a wheel with Shift")
            << Type::Mouse << none << Qt::NoScrollPhase << Qt::ShiftModifier << QPoint(60, 0);
        QTest::newRow("a touchpad") << Type::TouchPad << QPoint(7, 11) << Qt::NoScrollPhase
                                    << Qt::NoModifier << QPoint(7, 11);
        QTest::newRow("a touchpad without pixels")
            << Type::TouchPad << none << Qt::NoScrollPhase << Qt::NoModifier << QPoint(0, 60);
        QTest::newRow("fingers on what calls itself a mouse")
            << Type::Mouse << QPoint(7, 11) << Qt::ScrollUpdate << Qt::NoModifier << QPoint(7, 11);
        QTest::newRow("a touchpad with Ctrl")
            << Type::TouchPad << QPoint(7, 11) << Qt::NoScrollPhase << Qt::ControlModifier << none;
    }
    void fingersMoveAndAWheelZooms()
    {
        QFETCH(QInputDevice::DeviceType, device);
        QFETCH(QPoint, pixels);
        QFETCH(Qt::ScrollPhase, phase);
        QFETCH(Qt::KeyboardModifier, key);
        QFETCH(QPoint, moved);
        const QPointingDevice source(u"source"_s, 7, device, QPointingDevice::PointerType::Generic,
                                     QInputDevice::Capability::Scroll, 1, 3);
        Shown shown(layers(4, 4));
        GraphView &view = shown.view;
        view.setZoom(0.8);
        const QPointF at(300, 200);
        const QPointF under = view.mapToScene(at);
        const QPointF corner = boundsOn(view).topLeft();
        QWheelEvent turn(at, view.mapToGlobal(at), pixels, {0, 120}, Qt::NoButton, key, phase,
                         false, Qt::MouseEventNotSynthesized, &source);
        QApplication::sendEvent(&view, &turn);
        if (moved.isNull()) {
            QVERIFY(view.zoom() > 0.9);
            QVERIFY(QLineF(view.mapToScene(at), under).length() < 2); // whole pixels
        } else {
            QCOMPARE(view.zoom(), 0.8);
            QCOMPARE((boundsOn(view).topLeft() - corner).toPoint(), moved);
        }
    }

    void aPinchZoomsWhereTheFingersAre()
    {
        const QPointingDevice pad(u"pad"_s, 7, QInputDevice::DeviceType::TouchPad,
                                  QPointingDevice::PointerType::Finger,
                                  QInputDevice::Capability::Scroll, 2, 3);
        Shown shown(layers(4, 4));
        GraphView &view = shown.view;
        view.setZoom(0.8);
        const QPointF at(300, 200);
        const QPointF under = view.mapToScene(at);
        const auto send = [&](Qt::NativeGestureType type, double value) {
            QNativeGestureEvent event(type, &pad, 2, at, at, view.mapToGlobal(at), value, {});
            QApplication::sendEvent(&view, &event);
        };
        send(Qt::ZoomNativeGesture, 0.25);
        QCOMPARE(view.zoom(), 1.0);
        QVERIFY(QLineF(view.mapToScene(at), under).length() < 2); // whole pixels
        send(Qt::ZoomNativeGesture, -5);                          // however fast the fingers are
        QCOMPARE(view.zoom(), 0.5);
        send(Qt::SmartZoomNativeGesture, 0);
        QVERIFY(view.isFitted());
    }

    void aLongNameTakesASecondLineWhereThereIsRoom()
    {
        const auto drawing = drawn(layers(2, 2));
        const DrawnNode &node = drawing->nodes[0];
        GraphLook look;
        look.detail = 0.25;
        const auto boxWith = [&](const QMarginsF &room) {
            return nameRect(NodeBrush{nullptr, node, look, Emphasis::Plain, room});
        };
        const QRectF bare = boxWith({});
        QCOMPARE(bare, node.rect); // no room: the name is cut
        const QRectF aside = boxWith({38, 0, 38, 0});
        QCOMPARE(aside.width(), node.rect.width() + 76);
        QCOMPARE(aside.height(), node.rect.height());
        const QRectF apart = boxWith({38, 60, 38, 60});
        QVERIFY(apart.height() > node.rect.height());
        QVERIFY(apart.width() <= aside.width());
        const double letters = (apart.width() - 12) * look.detail / namesAt;
        QCOMPARE(linesOfName(node.node.name, letters, 2).size(), 2);
        QCOMPARE(linesOfName(u"MONTHLY_RECURRING_REVENUE"_s, 90, 2),
                 (QStringList{u"MONTHLY_"_s, u"RECURRING_REVENUE"_s}));
        look.detail = 1;
        QVERIFY(nameFits(drawing->nodes[0], look));
        QCOMPARE(boxWith({38, 60, 38, 60}), node.rect);
    }

    void namesKeepOutOfEachOthersWay_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 8; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void namesKeepOutOfEachOthersWay()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        lineage::Subgraph graph;
        graph.level = lineage::Level::Dataset;
        const int count = 20 + static_cast<int>(random() % 60);
        for (int i = 0; i < count; ++i)
            graph.nodes +=
                table(i, u"A name of words "_s.repeated(1 + static_cast<int>(random() % 3)));
        for (int i = 1; i < count; ++i)
            join(graph, static_cast<int>(random() % static_cast<unsigned>(i)), i);
        const GraphScene scene(drawn(graph), 1);
        for (const double detail : {0.2, 0.3, 0.45, 0.59}) {
            GraphLook look;
            look.detail = detail;
            std::vector<QRectF> boxes;
            for (int i = 0; i < count; ++i)
                boxes.push_back(nameRect(NodeBrush{nullptr, scene.drawing().nodes[i], look,
                                                   Emphasis::Plain, nameRoom(scene, i, detail)}));
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                for (std::size_t k = i + 1; k < boxes.size(); ++k)
                    QVERIFY2(!boxes[i].adjusted(0.1, 0.1, -0.1, -0.1).intersects(boxes[k]),
                             qPrintable(u"%1 and %2 at %3"_s.arg(i).arg(k).arg(detail)));
            }
        }
    }

    void aNameLeavesTheTitleOfItsFrameFree()
    {
        lineage::Subgraph graph = layers(3, 2);
        for (lineage::Node &node : graph.nodes)
            node.domain = node.domainName = u"domain://x/sales"_s;
        const GraphScene scene(drawn(graph), 1);
        QVERIFY(!scene.drawing().frames.isEmpty());
        GraphLook look;
        look.detail = 0.3;
        for (int i = 0; i < scene.drawing().nodes.size(); ++i) {
            const QRectF name = nameRect(NodeBrush{nullptr, scene.drawing().nodes[i], look,
                                                   Emphasis::Plain, nameRoom(scene, i, 0.3)});
            for (const DrawnFrame &frame : scene.drawing().frames) {
                const QRectF title(frame.rect.left(), frame.rect.top(), frame.rect.width(), 29);
                QVERIFY(!title.intersects(name));
            }
        }
    }

    void aGraphOpensLargeEnoughToReadItsNames()
    {
        Shown shown(layers(9, 8), {972, 506});
        shown.view.fit();
        const double whole = shown.view.zoom();
        QVERIFY2(whole > 0.24 && whole < 0.45, qPrintable(QString::number(whole)));
        shown.view.open();
        QCOMPARE(shown.view.zoom(), 0.45);
        // It begins at the upper left, and no room is wasted on the other side.
        const QRectF bounds = boundsOn(shown.view);
        QVERIFY(bounds.left() >= 0);
        QVERIFY(bounds.left() < 40);

        Shown small(layers(3, 3), {1000, 700});
        small.view.open();
        QVERIFY(QRectF(small.view.rect()).contains(boundsOn(small.view)));

        Shown huge(layers(30, 60), {972, 506}); // of which a readable part would be hardly a part
        huge.view.open();
        QVERIFY(huge.view.zoom() < 0.24);
        QVERIFY(QRectF(huge.view.rect()).contains(boundsOn(huge.view)));
    }

    void aGraphWithARootLeavesNoEmptySide()
    {
        lineage::Subgraph graph = layers(12, 3);
        graph.root = graph.nodes.last().key; // at the right end
        Shown shown(graph, {900, 600});
        shown.view.open();
        QVERIFY(shown.view.zoom() >= 0.6);
        const QRectF bounds = boundsOn(shown.view);
        QVERIFY(bounds.right() > shown.view.width() - 40);
        QVERIFY(bounds.left() < 0);
        const int root = shown.view.drawing()->number(graph.root);
        QVERIFY(
            QRectF(shown.view.rect()).contains(shown.view.mapFromScene(shown.view.nodeRect(root))));
        // "Fit" is all of it, root or not.
        shown.view.fit();
        QVERIFY(QRectF(shown.view.rect()).contains(boundsOn(shown.view)));
    }

    void anotherSizeFitsAgainUntilTheGraphIsMoved()
    {
        Shown shown(layers(8, 5), {1200, 800});
        shown.view.fit();
        const double before = shown.view.zoom();
        shown.view.resize(700, 500);
        QTRY_VERIFY(shown.view.zoom() < before);
        QVERIFY(QRectF(shown.view.rect()).contains(boundsOn(shown.view)));
        shown.view.panBy({40, 10});
        const GraphSpot moved = shown.view.spot();
        const QPointF corner = shown.view.mapToScene(QPointF(0, 0));
        shown.view.resize(1200, 800);
        QTRY_COMPARE(shown.view.width(), 1200);
        QCOMPARE(shown.view.zoom(), moved.zoom);
        QCOMPARE(shown.view.mapToScene(QPointF(0, 0)), corner);
    }

    void aChosenLinkStandsOutEvenAfterThePointerMetAThing()
    {
        Shown shown(layers(3, 3));
        GraphView &view = shown.view;
        view.fit();
        QTest::mouseMove(&view, middleOf(view, 4));
        QTRY_COMPARE(view.nodeEmphasis(4), Emphasis::Focus);
        QTest::mouseClick(&view, Qt::LeftButton, {}, middleOf(view, 4));
        const QPoint line = view.mapFromScene(QRectF(view.drawing()->edges[0].middle, QSizeF()))
                                .topLeft()
                                .toPoint();
        QTest::mouseClick(&view, Qt::LeftButton, {}, line);
        QCOMPARE(view.edge(), 0);
        QVERIFY(!view.place().isValid());
        for (int i = 0; i < view.edgeItems(); ++i)
            QCOMPARE(view.edgeEmphasis(i), i == 0 ? Emphasis::On : Emphasis::Quiet);
    }

    void aDomainHighlightsItsOwnLinksOnly()
    {
        const auto drawing = drawn(circle());
        const int first = drawing->number(u"postgres://db/mesh/t0"_s);
        const Highlight highlight = highlightOf(*drawing, {first, -1});
        QCOMPARE(highlight.nodes.size(), std::size_t{3});
        QCOMPARE(highlight.edges.size(), std::size_t{2});
        QVERIFY(std::ranges::find(highlight.nodes, drawing->number(u"postgres://db/mesh/t3"_s)) ==
                highlight.nodes.end());
    }

    void theMenuIsOfWhatItIsOpenedOn()
    {
        Shown shown(layers(3, 3));
        GraphView &view = shown.view;
        view.fit();
        view.setPlace({1, -1});
        QTest::mouseClick(&view, Qt::RightButton, {}, middleOf(view, 5));
        QCOMPARE(view.place().node, 5);
        QTest::mouseClick(&view, Qt::RightButton, {}, QPoint(3, view.height() / 2));
        QVERIFY(!view.place().isValid());

        // By key it opens at the chosen thing.
        view.setPlace({4, -1});
        view.setContextMenuPolicy(Qt::CustomContextMenu);
        const QSignalSpy wanted(&view, &QWidget::customContextMenuRequested);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, view.rect().center(), {});
        QCoreApplication::sendEvent(&view, &event);
        QCOMPARE(wanted.count(), 1);
        const QRectF node = view.mapFromScene(view.nodeRect(4)).adjusted(-2, -2, 2, 2);
        QVERIFY(node.contains(wanted.first().first().toPoint()));
    }

    void numbersOnLinksThatRunTogetherKeepApart()
    {
        Drawing drawing;
        drawing.nodes.resize(2);
        drawing.nodes[0].rect = {0, 0, 196, 118};
        drawing.nodes[1].rect = {288, 0, 196, 118};
        drawing.edges.resize(2); // there and back between two neighbours, on one line
        for (int i = 0; i < 2; ++i) {
            DrawnEdge &edge = drawing.edges[i];
            edge.counted = true;
            edge.edge.count = 4;
            edge.path.moveTo(i == 0 ? 196 : 288, 59);
            edge.path.lineTo(i == 0 ? 288 : 196, 59);
            edge.middle = {242, 59};
        }
        placeCounts(drawing, 1);
        const double apart = std::abs(drawing.edges[0].middle.x() - drawing.edges[1].middle.x());
        QVERIFY2(apart >= 27, qPrintable(QString::number(apart)));
        for (const DrawnEdge &edge : drawing.edges)
            QVERIFY(edge.middle.x() > 196 && edge.middle.x() < 288);
    }

    void whatCanBeClickedSaysWhatItDoes()
    {
        lineage::Subgraph graph = layers(2, 2);
        graph.nodes[0].hiddenDown = 3;
        Shown shown(graph);
        GraphView &view = shown.view;
        view.setZoom(1);
        const DrawnNode &node = view.drawing()->nodes[0];
        view.centreOn(0);
        const QPoint at =
            view.mapFromScene(hiddenRect(node, false, view.look().unit)).center().toPoint();
        QHelpEvent event(QEvent::ToolTip, at, view.mapToGlobal(at));
        QCoreApplication::sendEvent(&view, &event);
        const QString words = QToolTip::text().replace(QChar::Nbsp, u' ');
        QVERIFY2(words.contains(u"3 more read it"_s), qPrintable(words));
        QToolTip::hideText();
    }

    void whereThereIsLittleRoomOverviewAndLegendStepBack()
    {
        Shown shown(layers(3, 3), {972, 506});
        GraphView &view = shown.view;
        const auto *map = view.findChild<Minimap *>();
        auto *legend = view.findChild<Legend *>();
        QVERIFY(map && legend);
        view.open();
        QVERIFY(!map->isVisible()); // all of it is in sight
        QVERIFY(legend->isVisible());
        QVERIFY(!legend->isChecked());
        view.setZoom(2);
        QVERIFY(map->isVisible());
        QVERIFY(!map->geometry().intersects(legend->geometry()));
        QTest::mouseClick(legend, Qt::LeftButton);
        QVERIFY(legend->isChecked());
        QVERIFY(legend->height() > 80);
        view.fit();
        QVERIFY(legend->isChecked()); // as it was asked for
        QVERIFY(view.rect().contains(legend->geometry()));

        Shown large(layers(3, 3), {1000, 740});
        QVERIFY(large.view.findChild<Minimap *>()->isVisible());
        QVERIFY(large.view.findChild<Legend *>()->isChecked());
    }
};

QTEST_MAIN(GraphSightTest)
#include "tst_graph_sight.moc"
