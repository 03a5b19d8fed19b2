// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/lineage_page.h"

#include "models/lineage/graph_data.h"
#include "models/mesh/identity.h"
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
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

constexpr int panelBesideFrom = 1080; // width of the page
constexpr int panelWidth = 324;
constexpr int stepsUp = 2;
constexpr int stepsDown = 3;

const QStringList colourWords{u"quality"_s, u"freshness"_s, u"owner"_s, u"classification"_s};

std::optional<int> stepsOf(const QString &word, int otherwise)
{
    if (word == u"all")
        return std::nullopt;
    bool ok = false;
    const int steps = word.toInt(&ok);
    return ok && steps >= 0 && steps <= 1000 ? steps : otherwise;
}

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
    : Page(session, parent), m_turn(std::make_shared<std::atomic<quint64>>(0))
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
}

QWidget *LineagePage::makeCentre()
{
    auto *centre = new QWidget(this);
    auto *box = new QVBoxLayout(centre);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
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
    connect(m_view, &GraphView::placeChanged, this, &LineagePage::showChoice);
    connect(m_view, &GraphView::zoomChanged, this, [this] { m_bar->setZoom(m_view->zoom()); });
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
                refresh();
                emit linkChanged();
            });
    connect(m_bar, &LineageToolbar::levelChanged, this, &LineagePage::setLevel);
    connect(m_bar, &LineageToolbar::colourByChanged, this, [this](int index) {
        m_colourBy = static_cast<ColourBy>(index);
        m_view->setColourBy(m_colourBy);
        emit linkChanged();
    });
    connect(m_bar, &LineageToolbar::filterChanged, this, [this](const QString &text) {
        m_bar->setMatches(m_view->setFilter(text), !text.trimmed().isEmpty());
    });
    connect(m_bar, &LineageToolbar::nextWanted, m_view, &GraphView::showNextMatch);
    connect(m_bar, &LineageToolbar::zoomWanted, m_view, &GraphView::zoomBy);
    connect(m_bar, &LineageToolbar::fullSizeWanted, m_view, [this] { m_view->setZoom(1); });
    connect(m_bar, &LineageToolbar::fitWanted, m_view, &GraphView::fit);
    connect(m_bar, &LineageToolbar::panelToggled, this, &LineagePage::togglePanel);
    connect(m_bar, &LineageToolbar::listToggled, this, [this](bool on) {
        setList(on);
        emit linkChanged();
    });
}

