// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/layout_peers.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::bench {
namespace {

constexpr double dotsAnInch = 72;

Error failed(const QString &why)
{
    return {Error::Kind::NotFound, why, {}};
}

Result<QByteArray> outputOf(const QString &program, const QStringList &arguments,
                            const QString &folder, double limitSeconds)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForStarted())
        return failed(program + u" is not there"_s);
    if (!process.waitForFinished(int(limitSeconds * 1000))) {
        process.kill();
        process.waitForFinished();
        return failed(u"more than %1 s"_s.arg(limitSeconds));
    }
    if (process.exitCode() != 0)
        return failed(QString::fromUtf8(process.readAllStandardError()).simplified().left(100));
    return process.readAllStandardOutput();
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// Lines of each link in the order of the graph; a link without one is drawn straight.
LayoutPlaces placesOf(const LayoutGraph &graph, std::vector<QPointF> centres,
                      QHash<std::pair<int, int>, QList<QList<QPointF>>> lines)
{
    LayoutPlaces places;
    places.centres = std::move(centres);
    places.firstPoint = {0};
    for (const LayoutGraph::Link &link : graph.links) {
        auto &drawn = lines[{link.from, link.to}];
        QList<QPointF> points = drawn.isEmpty() ? QList<QPointF>() : drawn.takeFirst();
        if (points.isEmpty())
            points = {places.centres[link.from] + QPointF(graph.boxes[link.from].width / 2, 0),
                      places.centres[link.to] - QPointF(graph.boxes[link.to].width / 2, 0)};
        places.points.insert(places.points.end(), points.begin(), points.end());
        places.firstPoint.push_back(quint32(places.points.size()));
    }
    return places;
}

/// A chain of cubic curves as chords.
QList<QPointF> flat(const QList<QPointF> &curve)
{
    QList<QPointF> points = curve.mid(0, 1);
    for (qsizetype i = 0; i + 3 < curve.size(); i += 3) {
        for (int step = 1; step <= 4; ++step) {
            const double t = step / 4.0, s = 1 - t;
            points += s * s * s * curve[i] + 3 * s * s * t * curve[i + 1] +
                      3 * s * t * t * curve[i + 2] + t * t * t * curve[i + 3];
        }
    }
    return points;
}

QByteArray dotText(const LayoutGraph &graph)
{
    const lineage::LayoutOptions gaps;
    QByteArray text =
        "digraph { rankdir=LR; ranksep=" + QByteArray::number(gaps.layerGap / dotsAnInch) +
        "; nodesep=" + QByteArray::number(gaps.nodeGap / dotsAnInch) +
        "; node [shape=box, fixedsize=true, label=\"\"];\n";
    for (std::size_t i = 0; i < graph.boxes.size(); ++i)
        text += QByteArray::number(qint64(i)) +
                " [width=" + QByteArray::number(graph.boxes[i].width / dotsAnInch) +
                ", height=" + QByteArray::number(graph.boxes[i].height / dotsAnInch) + "];\n";
    for (const LayoutGraph::Link &link : graph.links)
        text += QByteArray::number(link.from) + " -> " + QByteArray::number(link.to) + ";\n";
    return text + "}\n";
}

/// `node NAME X Y WIDTH HEIGHT ...` and `edge FROM TO COUNT X Y ...`, in inches, y upwards.
Result<PeerLayout> byDot(const Peer &peer, const LayoutGraph &graph)
{
    const QTemporaryDir folder;
    if (!write(folder.filePath(u"graph.dot"_s), dotText(graph)))
        return failed(u"no room for a file"_s);
    QElapsedTimer clock;
    clock.start();
    const auto printed =
        outputOf(u"dot"_s, {u"-Tplain"_s, u"graph.dot"_s}, folder.path(), peer.limitSeconds);
    if (!printed)
        return printed.error();
    PeerLayout layout;
    layout.milliseconds = double(clock.nsecsElapsed()) / 1e6;
    std::vector<QPointF> centres(graph.boxes.size());
    QHash<std::pair<int, int>, QList<QList<QPointF>>> lines;
    QByteArray whole = *printed;
    for (const QByteArray &line : whole.replace("\\\n", "").split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        const auto point = [&](qsizetype at) {
            return QPointF(words.value(at).toDouble() * dotsAnInch,
                           -words.value(at + 1).toDouble() * dotsAnInch);
        };
        if (words[0] == "node") {
            const std::size_t box = words.value(1).toULong();
            if (box < centres.size())
                centres[box] = point(2);
        } else if (words[0] == "edge") {
            QList<QPointF> curve;
            for (int i = 0; i < words.value(3).toInt(); ++i)
                curve += point(4 + 2 * i);
            lines[{words.value(1).toInt(), words.value(2).toInt()}] += flat(curve);
        }
    }
    layout.places = placesOf(graph, std::move(centres), std::move(lines));
    return layout;
}

