// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QTextStream>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <ctime>
#include <random>

// Times and qualities of the layout: of invented graphs of 1,000, 10,000 and 100,000 nodes, or of
// the JSON files given (format of the command `layout`). Times are the least of some runs: "ms" by
// the wall, "cpu" of both threads together, so that other work on the machine shows. Crossings are
// those of the drawn lines; links with a node in common do not count. "quiet" is the longest work
// without asking whether the layout is still wanted; "again" a layout near to an earlier one after
// one node came; "folded" a full one whose tall layers are folded to the shape of a screen, and
// "size" is width x height. "peak MB" is of the whole process up to then: take off that of the
// graph of one.
//
//   layout_bench [--times-only] [--only draft|full|folded|again] [--repeat N] [GRAPH.json...]

using namespace meshlens;
using namespace Qt::StringLiterals;
using lineage::LayoutGraph;
using lineage::LayoutPlaces;

namespace {

/// Layers of products with more links inside than between them, some hubs, a few loops.
LayoutGraph invented(int nodes, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&](int end) { return int(random() % unsigned(std::max(1, end))); };
    const int layers = std::clamp(int(std::log2(nodes)), 5, 20);
    LayoutGraph graph;
    graph.boxes.resize(nodes);
    std::vector<std::vector<std::vector<int>>> members(layers); // by layer and product
    const int products = std::max(1, nodes / 120);
    for (auto &layer : members)
        layer.resize(products);
    for (int node = 0; node < nodes; ++node) {
        graph.boxes[node].width = 140 + 10 * below(9);
        graph.boxes[node].height = below(5) > 0 ? 48 : 96;
        const int layer = std::min(below(layers), below(layers + 3));
        const int product = std::min(below(products), below(products));
        for (int link = 1 + (below(2) * below(5)) / 2; link > 0 && layer > 0; --link) {
            const int from = below(5) == 0 ? below(layer) : layer - 1;
            const auto &candidates = members[from][below(10) < 8 ? product : below(products)];
            if (candidates.empty())
                continue;
            // The first ones are hubs.
            const auto count = int(candidates.size());
            const int source = candidates[below(6) == 0 ? 0 : std::min(below(count), below(count))];
            graph.links.push_back({source, node});
            if (below(700) == 0)
                graph.links.push_back({node, source});
        }
        members[layer][product].push_back(node);
    }
    return graph;
}

struct Segment {
    QPointF left;
    QPointF right;
    int link;
};

struct Quality {
    double crossings = 0;
    double bends = 0;
    double length = 0; // mean, in node widths
};

double side(QPointF from, QPointF to, QPointF point)
{
    return (to.x() - from.x()) * (point.y() - from.y()) -
           (to.y() - from.y()) * (point.x() - from.x());
}

/// Counts for every link, or for each `every`th and estimates.
Quality qualityOf(const LayoutGraph &graph, const LayoutPlaces &places)
{
    Quality quality;
    std::vector<Segment> segments;
    for (int link = 0; link < int(graph.links.size()); ++link) {
        for (quint32 i = places.firstPoint[link] + 1; i < places.firstPoint[link + 1]; ++i) {
            const QPointF a = places.points[i - 1];
            const QPointF b = places.points[i];
            quality.length += std::hypot(b.x() - a.x(), b.y() - a.y());
            quality.bends += i > places.firstPoint[link] + 1 ? 1 : 0;
            segments.push_back({a.x() < b.x() ? a : b, a.x() < b.x() ? b : a, link});
        }
    }
    std::sort(segments.begin(), segments.end(),
              [](const Segment &a, const Segment &b) { return a.left.x() < b.left.x(); });
    const int every = std::max(1, int(segments.size() / 40'000));
    for (std::size_t i = 0; i < segments.size(); i += every) {
        const Segment &a = segments[i];
        const LayoutGraph::Link &one = graph.links[a.link];
        for (std::size_t j = i + 1; j < segments.size() && segments[j].left.x() <= a.right.x();
             ++j) {
            const Segment &b = segments[j];
            const LayoutGraph::Link &two = graph.links[b.link];
            if (one.from == two.from || one.to == two.to || one.from == two.to ||
                one.to == two.from)
                continue;
            const bool across =
                (side(a.left, a.right, b.left) >= 0) != (side(a.left, a.right, b.right) >= 0);
            if (across &&
                (side(b.left, b.right, a.left) >= 0) != (side(b.left, b.right, a.right) >= 0))
                quality.crossings += every;
        }
    }
    double widths = 0;
    for (const LayoutGraph::Box &box : graph.boxes)
        widths += box.width;
    const double links = std::max<double>(1, double(graph.links.size()));
    quality.bends /= links;
    quality.length /=
        links * std::max(1.0, widths / double(std::max<std::size_t>(1, graph.boxes.size())));
    return quality;
}

qint64 nanosecondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// Time the calling thread has worked; others on the machine do not count.
qint64 threadNanoseconds()
{
    return nanosecondsOf(CLOCK_THREAD_CPUTIME_ID);
}

int peakMegabytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toInt() / 1024;
    }
    return 0;
}