void LineagePage::makeCommands()
{
    const auto add = [this](const QString &text, const QString &icon, const QKeySequence &key,
                            const std::function<void()> &act) {
        addCommand(text, icon, key, m_view, act);
    };
    const auto place = [this] { return m_view->place().node; };
    add(tr("Open what is chosen"), u"expand"_s, Qt::Key_Plus, [this, place] {
        const DrawnNode *node = chosen();
        if (node && (!node->open || node->node.kind == mesh::Kind::Domain))
            m_view->toggle(place());
    });
    add(tr("Close what is chosen"), u"collapse"_s, Qt::Key_Minus, [this, place] {
        const DrawnNode *node = chosen();
        if (!node)
            return;
        if (node->open)
            m_view->toggle(place());
        else if (m_wish.level != Level::Domain && !node->stack && !node->node.domain.isEmpty())
            toggleDomain(node->node.domain);
    });
    add(tr("Show columns"), u"columns"_s, Qt::Key_C, [this] { openColumns(); });
    add(tr("Fit the graph"), u"fit"_s, Qt::Key_F, [this] { m_view->fit(); });
    add(tr("Start lineage from what is chosen"), u"target"_s, Qt::Key_S, [this] {
        if (const DrawnNode *node = chosen())
            startFrom(node->node.key);
    });
    add(tr("Request access"), u"key"_s, Qt::Key_R, [this] {
        if (const DrawnNode *node = chosen(); node && !node->node.product.isEmpty())
            emit accessRequested(node->node.product, {});
    });
    addCommand(tr("Zoom in"), u"zoom-in"_s, QKeySequence::ZoomIn, this,
               [this] { m_view->zoomBy(1.25); });
    addCommand(tr("Zoom out"), u"zoom-out"_s, QKeySequence::ZoomOut, this,
               [this] { m_view->zoomBy(1 / 1.25); });
    addCommand(tr("Show at 100%"), u"zoom-in"_s, QKeySequence(Qt::CTRL | Qt::Key_0), this,
               [this] { m_view->setZoom(1); });
    addCommand(tr("Lineage as list or graph"), u"list"_s, {}, this, [this] {
        setList(m_twins->currentWidget() == m_view);
        emit linkChanged();
    });
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

void LineagePage::open(const Link &link)
{
    const QString root = lineage::thingOf(link.key);
    m_column = link.state.value(u"column"_s, lineage::columnPart(link.key));
    if (root != m_wish.root) {
        m_wish.widened.clear();
        m_wish.collapsed.clear();
        m_wish.drawing.open.clear();
        m_wish.drawing.longLists.clear();
    }
    m_wish.root = root;
    m_wish.up = stepsOf(link.state.value(u"up"_s), stepsUp);
    m_wish.down = stepsOf(link.state.value(u"down"_s), stepsDown);
    const Level otherwise = root.isEmpty() || root.startsWith(u"domain:") ? Level::Domain
                            : !m_column.isEmpty()                         ? Level::Column
                            : root.startsWith(u"product:")                ? Level::Product
                                                                          : Level::Dataset;
    m_wish.level = lineage::levelFromText(link.state.value(u"level"_s)).value_or(otherwise);
    if (root.isEmpty() && m_wish.level > Level::Product)
        m_wish.level = Level::Product;
    m_colourBy = static_cast<ColourBy>(
        std::max<qsizetype>(0, colourWords.indexOf(link.state.value(u"colour"_s))));
    m_wantedKey = root;
    setList(link.state.value(u"view"_s) == u"list");
    showState();
    refresh();
}

Link LineagePage::link() const
{
    Link here{u"lineage"_s, m_wish.root, {}};
    here.state.insert(u"level"_s, lineage::toText(m_wish.level));
    if (!m_wish.root.isEmpty()) {
        here.state.insert(u"up"_s, m_wish.up ? QString::number(*m_wish.up) : u"all"_s);
        here.state.insert(u"down"_s, m_wish.down ? QString::number(*m_wish.down) : u"all"_s);
    }
    if (!m_column.isEmpty())
        here.state.insert(u"column"_s, m_column);
    if (m_colourBy != ColourBy::Quality)
        here.state.insert(u"colour"_s, colourWords[static_cast<int>(m_colourBy)]);
    if (m_twins->currentWidget() == m_tree)
        here.state.insert(u"view"_s, u"list"_s);
    return here;
}

void LineagePage::reload()
{
    refresh(); // the shared graph says itself when it is new; ages and names are read here
}

QVariant LineagePage::remember() const
{
    const DrawnNode *node = chosen();
    const auto list = [](const QSet<QString> &keys) {
        return QVariant(QStringList(keys.begin(), keys.end()));
    };
    return QVariantMap{{u"chosen"_s, node ? node->node.key : QString()},
                       {u"open"_s, list(m_wish.drawing.open)},
                       {u"collapsed"_s, list(m_wish.collapsed)},
                       {u"widened"_s, list(m_wish.widened)}};
}

void LineagePage::restore(const QVariant &state)
{
    const QVariantMap map = state.toMap();
    const auto set = [&](const QString &name) {
        const QStringList keys = map.value(name).toStringList();
        return QSet<QString>(keys.begin(), keys.end());
    };
    m_wish.drawing.open = set(u"open"_s);
    m_wish.collapsed = set(u"collapsed"_s);
    m_wish.widened = set(u"widened"_s);
    m_wantedKey = map.value(u"chosen"_s).toString();
    refresh();
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
    LineageGraph &shared = LineageGraph::of(session());
    const auto graph = shared.graph();
    if (!graph) {
        m_content->begin();
        return;
    }
    m_panel->setGraph(graph);
    m_content->begin();
    LineageWish wish = m_wish;
    wish.root = rootKey();
    wish.drawing.unit = px(100) / 100.0;
    const quint64 turn = ++*m_turn;
    load(
        this, session(),
        [graph, wish, now = nowMs(), counter = m_turn, turn](store::Reader &reader) {
            return answer(reader, *graph, wish, now, [&] { return *counter != turn; });
        },
        [this](const LineageAnswer &found) { showAnswer(found); },
        [this](const Error &failure) {
            m_content->showError(tr("This lineage could not be drawn."), failure,
                                 [this] { refresh(); });
        });
}

void LineagePage::showAnswer(const LineageAnswer &answer)
{
    m_answer = answer;
    if (answer.noLineage) {
        auto *empty = new EmptyState(u"lineage"_s, tr("No lineage yet"),
                                     tr("None of the catalogs has told where data comes from. "
                                        "Lineage appears here after the next sync that brings "
                                        "some."),
                                     Tone::Mute, m_content);
        connect(empty->addAction(tr("Open catalogs"), ButtonKind::Primary),
                &QAbstractButton::clicked, this, [this] {
                    emit navigate({u"catalogs"_s, {}, {}});
                });
        m_content->showEmpty(empty);
        m_panel->show({}, {}, {});
        return;
    }
    dress(*answer.drawing);
    GraphLook look;
    look.colourBy = m_colourBy;
    look.nowMs = nowMs();
    look.unit = answer.wish.drawing.unit;
    m_content->showContent();
    const bool fresh = !m_view->drawing() || m_view->drawing()->root != answer.drawing->root ||
                       m_view->drawing()->level != answer.drawing->level;
    m_view->setDrawing(answer.drawing, look);
    m_steps->setDrawing(answer.drawing, look.nowMs);
    m_tree->expandToDepth(1);
    for (int column = 0; column < StepModel::Link; ++column)
        m_tree->setColumnWidth(column, px(column == 0 ? 320 : column == 1 ? 150 : 110));
    if (fresh)
        m_view->fit();
    const int wanted = m_wantedKey.isEmpty() ? -1 : answer.drawing->number(m_wantedKey);
    const int root = answer.drawing->number(answer.drawing->root);
    if (!m_column.isEmpty() && root >= 0)
        m_view->setPlace({root, answer.drawing->row(root, m_column)});
    else if (wanted >= 0 && wanted != root)
        m_view->setPlace({wanted, -1});
    else
        showChoice();
    m_wantedKey.clear();
    showState();
    showHeadline();
    emit titleChanged();
}

void LineagePage::showState()
{
    QString icon = u"product"_s;
    QString name;
    if (!m_wish.root.isEmpty()) {
        name = m_answer && lineage::thingOf(m_answer->wish.root) == m_wish.root
                   ? m_answer->rootName
                   : m_wish.root.section(u'/', -1);
        if (m_wish.root.startsWith(u"domain:"))
            icon = u"folder"_s;
        else if (!m_wish.root.startsWith(u"product:"))
            icon = u"table"_s;
    }
    m_bar->setRoot(name, m_column, icon);
    m_bar->setSteps(m_wish.up, m_wish.down);
    m_bar->setLevel(m_wish.level);
    m_bar->setColourBy(static_cast<int>(m_colourBy));
}

void LineagePage::showHeadline()
{
    const LineageCounts counts = countsOf(m_answer->graph);
    QStringList rest;
    QString strong;
    if (m_wish.level == Level::Domain) {
        strong = tr("%n domains", nullptr, counts.domains);
        rest += tr("%n products", nullptr, counts.products);
    } else if (m_wish.level == Level::Product) {
        strong = tr("%1 of %2 products")
                     .arg(format::count(counts.products), format::count(m_answer->productsAll));
        rest += tr("%n domains", nullptr, counts.domains);
    } else {
        strong = tr("%n datasets", nullptr, counts.datasets);
        rest += tr("%1 of %2 products")
                    .arg(format::count(counts.products), format::count(m_answer->productsAll));
        rest += tr("%n domains", nullptr, counts.domains);
    }
    rest += tr("%n catalogs", nullptr, counts.catalogs);
    rest += tr("%n links", nullptr, counts.links);
    if (counts.crossings > 0)
        rest += tr("%n between catalogs", nullptr, counts.crossings);
    m_view->setHeadline(strong, rest.join(u", "_s));

    m_note->clearActions();
    if (m_answer->graph.truncated) {
        m_note->setMessage(Tone::Accent, tr("Not all of it is drawn."),
                           m_answer->graph.truncated->why);
        m_note->show();
    } else if (m_answer->graph.edges.isEmpty() && !m_wish.root.isEmpty()) {
        m_note->setMessage(Tone::Accent, tr("No catalog knows of a link here."),
                           tr("Try another level, or more steps."));
        m_note->show();
    } else {
        m_note->hide();
    }
}

const DrawnNode *LineagePage::chosen() const
{
    const Place place = m_view->place();
    return place.isValid() ? &m_view->drawing()->nodes[place.node] : nullptr;
}

void LineagePage::showChoice()
{
    const Drawing *drawing = m_view->drawing();
    if (!drawing || !m_answer)
        return;
    if (m_view->edge() >= 0) {
        m_panel->showEdge(*drawing, drawing->edges[m_view->edge()]);
    } else if (const DrawnNode *node = chosen()) {
        const int row = m_view->place().row;
        m_panel->showNode(*node);
        m_panel->show(node->node.key, row >= 0 ? node->rows[row].name : QString(), node->node.name);
    } else {
        m_panel->clearDetails();
        m_panel->show(m_wish.root, m_column, m_answer->rootName);
        if (const int root = drawing->number(drawing->root); root >= 0)
            m_panel->showNode(drawing->nodes[root]);
    }
    showPath();
}

void LineagePage::showPath()
{
    const Drawing &drawing = *m_view->drawing();
    Place from = m_view->place();
    if (!from.isValid())
        from = {drawing.number(drawing.root), -1};
    QStringList words;
    for (const Place place : pathThrough(drawing, from)) {
        const DrawnNode &node = drawing.nodes[place.node];
        words += place.row < 0 ? node.node.name : node.node.name + u' ' + node.rows[place.row].name;
    }
    m_path->setText(words.isEmpty() ? tr("Choose something to see its path in words.")
                                    : words.join(u"  ›  "_s));
    m_path->setColour(words.isEmpty() ? Token::Text3 : Token::Text);
}

void LineagePage::setLevel(Level level)
{
    if (m_wish.root.isEmpty() && level > Level::Product) {
        // The whole mesh has no such level: begin at what is chosen.
        if (const DrawnNode *node = chosen()) {
            emit navigate({u"lineage"_s, node->node.key, {{u"level"_s, lineage::toText(level)}}});
            return;
        }
        m_bar->setLevel(m_wish.level);
        emit toastRequested(tr("Choose a product or domain first, then its %1 can be shown.")
                                .arg(level == Level::Column ? tr("columns") : tr("datasets")),
                            {});
        return;
    }
    m_wish.level = level;
    m_wish.widened.clear();
    m_wish.drawing.open.clear();
    m_wish.collapsed.clear();
    refresh();
    emit linkChanged();
}

void LineagePage::setList(bool on)
{
    m_twins->setCurrentWidget(on ? static_cast<QWidget *>(m_tree) : m_view);
    m_bar->setListShown(on);
}

void LineagePage::startFrom(const QString &key, const QString &column)
{
    Link target{u"lineage"_s, key, {}};
    if (!column.isEmpty()) {
        target.state.insert(u"column"_s, column);
        target.state.insert(u"level"_s, u"column"_s);
    }
    emit navigate(target);
}

void LineagePage::openThing(const QString &key, bool beside)
{
    const Link target = linkTo(key);
    if (beside)
        emit navigateBeside(target);
    else
        emit navigate(target);
}

void LineagePage::openColumns()
{
    const DrawnNode *node = chosen();
    if (node && node->canOpen)
        m_view->toggle(m_view->place().node);
    else if (m_wish.level == Level::Column)
        setLevel(Level::Dataset);
    else if (!m_wish.root.isEmpty())
        setLevel(Level::Column);
    else if (node)
        emit navigate({u"lineage"_s, node->node.key, {{u"level"_s, u"column"_s}}});
}

void LineagePage::toggleDomain(const QString &key)
{
    if (m_wish.level == Level::Domain) {
        // One domain opens in place, the others stay closed.
        m_wish.collapsed.clear();
        for (const DrawnNode &node : m_view->drawing()->nodes) {
            if (node.node.key != key)
                m_wish.collapsed.insert(node.node.key);
        }
        m_wish.level = Level::Product;
        emit linkChanged();
    } else if (!m_wish.collapsed.remove(key)) {
        m_wish.collapsed.insert(key);
    }
    refresh();
}

void LineagePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void LineagePage::arrange()
{
    const bool over = width() < px(panelBesideFrom);
    if (over != m_panelOver) {
        m_panelOver = over;
        m_panelOpen = false;
        if (over)
            m_panel->setParent(this);
        else
            m_splitter->addWidget(m_panel);
    }
    if (!over) {
        m_panel->setVisible(m_panelWanted);
        return;
    }
    layout()->activate();
    const QRect below = m_splitter->geometry();
    const int wide = std::min(px(panelWidth), below.width());
    m_panel->setGeometry(below.right() + 1 - wide, below.top(), wide, below.height());
    m_panel->setVisible(m_panelOpen);
    if (m_panelOpen)
        m_panel->raise();
}

} // namespace meshlens::ui
