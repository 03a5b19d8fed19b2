// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/shell/link.h"

#include <QList>
#include <QVariant>
#include <QWidget>

#include <functional>

class QAction;

namespace meshlens::ui {

/// A screen of the window. The shell makes it when it is first opened and keeps it.
///
/// The shell calls, in this order: the constructor, `open()` for each address that leads here (also
/// for back and forward, followed by `restore()` with what `remember()` gave), and `reload()` after
/// the index changed: at once while the page is visible, else when it is next shown. Show old
/// content until new content has been read (ui/parts/load.h).
class Page : public QWidget
{
    Q_OBJECT

public:
    /// A toast's way back: words on the button and what it does.
    struct Undo {
        QString text;
        std::function<void()> act;
    };

    Page(Session &session, QWidget *parent = nullptr);
    ~Page() override;

    [[nodiscard]] virtual QString
    title() const = 0; // translated, of the page or of the thing it shows
    virtual void open(const Link &link) = 0;
    /// Where the page stands now, so that opening it later leads to the same place.
    [[nodiscard]] virtual Link link() const = 0;

    /// Reads again what is shown, keeping selection and scroll.
    virtual void reload();

    /// Scroll, selection, open tabs: what the address does not say. Kept with the history entry.
    [[nodiscard]] virtual QVariant remember() const { return {}; }
    virtual void restore(const QVariant &) {}

    /// Regions that F6 walks through, in order: filters, main, right panel.
    [[nodiscard]] virtual QList<QWidget *> focusRegions() { return {this}; }
    /// Ctrl+F and `/`: the query or filter of the page. False: it has none.
    virtual bool focusFilter() { return false; }
    /// Ctrl+I: opens or closes the right panel. False: it has none.
    virtual bool togglePanel() { return false; }
    /// Esc with nothing else open: clears the selection, or closes a panel lying over the page.
    virtual bool escape() { return false; }

    /// Commands added by addCommand(), for menu and palette.
    [[nodiscard]] const QList<QAction *> &commands() const { return m_commands; }
    [[nodiscard]] Session &session() const { return m_session; }
    [[nodiscard]] std::int64_t nowMs() const { return m_session.clock().nowMs(); }

signals:
    void navigate(const Link &link);       // a new history entry
    void navigateBeside(const Link &link); // in a second window
    void linkChanged(); // the same place in another state: the current history entry is updated
    void titleChanged();
    void accessRequested(const QString &productKey, const QString &renews); // opens the form here
    void toastRequested(const QString &text, const meshlens::ui::Page::Undo &undo);
    void searchTimed(double milliseconds); // of the last search, for the status bar

protected:
    /// A command of this page for palette, menu and key. A single letter works only while `where`
    /// has the focus. The action belongs to the page.
    QAction *addCommand(const QString &text, const QString &iconName, const QKeySequence &key,
                        QWidget *where, const std::function<void()> &act);
    void showEvent(QShowEvent *event) override;

private:
    Session &m_session;
    QList<QAction *> m_commands;
    bool m_stale = false;
};

} // namespace meshlens::ui
