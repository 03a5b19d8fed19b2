// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_accessible.h"
#include "ui/lineage/graph_overlays.h"
#include "ui/lineage/graph_view.h"

#include <algorithm>

// What is chosen, found or under the pointer, and what that makes strong and quiet.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

LinkId linkId(const Drawing &drawing, const DrawnEdge &edge)
{
    const auto column = [&](int node, int row) {
        return row < 0 ? QString() : drawing.nodes[node].rows[row].name;
    };
    return {drawing.nodes[edge.from].node.key, drawing.nodes[edge.to].node.key,
            column(edge.from, edge.fromRow), column(edge.to, edge.toRow)};
}

int linkBetween(const Drawing &drawing, const LinkId &link)
{
    const int node = link.isValid() ? drawing.number(link.from) : -1;
    if (node < 0)
        return -1;
    for (const int number : drawing.nodes[node].out) {
        if (linkId(drawing, drawing.edges[number]) == link)
            return number;
    }
    return -1;
}

/// Of a node while no way is highlighted.
Emphasis GraphView::emphasisNow(int node) const
{
    if (m_edge >= 0) {
        const DrawnEdge &edge = drawing()->edges[m_edge];
        return edge.from == node || edge.to == node ? Emphasis::On : Emphasis::Quiet;
    }
    if (!m_filter.isEmpty())
        return std::binary_search(m_matches.begin(), m_matches.end(), node) ? Emphasis::On
                                                                            : Emphasis::Quiet;
    return node == drawing()->number(drawing()->root) ? Emphasis::Focus : Emphasis::Plain;
}

Emphases GraphView::emphasesNow(const Highlight &highlight) const
{
    Emphases emphases = emphasesOf(*drawing(), highlight);
    if (highlight.isOn())
        return emphases;
    const int nodes = nodeItems();
    emphases.nodes.reserve(static_cast<std::size_t>(nodes));
    for (int i = 0; i < nodes; ++i)
        emphases.nodes.push_back(emphasisNow(i));
    const bool quiet = m_edge >= 0 || !m_filter.isEmpty();
    emphases.edges.assign(static_cast<std::size_t>(edgeItems()),
                          quiet ? Emphasis::Quiet : Emphasis::Plain);
    if (m_edge >= 0)
        emphases.edges[static_cast<std::size_t>(m_edge)] = Emphasis::On;
    return emphases;
}

Emphases GraphView::chosenEmphases() const
{
    return m_scene ? emphasesNow(m_highlight) : Emphases();
}

void GraphView::emphasise()
{
    if (m_scene) {
        const Highlight none;
        const Highlight &highlight = m_highlight.isOn() ? m_highlight
                                     : m_edge >= 0      ? none
                                                        : m_hover;
        m_emphases = std::make_shared<const Emphases>(emphasesNow(highlight));
        m_tiles.setLook(m_look, m_emphases);
        m_sharp = false;
    }
    m_minimap->refresh();
    update();
}

void GraphView::setPlace(Place place)
{
    if (!m_scene)
        return;
    m_edge = -1;
    m_highlight = highlightOf(*drawing(), place);
    emphasise();
    if (m_highlight.isOn()) {
        setAccessibleDescription(wordsFor(drawing()->nodes[place.node], m_look.nowMs));
        tellGraphFocus(*this, place.node);
    }
    emit placeChanged();
}

void GraphView::setEdge(int edge)
{
    m_highlight = {};
    m_edge = edge;
    emphasise();
    if (edge >= 0)
        setAccessibleDescription(wordsFor(*drawing(), drawing()->edges[edge]).join(u", "_s));
    emit placeChanged();
}

int GraphView::setFilter(const QString &text)
{
    m_filter = text.trimmed();
    m_matches.clear();
    m_match = -1;
    if (!m_scene)
        return 0;
    if (!m_filter.isEmpty()) {
        for (int i = 0; i < nodeItems(); ++i) {
            const lineage::Node &node = drawing()->nodes[i].node;
            const bool column = std::ranges::any_of(node.columns, [&](const QString &name) {
                return name.contains(m_filter, Qt::CaseInsensitive);
            });
            if (column || node.name.contains(m_filter, Qt::CaseInsensitive) ||
                node.domainName.contains(m_filter, Qt::CaseInsensitive))
                m_matches.append(i);
        }
    }
    emphasise();
    return static_cast<int>(m_matches.size());
}

void GraphView::showNextMatch()
{
    if (m_matches.isEmpty())
        return;
    m_match = (m_match + 1) % static_cast<int>(m_matches.size());
    showChosen(m_matches[m_match]);
}

void GraphView::showChosen(int node)
{
    setPlace({node, -1});
    if (zoom() < readableZoom)
        setZoom(readableZoom);
    centreOn(node);
}

} // namespace meshlens::ui
