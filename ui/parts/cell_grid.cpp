// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/cell_grid.h"

#include "ui/parts/icons.h"
#include "ui/parts/sparks.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double betweenColumns = 8;

double widthOf(const Cell &cell)
{
    double width = 0;
    if (cell.mark)
        width += px(12) + px(6);
    if (!cell.icon.isEmpty())
        width += px(14) + px(6);
    if (cell.domain)
        width += px(22) + px(6);
    if (!cell.text.isEmpty())
        width += textWidth(cell.text, cell.role) + 1;
    if (cell.tag)
        width += tagSize(*cell.tag).width() + (cell.text.isEmpty() ? 0 : px(8));
    return width;
}

bool wraps(const Cell &cell)
{
    return !cell.hasBar && !cell.mark && cell.icon.isEmpty() && !cell.domain && !cell.tag;
}

/// The words in lines of a width: between words, within one where it is too long alone.
double layOut(QTextLayout &layout, double width)
{
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(width, 1.0));
        line.setPosition({0, height});
        height += std::ceil(line.height());
    }
    layout.endLayout();
    return height;
}

QString lineOf(QString text)
{
    return text.replace(u'\n', u' ');
}

} // namespace

CellGrid::CellGrid(const QList<Column> &columns, const QString &accessibleName, QWidget *parent)
    : QWidget(parent), m_columns(columns)
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_topsWidth = -1;
        updateGeometry();
        update();
    });
}

void CellGrid::setColumns(const QList<Column> &columns)
{
    m_columns = columns;
    m_topsWidth = -1;
    updateGeometry();
    update();
}

void CellGrid::setHeader(const QList<Cell> &cells)
{
    m_header = cells;
    m_topsWidth = -1;
    updateGeometry();
    update();
}

void CellGrid::setRows(const QList<QList<Cell>> &rows)
{
    m_rows = rows;
    m_topsWidth = -1;
    m_current = std::clamp(m_current, 0, std::max(rowCount() - 1, 0));
    describe();
    updateGeometry();
    update();
}

void CellGrid::setRowHeight(double designPixels)
{
    m_rowHeight = designPixels;
    m_topsWidth = -1;
    updateGeometry();
}

void CellGrid::setWrapping(bool on)
{
    m_wrapping = on;
    QSizePolicy policy(QSizePolicy::Expanding, on ? QSizePolicy::Minimum : QSizePolicy::Fixed);
    policy.setHeightForWidth(on);
    setSizePolicy(policy);
    updateGeometry();
    update();
}

void CellGrid::setLined(bool on)
{
    m_lined = on;
    update();
}

void CellGrid::setPadding(double designPixels)
{
    m_padding = designPixels;
    update();
}

void CellGrid::setClickable(bool on)
{
    m_clickable = on;
    setFocusPolicy(on ? Qt::TabFocus : Qt::NoFocus);
    if (on)
        setCursor(Qt::PointingHandCursor);
    else
        unsetCursor();
}

namespace {

QString wordsOf(const Cell &cell)
{
    QStringList words;
    if (!cell.text.isEmpty())
        words += cell.text;
    if (cell.tag)
        words += cell.tag->text;
    if (cell.text.isEmpty() && !cell.tip.isEmpty())
        words += cell.tip;
    return words.join(u", "_s);
}

} // namespace

QString CellGrid::cellWords(int row, int column) const
{
    return wordsOf(m_rows.value(row).value(column));
}

QString CellGrid::headerWords(int column) const
{
    return wordsOf(m_header.value(column));
}

QRect CellGrid::cellRect(int row, int column) const
{
    const QRectF line = rowRect(row);
    return columnRects(line.top(), line.height()).value(column).toAlignedRect();
}

void CellGrid::describe()
{
    QStringList lines;
    for (int row = 0; row < rowCount(); ++row) {
        QStringList words;
        for (int column = 0; column < m_rows[row].size(); ++column)
            words += cellWords(row, column);
        words.removeAll(QString());
        lines += words.join(u", "_s);
    }
    setAccessibleDescription(lines.join(u"; "_s));
}

QSize CellGrid::sizeHint() const
{
    return {px(200), static_cast<int>(std::ceil(headerHeight() + rowCount() * px(m_rowHeight)))};
}

int CellGrid::heightForWidth(int width) const
{
    return m_wrapping ? static_cast<int>(std::ceil(rowTops(width).back())) : -1;
}

