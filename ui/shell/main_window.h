// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/shell/history.h"
#include "ui/shell/page.h"

#include <QHash>
#include <QMainWindow>
#include <QTimer>

class QLabel;
class QMenu;
class QStackedWidget;

namespace meshlens::ui {

class HeaderBar;
class Palette;
class Sidebar;
class StatusLine;
class Welcome;

/// One window of a workspace and profile: header, sidebar, pages with their history, status.
///
/// What the window cannot do by itself it says by signals: the application opens the demo, another
/// profile or a second window.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Session &session, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Goes to a place, as a link of the command line or of another program asks. Unknown pages are
    /// said in a toast.
    void open(const Link &link);
    [[nodiscard]] Link currentLink() const;
    [[nodiscard]] Page *currentPage() const;
    [[nodiscard]] Palette *commandPalette() const { return m_palette; }
    [[nodiscard]] Sidebar *sidebar() const { return m_sidebar; }
    [[nodiscard]] bool isWelcomeShown() const;
    void showWelcome(); // as over an empty workspace
    /// Workspaces that the mesh menu offers beside this one: folders, with a name for each.
    void setMeshes(const QList<std::pair<QString, QString>> &nameAndFolder);
    /// Whether the first page or the welcome stands on screen (for the start-up figure).
    [[nodiscard]] bool isReady() const { return m_ready; }

signals:
    void ready();                               // once: the first page or the welcome is shown
    void demoRequested();                       // open the demo mesh
    void profileRequested(const QString &name); // open this workspace as another person
    void meshRequested(const QString &folder);  // open another workspace
    void besideRequested(const meshlens::ui::Link &link); // open a second window there

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addActions();
    QAction *addCommand(const QString &id, const QString &text, const QString &iconName,
                        const QList<QKeySequence> &keys, const std::function<void()> &act);
    Page *pageFor(const QString &name);
    void showEntry(const History::Entry &entry, bool restore);
    void leave();
    void goBack();
    void goForward();
    void readIndex(); // counts, pins, saved searches, domains, badges
    void readRequests();
    void showSearches();
    void showSync();
    void arrange();
    void copyAddress();
    void openPalette(const QString &text = {});
    void moveRegion(int step);
    void showSettings();
    void showKeys();
    void showNotices();
    void showMeshMenu();
    void chooseMesh(); // a folder by the system's dialog
    void showRequestForm(const QString &productKey, const QString &renews);
    void addFolder(const QString &path);
    void rememberState();
    void recallState();
    [[nodiscard]] QList<QAction *> allCommands() const;

    Session &m_session;
    QMenu *m_menu;
    HeaderBar *m_header;
    Sidebar *m_sidebar;
    QStackedWidget *m_pages;
    StatusLine *m_status;
    Palette *m_palette;
    Welcome *m_welcome;
    QHash<QString, Page *> m_made;
    QList<QAction *> m_commands;
    History m_history;
    struct Notice {
        std::int64_t atMs = 0;
        QString text;
        QString link;
    };
    QList<Notice> m_notices; // newest first
    QList<std::pair<QString, QString>> m_meshes;
    std::optional<bool> m_slimWanted; // by the user; else by width and page
    QTimer m_ageing;                  // until the next catalog becomes outdated by itself
    bool m_ready = false;
    bool m_known = false; // the index was read once
};

} // namespace meshlens::ui
