// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_check.h"

#include <QtTest>

#include <random>

#include <algorithm>
#include <map>
#include <utility>

using namespace meshlens;
using namespace Qt::StringLiterals;
using lineage::LayoutGraph;
using lineage::LayoutOptions;
using lineage::LayoutPlaces;

namespace {

LayoutGraph boxes(int count)
{
    LayoutGraph graph;
    graph.boxes.resize(count);
    return graph;
}

/// Fails with the seed and the first fault.
void checkDrawing(const LayoutGraph &graph, const Result<LayoutPlaces> &places, quint32 seed)
{
    QVERIFY(places);
    const QStringList wrong = test::faults(graph, *places);
    QVERIFY2(wrong.isEmpty(),
             qPrintable(u"seed %1: %2"_s.arg(seed).arg(wrong.join(u"; "_s).left(400))));
}

} // namespace

class TestLayoutProperties : public QObject
{
    Q_OBJECT

private slots:
    void randomGraphsAreDrawnWell()
    {
        for (quint32 seed = 1; seed <= 1000; ++seed) {
            const LayoutGraph graph = test::randomGraph(seed, seed % 50 == 0 ? 120 : 16);
            LayoutOptions options;
            options.seed = seed;
            options.draft = seed % 3 != 0;
            checkDrawing(graph, lineage::layOut(graph, options), seed);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void withoutLoopsEveryLinkGoesToTheRight()
    {
        for (quint32 seed = 1; seed <= 300; ++seed) {
            const LayoutGraph graph = test::randomGraph(seed, 30, false);

            const auto places = lineage::layOut(graph);

            for (const LayoutGraph::Link &link : graph.links)
                QVERIFY(places->layers[link.from] < places->layers[link.to]);
        }
    }

    void theSameSeedGivesTheSameDrawing()
    {
        for (quint32 seed = 1; seed <= 30; ++seed) {
            const LayoutGraph graph = test::randomGraph(seed, 50);
            LayoutOptions options;
            options.seed = seed % 4;

            const auto once = lineage::layOut(graph, options);
            const auto again = lineage::layOut(graph, options);

            QVERIFY(once->centres == again->centres);
            QVERIFY(once->points == again->points);
        }
    }

    void draftsOfManyLongLinksAreDrawnWell()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            LayoutGraph graph = boxes(60); // a chain, and links along it that pass many layers
            std::mt19937 random(seed);
            for (int box = 0; box + 1 < 60; ++box) {
                graph.links.push_back({box, box + 1});
                graph.links.push_back({box, box + 1 + static_cast<int>(random() % (60 - box - 1))});
            }
            LayoutOptions options;
            options.seed = seed;
            options.draft = true;

            const auto once = lineage::layOut(graph, options);

            checkDrawing(graph, once, seed);
            if (QTest::currentTestFailed())
                return;
            QVERIFY(once->centres == lineage::layOut(graph, options)->centres);
        }
    }