const std::vector<double> &CellGrid::rowTops(int width) const
{
    if (m_topsWidth == width)
        return m_tops;
    m_topsWidth = width;
    const QList<double> widths = columnWidths(width);
    m_tops.assign(1, headerHeight());
    for (const QList<Cell> &cells : m_rows) {
        double height = px(m_rowHeight);
        for (int i = 0; m_wrapping && i < std::min(cells.size(), widths.size()); ++i) {
            const double room = cells.size() == 1 ? width - 2 * px(m_padding) : widths[i];
            if (!wraps(cells[i]) || widthOf(cells[i]) <= room + 1)
                continue;
            const QFont font = textFont(cells[i].role);
            const double around = px(m_rowHeight) - std::ceil(QFontMetricsF(font).height());
            QTextLayout layout(lineOf(cells[i].text), font);
            height = std::max(height, layOut(layout, room) + around);
        }
        m_tops.push_back(m_tops.back() + height);
    }
    return m_tops;
}

QRectF CellGrid::rowRect(int row) const
{
    const double height = px(m_rowHeight);
    if (!m_wrapping || row < 0 || row >= rowCount())
        return {0, headerHeight() + row * height, double(width()), height};
    const std::vector<double> &tops = rowTops(width());
    const auto at = static_cast<std::size_t>(row);
    return {0, tops[at], double(width()), tops[at + 1] - tops[at]};
}

QSize CellGrid::minimumSizeHint() const
{
    return {px(80), sizeHint().height()};
}

double CellGrid::headerHeight() const
{
    return m_header.isEmpty() ? 0 : px(22);
}

QList<double> CellGrid::columnWidths(int width) const
{
    const double gap = px(betweenColumns);
    double left =
        width - 2 * px(m_padding) - gap * std::max(static_cast<int>(m_columns.size()) - 1, 0);
    double shares = 0;
    for (const Column &column : m_columns) {
        left -= column.stretch > 0 ? 0 : px(column.width);
        shares += column.stretch;
    }
    QList<double> widths;
    for (const Column &column : m_columns)
        widths.append(column.stretch > 0 ? std::max(left * column.stretch / shares, 0.0)
                                         : px(column.width));
    return widths;
}

QList<QRectF> CellGrid::columnRects(double top, double height) const
{
    QList<QRectF> rects;
    double x = px(m_padding);
    for (const double wide : columnWidths(width())) {
        rects.append(QRectF(x, top, wide, height));
        x += wide + px(betweenColumns);
    }
    return rects;
}

int CellGrid::rowAt(const QPointF &at) const
{
    if (!rect().contains(at.toPoint()) || at.y() < headerHeight())
        return -1;
    int row = static_cast<int>(std::floor((at.y() - headerHeight()) / px(m_rowHeight)));
    if (m_wrapping) {
        const std::vector<double> &tops = rowTops(width());
        row =
            static_cast<int>(std::upper_bound(tops.begin(), tops.end(), at.y()) - tops.begin()) - 1;
    }
    return row < rowCount() ? row : -1;
}

void CellGrid::paintCell(QPainter *painter, QRectF rect, const Cell &cell) const
{
    if (cell.hasBar) {
        const QRectF track(rect.left(), std::round(rect.center().y() - px(3)), rect.width(), px(6));
        if (cell.barFrom > 0 && cell.bar) {
            paintBar(painter, track, 0.0, cell.barColour);
            const double from = track.width() * std::clamp(cell.barFrom, 0.0, 1.0);
            const double length = std::max(track.width() * *cell.bar, *cell.bar > 0 ? 1.0 : 0.0);
            painter->fillRect(QRectF(track.left() + from, track.top(),
                                     std::min(length, track.width() - from), track.height()),
                              colour(cell.barColour));
        } else {
            paintBar(painter, track, cell.bar, cell.barColour);
        }
        return;
    }
    if (cell.align & Qt::AlignRight)
        rect.setLeft(std::max(rect.left(), rect.right() - widthOf(cell)));
    if (cell.mark) {
        paintMark(painter, QRectF(rect.left(), rect.center().y() - px(6), px(12), px(12)),
                  *cell.mark);
        rect.adjust(px(18), 0, 0, 0);
    }
    if (!cell.icon.isEmpty()) {
        paintIcon(painter, QRectF(rect.left(), rect.center().y() - px(7), px(14), px(14)),
                  cell.icon, colour(cell.colour));
        rect.adjust(px(20), 0, 0, 0);
    }
    if (cell.domain) {
        paintDomain(painter, QRectF(rect.left(), rect.top(), px(22), rect.height()), *cell.domain,
                    {});
        rect.adjust(px(28), 0, 0, 0);
    }
    if (m_wrapping && wraps(cell) && widthOf(cell) > rect.width() + 1) {
        const QFont font = textFont(cell.role);
        QTextLayout layout(lineOf(cell.text), font);
        layOut(layout, rect.width());
        painter->setPen(colour(cell.colour));
        const double above = px(m_rowHeight) - std::ceil(QFontMetricsF(font).height());
        layout.draw(painter, {rect.left(), rect.top() + std::floor(above / 2)});
        return;
    }
    if (m_wrapping) // beside words of several lines it stands at the first
        rect.setHeight(std::min<double>(rect.height(), px(m_rowHeight)));
    if (!cell.text.isEmpty()) {
        const double tagRoom = cell.tag ? tagSize(*cell.tag).width() + px(8) : 0;
        const QRectF words = rect.adjusted(0, 0, -std::min(tagRoom, rect.width() * 0.6), 0);
        paintText(painter, words, cell.text, cell.role, cell.colour);
        rect.adjust(std::min<double>(textWidth(cell.text, cell.role), words.width()) + px(8), 0, 0,
                    0);
    }
    if (cell.tag && rect.width() > px(16))
        paintTag(painter, rect, *cell.tag);
}

