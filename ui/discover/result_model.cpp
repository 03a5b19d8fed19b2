// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/result_model.h"

#include "models/access/words.h"
#include "ui/discover/words.h"
#include "ui/parts/badges.h"
#include "ui/parts/format.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

FreshnessBadge badgeOf(const search::HitFreshness &freshness)
{
    return {freshness.ageMs, freshness.objectiveMs, freshness.learned, false};
}

QVariant display(const search::Hit &hit, int column)
{
    switch (column) {
    case ResultModel::Name:
        return hit.name;
    case ResultModel::Kind:
        return kindWords(hit.kind, hit.type);
    case ResultModel::Domain:
        return hit.domainName;
    case ResultModel::Quality:
        return hit.kind == mesh::Kind::Product || hit.quality
                   ? format::score(hit.quality, hit.coverage)
                   : QString();
    case ResultModel::Qualities:
        return hit.kind == mesh::Kind::Product ? hexagonWords(hit.qualities) : QString();
    case ResultModel::Freshness:
        return hit.freshness ? freshnessText(badgeOf(*hit.freshness)) : QString();
    case ResultModel::Access:
        return hit.access ? access::accessWords(*hit.access) : QString();
    case ResultModel::Owner:
        return hit.ownerNames.join(u", "_s);
    case ResultModel::Catalog:
        return hit.catalogs.join(u", "_s);
    default:
        return {};
    }
}

QVariant sortValue(const search::Hit &hit, int column)
{
    if (column == ResultModel::Quality)
        return hit.quality ? QVariant(*hit.quality) : QVariant();
    if (column == ResultModel::Freshness)
        return hit.freshness && hit.freshness->ageMs
                   ? QVariant(static_cast<qlonglong>(*hit.freshness->ageMs))
                   : QVariant();
    return display(hit, column);
}

QString tip(const search::Hit &hit)
{
    QStringList why;
    for (const QString &word : hit.why)
        why += whyWords(word);
    return why.isEmpty() ? hit.name
                         : ResultModel::tr("%1\nFound by: %2").arg(hit.name, why.join(u", "_s));
}

} // namespace

namespace {

/// What twins share; empty where a name alone says nothing (many tables are called "orders").
QString twinName(const search::Hit &hit)
{
    if (hit.kind != mesh::Kind::Product && hit.kind != mesh::Kind::Term)
        return {};
    return mesh::toText(hit.kind) + u' ' + hit.name.toCaseFolded();
}

} // namespace

ResultModel::ResultModel(QObject *parent) : QAbstractTableModel(parent) {}

void ResultModel::setHits(const search::Hits &hits, const QList<live::Row> &live)
{
    constexpr qint64 most = 5'000'000; // what a view can still scroll
    const int total = static_cast<int>(std::min(hits.total, most));
    m_asked.clear();
    replace({{0, hits.hits.first(std::min<qsizetype>(hits.hits.size(), total))}}, total, live);
    m_names.clear();
    countNames(m_pages.value(0));
}

void ResultModel::setLive(const QList<live::Row> &live)
{
    replace(m_pages, m_total, live);
}

void ResultModel::replace(const QHash<int, QList<search::Hit>> &pages, int total,
                          const QList<live::Row> &live)
{
    const int before = m_rows;
    const int now = total + static_cast<int>(live.size());
    if (now > before) { // first, so that what stays has a row to move to
        beginInsertRows({}, before, now - 1);
        m_rows = now;
        endInsertRows();
    }
    emit layoutAboutToBeChanged();
    const QModelIndexList indexes = persistentIndexList();
    QStringList keys;
    for (const QModelIndex &index : indexes) {
        const search::Hit *old = hit(index.row());
        keys += old ? old->key : QString();
    }
    m_pages = pages;
    m_total = total;
    m_live = live;
    for (live::Row &row : m_live)
        row.localBefore = std::min(row.localBefore, total);
    QModelIndexList moved;
    for (qsizetype i = 0; i < indexes.size(); ++i) {
        const int row = keys[i].isEmpty() ? -1 : rowOf(keys[i]);
        moved += row < 0 ? QModelIndex() : createIndex(row, indexes[i].column());
    }
    changePersistentIndexList(indexes, moved);
    emit layoutChanged();

    if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_rows = now;
        endRemoveRows();
    }
    if (const int same = std::min(before, now); same > 0)
        emit dataChanged(index(0, 0), index(same - 1, Count - 1));
}

