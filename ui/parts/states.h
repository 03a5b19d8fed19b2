// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"
#include "ui/parts/button.h"
#include "ui/parts/labels.h"

#include <QStackedWidget>
#include <QTimer>

#include <functional>

class QHBoxLayout;

namespace meshlens::ui {

/// Says in the middle of an area why there is nothing, and the way on.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &iconName, const QString &title, const QString &text,
               Tone tone = Tone::Mute, QWidget *parent = nullptr);

    void setIconName(const QString &name);
    void setTitle(const QString &title);
    void setText(const QString &text);
    Button *addAction(const QString &text, ButtonKind kind = ButtonKind::Plain);
    void addWidget(QWidget *widget); // below the text
    void clearActions();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Disc;
    Disc *m_disc;
    Label *m_title;
    Label *m_text;
    QHBoxLayout *m_actions;
};

/// A strip above content or a note inside it: what happened, and what can be done.
class MessageStrip : public QWidget
{
    Q_OBJECT

public:
    explicit MessageStrip(Tone tone = Tone::Accent, QWidget *parent = nullptr);
    MessageStrip(Tone tone, const QString &strong, const QString &text, QWidget *parent = nullptr);

    void setMessage(Tone tone, const QString &strong, const QString &text);
    void setFlat(bool on); // full width without round corners, as under a page header
    Button *addAction(const QString &text, ButtonKind kind = ButtonKind::Plain);
    void clearActions();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    Tone m_tone;
    bool m_flat = false;
    Label *m_words;
    QHBoxLayout *m_row;
    QList<Button *> m_buttons;
};

/// Grey blocks in the shape of what is to come.
class Skeleton : public QWidget
{
    Q_OBJECT

public:
    enum class Shape { Rows, Cards, Chart };
    explicit Skeleton(Shape shape = Shape::Rows, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Shape m_shape;
};

/// An area that shows content, or what stands in for it. Once content was shown it stays while
/// newer content is read.
class ContentStack : public QStackedWidget
{
    Q_OBJECT

public:
    explicit ContentStack(QWidget *content, Skeleton::Shape shape = Skeleton::Shape::Rows,
                          QWidget *parent = nullptr);

    void begin(); // reading begins: blocks after 150 ms, unless content stands
    void showContent();
    void showEmpty(EmptyState *state); // takes the widget; the one before goes
    /// What could not be done, why, and a way to try again. Content that stands stays, with a strip
    /// above it.
    void showError(const QString &what, const Error &error, const std::function<void()> &retry);

private:
    void put(QWidget *standIn);

    QWidget *m_host;
    MessageStrip *m_strip = nullptr;
    Skeleton *m_skeleton;
    QWidget *m_standIn = nullptr;
    QTimer m_slow;
    bool m_filled = false;
};

} // namespace meshlens::ui
