// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/discover_page.h"

#include "ui/discover/catalog_strip.h"
#include "ui/discover/compare_bar.h"
#include "ui/discover/detail_panel.h"
#include "ui/discover/facet_model.h"
#include "ui/discover/facet_view.h"
#include "ui/discover/live_runner.h"
#include "ui/discover/nothing_found.h"
#include "ui/discover/query_line.h"
#include "ui/discover/query_problems.h"
#include "ui/discover/result_model.h"
#include "ui/discover/result_view.h"
#include "ui/discover/saved_searches.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_index.h"
#include "ui/parts/segmented.h"
#include "ui/parts/splitter_memory.h"
#include "ui/parts/states.h"
#include "ui/parts/tag_button.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

DiscoverPage::DiscoverPage(Session &session, QWidget *parent)
    : Page(session, parent), m_searches(SavedSearches::of(session)),
      m_runner(new SearchRunner(SearchIndex::of(session), this)),
      m_liveRunner(new LiveRunner(session, this)), m_results(new ResultModel(this)),
      m_facetModel(new FacetModel(this))
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addWidget(makeTop());

    box->addWidget(makeBody(), 1);

    connect(m_facets, &FacetView::choiceMade, this,
            [this](const QString &field, const QString &value, search::Choice choice) {
                setQuery(search::withChoice(query(), field, value, choice));
            });
    connect(m_more, &QAbstractButton::clicked, this, [this] {
        m_facetModel->setFurtherShown(!m_facetModel->isFurtherShown());
        m_more->setText(m_facetModel->isFurtherShown() ? tr("Fewer filters") : tr("More filters"));
        if (m_answer)
            m_facetModel->setFacets(m_answer->hits.facets);
    });
    connect(m_runner, &SearchRunner::found, this, &DiscoverPage::showAnswer);
    connect(m_liveRunner, &LiveRunner::answered, this, &DiscoverPage::takeLive);
    connect(m_catalogs, &CatalogStrip::askAgainClicked, this, [this] {
        m_catalogs->forgetLive();
        m_liveRunner->askAgain();
    });
    connect(m_facetModel, &FacetModel::filterChanged, m_runner, &SearchRunner::findValues);
    connect(m_runner, &SearchRunner::valuesFound, m_facetModel, &FacetModel::setFound);
    connect(m_runner, &SearchRunner::completed, m_line, &QueryLine::offer);
    connect(m_runner, &SearchRunner::pageFound, m_results, &ResultModel::addHits);
    connect(m_runner, &SearchRunner::pageDropped, m_results, &ResultModel::forgetWanted);
    connect(m_runner, &SearchRunner::failed, this, [this](const Error &failure) {
        m_note->setMessage(Tone::Bad, tr("The search could not be made."), failure.message);
        m_note->clearActions();
        m_note->show();
    });
    connect(m_results, &ResultModel::pageWanted, m_runner, &SearchRunner::fetch,
            Qt::QueuedConnection); // asked for while painting
    connect(m_results, &QAbstractItemModel::dataChanged, this, [this] {
        if (!m_panel->key().isEmpty() || !chosen())
            return;
        follow(); // the chosen row came only now
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DiscoverPage::follow);
    connect(m_view, &ResultView::opened, this,
            [this](const QString &key, bool beside) { openHit(key, beside); });
    connect(m_view, &ResultView::scrolled, this, &DiscoverPage::showRange);
    connect(m_view, &ResultView::markToggled, this, &DiscoverPage::toggleMark);
    connect(m_compare, &CompareBar::changed, this,
            [this] { m_results->setMarked(m_compare->keys()); });
    connect(m_compare, &CompareBar::compareClicked, this, &DiscoverPage::openCompare);
    connect(m_line, &QueryLine::wholeWanted, this, &DiscoverPage::offerSearches);
    connect(m_panel, &DetailPanel::accessClicked, this, &DiscoverPage::requestAccess);
    connect(m_panel, &DetailPanel::sampleClicked, this, &DiscoverPage::openSample);
    connect(m_panel, &DetailPanel::lineageClicked, this, &DiscoverPage::openLineage);
    connect(m_panel, &DetailPanel::closeClicked, this, &DiscoverPage::togglePanel);
    connect(m_panel, &DetailPanel::compareWanted, this, &DiscoverPage::compare);
    connect(m_panel, &DetailPanel::opened, this,
            [this](const QString &key, const QString &tab) { openHit(key, false, tab); });
    connect(&session, &Session::requestsChanged, m_panel, &DetailPanel::refresh);

    makeCommands();
    setFocusProxy(m_line);
    rememberSizes(m_splitter, session, u"discover"_s);
    search();
}

