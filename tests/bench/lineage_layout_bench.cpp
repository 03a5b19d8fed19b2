// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/layout_measures.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>

#include <algorithm>
#include <atomic>
#include <ctime>

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
using namespace meshlens::bench;
using namespace Qt::StringLiterals;
using lineage::LayoutGraph;
using lineage::LayoutPlaces;

namespace {

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
    const Quality quality = withQuality ? qualityOf(graph, run.places, 40'000) : Quality();
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
