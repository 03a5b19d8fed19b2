// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/discover_page.h"

#include "ui/discover/detail_panel.h"
#include "ui/discover/facet_model.h"
#include "ui/discover/facet_view.h"
#include "ui/discover/nothing_found.h"
#include "ui/discover/query_line.h"
#include "ui/discover/result_model.h"
#include "ui/discover/result_view.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/keep.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
#include "ui/parts/search_index.h"
#include "ui/parts/segmented.h"
#include "ui/parts/sheet.h"
#include "ui/parts/states.h"
#include "ui/parts/tag_button.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

// Widths of the page, not of the window: the sidebar is icons where they matter.
constexpr int panelBesideFrom = 1140;
constexpr int facetsBesideFrom = 1040;
constexpr int facetWidth = 216;
constexpr int panelWidth = 364;

const QStringList sortWords{u"best"_s, u"quality"_s, u"fresh"_s, u"name"_s};

/// A box with the ground and lines of a bar.
class Bar final : public QWidget
{
public:
    Bar(Token ground, Qt::Edges lines, QWidget *parent)
        : QWidget(parent), m_ground(ground), m_lines(lines)
    {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), colour(m_ground));
        const QColor line = colour(Token::Border);
        if (m_lines & Qt::TopEdge)
            painter.fillRect(0, 0, width(), 1, line);
        if (m_lines & Qt::BottomEdge)
            painter.fillRect(0, height() - 1, width(), 1, line);
        if (m_lines & Qt::RightEdge)
            painter.fillRect(width() - 1, 0, 1, height(), line);
    }

private:
    Token m_ground;
    Qt::Edges m_lines;
};

} // namespace

DiscoverPage::DiscoverPage(Session &session, QWidget *parent)
    : Page(session, parent), m_runner(new SearchRunner(SearchIndex::of(session), this)),
      m_results(new ResultModel(this)), m_facetModel(new FacetModel(this))
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addWidget(makeTop());

    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_facetBox = new Bar(Token::Surface2, Qt::RightEdge, m_splitter);
    m_facetBox->setMinimumWidth(px(facetWidth - 30));
    auto *facetColumn = new QVBoxLayout(m_facetBox);
    facetColumn->setContentsMargins(0, px(4), 1, px(4));
    facetColumn->setSpacing(0);
    m_facets = new FacetView(m_facetBox);
    m_facets->setFacetModel(m_facetModel);
    m_more = new LinkLabel(tr("More filters"), m_facetBox);
    m_more->setRole(TextRole::TableStrong);
    auto *moreRow = new QHBoxLayout;
    moreRow->setContentsMargins(px(14), px(6), px(14), px(4));
    moreRow->addWidget(m_more);
    moreRow->addStretch();
    facetColumn->addWidget(m_facets, 1);
    facetColumn->addLayout(moreRow);
    m_splitter->addWidget(m_facetBox);
    m_splitter->addWidget(makeCentre());
    m_panel = new DetailPanel(session, m_splitter);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({px(facetWidth), px(640), px(panelWidth)});
    box->addWidget(m_splitter, 1);

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
    connect(m_runner, &SearchRunner::completed, m_line, &QueryLine::offer);
    connect(m_runner, &SearchRunner::pageFound, m_results, &ResultModel::addHits);
    connect(m_runner, &SearchRunner::failed, this, [this](const Error &failure) {
        m_note->setMessage(Tone::Bad, tr("The search could not be made."), failure.message);
        m_note->clearActions();
        m_note->show();
    });
    connect(
        m_results, &ResultModel::pageWanted, m_runner,
        [this](int offset) { m_runner->fetch(offset, ResultModel::pageSize); },
        Qt::QueuedConnection); // asked for while painting
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DiscoverPage::follow);
    connect(m_view, &ResultView::opened, this,
            [this](const QString &key, bool beside) { openHit(key, beside); });
    connect(m_view, &ResultView::scrolled, this, &DiscoverPage::showRange);
    connect(m_panel, &DetailPanel::accessClicked, this, &DiscoverPage::requestAccess);
    connect(m_panel, &DetailPanel::sampleClicked, this, &DiscoverPage::openSample);
    connect(m_panel, &DetailPanel::lineageClicked, this, &DiscoverPage::openLineage);
    connect(m_panel, &DetailPanel::closeClicked, this, &DiscoverPage::togglePanel);
    connect(m_panel, &DetailPanel::opened, this,
            [this](const QString &key, const QString &tab) { openHit(key, false, tab); });
    connect(&session, &Session::requestsChanged, m_panel, &DetailPanel::refresh);
    connect(&session, &Session::syncChanged, this, &DiscoverPage::readCatalogs);

    makeCommands();
    setFocusProxy(m_line);
    readCatalogs();
    search();
}

