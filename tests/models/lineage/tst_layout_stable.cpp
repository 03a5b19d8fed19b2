// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_check.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace meshlens;
using namespace Qt::StringLiterals;
using lineage::LayoutGraph;
using lineage::LayoutPlaces;

namespace {

/// Tells a graph where its boxes stood.
void remember(LayoutGraph &graph, const LayoutPlaces &places)
{
    for (std::size_t i = 0; i < places.centres.size(); ++i) {
        LayoutGraph::Box &box = graph.boxes[i];
        const QPointF half(box.width / 2, box.height / 2);
        box.previous = {places.centres[i] - half, places.centres[i] + half};
    }
}

/// The same, and its links where their lines went; `places` has to stay.
void rememberAll(LayoutGraph &graph, const LayoutPlaces &places)
{
    remember(graph, places);
    for (std::size_t i = 0; i < graph.links.size(); ++i)
        graph.links[i].previous = places.lineOf(i);
}

/// A drawing to start from; how good it is does not matter.
LayoutPlaces drafted(const LayoutGraph &graph)
{
    lineage::LayoutOptions options;
    options.draft = true;
    return *lineage::layOut(graph, options);
}

/// How far each of the earlier boxes went.
std::vector<double> moves(const LayoutGraph &graph, const LayoutPlaces &places)
{
    std::vector<double> result;
    for (std::size_t i = 0; i < graph.boxes.size(); ++i) {
        if (graph.boxes[i].previous) {
            const QPointF step = places.centres[i] - graph.boxes[i].previous->center();
            result.push_back(std::hypot(step.x(), step.y()));
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace

class TestLayoutStable : public QObject
{
    Q_OBJECT

private slots:
    void foldedColumnsStayWhereTheyAre()
    {
        for (quint32 seed = 1; seed <= 60; ++seed) {
            LayoutGraph graph = test::randomGraph(seed, 60);
            for (LayoutGraph::Box &box : graph.boxes)
                box.group = -1;
            lineage::LayoutOptions options;
            options.draft = true;
            options.fold = 5;
            remember(graph, *lineage::layOut(graph, options));
            const auto before = graph.boxes.size();
            graph.boxes.emplace_back();
            graph.links.push_back({0, static_cast<int>(before)});

            const auto again = lineage::layOut(graph, options);

            QVERIFY(again);
            QVERIFY2(test::faults(graph, *again).isEmpty(),
                     qPrintable(test::faults(graph, *again).join(u"; "_s)));
            const auto went = moves(graph, *again);
            const double most = graph.boxes[0].height + 140; // makes room for one
            QVERIFY2(went.back() < most, qPrintable(u"seed %1: %2"_s.arg(seed).arg(went.back())));
        }
    }

    void whatHasNotChangedDoesNotMove()
    {
        for (quint32 seed = 1; seed <= 300; ++seed) {
            LayoutGraph graph = test::randomGraph(seed, 40);
            for (LayoutGraph::Box &box : graph.boxes)
                box.group = -1;
            remember(graph, drafted(graph));

            const auto again = lineage::layOut(graph);

            QVERIFY(again);
            const auto went = moves(graph, *again);
            QVERIFY2(went.empty() || went.back() < 0.01,
                     qPrintable(u"seed %1: %2"_s.arg(seed).arg(went.back())));
            QVERIFY2(test::faults(graph, *again).isEmpty(),
                     qPrintable(test::faults(graph, *again).join(u"; "_s)));
        }
    }

    void newBoxesPushOnlyTheirNeighbours()
    {
        double all = 0;
        double stayed = 0;
        for (quint32 seed = 1; seed <= 200; ++seed) {
            LayoutGraph graph = test::randomGraph(seed, 60, false);
            remember(graph, drafted(graph));
            test::Dice dice(seed);
            const auto before = static_cast<int>(graph.boxes.size());
            graph.boxes.emplace_back();
            graph.links.push_back({dice.below(before), before});

            const auto places = lineage::layOut(graph);

            const QStringList wrong = test::faults(graph, *places);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: "_s.arg(seed) + wrong.join(u"; "_s)));
            for (const double went : moves(graph, *places)) {
                ++all;
                stayed += went < 1 ? 1 : 0;
            }
        }
        QVERIFY2(stayed > 0.7 * all, qPrintable(QString::number(stayed / all)));
    }

    void anyChangeGivesAWholeDrawing()
    {
        for (quint32 seed = 1; seed <= 400; ++seed) {
            LayoutGraph graph = test::randomGraph(seed, 24);
            remember(graph, drafted(graph));
            // Other links, other sizes, and some boxes forgotten.
            LayoutGraph other = test::randomGraph(seed + 1000, 24);
            test::Dice dice(seed);
            for (std::size_t i = 0; i < other.boxes.size(); ++i) {
                if (i < graph.boxes.size() && dice.below(4) > 0)
                    other.boxes[i].previous = graph.boxes[i].previous;
            }

            const auto places = lineage::layOut(other);

            QVERIFY(places);
            const QStringList wrong = test::faults(other, *places);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: "_s.arg(seed) + wrong.join(u"; "_s)));
        }
    }

    void linesAreKeptOnlyWhereNothingIsInTheirWay()
    {
        int kept = 0;
        int all = 0;
        for (quint32 seed = 1; seed <= 400; ++seed) {
            LayoutGraph graph = test::randomGraph(seed, 40);
            lineage::LayoutOptions options;
            options.draft = true;
            options.keepFrom = 0;
            options.fold = seed % 2 == 0 ? 1.6 : 0;
            const LayoutPlaces before = *lineage::layOut(graph, options);
            rememberAll(graph, before);
            test::Dice dice(seed);
            switch (dice.below(4)) { // a box comes, grows, is placed anew, or nothing happens
            case 0:
                graph.boxes.push_back({90, 70, dice.below(3)});
                graph.links.push_back({dice.below(static_cast<int>(graph.boxes.size()) - 1),
                                       static_cast<int>(graph.boxes.size()) - 1});
                break;
            case 1:
                graph.boxes[graph.boxes.size() / 2].height += dice.below(300);
                graph.boxes[graph.boxes.size() / 2].width += dice.below(30);
                break;
            case 2:
                graph.boxes.back().previous.reset();
                break;
            default:
                break;
            }

            const auto places = lineage::layOut(graph, options);

            QVERIFY(places);
            const QStringList wrong = test::faults(graph, *places);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: "_s.arg(seed) + wrong.join(u"; "_s)));
            for (std::size_t i = 0; i + 1 < before.firstPoint.size(); ++i) {
                const auto was = before.lineOf(i);
                const auto is = places->lineOf(i);
                ++all;
                kept += std::equal(was.begin(), was.end(), is.begin(), is.end()) ? 1 : 0;
            }
        }
        QVERIFY2(kept > 0.7 * all, qPrintable(u"%1 of %2"_s.arg(kept).arg(all)));
    }

    void aBoxInTheWayOfALineMakesItGoRound()
    {
        LayoutGraph graph;
        graph.boxes.resize(3);
        graph.links = {{0, 1}, {1, 2}, {0, 2}};
        lineage::LayoutOptions options;
        options.keepFrom = 0;
        const LayoutPlaces before = *lineage::layOut(graph, options);
        rememberAll(graph, before);
        // It grows over the straight line that passed beside it.
        graph.boxes[1].height = 400;

        const auto places = lineage::layOut(graph, options);

        QVERIFY(test::faults(graph, *places).isEmpty());
        QVERIFY(std::ranges::equal(before.lineOf(0), places->lineOf(0)));
        QVERIFY(!std::ranges::equal(before.lineOf(2), places->lineOf(2)));
    }

    void linesThatAreNoNumbersAreForgotten()
    {
        LayoutGraph graph;
        graph.boxes.resize(2);
        graph.links = {{0, 1}};
        lineage::LayoutOptions options;
        options.keepFrom = 0;
        const LayoutPlaces before = *lineage::layOut(graph, options);
        rememberAll(graph, before);
        const std::vector<QPointF> line{before.points[0], {qQNaN(), 0}, before.points[1]};
        graph.links[0].previous = line;

        const auto places = lineage::layOut(graph, options);

        QVERIFY(std::ranges::equal(before.lineOf(0), places->lineOf(0)));
    }

    void aLargerBoxMakesRoomAndTheOrderStays()
    {
        LayoutGraph graph;
        graph.boxes.resize(6);
        for (int i = 1; i < 6; ++i)
            graph.links.push_back({0, i});
        const auto first = lineage::layOut(graph);
        remember(graph, *first);
        graph.boxes[3].height = 300; // its columns are shown

        const auto places = lineage::layOut(graph);

        QVERIFY(test::faults(graph, *places).isEmpty());
        for (int i = 1; i < 6; ++i) {
            for (int j = 1; j < 6; ++j) {
                QCOMPARE(places->centres[i].y() < places->centres[j].y(),
                         first->centres[i].y() < first->centres[j].y());
            }
            QCOMPARE(places->centres[i].x(), first->centres[i].x());
        }
    }

    void whatGoesLeavesTheOthersWhereTheyAre()
    {
        LayoutGraph graph = test::randomGraph(77, 60, false);
        remember(graph, drafted(graph));
        LayoutGraph rest;
        std::vector<int> number(graph.boxes.size(), -1);
        for (std::size_t i = 0; i < graph.boxes.size(); i += i % 3 == 0 ? 2 : 1) {
            number[i] = static_cast<int>(rest.boxes.size());
            rest.boxes.push_back(graph.boxes[i]);
        }
        for (const LayoutGraph::Link &link : graph.links) {
            if (number[link.from] >= 0 && number[link.to] >= 0)
                rest.links.push_back({number[link.from], number[link.to], link.fromY, link.toY});
        }

        const auto places = lineage::layOut(rest);

        QVERIFY(moves(rest, *places).back() < 0.01);
    }

    void earlierPlacesThatAreNoNumbersAreForgotten()
    {
        LayoutGraph graph;
        graph.boxes.resize(3);
        graph.links = {{0, 1}, {1, 2}};
        graph.boxes[0].previous = QRectF(qQNaN(), 0, 10, 10);

        const auto places = lineage::layOut(graph);

        QVERIFY(places);
        QVERIFY(test::faults(graph, *places).isEmpty());
    }

    void namesCarryTheEarlierPlaces()
    {
        lineage::LayoutInput input;
        input.nodes = {{u"a"_s, 100, 40, {}}, {u"b"_s, 100, 40, {}}};
        input.edges = {{u"a"_s, u"b"_s}};
        lineage::LayoutOptions options;
        options.previous = {{u"a"_s, {500, 700}}};

        const auto layout = lineage::layOut(input, options);

        QCOMPARE(layout->nodes[0].centre, QPointF(500, 700));
        QVERIFY(layout->nodes[1].centre.x() > 600);
        QCOMPARE(layout->nodes[1].centre.y(), 700.0);
    }
};

QTEST_APPLESS_MAIN(TestLayoutStable)
#include "tst_layout_stable.moc"
