// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_view.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QPainter>
#include <QThread>
#include <QWheelEvent>
#include <QWindow>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <random>

// How long a frame of the lineage canvas takes: a real window, moved and zoomed by a script.
//
//   canvas_bench [nodes] [edges]      (QT_QPA_PLATFORM=offscreen or xcb under Xvfb)
//
// A frame is everything the interface thread does between two pictures: the event, the work on
// tiles that it gets to, painting, and handing the picture to the window. Wall time is what a
// person sees; the thread's own time is printed beside it, because other programs on the machine
// only disturb the first.

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

lineage::Subgraph makeGraph(int nodes, int edges)
{
    std::mt19937 random(7);
    lineage::Subgraph graph;
    graph.level = lineage::Level::Dataset;
    for (int i = 0; i < nodes; ++i) {
        lineage::Node node;
        node.key = u"postgres://db/mesh/table_%1"_s.arg(i);
        node.name = u"table_%1_of_the_mesh"_s.arg(i);
        node.domain = u"domain://core/%1"_s.arg(i * 12 / nodes);
        node.domainName = u"Domain %1"_s.arg(i * 12 / nodes);
        node.catalogs = {u"Core"_s};
        node.score.quality = 50 + i % 50;
        node.score.coverage = 1;
        node.score.dataTimeMs = 1;
        graph.nodes += node;
    }
    // Mostly near neighbours in the order of work, some far, as in a mesh of many projects.
    QSet<std::pair<int, int>> known;
    while (graph.edges.size() < edges) {
        const int to = 1 + static_cast<int>(random() % static_cast<unsigned>(nodes - 1));
        const int reach = random() % 20 == 0 ? to : std::min(to, 400);
        const int from = to - 1 - static_cast<int>(random() % static_cast<unsigned>(reach));
        if (from == to || known.contains({from, to}))
            continue;
        known.insert({from, to});
        lineage::Edge edge;
        edge.from = graph.nodes[from].key;
        edge.to = graph.nodes[to].key;
        edge.declared = random() % 5 != 0;
        graph.edges += edge;
    }
    return graph;
}

double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

long residentKb()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLong() * 4;
}

struct Frames {
    std::vector<double> wall;
    std::vector<double> own;

    template<typename Act>
    void take(GraphView &view, const Act &act)
    {
        QElapsedTimer clock;
        clock.start();
        const double before = threadMs();
        act();
        view.repaint();
        QCoreApplication::processEvents(QEventLoop::AllEvents); // one slice of the tiles
        wall.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        own.push_back(threadMs() - before);
    }

    void print(const char *name)
    {
        const auto at = [](std::vector<double> &values, double share) {
            std::sort(values.begin(), values.end());
            return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
        };
        const auto over = [](const std::vector<double> &values) {
            return std::count_if(values.begin(), values.end(), [](double ms) { return ms > 16; });
        };
        std::printf("%-26s frames %4zu  over 16 ms: %3td by the wall, %3td of its own   wall p50 "
                    "%6.2f p95 %6.2f p99 %6.2f max %6.2f   "
                    "own p50 %6.2f p99 %6.2f max %6.2f ms\n",
                    name, wall.size(), over(wall), over(own), at(wall, 0.5), at(wall, 0.95),
                    at(wall, 0.99), at(wall, 1), at(own, 0.5), at(own, 0.99), at(own, 1));
    }
};

