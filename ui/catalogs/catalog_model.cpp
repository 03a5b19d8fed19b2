// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/catalogs/catalog_model.h"

#include "models/store/catalog_health.h"
#include "ui/parts/format.h"

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

bool CatalogLine::operator==(const CatalogLine &other) const
{
    const qint64 newest = runs.isEmpty() ? 0 : runs.front().id;
    const qint64 otherNewest = other.runs.isEmpty() ? 0 : other.runs.front().id;
    return row.connection == other.row.connection && row.rank == other.row.rank &&
           row.generation == other.row.generation && row.lastTryMs == other.row.lastTryMs &&
           row.lastError == other.row.lastError && newest == otherNewest;
}

CatalogModel::CatalogModel(QObject *parent) : QAbstractTableModel(parent) {}

void CatalogModel::setLines(const QList<CatalogLine> &lines, std::int64_t nowMs)
{
    m_nowMs = nowMs;
    const auto sameIds = [&] {
        return std::equal(lines.begin(), lines.end(), m_lines.begin(), m_lines.end(),
                          [](const CatalogLine &a, const CatalogLine &b) {
                              return a.row.connection.id == b.row.connection.id;
                          });
    };
    if (!sameIds()) {
        beginResetModel(); // catalogs came, went or changed places
        m_lines = lines;
        endResetModel();
        return;
    }
    for (int row = 0; row < lines.size(); ++row) {
        if (m_lines[row] == lines[row])
            continue;
        m_lines[row] = lines[row];
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

void CatalogModel::setProgress(const QList<SyncProgress> &progress)
{
    m_progress = progress;
    if (!m_lines.isEmpty())
        emit dataChanged(index(0, LastSync), index(static_cast<int>(m_lines.size()) - 1, Act));
}

void CatalogModel::setKinds(const QList<CatalogKind> &kinds)
{
    m_kinds = kinds;
}

const CatalogLine *CatalogModel::line(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_lines.size() ? &m_lines[index.row()] : nullptr;
}

const SyncProgress *CatalogModel::progress(const QString &name) const
{
    for (const SyncProgress &one : m_progress) {
        if (one.catalog == name && one.running)
            return &one;
    }
    return nullptr;
}

QString CatalogModel::kindTitle(const QString &kind) const
{
    for (const CatalogKind &one : m_kinds) {
        if (one.kind == kind)
            return one.title;
    }
    return kind;
}

QString CatalogModel::kindIcon(const QString &kind) const
{
    for (const CatalogKind &one : m_kinds) {
        if (one.kind == kind && !one.icon.isEmpty())
            return one.icon;
    }
    return u"server"_s;
}

CatalogState CatalogModel::state(const CatalogLine &line) const
{
    if (const SyncProgress *running = progress(line.row.connection.name)) {
        if (running->total > 0)
            return {Mark::Waiting,
                    tr("Syncing %1")
                        .arg(format::percent(double(running->done) / double(running->total)))};
        return {Mark::Waiting, tr("Syncing")};
    }
    switch (store::healthOf(line.row, m_nowMs)) {
    case store::CatalogHealth::Failed:
        return {Mark::Missed, tr("Failed")};
    case store::CatalogHealth::NotRead:
        return {Mark::Unknown, tr("Not read yet")};
    case store::CatalogHealth::Outdated:
        return {Mark::Warning,
                tr("Outdated, %1").arg(format::shortAge(m_nowMs - *line.row.lastGoodSyncMs))};
    case store::CatalogHealth::InSync:
        break;
    }
    return {Mark::Met, tr("In sync")};
}

QString CatalogModel::lastSyncWords(const CatalogLine &line) const
{
    return line.row.lastGoodSyncMs ? format::when(*line.row.lastGoodSyncMs, m_nowMs) : tr("never");
}

QString CatalogModel::nextSyncWords(const CatalogLine &line) const
{
    if (progress(line.row.connection.name))
        return tr("now");
    const qint64 period = line.row.connection.syncPeriodMs;
    if (period <= 0)
        return tr("by hand");
    if (!line.row.lastTryMs)
        return tr("next soon");
    const std::int64_t next = *line.row.lastTryMs + period;
    return next <= m_nowMs ? tr("next soon") : tr("next %1").arg(format::ago(next, m_nowMs));
}

QList<Run> CatalogModel::runs(const CatalogLine &line) const
{
    QList<Run> runs;
    for (const store::SyncRun &run : line.runs.mid(0, 14))
        runs.prepend(!run.ok ? Run::Failed : run.problems.isEmpty() ? Run::Passed : Run::Warning);
    if (progress(line.row.connection.name)) {
        if (runs.size() == 14)
            runs.removeFirst();
        runs += Run::Running;
    }
    return runs;
}

int CatalogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int CatalogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CatalogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CatalogLine &line = m_lines[index.row()];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Products || index.column() == Columns ? Qt::AlignRight
                                                                            : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && index.column() == Name)
        return tr("%1, %2, %3, last read %4")
            .arg(line.row.connection.name, kindTitle(line.row.connection.kind), state(line).words,
                 lastSyncWords(line));
    if (role == Qt::ToolTipRole && index.column() == State)
        return line.row.lastError.toHtmlEscaped();
    if (role == Qt::ToolTipRole && index.column() == Runs)
        return runsWords(runs(line));
    if (role != Qt::DisplayRole)
        return {};
    const bool known = line.row.generation > 0;
    switch (index.column()) {
    case Name:
        return line.row.connection.name;
    case Address:
        return line.row.connection.url;
    case Products:
        return known ? format::count(line.row.products) : u"\u2013"_s;
    case Columns:
        return known ? format::count(line.row.columns) : u"\u2013"_s;
    case LastSync:
        return lastSyncWords(line);
    case Runs:
        return runsWords(runs(line));
    case State:
        return state(line).words;
    case Act:
        return progress(line.row.connection.name) ? tr("Stop") : tr("Sync");
    default:
        return {};
    }
}

QVariant CatalogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Products || section == Columns ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Catalog");
    case Address:
        return tr("Address");
    case Products:
        return tr("Products");
    case Columns:
        return tr("Columns");
    case LastSync:
        return tr("Last sync");
    case Runs:
        return tr("14 last syncs");
    case State:
        return tr("State");
    default:
        return QString();
    }
}

} // namespace meshlens::ui
