// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/scorecard_model.h"

#include "ui/governance/governance_rows.h"
#include "ui/parts/badges.h"
#include "ui/parts/format.h"

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

scores::SixValues meansOf(const QList<scores::ScorecardRow> &rows)
{
    scores::SixValues means;
    for (std::size_t i = 0; i < 6; ++i) {
        double sum = 0;
        int known = 0;
        for (const scores::ScorecardRow &row : rows) {
            if (row.values[i]) {
                sum += *row.values[i];
                ++known;
            }
        }
        if (known > 0)
            means[i] = sum / known;
    }
    return means;
}

double worstOf(const scores::ScorecardRow &row)
{
    double worst = 101;
    for (const auto &value : row.values)
        worst = std::min(worst, value.value_or(101));
    return worst;
}

double sumOf(const scores::ScorecardRow &row)
{
    double sum = 0;
    for (const auto &value : row.values)
        sum += value.value_or(100);
    return sum;
}

} // namespace

ScorecardModel::ScorecardModel(QObject *parent) : QAbstractItemModel(parent) {}

void ScorecardModel::setData(const GovernanceData &data)
{
    m_data = data;
    const QList<Group> groups = grouped();
    // The same groups with the same products: only their values can be other ones.
    const bool same = std::ranges::equal(groups, m_groups, [](const Group &a, const Group &b) {
        return a.key == b.key && std::ranges::equal(a.rows, b.rows, {}, &scores::ScorecardRow::key,
                                                    &scores::ScorecardRow::key);
    });
    if (!same) {
        rebuild();
        return;
    }
    m_groups = groups;
    if (rowCount() == 0)
        return;
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    for (int row = 0; !isFlat() && row < rowCount(); ++row) {
        const QModelIndex group = index(row, 0);
        if (rowCount(group) > 0)
            emit dataChanged(index(0, 0, group),
                             index(rowCount(group) - 1, ColumnCount - 1, group));
    }
}

void ScorecardModel::setGrouping(Grouping grouping)
{
    if (grouping == m_grouping)
        return;
    m_grouping = grouping;
    rebuild();
}

void ScorecardModel::setFilter(const QString &words, bool onlyCertified)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    m_onlyCertified = onlyCertified;
    rebuild();
}

void ScorecardModel::rebuild()
{
    beginResetModel();
    m_groups = grouped();
    endResetModel();
}

bool ScorecardModel::passes(const scores::ScorecardRow &row, const QString &domainName) const
{
    if (m_onlyCertified && !row.certified)
        return false;
    const QString all = row.name + u'\n' + domainName + u'\n' +
                        m_data.products.value(row.key).ownerNames.join(u'\n');
    return std::ranges::all_of(
        m_words, [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

QList<ScorecardModel::Group> ScorecardModel::grouped() const
{
    QList<Group> groups;
    const auto groupOf = [&](const QString &key, const QString &name) -> Group & {
        for (Group &group : groups) {
            if (group.key == key)
                return group;
        }
        groups.append(Group{key, name, {}, {}});
        return groups.last();
    };
    for (const scores::ScorecardDomain &domain : m_data.governance.domains) {
        for (const scores::ScorecardRow &row : domain.products) {
            if (!passes(row, domain.name))
                continue;
            switch (m_grouping) {
            case Grouping::Domain:
                groupOf(domain.key, domain.name.isEmpty() ? tr("No domain") : domain.name).rows +=
                    row;
                break;
            case Grouping::Catalog: {
                const QString catalog = m_data.products.value(row.key).catalogs.value(0);
                groupOf(catalog, catalog).rows += row;
                break;
            }
            case Grouping::Worst:
                groupOf({}, {}).rows += row;
                break;
            }
        }
    }
    for (Group &group : groups) {
        group.values = meansOf(group.rows);
        if (isFlat())
            std::ranges::stable_sort(group.rows, {}, [](const scores::ScorecardRow &row) {
                return std::tuple(worstOf(row), sumOf(row));
            });
    }
    if (m_grouping == Grouping::Catalog)
        std::ranges::stable_sort(groups, {},
                                 [](const Group &group) { return group.name.toLower(); });
    return groups;
}

int ScorecardModel::productCount() const
{
    qsizetype count = 0;
    for (const Group &group : m_groups)
        count += group.rows.size();
    return static_cast<int>(count);
}

QModelIndex ScorecardModel::indexOf(const QString &key, int column) const
{
    for (int g = 0; g < m_groups.size(); ++g) {
        if (!isFlat() && m_groups[g].key == key)
            return index(g, column);
        const QList<scores::ScorecardRow> &rows = m_groups[g].rows;
        for (int row = 0; row < rows.size(); ++row) {
            if (rows[row].key == key)
                return index(row, column, isFlat() ? QModelIndex() : index(g, 0));
        }
    }
    return {};
}

TableText ScorecardModel::table() const
{
    QList<FactColumn> columns{{tr("Group"), 0}, {tr("Product"), 0}, {tr("Key"), 0}};
    for (int i = 0; i < 6; ++i)
        columns += FactColumn{qualityName(static_cast<mesh::Quality>(i)), 0};
    FactModel facts(columns);
    QList<FactRow> rows;
    QList<int> numbers;
    for (const Group &group : m_groups) {
        for (const scores::ScorecardRow &known : group.rows) {
            FactRow row;
            row.id = known.key;
            row.cells = {FactCell{.text = group.name}, FactCell{.text = known.name},
                         FactCell{.text = known.key}};
            for (const auto &value : known.values)
                row.cells += FactCell{.text = value ? QString::number(qRound(*value)) : QString()};
            numbers += static_cast<int>(rows.size());
            rows += row;
        }
    }
    facts.setRows(rows);
    TableText all = facts.table(numbers);
    all.title = tr("Scorecard");
    return all;
}

// The internal id of an index is 0 at the top, else the number of its group plus one.
QModelIndex ScorecardModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr(0));
}

QModelIndex ScorecardModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr(0));
}

