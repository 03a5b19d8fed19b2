// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/parts/load.h"
#include "ui/parts/search_field.h"

// Finding by name, also what stands inside closed domains and schemas: a large mesh begins with all
// of them closed.

namespace meshlens::ui {

using lineage::Level;

namespace {

constexpr qsizetype mostInside = 1000;

using Found = QList<std::pair<QString, QString>>; // key, and what has to be opened

/// Things inside those domains whose name holds the text. Thread: worker.
Found insideOf(const lineage::Graph &graph, const QSet<QString> &domains, const QString &text)
{
    const lineage::Graph::Data &data = graph.data();
    Found found;
    const auto look = [&](const QString &name, const QString &key, const QString &domain) {
        if (domains.contains(domain) && name.contains(text, Qt::CaseInsensitive))
            found.append({key, domain});
        return found.size() < mostInside;
    };
    for (const store::ProductRow &product : data.products) {
        if (!look(product.name, product.key, product.domain))
            return found;
    }
    for (int i = 0; i < data.datasetCount(); ++i) {
        const int domain = data.datasets[i].domain;
        if (domain < 0 || !data.productsOf(i).empty())
            continue;
        if (!look(data.datasetNames.text(i), data.datasetKeys.text(i), data.domains[domain].key))
            return found;
    }
    return found;
}

/// Things of a graph that stand inside those domains and schemas. Thread: worker.
Found insideOf(const lineage::Subgraph &graph, const QSet<QString> &stacks, const QString &text)
{
    Found found;
    for (const lineage::Node &node : graph.nodes) {
        if (!node.name.contains(text, Qt::CaseInsensitive))
            continue;
        if (const QString stack = stackOf(node, stacks); !stack.isEmpty())
            found.append({node.key, stack});
        if (found.size() >= mostInside)
            break;
    }
    return found;
}

} // namespace

void LineagePage::find(const QString &given)
{
    const QString text = given.trimmed();
    const int drawn = m_view->setFilter(text);
    m_inside.clear();
    m_bar->setMatches(drawn, 0, !text.isEmpty());
    if (drawn > 0 || text.isEmpty() || !m_answer || !m_view->drawing())
        return;
    QSet<QString> closed;
    for (const DrawnNode &node : m_view->drawing()->nodes) {
        if (standsForOthers(node))
            closed.insert(node.node.key);
    }
    const bool domains = m_wish.level == Level::Domain; // the graph has nothing of what is in them
    if (domains && (!m_wish.root.isEmpty() || m_wish.question != LineageQuestion::Around ||
                    m_wish.filter.isOn()))
        return;
    compute(
        this,
        [source = m_answer->source, graph = m_answer->unfolded, domains, closed,
         text]() -> Result<Inside> {
            return domains ? insideOf(*source, closed, text) : insideOf(graph, closed, text);
        },
        [this, given](const Inside &found) {
            if (m_bar->filter()->text() != given || found.isEmpty())
                return;
            m_inside = found;
            m_bar->setMatches(0, static_cast<int>(found.size()), true);
        },
        [](const Error &) {});
}

void LineagePage::showNextFound()
{
    if (m_inside.isEmpty()) {
        m_view->showNextMatch();
        return;
    }
    const auto [key, stack] = m_inside.constFirst();
    m_inside.clear(); // the next picture is looked through anew
    m_wantedKey = key;
    m_wantedInSight = true;
    if (const auto thing = m_answer->source->find(key);
        !isSchema(stack) && thing && thing->kind == mesh::Kind::Dataset)
        m_wish.opened.insert(schemaKey(key, stack)); // a large domain opens to its schemas
    toggleDomain(stack);
}

} // namespace meshlens::ui
