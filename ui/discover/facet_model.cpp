// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/facet_model.h"

#include "ui/discover/words.h"
#include "ui/parts/format.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownFirst = 6;
constexpr int filterFrom = 12; // so many values want a filter

const QStringList mainFields{u"domain"_s, u"quality"_s, u"fresh"_s,
                             u"access"_s, u"kind"_s,    u"catalog"_s};
const QStringList furtherFields{u"type"_s,  u"owner"_s,  u"tag"_s,      u"term"_s,
                                u"class"_s, u"status"_s, u"archetype"_s};

} // namespace

FacetModel::FacetModel(QObject *parent) : QAbstractItemModel(parent)
{
    for (const QString &name : mainFields)
        m_fields.append({name, false, {}, {}, {}, {}});
}

void FacetModel::setFacets(const QList<search::Facet> &facets)
{
    for (int i = 0; i < m_fields.size(); ++i) {
        QList<search::FacetValue> values;
        for (const search::Facet &facet : facets) {
            if (facet.field == m_fields[i].name)
                values = facet.values;
        }
        m_fields[i].values = values;
        refresh(i);
    }
}

void FacetModel::setFurtherShown(bool on)
{
    if (on == m_further)
        return;
    m_further = on;
    const int first = static_cast<int>(mainFields.size());
    if (on) {
        beginInsertRows({}, first, first + static_cast<int>(furtherFields.size()) - 1);
        for (const QString &name : furtherFields)
            m_fields.append({name, false, {}, {}, {}, {}});
        endInsertRows();
    } else {
        beginRemoveRows({}, first, static_cast<int>(m_fields.size()) - 1);
        m_fields.resize(first);
        endRemoveRows();
    }
}

void FacetModel::setOpen(const QString &field, bool open)
{
    const QModelIndex at = indexOf(field);
    if (!at.isValid())
        return;
    m_fields[at.row()].open = open;
    if (!open) {
        m_fields[at.row()].filter.clear();
        m_fields[at.row()].found.clear();
    }
    refresh(at.row());
}

void FacetModel::setFilter(const QString &field, const QString &text)
{
    const QModelIndex at = indexOf(field);
    if (!at.isValid())
        return;
    m_fields[at.row()].filter = text;
    m_fields[at.row()].found.clear();
    refresh(at.row());
    emit filterChanged(field, text);
}

void FacetModel::setFound(const QString &text, const search::Facet &facet)
{
    const QModelIndex at = indexOf(facet.field);
    if (!at.isValid() || m_fields[at.row()].filter != text)
        return; // another text by now
    m_fields[at.row()].found = facet.values;
    refresh(at.row());
}

QModelIndex FacetModel::indexOf(const QString &field) const
{
    for (int i = 0; i < m_fields.size(); ++i) {
        if (m_fields[i].name == field)
            return index(i, 0);
    }
    return {};
}

QList<FacetModel::Row> FacetModel::rowsOf(const Field &field)
{
    QList<Row> rows;
    const bool many = field.values.size() > filterFrom;
    if (field.open && many)
        rows.append({RowType::Filter, {}, 0});
    const QString wanted = search::folded(field.filter);
    qint64 hidden = 0;
    const bool beyond = !field.found.isEmpty() && field.open;
    for (const search::FacetValue &value : beyond ? field.found : field.values) {
        const bool inUse = value.choice != search::Choice::Free;
        const QString label = valueWords(field.name, value.value, value.label);
        const bool fits = wanted.isEmpty() || search::folded(label).contains(wanted);
        const bool shown = field.open ? fits && rows.size() <= mostShown : rows.size() < shownFirst;
        if (shown || inUse)
            rows.append({RowType::Value, value, 0});
        else if (!field.open || fits)
            ++hidden;
    }
    if (field.open && hidden > 0)
        rows.append({RowType::Note, {}, std::exchange(hidden, 0)});
    if (hidden > 0 || (field.open && field.values.size() > shownFirst))
        rows.append({RowType::More, {}, hidden});
    return rows;
}

