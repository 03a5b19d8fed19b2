// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/lineage_page.h"

#include "models/lineage/graph_data.h"
#include "models/mesh/identity.h"
#include "ui/lineage/catalog_notice.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/lineage/step_model.h"
#include "ui/parts/button.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/lineage_graph.h"
#include "ui/parts/load.h"
#include "ui/parts/search_field.h"
#include "ui/parts/states.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

constexpr int panelWidth = 324;
/// The row below the graph.
class PathBar final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), colour(Token::Surface));
        painter.fillRect(0, 0, width(), 1, colour(Token::Border));
    }
};

} // namespace

LineagePage::LineagePage(Session &session, QWidget *parent)
    : Page(session, parent), m_gone(std::make_shared<std::atomic<bool>>(false)),
      m_turn(std::make_shared<std::atomic<quint64>>(0))
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    m_bar = new LineageToolbar(this);
    box->addWidget(m_bar);
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_content = new ContentStack(makeCentre(), Skeleton::Shape::Chart, m_splitter);
    m_splitter->addWidget(m_content);
    m_panel = new ImpactPanel(session, m_splitter);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({px(1000), px(panelWidth)});
    box->addWidget(m_splitter, 1);

    connectView();
    connectToolbar();
    makeCommands();
    makeExports();
    LineageGraph &graph = LineageGraph::of(session);
    connect(&graph, &LineageGraph::changed, this, &LineagePage::refresh);
    connect(&graph, &LineageGraph::failed, this, [this](const Error &failure) {
        m_content->showError(tr("Lineage could not be read."), failure, [this] { refresh(); });
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        if (m_answer && m_answer->wish.drawing.unit != px(100) / 100.0)
            refresh();
    });
    showState();
}

LineagePage::~LineagePage()
{
    ++*m_turn; // a worker that is under way gives up
    *m_gone = true;
}

QWidget *LineagePage::makeCentre()
{
    auto *centre = new QWidget(this);
    auto *box = new QVBoxLayout(centre);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addWidget(new CatalogNotice(session(), centre));
    m_note = new MessageStrip(Tone::Accent, centre);
    m_note->setFlat(true);
    m_note->hide();
    box->addWidget(m_note);
    m_twins = new QStackedWidget(centre);
    m_view = new GraphView(m_twins);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_steps = new StepModel(this);
    m_tree = new QTreeView(m_twins);
    setUpTree(m_tree, new CellDelegate(30, m_tree));
    m_tree->setModel(m_steps);
    m_tree->setAccessibleName(tr("Lineage as a list of steps"));
    m_tree->setRootIsDecorated(true);
    m_tree->header()->setStretchLastSection(true);
    m_twins->addWidget(m_view);
    m_twins->addWidget(m_tree);
    box->addWidget(m_twins, 1);

    m_pathBar = new PathBar(centre);
    auto *row = new QHBoxLayout(m_pathBar);
    row->setContentsMargins(px(16), px(11), px(16), px(11));
    m_path = new ElidedLabel({}, TextRole::Table, Token::Text, m_pathBar);
    row->addWidget(new Label(tr("Path"), TextRole::Table, Token::Text3, m_pathBar));
    row->addWidget(m_path, 1);
    box->addWidget(m_pathBar);
    return centre;
}

