// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How large things are, and where their parts lie.
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
