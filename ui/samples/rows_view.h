// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/rows_model.h"

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

namespace meshlens::ui {

/// Above each column: its name, what its values are, and how they are spread.
class ProfileHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit ProfileHeader(RowsModel &model, QWidget *parent = nullptr);

    void setOrder(const RowOrder &order);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;

private:
    RowsModel &m_model;
    RowOrder m_order;
};

/// A grid of typed cells: figures at the right, masked values with a lock, nothing shown quietly.
class RowsView final : public QTableView
{
    Q_OBJECT

public:
    explicit RowsView(RowsModel &model, QWidget *parent = nullptr);

    void setOrder(const RowOrder &order);
    void fitColumns();
    void copySelection() const; // tab separated; masked values stay masked

signals:
    void orderWanted(int column);

private:
    RowsModel &m_model;
    ProfileHeader *m_header;
};

} // namespace meshlens::ui
