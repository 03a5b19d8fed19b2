// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/badges.h"
#include "ui/parts/tags.h"

#include <QList>
#include <QWidget>

#include <vector>

namespace meshlens::ui {

/// What stands in one place of a small table. Everything set is drawn, in this order: mark, icon,
/// domain code, text, tag; or a bar alone.
struct Cell {
    QString text{};
    Token colour = Token::Text2;
    TextRole role = TextRole::Table;
    Qt::Alignment align = Qt::AlignLeft;
    std::optional<Mark> mark{};
    QString icon{};
    std::optional<DomainStyle> domain{};
    std::optional<Tag> tag{};
    std::optional<double> bar{}; // 0 to 1
    double barFrom = 0;          // where it starts
    bool hasBar = false;         // draws the track, also when the share is unknown
    Token barColour = Token::AccentFill;
    QString tip{};
};

/// A small painted table for cards and panels, read only: ports, columns, service levels.
///
/// Rows can be made clickable as a whole; the keyboard then walks them with arrows and Enter.
class CellGrid : public QWidget
{
    Q_OBJECT

public:
    struct Column {
        double width = 0;   // design pixels, or 0
        double stretch = 0; // share of what is left
    };

    explicit CellGrid(const QList<Column> &columns, const QString &accessibleName,
                      QWidget *parent = nullptr);

    void setColumns(const QList<Column> &columns);
    void setHeader(const QList<Cell> &cells);
    void setRows(const QList<QList<Cell>> &rows);
    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columnCount() const { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] QString cellWords(int row, int column) const; // as assistive technology reads it
    [[nodiscard]] QString headerWords(int column) const;
    [[nodiscard]] QRect cellRect(int row, int column) const; // in the widget
    void setRowHeight(double designPixels);
    void setLined(bool on); // a line below each row
    /// Words that are wider than their place go on below; a row is as high as it needs. Measured
    /// once a width, and only what does not fit on one line.
    void setWrapping(bool on);
    void setPadding(double designPixels);
    void setClickable(bool on);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

signals:
    void rowClicked(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QList<QRectF> columnRects(double top, double height) const;
    [[nodiscard]] QList<double> columnWidths(int width) const;
    [[nodiscard]] double headerHeight() const;
    [[nodiscard]] QRectF rowRect(int row) const;
    [[nodiscard]] const std::vector<double> &rowTops(int width) const; // and the end of the last
    [[nodiscard]] int rowAt(const QPointF &at) const;
    void paintCell(QPainter *painter, QRectF rect, const Cell &cell) const;
    void describe();

    QList<Column> m_columns;
    QList<Cell> m_header;
    QList<QList<Cell>> m_rows;
    double m_rowHeight = 24;
    double m_padding = 0;
    bool m_lined = false;
    bool m_wrapping = false;
    mutable std::vector<double> m_tops; // at m_topsWidth, where words are wrapped
    mutable int m_topsWidth = -1;
    bool m_clickable = false;
    int m_hovered = -1;
    int m_current = 0;
};

} // namespace meshlens::ui
