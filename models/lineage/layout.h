// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QList>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <functional>

/// A layered drawing from left to right, as the `layout` command reads and writes it.
namespace meshlens::lineage {

struct LayoutNode {
    QString id;
    double width = 160;
    double height = 40;
    QString group; // nodes of one group stand together inside a layer
};

struct LayoutEdge {
    QString source;
    QString target;
};

struct LayoutInput {
    QList<LayoutNode> nodes;
    QList<LayoutEdge> edges; // ends that are not nodes are left out; self loops are drawn
};

struct LayoutOptions {
    double layerGap = 80;
    double nodeGap = 24;
    int sweeps = 8;
};

struct PlacedNode {
    QString id;
    QPointF centre;
};

struct PlacedEdge {
    QString source;
    QString target;
    QList<QPointF> points; // from the source's right side to the target's left; an edge
                           // that closes a loop leaves left and arrives right
};

struct Layout {
    QList<PlacedNode> nodes; // in the order given
    QList<PlacedEdge> edges; // in the order given
    QRectF bounds;
};

/// Nodes never overlap (of two with the same id the first is taken); without loops every edge goes
/// from left to right; the same input gives the same drawing. Thread: any; a pure function. Error:
/// Cancelled.
[[nodiscard]] Result<Layout> layOut(const LayoutInput &input, const LayoutOptions &options = {},
                                    const std::function<bool()> &cancelled = {});

/// The JSON of CLI.md, `layout`. Errors: Decode, with the pointer in `detail`.
[[nodiscard]] Result<LayoutInput> layoutInputFromJson(const QByteArray &json);
[[nodiscard]] QByteArray toJson(const Layout &layout);

} // namespace meshlens::lineage