void LineagePage::connectView()
{
    connect(m_view, &GraphView::placeChanged, this, [this] {
        showChoice();
        noteView();
    });
    connect(m_view, &GraphView::zoomChanged, this, [this] {
        m_bar->setZoom(m_view->zoom());
        showOffer();
    });
    connect(m_view, &GraphView::offerTaken, this, [this] {
        if (m_offered)
            setLevel(*m_offered);
    });
    connect(m_view, &GraphView::opened, this, &LineagePage::openThing);
    connect(m_view, &GraphView::domainToggled, this, &LineagePage::toggleDomain);
    connect(m_view, &QWidget::customContextMenuRequested, this, &LineagePage::showMenu);
    const auto flip = [this](QSet<QString> &keys, const QString &key) {
        if (!keys.remove(key))
            keys.insert(key);
        refresh();
    };
    connect(m_view, &GraphView::toggled, this,
            [this, flip](const QString &key) { flip(m_wish.drawing.open, key); });
    connect(m_view, &GraphView::longListWanted, this,
            [this, flip](const QString &key) { flip(m_wish.drawing.longLists, key); });
    connect(m_view, &GraphView::neighboursWanted, this, [this](const QString &key) {
        m_wish.widened.insert(key);
        refresh();
    });
    connect(m_tree, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const QString key = index.siblingAtColumn(0).data(StepModel::KeyRole).toString();
        if (!key.isEmpty())
            openThing(key, false);
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) {
                const int node = index.siblingAtColumn(0).data(StepModel::NodeRole).toInt();
                if (index.isValid() && node >= 0)
                    m_view->setPlace({node, -1});
            });
    connect(m_panel, &ImpactPanel::opened, this,
            [this](const QString &key) { openThing(key, false); });
    connect(m_panel, &ImpactPanel::expandWanted, this, &LineagePage::openDomains);
    connect(m_panel, &ImpactPanel::closeClicked, this, &LineagePage::togglePanel);
    connect(m_panel, &ImpactPanel::said, this,
            [this](const QString &words) { emit toastRequested(words, {}); });
}

void LineagePage::connectToolbar()
{
    connect(m_bar, &LineageToolbar::rootClicked, this, [this] {
        const int root =
            m_view->drawing() ? m_view->drawing()->number(m_view->drawing()->root) : -1;
        if (root < 0)
            m_view->fit();
        else {
            m_view->setPlace({root, -1});
            m_view->centreOn(root);
        }
    });
    connect(m_bar, &LineageToolbar::rootCleared, this, [this] {
        emit navigate({u"lineage"_s, {}, {}});
    });
    connect(m_bar, &LineageToolbar::stepsChanged, this,
            [this](std::optional<int> up, std::optional<int> down) {
                m_wish.up = up;
                m_wish.down = down;
                m_wish.widened.clear();
                m_wish.question = LineageQuestion::Around;
                refresh();
                emit linkChanged();
            });
    connect(m_bar, &LineageToolbar::levelChanged, this, &LineagePage::setLevel);
    connect(m_bar, &LineageToolbar::colourByChanged, this,
            [this](int index) { setColourBy(static_cast<ColourBy>(index)); });
    connect(m_bar, &LineageToolbar::filterChanged, this, &LineagePage::find);
    connect(m_bar, &LineageToolbar::nextWanted, this, &LineagePage::showNextFound);
    connect(m_bar, &LineageToolbar::zoomWanted, m_view, &GraphView::zoomBy);
    connect(m_bar, &LineageToolbar::fullSizeWanted, m_view, [this] { m_view->setZoom(1); });
    connect(m_bar, &LineageToolbar::fitWanted, m_view, &GraphView::fit);
    connect(m_bar, &LineageToolbar::panelToggled, this, &LineagePage::togglePanel);
    connect(m_bar, &LineageToolbar::listToggled, this, [this](bool on) {
        setList(on);
        noteView();
        emit linkChanged();
    });
    connect(m_bar->timeMenu(), &QMenu::aboutToShow, this, &LineagePage::fillTimes);
    connect(m_bar->filterMenu(), &QMenu::aboutToShow, this, &LineagePage::fillFilters);
    connect(m_bar->questionMenu(), &QMenu::aboutToShow, this, &LineagePage::fillQuestions);
    connect(m_bar->viewMenu(), &QMenu::aboutToShow, this, &LineagePage::fillViews);
}

QString LineagePage::title() const
{
    return m_answer && !m_answer->rootName.isEmpty() && !m_wish.root.isEmpty()
               ? tr("Lineage of %1").arg(m_answer->rootName)
               : tr("Lineage");
}

