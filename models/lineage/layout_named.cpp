// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout.h"

// The layout for graphs whose nodes have names: looks the names up, lays out by numbers, and gives
// everything its name again.

namespace meshlens::lineage {

Result<Layout> layOut(const LayoutInput &input, const LayoutOptions &options,
                      const std::function<bool()> &cancelled)
{
    int tick = 0;
    const auto unwanted = [&] { return (++tick & 4095) == 0 && cancelled && cancelled(); };
    const Error end{Error::Kind::Cancelled, {}, {}};
    QHash<QString, int> numbers;
    numbers.reserve(input.nodes.size());
    QHash<QString, int> groups;
    LayoutGraph graph;
    Layout layout;
    for (const LayoutNode &node : input.nodes) {
        if (unwanted())
            return end;
        if (numbers.contains(node.id))
            continue;
        numbers.insert(node.id, static_cast<int>(graph.boxes.size()));
        LayoutGraph::Box box{node.width, node.height};
        if (!node.group.isEmpty()) {
            box.group = groups.value(node.group, static_cast<int>(groups.size()));
            groups.insert(node.group, box.group);
        }
        const auto previous = options.previous.constFind(node.id);
        if (previous != options.previous.constEnd())
            box.previous = QRectF(*previous, QSizeF(0, 0));
        graph.boxes.push_back(box);
        layout.nodes.append({node.id, {}});
    }
    for (const LayoutEdge &edge : input.edges) {
        if (unwanted())
            return end;
        const int from = numbers.value(edge.source, -1);
        const int to = numbers.value(edge.target, -1);
        if (from < 0 || to < 0)
            continue;
        graph.links.push_back({from, to, edge.sourceY.value_or(0), edge.targetY.value_or(0)});
        layout.edges.append({edge.source, edge.target, {}});
    }
    const auto places = layOut(graph, options, cancelled);
    if (!places)
        return places.error();
    for (qsizetype i = 0; i < layout.nodes.size(); ++i) {
        layout.nodes[i].centre = places->centres[i];
        layout.nodes[i].layer = places->layers[i];
    }
    for (qsizetype i = 0; i < layout.edges.size(); ++i) {
        if (unwanted())
            return end;
        layout.edges[i].points = QList<QPointF>(places->points.begin() + places->firstPoint[i],
                                                places->points.begin() + places->firstPoint[i + 1]);
    }
    layout.bounds = places->bounds;
    return layout;
}

} // namespace meshlens::lineage
