// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"
#include "ui/parts/shared_build.h"

namespace meshlens::ui {

/// The lineage graph of now that the lineage, product and impact screens walk. It is immutable:
/// hand it to a worker.
class LineageGraph final : public SharedBuild
{
    Q_OBJECT

public:
    static LineageGraph &of(Session &session) { return SharedBuild::of<LineageGraph>(session); }

    /// Null until the first one is ready.
    [[nodiscard]] std::shared_ptr<const lineage::Graph> graph() const { return m_graph; }

private:
    friend class SharedBuild;
    explicit LineageGraph(Session &session) : SharedBuild(session) {}
    void build() override;

    std::shared_ptr<const lineage::Graph> m_graph;
};

} // namespace meshlens::ui
