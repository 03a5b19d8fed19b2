// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/facet_view.h"

#include "ui/discover/facet_model.h"
#include "ui/discover/words.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

using RowType = FacetModel::RowType;

RowType typeOf(const QModelIndex &index)
{
    return static_cast<RowType>(index.data(FacetModel::TypeRole).toInt());
}

void paintBox(QPainter *painter, const QRectF &box, search::Choice choice, bool enabled)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool on = choice != search::Choice::Free;
    const Token line = choice == search::Choice::Excluded ? Token::BadFill
                       : on                               ? Token::AccentFill
                                                          : Token::Control;
    painter->setPen(QPen(colour(enabled || on ? line : Token::Border), 1.5));
    painter->setBrush(colour(on ? line : Token::Surface));
    painter->drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), px(3), px(3));
    painter->restore();
    if (choice == search::Choice::Chosen)
        paintIcon(painter, box.adjusted(1, 1, -1, -1), u"check"_s, colour(Token::OnAccent));
    else if (choice == search::Choice::Excluded)
        paintIcon(painter, box.adjusted(1, 1, -1, -1), u"minus"_s, colour(Token::OnAccent));
}

class FacetDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &,
                                 const QModelIndex &index) const override
    {
        switch (typeOf(index)) {
        case RowType::Field:
            return {px(120), px(30)};
        case RowType::Filter:
            return {px(120), px(32)};
        default:
            return {px(120), px(24)};
        }
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const bool focused =
            (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Selected);
        if (typeOf(index) == RowType::Value && (option.state & QStyle::State_MouseOver) &&
            (option.state & QStyle::State_Enabled))
            painter->fillRect(option.rect, colour(Token::Sunken));
        const QRectF row = QRectF(option.rect).adjusted(px(14), 0, -px(14), 0);
        switch (typeOf(index)) {
        case RowType::Field:
            paintField(painter, row, option, index);
            break;
        case RowType::Value:
            paintValue(painter, row, option, index);
            break;
        case RowType::More:
            paintText(painter, row.adjusted(px(22), 0, 0, 0), index.data().toString(),
                      TextRole::TableStrong, Token::Accent);
            break;
        case RowType::Note:
            paintText(painter, row.adjusted(px(22), 0, 0, 0), index.data().toString(),
                      TextRole::Caption, Token::Text3);
            break;
        case RowType::Filter:
            break;
        }
        if (focused) {
            painter->setPen(QPen(colour(Token::Accent), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
        }
    }

private:
    void paintField(QPainter *painter, const QRectF &row, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const
    {
        const QRectF line = row.adjusted(0, px(7), 0, 0);
        const bool open = option.state & QStyle::State_Open;
        paintIcon(painter, QRectF(line.left(), line.center().y() - px(6), px(12), px(12)),
                  open ? u"chevron-down"_s : u"chevron-right"_s, colour(Token::Text2));
        paintText(painter, line.adjusted(px(18), 0, -px(24), 0), index.data().toString(),
                  TextRole::CaptionStrong, Token::Text2);
        if (const qint64 inUse = index.data(FacetModel::CountRole).toLongLong(); inUse > 0)
            paintText(painter, line, format::count(inUse), TextRole::CaptionStrong, Token::Text3,
                      Qt::AlignRight | Qt::AlignVCenter);
    }

    void paintValue(QPainter *painter, const QRectF &row, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const
    {
        const bool enabled = option.state & QStyle::State_Enabled;
        const auto choice = static_cast<search::Choice>(index.data(FacetModel::ChoiceRole).toInt());
        paintBox(painter, QRectF(row.left(), std::round(row.center().y() - px(7)), px(14), px(14)),
                 choice, enabled);
        QRectF rest = row.adjusted(px(22), 0, 0, 0);
        const QString count = format::count(index.data(FacetModel::CountRole).toLongLong());
        paintText(painter, rest, count, TextRole::Table, Token::Text3,
                  Qt::AlignRight | Qt::AlignVCenter);
        rest.adjust(0, 0, -(textWidth(count, TextRole::Table) + px(8)), 0);
        const qreal sign =
            paintFacetSign(painter, rest, index.data(FacetModel::FieldRole).toString(),
                           index.data(FacetModel::ValueRole).toString(),
                           index.data(FacetModel::LabelRole).toString());
        if (sign > 0)
            rest.adjust(sign + px(8), 0, 0, 0);
        paintText(painter, rest, index.data().toString(), TextRole::Table,
                  enabled ? Token::Text : Token::Text3);
    }
};

} // namespace

FacetView::FacetView(QWidget *parent) : QTreeView(parent)
{
    setHeaderHidden(true);
    setIndentation(0);
    setRootIsDecorated(false);
    setItemsExpandable(true);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setItemDelegate(new FacetDelegate(this));
    setAccessibleName(tr("Filters"));
    const auto paintGround = [this] {
        QPalette ground = palette();
        ground.setColor(QPalette::Base, colour(Token::Surface2));
        setPalette(ground);
    };
    paintGround();
    connect(&Theme::instance(), &Theme::changed, this, [this, paintGround] {
        paintGround();
        scheduleDelayedItemsLayout();
    });
}

void FacetView::setFacetModel(FacetModel *model)
{
    m_facets = model;
    setModel(model);
    expandAll();
}

void FacetView::act(const QModelIndex &index, bool exclude)
{
    if (!index.isValid())
        return;
    const QString field = index.data(FacetModel::FieldRole).toString();
    switch (typeOf(index)) {
    case RowType::Field:
        setExpanded(index, !isExpanded(index));
        break;
    case RowType::More:
        m_facets->setOpen(field, index.data(FacetModel::CountRole).toLongLong() > 0);
        break;
    case RowType::Value:
        if (const auto choice = m_facets->next(index, exclude))
            emit choiceMade(field, index.data(FacetModel::ValueRole).toString(), *choice);
        break;
    case RowType::Filter:
    case RowType::Note:
        break;
    }
}

void FacetView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        act(currentIndex(), event->modifiers().testFlag(Qt::AltModifier));
        return;
    case Qt::Key_Minus:
        act(currentIndex(), true);
        return;
    default:
        // Letters are keys of the page, never a search in the tree.
        if (event->text().isEmpty() || !event->text().front().isPrint())
            QTreeView::keyPressEvent(event);
        else
            event->ignore();
    }
}

void FacetView::mouseReleaseEvent(QMouseEvent *event)
{
    QTreeView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton)
        act(indexAt(event->position().toPoint()), event->modifiers().testFlag(Qt::AltModifier));
}

void FacetView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    if (parent.isValid()) {
        if (m_facets->rowCount(parent) == end - start + 1)
            expand(parent);
        placeFilters(parent);
    }
}

void FacetView::placeFilters(const QModelIndex &parent)
{
    const QModelIndex first = m_facets->index(0, 0, parent);
    if (!first.isValid() || typeOf(first) != RowType::Filter || indexWidget(first))
        return;
    const QString field = parent.data(FacetModel::FieldRole).toString();
    auto *frame = new QWidget(this);
    auto *filter = new QLineEdit(frame);
    auto *box = new QHBoxLayout(frame);
    box->setContentsMargins(px(14), px(2), px(14), px(4));
    box->addWidget(filter);
    filter->setPlaceholderText(tr("Filter"));
    filter->setAccessibleName(tr("Filter %1").arg(facetTitle(field)));
    connect(filter, &QLineEdit::textChanged, m_facets,
            [this, field](const QString &text) { m_facets->setFilter(field, text); });
    setIndexWidget(first, frame);
}

} // namespace meshlens::ui
