// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/column_model.h"

#include "models/search/index.h"
#include "ui/parts/format.h"
#include "ui/product/product_words.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

QString checkKey(const QString &dataset, const QString &column)
{
    return dataset + u'#' + column;
}

QString rolesOf(const mesh::Column &column)
{
    QStringList words;
    for (const Tag &tag : columnTags(column))
        words += tag.text;
    return words.join(u", "_s);
}

QString profileWords(const samples::ColumnProfile &profile)
{
    const QString distinct = format::count(profile.distinct);
    return ColumnModel::tr("%1% empty, %2 different")
        .arg(format::number(100 * profile.emptyShare(), profile.empty == 0 ? 0 : 1),
             profile.distinctIsLeast ? ColumnModel::tr("over %1").arg(distinct) : distinct);
}

QString profileTip(const samples::ColumnProfile &profile)
{
    QString tip = ColumnModel::tr("%1, in %2 sample rows")
                      .arg(profileWords(profile), format::count(profile.rows));
    if (!profile.min.isEmpty() && profile.type != samples::ValueType::Masked)
        tip += u'\n' +
               ColumnModel::tr("from %1 to %2").arg(profile.min.left(80), profile.max.left(80));
    return tip;
}

} // namespace

ColumnModel::ColumnModel(QObject *parent)
    : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{}

void ColumnModel::setDatasets(const QList<mesh::Dataset> &datasets,
                              const QList<scores::CheckState> &checks)
{
    QHash<QString, QList<scores::CheckState>> byColumn;
    for (const scores::CheckState &state : checks)
        byColumn[checkKey(state.check.dataset, state.check.column)].append(state);
    const bool sameColumns = datasets == m_datasets;
    m_datasets = datasets;
    m_checks = byColumn;
    if (sameColumns) {
        announce(Checks);
        return;
    }
    rebuild();
}

void ColumnModel::setProfiles(const QString &dataset, const QList<samples::ColumnProfile> &profiles)
{
    for (const samples::ColumnProfile &profile : profiles)
        m_profiles.insert(checkKey(dataset, profile.name), profile);
    announce(Profile);
}

void ColumnModel::forgetProfiles()
{
    if (m_profiles.isEmpty())
        return;
    m_profiles.clear();
    announce(Profile);
}

/// One column of all rows has other values.
void ColumnModel::announce(Column column, const QModelIndex &parent)
{
    const int rows = rowCount(parent);
    if (rows == 0)
        return;
    emit dataChanged(index(0, column, parent), index(rows - 1, column, parent));
    for (int row = 0; row < rows; ++row)
        announce(column, index(row, 0, parent));
}

void ColumnModel::setFilter(const QString &text, Show show)
{
    if (text == m_filter && show == m_show)
        return;
    m_filter = text;
    m_show = show;
    rebuild();
}

bool ColumnModel::fits(const mesh::Column &column, Show show)
{
    switch (show) {
    case Show::All:
        return true;
    case Show::Keys:
        return column.primaryKey || column.unique;
    case Show::Personal:
        return column.personal;
    case Show::Undescribed:
        return column.description.isEmpty();
    }
    return true;
}

int ColumnModel::count(Show show) const
{
    int count = 0;
    for (const mesh::Dataset &dataset : m_datasets) {
        for (const mesh::Column &column : dataset.columns)
            count += fits(column, show) ? 1 : 0;
    }
    return count;
}

ColumnModel::Node *ColumnModel::child(Node *parent, const QString &label, const QString &dataset)
{
    // The newest child is the one that a following field belongs to, in nearly all cases.
    for (auto it = parent->down.rbegin(); it != parent->down.rend(); ++it) {
        if ((*it)->label == label && (*it)->dataset == dataset)
            return it->get();
    }
    auto made = std::make_unique<Node>();
    made->label = label;
    made->dataset = dataset;
    made->up = parent;
    made->row = static_cast<int>(parent->down.size());
    parent->down.push_back(std::move(made));
    return parent->down.back().get();
}

