// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lineage_graph.h"

#include "ui/parts/load.h"

namespace meshlens::ui {

void LineageGraph::build()
{
    load(
        this, session(), [](store::Reader &reader) { return lineage::Graph::build(reader); },
        [this](const std::shared_ptr<const lineage::Graph> &graph) {
            m_graph = graph;
            finish(nullptr);
        },
        [this](const Error &failure) { finish(&failure); });
}

} // namespace meshlens::ui
