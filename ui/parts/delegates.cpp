// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/delegates.h"

#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>
#include <QTreeView>

namespace meshlens::ui {

CellDelegate::CellDelegate(int rowHeight, QObject *parent)
    : QStyledItemDelegate(parent), m_rowHeight(rowHeight)
{}

void CellDelegate::setPainter(int column, Paint paint, int width)
{
    m_painters.insert(column, std::move(paint));
    if (width > 0)
        m_widths.insert(column, width);
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QWidget *view = option.widget;
    QStyle *style = view ? view->style() : QApplication::style();
    cell.viewItemPosition = index.column() == 0 && m_marked ? QStyleOptionViewItem::Beginning
                                                            : QStyleOptionViewItem::Middle;
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, view);
    if (m_lines)
        painter->fillRect(QRect(cell.rect.x(), cell.rect.bottom(), cell.rect.width(), 1),
                          colour(Token::Border));

    const QRectF inner = QRectF(cell.rect).adjusted(px(8), 0, -px(8), -1);
    painter->save();
    painter->setClipRect(cell.rect);
    const auto own = m_painters.constFind(index.column());
    if (own != m_painters.cend()) {
        (*own)(painter, inner, index);
    } else {
        QRectF words = inner;
        if (cell.features & QStyleOptionViewItem::HasCheckIndicator) {
            QStyleOptionViewItem box = cell;
            box.rect =
                QRect(static_cast<int>(inner.x()), cell.rect.y(), px(16), cell.rect.height());
            box.state.setFlag(QStyle::State_On, cell.checkState == Qt::Checked);
            box.state.setFlag(QStyle::State_NoChange, cell.checkState == Qt::PartiallyChecked);
            box.state.setFlag(QStyle::State_HasFocus, false);
            style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, view);
            words.adjust(px(22), 0, 0, 0);
        }
        if (cell.features & QStyleOptionViewItem::HasDecoration && !cell.icon.isNull()) {
            const int side = px(16);
            cell.icon.paint(painter,
                            QRect(static_cast<int>(words.x()),
                                  static_cast<int>(words.center().y()) - side / 2, side, side));
            words.adjust(side + px(8), 0, 0, 0);
        }
        QFont used = textFont(TextRole::Table);
        if (const QVariant wanted = index.data(Qt::FontRole); wanted.isValid())
            used = wanted.value<QFont>();
        painter->setFont(used);
        const QVariant ink = index.data(Qt::ForegroundRole);
        painter->setPen(ink.isValid() ? ink.value<QBrush>().color() : colour(Token::Text));
        painter->drawText(
            words, static_cast<int>(cell.displayAlignment) | Qt::TextSingleLine,
            QFontMetricsF(used).elidedText(cell.text, cell.textElideMode, words.width() + 0.5));
    }
    painter->restore();

    if (cell.state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect ring;
        ring.QStyleOption::operator=(cell);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, painter, view);
    }
}

int CellDelegate::rowHeight() const
{
    return px(m_rowHeight);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = px(m_rowHeight);
    const auto width = m_widths.constFind(index.column());
    if (width != m_widths.cend())
        return {px(*width), height};
    return {QStyledItemDelegate::sizeHint(option, index).width() + px(16), height};
}

void paintTwoLines(QPainter *painter, const QRectF &rect, const QString &first,
                   const QString &second, TextRole firstRole)
{
    const double upper = Theme::instance().lineHeight(firstRole);
    const double lower = Theme::instance().lineHeight(TextRole::Caption);
    const double top = rect.y() + (rect.height() - upper - lower) / 2;
    paintText(painter, QRectF(rect.x(), top, rect.width(), upper), first, firstRole, Token::Text);
    paintText(painter, QRectF(rect.x(), top + upper, rect.width(), lower), second,
              TextRole::Caption, Token::Text3);
}

namespace {

/// Rows follow the text size.
template<typename Apply>
void onThemeChange(QAbstractItemView *view, Apply apply)
{
    apply();
    QObject::connect(&Theme::instance(), &Theme::changed, view, apply);
}

void setUpView(QAbstractItemView *view, CellDelegate *delegate)
{
    view->setItemDelegate(delegate);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setTextElideMode(Qt::ElideRight);
    view->setFrameShape(QFrame::NoFrame);
    view->setTabKeyNavigation(false);
}

void setUpHeader(QHeaderView *header)
{
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(px(24));
}

} // namespace

void setUpTable(QTableView *view, CellDelegate *delegate)
{
    setUpView(view, delegate);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setMinimumSectionSize(px(20));
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setUpHeader(view->horizontalHeader());
    onThemeChange(view, [view, delegate] {
        view->verticalHeader()->setDefaultSectionSize(delegate->rowHeight());
    });
}

void setUpTree(QTreeView *view, CellDelegate *delegate)
{
    setUpView(view, delegate);
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    setUpHeader(view->header());
    onThemeChange(view, [view] {
        view->setIndentation(px(18));
        view->doItemsLayout();
    });
}

} // namespace meshlens::ui