struct Effort {
    int repeats = 1;
    bool quality = true;
    QString only = {};

    [[nodiscard]] bool wants(const QString &kind) const { return only.isEmpty() || only == kind; }
};

struct Run {
    LayoutPlaces places;
    double wall = 1e9; // milliseconds
    double cpu = 1e9;
    double quiet = 0;
    int peak = 0; // megabytes
};

/// The longest work without a question, in milliseconds. It has runs of its own: looking at the
/// clock at each question takes time.
double quietOf(const LayoutGraph &graph, const lineage::LayoutOptions &options)
{
    qint64 asked = threadNanoseconds();
    qint64 quiet = 0;
    const auto places = lineage::layOut(graph, options, [&] {
        const qint64 now = threadNanoseconds();
        quiet = std::max(quiet, now - asked);
        asked = now;
        return false;
    });
    return places ? double(quiet) / 1e6 : 0;
}

Run leastOf(int repeats, const LayoutGraph &graph, const lineage::LayoutOptions &options)
{
    Run run;
    const std::atomic<bool> unwanted = false; // as the window asks
    for (int i = 0; i < repeats; ++i) {
        const qint64 cpu = nanosecondsOf(CLOCK_PROCESS_CPUTIME_ID);
        QElapsedTimer timer;
        timer.start();
        auto places = lineage::layOut(graph, options, [&] { return unwanted.load(); });
        run.wall = std::min(run.wall, double(timer.nsecsElapsed()) / 1e6);
        run.cpu = std::min(run.cpu, double(nanosecondsOf(CLOCK_PROCESS_CPUTIME_ID) - cpu) / 1e6);
        run.quiet = std::max(run.quiet, quietOf(graph, options));
        run.places = std::move(*places);
    }
    run.peak = peakMegabytes();
    return run;
}

void print(QTextStream &out, const QString &name, const LayoutGraph &graph, const QString &kind,
           const Run &run, bool withQuality)
{
    const Quality quality = withQuality ? qualityOf(graph, run.places) : Quality();
    out << u"| %1 | %2 | %3 | %4 | %5 | %6 |"_s.arg(name)
               .arg(graph.boxes.size())
               .arg(graph.links.size())
               .arg(kind)
               .arg(run.wall, 0, 'f', 1)
               .arg(run.cpu, 0, 'f', 1);
    if (withQuality) {
        out << u" %1 | %2 | %3 |"_s.arg(quality.crossings, 0, 'f', 0)
                   .arg(quality.bends, 0, 'f', 2)
                   .arg(quality.length, 0, 'f', 2);
    } else {
        out << " | | |";
    }
    out << u" %1 | %2 | %3 x %4 |"_s.arg(run.peak)
               .arg(run.quiet, 0, 'f', 1)
               .arg(run.places.bounds.width(), 0, 'f', 0)
               .arg(run.places.bounds.height(), 0, 'f', 0)
        << Qt::endl;
}

