// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_picture.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/grid_index.h"
#include "ui/lineage/painter_brush.h"

#include <QAccessible>
#include <QDeadlineTimer>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

lineage::Node table(int number)
{
    lineage::Node node;
    node.key = u"postgres://db/mesh/t%1"_s.arg(number);
    node.name = u"t%1"_s.arg(number);
    return node;
}

/// Layers of `wide` things, each made from two of the layer before.
lineage::Subgraph layers(int deep, int wide)
{
    lineage::Subgraph graph;
    graph.level = lineage::Level::Dataset;
    for (int i = 0; i < deep * wide; ++i)
        graph.nodes += table(i);
    for (int i = wide; i < deep * wide; ++i) {
        for (const int from : {i - wide, (i / wide - 1) * wide + (i * 7 + 3) % wide}) {
            lineage::Edge edge;
            edge.from = graph.nodes[from].key;
            edge.to = graph.nodes[i].key;
            const bool known = !graph.edges.isEmpty() && graph.edges.last().from == edge.from &&
                               graph.edges.last().to == edge.to;
            if (!known)
                graph.edges += edge;
        }
    }
    return graph;
}

std::shared_ptr<const Drawing> drawn(const lineage::Subgraph &graph)
{
    auto drawing = draw(graph, {}, {});
    Q_ASSERT(drawing);
    dress(*drawing);
    return std::make_shared<const Drawing>(std::move(*drawing));
}

QImage pictureOf(GraphView &view)
{
    return view.grab().toImage();
}

/// Pixels that are not the ground.
int marks(const QImage &image)
{
    const QRgb ground = colour(Token::Bg).rgb();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) != ground ? 1 : 0;
    }
    return count;
}

} // namespace

