// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/theme.h"

#include <QAbstractButton>
#include <QLabel>

namespace meshlens::ui {

/// Plain text in a role and colour of the theme; follows both when they change.
class Label : public QLabel
{
    Q_OBJECT

public:
    explicit Label(const QString &text, TextRole role = TextRole::Body, Token colour = Token::Text,
                   QWidget *parent = nullptr);
    explicit Label(TextRole role, Token colour = Token::Text, QWidget *parent = nullptr);

    void setRole(TextRole role);
    void setColour(Token colour);

private:
    void refresh();

    TextRole m_role;
    Token m_colour;
};

/// One line of plain text that shortens itself; the whole text is then its tooltip.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, TextRole role = TextRole::Body,
                         Token colour = Token::Text, QWidget *parent = nullptr);

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString &text);
    void setElide(Qt::TextElideMode mode);
    void setAlignment(Qt::Alignment alignment);
    void setColour(Token colour);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_text;
    TextRole m_role;
    Token m_colour;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

/// Words in the accent that can be clicked, by mouse and keyboard.
class LinkLabel : public QAbstractButton
{
    Q_OBJECT

public:
    explicit LinkLabel(const QString &text, QWidget *parent = nullptr);

    void setRole(TextRole role);
    void setIconName(const QString &name);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextRole m_role = TextRole::BodyStrong;
    QString m_iconName;
};

/// A key in a small frame: "Ctrl K".
class KeyHint : public QWidget
{
    Q_OBJECT

public:
    explicit KeyHint(const QString &keys, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    static QSize sizeOf(const QString &keys);
    static void paint(QPainter *painter, const QRectF &rect, const QString &keys); // right aligned

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

/// A line of 1 px between things.
class Line : public QWidget
{
    Q_OBJECT

public:
    explicit Line(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace meshlens::ui
