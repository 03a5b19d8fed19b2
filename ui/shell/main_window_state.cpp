// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows of the index by itself: counts, badges, pins, saved searches, sync.
#include "ui/discover/saved_searches.h"
#include "ui/parts/ageing.h"
#include "ui/parts/domain_order.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/shell/header_bar.h"
#include "ui/shell/main_window.h"
#include "ui/shell/pages.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/welcome.h"

#include "models/store/catalog_health.h"
#include "models/store/writer.h"

#include <QMenu>
#include <QStackedWidget>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct IndexState {
    store::Counts counts;
    QList<store::CatalogRow> catalogs;
    QList<store::Kept> pins;
    DomainOrder order;
};

Result<IndexState> readState(store::Reader &reader)
{
    IndexState state;
    const auto counts = reader.counts();
    const auto catalogs = reader.catalogs();
    const auto pins = reader.kept(u"pin"_s);
    const auto order = domainOrder(reader);
    for (const Error *failed :
         {counts ? nullptr : &counts.error(), catalogs ? nullptr : &catalogs.error(),
          pins ? nullptr : &pins.error(), order ? nullptr : &order.error()}) {
        if (failed)
            return *failed;
    }
    state.counts = *counts;
    state.catalogs = *catalogs;
    state.pins = *pins;
    state.order = *order;
    return state;
}

QList<SidebarItem> pinItems(const QList<store::Kept> &pins)
{
    QList<SidebarItem> items;
    for (const store::Kept &pin : pins)
        items += SidebarItem{.name = pin.name, .icon = u"product"_s, .link = linkTo(pin.key)};
    return items;
}

QList<SidebarItem> searchItems(const QList<SavedSearch> &searches)
{
    QList<SidebarItem> items;
    for (const SavedSearch &search : searches) {
        Link link{u"discover"_s, {}, {{u"q"_s, search.query}}};
        if (search.order != u"best")
            link.state.insert(u"sort"_s, search.order);
        items +=
            SidebarItem{.name = search.kept.name,
                        .icon = u"search"_s,
                        .link = link,
                        .badge = static_cast<int>(std::min<qint64>(search.fresh.value_or(0), 9999)),
                        .count = search.total};
    }
    return items;
}

/// How many catalogs the index is up to date with, how old it is with the others, and each by name.
std::pair<QString, QString> syncWords(const QList<store::CatalogRow> &catalogs, std::int64_t nowMs)
{
    if (catalogs.isEmpty())
        return {MainWindow::tr("No catalogs"), {}};
    qint64 inSync = 0;
    std::optional<std::int64_t> oldest;
    QStringList each;
    for (const store::CatalogRow &row : catalogs) {
        const QString &name = row.connection.name;
        const store::CatalogHealth health = store::healthOf(row, nowMs);
        if (store::isOutdated(row, nowMs))
            oldest = std::min(oldest.value_or(*row.lastGoodSyncMs), *row.lastGoodSyncMs);
        if (health == store::CatalogHealth::InSync) {
            ++inSync;
            each += MainWindow::tr("%1: in sync").arg(name);
        } else if (!row.lastGoodSyncMs) {
            each += MainWindow::tr("%1: not read yet").arg(name);
        } else {
            const QString age = format::age(nowMs - *row.lastGoodSyncMs);
            each += health == store::CatalogHealth::Failed
                        ? MainWindow::tr("%1: failed, its index is %2 old").arg(name, age)
                        : MainWindow::tr("%1: outdated, its index is %2 old").arg(name, age);
        }
    }
    QString words = MainWindow::tr("%1 of %2 in sync")
                        .arg(format::count(inSync), format::count(catalogs.size()));
    if (oldest)
        words = MainWindow::tr("%1, oldest %2").arg(words, format::shortAge(nowMs - *oldest));
    return {words, each.join(u'\n')};
}

} // namespace