    void groupsStandTogether()
    {
        for (quint32 seed = 1; seed <= 100; ++seed) {
            LayoutGraph graph = test::randomGraph(seed, 30);
            test::Dice dice(seed);
            for (LayoutGraph::Box &box : graph.boxes)
                box.group = dice.below(4) - 1;

            const auto places = lineage::layOut(graph);

            checkDrawing(graph, places, seed);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void foldedDrawingsAreDrawnWell()
    {
        for (quint32 seed = 1; seed <= 300; ++seed) {
            const LayoutGraph graph = test::randomGraph(seed, seed % 20 == 0 ? 150 : 40);
            LayoutOptions options;
            options.seed = seed;
            options.draft = seed % 3 != 0;
            options.bundle = seed % 2 == 0;
            options.fold = 0.3 + seed % 7;
            options.nodeGap = seed % 5 == 0 ? 1 : 20;
            checkDrawing(graph, lineage::layOut(graph, options), seed);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void bundledLinksTakeLessRoom()
    {
        for (quint32 seed = 1; seed <= 10; ++seed) {
            LayoutGraph graph = boxes(160); // eight layers with links over many of them
            test::Dice dice(seed);
            for (int i = 20; i < 160; ++i) {
                graph.links.push_back({i - 20, i});
                for (int n = 0; n < 3; ++n)
                    graph.links.push_back({dice.below(i / 20 * 20), i});
            }
            LayoutOptions options;
            const double apart = lineage::layOut(graph, options)->bounds.height();
            options.bundle = true;

            const auto places = lineage::layOut(graph, options);

            checkDrawing(graph, places, seed);
            if (QTest::currentTestFailed())
                return;
            QVERIFY2(places->bounds.height() < 0.9 * apart,
                     qPrintable(QString::number(places->bounds.height() / apart)));
        }
    }

    void foldedLinksGoToTheRightAsEver()
    {
        for (quint32 seed = 1; seed <= 100; ++seed) {
            const LayoutGraph graph = test::randomGraph(seed, 60, false);
            LayoutOptions options;
            options.fold = 4;

            const auto places = lineage::layOut(graph, options);
            const auto again = lineage::layOut(graph, options);

            for (const LayoutGraph::Link &link : graph.links)
                QVERIFY(places->layers[link.from] < places->layers[link.to]);
            QVERIFY(places->centres == again->centres);
            QVERIFY(places->points == again->points);
        }
    }

    void tallDrawingsAreFoldedToTheShapeAskedFor_data()
    {
        QTest::addColumn<LayoutGraph>("graph");
        QTest::newRow("star out") << shaped(u"star out"_s);
        QTest::newRow("star in") << shaped(u"star in"_s);
        LayoutGraph broad = boxes(600);
        test::Dice dice(3);
        for (int i = 100; i < 600; ++i) {
            for (int n = 0; n < 2; ++n)
                broad.links.push_back({(i / 100 - 1) * 100 + dice.below(100), i});
        }
        QTest::newRow("broad") << broad;
    }

    void tallDrawingsAreFoldedToTheShapeAskedFor()
    {
        QFETCH(LayoutGraph, graph);
        LayoutOptions options;
        options.bundle = true;
        const auto tall = lineage::layOut(graph, options);
        QVERIFY(tall->bounds.width() * 4 < tall->bounds.height());
        options.fold = 1.6;

        const auto places = lineage::layOut(graph, options);

        const double shape = places->bounds.width() / places->bounds.height();
        QVERIFY2(shape > 0.8 && shape < 2.4, qPrintable(QString::number(shape)));
        checkDrawing(graph, places, 1);
    }

    void whatIsNotTallIsNotFolded()
    {
        for (const QString &shape : {u"chain"_s, u"ring"_s, u"lonely"_s, u"double"_s}) {
            const LayoutGraph graph = shaped(shape);
            LayoutOptions options;
            options.draft = true;
            const auto plain = lineage::layOut(graph, options);
            options.fold = 1.6;

            const auto places = lineage::layOut(graph, options);

            QVERIFY(places->centres == plain->centres);
        }
    }

    void foldedGroupsStandTogether()
    {
        LayoutGraph graph = shaped(u"star out"_s);
        for (std::size_t i = 1; i < graph.boxes.size(); ++i)
            graph.boxes[i].group = static_cast<int>(i % 4);
        LayoutOptions options;
        options.fold = 1.6;

        const auto places = lineage::layOut(graph, options);

        std::map<int, std::map<double, int>> columns; // column, height, group
        for (std::size_t i = 1; i < graph.boxes.size(); ++i)
            columns[places->layers[i]][places->centres[i].y()] = graph.boxes[i].group;
        QVERIFY(columns.size() > 3);
        for (const auto &[column, groups] : columns) {
            int changes = 0;
            int last = -1;
            for (const auto &[y, group] : groups)
                changes += std::exchange(last, group) == group ? 0 : 1;
            QVERIFY(changes <= 4);
        }
    }

    void specialShapesAreDrawnWell_data()
    {
        QTest::addColumn<QString>("shape");
        for (const char *shape : {"empty", "one", "self", "double", "star in", "star out", "chain",
                                  "bipartite", "lonely", "ring", "ladder of shortcuts"})
            QTest::newRow(shape) << QString::fromLatin1(shape);
    }

    void specialShapesAreDrawnWell()
    {
        QFETCH(QString, shape);
        const LayoutGraph graph = shaped(shape);

        const auto places = lineage::layOut(graph);

        QVERIFY(places);
        QCOMPARE(places->centres.size(), graph.boxes.size());
        QCOMPARE(places->firstPoint.size(), graph.links.size() + 1);
        if (graph.links.size() > 20'000)
            return; // a check of every line against every box takes too long here
        checkDrawing(graph, places, 1);
    }

    static LayoutGraph shaped(const QString &shape)
    {
        if (shape == u"empty")
            return {};
        if (shape == u"one")
            return boxes(1);
        if (shape == u"lonely")
            return boxes(500);
        LayoutGraph graph;
        const auto link = [&](int from, int to) { graph.links.push_back({from, to}); };
        if (shape == u"self") {
            graph = boxes(2);
            link(0, 0);
            link(1, 1);
            link(0, 1);
        } else if (shape == u"double") {
            graph = boxes(3);
            for (int i = 0; i < 5; ++i) {
                link(0, 1);
                link(1, 0);
                link(1, 2);
            }
        } else if (shape.startsWith(u"star")) {
            graph = boxes(1001);
            for (int i = 1; i <= 1000; ++i)
                shape == u"star in" ? link(i, 0) : link(0, i);
        } else if (shape == u"chain") {
            graph = boxes(1000);
            for (int i = 1; i < 1000; ++i)
                link(i - 1, i);
        } else if (shape == u"bipartite") {
            graph = boxes(120);
            for (int i = 0; i < 60; ++i) {
                for (int j = 60; j < 120; ++j)
                    link(i, j);
            }
        } else if (shape == u"ring") {
            graph = boxes(50);
            for (int i = 0; i < 50; ++i)
                link(i, (i + 1) % 50);
        } else {
            graph = boxes(400);
            for (int i = 1; i < 400; ++i) {
                link(i - 1, i);
                if (i % 2 == 0)
                    link(0, i);
            }
        }
        return graph;
    }

    void theLargestShapesEnd()
    {
        LayoutGraph star = boxes(5001);
        for (int i = 1; i <= 5000; ++i)
            star.links.push_back({0, i});
        LayoutGraph chain = boxes(10'000);
        for (int i = 1; i < 10'000; ++i)
            chain.links.push_back({i - 1, i});
        LayoutGraph full = boxes(600);
        for (int i = 0; i < 300; ++i) {
            for (int j = 300; j < 600; ++j)
                full.links.push_back({i, j});
        }
        LayoutOptions draft;
        draft.draft = true;

        for (const LayoutGraph *graph : {&star, &chain, &full}) {
            const auto places = lineage::layOut(*graph, draft);

            QVERIFY(places);
            QCOMPARE(places->firstPoint.size(), graph->links.size() + 1);
            for (std::size_t i = 0; i < graph->links.size(); ++i)
                QVERIFY(places->firstPoint[i + 1] >= places->firstPoint[i] + 2);
        }
        QCOMPARE(lineage::layOut(chain, draft)->layers.back(), 9999);
    }

    void linksTooLongForStandInsGoRoundTheDrawing()
    {
        LayoutGraph graph = boxes(1200);
        for (int i = 1; i < 1200; ++i) {
            graph.links.push_back({i - 1, i});
            graph.links.push_back({0, i});
        }
        LayoutOptions draft;
        draft.draft = true;

        const auto places = lineage::layOut(graph, draft);

        QVERIFY(places);
        const QPointF *longest = places->points.data() + places->firstPoint[graph.links.size() - 1];
        double top = 1e300;
        for (const QPointF &centre : places->centres)
            top = std::min(top, centre.y());
        QVERIFY(longest[2].y() < top - 20);
        QCOMPARE(longest[2].y(), longest[3].y());
    }

    void itEndsSoonOnceCancelled()
    {
        LayoutGraph graph = boxes(1500);
        test::Dice dice(5);
        for (int i = 0; i < 1200; ++i)
            graph.links.push_back({dice.below(1500), dice.below(1500)});
        int calls = 0;
        QVERIFY(lineage::layOut(graph, {}, [&] {
            ++calls;
            return false;
        }));
        QVERIFY(calls > 60);
        for (const int at : {1, 60, calls / 50, calls / 4, calls / 2}) {
            for (const double fold : {0.0, 3.0}) {
                LayoutOptions options;
                options.fold = fold;
                int asked = 0;

                const auto places = lineage::layOut(graph, options, [&] { return ++asked >= at; });

                // Who waits for the others asks too, so no two runs ask equally often.
                if (at > 60 && asked < at) {
                    QVERIFY(places);
                    continue;
                }
                QVERIFY(!places);
                QCOMPARE(places.error().kind, Error::Kind::Cancelled);
                QCOMPARE(asked, std::max(1, at)); // not asked again once it is known
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestLayoutProperties)
#include "tst_layout_properties.moc"