/// The graph as a second layout gets it.
LayoutGraph remembering(LayoutGraph graph, const lineage::LayoutPlaces &places)
{
    for (std::size_t i = 0; i < graph.boxes.size(); ++i) {
        LayoutGraph::Box &box = graph.boxes[i];
        const QPointF half(box.width / 2, box.height / 2);
        box.previous = {places.centres[i] - half, places.centres[i] + half};
    }
    for (std::size_t i = 0; i < graph.links.size(); ++i)
        graph.links[i].previous = places.lineOf(i);
    return graph;
}

void measure(QTextStream &out, const QString &name, LayoutGraph graph, Effort effort)
{
    lineage::LayoutOptions options;
    options.groups = false;
    for (const bool draft : {true, false}) {
        const QString kind = draft ? u"draft"_s : u"full"_s;
        options.draft = draft;
        if (effort.wants(kind))
            print(out, name, graph, kind, leastOf(effort.repeats, graph, options), effort.quality);
    }
    if (effort.wants(u"folded"_s)) {
        lineage::LayoutOptions folded = options;
        folded.fold = 1.6;
        folded.bundle = true;
        print(out, name, graph, u"folded"_s, leastOf(effort.repeats, graph, folded),
              effort.quality);
    }
    if (!effort.wants(u"again"_s))
        return;
    for (const bool folds : {false, true}) {
        options.fold = folds ? 1.6 : 0;
        options.bundle = folds;
        const Run before = leastOf(1, graph, options);
        const QString kind = folds ? u", folded"_s : QString();
        LayoutGraph changed = remembering(graph, before.places);
        changed.boxes.emplace_back();
        changed.links.push_back({0, int(changed.boxes.size()) - 1});
        print(out, name, changed, u"again"_s + kind, leastOf(effort.repeats, changed, options),
              false);
        changed = remembering(graph, before.places);
        changed.boxes[changed.boxes.size() / 2].height += 160; // its columns are shown
        print(out, name, changed, u"opened"_s + kind, leastOf(effort.repeats, changed, options),
              false);
    }
}

LayoutGraph fromFile(const QString &path)
{
    QFile file(path);
    LayoutGraph graph;
    if (!file.open(QIODevice::ReadOnly))
        return graph;
    const auto input = lineage::layoutInputFromJson(file.readAll());
    if (!input)
        return graph;
    QHash<QString, int> numbers;
    for (const lineage::LayoutNode &node : input->nodes) {
        numbers.insert(node.id, int(graph.boxes.size()));
        graph.boxes.push_back({node.width, node.height});
    }
    for (const lineage::LayoutEdge &edge : input->edges) {
        if (numbers.contains(edge.source) && numbers.contains(edge.target))
            graph.links.push_back({numbers.value(edge.source), numbers.value(edge.target)});
    }
    return graph;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption timesOnly(u"times-only"_s, u"Leave out crossings."_s);
    const QCommandLineOption repeat(u"repeat"_s, u"Least of so many runs."_s, u"N"_s, u"3"_s);
    const QCommandLineOption only(u"only"_s, u"Of draft, full, folded and again."_s, u"KIND"_s);
    parser.addOptions({timesOnly, repeat, only});
    parser.process(application);
    const Effort effort{std::max(1, parser.value(repeat).toInt()), !parser.isSet(timesOnly),
                        parser.value(only)};
    QTextStream out(stdout);
    out << "| graph | nodes | links | kind | ms | cpu | crossings | bends | length | peak MB | "
           "quiet ms | size |\n"
        << "|---|---|---|---|---|---|---|---|---|---|---|---|" << Qt::endl;
    for (const QString &path : parser.positionalArguments())
        measure(out, path.section(u'/', -1), fromFile(path), effort);
    if (!parser.positionalArguments().isEmpty())
        return 0;
    for (const int nodes : {1, 1000, 10'000, 100'000})
        measure(out, u"invented"_s, invented(nodes, 7), effort);
    return 0;
}