const QStringList &DiscoverPage::sortWords()
{
    static const QStringList words{u"best"_s, u"quality"_s, u"fresh"_s, u"name"_s};
    return words;
}

QString DiscoverPage::title() const
{
    return tr("Discover");
}

QString DiscoverPage::query() const
{
    return m_line->query();
}

void DiscoverPage::open(const Link &link)
{
    const QString sort = link.state.value(u"sort"_s);
    {
        const QSignalBlocker blocker(m_sort);
        m_sort->setCurrentIndex(std::max<int>(0, static_cast<int>(sortWords().indexOf(sort))));
    }
    const bool table = link.state.value(u"view"_s) == u"table";
    m_mode->setCurrent(table ? 1 : 0);
    m_view->setMode(table ? ResultDelegate::Mode::Table : ResultDelegate::Mode::List);
    m_wantedKey = link.state.value(u"at"_s);
    m_line->setQuery(link.state.value(u"q"_s));
    m_problems->refresh();
    m_newWords.clear();
    for (const SavedSearch &saved : m_searches.searches()) {
        if (saved.query == query() && saved.fresh.value_or(0) > 0)
            m_newWords =
                tr("%1 since you last looked.")
                    .arg(format::counted(*saved.fresh, tr("1 new result"), tr("%1 new results")));
    }
    arrange();
    search();
}

Link DiscoverPage::link() const
{
    Link here{u"discover"_s, {}, {}};
    if (!query().isEmpty())
        here.state.insert(u"q"_s, query());
    if (m_sort->currentIndex() > 0)
        here.state.insert(u"sort"_s, sortWords()[m_sort->currentIndex()]);
    if (m_view->mode() == ResultDelegate::Mode::Table)
        here.state.insert(u"view"_s, u"table"_s);
    return here;
}

void DiscoverPage::reload()
{
    // The shared index tells the runner when it is new; here the rest.
    m_catalogs->read();
    m_panel->refresh();
}

QVariant DiscoverPage::remember() const
{
    const search::Hit *hit = chosen();
    return QVariantMap{{u"key"_s, hit ? hit->key : QString()},
                       {u"scroll"_s, m_view->verticalScrollBar()->value()},
                       {u"further"_s, m_facetModel->isFurtherShown()}};
}

void DiscoverPage::restore(const QVariant &state)
{
    const QVariantMap map = state.toMap();
    m_wantedKey = map.value(u"key"_s).toString();
    m_wantedScroll = map.value(u"scroll"_s);
    if (map.value(u"further"_s).toBool() != m_facetModel->isFurtherShown())
        m_more->click();
}

QList<QWidget *> DiscoverPage::focusRegions()
{
    return {m_line, m_facets, m_view, m_panel};
}

bool DiscoverPage::focusFilter()
{
    m_line->setFocus();
    m_line->selectAll();
    return true;
}

void DiscoverPage::setQuery(const QString &text)
{
    m_line->setQuery(text);
    queryEdited();
}

void DiscoverPage::queryEdited()
{
    m_problems->refresh();
    m_newWords.clear();
    search();
    emit linkChanged();
}

void DiscoverPage::search()
{
    m_runner->search({query(), static_cast<search::Order>(m_sort->currentIndex()), nowMs()});
    if (m_liveRunner->query() != query()) {
        m_catalogs->forgetLive();
        m_liveRunner->search(query());
    }
}

void DiscoverPage::showAnswer(const SearchAnswer &answer)
{
    // Another query starts at its best result; the same one, asked again, keeps the chosen one.
    const bool same = m_answer && m_answer->wish.text == answer.wish.text;
    const search::Hit *before = same ? chosen() : nullptr;
    const QString key = !m_wantedKey.isEmpty() ? m_wantedKey : before ? before->key : QString();
    m_answer = answer;
    m_facetModel->setFacets(answer.hits.facets);
    m_results->setHits(answer.hits, stillLive(answer));
    showStatus();
    if (isVisible())
        m_searches.looked(answer.wish.text);
    emit searchTimed(answer.hits.tookMs);
    showNote(answer);
    showAlso(answer);
    showStack();
    if (m_results->total() > 0) {
        const int row = m_results->rowOf(key);
        select(row >= 0 ? row : 0);
        if (!same)
            m_view->verticalScrollBar()->setValue(0);
        if (m_wantedScroll.isValid())
            m_view->verticalScrollBar()->setValue(m_wantedScroll.toInt());
        m_wantedScroll = {};
        m_wantedKey.clear();
    }
    showRange();
}