void FacetModel::refresh(int fieldRow)
{
    Field &field = m_fields[fieldRow];
    const QList<Row> now = rowsOf(field);
    const QModelIndex parent = index(fieldRow, 0);
    const auto count = [](const QList<Row> &rows) { return static_cast<int>(rows.size()); };

    int head = 0;
    while (head < std::min(count(now), count(field.rows)) && now[head].sameAs(field.rows[head]))
        ++head;
    int tail = 0;
    while (tail < std::min(count(now), count(field.rows)) - head &&
           now[count(now) - 1 - tail].sameAs(field.rows[count(field.rows) - 1 - tail]))
        ++tail;
    if (const int gone = count(field.rows) - head - tail; gone > 0) {
        beginRemoveRows(parent, head, head + gone - 1);
        field.rows.remove(head, gone);
        endRemoveRows();
    }
    if (const int came = count(now) - head - tail; came > 0) {
        beginInsertRows(parent, head, head + came - 1);
        for (int i = 0; i < came; ++i)
            field.rows.insert(head + i, now[head + i]);
        endInsertRows();
    }
    field.rows = now; // counts and choices of those that stayed
    if (!now.isEmpty())
        emit dataChanged(index(0, 0, parent), index(count(now) - 1, 0, parent));
    emit dataChanged(parent, parent);
}

int FacetModel::inUse(const Field &field) const
{
    return static_cast<int>(
        std::ranges::count_if(field.values, [](const search::FacetValue &value) {
            return value.choice != search::Choice::Free;
        }));
}

std::optional<search::Choice> FacetModel::next(const QModelIndex &index, bool exclude) const
{
    const Row *row = rowAt(index);
    if (!row || row->type != RowType::Value || !(flags(index) & Qt::ItemIsEnabled))
        return std::nullopt;
    const search::Choice wanted = exclude ? search::Choice::Excluded : search::Choice::Chosen;
    return row->value.choice != search::Choice::Free && (!exclude || row->value.choice == wanted)
               ? search::Choice::Free
               : wanted;
}

const FacetModel::Row *FacetModel::rowAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    return &m_fields[static_cast<int>(index.internalId()) - 1].rows[index.row()];
}

QModelIndex FacetModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    // 0: a field; else the number of the field that the value belongs to
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row() + 1) : 0);
}

QModelIndex FacetModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr(0));
}

int FacetModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_fields.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return static_cast<int>(m_fields[parent.row()].rows.size());
}

int FacetModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant FacetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row *row = rowAt(index);
    if (!row) {
        const Field &field = m_fields[index.row()];
        switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
        case LabelRole:
            return facetTitle(field.name);
        case FieldRole:
            return field.name;
        case TypeRole:
            return static_cast<int>(RowType::Field);
        case CountRole:
            return static_cast<qint64>(inUse(field));
        default:
            return {};
        }
    }
    const QString &field = m_fields[index.parent().row()].name;
    switch (role) {
    case TypeRole:
        return static_cast<int>(row->type);
    case FieldRole:
        return field;
    case ValueRole:
        return row->value.value;
    case LabelRole:
        return row->value.label;
    case CountRole:
        return row->type == RowType::More ? row->hidden : row->value.count;
    case ChoiceRole:
        return static_cast<int>(row->value.choice);
    case Qt::CheckStateRole:
        if (row->type != RowType::Value)
            return {};
        return row->value.choice == search::Choice::Chosen     ? Qt::Checked
               : row->value.choice == search::Choice::Excluded ? Qt::PartiallyChecked
                                                               : Qt::Unchecked;
    case Qt::DisplayRole:
        if (row->type == RowType::More)
            return row->hidden > 0 ? tr("%1 more").arg(format::count(row->hidden)) : tr("Fewer");
        if (row->type == RowType::Note)
            return tr("%1 more: filter to see them").arg(format::count(row->hidden));
        if (row->type == RowType::Filter)
            return {};
        return valueWords(field, row->value.value, row->value.label);
    case Qt::AccessibleTextRole: {
        if (row->type != RowType::Value)
            return data(index, Qt::DisplayRole);
        const QString words = valueWords(field, row->value.value, row->value.label);
        const QString count = format::count(row->value.count);
        return row->value.choice == search::Choice::Excluded
                   ? tr("%1, left out, %2 results").arg(words, count)
                   : tr("%1, %2 results").arg(words, count);
    }
    case Qt::ToolTipRole:
        if (row->type != RowType::Value)
            return {};
        return tr("Alt+click or the minus key leaves it out");
    default:
        return {};
    }
}

Qt::ItemFlags FacetModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Row *row = rowAt(index);
    if (!row || row->type != RowType::Value)
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    // A value that would leave nothing cannot be chosen, but one in use can be let go.
    if (row->value.count == 0 && row->value.choice == search::Choice::Free)
        return Qt::ItemIsSelectable;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace meshlens::ui
