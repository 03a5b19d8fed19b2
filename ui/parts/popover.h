// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

class QVBoxLayout;

namespace meshlens::ui {

/// A small panel over the window beside what it explains. A child of the window, so that its place
/// is ours to choose; closes with Esc, a click elsewhere, or when the window changes its size.
class Popover final : public QFrame
{
    Q_OBJECT

public:
    /// `anchor` is what it explains; the panel opens below it, or above where there is no room.
    Popover(QWidget *anchor, const QString &title);

    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    void open();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void finish();

    QPointer<QWidget> m_anchor;
    QVBoxLayout *m_body;
};

} // namespace meshlens::ui
