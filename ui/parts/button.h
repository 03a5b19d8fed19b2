// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QToolButton>

namespace meshlens::ui {

/// What a button is for, which decides how it looks. One Primary a place.
enum class ButtonKind { Plain, Primary, Quiet, Danger };

/// A push button, 30 px high, or 24 when small. Its text is a verb that says the effect.
class Button : public QPushButton
{
    Q_OBJECT

public:
    explicit Button(const QString &text, QWidget *parent = nullptr);
    Button(const QString &text, ButtonKind kind, QWidget *parent = nullptr);

    [[nodiscard]] ButtonKind kind() const { return m_kind; }
    void setKind(ButtonKind kind);
    [[nodiscard]] bool isSmall() const { return m_small; }
    void setSmall(bool on);
    /// An icon before the text, in the colour of the text.
    void setIconName(const QString &name);
    /// Says "Copied" or the like for 1.5 s in place of the text.
    void confirm(const QString &text);

private:
    void refresh();

    ButtonKind m_kind = ButtonKind::Plain;
    bool m_small = false;
    QString m_iconName;
    QString m_ownText;
};

/// A button that is only an icon: `words` are its accessible name and, with the key, its tooltip.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    IconButton(const QString &iconName, const QString &words, QWidget *parent = nullptr);

    void setWords(const QString &words, const QKeySequence &key = {});
    void setIconName(const QString &name);
    void setFramed(bool on); // with a line around it
    [[nodiscard]] bool isFramed() const { return m_framed; }
    void setSmall(bool on); // 24 px in place of 30
    void setDot(bool on);   // a point at the corner: something is new
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    bool m_framed = false;
    bool m_small = false;
    bool m_dot = false;
};

} // namespace meshlens::ui
