// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/badges.h"
#include "ui/product/access_offer.h"
#include "ui/product/product_data.h"

#include <QAbstractTableModel>

namespace meshlens::ui {

struct CompareCell {
    QString text;
    std::optional<QualityBadge> quality = {};
    std::optional<FreshnessBadge> freshness = {};
    std::optional<Mark> mark = {};
    QString tip = {};
    bool unknown = false; // quieter
    bool mono = false;
};

/// One line of a comparison: a heading, or what is known of each thing.
struct CompareRow {
    QString label;
    bool heading = false;
    bool mono = false; // the label is the name of a column
    QList<CompareCell> cells = {};
    [[nodiscard]] bool differs() const; // not all cells say the same
};

/// A product beside others, with what the main button would do.
struct Compared {
    ProductData data;
    AccessOffer offer;
};

/// Trust, terms, service levels and columns of two to four things, line by line. Columns stand in
/// one line when their names are the same in upper and lower case.
[[nodiscard]] QList<CompareRow> compareRows(const QList<Compared> &things, std::int64_t nowMs);

/// A comparison as a table: labels, then a column a thing. Lines where all say the same can be left
/// out; headings stay while something stands below them.
class CompareModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QStringList &names, const QList<CompareRow> &rows);
    void setOnlyDifferences(bool on);
    [[nodiscard]] const CompareRow *row(int row) const;
    [[nodiscard]] int differences() const; // lines that differ

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void refresh();

    QStringList m_names;
    QList<CompareRow> m_all;
    QList<CompareRow> m_shown;
    bool m_onlyDifferences = false;
};

} // namespace meshlens::ui
