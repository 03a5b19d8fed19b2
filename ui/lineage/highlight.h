// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_drawing.h"

/// Ways through a drawing: what hangs together, and where a step leads. Pure functions.
namespace meshlens::ui {

/// A node, or one of its columns.
struct Place {
    int node = -1;
    int row = -1;
    [[nodiscard]] bool isValid() const { return node >= 0; }
    bool operator==(const Place &) const = default;
};

struct Highlight {
    Place focus;
    std::vector<int> nodes;     // each once
    std::vector<int> edges;     // each once
    QHash<int, QSet<int>> rows; // of a node
    [[nodiscard]] bool isOn() const { return focus.isValid(); }
};

/// Everything on a way up or down from a place.
[[nodiscard]] Highlight highlightOf(const Drawing &drawing, Place place);

enum class GraphStep { Left, Right, Up, Down, NextSibling, LastSibling };

/// Where a key leads: left and right along links to the nearest end, up and down through columns
/// and the nodes of a layer, siblings through a layer only. The same place: nowhere.
[[nodiscard]] Place stepFrom(const Drawing &drawing, Place place, GraphStep step);

/// The longest of the shortest ways through a place: from its farthest source to its farthest
/// consumer.
[[nodiscard]] QList<Place> pathThrough(const Drawing &drawing, Place place);

} // namespace meshlens::ui
