// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/fact_model.h"

#include <QTableView>

namespace meshlens::ui {

class CellDelegate;

/// A FactModel as a table that can be sorted by its header, filtered, walked by arrow keys and
/// opened by Enter or a click.
class FactTable final : public QTableView
{
    Q_OBJECT

public:
    FactTable(const QString &accessibleName, QList<FactColumn> columns, int rowHeight = 30,
              QWidget *parent = nullptr); // design pixels

    void setRows(const QList<FactRow> &rows);
    void setFilter(const QString &words);
    [[nodiscard]] FactModel &facts() const { return *m_model; }
    [[nodiscard]] int shownCount() const;
    [[nodiscard]] const FactRow *current() const;
    bool choose(const QString &id); // false: not there, or filtered out
    void setOpensByClick(bool on);  // else a click chooses, a double click opens; on at first
    void setSortable(bool on);      // by a click on the header; else as given
    void setFittingHeight(bool on); // as high as its rows, without a scroll bar
    [[nodiscard]] TableText table() const; // of the rows that are shown, in the order shown
    [[nodiscard]] QString csv() const;     // the same
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void rowOpened(const meshlens::ui::FactRow &row); // Enter, click or double click
    void currentRowChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void arrangeColumns();
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const;

    FactModel *m_model;
    FactFilter *m_filter;
    CellDelegate *m_delegate;
    bool m_fitting = false;
    bool m_opensByClick = true;
};

} // namespace meshlens::ui
