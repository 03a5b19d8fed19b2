// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/shell/palette_search.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QWidget>

#include <atomic>

class QHBoxLayout;
class QLabel;

namespace meshlens::ui {

/// Ctrl+K: finds products, columns, commands and people by a few letters. A child of the window
/// over a dim layer. Prefix `>` commands, `@` people, `#` columns, `:` pages. Tab shows what else
/// can be done with the chosen entry; Shift+Tab, Backspace or Esc lead back.
class Palette final : public QWidget
{
    Q_OBJECT

public:
    Palette(Session &session, QWidget *window);
    ~Palette() override;

    void setActions(const QList<QAction *> &actions);
    void open(const QString &text = {});
    void dismiss();
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] PaletteModel *model() const { return m_model; }
    /// Whether the further actions of an entry are shown.
    [[nodiscard]] bool showsActions() const { return m_subject.has_value(); }

signals:
    void chosen(const Link &link, bool beside);
    void accessWanted(const QString &productKey);
    void said(const QString &words); // what was done, for a toast
    void searchTimed(double milliseconds);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeTop();
    void makeFoot();
    void place();
    void search();
    void showFound(const QString &query, PaletteWish::Of of, const PaletteFound &found);
    void show(const QList<PaletteEntry> &found);
    void activate(bool beside);
    void act(const PaletteEntry &entry, bool beside);
    void togglePin(const QString &key, const QString &name);
    void showActions();
    void leaveActions();
    void move(int step);
    [[nodiscard]] bool takesKey(int key, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] QList<PaletteEntry> startEntries() const;
    [[nodiscard]] QList<PaletteEntry> commandEntries(const QString &query, int most) const;
    [[nodiscard]] QList<PaletteEntry> pageEntriesFor(const QString &query) const;

    Session &m_session;
    QWidget *m_panel;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_timing;
    PaletteModel *m_model;
    QList<QPointer<QAction>> m_actions;
    QPointer<QWidget> m_focusBefore;
    QElapsedTimer m_clock;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    std::optional<PaletteEntry> m_subject; // whose actions are shown
    QString m_textBefore;                  // in the field, before they were
};

} // namespace meshlens::ui
