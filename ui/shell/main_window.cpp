// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/discover/saved_searches.h"
#include "ui/parts/accessible.h"
#include "ui/parts/icons.h"
#include "ui/parts/sheet.h"
#include "ui/parts/toast.h"
#include "ui/shell/header_bar.h"
#include "ui/shell/pages.h"
#include "ui/shell/palette.h"
#include "ui/shell/settings_sheet.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/welcome.h"
#include "ui/shell/window_memory.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(Session &session, QWidget *parent) : QMainWindow(parent), m_session(session)
{
    setWindowTitle(tr("Meshlens"));
    setWindowIcon(QIcon(u":/icons/meshlens.svg"_s));
    setMinimumSize(1024, 700);
    installAccessibility();
    recallLook(session);
    m_menu = new QMenu(this);
    m_header = new HeaderBar(session, m_menu, this);
    setMenuWidget(m_header);
    auto *middle = new QWidget(this);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    m_sidebar = new Sidebar(middle);
    m_pages = new QStackedWidget(middle);
    m_welcome = new Welcome(m_pages);
    m_pages->addWidget(new QWidget(m_pages)); // nothing, until the index has been looked at
    m_pages->addWidget(m_welcome);
    row->addWidget(m_sidebar);
    row->addWidget(m_pages, 1);
    column->addLayout(row, 1);
    m_status = new StatusLine(middle);
    column->addWidget(m_status);
    setCentralWidget(middle);
    m_palette = new Palette(session, this);

    QList<SidebarItem> pages;
    for (const PageEntry &entry : pageEntries()) {
        if (!entry.title.isEmpty())
            pages +=
                SidebarItem{.name = entry.title, .icon = entry.icon, .link = {entry.name, {}, {}}};
    }
    m_sidebar->model()->setSection(SidebarModel::Pages, pages);
    addActions();

    connect(m_sidebar, &Sidebar::chosen, this, [this](const Link &link, bool beside) {
        if (beside)
            emit besideRequested(link);
        else
            open(link);
    });
    connect(m_sidebar, &Sidebar::settingsWanted, this, &MainWindow::showSettings);
    connect(m_header, &HeaderBar::settingsWanted, this, &MainWindow::showSettings);
    connect(m_header, &HeaderBar::paletteWanted, this, [this] { openPalette(); });
    connect(m_header, &HeaderBar::profileWanted, this, &MainWindow::profileRequested);
    connect(m_header, &HeaderBar::meshMenuWanted, this, &MainWindow::showMeshMenu);
    connect(m_header, &HeaderBar::catalogsWanted, this, [this] { open({u"catalogs"_s, {}, {}}); });
    connect(m_header->backButton(), &QToolButton::clicked, this, &MainWindow::goBack);
    connect(m_header->forwardButton(), &QToolButton::clicked, this, &MainWindow::goForward);
    connect(m_header->bell(), &QToolButton::clicked, this, &MainWindow::showNotices);
    connect(m_palette, &Palette::chosen, this, [this](const Link &link, bool beside) {
        if (beside)
            emit besideRequested(link);
        else
            open(link);
    });
    const auto timed = [this](double ms) {
        m_status->setSearch(tr("Search %1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0)));
    };
    connect(m_palette, &Palette::searchTimed, this, timed);
    connect(m_palette, &Palette::accessWanted, this,
            [this](const QString &product) { showRequestForm(product, {}); });
    connect(m_palette, &Palette::said, this,
            [this](const QString &words) { Toast::show(this, words); });
    connect(m_welcome, &Welcome::demoWanted, this, &MainWindow::demoRequested);
    connect(m_welcome, &Welcome::connectWanted, this, [this] {
        open({u"catalogs"_s, {}, {{u"add"_s, u"node"_s}}});
    });
    connect(m_welcome, &Welcome::folderChosen, this, &MainWindow::addFolder);
    connect(&session, &Session::indexChanged, this, &MainWindow::readIndex);
    connect(&SavedSearches::of(session), &SavedSearches::changed, this, &MainWindow::showSearches);
    connect(&session, &Session::requestsChanged, this, &MainWindow::readRequests);
    connect(&session, &Session::syncChanged, this, &MainWindow::showSync);
    connect(&session, &Session::onlineChanged, this, &MainWindow::showSync);
    connect(&session, &Session::notice, this, [this](const QString &text, const QString &link) {
        m_notices.prepend({m_session.clock().nowMs(), text, link});
        while (m_notices.size() > 100)
            m_notices.removeLast();
        m_header->bell()->setDot(true);
        const std::optional<Link> target = Link::parse(link);
        Toast::show(this, text, target ? tr("Open") : QString(), [this, target] { open(*target); });
    });
    connect(&Theme::instance(), &Theme::changed, this, &MainWindow::arrange);
    connect(&m_ageing, &QTimer::timeout, this, &MainWindow::readIndex);
    recallState();
    showSync();
    readIndex();
    readRequests();
}

MainWindow::~MainWindow() = default;

Page *MainWindow::currentPage() const
{
    return qobject_cast<Page *>(m_pages->currentWidget());
}

bool MainWindow::isWelcomeShown() const
{
    return m_pages->currentWidget() == m_welcome;
}

void MainWindow::showWelcome()
{
    m_pages->setCurrentWidget(m_welcome);
}

Link MainWindow::currentLink() const
{
    const History::Entry *entry = m_history.current();
    return entry ? entry->link : Link();
}

Page *MainWindow::pageFor(const QString &name)
{
    if (Page *made = m_made.value(name))
        return made;
    const PageEntry *entry = pageEntry(name);
    if (!entry)
        return nullptr;
    Page *page = entry->make(m_session, m_pages);
    m_made.insert(name, page);
    m_pages->addWidget(page);
    connect(page, &Page::navigate, this, &MainWindow::open);
    connect(page, &Page::navigateBeside, this, &MainWindow::besideRequested);
    connect(page, &Page::accessRequested, this, &MainWindow::showRequestForm);
    connect(page, &Page::linkChanged, this, [this, page] {
        if (page == currentPage())
            m_history.update(page->link());
    });
    connect(page, &Page::titleChanged, this, [this, page] {
        if (page == currentPage())
            setWindowTitle(tr("%1 - Meshlens").arg(page->title()));
    });
    connect(page, &Page::toastRequested, this, [this](const QString &text, const Page::Undo &undo) {
        Toast::show(this, text, undo.text, undo.act);
    });
    connect(page, &Page::searchTimed, m_palette, &Palette::searchTimed);
    return page;
}

void MainWindow::open(const Link &link)
{
    if (!pageEntry(link.page)) {
        Toast::show(this, tr("There is no page \u201c%1\u201d").arg(link.page));
        return;
    }
    leave();
    m_history.go(link);
    showEntry(*m_history.current(), false);
}

void MainWindow::leave()
{
    if (const Page *page = currentPage())
        m_history.remember(page->remember());
}

void MainWindow::showEntry(const History::Entry &entry, bool restore)
{
    Page *page = pageFor(entry.link.page);
    if (!page)
        return;
    const History::Entry copy = entry; // opening may update the entry
    m_pages->setCurrentWidget(page);
    page->open(copy.link);
    if (restore && copy.memory.isValid())
        page->restore(copy.memory);
    m_sidebar->setCurrent(copy.link);
    m_header->backButton()->setEnabled(m_history.canGoBack());
    m_header->forwardButton()->setEnabled(m_history.canGoForward());
    setWindowTitle(tr("%1 - Meshlens").arg(page->title()));
    arrange();
    if (!std::exchange(m_ready, true))
        emit ready();
}

void MainWindow::goBack()
{
    leave();
    if (const History::Entry *entry = m_history.back())
        showEntry(*entry, true);
}

void MainWindow::goForward()
{
    leave();
    if (const History::Entry *entry = m_history.forward())
        showEntry(*entry, true);
}

void MainWindow::arrange()
{
    const PageEntry *entry = pageEntry(currentLink().page);
    const bool byPage = entry && entry->slimSidebar;
    const bool slim = width() < 1280 || m_slimWanted.value_or(byPage);
    m_sidebar->setSlim(slim);
    m_header->setSlim(slim);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    arrange();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (Page *page = currentPage(); page && page->escape())
            return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::openPalette(const QString &text)
{
    if (Sheet::topmost(this))
        return;
    m_palette->setActions(allCommands());
    m_palette->open(text);
}

void MainWindow::copyAddress()
{
    if (const Page *page = currentPage()) {
        QGuiApplication::clipboard()->setText(page->link().toString());
        Toast::show(this, tr("Address copied"));
    }
}

void MainWindow::moveRegion(int step)
{
    QList<QWidget *> regions = {m_sidebar->view()};
    if (Page *page = currentPage())
        regions += page->focusRegions();
    qsizetype at = -1;
    for (qsizetype i = 0; i < regions.size(); ++i) {
        if (QWidget *focused = QApplication::focusWidget();
            focused && (regions[i] == focused || regions[i]->isAncestorOf(focused)))
            at = i;
    }
    for (qsizetype i = 0; i < regions.size(); ++i) {
        at = (at + step + regions.size()) % regions.size();
        QWidget *region = regions[at];
        if (!region->isVisible())
            continue;
        QWidget *target = region;
        if (region->focusPolicy() == Qt::NoFocus && !region->focusProxy()) {
            for (QWidget *child : region->findChildren<QWidget *>()) {
                if (child->focusPolicy() & Qt::TabFocus && child->isVisible() &&
                    child->isEnabled()) {
                    target = child;
                    break;
                }
            }
        }
        target->setFocus(Qt::TabFocusReason);
        return;
    }
}

void MainWindow::showRequestForm(const QString &productKey, const QString &renews)
{
    if (const RequestForm &form = requestForm())
        form(m_session, this, productKey, renews);
}

void MainWindow::addFolder(const QString &path)
{
    open({u"catalogs"_s, {}, {{u"add"_s, u"folder"_s}, {u"address"_s, path}}});
}

void MainWindow::rememberState()
{
    WindowMemory &kept = WindowMemory::of(m_session);
    kept.set(u"window/geometry"_s, saveGeometry());
    kept.set(u"window/link"_s, currentLink().toString());
    if (m_slimWanted)
        kept.set(u"window/slim"_s, *m_slimWanted);
    keepLook(m_session);
    kept.write();
}

void MainWindow::recallState()
{
    const WindowMemory &kept = WindowMemory::of(m_session);
    if (!restoreGeometry(kept.value(u"window/geometry"_s).toByteArray()))
        resize(1440, 900);
    if (kept.contains(u"window/slim"_s))
        m_slimWanted = kept.value(u"window/slim"_s).toBool();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    rememberState();
    QMainWindow::closeEvent(event);
}

QList<QAction *> MainWindow::allCommands() const
{
    QList<QAction *> commands = m_commands;
    if (const Page *page = currentPage())
        commands = page->commands() + commands;
    return commands;
}

} // namespace meshlens::ui