class GraphCanvasTest : public QObject
{
    Q_OBJECT

private slots:
    void aLineCutToWhatIsNearLooksTheSame()
    {
        DrawnEdge edge;
        edge.path.moveTo(-9000, -7000);
        edge.path.cubicTo(-2000, -7000, -4000, 100, 0, 100);
        edge.path.lineTo(150, 120);
        edge.path.cubicTo(4000, 120, 3000, 9000, 9000, 9000);
        edge.tip = {9006, 9000};
        edge.edge.declared = true;
        GraphLook look;
        const auto painted = [&](const QRectF &cut) {
            QImage image(400, 300, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.translate(150, 50);
            if (cut.isEmpty())
                paintEdge(&painter, edge, look, Emphasis::Plain);
            else
                paintEdgeNear(&painter, edge, look, Emphasis::Plain, cut);
            painter.end();
            return image;
        };
        const QImage whole = painted({});
        const QImage cut = painted(QRectF(-150, -50, 400, 300));
        int marked = 0, different = 0;
        for (int y = 0; y < whole.height(); ++y) {
            for (int x = 0; x < whole.width(); ++x) {
                marked += qGray(whole.pixel(x, y)) < 250 ? 1 : 0;
                different += std::abs(qGray(whole.pixel(x, y)) - qGray(cut.pixel(x, y))) > 40;
            }
        }
        QVERIFY2(marked > 300, qPrintable(QString::number(marked)));
        QVERIFY2(different * 20 < marked, qPrintable(QString::number(different)));
        const QImage elsewhere = painted(QRectF(5000, -6000, 400, 300));
        QVERIFY(elsewhere != whole); // the cut is real
    }

    void initTestCase()
    {
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void theIndexFindsWhatASearchByHandFinds()
    {
        std::mt19937 random(3);
        const auto upTo = [&random](unsigned most) {
            return static_cast<double>(static_cast<unsigned>(random()) % most);
        };
        const QRectF bounds(-500, -200, 4000, 9000);
        std::vector<QRectF> boxes;
        GridIndex index(bounds, 400);
        for (int i = 0; i < 400; ++i) {
            boxes.emplace_back(-500.0 + upTo(3900), -200.0 + upTo(8900), 1.0 + upTo(300),
                               1.0 + upTo(300));
            index.add(i, boxes.back());
        }
        index.seal();
        for (int i = 0; i < 200; ++i) {
            const QRectF asked(-700.0 + upTo(4400), -400.0 + upTo(9400), 1.0 + upTo(900),
                               1.0 + upTo(900));
            const std::vector<int> found = index.find(asked);
            QVERIFY(std::is_sorted(found.begin(), found.end()));
            for (int box = 0; box < 400; ++box) {
                if (boxes[static_cast<std::size_t>(box)].intersects(asked))
                    QVERIFY(std::binary_search(found.begin(), found.end(), box));
            }
        }
        QVERIFY(GridIndex({}, 0).find({0, 0, 10, 10}).empty());
    }

    void theIndexFindsALineWhereverItPasses()
    {
        std::mt19937 random(5);
        const auto upTo = [&random](unsigned most) {
            return static_cast<double>(static_cast<unsigned>(random()) % most);
        };
        std::vector<QLineF> lines = {{0, 0, 3000, 0}, {700, 20, 700, 8000}, {5, 5, 5, 5}};
        while (lines.size() < 300)
            lines.emplace_back(upTo(3900), upTo(8900), upTo(3900), upTo(8900));
        constexpr double pad = 9;
        GridIndex index({-100, -100, 4100, 9100}, static_cast<int>(lines.size()));
        for (std::size_t i = 0; i < lines.size(); ++i)
            index.addLine(static_cast<int>(i), lines[i].p1(), lines[i].p2(), pad);
        index.seal();
        qsizetype most = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            for (int step = 0; step <= 40; ++step) {
                const double turn = step;
                const QPointF beside = lines[i].pointAt(step / 40.0) +
                                       0.7 * pad * QPointF(std::cos(turn), std::sin(turn));
                const std::vector<int> found = index.find({beside, QSizeF(0.1, 0.1)});
                QVERIFY(std::binary_search(found.begin(), found.end(), static_cast<int>(i)));
                most = std::max(most, static_cast<qsizetype>(found.size()));
            }
        }
        QVERIFY(most < 100); // and not all of them everywhere
    }

    void aPointLeadsToTheThingThatIsDrawnThere()
    {
        const GraphScene scene(drawn(layers(4, 5)), 1);
        const Drawing &drawing = scene.drawing();
        for (int i = 0; i < drawing.nodes.size(); ++i)
            QCOMPARE(scene.nodeAt(drawing.nodes[i].rect.center()), i);
        QCOMPARE(scene.nodeAt(scene.area().bottomRight() + QPointF(50, 50)), -1);
        for (int i = 0; i < drawing.edges.size(); ++i) {
            const int hit = scene.edgeAt(drawing.edges[i].path.pointAtPercent(0.02), 4);
            QVERIFY(hit >= 0);
            QCOMPARE(drawing.edges[hit].from, drawing.edges[i].from); // some may leave together
        }
    }

    void farAwayEveryLineIsThereFromEndToEnd()
    {
        const auto scene = std::make_shared<const GraphScene>(drawn(layers(6, 8)), 1);
        const QRectF area = scene->area();
        GraphLook look;
        look.detail = 0.4; // names only: lines are painted in batches
        QImage image((area.size() * 0.4).toSize(), QImage::Format_RGB32);
        QPainter painter(&image);
        painter.scale(0.4, 0.4);
        painter.translate(-area.topLeft());
        GraphPass(scene, std::make_shared<const Emphases>(), look, area)
            .paint(&painter, QDeadlineTimer(QDeadlineTimer::Forever));
        painter.end();
        const QRgb ground = colour(Token::Bg).rgb();
        for (int edge = 0; edge < scene->drawing().edges.size(); ++edge) {
            const auto points = scene->line(edge);
            for (std::size_t i = 1; i < points.size(); ++i) {
                const QPointF middle = ((points[i - 1] + points[i]) / 2 - area.topLeft()) * 0.4;
                int marked = 0;
                for (const QPoint &near : {QPoint(0, 0), QPoint(0, -1), QPoint(0, 1)}) {
                    const QPoint at = middle.toPoint() + near;
                    marked += image.valid(at) && image.pixel(at) != ground ? 1 : 0;
                }
                QVERIFY2(marked > 0, qPrintable(QString::number(edge)));
            }
        }
    }

    void fromAfarEdgesRunTogetherAndNoneIsLost()
    {
        const auto drawing = drawn(layers(10, 60));
        QVERIFY(drawing->edges.size() > 800);
        const GraphScene scene(drawing, 1);
        QVERIFY(!scene.bundles(0.5)); // near enough to tell them apart
        const EdgeBundles *bundles = scene.bundles(0.05);
        QVERIFY(bundles);
        QVERIFY(scene.bundles(0.01) != bundles);
        QVERIFY(scene.bundles(0.01)->trunks().size() < bundles->trunks().size());

        // In each gap between two columns, trunks carry as many edges as pass it.
        const std::vector<double> &cuts = bundles->cuts();
        QVERIFY(cuts.size() >= 20);
        for (std::size_t gap = 1; gap + 1 < cuts.size(); ++gap) {
            const double middle = (cuts[gap] + cuts[gap + 1]) / 2;
            int passing = 0;
            for (int i = 0; i < drawing->edges.size(); ++i) {
                const DrawnEdge &edge = drawing->edges[i];
                QVERIFY(bundles->holds(i));
                passing += drawing->nodes[edge.from].rect.right() < middle &&
                           drawing->nodes[edge.to].rect.left() > middle;
            }
            int carried = 0;
            for (const EdgeBundles::Trunk &trunk : bundles->trunks()) {
                if (trunk.line.x1() < middle && trunk.line.x2() > middle)
                    carried += trunk.edges;
            }
            QCOMPARE(carried, gap % 2 == 1 ? passing : carried); // odd ones are gaps
        }
        int found = 0;
        for (const int number : bundles->trunksIn(scene.area()))
            found += bundles->trunks()[static_cast<std::size_t>(number)].edges;
        int all = 0;
        for (const EdgeBundles::Trunk &trunk : bundles->trunks())
            all += trunk.edges;
        QCOMPARE(found, all);
    }

    void fromAfarAHighlightedEdgeStandsOutOfItsBundle()
    {
        const auto drawing = drawn(layers(10, 60));
        const auto scene = std::make_shared<const GraphScene>(drawing, 1);
        const double zoom = 0.05;
        const auto painted = [&](const Emphases &emphases) {
            QImage image((scene->area().size() * zoom).toSize(), QImage::Format_RGB32);
            QPainter painter(&image);
            painter.scale(zoom, zoom);
            painter.translate(-scene->area().topLeft());
            GraphLook look;
            look.detail = zoom;
            GraphPass(scene, std::make_shared<const Emphases>(emphases), look, scene->area())
                .paint(&painter, QDeadlineTimer(QDeadlineTimer::Forever));
            return image;
        };
        Highlight highlight;
        highlight.focus = {drawing->edges.first().from, -1};
        const QImage without = painted(emphasesOf(*drawing, highlight));

        highlight.edges = {0};

        const QImage with = painted(emphasesOf(*drawing, highlight));
        int other = 0;
        for (int y = 0; y < with.height(); ++y) {
            for (int x = 0; x < with.width(); ++x)
                other += with.pixel(x, y) != without.pixel(x, y) ? 1 : 0;
        }
        QVERIFY2(other > 5, qPrintable(QString::number(other)));
        QVERIFY(marks(painted({})) > 500);
    }

    void aLargeGraphIsShownAtOnceAndBecomesSharp()
    {
        GraphView view;
        view.resize(900, 600);
        view.show();
        const auto drawing = drawn(layers(20, 60)); // 1,200 things
        view.setDrawing(drawing, {});
        view.setZoom(0.3);
        view.centreOn(drawing->bounds.center());
        view.repaint();
        QTRY_VERIFY(view.isSharp());
        const QImage sharp = pictureOf(view);
        QVERIFY(marks(sharp) > 20'000);
        QVERIFY(view.tiles().bytes() > 0);

        // Moved and back, or painted a second time: the same picture.
        view.panBy({70, -40});
        view.repaint();
        view.panBy({-70, 40});
        QTRY_VERIFY(view.isSharp());
        QCOMPARE(pictureOf(view), sharp);

        // Far from everything only the ground is left, and that costs nothing.
        view.centreOn(QPointF(1e6, 1e6));
        view.repaint();
        QTRY_VERIFY(view.isSharp());
    }

    void tilesShowWhatPaintingAtOnceShows()
    {
        const auto scene = std::make_shared<const GraphScene>(drawn(layers(6, 8)), 1);
        GraphLook look;
        look.detail = 0.8;
        const auto emphases = std::make_shared<const Emphases>();
        GraphTiles tiles;
        tiles.setScene(scene);
        tiles.setLook(look, emphases);
        const QPoint offset = (scene->area().center() * 0.8).toPoint() - QPoint(300, 200);
        tiles.setView(0.8, offset, {600, 400}, 1);
        int slices = 0;
        while (!tiles.work(QDeadlineTimer(0)) && slices < 100'000)
            ++slices; // each slice paints at least one thing
        QVERIFY(slices > 20);
        QVERIFY(tiles.isSharp());
        QImage fromTiles(600, 400, QImage::Format_RGB32);
        QPainter first(&fromTiles);
        tiles.paint(&first);
        first.end();
        QImage atOnce(600, 400, QImage::Format_RGB32);
        QPainter second(&atOnce);
        second.translate(-offset);
        second.scale(0.8, 0.8);
        GraphPass(scene, emphases, look, QRectF(QPointF(offset) / 0.8, QSizeF(600, 400) / 0.8))
            .paint(&second, QDeadlineTimer(QDeadlineTimer::Forever));
        second.end();
        int different = 0;
        for (int y = 0; y < 400; ++y) {
            for (int x = 0; x < 600; ++x) {
                const QColor a = fromTiles.pixelColor(x, y);
                const QColor b = atOnce.pixelColor(x, y);
                different += std::abs(a.lightness() - b.lightness()) > 24 ? 1 : 0;
            }
        }
        QVERIFY2(different < 600 * 400 / 200, qPrintable(QString::number(different)));
    }

    void nothingRunsWhileNothingChanges()
    {
        GraphView view;
        view.resize(900, 600);
        view.show();
        view.setDrawing(drawn(layers(20, 60)), {});
        view.setZoom(0.3);
        view.repaint();
        QTRY_VERIFY(view.isSharp());
        QCoreApplication::processEvents();
        struct Counter final : QObject {
            int paints = 0;
            bool eventFilter(QObject *, QEvent *event) override
            {
                paints += event->type() == QEvent::Paint ? 1 : 0;
                return false;
            }
        } counter;
        // The ring around the view is still painted; then it is quiet.
        const auto busy = [&] {
            return std::ranges::any_of(view.findChildren<QTimer *>(),
                                       [](const QTimer *timer) { return timer->isActive(); });
        };
        QTRY_VERIFY(!busy());
        view.installEventFilter(&counter);
        QTest::qWait(120);
        QCOMPARE(counter.paints, 0);
    }

    void choosingKeepsItsPlaceWhileTheGraphGrows()
    {
        GraphView view;
        view.resize(1000, 700);
        view.show();
        lineage::Subgraph graph = layers(3, 4);
        view.setDrawing(drawn(graph), {});
        view.setPlace({5, -1});
        const QPointF before = view.mapFromScene(view.nodeRect(5)).topLeft();
        for (int i = 0; i < 6; ++i) {
            graph.nodes += table(100 + i);
            lineage::Edge edge;
            edge.from = graph.nodes[5].key;
            edge.to = graph.nodes.last().key;
            graph.edges += edge;
        }
        view.setDrawing(drawn(graph), {});
        QCOMPARE(view.place().node, 5);
        const QPointF after = view.mapFromScene(view.nodeRect(5)).topLeft();
        QVERIFY((after - before).manhattanLength() <= 2);
        QTRY_VERIFY(view.isSharp()); // the motion ends
    }

    void whatIsMovedArrivesWhereItBelongs()
    {
        const auto before = std::make_shared<const GraphScene>(drawn(layers(3, 4)), 1);
        lineage::Subgraph more = layers(3, 4);
        more.nodes += table(77);
        lineage::Edge edge;
        edge.from = more.nodes[0].key;
        edge.to = more.nodes.last().key;
        more.edges += edge;
        const auto after = std::make_shared<const GraphScene>(drawn(more), 1);
        const GraphMorph morph(*before, after, QTransform(), {});
        const Drawing start = morph.between(0);
        for (int i = 0; i < before->drawing().nodes.size(); ++i)
            QCOMPARE(start.nodes[i].rect.topLeft(), before->drawing().nodes[i].rect.topLeft());
        // The new one comes out of the thing it is made from.
        QVERIFY(
            (start.nodes.last().rect.center() - start.nodes[0].rect.center()).manhattanLength() <
            2);
        const Drawing end = morph.between(1);
        for (int i = 0; i < end.nodes.size(); ++i)
            QCOMPARE(end.nodes[i].rect, after->drawing().nodes[i].rect);
        QCOMPARE(end.edges[0].path, after->drawing().edges[0].path);
    }

    void thePointerHighlightsAndAClickPins()
    {
        GraphView view;
        view.resize(1000, 700);
        view.show();
        view.setDrawing(drawn(layers(3, 3)), {});
        view.fit();
        const auto at = [&](int node) {
            return view.mapFromScene(view.nodeRect(node)).center().toPoint();
        };
        QTest::mouseMove(&view, at(0));
        QTRY_COMPARE(view.nodeEmphasis(0), Emphasis::Focus);
        QVERIFY(!view.place().isValid());
        QTest::mouseMove(&view, QPoint(2, view.height() / 2));
        QTRY_COMPARE(view.nodeEmphasis(0), Emphasis::Plain);
        QTest::mouseClick(&view, Qt::LeftButton, {}, at(4));
        QCOMPARE(view.place().node, 4);
        QTest::mouseMove(&view, at(0));
        QTest::qWait(100);
        QCOMPARE(view.nodeEmphasis(4), Emphasis::Focus); // what is pinned stays
    }

    void eachNodeCanBeFoundByAssistiveTechnology()
    {
        GraphView view;
        view.resize(1000, 700);
        view.show();
        view.setDrawing(drawn(layers(2, 3)), {});
        QAccessibleInterface *graph = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(graph);
        QStringList names;
        QAccessibleInterface *third = nullptr;
        for (int i = 0; i < graph->childCount(); ++i) {
            QAccessibleInterface *child = graph->child(i);
            QVERIFY(child);
            QCOMPARE(graph->indexOfChild(child), i);
            if (child->role() != QAccessible::ListItem)
                continue;
            names += child->text(QAccessible::Name);
            if (names.size() == 3)
                third = child;
        }
        QCOMPARE(names.size(), 6);
        QVERIFY(names[2].startsWith(u"t2, table"_s));
        QVERIFY(third);
        third->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(view.place().node, 2);
        QVERIFY(third->state().focused);
        QCOMPARE(graph->focusChild(), third);
        const QRect shown = view.mapFromScene(view.nodeRect(2)).toRect();
        QCOMPARE(third->rect().size(), shown.size());
    }

    void everyEdgeIsInTheSvgAndThePagesOfThePdf()
    {
        const QTemporaryDir folder;
        const auto drawing = drawn(layers(8, 12));
        const QString svg = folder.filePath(u"graph.svg"_s);
        QVERIFY(writePicture(*drawing, {u"svg"_s, {}, false}, svg, {}));
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        qsizetype found = 0;
        QVERIFY(text.count(u"<path"_s) >= drawing->edges.size());
        for (const DrawnEdge &edge : drawing->edges) {
            const QPainterPath::Element start = edge.path.elementAt(0);
            // The generator writes the corner of each path with the painter's own transform.
            found += text.contains(u"M%1,%2"_s.arg(start.x).arg(start.y)) ? 1 : 0;
        }
        QCOMPARE(found, drawing->edges.size());
        for (const DrawnNode &node : drawing->nodes)
            QVERIFY(text.contains(u'>' + node.node.name) || text.contains(node.node.name + u'<'));

        const QString pdf = folder.filePath(u"pages.pdf"_s);
        QVERIFY(writePicture(*drawing, {u"pdf"_s, {}, true}, pdf, {}));
        QFile document(pdf);
        QVERIFY(document.open(QIODevice::ReadOnly));
        const QByteArray bytes = document.readAll();
        const auto pages = bytes.count("/Type /Page\n") + bytes.count("/Type /Page ");
        QVERIFY2(pages > 1, qPrintable(QString::number(pages)));
    }

    void aPictureIsAsLargeAsWasAskedOrSaysWhatIsPossible()
    {
        const QTemporaryDir folder;
        const auto drawing = drawn(layers(3, 3));
        const GraphScene scene(drawing, 1);
        const QString png = folder.filePath(u"graph.png"_s);
        QVERIFY(writePicture(*drawing, {u"png"_s, 4.0, false}, png, {}));
        const QImage image(png);
        QCOMPARE(image.width(), qRound((scene.area().width() + 48) * 4));
        // In the middle of the first node is its surface, at each of the painted squares.
        for (const DrawnNode &node : drawing->nodes) {
            const QPointF at = (node.rect.topRight() + QPointF(-12, 12) - scene.area().topLeft() +
                                QPointF(24, 24)) *
                               4;
            QCOMPARE(image.pixelColor(at.toPoint()), colour(Token::Surface));
        }
        const auto huge = writePicture(*drawing, {u"png"_s, 500.0, false}, png, {});
        QVERIFY(!huge);
        QCOMPARE(huge.error().kind, Error::Kind::TooLarge);
    }
};

QTEST_MAIN(GraphCanvasTest)
#include "tst_graph_canvas.moc"
