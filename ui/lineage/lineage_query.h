// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/reader.h"
#include "ui/lineage/graph_drawing.h"

/// What the Lineage screen asks of a worker.
namespace meshlens::ui {

struct LineageWish {
    QString root; // key, perhaps with a column; empty: the whole mesh
    lineage::Level level = lineage::Level::Domain;
    std::optional<int> up = 2; // nothing: all
    std::optional<int> down = 3;
    QSet<QString> widened;   // nodes whose hidden neighbours are wanted
    QSet<QString> collapsed; // domains that stand as one
    DrawingOptions drawing;
};

struct LineageAnswer {
    LineageWish wish;
    lineage::Subgraph graph; // as drawn
    GraphExtras extras;
    std::shared_ptr<Drawing> drawing; // dressed by whoever shows it
    QString rootName;
    mesh::Kind rootKind = mesh::Kind::Product;
    qint64 productsAll = 0;
    bool noLineage = false; // no catalog has told of any link
};

/// Walks and lays out. The drawing is not dressed yet (graph_drawing.h). Thread: worker. Errors:
/// NotFound, the store's, Cancelled.
[[nodiscard]] Result<LineageAnswer> answer(const store::Reader &reader, const lineage::Graph &graph,
                                           const LineageWish &wish, std::int64_t nowMs,
                                           const std::function<bool()> &cancelled);

/// What the cards and colours need to know of products and domains. Thread: any.
[[nodiscard]] GraphExtras extrasOf(const lineage::Graph &graph, const lineage::Subgraph &part,
                                   std::int64_t nowMs);

/// How much is drawn of how much.
struct LineageCounts {
    int products = 0;
    int datasets = 0;
    int domains = 0;
    int catalogs = 0;
    int links = 0;
    int crossings = 0; // links between catalogs
};
[[nodiscard]] LineageCounts countsOf(const lineage::Subgraph &graph);

} // namespace meshlens::ui
