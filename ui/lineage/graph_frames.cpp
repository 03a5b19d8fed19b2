// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_frames.h"

#include <algorithm>

namespace meshlens::ui {

namespace {

constexpr double padSide = 12;
constexpr double padTop = 33;
constexpr double padBottom = 10;

struct Part {
    QRectF rect;
    QString domain;
    QString name;
    int nodes = 0;
};

QList<Part> partsByLayer(const Drawing &drawing, double unit)
{
    QList<const DrawnNode *> nodes;
    for (const DrawnNode &node : drawing.nodes)
        nodes.append(&node);
    std::stable_sort(nodes.begin(), nodes.end(), [](const DrawnNode *left, const DrawnNode *right) {
        return left->layer != right->layer ? left->layer < right->layer
                                           : left->rect.top() < right->rect.top();
    });
    QList<Part> parts;
    int layer = -1;
    QString last; // domain of the node before
    for (const DrawnNode *node : nodes) {
        const QString domain = isFramed(*node) ? node->node.domain : QString();
        const bool goesOn = node->layer == layer && domain == last && !domain.isEmpty();
        layer = node->layer;
        last = domain;
        if (domain.isEmpty())
            continue;
        const QRectF around =
            node->rect.adjusted(-padSide * unit, -padTop * unit, padSide * unit, padBottom * unit);
        if (goesOn) {
            parts.last().rect |= around;
            ++parts.last().nodes;
        } else {
            parts.append({around, domain, node->node.domainName, 1});
        }
    }
    return parts;
}

bool isFree(const QRectF &rect, const QString &domain, const Drawing &drawing,
            const QList<Part> &parts)
{
    const bool noNode = std::ranges::none_of(drawing.nodes, [&](const DrawnNode &node) {
        return (!isFramed(node) || node.node.domain != domain) && node.rect.intersects(rect);
    });
    return noNode && std::ranges::none_of(parts, [&](const Part &part) {
               return part.domain != domain && part.rect.intersects(rect);
           });
}

/// Joins the first two parts of one domain that can be joined; false: there are none.
bool joinOne(QList<Part> &parts, const Drawing &drawing, double unit)
{
    for (qsizetype i = 0; i < parts.size(); ++i) {
        for (qsizetype j = i + 1; j < parts.size(); ++j) {
            if (parts[i].domain != parts[j].domain)
                continue;
            // Beside each other, not at the two ends of the picture.
            const QRectF both = parts[i].rect | parts[j].rect;
            const double between = both.width() - parts[i].rect.width() - parts[j].rect.width();
            if (between > 120 * unit || !isFree(both, parts[i].domain, drawing, parts))
                continue;
            parts[i].rect = both;
            parts[i].nodes += parts[j].nodes;
            parts.removeAt(j);
            return true;
        }
    }
    return false;
}

} // namespace

void addFrames(Drawing &drawing, const GraphExtras &extras, double unit)
{
    QList<Part> parts = partsByLayer(drawing, unit);
    while (joinOne(parts, drawing, unit)) {
    }
    for (const Part &part : std::as_const(parts)) {
        drawing.frames.append({part.domain,
                               part.name,
                               {},
                               part.rect,
                               part.nodes,
                               extras.domains.value(part.domain).products});
    }
}

} // namespace meshlens::ui
