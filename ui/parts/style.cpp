// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/style.h"

#include "ui/parts/button.h"
#include "ui/parts/icons.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QTextEdit>
#include <QToolButton>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

bool isTextField(const QWidget *widget)
{
    return qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget);
}

} // namespace

Style::Style() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) {}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    const bool hoverable = qobject_cast<QAbstractButton *>(widget) ||
                           qobject_cast<QComboBox *>(widget) || qobject_cast<QTabBar *>(widget) ||
                           widget->inherits("QScrollBar");
    if (hoverable)
        widget->setAttribute(Qt::WA_Hover);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget);
        view && !qobject_cast<QHeaderView *>(widget)) {
        view->viewport()->setAttribute(Qt::WA_Hover);
        view->setMouseTracking(true);
    }
    if (qobject_cast<QMenu *>(widget) || widget->inherits("QComboBoxPrivateContainer"))
        widget->installEventFilter(this);
}

void Style::unpolish(QWidget *widget)
{
    widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

bool Style::eventFilter(QObject *watched, QEvent *event)
{
    // Round corners without asking for a compositor.
    if (event->type() == QEvent::Resize) {
        auto *widget = static_cast<QWidget *>(watched);
        QPainterPath shape;
        shape.addRoundedRect(widget->rect(), px(8), px(8));
        widget->setMask(QRegion(shape.toFillPolygon().toPolygon()));
    }
    return QProxyStyle::eventFilter(watched, event);
}

void Style::drawItemBackground(const QStyleOptionViewItem *option, QPainter *painter) const
{
    const bool chosen = option->state & State_Selected;
    const bool hovered = option->state & State_MouseOver && option->state & State_Enabled;
    if (chosen)
        painter->fillRect(option->rect, colour(Token::AccentSoft));
    else if (hovered)
        painter->fillRect(option->rect, colour(Token::Sunken));
    else if (option->backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option->rect, option->backgroundBrush);
    const bool first = option->viewItemPosition == QStyleOptionViewItem::Beginning ||
                       option->viewItemPosition == QStyleOptionViewItem::OnlyOne;
    if (chosen && first) {
        const QRect mark =
            visualRect(option->direction, option->rect,
                       QRect(option->rect.x(), option->rect.y(), px(3), option->rect.height()));
        painter->fillRect(mark, colour(Token::Accent));
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        controls::checkIndicator(option, painter);
        return;
    case PE_IndicatorRadioButton:
        controls::radioIndicator(option, painter);
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            controls::field(option, painter, widget);
        else
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        return;
    case PE_FrameLineEdit:
        controls::field(option, painter, widget);
        return;
    case PE_Frame:
        if (isTextField(widget)) {
            QStyleOption field = *option;
            field.state.setFlag(State_HasFocus, widget->hasFocus());
            controls::field(&field, painter, widget);
            return;
        }
        painter->save();
        painter->setPen(colour(Token::Border));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5));
        painter->restore();
        return;
    case PE_FrameFocusRect:
        if (!controls::hasKeyboardFocus(option) && !(option->state & State_KeyboardFocusChange))
            return;
        if (qobject_cast<const QAbstractItemView *>(widget) && option->state & State_Selected)
            return; // the chosen row is seen without a ring
        controls::focusRing(painter, option->rect, px(4));
        return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            if (element == PE_PanelItemViewItem)
                drawItemBackground(item, painter);
            return;
        }
        break;
    case PE_PanelMenu:
    case PE_FrameMenu:
        controls::menuPanel(option, painter);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, colour(Token::Raised));
        painter->setPen(colour(Token::BorderStrong));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameTabBarBase: {
        painter->setPen(colour(Token::Border));
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    }
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            const bool open = option->state & State_Open;
            const QString name = open                                   ? u"chevron-down"_s
                                 : option->direction == Qt::RightToLeft ? u"chevron-left"_s
                                                                        : u"chevron-right"_s;
            const QRectF box(option->rect.center().x() - px(6), option->rect.center().y() - px(6),
                             px(12), px(12));
            paintIcon(painter, box, name, colour(Token::Text2));
        }
        return;
    case PE_IndicatorHeaderArrow:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
        return;
    case PE_FrameDockWidget:
    case PE_FrameGroupBox: {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(colour(Token::Border));
        painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8));
        painter->restore();
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            controls::buttonBevel(button, painter, widget);
            controls::buttonLabel(button, painter, widget);
            return;
        }
        break;
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            controls::buttonBevel(button, painter, widget);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            controls::buttonLabel(button, painter, widget);
            return;
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            controls::comboLabel(box, painter);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            controls::tabShape(tab, painter);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            controls::tabLabel(tab, painter);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            controls::menuItem(item, painter);
            return;
        }
        break;
    case CE_MenuEmptyArea:
        painter->fillRect(option->rect, colour(Token::Raised));
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, colour(Token::Surface2));
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            const bool active = item->state & (State_Selected | State_Sunken);
            painter->fillRect(item->rect, colour(active ? Token::AccentSoft : Token::Surface2));
            painter->setPen(colour(active ? Token::Accent : Token::Text));
            painter->drawText(item->rect,
                              Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                              item->text);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            controls::headerSection(header, painter);
            return;
        }
        break;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            controls::headerLabel(header, painter);
            return;
        }
        break;
    case CE_HeaderEmptyArea: {
        painter->fillRect(option->rect, colour(Token::Surface));
        painter->setPen(colour(Token::Border));
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    }
    case CE_ProgressBar:
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            if (element == CE_ProgressBar)
                controls::progressBar(bar, painter);
            return;
        }
        break;
    case CE_Splitter: {
        const bool upright = option->state & State_Horizontal;
        const QPoint middle = option->rect.center();
        painter->setPen(colour(Token::Border));
        if (upright)
            painter->drawLine(middle.x(), option->rect.top(), middle.x(), option->rect.bottom());
        else
            painter->drawLine(option->rect.left(), middle.y(), option->rect.right(), middle.y());
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                               QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            controls::comboBox(box, painter, widget);
            return;
        }
        break;
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            controls::toolButton(button, painter, widget);
            return;
        }
        break;
    case CC_ScrollBar:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            controls::scrollBar(slider, painter,
                                subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace meshlens::ui
