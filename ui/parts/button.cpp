// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/button.h"

#include "ui/parts/icons.h"

#include <QKeySequence>
#include <QPainter>
#include <QTimer>

#include <utility>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

Button::Button(const QString &text, QWidget *parent) : Button(text, ButtonKind::Plain, parent) {}

Button::Button(const QString &text, ButtonKind kind, QWidget *parent)
    : QPushButton(text, parent), m_kind(kind)
{
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, &Button::refresh);
    refresh();
}

void Button::setKind(ButtonKind kind)
{
    m_kind = kind;
    refresh();
}

void Button::setSmall(bool on)
{
    m_small = on;
    refresh();
}

void Button::setIconName(const QString &name)
{
    m_iconName = name;
    refresh();
}

void Button::confirm(const QString &text)
{
    if (m_ownText.isEmpty()) {
        m_ownText = this->text();
        setMinimumWidth(width());
        QTimer::singleShot(1500, this, [this] {
            setText(std::exchange(m_ownText, {}));
            setMinimumWidth(0);
        });
    }
    setText(text);
}

void Button::refresh()
{
    QFont used = textFont(m_small ? TextRole::Table : TextRole::BodyStrong);
    used.setWeight(QFont::Medium);
    setFont(used);
    const int side = px(m_small ? 14 : 16);
    setIconSize({side, side});
    if (m_iconName.isEmpty())
        setIcon({});
    else
        setIcon(themeIcon(m_iconName, m_kind == ButtonKind::Primary  ? Token::OnAccent
                                      : m_kind == ButtonKind::Danger ? Token::Bad
                                      : m_kind == ButtonKind::Quiet  ? Token::Text2
                                                                     : Token::Text));
    updateGeometry();
    update();
}

IconButton::IconButton(const QString &iconName, const QString &words, QWidget *parent)
    : QToolButton(parent)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setIconName(iconName);
    setWords(words);
    connect(&Theme::instance(), &Theme::changed, this, &IconButton::refresh);
    refresh();
}

void IconButton::setWords(const QString &words, const QKeySequence &key)
{
    setAccessibleName(words);
    setToolTip(key.isEmpty() ? words
                             : tr("%1 (%2)").arg(words, key.toString(QKeySequence::NativeText)));
}

void IconButton::setIconName(const QString &name)
{
    setIcon(themeIcon(name));
}

void IconButton::setFramed(bool on)
{
    m_framed = on;
    update();
}

void IconButton::setSmall(bool on)
{
    m_small = on;
    refresh();
}

void IconButton::setDot(bool on)
{
    m_dot = on;
    update();
}

QSize IconButton::sizeHint() const
{
    const int side = px(m_small ? 24 : 30);
    return {side, side};
}

void IconButton::refresh()
{
    const int side = px(m_small ? 14 : 16);
    setIconSize({side, side});
    setFixedSize(sizeHint());
    update();
}

void IconButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (!m_dot)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour(Token::Surface2), 1.5));
    painter.setBrush(colour(Token::AccentFill));
    painter.drawEllipse(QPointF(width() - px(8.5), px(7.5)), px(3.5), px(3.5));
}

} // namespace meshlens::ui
