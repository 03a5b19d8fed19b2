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

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return px(10);
    case PM_ScrollBarSliderMin:
        return px(28);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return px(16);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return px(6);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return px(16);
    case PM_DefaultFrameWidth:
        return isTextField(widget) || qobject_cast<const QLineEdit *>(widget) ? 2 : 1;
    case PM_ButtonMargin:
        return px(6);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_TabBarTabHSpace:
        return px(20);
    case PM_TabBarTabVSpace:
        return px(10);
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
        return 0;
    case PM_TabBarBaseHeight:
        return 1;
    case PM_HeaderMargin:
        return px(8);
    case PM_HeaderGripMargin:
        return px(4);
    case PM_FocusFrameHMargin:
        return px(7);
    case PM_MenuPanelWidth:
        return px(5);
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return 0;
    case PM_SplitterWidth:
        return px(5);
    case PM_ToolTipLabelFrameWidth:
        return px(7);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return px(8);
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return px(12);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ComboBox_Popup:
        return 0;
    case SH_Menu_MouseTracking:
    case SH_MenuBar_MouseTracking:
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_Header_ArrowAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    case SH_Table_GridLineColor:
        return static_cast<int>(colour(Token::Border).rgb());
    case SH_ScrollBar_Transient:
        return 0;
    case SH_Widget_Animate:
        return Theme::instance().reducedMotion() ? 0 : 1;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize needed = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const auto *button = qobject_cast<const Button *>(widget);
        const bool small = button && button->isSmall();
        const auto *push = qstyleoption_cast<const QStyleOptionButton *>(option);
        int width = push ? push->fontMetrics.horizontalAdvance(push->text) : size.width();
        if (push && !push->icon.isNull())
            width += push->iconSize.width() + (push->text.isEmpty() ? 0 : px(6));
        if (push && push->features & QStyleOptionButton::HasMenu)
            width += px(18);
        return {width + 2 * px(small ? 8 : 12) + 2, px(small ? 24 : 30)};
    }
    case CT_LineEdit:
        needed.setHeight(std::max(needed.height(), px(30)));
        break;
    case CT_ComboBox:
        needed.setHeight(px(30));
        needed.setWidth(size.width() + px(44));
        break;
    case CT_SpinBox:
        needed.setHeight(px(30));
        break;
    case CT_CheckBox:
    case CT_RadioButton:
        needed.setHeight(std::max(needed.height(), px(24)));
        break;
    case CT_TabBarTab:
        needed.setHeight(px(36));
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator)
                return {px(20), px(9)};
            needed.setHeight(px(28));
            needed.setWidth(size.width() + px(60) + (item->text.contains(u'\t') ? px(24) : 0));
        }
        break;
    case CT_MenuBarItem:
        needed.setHeight(px(26));
        break;
    case CT_HeaderSection:
        needed.setHeight(px(26));
        break;
    default:
        break;
    }
    return needed;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                            SubControl part, const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        const QRect box = option->rect;
        const int arrow = px(26);
        switch (part) {
        case SC_ComboBoxArrow:
            return visualRect(option->direction, box,
                              QRect(box.right() - arrow + 1, box.y(), arrow, box.height()));
        case SC_ComboBoxEditField:
            return visualRect(option->direction, box, box.adjusted(px(10), 1, -arrow, -1));
        default:
            break;
        }
    }
    if (control == CC_ScrollBar) {
        if (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine)
            return {};
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (slider && (part == SC_ScrollBarGroove || part == SC_ScrollBarSlider)) {
            if (part == SC_ScrollBarGroove)
                return slider->rect;
            const bool across = slider->orientation == Qt::Horizontal;
            const int length = across ? slider->rect.width() : slider->rect.height();
            const qint64 range = qint64(slider->maximum) - slider->minimum;
            const int handle =
                range + slider->pageStep <= 0
                    ? length
                    : static_cast<int>(std::clamp<qint64>(qint64(length) * slider->pageStep /
                                                              (range + slider->pageStep),
                                                          std::min(px(28), length), length));
            const int start =
                sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                        length - handle, slider->upsideDown);
            return across ? QRect(slider->rect.x() + start, slider->rect.y(), handle,
                                  slider->rect.height())
                          : QRect(slider->rect.x(), slider->rect.y() + start, slider->rect.width(),
                                  handle);
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option,
                            const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const int side = frame && frame->lineWidth > 0 ? px(8) : px(2);
        return option->rect.adjusted(side, 1, -side, -1);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

} // namespace meshlens::ui