QWidget *DiscoverPage::makeTop()
{
    auto *top = new Bar(Token::Surface, Qt::BottomEdge, this);
    auto *box = new QVBoxLayout(top);
    box->setContentsMargins(px(20), px(12), px(20), px(12));
    box->setSpacing(px(8));

    auto *first = new QHBoxLayout;
    first->setSpacing(px(8));
    m_line = new QueryLine(top);
    auto *save = new Button(tr("Save search"), top);
    save->setIconName(u"star"_s);
    first->addWidget(m_line, 1);
    first->addWidget(save);
    box->addLayout(first);

    m_problem = new Label(TextRole::Table, Token::Bad, top);
    m_problem->setWordWrap(true);
    m_problem->hide();
    box->addWidget(m_problem);

    auto *second = new QHBoxLayout;
    second->setSpacing(px(6));
    m_filters = new Button(tr("Filters"), top);
    m_filters->setIconName(u"filter"_s);
    m_filters->setSmall(true);
    m_filters->setCheckable(true);
    m_filters->hide();
    m_alsoBox = new QWidget(top);
    m_alsoBox->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_alsoBox->setMinimumHeight(px(24));
    m_also = new QHBoxLayout(m_alsoBox);
    m_also->setContentsMargins(0, 0, 0, 0);
    m_also->setSpacing(px(6));
    m_sort = new QComboBox(top);
    m_sort->addItems({tr("Best match"), tr("Quality"), tr("Freshness"), tr("Name")});
    m_sort->setAccessibleName(tr("Sort by"));
    m_mode = new SegmentedControl(tr("List or table"), top);
    m_mode->addChoice({}, u"list"_s);
    m_mode->addChoice({}, u"table"_s);
    second->addWidget(m_filters);
    second->addWidget(m_alsoBox, 1);
    second->addWidget(new Label(tr("Sort by"), TextRole::Table, Token::Text2, top));
    second->addWidget(m_sort);
    second->addWidget(m_mode);
    box->addLayout(second);

    connect(m_line, &QueryLine::queryChanged, this, &DiscoverPage::queryEdited);
    connect(m_line, &QueryLine::completionsWanted, m_runner, &SearchRunner::complete);
    const auto toResults = [this] {
        if (m_results->rowCount() == 0)
            return;
        m_view->setFocus();
        if (!m_view->currentIndex().isValid())
            select(0);
    };
    connect(m_line, &QueryLine::resultsWanted, this, toResults);
    connect(m_line, &QueryLine::submitted, this, toResults);
    connect(save, &QAbstractButton::clicked, this, &DiscoverPage::saveThisSearch);
    connect(m_filters, &QAbstractButton::toggled, this, &DiscoverPage::arrange);
    connect(m_sort, &QComboBox::currentIndexChanged, this, [this] {
        search();
        emit linkChanged();
    });
    connect(m_mode, &SegmentedControl::currentChanged, this, [this](int mode) {
        m_view->setMode(mode == 0 ? ResultDelegate::Mode::List : ResultDelegate::Mode::Table);
        showRange();
        emit linkChanged();
    });
    return top;
}

