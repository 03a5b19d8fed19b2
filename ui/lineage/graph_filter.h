// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"

#include <QHash>
#include <QSet>

#include <functional>

/// Which things of a graph are shown. What hides behind others is not lost: the way through it is
/// kept as one link. Pure functions.
namespace meshlens::ui {

/// Empty sets let everything through; of a set that is not empty one has to fit.
struct GraphFilter {
    QSet<QString> domains;  // keys
    QSet<QString> catalogs; // names; one of a thing's catalogs has to be among them
    QSet<QString> kinds;    // words: "product", "table", "dashboard", ...
    QSet<QString> classes;  // words: "internal", ...; "" for those without

    [[nodiscard]] bool isOn() const;
    bool operator==(const GraphFilter &) const = default;
};

/// One value that a filter can be set to.
struct FilterChoice {
    QString value;
    QString words; // of a domain its name, else the value
    int count = 0; // things in the graph before filtering
};
struct FilterChoices {
    QList<FilterChoice> domains, catalogs, kinds, classes; // most first
};

[[nodiscard]] QString filterKind(const lineage::Node &node);

using Classes = QHash<QString, mesh::Classification>; // by node key

[[nodiscard]] FilterChoices choicesOf(const lineage::Subgraph &graph, const Classes &classes);

struct Filtered {
    lineage::Subgraph graph;
    int hidden = 0;                                  // nodes
    QHash<std::pair<QString, QString>, int> through; // ends of a link to how many it leads through
};
/// Where a hidden thing stood between two shown ones, a link that says so stands now, of the
/// shortest way. The root is always shown. Error: Cancelled.
[[nodiscard]] Result<Filtered> filtered(const lineage::Subgraph &graph, const GraphFilter &filter,
                                        const Classes &classes,
                                        const std::function<bool()> &cancelled = {});

} // namespace meshlens::ui