const live::Row *ResultModel::liveAt(int row) const
{
    // Number i of them stands in row localBefore + i, so the rows rise.
    int first = 0, last = static_cast<int>(m_live.size());
    while (first < last) {
        const int middle = (first + last) / 2;
        if (m_live[middle].localBefore + middle < row)
            first = middle + 1;
        else
            last = middle;
    }
    return first < m_live.size() && m_live[first].localBefore + first == row ? &m_live[first]
                                                                             : nullptr;
}

const live::Row *ResultModel::liveOf(const QString &key) const
{
    const auto found =
        std::ranges::find_if(m_live, [&](const live::Row &row) { return row.hit.key == key; });
    return found == m_live.end() ? nullptr : &*found;
}

int ResultModel::localsAbove(int row) const
{
    int live = 0;
    while (live < m_live.size() && m_live[live].localBefore + live < row)
        ++live;
    return row - live;
}

int ResultModel::rowOfLocal(int local) const
{
    int row = local;
    for (const live::Row &live : m_live)
        row += live.localBefore <= local ? 1 : 0;
    return row;
}

void ResultModel::addHits(int offset, const QList<search::Hit> &hits)
{
    if (hits.isEmpty() || offset % pageSize != 0 || offset >= m_total)
        return;
    const int rows = std::min(static_cast<int>(hits.size()), m_total - offset);
    const int page = offset / pageSize;
    m_pages.insert(page, hits.first(rows));
    countNames(m_pages[page]);
    while (m_pages.size() > mostPages) {
        int furthest = page;
        for (auto it = m_pages.keyBegin(); it != m_pages.keyEnd(); ++it) {
            if (std::abs(*it - page) > std::abs(furthest - page))
                furthest = *it;
        }
        m_pages.remove(furthest);
        m_asked.remove(furthest);
    }
    emit dataChanged(index(rowOfLocal(offset), 0), index(rowOfLocal(offset + rows - 1), Count - 1));
}

void ResultModel::countNames(const QList<search::Hit> &hits)
{
    for (const search::Hit &hit : hits) {
        if (const QString name = twinName(hit); !name.isEmpty())
            m_names[name].insert(hit.kind == mesh::Kind::Term ? hit.description : hit.key);
    }
}

bool ResultModel::hasTwin(const search::Hit &hit) const
{
    const QString name = twinName(hit);
    return !name.isEmpty() && m_names.value(name).size() > 1;
}

void ResultModel::forgetWanted(int offset)
{
    m_asked.remove(offset / pageSize);
}

void ResultModel::setMarked(const QStringList &keys)
{
    m_marked = keys;
    if (m_rows > 0)
        emit dataChanged(index(0, Name), index(m_rows - 1, Name));
}

const search::Hit *ResultModel::hit(int row) const
{
    if (const live::Row *live = liveAt(row))
        return &live->hit;
    const int local = localsAbove(row);
    const auto page = m_pages.constFind(local / pageSize);
    if (local < 0 || page == m_pages.cend() || local % pageSize >= page->size())
        return nullptr;
    return &(*page)[local % pageSize];
}

int ResultModel::rowOf(const QString &key) const
{
    for (int i = 0; i < m_live.size(); ++i) {
        if (m_live[i].hit.key == key)
            return m_live[i].localBefore + i;
    }
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page) {
        for (int i = 0; i < page->size(); ++i) {
            if ((*page)[i].key == key)
                return rowOfLocal(page.key() * pageSize + i);
        }
    }
    return -1;
}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Count);
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const search::Hit *found = hit(index.row());
    if (!found) {
        const int local = localsAbove(index.row());
        const int page = local / pageSize;
        if (role == Qt::DisplayRole && local < m_total && !m_asked.contains(page)) {
            m_asked.insert(page);
            emit pageWanted(page * pageSize);
        }
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return display(*found, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() != Name)
            return display(*found, index.column());
        if (const live::Row *live = liveAt(index.row()))
            return tr("%1, from %2, live, not read yet").arg(spokenHit(*found), live->catalog);
        return isMarked(found->key) ? tr("%1, marked for comparing").arg(spokenHit(*found))
                                    : spokenHit(*found);
    case Qt::ToolTipRole:
        return index.column() == Name ? QVariant(tip(*found)) : display(*found, index.column());
    case KeyRole:
        return found->key;
    case SortRole:
        return sortValue(*found, index.column());
    default:
        return {};
    }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind");
    case Domain:
        return tr("Domain");
    case Quality:
        return tr("Quality");
    case Qualities:
        return tr("Qualities");
    case Freshness:
        return tr("Freshness");
    case Access:
        return tr("Access");
    case Owner:
        return tr("Owner");
    case Catalog:
        return tr("Catalog");
    default:
        return {};
    }
}

} // namespace meshlens::ui
