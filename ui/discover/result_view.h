// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/discover/result_delegate.h"

#include <QAbstractItemView>

class QHeaderView;

namespace meshlens::ui {

class ResultModel;

/// Results as a list of rows or as a table.
///
/// All rows are of one height, so places are computed, not kept: a million rows cost what those in
/// view cost. (Qt's own views keep something for every row, and go through it at each new answer.)
class ResultView final : public QAbstractItemView
{
    Q_OBJECT

public:
    explicit ResultView(ResultModel &model, QWidget *parent = nullptr);

    void setMode(ResultDelegate::Mode mode);
    [[nodiscard]] ResultDelegate::Mode mode() const { return m_mode; }
    /// First and last row in view, from 1; 0, 0 without results.
    [[nodiscard]] std::pair<int, int> rowsInView() const;

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

signals:
    void opened(const QString &key, bool beside);
    void markToggled(int row); // to compare it, or no longer
    void scrolled();

protected:
    [[nodiscard]] QModelIndex moveCursor(CursorAction action,
                                         Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override;
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex &index) const override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;

    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;

private:
    void layOut();
    void fitColumns();
    void setHovered(int row);
    [[nodiscard]] int rowHeight() const { return ResultDelegate::rowHeight(m_mode); }
    [[nodiscard]] int rowAt(int y) const; // -1: below the last one
    [[nodiscard]] QRect rowRect(int row) const;

    ResultModel &m_model;
    ResultDelegate *m_delegate;
    QHeaderView *m_header;
    ResultDelegate::Mode m_mode = ResultDelegate::Mode::List;
    int m_hovered = -1;
};

} // namespace meshlens::ui
