// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/context.h"
#include "models/lineage/graph.h"

namespace meshlens::commands {

/// What lineage can be drawn around.
inline const QList<mesh::Kind> graphKinds{mesh::Kind::Domain, mesh::Kind::Product,
                                          mesh::Kind::Dataset, mesh::Kind::Column};

using Graphs = QList<std::shared_ptr<const lineage::Graph>>;

/// As findThing(), then what only lineage knows: a column that no catalog describes, and things
/// that have gone since but are in one of the graphs, by key, qualified name or name.
Result<store::ThingRef> findInLineage(const Context &context, const store::Reader &reader,
                                      const Graphs &graphs, const QString &text,
                                      const QList<mesh::Kind> &kinds = graphKinds);

/// A column of a thing in the letters that lineage or the index has for it. Error NotFound.
Result<QString> findColumn(const store::Reader &reader, const lineage::Graph &graph,
                           const store::ThingRef &thing, const QString &name);

} // namespace meshlens::commands
