// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/parts/load.h"
#include "ui/parts/search_field.h"

// Finding by name, also what stands inside closed domains: a large mesh begins with all of them
// closed.

namespace meshlens::ui {

using lineage::Level;

namespace {

constexpr qsizetype mostInside = 1000;

/// Things of a level whose name holds the text and whose domain is one of those, as `key` to
/// domain. Thread: worker.
QList<std::pair<QString, QString>> insideOf(const lineage::Graph &graph, Level level,
                                            const QSet<QString> &domains, const QString &text)
{
    const lineage::Graph::Data &data = graph.data();
    QList<std::pair<QString, QString>> found;
    const auto look = [&](const QString &name, const QString &key, const QString &domain) {
        if (domains.contains(domain) && name.contains(text, Qt::CaseInsensitive))
            found.append({key, domain});
        return found.size() < mostInside;
    };
    if (level != Level::Dataset) {
        for (const store::ProductRow &product : data.products) {
            if (!look(product.name, product.key, product.domain))
                return found;
        }
    }
    for (int i = 0; i < data.datasetCount(); ++i) {
        const int domain = data.datasets[i].domain;
        if (domain < 0 || (level != Level::Dataset && !data.productsOf(i).empty()))
            continue;
        if (!look(data.datasetNames.text(i), data.datasetKeys.text(i), data.domains[domain].key))
            return found;
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
    if (drawn > 0 || text.isEmpty() || !m_answer || !m_wish.root.isEmpty() ||
        m_wish.question != LineageQuestion::Around || m_wish.filter.isOn())
        return;
    QSet<QString> closed;
    if (const Drawing *drawing = m_view->drawing()) {
        for (const DrawnNode &node : drawing->nodes) {
            if (node.node.kind == mesh::Kind::Domain)
                closed.insert(node.node.key);
        }
    }
    compute(
        this,
        [graph = m_answer->source, level = m_wish.level, closed, text]() -> Result<Inside> {
            return insideOf(*graph, level, closed, text);
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
    const auto [key, domain] = m_inside.constFirst();
    m_inside.clear(); // the next picture is looked through anew
    m_wantedKey = key;
    toggleDomain(domain);
}

} // namespace meshlens::ui
