// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/button.h"
#include "ui/parts/labels.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace meshlens::ui {

/// A dialog as a child of its window: a dim layer with a panel in the middle. It keeps the focus to
/// itself, closes with Esc or its cross, gives the focus back and then deletes itself.
class Sheet : public QWidget
{
    Q_OBJECT

public:
    /// Design pixels; the panel is smaller where the window is.
    Sheet(QWidget *window, const QString &title, int width, int height);

    void setHeading(const QString &title);
    void setSubtitle(const QString &text);
    [[nodiscard]] QVBoxLayout *body() const { return m_body; } // 20 px margins; see setBodyMargins
    void setBodyMargins(int left, int top, int right, int bottom);
    void setFooterVisible(bool on);
    Button *addAction(const QString &text, ButtonKind kind = ButtonKind::Plain); // right, in order
    Button *addSideAction(const QString &text, ButtonKind kind = ButtonKind::Plain); // left
    void addToFooter(QWidget *widget);                                               // left
    void setCloseable(bool on); // while something must not be broken off

    void open();
    void accept();
    void reject();

    /// The open sheet on top of a window, or none.
    static Sheet *topmost(QWidget *window);

    /// Asks once, with the effect in words; `accepted` then comes from the returned sheet.
    static Sheet *confirm(QWidget *window, const QString &question, const QString &effect,
                          const QString &actText, const QString &keepText,
                          ButtonKind kind = ButtonKind::Danger);

signals:
    void accepted();
    void rejected();
    void closed(); // after either

protected:
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void finish();

    class Panel;
    Panel *m_panel;
    ElidedLabel *m_title;
    Label *m_subtitle;
    IconButton *m_close;
    QVBoxLayout *m_body;
    QWidget *m_footer;
    QHBoxLayout *m_actions;
    int m_sideActions = 0;
    QSize m_wanted;
    bool m_closeable = true;
    QPointer<QWidget> m_focusBefore;
};

} // namespace meshlens::ui