constexpr auto elkScript =
    "const ELK = require('elkjs/lib/elk.bundled.js');\n"
    "const fs = require('fs');\n"
    "const graph = JSON.parse(fs.readFileSync(process.argv[2]));\n"
    "const root = { id: 'root', layoutOptions: {\n"
    "    'elk.algorithm': 'layered', 'elk.direction': 'RIGHT',\n"
    "    'elk.edgeRouting': 'POLYLINE',\n"
    "    'elk.spacing.nodeNode': process.argv[3],\n"
    "    'elk.layered.spacing.nodeNodeBetweenLayers': process.argv[4] },\n"
    "  children: graph.nodes,\n"
    "  edges: graph.edges.map((e, i) => (\n"
    "    { id: 'e' + i, sources: [e.source], targets: [e.target] })) };\n"
    "const begin = performance.now();\n"
    "new ELK().layout(root).then(r => {\n"
    "  const ms = performance.now() - begin;\n"
    "  const lines = r.edges.map(e => (e.sections || []).slice(0, 1).flatMap(\n"
    "    s => [s.startPoint, ...(s.bendPoints || []), s.endPoint]));\n"
    "  process.stdout.write(JSON.stringify({ ms, nodes: r.children, lines }));\n"
    "});\n";

Result<PeerLayout> byElk(const Peer &peer, const LayoutGraph &graph)
{
    const QTemporaryDir folder;
    const lineage::LayoutOptions gaps;
    if (!write(folder.filePath(u"graph.json"_s), toJson(graph)) ||
        !write(folder.filePath(u"elk.js"_s), elkScript) ||
        !QFile::link(QDir(peer.folder).absoluteFilePath(u"node_modules"_s),
                     folder.filePath(u"node_modules"_s)))
        return failed(u"no room for a file"_s);
    const auto printed =
        outputOf(u"node"_s,
                 {u"--stack-size=3900"_s, u"--max-old-space-size=8000"_s, u"elk.js"_s,
                  u"graph.json"_s, QString::number(gaps.nodeGap), QString::number(gaps.layerGap)},
                 folder.path(), peer.limitSeconds);
    if (!printed)
        return printed.error();
    const auto answer = nlohmann::json::parse(printed->cbegin(), printed->cend(), nullptr, false);
    if (!answer.is_object())
        return failed(u"what it printed cannot be read"_s);
    PeerLayout layout;
    layout.milliseconds = answer.value("ms", 0.0);
    std::vector<QPointF> centres(graph.boxes.size());
    const auto pointOf = [](const nlohmann::json &at) {
        return QPointF(at.value("x", 0.0), at.value("y", 0.0));
    };
    for (const auto &node : answer["nodes"]) {
        const std::size_t box = std::stoul(node.value("id", std::string("0")));
        if (box < centres.size())
            centres[box] =
                pointOf(node) + QPointF(graph.boxes[box].width, graph.boxes[box].height) / 2;
    }
    QHash<std::pair<int, int>, QList<QList<QPointF>>> lines;
    for (std::size_t i = 0; i < graph.links.size() && i < answer["lines"].size(); ++i) {
        QList<QPointF> points;
        for (const auto &at : answer["lines"][i])
            points += pointOf(at);
        lines[{graph.links[i].from, graph.links[i].to}] += points;
    }
    layout.places = placesOf(graph, std::move(centres), std::move(lines));
    return layout;
}

} // namespace

Result<PeerLayout> layOutBy(const Peer &peer, const LayoutGraph &graph)
{
    return peer.kind == Peer::Dot ? byDot(peer, graph) : byElk(peer, graph);
}

} // namespace meshlens::bench