void ColumnModel::rebuild()
{
    constexpr int deepest = 32;
    beginResetModel();
    m_root = std::make_unique<Node>();
    const QString wanted = search::folded(m_filter);
    for (const mesh::Dataset &dataset : m_datasets) {
        Node *top = nullptr;
        for (const mesh::Column &column : dataset.columns) {
            const QString text = search::folded(column.name + u' ' + column.description);
            if (!fits(column, m_show) || (!wanted.isEmpty() && !text.contains(wanted)))
                continue;
            if (!top)
                top = m_datasets.size() > 1
                          ? child(m_root.get(), dataset.name.isEmpty() ? dataset.key : dataset.name,
                                  dataset.key)
                          : m_root.get();
            Node *at = top;
            const QStringList parts = column.name.split(u'.');
            if (parts.size() > deepest) {
                at = child(at, column.name, dataset.key);
            } else {
                for (const QString &part : parts)
                    at = child(at, part, dataset.key);
            }
            at->column = column;
        }
    }
    endResetModel();
}

ColumnModel::Node *ColumnModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

bool ColumnModel::isFlat() const
{
    return std::ranges::all_of(m_root->down, [](const auto &node) { return node->down.empty(); });
}

const mesh::Column *ColumnModel::column(const QModelIndex &index) const
{
    const Node *node = index.isValid() ? nodeOf(index) : nullptr;
    return node && node->column ? &*node->column : nullptr;
}

QList<scores::CheckState> ColumnModel::checksOf(const QModelIndex &index) const
{
    const mesh::Column *found = column(index);
    return found ? m_checks.value(checkKey(nodeOf(index)->dataset, found->name))
                 : QList<scores::CheckState>();
}

std::optional<samples::ColumnProfile> ColumnModel::profileOf(const QModelIndex &index) const
{
    const mesh::Column *found = column(index);
    const auto profile = found ? m_profiles.constFind(checkKey(nodeOf(index)->dataset, found->name))
                               : m_profiles.cend();
    return profile == m_profiles.cend() ? std::nullopt : std::optional(*profile);
}

QModelIndex ColumnModel::find(const QString &name) const
{
    QList<Node *> open{m_root.get()};
    while (!open.isEmpty()) {
        Node *node = open.takeLast();
        if (node->column && node->column->name == name)
            return createIndex(node->row, 0, node);
        for (const auto &down : node->down)
            open.append(down.get());
    }
    return {};
}

QModelIndex ColumnModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->down[static_cast<size_t>(row)].get());
}

QModelIndex ColumnModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    Node *up = nodeOf(child)->up;
    return up && up != m_root.get() ? createIndex(up->row, 0, up) : QModelIndex();
}

int ColumnModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->down.size());
}

int ColumnModel::columnCount(const QModelIndex &) const
{
    return Count;
}

QVariant ColumnModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeOf(index);
    if (role == ColumnRole)
        return node.column ? node.column->name : QString();
    if (role == DatasetRole)
        return node.dataset;
    const bool shown =
        role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole;
    if (!shown && role != SortRole)
        return {};
    switch (index.column()) {
    case Name:
        return role == Qt::ToolTipRole && node.column ? node.column->name : node.label;
    case Type:
        if (node.column)
            return node.column->type.isEmpty() ? tr("unknown") : node.column->type;
        return tr("%n columns", nullptr, static_cast<int>(node.down.size()));
    case Meaning:
        if (!node.column)
            return {};
        return node.column->description.isEmpty() ? tr("not described") : node.column->description;
    case Role:
        return node.column ? rolesOf(*node.column) : QString();
    case Profile: {
        const auto profile = profileOf(index);
        if (!profile)
            return {};
        return role == SortRole          ? QVariant(profile->emptyShare())
               : role == Qt::DisplayRole ? profileWords(*profile)
                                         : profileTip(*profile);
    }
    case Checks: {
        const auto checks = checksOf(index);
        return role == SortRole   ? QVariant(checks.size())
               : checks.isEmpty() ? QVariant(node.column ? tr("–") : QString())
                                  : QVariant(format::count(checks.size()));
    }
    default:
        return {};
    }
}

QVariant ColumnModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Column");
    case Type:
        return tr("Type");
    case Meaning:
        return tr("Meaning");
    case Role:
        return tr("Role");
    case Profile:
        return tr("In the sample");
    case Checks:
        return tr("Checks");
    default:
        return {};
    }
}

} // namespace meshlens::ui
