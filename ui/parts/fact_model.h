// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/badges.h"
#include "ui/parts/sparks.h"
#include "ui/parts/table_file.h"
#include "ui/parts/tags.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QVariant>

namespace meshlens::ui {

/// One cell of a FactModel. Everything set is drawn, in this order: mark, icon, domain, quality,
/// freshness, text, tags; a spark alone.
struct FactCell {
    QString text{};
    QString second{}; // a quieter line below the text
    Token colour = Token::Text;
    TextRole role = TextRole::Table;
    std::optional<Mark> mark{};
    QString icon{};
    QString domainKey{};
    QString domainName{}; // set: the code of the domain is drawn
    std::optional<QualityBadge> quality{};
    std::optional<FreshnessBadge> freshness{};
    std::optional<Qualities> hexagon{};
    QList<Tag> tags{};
    std::optional<Spark> spark{};
    QVariant sort{}; // by what the column is sorted; else the text
    QString tip{};

    [[nodiscard]] QString words() const; // all of it, for assistive technology, filter and export
};

struct FactRow {
    QString id; // unique in the model
    QList<FactCell> cells;
    QVariant data{}; // whatever the screen wants to know of it: a key, an index
};

struct FactColumn {
    QString title;
    int width = 0; // design pixels; 0: shares what is left
    Qt::Alignment align = Qt::AlignLeft;
    QString tip{};
};

/// A table of facts that were computed elsewhere: findings, contracts, owners. New rows replace the
/// old ones by id, so that selection and scroll stay with what is still there.
class FactModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { SortRole = Qt::UserRole, IdRole, DataRole };

    explicit FactModel(QList<FactColumn> columns, QObject *parent = nullptr);

    void setRows(const QList<FactRow> &rows);
    [[nodiscard]] const FactRow *row(int row) const;
    [[nodiscard]] const FactCell *cell(const QModelIndex &index) const;
    [[nodiscard]] const QList<FactColumn> &columns() const { return m_columns; }
    [[nodiscard]] TableText table(const QList<int> &rows) const;
    [[nodiscard]] QString csv(const QList<int> &rows) const; // with a header line, RFC 4180

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<FactColumn> m_columns;
    QList<FactRow> m_rows;
};

/// Rows whose words contain all words of the filter, in any column.
class FactFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit FactFilter(FactModel *model, QObject *parent = nullptr);

    void setWords(const QString &words);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    FactModel *m_model;
    QStringList m_words;
};

} // namespace meshlens::ui