void DiscoverPage::showStatus()
{
    const search::Hits &hits = m_answer->hits;
    const qsizetype live = m_results->live().size();
    m_facetNote->setVisible(live > 0);
    const QString found = format::counted(hits.total, tr("1 result"), tr("%1 results"));
    m_line->setStatus(
        tr("%1, %2 ms")
            .arg(live > 0 ? tr("%1 and %2 live").arg(found, format::count(live)) : found,
                 format::number(hits.tookMs, hits.tookMs < 10 ? 1 : 0)));
}

void DiscoverPage::showStack()
{
    if (m_results->total() > 0) {
        m_stack->setCurrentWidget(m_view);
        return;
    }
    showNothing(*m_answer);
    m_panel->show(nullptr);
}

void DiscoverPage::showNote(const SearchAnswer &answer)
{
    m_note->clearActions();
    const search::Hits &hits = answer.hits;
    if (hits.total > 0 && !hits.showingFor.isEmpty()) {
        m_note->setMessage(
            Tone::Accent,
            tr("Nothing matches “%1”.").arg(search::freeText(search::parse(answer.wish.text))),
            tr("Shown instead: “%1”.").arg(hits.showingFor));
        connect(m_note->addAction(tr("Search for this")), &QAbstractButton::clicked, this,
                [this, text = hits.showingFor] { setQuery(text); });
        m_note->show();
    } else if (hits.total > 0 && !hits.relaxed.isEmpty()) {
        m_note->setMessage(Tone::Accent, tr("Nothing has all the words."),
                           tr("Left out: %1.").arg(hits.relaxed.join(u", "_s)));
        m_note->show();
    } else if (!m_newWords.isEmpty()) {
        m_note->setMessage(Tone::Accent, m_newWords, {});
        m_note->show();
    } else {
        m_note->hide();
    }
}

void DiscoverPage::showAlso(const SearchAnswer &answer)
{
    while (QLayoutItem *item = m_also->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    if (answer.also.isEmpty())
        return;
    m_also->addWidget(new Label(tr("Also try"), TextRole::Table, Token::Text3, m_alsoBox));
    for (const Suggestion &also : answer.also) {
        auto *button = new TagButton({also.label, Tone::Mute, {}, true}, m_alsoBox);
        if (also.count > 0)
            button->setToolTip(format::counted(also.count, tr("1 result"), tr("%1 results")));
        connect(button, &QAbstractButton::clicked, this,
                [this, text = also.query] { setQuery(text); });
        m_also->addWidget(button);
    }
    m_also->addStretch();
}

void DiscoverPage::showNothing(const SearchAnswer &answer)
{
    auto *nothing = new NothingFound(answer, m_stack);
    connect(nothing, &NothingFound::queryChosen, this, &DiscoverPage::setQuery);
    connect(nothing, &NothingFound::catalogsWanted, this, [this] {
        emit navigate({u"catalogs"_s, {}, {}});
    });
    m_stack->addWidget(nothing);
    m_stack->setCurrentWidget(nothing);
    if (m_nothing)
        m_nothing->deleteLater();
    m_nothing = nothing;
}

void DiscoverPage::showRange()
{
    const auto [first, last] = m_view->rowsInView();
    m_catalogs->setRange(first, last, m_results->total());
}

void DiscoverPage::offerSearches()
{
    QList<QueryLine::Whole> all;
    for (const SavedSearch &saved : m_searches.searches())
        all.append({saved.kept.name, saved.query, u"star"_s, saved.total});
    for (const RecentSearch &recent : m_searches.recent())
        all.append({recent.query, recent.query, u"history"_s, {}});
    m_line->offerWhole(all);
}

const search::Hit *DiscoverPage::chosen() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? m_results->hit(current.row()) : nullptr;
}

void DiscoverPage::select(int row)
{
    const QModelIndex index = m_results->index(row, 0);
    if (m_view->currentIndex().row() == row && m_view->selectionModel()->isSelected(index)) {
        follow(); // another hit may stand in this row now
        return;
    }
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                         QItemSelectionModel::Rows);
}

void DiscoverPage::follow()
{
    const live::Row *live = m_results->liveAt(m_view->currentIndex().row());
    m_panel->show(chosen(), live ? live->catalog : QString());
}

} // namespace meshlens::ui
