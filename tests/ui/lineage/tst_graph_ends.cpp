// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_ends.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace meshlens;
using lineage::LayoutGraph;

namespace {

constexpr double cardHeight = 118;

LayoutGraph cards(int count)
{
    LayoutGraph graph;
    graph.boxes.resize(count);
    for (LayoutGraph::Box &box : graph.boxes)
        box.height = cardHeight;
    return graph;
}

/// 0 to 4 all flow to 5, and 5 back to 0.
LayoutGraph fan()
{
    LayoutGraph graph = cards(6);
    for (int box = 0; box < 5; ++box)
        graph.links.push_back({box, 5});
    graph.links.push_back({5, 0});
    return graph;
}

} // namespace

class TestGraphEnds : public QObject
{
    Q_OBJECT

private slots:
    void endsOfASideStandApartInTheOrderOfTheirLines()
    {
        LayoutGraph graph = fan();
        const auto places = lineage::layOut(graph);
        QVERIFY(places);

        QVERIFY(ui::spreadEnds(graph, *places, 1));

        std::vector<std::pair<double, double>> ends; // where the box stands that a link comes from
        for (std::size_t i = 1; i < 5; ++i)
            ends.emplace_back(places->centres[graph.links[i].from].y(), graph.links[i].toY);
        std::sort(ends.begin(), ends.end());
        for (std::size_t i = 1; i < ends.size(); ++i)
            QVERIFY(ends[i].second - ends[i - 1].second >= 8);
    }

    void noEndLeavesItsBox()
    {
        LayoutGraph graph = cards(41);
        for (int box = 0; box < 40; ++box)
            graph.links.push_back({box, 40});
        const auto places = lineage::layOut(graph);

        QVERIFY(ui::spreadEnds(graph, *places, 1));

        std::set<double> all;
        for (const LayoutGraph::Link &link : graph.links) {
            QVERIFY(std::abs(link.toY) < cardHeight / 2);
            all.insert(link.toY);
        }
        QCOMPARE(all.size(), std::size_t(40));
    }

    void oneLinkASideStaysInTheMiddle()
    {
        LayoutGraph graph = cards(3);
        graph.links = {{0, 1}, {1, 2}, {1, 1}};
        const auto places = lineage::layOut(graph);

        QVERIFY(!ui::spreadEnds(graph, *places, 1));

        for (const LayoutGraph::Link &link : graph.links) {
            QCOMPARE(link.fromY, 0.0);
            QCOMPARE(link.toY, 0.0);
        }
    }

    void linksThatPassABoxKeepTheDistanceAskedFor()
    {
        // A chain 0, 1, 2 and four boxes before it with links to both its ends.
        LayoutGraph graph = cards(7);
        graph.links = {{0, 1}, {1, 2}};
        for (int box = 3; box < 7; ++box) {
            graph.links.push_back({box, 0});
            graph.links.push_back({box, 2});
        }
        const auto heightOf = [&](double gap) {
            lineage::LayoutOptions options;
            options.linkGap = gap;
            const auto places = lineage::layOut(graph, options);
            return places->bounds.height();
        };

        QVERIFY(heightOf(1000) > heightOf(0) + 500);
    }
};

QTEST_APPLESS_MAIN(TestGraphEnds)
#include "tst_graph_ends.moc"