void MainWindow::readIndex()
{
    load(
        this, m_session, readState,
        [this](const IndexState &state) {
            Theme::instance().setDomains(state.order.domains);
            if (!state.order.fresh.isEmpty()) {
                QStringList keys;
                for (const auto &[key, name] : state.order.domains)
                    keys += key;
                m_session.write([order = keys.join(u'\n').toUtf8()](store::Writer &writer) {
                    return writer.setSetting(domainOrderSetting(), order);
                });
            }
            m_sidebar->model()->setSection(SidebarModel::Pinned, pinItems(state.pins));
            m_header->refresh();
            if (state.counts.catalogs == 0) {
                m_status->setIndex(tr("Index is empty"));
            } else {
                const store::Counts &counts = state.counts;
                m_status->setIndex(
                    tr("Index: %1, %2, %3 in %4")
                        .arg(format::counted(counts.products, tr("1 product"), tr("%1 products")),
                             format::counted(counts.datasets, tr("1 dataset"), tr("%1 datasets")),
                             format::counted(counts.columns, tr("1 column"), tr("%1 columns")),
                             format::counted(counts.catalogs, tr("1 catalog"), tr("%1 catalogs"))));
            }
            std::optional<std::int64_t> oldest;
            for (const store::CatalogRow &row : state.catalogs) {
                if (row.lastGoodSyncMs)
                    oldest = std::min(oldest.value_or(*row.lastGoodSyncMs), *row.lastGoodSyncMs);
            }
            const std::int64_t nowMs = m_session.clock().nowMs();
            m_status->setAge(oldest ? tr("Index from %1").arg(format::when(*oldest, nowMs))
                                    : QString());
            const auto [words, each] = syncWords(state.catalogs, nowMs);
            m_header->setSync(words, each, !m_session.syncProgress().isEmpty());
            startAgeing(m_ageing, state.catalogs, nowMs);
            const bool empty = state.catalogs.isEmpty();
            const bool first = !std::exchange(m_known, true);
            if (empty && (first || currentLink().page.isEmpty() || currentLink().page == u"home")) {
                m_pages->setCurrentWidget(m_welcome);
                if (!std::exchange(m_ready, true))
                    emit ready();
            } else if (!m_history.current() || isWelcomeShown()) {
                if (!pageEntries().isEmpty())
                    open({pageEntries().front().name, {}, {}});
            }
        },
        [this](const Error &error) { m_status->setIndex(error.message); });
}

void MainWindow::showSearches()
{
    m_sidebar->model()->setSection(SidebarModel::Searches,
                                   searchItems(SavedSearches::of(m_session).searches()));
}

void MainWindow::readRequests()
{
    load(
        this, m_session, [](store::Reader &reader) { return reader.requests(); },
        [this](const QList<mesh::AccessRequest> &requests) {
            int waiting = 0;
            for (const mesh::AccessRequest &request : requests) {
                if (request.decidable && !request.mine &&
                    request.state == mesh::RequestState::Pending)
                    ++waiting;
            }
            m_sidebar->model()->setBadge(u"access"_s, waiting);
        },
        [](const Error &) {}); // the badge stays as it was; the Access page says what went wrong
}

void MainWindow::showSync()
{
    m_status->setOnline(m_session.isOnline(), m_session.isOnline() ? tr("Online") : tr("Offline"));
    const QList<SyncProgress> running = m_session.syncProgress();
    if (running.isEmpty()) {
        m_status->setSync({}, std::nullopt);
        readIndex();
        return;
    }
    const SyncProgress &first = running.front();
    const std::optional<double> share =
        first.total > 0 ? std::optional<double>(double(first.done) / double(first.total))
                        : std::nullopt;
    QString words =
        running.size() == 1
            ? tr("%1: syncing").arg(first.catalog)
            : tr("%1 and %2 more: syncing").arg(first.catalog, format::count(running.size() - 1));
    if (!share && first.done > 0)
        words += u' ' + tr("%1 %2").arg(format::count(first.done), first.part);
    m_status->setSync(words, share);
    m_header->setSync(tr("Syncing"), {}, true);
}

void MainWindow::showNotices()
{
    m_header->bell()->setDot(false);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_notices.isEmpty())
        menu->addAction(tr("Nothing new"))->setEnabled(false);
    for (const Notice &notice : m_notices.mid(0, 20)) {
        QString text = notice.text;
        QAction *action = menu->addAction(themeIcon(u"bell"_s),
                                          text.replace(u'&', u"&&"_s).left(120) + u'\t' +
                                              format::ago(notice.atMs, m_session.clock().nowMs()));
        const std::optional<Link> link = Link::parse(notice.link);
        action->setEnabled(link.has_value());
        if (link)
            connect(action, &QAction::triggered, this, [this, target = *link] { open(target); });
    }
    menu->popup(m_header->bell()->mapToGlobal(
        QPoint(m_header->bell()->width() - menu->sizeHint().width(), m_header->bell()->height())));
}

} // namespace meshlens::ui
