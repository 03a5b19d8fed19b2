// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/live/places.h"
#include "models/search/index.h"

#include <QAbstractTableModel>
#include <QSet>

namespace meshlens::ui {

/// What a search found, one row a hit. Only the pages that were looked at are read: a row that is
/// not there yet is empty and asks for its page.
class ResultModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        Kind,
        Domain,
        Quality,
        Qualities,
        Freshness,
        Access,
        Owner,
        Catalog,
        Count
    };
    enum Role { KeyRole = Qt::UserRole, SortRole };
    static constexpr int pageSize = 100;
    static constexpr int mostPages = 60; // kept; those furthest away go first

    explicit ResultModel(QObject *parent = nullptr);

    /// The first page of a new answer. Rows are replaced in place; a hit that stays keeps its
    /// persistent indexes, so its selection, wherever it moved. `live`: hits that catalogs found by
    /// their own search, each at its place (models/live).
    void setHits(const search::Hits &hits, const QList<live::Row> &live = {});
    void setLive(const QList<live::Row> &live);
    [[nodiscard]] const QList<live::Row> &live() const { return m_live; }
    /// Null where the row is one of the index.
    [[nodiscard]] const live::Row *liveAt(int row) const;
    [[nodiscard]] const live::Row *liveOf(const QString &key) const;
    /// The hits of the index that were read first, best first.
    [[nodiscard]] QList<search::Hit> firstHits() const { return m_pages.value(0); }
    /// How many hits of the index stand above a row.
    [[nodiscard]] int localsAbove(int row) const;
    /// A further page of the same answer.
    void addHits(int offset, const QList<search::Hit> &hits);
    /// A page that was wanted will not come: it is asked for again when it is next looked at.
    void forgetWanted(int offset);
    /// What is marked for comparing, by key.
    void setMarked(const QStringList &keys);
    [[nodiscard]] bool isMarked(const QString &key) const { return m_marked.contains(key); }
    /// Another result among those read has the same kind and name: published twice, or a word with
    /// two meanings.
    [[nodiscard]] bool hasTwin(const search::Hit &hit) const;

    [[nodiscard]] qint64 total() const { return m_rows; }
    [[nodiscard]] const search::Hit *hit(int row) const; // null: not read yet
    [[nodiscard]] int rowOf(const QString &key) const;   // -1: not among those read

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

signals:
    void pageWanted(int offset) const; // once, until it comes or is forgotten

private:
    void countNames(const QList<search::Hit> &hits);
    void replace(const QHash<int, QList<search::Hit>> &pages, int total,
                 const QList<live::Row> &live);
    [[nodiscard]] int rowOfLocal(int local) const;

    int m_total = 0; // of the index
    int m_rows = 0;  // with those of other catalogs
    QList<live::Row> m_live;
    /// Of the name of a product its keys, of a term its meanings.
    QHash<QString, QSet<QString>> m_names;
    QHash<int, QList<search::Hit>> m_pages; // by number of the page
    mutable QSet<int> m_asked;
    QStringList m_marked;
};

} // namespace meshlens::ui
