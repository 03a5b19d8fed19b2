// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/rows.h"
#include "ui/parts/sparks.h"

#include <QAbstractTableModel>

namespace meshlens::ui {

/// A connection with its last syncs.
struct CatalogLine {
    store::CatalogRow row = {};
    QList<store::SyncRun> runs = {}; // newest first, at most 24
    bool operator==(const CatalogLine &) const;
};

/// How a catalog stands, in a mark and words.
struct CatalogState {
    Mark mark = Mark::Unknown;
    QString words = {};
};

/// Connections as a table: one row a catalog, by rank.
class CatalogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Address, Products, Columns, LastSync, Runs, State, Act, ColumnCount };

    explicit CatalogModel(QObject *parent = nullptr);

    void setLines(const QList<CatalogLine> &lines, std::int64_t nowMs);
    void setProgress(const QList<SyncProgress> &progress);
    void setKinds(const QList<CatalogKind> &kinds);
    [[nodiscard]] const QList<CatalogLine> &lines() const { return m_lines; }
    [[nodiscard]] const CatalogLine *line(const QModelIndex &index) const;
    [[nodiscard]] const SyncProgress *progress(const QString &name) const;
    [[nodiscard]] CatalogState state(const CatalogLine &line) const;
    [[nodiscard]] QString kindTitle(const QString &kind) const;
    [[nodiscard]] QString kindIcon(const QString &kind) const;
    [[nodiscard]] QString lastSyncWords(const CatalogLine &line) const;
    [[nodiscard]] QString nextSyncWords(const CatalogLine &line) const;
    [[nodiscard]] QList<Run> runs(const CatalogLine &line) const; // 14, oldest first

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<CatalogLine> m_lines;
    QList<SyncProgress> m_progress;
    QList<CatalogKind> m_kinds;
    std::int64_t m_nowMs = 0;
};

} // namespace meshlens::ui