void CellGrid::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    if (!m_header.isEmpty()) {
        const QList<QRectF> rects = columnRects(0, headerHeight());
        for (int i = 0; i < std::min(m_header.size(), rects.size()); ++i) {
            Cell cell = m_header[i];
            cell.role = TextRole::Caption;
            cell.colour = Token::Text3;
            paintCell(&painter, rects[i], cell);
        }
        if (m_lined)
            painter.fillRect(QRectF(0, headerHeight() - 1, width(), 1), colour(Token::Border));
    }
    for (int row = 0; row < rowCount(); ++row) {
        const QRectF line = rowRect(row);
        if (line.bottom() < event->rect().top())
            continue;
        if (line.top() > event->rect().bottom())
            break;
        if (m_clickable && row == m_hovered)
            painter.fillRect(line, colour(Token::Surface2));
        const QList<QRectF> rects = columnRects(line.top(), line.height() - (m_lined ? 1 : 0));
        if (m_rows[row].size() == 1) // words in place of a row have all of its width
            paintCell(&painter, line.adjusted(px(m_padding), 0, -px(m_padding), 0),
                      m_rows[row].first());
        for (int i = 0; m_rows[row].size() > 1 && i < std::min(m_rows[row].size(), rects.size());
             ++i)
            paintCell(&painter, rects[i], m_rows[row][i]);
        if (m_lined && row + 1 < rowCount())
            painter.fillRect(QRectF(0, line.bottom() - 1, width(), 1), colour(Token::Border));
        if (m_clickable && hasFocus() && row == m_current) {
            painter.setPen(QPen(colour(Token::Accent), 2));
            painter.drawRect(line.adjusted(1, 1, -1, -1));
        }
    }
}

void CellGrid::mouseMoveEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position());
    if (row != std::exchange(m_hovered, row))
        update();
}

void CellGrid::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void CellGrid::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position());
    if (m_clickable && event->button() == Qt::LeftButton && row >= 0)
        emit rowClicked(row);
}

void CellGrid::keyPressEvent(QKeyEvent *event)
{
    if (!m_clickable || m_rows.isEmpty())
        return QWidget::keyPressEvent(event);
    if (event->key() == Qt::Key_Down)
        m_current = std::min(m_current + 1, rowCount() - 1);
    else if (event->key() == Qt::Key_Up)
        m_current = std::max(m_current - 1, 0);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit rowClicked(m_current);
    else
        return QWidget::keyPressEvent(event);
    update();
}

bool CellGrid::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = rowAt(help->pos());
    QString tip;
    if (row >= 0) {
        const QList<QRectF> rects = columnRects(rowRect(row).top(), rowRect(row).height());
        for (int i = 0; i < std::min(m_rows[row].size(), rects.size()); ++i) {
            const Cell &cell = m_rows[row][i];
            if (!rects[i].contains(help->pos()))
                continue;
            if (!cell.tip.isEmpty())
                tip = cell.tip;
            else if (widthOf(cell) > rects[i].width() && !(m_wrapping && wraps(cell)))
                tip = cell.text;
        }
    }
    // Texts come from catalogs: never read as markup.
    QToolTip::showText(help->globalPos(), tip.isEmpty() ? QString() : tip.toHtmlEscaped(), this);
    return true;
}

} // namespace meshlens::ui