QWidget *DiscoverPage::makeCentre()
{
    auto *centre = new QWidget(m_splitter);
    auto *box = new QVBoxLayout(centre);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    m_note = new MessageStrip(Tone::Accent, centre);
    m_note->setFlat(true);
    m_note->hide();
    box->addWidget(m_note);

    m_stack = new QStackedWidget(centre);
    m_view = new ResultView(*m_results, m_stack);
    m_stack->addWidget(new Skeleton(Skeleton::Shape::Rows, m_stack));
    m_stack->addWidget(m_view);
    box->addWidget(m_stack, 1);

    auto *bottom = new Bar(Token::Surface2, Qt::TopEdge, centre);
    auto *row = new QHBoxLayout(bottom);
    row->setContentsMargins(px(16), px(10), px(16), px(10));
    row->setSpacing(px(8));
    m_catalogs = new Label(TextRole::Table, Token::Text2, bottom);
    m_catalogs->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_syncNow = new LinkLabel(tr("Sync now"), bottom);
    m_syncNow->setRole(TextRole::TableStrong);
    m_syncNow->hide();
    m_range = new Label(TextRole::Table, Token::Text3, bottom);
    row->addWidget(m_catalogs, 1);
    row->addWidget(m_syncNow);
    row->addStretch();
    row->addWidget(m_range);
    box->addWidget(bottom);
    connect(m_syncNow, &QAbstractButton::clicked, this,
            [this] { session().sync(m_oldCatalogs, false); });
    return centre;
}

void DiscoverPage::makeCommands()
{
    addCommand(tr("Request access"), u"key"_s, QKeySequence(Qt::Key_R), m_view,
               [this] { requestAccess(); });
    addCommand(tr("Open a sample"), u"eye"_s, QKeySequence(Qt::Key_Space), m_view,
               [this] { openSample(); });
    addCommand(tr("Show lineage"), u"lineage"_s, QKeySequence(Qt::Key_L), m_view,
               [this] { openLineage(); });
    addCommand(tr("Pin or unpin"), u"pin"_s, QKeySequence(Qt::Key_P), m_view,
               [this] { togglePin(); });
    addCommand(tr("Save this search"), u"star"_s, QKeySequence(QKeySequence::Save), this,
               [this] { saveThisSearch(); });
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
        m_sort->setCurrentIndex(std::max<int>(0, static_cast<int>(sortWords.indexOf(sort))));
    }
    const bool table = link.state.value(u"view"_s) == u"table";
    m_mode->setCurrent(table ? 1 : 0);
    m_view->setMode(table ? ResultDelegate::Mode::Table : ResultDelegate::Mode::List);
    m_wantedKey = link.state.value(u"at"_s);
    m_line->setQuery(link.state.value(u"q"_s));
    m_problem->setText(m_line->problem());
    m_problem->setVisible(!m_line->problem().isEmpty());
    search();
}

Link DiscoverPage::link() const
{
    Link here{u"discover"_s, {}, {}};
    if (!query().isEmpty())
        here.state.insert(u"q"_s, query());
    if (m_sort->currentIndex() > 0)
        here.state.insert(u"sort"_s, sortWords[m_sort->currentIndex()]);
    if (m_view->mode() == ResultDelegate::Mode::Table)
        here.state.insert(u"view"_s, u"table"_s);
    return here;
}

