// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/step_model.h"

#include "ui/lineage/graph_painter.h"
#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

StepModel::StepModel(QObject *parent) : QAbstractItemModel(parent), m_top(std::make_unique<Item>())
{
    m_top->filled = true;
}

StepModel::~StepModel() = default;

void StepModel::setDrawing(std::shared_ptr<const Drawing> drawing, std::int64_t nowMs)
{
    beginResetModel();
    m_drawing = std::move(drawing);
    m_nowMs = nowMs;
    m_top = std::make_unique<Item>();
    m_top->filled = true;
    if (m_drawing) {
        fillTop();
    }
    endResetModel();
}

/// Every thing and every link that is drawn stands somewhere: below the root, else below a source;
/// a loop without a source is entered anywhere.
void StepModel::fillTop()
{
    const auto nodes = static_cast<std::size_t>(m_drawing->nodes.size());
    std::vector<bool> above(nodes, false); // what leads there is told
    std::vector<bool> below(nodes, false); // what leads on from there is told
    if (const int root = m_drawing->number(m_drawing->root); root >= 0) {
        append(*m_top, root, -1, Way::Root);
        meetAll(root, Way::Up, above);
        meetAll(root, Way::Down, below);
    }
    const auto isTold = [&](int number) {
        const auto at = static_cast<std::size_t>(number);
        if (below[at])
            return true;
        return above[at] &&
               std::ranges::all_of(m_drawing->nodes[number].out, [&](int edge) -> bool {
                   return above[static_cast<std::size_t>(m_drawing->edges[edge].to)];
               });
    };
    for (const bool sources : {true, false}) {
        for (int i = 0; i < m_drawing->nodes.size(); ++i) {
            if (isTold(i) || (sources && !m_drawing->nodes[i].in.empty()))
                continue;
            append(*m_top, i, -1, Way::Down);
            meetAll(i, Way::Down, below);
        }
    }
}

void StepModel::meetAll(int from, Way way, std::vector<bool> &met) const
{
    std::vector<int> front{from};
    met[static_cast<std::size_t>(from)] = true;
    while (!front.empty()) {
        const DrawnNode &node = m_drawing->nodes[front.back()];
        front.pop_back();
        for (const int number : way == Way::Up ? node.in : node.out) {
            const DrawnEdge &edge = m_drawing->edges[number];
            const int next = way == Way::Up ? edge.from : edge.to;
            if (met[static_cast<std::size_t>(next)])
                continue;
            met[static_cast<std::size_t>(next)] = true;
            front.push_back(next);
        }
    }
}

void StepModel::append(Item &parent, int node, int edge, Way way)
{
    auto item = std::make_unique<Item>();
    item->parent = &parent;
    item->row = static_cast<int>(parent.children.size());
    item->node = node;
    item->edge = edge;
    item->way = way;
    for (const Item *above = &parent; above && node >= 0; above = above->parent)
        item->repeats |= above->node == node && above->way != Way::Root;
    if (node >= 0 && way != Way::Root) {
        const int root = m_drawing->number(m_drawing->root);
        item->repeats |= node == root && root >= 0;
    }
    parent.children.push_back(std::move(item));
}

StepModel::Item *StepModel::itemOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_top.get();
}

std::vector<std::pair<int, int>> StepModel::steps(const Item &item) const
{
    std::vector<std::pair<int, int>> found;
    const Item *thing = item.node >= 0 ? &item : item.parent; // a heading speaks of its parent
    if (item.repeats || thing->node < 0)
        return found;
    const DrawnNode &node = m_drawing->nodes[thing->node];
    for (const int number : item.way == Way::Up ? node.in : node.out) {
        const DrawnEdge &edge = m_drawing->edges[number];
        const int there = item.way == Way::Up ? edge.from : edge.to;
        const bool known =
            std::ranges::any_of(found, [&](const auto &step) { return step.first == there; });
        if (!known)
            found.emplace_back(there, number);
    }
    return found;
}

QModelIndex StepModel::index(int row, int column, const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    if (row < 0 || column < 0 || column >= ColumnCount || parent.column() > 0 ||
        row >= static_cast<int>(item->children.size()))
        return {};
    return createIndex(row, column, item->children[row].get());
}

QModelIndex StepModel::parent(const QModelIndex &index) const
{
    const Item *above = index.isValid() ? itemOf(index)->parent : nullptr;
    return above && above->parent ? createIndex(above->row, 0, const_cast<Item *>(above))
                                  : QModelIndex();
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(itemOf(parent)->children.size());
}

int StepModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool StepModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const Item *item = itemOf(parent);
    if (item->filled)
        return !item->children.empty();
    if (item->way == Way::Root) {
        const DrawnNode &node = m_drawing->nodes[item->node];
        return !node.in.empty() || !node.out.empty();
    }
    return !steps(*item).empty();
}

bool StepModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.column() <= 0 && !itemOf(parent)->filled && hasChildren(parent);
}

void StepModel::fetchMore(const QModelIndex &parent)
{
    Item *item = itemOf(parent);
    if (item->filled)
        return;
    if (item->way == Way::Root) {
        const DrawnNode &node = m_drawing->nodes[item->node];
        std::vector<Way> ways;
        if (!node.in.empty())
            ways.push_back(Way::Up);
        if (!node.out.empty())
            ways.push_back(Way::Down);
        item->filled = true; // before anybody hears of the rows and asks again
        if (!ways.empty()) {
            beginInsertRows(parent, 0, static_cast<int>(ways.size()) - 1);
            for (const Way way : ways)
                append(*item, -1, -1, way);
            endInsertRows();
        }
        return;
    }
    const auto next = steps(*item);
    item->filled = true;
    if (next.empty())
        return;
    beginInsertRows(parent, 0, static_cast<int>(next.size()) - 1);
    for (const auto &[node, edge] : next)
        append(*item, node, edge, item->way);
    endInsertRows();
}

QString StepModel::text(const Item &item, int column) const
{
    if (item.node < 0) {
        return column != Name ? QString() : item.way == Way::Up ? tr("Comes from") : tr("Goes to");
    }
    const lineage::Node &thing = m_drawing->nodes[item.node].node;
    switch (column) {
    case Name:
        return item.repeats ? tr("%1 (see above)").arg(thing.name) : thing.name;
    case Domain:
        return thing.domainName;
    case Quality:
        if (thing.schema)
            return {};
        return thing.kind == mesh::Kind::Domain
                   ? format::score(m_drawing->nodes[item.node].facts.quality)
                   : format::score(thing.score.quality, thing.score.coverage);
    case Freshness:
        return thing.schema || thing.kind == mesh::Kind::Domain
                   ? QString()
                   : freshnessText(freshnessBadge(thing.score, m_nowMs));
    case Link:
        return item.edge < 0 ? QString() : linkText(m_drawing->edges[item.edge]);
    default:
        return {};
    }
}

/// With the columns of all links between the two.
QString StepModel::linkText(const DrawnEdge &edge) const
{
    bool declared = false, found = false, crosses = false;
    QStringList columns;
    for (const int number : m_drawing->nodes[edge.from].out) {
        const DrawnEdge &other = m_drawing->edges[number];
        if (other.to != edge.to)
            continue;
        (other.edge.declared ? declared : found) = true;
        crosses |= other.edge.crossesCatalogs;
        if (other.fromRow < 0)
            continue;
        const QString &from = m_drawing->nodes[other.from].rows[other.fromRow].name;
        columns += other.toRow < 0
                       ? from
                       : u"%1 → %2"_s.arg(from, m_drawing->nodes[other.to].rows[other.toRow].name);
    }
    QStringList words;
    if (declared)
        words += tr("declared");
    if (found)
        words += tr("found in query history");
    if (crosses)
        words += tr("crosses two catalogs");
    return (words + standingWords(edge.standing) + columns).join(u", "_s);
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_drawing)
        return {};
    const Item &item = *itemOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(item, index.column());
    case Qt::DecorationRole:
        if (index.column() == Name && item.node >= 0)
            return themeIcon(kindIcon(m_drawing->nodes[item.node].node));
        return {};
    case Qt::AccessibleTextRole:
        if (index.column() == Name && item.node >= 0) {
            const QString link = text(item, Link);
            const QString words = wordsFor(m_drawing->nodes[item.node], m_nowMs);
            return link.isEmpty() ? words : words + u", "_s + link;
        }
        return text(item, index.column());
    case KeyRole:
        return item.node < 0 ? QString() : m_drawing->nodes[item.node].node.key;
    case NodeRole:
        return item.node;
    default:
        return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Step");
    case Domain:
        return tr("Domain");
    case Quality:
        return tr("Quality");
    case Freshness:
        return tr("Freshness");
    case Link:
        return tr("Link");
    default:
        return {};
    }
}

} // namespace meshlens::ui
