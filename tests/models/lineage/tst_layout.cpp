// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout.h"

#include <QtTest>

using namespace meshlens;
using namespace Qt::StringLiterals;
using lineage::LayoutInput;

namespace {

using Pairs = QList<std::pair<QString, QString>>;

LayoutInput graph(const QStringList &ids, const Pairs &edges)
{
    LayoutInput input;
    double size = 20;
    for (const QString &id : ids) {
        input.nodes.append({id, 60 + size, size, {}});
        size = size > 90 ? 20 : size + 17; // sizes vary
    }
    for (const auto &[from, to] : edges)
        input.edges.append({from, to});
    return input;
}

LayoutInput random(int nodes, int edges, quint32 seed, bool loops)
{
    const auto next = [&seed](int below) {
        seed = seed * 1664525u + 1013904223u;
        return int((seed >> 9) % quint32(below));
    };
    QStringList ids;
    for (int i = 0; i < nodes; ++i)
        ids.append(QString::number(i));
    Pairs pairs;
    for (int i = 0; i < edges; ++i) {
        int from = next(nodes);
        int to = next(nodes);
        if (!loops && from == to)
            continue;
        if (!loops && from > to)
            std::swap(from, to);
        pairs.append({ids[from], ids[to]});
    }
    return graph(ids, pairs);
}

QRectF rectOf(const LayoutInput &input, const lineage::Layout &layout, int node)
{
    const auto &size = input.nodes[node];
    const QPointF centre = layout.nodes[node].centre;
    return {centre.x() - size.width / 2, centre.y() - size.height / 2, size.width, size.height};
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private slots:
    void everyGraphIsDrawnWholeAndWithoutOverlap_data()
    {
        QTest::addColumn<QString>("shape");
        for (const char *shape : {"empty", "one", "self", "chain", "star", "diamond", "loop",
                                  "isolated", "random", "loops", "double"})
            QTest::newRow(shape) << QString::fromLatin1(shape);
    }

    static LayoutInput shaped(const QString &shape)
    {
        if (shape == u"empty")
            return {};
        if (shape == u"one")
            return graph({u"a"_s}, {});
        if (shape == u"self")
            return graph({u"a"_s, u"b"_s}, {{u"a"_s, u"a"_s}, {u"a"_s, u"b"_s}});
        if (shape == u"chain")
            return graph({u"a"_s, u"b"_s, u"c"_s, u"d"_s},
                         {{u"a"_s, u"b"_s}, {u"b"_s, u"c"_s}, {u"c"_s, u"d"_s}, {u"a"_s, u"d"_s}});
        if (shape == u"diamond")
            return graph({u"a"_s, u"b"_s, u"c"_s, u"d"_s},
                         {{u"a"_s, u"b"_s}, {u"a"_s, u"c"_s}, {u"b"_s, u"d"_s}, {u"c"_s, u"d"_s}});
        if (shape == u"loop")
            return graph({u"a"_s, u"b"_s, u"c"_s},
                         {{u"a"_s, u"b"_s}, {u"b"_s, u"c"_s}, {u"c"_s, u"a"_s}});
        if (shape == u"double")
            return graph({u"a"_s, u"b"_s}, {{u"a"_s, u"b"_s}, {u"a"_s, u"b"_s}, {u"b"_s, u"a"_s}});
        if (shape == u"isolated")
            return graph({u"a"_s, u"b"_s, u"c"_s}, {});
        if (shape == u"random")
            return random(300, 500, 3, false);
        if (shape == u"loops")
            return random(200, 600, 5, true);
        LayoutInput star = graph({u"hub"_s}, {});
        for (int i = 0; i < 40; ++i) {
            const QString id = QString::number(i);
            star.nodes.append({id, 50, 30, {}});
            star.edges.append(i % 2 == 0 ? lineage::LayoutEdge{u"hub"_s, id}
                                         : lineage::LayoutEdge{id, u"hub"_s});
        }
        return star;
    }

    void everyGraphIsDrawnWholeAndWithoutOverlap()
    {
        QFETCH(QString, shape);
        const LayoutInput input = shaped(shape);

        const auto layout = lineage::layOut(input);

        QVERIFY(layout);
        QCOMPARE(layout->nodes.size(), input.nodes.size());
        QCOMPARE(layout->edges.size(), input.edges.size());
        for (int i = 0; i < input.nodes.size(); ++i) {
            QCOMPARE(layout->nodes[i].id, input.nodes[i].id);
            const QRectF rect = rectOf(input, *layout, i);
            QVERIFY(layout->bounds.adjusted(-0.1, -0.1, 0.1, 0.1).contains(rect));
            for (int j = i + 1; j < input.nodes.size(); ++j)
                QVERIFY2(
                    !rect.adjusted(0.01, 0.01, -0.01, -0.01).intersects(rectOf(input, *layout, j)),
                    qPrintable(input.nodes[i].id));
        }
        for (int i = 0; i < input.edges.size(); ++i) {
            QCOMPARE(layout->edges[i].source, input.edges[i].source);
            QCOMPARE(layout->edges[i].target, input.edges[i].target);
            QVERIFY(layout->edges[i].points.size() >= 2);
        }
    }

    void withoutLoopsEverythingGoesToTheRight()
    {
        const LayoutInput input = random(200, 400, 11, false);

        const auto layout = lineage::layOut(input);

        QVERIFY(layout);
        for (const lineage::PlacedEdge &edge : layout->edges) {
            const int from = edge.source.toInt();
            const int to = edge.target.toInt();
            const QRectF source = rectOf(input, *layout, from);
            const QRectF target = rectOf(input, *layout, to);
            QVERIFY(source.right() < target.left());
            QVERIFY(qAbs(edge.points.first().x() - source.right()) < 0.01);
            QVERIFY(qAbs(edge.points.last().x() - target.left()) < 0.01);
            for (int i = 1; i < edge.points.size(); ++i)
                QVERIFY(edge.points[i].x() >= edge.points[i - 1].x());
        }
    }

    void endsStandWhereTheirRowsAre()
    {
        LayoutInput input = graph({u"a"_s, u"b"_s}, {});
        input.nodes[0].height = input.nodes[1].height = 100;
        input.edges.append({u"a"_s, u"b"_s, -30.0, 20.0});
        input.edges.append({u"a"_s, u"b"_s, 40.0, {}});
        input.edges.append({u"b"_s, u"a"_s, 10.0, -10.0});

        const auto layout = lineage::layOut(input);

        const auto offset = [&](int edge, bool atSource) {
            const lineage::PlacedEdge &placed = layout->edges[edge];
            const QString id = atSource ? placed.source : placed.target;
            const QPointF end = atSource ? placed.points.first() : placed.points.last();
            return end.y() - layout->nodes[id == u"a" ? 0 : 1].centre.y();
        };
        QCOMPARE(offset(0, true), -30.0);
        QCOMPARE(offset(0, false), 20.0);
        QCOMPARE(offset(1, true), 40.0);
        QCOMPARE(offset(1, false), 0.0);
        QCOMPARE(offset(2, true), 10.0);
        QCOMPARE(offset(2, false), -10.0);
    }

    void aRowOutsideItsNodeIsTakenToItsEdge()
    {
        LayoutInput input = graph({u"a"_s, u"b"_s}, {});
        input.edges.append({u"a"_s, u"b"_s, 9000.0, qQNaN()});

        const auto layout = lineage::layOut(input);

        const double half = input.nodes[0].height / 2;
        QCOMPARE(layout->edges[0].points.first().y() - layout->nodes[0].centre.y(), half);
        QVERIFY(qIsFinite(layout->edges[0].points.last().y()));
    }

    void linksBetweenTheSameEndsShareTheirLine()
    {
        const LayoutInput input = shaped(u"double"_s);

        const auto layout = lineage::layOut(input);

        QCOMPARE(layout->edges[0].points, layout->edges[1].points);
        QVERIFY(layout->edges[2].points.size() >= 2);
    }

    void theSameGraphIsAlwaysDrawnTheSame()
    {
        const LayoutInput input = random(150, 400, 17, true);

        QCOMPARE(lineage::toJson(*lineage::layOut(input)),
                 lineage::toJson(*lineage::layOut(input)));
    }

    void aGroupStandsTogether()
    {
        LayoutInput input =
            graph({u"s"_s, u"a"_s, u"b"_s, u"c"_s, u"d"_s},
                  {{u"s"_s, u"a"_s}, {u"s"_s, u"b"_s}, {u"s"_s, u"c"_s}, {u"s"_s, u"d"_s}});
        input.nodes[1].group = input.nodes[3].group = u"one"_s;
        input.nodes[2].group = input.nodes[4].group = u"two"_s;

        const auto layout = lineage::layOut(input);

        QList<std::pair<double, QString>> down;
        for (int i = 1; i <= 4; ++i)
            down.append({layout->nodes[i].centre.y(), input.nodes[i].group});
        std::sort(down.begin(), down.end());
        QCOMPARE(down[0].second, down[1].second);
        QCOMPARE(down[2].second, down[3].second);
    }

    void badSizesAndStrangeEndsDoNoHarm()
    {
        LayoutInput input =
            graph({u"a"_s, u"a"_s, u"b"_s}, {{u"a"_s, u"b"_s}, {u"a"_s, u"nobody"_s}});
        input.nodes[0].width = qQNaN();
        input.nodes[2].height = -qInf();

        const auto layout = lineage::layOut(input);

        QCOMPARE(layout->nodes.size(), 2);
        QCOMPARE(layout->edges.size(), 1);
        QVERIFY(qIsFinite(layout->bounds.width()) && qIsFinite(layout->bounds.height()));
    }

    void aCancelledLayoutSaysSo()
    {
        const auto layout = lineage::layOut(random(50, 80, 1, false), {}, [] { return true; });

        QVERIFY(!layout);
        QCOMPARE(layout.error().kind, Error::Kind::Cancelled);
    }

    void manyShortcutsOverALongChainTakeBoundedMemory()
    {
        QStringList ids;
        Pairs edges;
        for (int i = 0; i < 2000; ++i) {
            ids.append(QString::number(i));
            if (i > 0)
                edges.append({ids[i - 1], ids[i]});
            if (i > 1)
                edges.append({ids[0], ids[i]});
        }
        const auto layout = lineage::layOut(graph(ids, edges));

        QVERIFY(layout);
        QCOMPARE(layout->edges.size(), edges.size());
    }

    void theJsonOfTheCommandIsReadAndWritten()
    {
        const QByteArray json =
            R"({"nodes":[{"id":"a","width":100,"height":40,"group":"g"},{"id":"b"}],"edges":[{"source":"a","target":"b"}]})";

        const auto input = lineage::layoutInputFromJson(json);

        QVERIFY(input);
        QCOMPARE(input->nodes[0].width, 100.0);
        QCOMPARE(input->nodes[1].height, 40.0);
        const QByteArray out = lineage::toJson(*lineage::layOut(*input));
        QVERIFY(out.contains(R"("id":"a","x":50.0)"));
        QVERIFY(out.contains(R"("source":"a","target":"b")"));
    }

    void badJsonIsRefusedWithItsPlace()
    {
        const auto pointer = [](const QByteArray &json) {
            return lineage::layoutInputFromJson(json).error().detail;
        };
        QCOMPARE(pointer("[]"), u""_s);
        QCOMPARE(pointer("{"), u""_s);
        QCOMPARE(pointer(R"({"nodes":7})"), u"/nodes"_s);
        QCOMPARE(pointer(R"({"nodes":[{"id":1}]})"), u"/nodes/0"_s);
        QCOMPARE(pointer(R"({"edges":[{"source":"a"}]})"), u"/edges/0"_s);
    }
};

QTEST_APPLESS_MAIN(TestLayout)
#include "tst_layout.moc"