int ScorecardModel::rowCount(const QModelIndex &parent) const
{
    if (isFlat())
        return parent.isValid() || m_groups.isEmpty()
                   ? 0
                   : static_cast<int>(m_groups.constFirst().rows.size());
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return static_cast<int>(m_groups[parent.row()].rows.size());
}

int ScorecardModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

const ScorecardModel::Group *ScorecardModel::groupAt(const QModelIndex &index) const
{
    return !isFlat() && index.internalId() == 0 ? &m_groups[index.row()] : nullptr;
}

const scores::ScorecardRow *ScorecardModel::rowAt(const QModelIndex &index) const
{
    if (isFlat())
        return &m_groups.constFirst().rows[index.row()];
    if (index.internalId() == 0)
        return nullptr;
    return &m_groups[static_cast<qsizetype>(index.internalId()) - 1].rows[index.row()];
}

std::optional<mesh::Quality> ScorecardModel::qualityOf(int column)
{
    if (column < FirstQuality || column >= ColumnCount)
        return std::nullopt;
    return static_cast<mesh::Quality>(column - FirstQuality);
}

QVariant ScorecardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Group *group = groupAt(index);
    const scores::ScorecardRow *row = rowAt(index);
    const QString name = group ? group->name : row->name;
    const scores::SixValues &values = group ? group->values : row->values;
    const auto quality = qualityOf(index.column());
    const std::optional<double> value =
        quality ? values[static_cast<std::size_t>(*quality)] : std::nullopt;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name)
            return name;
        return value ? QVariant(QString::number(qRound(*value))) : QVariant(QString());
    case Qt::AccessibleTextRole:
        if (quality)
            return tr("%1, %2, %3")
                .arg(name, qualityName(*quality),
                     value ? QString::number(qRound(*value)) : tr("no rule applies"));
        return name;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((quality ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter);
    case KeyRole:
        return group ? group->key : row->key;
    case ValueRole:
        return value ? QVariant(*value) : QVariant();
    case ValuesRole:
        return QVariant::fromValue(values);
    case IsGroupRole:
        return group != nullptr;
    case CountRole:
        return group ? QVariant(static_cast<int>(group->rows.size())) : QVariant();
    case DomainRole:
        return group ? (m_grouping == Grouping::Domain ? QVariant(group->key) : QVariant())
                     : QVariant(m_data.products.value(row->key).domain);
    default:
        return {};
    }
}

QVariant ScorecardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (const auto quality = qualityOf(section))
        return qualityName(*quality);
    return section == Name ? tr("Product") : tr("All");
}

} // namespace meshlens::ui