void DiscoverPage::reload()
{
    // The shared index tells the runner when it is new; here the rest.
    readCatalogs();
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

bool DiscoverPage::togglePanel()
{
    if (m_panelOver)
        m_panelOpen = !m_panelOpen;
    else
        m_panelWanted = !m_panelWanted;
    arrange();
    return true;
}

bool DiscoverPage::escape()
{
    if (m_panelOver && m_panelOpen) {
        m_panelOpen = false;
        arrange();
        m_view->setFocus();
        return true;
    }
    if (m_facetsOver && m_filters->isChecked()) {
        m_filters->setChecked(false);
        return true;
    }
    if (m_view->currentIndex().isValid()) {
        m_view->setCurrentIndex({});
        return true;
    }
    return false;
}

void DiscoverPage::setQuery(const QString &text)
{
    m_line->setQuery(text);
    queryEdited();
}

void DiscoverPage::queryEdited()
{
    const QString problem = m_line->problem();
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    search();
    emit linkChanged();
}

void DiscoverPage::search()
{
    m_runner->search({query(), static_cast<search::Order>(m_sort->currentIndex()), nowMs()});
}

void DiscoverPage::showAnswer(const SearchAnswer &answer)
{
    const search::Hit *before = chosen();
    const QString key = !m_wantedKey.isEmpty() ? m_wantedKey : before ? before->key : QString();
    m_answer = answer;
    m_facetModel->setFacets(answer.hits.facets);
    m_results->setHits(answer.hits);

    const int count = static_cast<int>(std::min<qint64>(answer.hits.total, INT_MAX));
    m_line->setStatus(
        tr("%n results, %1 ms", nullptr, count)
            .arg(format::number(answer.hits.tookMs, answer.hits.tookMs < 10 ? 1 : 0)));
    emit searchTimed(answer.hits.tookMs);
    showNote(answer);
    showAlso(answer);
    if (answer.hits.total == 0) {
        showNothing(answer);
        m_panel->show(nullptr);
    } else {
        m_stack->setCurrentWidget(m_view);
        const int row = m_results->rowOf(key);
        select(row >= 0 ? row : 0);
        if (m_wantedScroll.isValid())
            m_view->verticalScrollBar()->setValue(m_wantedScroll.toInt());
        m_wantedScroll = {};
        m_wantedKey.clear();
    }
    showRange();
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
            button->setToolTip(tr("%n results", nullptr, static_cast<int>(also.count)));
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
    m_stack->addWidget(nothing);
    m_stack->setCurrentWidget(nothing);
    if (m_nothing)
        m_nothing->deleteLater();
    m_nothing = nothing;
}

void DiscoverPage::showRange()
{
    const auto [first, last] = m_view->rowsInView();
    m_range->setText(first > 0 ? tr("%1 to %2 of %3")
                                     .arg(format::count(first), format::count(last),
                                          format::count(m_results->total()))
                               : QString());
}

void DiscoverPage::readCatalogs()
{
    load(
        this, session(), [](store::Reader &reader) { return reader.catalogs(); },
        [this](const QList<store::CatalogRow> &catalogs) {
            QStringList old;
            QStringList words;
            const QList<SyncProgress> running = session().syncProgress();
            for (const store::CatalogRow &catalog : catalogs) {
                const QString &name = catalog.connection.name;
                const bool asking = std::ranges::any_of(running, [&](const SyncProgress &sync) {
                    return sync.running && sync.catalog == name;
                });
                const bool outdated =
                    !catalog.lastGoodSyncMs ||
                    nowMs() - *catalog.lastGoodSyncMs > 2 * catalog.connection.syncPeriodMs;
                if (asking) {
                    words += tr("%1 is still being asked.").arg(name);
                } else if (!catalog.lastError.isEmpty() || outdated) {
                    old += name;
                    words += catalog.lastGoodSyncMs
                                 ? tr("%1 answers from its index of %2.")
                                       .arg(name, format::when(*catalog.lastGoodSyncMs, nowMs()))
                                 : tr("%1 has not been read yet.").arg(name);
                }
            }
            m_oldCatalogs = old;
            m_catalogs->setText(words.isEmpty() ? tr("All catalogs are in sync.")
                                                : words.mid(0, 2).join(u' '));
            m_catalogs->setToolTip(words.join(u'\n'));
            m_syncNow->setVisible(!old.isEmpty());
        },
        [this](const Error &failure) { m_catalogs->setText(failure.message); });
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
    m_panel->show(chosen());
}

void DiscoverPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void DiscoverPage::arrange()
{
    const bool panelOver = width() < px(panelBesideFrom);
    const bool facetsOver = width() < px(facetsBesideFrom);
    const QRect below = m_splitter->geometry();
    if (panelOver != m_panelOver) {
        m_panelOver = panelOver;
        m_panelOpen = false;
        if (panelOver)
            m_panel->setParent(this);
        else
            m_splitter->addWidget(m_panel);
    }
    if (facetsOver != m_facetsOver) {
        m_facetsOver = facetsOver;
        m_filters->setVisible(facetsOver);
        if (facetsOver)
            m_facetBox->setParent(this);
        else
            m_splitter->insertWidget(0, m_facetBox);
    }
    if (panelOver) {
        const int wide = std::min(px(panelWidth), below.width());
        m_panel->setGeometry(below.right() + 1 - wide, below.top(), wide, below.height());
        m_panel->setVisible(m_panelOpen);
        if (m_panelOpen)
            m_panel->raise();
    } else {
        m_panel->setVisible(m_panelWanted);
    }
    if (facetsOver) {
        m_facetBox->setGeometry(below.left(), below.top(), px(facetWidth), below.height());
        m_facetBox->setVisible(m_filters->isChecked());
        if (m_filters->isChecked())
            m_facetBox->raise();
    } else {
        m_facetBox->show();
    }
}

void DiscoverPage::openHit(const QString &key, bool beside, const QString &tab)
{
    if (key.isEmpty())
        return;
    Link target{u"product"_s, key, {}};
    if (!tab.isEmpty())
        target.state.insert(u"tab"_s, tab);
    if (beside)
        emit navigateBeside(target);
    else
        emit navigate(target);
}

void DiscoverPage::requestAccess()
{
    const search::Hit *hit = chosen();
    if (!hit || hit->kind != mesh::Kind::Product)
        return;
    if (!m_panel->isRead()) {
        emit accessRequested(hit->key, {});
        return;
    }
    const AccessOffer &offer = m_panel->offer();
    switch (offer.act) {
    case AccessOffer::Act::Request:
        emit accessRequested(hit->key, {});
        break;
    case AccessOffer::Act::Renew:
        emit accessRequested(hit->key, offer.request.id);
        break;
    case AccessOffer::Act::Waiting:
        emit navigate({u"access"_s, {}, {{u"request"_s, offer.request.id}}});
        break;
    case AccessOffer::Act::Open:
        openSample();
        break;
    }
}

void DiscoverPage::openSample()
{
    const search::Hit *hit = chosen();
    if (!hit || (hit->kind != mesh::Kind::Product && hit->kind != mesh::Kind::Dataset))
        return;
    const QString dataset = m_panel->sampleDataset();
    emit navigate({u"samples"_s, dataset.isEmpty() ? hit->key : dataset, {}});
}

void DiscoverPage::openLineage()
{
    if (const search::Hit *hit = chosen())
        emit navigate({u"lineage"_s, hit->key, {}});
}

void DiscoverPage::togglePin()
{
    const search::Hit *hit = chosen();
    if (!hit)
        return;
    load(
        this, session(), [](store::Reader &reader) { return reader.kept(u"pin"_s); },
        [this, key = hit->key, name = hit->name](const QList<store::Kept> &pins) {
            const bool pinned =
                std::ranges::any_of(pins, [&](const store::Kept &pin) { return pin.key == key; });
            watch(this, setKept(session(), u"pin"_s, key, name, !pinned),
                  [this, name, pinned](const Result<void> &done) {
                      emit toastRequested(!done    ? done.error().message
                                          : pinned ? tr("%1 is no longer pinned").arg(name)
                                                   : tr("%1 is pinned").arg(name),
                                          {});
                  });
        },
        [this](const Error &failure) { emit toastRequested(failure.message, {}); });
}

void DiscoverPage::saveThisSearch()
{
    auto *sheet = new Sheet(window(), tr("Save search"), 440, 210);
    sheet->setSubtitle(query().isEmpty() ? tr("Everything") : query());
    auto *name = new QLineEdit(query().left(60), sheet);
    name->setAccessibleName(tr("Name of the search"));
    name->setMaxLength(120);
    sheet->body()->addWidget(new Label(tr("Name"), TextRole::TableStrong, Token::Text, sheet));
    sheet->body()->addWidget(name);
    sheet->body()->addStretch();
    Button *keep = sheet->addAction(tr("Save"), ButtonKind::Primary);
    const auto save = [this, sheet, name, text = query(), sort = m_sort->currentIndex()] {
        const QString chosenName = name->text().trimmed();
        if (chosenName.isEmpty())
            return;
        watch(this, saveSearch(session(), chosenName, text, sortWords[sort]),
              [this, chosenName](const Result<void> &done) {
                  emit toastRequested(done ? tr("“%1” is in the sidebar").arg(chosenName)
                                           : done.error().message,
                                      {});
              });
        sheet->accept();
    };
    connect(keep, &QAbstractButton::clicked, sheet, save);
    connect(name, &QLineEdit::returnPressed, sheet, save);
    sheet->open();
    name->setFocus();
    name->selectAll();
}

} // namespace meshlens::ui
