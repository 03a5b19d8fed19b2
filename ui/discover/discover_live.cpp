// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Hits of catalogs that are searched where they are, beside those of the index.
#include "ui/discover/discover_page.h"

#include "models/live/question.h"
#include "ui/discover/catalog_strip.h"
#include "ui/discover/live_runner.h"
#include "ui/discover/query_line.h"
#include "ui/discover/result_model.h"
#include "ui/discover/result_view.h"
#include "ui/parts/watch.h"

#include <QScrollBar>

namespace meshlens::ui {

namespace {

live::Row rowOf(const search::Query &query, const live::Found &found, const QString &catalog)
{
    return {live::hitOf(query, found, catalog), found, catalog, 0};
}

} // namespace

/// What was there may stay while its catalog is being asked anew, where the words can be seen in
/// it; the same query keeps what it has.
QList<live::Row> DiscoverPage::stillLive(const SearchAnswer &answer) const
{
    const search::Query query = search::parse(answer.wish.text);
    QList<live::Row> kept;
    for (const live::Row &row : m_results->live()) {
        if (live::questionOf(query, row.catalog).notAsked.isEmpty() &&
            live::showsAllWords(query, row.found) && live::passes(query, row.found, row.catalog))
            kept.append(rowOf(query, row.found, row.catalog));
    }
    return live::placed({}, kept, answer.hits.hits, 0);
}

/// Below what somebody may be reading: all that is in view, once the list has the focus, was
/// scrolled or is pointed at. Who still types reads nothing yet.
int DiscoverPage::firstFreePlace() const
{
    const bool isRead =
        m_view->hasFocus() || m_view->verticalScrollBar()->value() > 0 || m_view->underMouse();
    return isRead ? m_results->localsAbove(m_view->rowsInView().second) : 0;
}

void DiscoverPage::takeLive(const live::Answer &answer)
{
    m_catalogs->setLive(answer);
    if (!answer.done || !m_answer)
        return;
    const search::Query query = search::parse(m_liveRunner->query());
    QList<live::Row> came;
    QStringList keys;
    for (const live::Found &found : answer.found) {
        came.append(rowOf(query, found, answer.catalog));
        keys += found.key;
    }
    QList<live::Row> there = m_results->live();
    there.removeIf([&](const live::Row &row) { // what its catalog no longer names
        return row.catalog == answer.catalog && !answer.error && !keys.contains(row.hit.key);
    });
    m_results->setLive(live::placed(there, came, m_results->firstHits(), firstFreePlace()));
    showStatus();
    showStack();
    if (m_results->total() > 0 && !m_view->currentIndex().isValid())
        select(0);
    showRange();
}

bool DiscoverPage::isLive(const search::Hit &hit) const
{
    return m_results->liveOf(hit.key) != nullptr;
}

void DiscoverPage::whenRead(const QString &key, const std::function<void(const QString &)> &then)
{
    const live::Row *row = m_results->liveOf(key);
    auto *searching = dynamic_cast<live::SearchingSession *>(&session());
    if (!row || !searching) {
        then(key);
        return;
    }
    emit toastRequested(tr("Reading %1 from %2").arg(row->hit.name, row->catalog), {});
    watch(this, searching->readLive(row->catalog, row->found.thing),
          [this, then](const Result<QString> &read) {
              if (read)
                  then(*read);
              else
                  emit toastRequested(read.error().message, {});
          });
}

} // namespace meshlens::ui
