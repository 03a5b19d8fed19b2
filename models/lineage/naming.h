// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"

/// What people call things that only lineage knows, or knew. Thread: any; pure functions.
namespace meshlens::lineage {

/// A column of a dataset, or of what a product puts out, as lineage writes it: in the same letters,
/// else the only one that is written so in other letters. Empty: no edge names it.
[[nodiscard]] QString columnCalled(const Graph &graph, const QString &thing, const QString &name);

/// Keys of domains, products and datasets of this key, qualified name or name (in any case).
[[nodiscard]] QStringList keysCalled(const Graph &graph, const QString &text);

} // namespace meshlens::lineage
