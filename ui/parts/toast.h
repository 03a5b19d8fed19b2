// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QAbstractButton;

namespace meshlens::ui {

/// A short message over the lower middle of a window, with one way back or on. At most three at
/// once.
class Toast : public QWidget
{
    Q_OBJECT

public:
    /// Shows for 4 s, or for 10 s with an action. `act` is called when its button is pressed.
    static Toast *show(QWidget *window, const QString &text, const QString &actionText = {},
                       std::function<void()> act = {});

    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Toast(QWidget *window, QString text, const QString &actionText, std::function<void()> act);
    static void arrange(QWidget *window);

    QString m_text;
    QAbstractButton *m_action = nullptr;
    QTimer m_life;
};

} // namespace meshlens::ui
