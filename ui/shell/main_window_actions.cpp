// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the window: each feeds menu, palette, tooltip and key.
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/parts/sheet.h"
#include "ui/parts/toast.h"
#include "ui/shell/header_bar.h"
#include "ui/shell/key_map.h"
#include "ui/shell/keys_sheet.h"
#include "ui/shell/main_window.h"
#include "ui/shell/pages.h"
#include "ui/shell/palette.h"
#include "ui/shell/settings_sheet.h"
#include "ui/shell/sidebar.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

QAction *MainWindow::addCommand(const QString &id, const QString &text, const QString &iconName,
                                const QList<QKeySequence> &keys, const std::function<void()> &act)
{
    auto *action = new QAction(themeIcon(iconName), text, this);
    action->setObjectName(id);
    action->setProperty("meshlensIcon", iconName);
    action->setShortcuts(keys);
    keys::apply(action, m_session);
    connect(action, &QAction::triggered, this, act);
    addAction(action);
    m_menu->addAction(action);
    m_commands += action;
    return action;
}

void MainWindow::addActions()
{
    addCommand(u"palette"_s, tr("Find anything"), u"search"_s, {Qt::CTRL | Qt::Key_K},
               [this] { openPalette(); });
    m_menu->addSeparator();
    int number = 0;
    for (const PageEntry &entry : pageEntries()) {
        if (entry.title.isEmpty())
            continue;
        QList<QKeySequence> keys;
        if (number < 9)
            keys += QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + number));
        ++number;
        addCommand(u"page."_s + entry.name, tr("Go to %1").arg(entry.title), entry.icon, keys,
                   [this, name = entry.name] {
                       open({name, {}, {}});
                   });
    }
    m_menu->addSeparator();
    QAction *back = addCommand(u"back"_s, tr("Back"), u"back"_s, {Qt::ALT | Qt::Key_Left},
                               [this] { goBack(); });
    QAction *forward = addCommand(u"forward"_s, tr("Forward"), u"forward"_s,
                                  {Qt::ALT | Qt::Key_Right}, [this] { goForward(); });
    m_header->backButton()->setWords(tr("Back"), back->shortcut());
    m_header->forwardButton()->setWords(tr("Forward"), forward->shortcut());
    m_header->backButton()->setEnabled(false);
    m_header->forwardButton()->setEnabled(false);
    addCommand(u"filter"_s, tr("Search or filter this page"), u"filter"_s, {Qt::CTRL | Qt::Key_F},
               [this] {
                   if (Page *page = currentPage(); !page || !page->focusFilter())
                       openPalette();
               });
    addCommand(u"sidebar"_s, tr("Sidebar wide or slim"), u"panel"_s, {Qt::CTRL | Qt::Key_B},
               [this] {
                   m_slimWanted = !m_sidebar->isSlim();
                   arrange();
               });
    addCommand(u"panel"_s, tr("Right panel"), u"panel"_s, {Qt::CTRL | Qt::Key_I}, [this] {
        if (Page *page = currentPage())
            page->togglePanel();
    });
    addCommand(u"next-region"_s, tr("Next region"), u"forward"_s, {Qt::Key_F6},
               [this] { moveRegion(1); });
    addCommand(u"previous-region"_s, tr("Last region"), u"back"_s, {Qt::SHIFT | Qt::Key_F6},
               [this] { moveRegion(-1); });
    m_menu->addSeparator();
    addCommand(u"beside"_s, tr("Open this page beside"), u"expand"_s, {},
               [this] { emit besideRequested(currentLink()); });
    addCommand(u"copy-address"_s, tr("Copy the address of this page"), u"link"_s,
               {Qt::CTRL | Qt::SHIFT | Qt::Key_C}, [this] { copyAddress(); });
    addCommand(u"sync"_s, tr("Sync all catalogs"), u"sync"_s, {Qt::CTRL | Qt::Key_F5, Qt::Key_F5},
               [this] { m_session.sync({}, false); });
    m_menu->addSeparator();
    addCommand(u"larger"_s, tr("Larger text"), u"zoom-in"_s, {},
               [] { Theme::instance().setTextSize(Theme::instance().textSize() + 10); });
    addCommand(u"smaller"_s, tr("Smaller text"), u"zoom-out"_s, {},
               [] { Theme::instance().setTextSize(Theme::instance().textSize() - 10); });
    addCommand(u"light"_s, tr("Light look"), u"sun"_s, {},
               [] { Theme::instance().setMode(ThemeMode::Light); });
    addCommand(u"dark"_s, tr("Dark look"), u"moon"_s, {},
               [] { Theme::instance().setMode(ThemeMode::Dark); });
    addCommand(u"system-look"_s, tr("Look of the system"), u"settings"_s, {},
               [] { Theme::instance().setMode(ThemeMode::System); });
    addCommand(u"settings"_s, tr("Settings"), u"settings"_s, {Qt::CTRL | Qt::Key_Comma},
               [this] { showSettings(); });
    addCommand(u"keys"_s, tr("List of keys"), u"keyboard"_s,
               {Qt::Key_F1, Qt::CTRL | Qt::Key_Question}, [this] { showKeys(); });
    addCommand(u"menu"_s, tr("Show the menu"), u"menu"_s, {Qt::CTRL | Qt::Key_M},
               [this] { m_menu->popup(mapToGlobal(QPoint(px(10), px(42)))); });
    addCommand(u"close"_s, tr("Close this window"), u"close"_s, {QKeySequence::Close},
               [this] { close(); });
}

void MainWindow::showSettings()
{
    if (!Sheet::topmost(this))
        showSettingsSheet(m_session, this);
}

void MainWindow::showKeys()
{
    if (!Sheet::topmost(this))
        (new KeysSheet(m_session, this, allCommands()))->open();
}

void MainWindow::setMeshes(const QList<std::pair<QString, QString>> &nameAndFolder)
{
    m_meshes = nameAndFolder;
}

void MainWindow::showMeshMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *here = menu->addAction(m_session.meshName());
    here->setCheckable(true);
    here->setChecked(true);
    here->setToolTip(m_session.workspace());
    for (const auto &[name, folder] : m_meshes) {
        if (folder == m_session.workspace())
            continue;
        QAction *other = menu->addAction(name);
        other->setToolTip(folder);
        connect(other, &QAction::triggered, this,
                [this, folder = folder] { emit meshRequested(folder); });
    }
    menu->setToolTipsVisible(true);
    menu->addSeparator();
    connect(menu->addAction(themeIcon(u"folder"_s), tr("Open or make another workspace\u2026")),
            &QAction::triggered, this, &MainWindow::chooseMesh);
    if (!m_session.isDemo())
        connect(menu->addAction(themeIcon(u"play"_s), tr("Open the demo mesh")),
                &QAction::triggered, this, &MainWindow::demoRequested);
    menu->popup(m_header->mapToGlobal(QPoint(px(40), m_header->height())));
}

void MainWindow::chooseMesh()
{
    auto *dialog = new QFileDialog(this, tr("Choose the folder of a workspace, or an empty one"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        compute(
            this,
            [folder]() -> Result<QString> {
                const QDir place(folder);
                if (place.isEmpty() || place.exists(u"profiles"_s))
                    return folder;
                return Error{
                    Error::Kind::Usage,
                    MainWindow::tr("%1 holds other things. Choose an empty folder.").arg(folder),
                    {}};
            },
            [this](const QString &chosen) { emit meshRequested(chosen); },
            [this](const Error &error) { Toast::show(this, error.message); });
    });
    dialog->open();
}

} // namespace meshlens::ui