QString LineagePage::rootKey() const
{
    return m_column.isEmpty() ? m_wish.root : mesh::columnKey(m_wish.root, m_column);
}

QList<QWidget *> LineagePage::focusRegions()
{
    return {m_bar->filter(), m_twins->currentWidget(), m_panel};
}

bool LineagePage::focusFilter()
{
    m_bar->filter()->setFocus();
    m_bar->filter()->selectAll();
    return true;
}

bool LineagePage::togglePanel()
{
    if (m_panelOver)
        m_panelOpen = !m_panelOpen;
    else
        m_panelWanted = !m_panelWanted;
    arrange();
    return true;
}

bool LineagePage::escape()
{
    if (m_panelOver && m_panelOpen) {
        togglePanel();
        m_view->setFocus();
        return true;
    }
    if (m_view->place().isValid() || m_view->edge() >= 0) {
        m_view->setPlace({});
        return true;
    }
    return false;
}

void LineagePage::refresh()
{
    const auto graph = LineageGraph::of(session()).graph();
    m_content->begin();
    if (!graph)
        return;
    m_history.keepSpot(m_view->spot());
    m_reading = true;
    LineageWish wish = m_wish;
    wish.root = rootKey();
    wish.drawing.unit = px(100) / 100.0;
    const quint64 turn = ++*m_turn;
    LineageMeans means;
    means.now = graph;
    means.past = m_past;
    means.standings = m_standings;
    means.nowMs = nowMs();
    means.cancelled = [counter = m_turn, turn] { return *counter != turn; };
    // The same things at the same level stay near where they are.
    if (m_answer && m_view->scene() && m_answer->wish.level == wish.level &&
        m_answer->wish.root == wish.root && m_answer->wish.question == wish.question &&
        m_answer->wish.drawing.unit == wish.drawing.unit)
        means.before = m_view->scene()->shared();
    load(
        this, session(),
        [wish, means](store::Reader &reader) { return answer(reader, wish, means); },
        [this](const LineageAnswer &found) { showAnswer(found); },
        [this](const Error &failure) {
            m_reading = false;
            m_restored.reset();
            m_stepping = false;
            showFailure(failure);
        });
}

void LineagePage::showAnswer(const LineageAnswer &answer)
{
    m_answer = answer;
    m_past = answer.past;
    m_reading = false;
    m_panel->setGraph(answer.source);
    if (answer.noLineage) {
        showNoLineage();
        return;
    }
    if (answer.outside > 0 && answer.graph.nodes.isEmpty() && answer.filteredOut == 0) {
        // Catalogs of tables alone name no domain: an empty picture would say that nothing flows.
        emit toastRequested(tr("No catalog names a domain here."), {});
        setLevel(answer.productsAll > 0 ? lineage::Level::Product : lineage::Level::Dataset);
        return;
    }
    m_content->showContent();
    const bool fresh = !m_view->drawing() || m_view->drawing()->root != answer.drawing->root ||
                       m_view->drawing()->level != answer.drawing->level ||
                       m_view->drawing()->folds != answer.drawing->folds;
    const bool restoring = m_restored.has_value();
    {
        const QSignalBlocker quiet(m_view); // one change, not one a step on the way
        showDrawing(answer.drawing, answer.scene);
        if (fresh)
            m_view->open();
        if (restoring)
            chooseAgain(*m_restored);
        else
            chooseWanted();
    }
    if (fresh)
        takeFocus();
    m_wantedDomain.clear();
    m_wantedKey.clear();
    m_wantedInSight = false;
    m_wantedLink = {};
    m_restored.reset();
    m_bar->setZoom(m_view->zoom());
    if (!m_bar->filter()->text().isEmpty())
        find(m_bar->filter()->text());
    showChoice();
    showState();
    showHeadline();
    showNotes();
    showOffer();
    noteView();
    emit titleChanged();
    if (answer.draft)
        improve(m_view->isFitted());
    if (answer.wantsStandings)
        readStandings();
}

} // namespace meshlens::ui