double settle(GraphView &view)
{
    QElapsedTimer clock;
    clock.start();
    while (!view.isSharp() && clock.elapsed() < 20'000)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

void script(GraphView &view, const char *where)
{
    const QByteArray name(where);
    Frames pan;
    for (int i = 0; i < 120; ++i) {
        const double turn = i / 12.0;
        const QPoint step(static_cast<int>(30 * std::cos(turn)),
                          static_cast<int>(45 * std::sin(turn)));
        pan.take(view, [&] { view.panBy(step); });
    }
    pan.print((name + ", pan").constData());
    Frames zoom;
    for (int i = 0; i < 120; ++i) {
        const QPointF at(400 + 5 * i, 300 + 2 * i);
        zoom.take(view,
                  [&] { view.zoomAround(at, view.zoom() * (i % 40 < 20 ? 1.06 : 1 / 1.06)); });
    }
    zoom.print((name + ", zoom").constData());
    std::printf("%-26s sharp after %.0f ms\n", where, settle(view));
}

/// What lies between a click and the first picture once the graph has been walked: a draft and its
/// scene in a worker, then the window's turn. The least of some, each from nothing. `folds`: as a
/// large graph begins, with its domains as one each.
void firstPicture(GraphView &view, const lineage::Subgraph &graph, bool folds)
{
    double least = 1e9, worker = 0, layout = 0;
    for (int turn = 0; turn < 5; ++turn) {
        QElapsedTimer clock;
        clock.start();
        std::shared_ptr<const GraphScene> scene;
        double drawn = 0, made = 0;
        std::unique_ptr<QThread> thread(QThread::create([&] {
            DrawingMeans means;
            means.draft = true;
            auto drawing = folds ? draw(collapsed(graph, domainsToFold(graph)), {}, {}, {}, means)
                                 : draw(graph, {}, {}, {}, means);
            drawn = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            scene = std::make_shared<const GraphScene>(
                std::make_shared<Drawing>(std::move(*drawing)), 1, GraphScene::Edges::Single);
            made = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        }));
        thread->start();
        thread->wait();
        view.setScene(scene, {});
        view.fit();
        view.repaint();
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        const double all = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        if (all < least) {
            least = all;
            worker = made;
            layout = drawn;
        }
    }
    std::printf("first picture after a click, %s: %.1f ms (drawing %.1f, with its scene %.1f)\n",
                folds ? "by domain, as it opens" : "unfolded", least, layout, worker);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Theme::instance().install(application);
    const int nodes = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const int edges = argc > 2 ? std::atoi(argv[2]) : 20'000;
    const long empty = residentKb();

    const lineage::Subgraph graph = makeGraph(nodes, edges);
    GraphView view;
    view.resize(1440, 900);
    view.show();
    while (!view.windowHandle()->isExposed())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
    firstPicture(view, graph, true);
    firstPicture(view, graph, false);

    QElapsedTimer clock;
    clock.start();
    auto drawing = draw(graph, {}, {});
    if (!drawing)
        return 1;
    dress(*drawing);
    std::printf("layout and drawing of %d nodes, %d edges: %lld ms\n", nodes, edges,
                static_cast<long long>(clock.restart()));
    const auto scene =
        std::make_shared<const GraphScene>(std::make_shared<const Drawing>(std::move(*drawing)), 1);
    std::printf("scene: %lld ms, %.0f x %.0f\n", static_cast<long long>(clock.restart()),
                scene->area().width(), scene->area().height());

    clock.restart();
    view.setScene(scene, {});
    view.fit();
    view.repaint();
    std::printf("picture of the full layout: %lld ms; sharp after %.0f ms\n",
                static_cast<long long>(clock.elapsed()), settle(view));

    Frames all;
    for (const auto &[zoom, name] :
         {std::pair(view.zoom(), "whole"), std::pair(0.1, "zoom 0.1"), std::pair(0.25, "zoom 0.25"),
          std::pair(0.5, "zoom 0.5"), std::pair(1.0, "zoom 1")}) {
        view.setZoom(zoom);
        view.centreOn(scene->area().center());
        settle(view);
        script(view, name);
    }
    Frames sweep; // from the whole down to one node and back
    view.fit();
    settle(view);
    for (int i = 0; i < 200; ++i)
        sweep.take(view, [&] { view.zoomBy(i < 100 ? 1.05 : 1 / 1.05); });
    sweep.print("from whole to near, back");
    Frames choose;
    for (int i = 0; i < 40; ++i)
        choose.take(view, [&] { view.setPlace({i * (nodes / 40), -1}); });
    choose.print("choose a node");
    std::printf("memory: %ld MB in all, %ld MB before the graph, tiles %.1f MB\n",
                residentKb() / 1024, empty / 1024,
                static_cast<double>(view.tiles().bytes()) / 1048576);
    return 0;
}
