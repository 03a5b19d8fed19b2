// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QHash>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <functional>
#include <optional>
#include <span>
#include <vector>

/// A layered drawing from left to right, as the canvas and the `layout` command use it. All sizes
/// are in the units of the nodes given; y grows downwards.
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
    std::optional<double> sourceY = {}; // height of the end against the node's centre (a column's
    std::optional<double> targetY = {}; // row); none: the middle
};

struct LayoutInput {
    QList<LayoutNode> nodes;
    QList<LayoutEdge> edges; // ends that are not nodes are left out; self loops are drawn
};

struct LayoutOptions {
    double layerGap = 58;
    double nodeGap = 20;
    double linkGap = 0;  // between links that pass a box; 0: a third of `nodeGap`, 6 at most
    bool draft = false;  // a first picture: about a quarter of the time
    bool groups = true;  // false: groups are not kept together
    bool bundle = false; // links between the same two boxes of a layer that they
                         // pass share a trunk, which takes no more room than one
    double fold = 0;     // width to height: layers that make the drawing taller
                         // are split into neighbouring ones; 0: as tall as it
                         // comes. Links still go from left to right
    int keepFrom = 2000; // links; with as many, those near to which nothing has
                         // changed since an earlier drawing keep their points.
                         // Fewer are routed anew, with even distances
    quint32 seed = 1;    // of the random starts; the same seed, the same drawing
    QHash<QString, QPointF> previous = {}; // centres by id in an earlier drawing. What has one
                                           // stays as near to it as the graph allows
};

struct PlacedNode {
    QString id;
    QPointF centre;
    int layer = 0; // column, from the left
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
/// from left to right; no edge passes through a node; the same input gives the same drawing. Parts
/// that are not connected are packed. Thread: any; a pure function that may use a second thread
/// while it runs. `cancelled` is asked in the calling thread only. Error: Cancelled.
[[nodiscard]] Result<Layout> layOut(const LayoutInput &input, const LayoutOptions &options = {},
                                    const std::function<bool()> &cancelled = {});

/// The same graph by numbers, for many nodes: no strings to keep or to look up.
struct LayoutGraph {
    struct Box {
        double width = 160;
        double height = 40;
        int group = -1;                      // -1: of none
        std::optional<QRectF> previous = {}; // where it stood in an earlier drawing
    };
    struct Link {
        int from = 0; // numbers of boxes
        int to = 0;
        double fromY = 0; // against the centre
        double toY = 0;
        /// Its points in the earlier drawing, of which they are kept where many links are and
        /// nothing near this one has changed. Has to outlive the call.
        std::span<const QPointF> previous = {};
    };
    std::vector<Box> boxes;
    std::vector<Link> links;
};

struct LayoutPlaces {
    std::vector<QPointF> centres;    // one a box
    std::vector<int> layers;         // one a box
    std::vector<quint32> firstPoint; // one a link and one more: where its points begin in `points`
    std::vector<QPointF> points;     //
    QRectF bounds;

    [[nodiscard]] std::span<const QPointF> lineOf(std::size_t link) const
    {
        return std::span(points).subspan(firstPoint[link], firstPoint[link + 1] - firstPoint[link]);
    }
};

/// As above; `options.previous` is not looked at, boxes and links carry it. A change of few boxes
/// of a large graph whose links have their earlier points takes about a tenth of a new drawing's
/// time.
[[nodiscard]] Result<LayoutPlaces> layOut(const LayoutGraph &graph,
                                          const LayoutOptions &options = {},
                                          const std::function<bool()> &cancelled = {});

/// The JSON of CLI.md, `layout`. Errors: Decode, with the pointer in `detail`.
[[nodiscard]] Result<LayoutInput> layoutInputFromJson(const QByteArray &json);
[[nodiscard]] QByteArray toJson(const Layout &layout);

} // namespace meshlens::lineage
