// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/segmented.h"

#include "ui/parts/icons.h"
#include "ui/parts/style.h"
#include "ui/parts/tags.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace meshlens::ui {

namespace {

class Segment final : public QAbstractButton
{
public:
    Segment(const QString &text, const QString &iconName, QWidget *parent)
        : QAbstractButton(parent), m_iconName(iconName)
    {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const int iconWidth = m_iconName.isEmpty() ? 0 : px(16) + (text().isEmpty() ? 0 : px(6));
        return {iconWidth + textWidth(text(), TextRole::Table) + px(22), px(28)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const bool on = isChecked();
        if (on || underMouse())
            painter.fillRect(rect(), colour(on ? Token::AccentSoft : Token::Sunken));
        const Token ink = on ? Token::Accent : isEnabled() ? Token::Text2 : Token::Text3;
        QFont used = textFont(TextRole::Table);
        used.setWeight(QFont::Medium);
        painter.setFont(used);
        painter.setPen(colour(ink));
        QRect words = rect();
        if (!m_iconName.isEmpty()) {
            const QRect spot(text().isEmpty() ? (width() - px(16)) / 2 : px(10),
                             (height() - px(16)) / 2, px(16), px(16));
            paintIcon(&painter, spot, m_iconName, colour(ink));
            words.setLeft(spot.right() - px(4));
        }
        painter.drawText(words, Qt::AlignCenter | Qt::TextSingleLine, text());
        QStyleOption option;
        option.initFrom(this);
        if (controls::hasKeyboardFocus(&option))
            controls::focusRing(&painter, rect(), px(4));
    }

private:
    QString m_iconName;
};

} // namespace

SegmentedControl::SegmentedControl(const QString &accessibleName, QWidget *parent) : QWidget(parent)
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_group = new QButtonGroup(this);
    m_group->setExclusive(true);
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(1, 1, 1, 1);
    m_row->setSpacing(1);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::currentChanged);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        for (QAbstractButton *button : m_group->buttons())
            button->updateGeometry();
        update();
    });
}

void SegmentedControl::addChoice(const QString &text, const QString &iconName)
{
    auto *segment = new Segment(text, iconName, this);
    const auto index = static_cast<int>(m_group->buttons().size());
    m_group->addButton(segment, index);
    m_row->addWidget(segment);
    if (index == 0)
        segment->setChecked(true);
}

void SegmentedControl::setText(int index, const QString &text)
{
    m_group->button(index)->setText(text);
    m_group->button(index)->updateGeometry();
}

int SegmentedControl::count() const
{
    return static_cast<int>(m_group->buttons().size());
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton *button = m_group->button(index))
        button->setChecked(true);
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    // The children fill their rectangles; the frame and the corners are ours.
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colour(Token::BorderStrong));
    painter.setBrush(colour(Token::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(colour(Token::Border));
    for (int i = 0; i + 1 < count(); ++i) {
        const int x = m_group->button(i)->geometry().right() + 1;
        painter.drawLine(x, 1, x, height() - 2);
    }
}

} // namespace meshlens::ui
