// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

class QStyleOptionButton;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionTab;
class QStyleOptionComboBox;
class QStyleOptionSlider;
class QStyleOptionToolButton;
class QStyleOptionViewItem;

namespace meshlens::ui {

/// The look of controls: Fusion's behaviour with flat fills, 1 px lines and small radii in the
/// theme's colours. Focus is shown by a 2 px ring, on controls only where the keyboard moved it.
class Style final : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *returned) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option,
                                         const QSize &size, const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                       SubControl part, const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget) const override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void drawItemBackground(const QStyleOptionViewItem *option, QPainter *painter) const;
};

/// The controls that Style draws by itself (style_controls.cpp).
namespace controls {
void buttonBevel(const QStyleOptionButton *option, QPainter *painter, const QWidget *widget);
void buttonLabel(const QStyleOptionButton *option, QPainter *painter, const QWidget *widget);
void toolButton(const QStyleOptionToolButton *option, QPainter *painter, const QWidget *widget);
void checkIndicator(const QStyleOption *option, QPainter *painter);
void radioIndicator(const QStyleOption *option, QPainter *painter);
void field(const QStyleOption *option, QPainter *painter, const QWidget *widget);
void comboBox(const QStyleOptionComboBox *option, QPainter *painter, const QWidget *widget);
void comboLabel(const QStyleOptionComboBox *option, QPainter *painter);
void tabShape(const QStyleOptionTab *option, QPainter *painter);
void tabLabel(const QStyleOptionTab *option, QPainter *painter);
void menuItem(const QStyleOptionMenuItem *option, QPainter *painter);
void menuPanel(const QStyleOption *option, QPainter *painter);
void headerSection(const QStyleOptionHeader *option, QPainter *painter);
void headerLabel(const QStyleOptionHeader *option, QPainter *painter);
void scrollBar(const QStyleOptionSlider *option, QPainter *painter, const QRect &handle);
void progressBar(const QStyleOptionProgressBar *option, QPainter *painter);
void focusRing(QPainter *painter, const QRectF &rect, double radius);
[[nodiscard]] bool hasKeyboardFocus(const QStyleOption *option);
} // namespace controls

} // namespace meshlens::ui
