// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/lineage/no_lineage.h"
#include "ui/lineage/step_model.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/states.h"

#include <QLayout>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>

#include <algorithm>
#include <utility>

// What the page says around the graph.

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

constexpr int panelBesideFrom = 1080; // width of the page
constexpr int panelWidth = 324;
constexpr double nearerFrom = 1.6; // zoom
constexpr double fartherTo = 0.18;
constexpr qsizetype openListTo = 500; // nodes; of larger graphs the list opens branch by branch

} // namespace

void LineagePage::showNoLineage()
{
    m_panel->clear();
    if (qobject_cast<NoLineage *>(m_content->currentWidget()))
        return; // it follows the catalogs itself, and its buttons keep the focus
    auto *empty = new NoLineage(session(), m_content);
    connect(empty, &NoLineage::catalogsWanted, this, [this] {
        emit navigate({u"catalogs"_s, {}, {}});
    });
    m_content->showEmpty(empty);
}

void LineagePage::showFailure(const Error &failure)
{
    m_panel->clear();
    if (failure.kind != Error::Kind::NotFound || m_wish.root.isEmpty()) {
        m_content->showError(tr("This lineage could not be drawn."), failure,
                             [this] { refresh(); });
        return;
    }
    // Trying again would hardly help: a thing that is gone stays gone until a sync brings it.
    auto *empty =
        new EmptyState(u"lineage"_s, tr("This is not in the index"),
                       tr("%1 Its catalog may have removed or renamed it, or not been read yet.")
                           .arg(failure.message),
                       Tone::Mute, m_content);
    connect(empty->addAction(tr("Show the whole mesh"), ButtonKind::Primary),
            &QAbstractButton::clicked, this, [this] {
                emit navigate({u"lineage"_s, {}, {}});
            });
    connect(empty->addAction(tr("Try again")), &QAbstractButton::clicked, this,
            [this] { refresh(); });
    m_content->showEmpty(empty);
}

void LineagePage::showNotes()
{
    const LineageAnswer &answer = *m_answer;
    // A button that did its work goes, and keys go on in what it changed.
    if (m_note->isAncestorOf(window()->focusWidget()))
        m_twins->currentWidget()->setFocus();
    m_note->clearActions();
    const bool special =
        m_wish.question != LineageQuestion::Around || m_wish.atMs || m_wish.sinceMs;
    QString strong;
    QStringList words = answer.notes;
    if (m_wish.sinceMs)
        strong = tr("Since %1:").arg(format::dateTime(*m_wish.sinceMs));
    else if (m_wish.atMs)
        strong = tr("As of %1.").arg(format::dateTime(*m_wish.atMs));
    if (answer.graph.truncated) {
        if (strong.isEmpty())
            strong = tr("Not all of it is drawn.");
        words += answer.graph.truncated->why;
        words +=
            tr("%n things are hidden.", nullptr, static_cast<int>(answer.graph.truncated->hidden));
        connect(m_note->addAction(tr("Draw all")), &QAbstractButton::clicked, this, [this] {
            m_wish.maxNodes = 10'000'000;
            refresh();
        });
    }
    if (answer.outside > 0) {
        words += tr("Not drawn here: %n datasets with lineage belong to no domain.", nullptr,
                    static_cast<int>(answer.outside));
        connect(m_note->addAction(tr("Show datasets")), &QAbstractButton::clicked, this,
                [this] { setLevel(Level::Dataset); });
    }
    if (answer.foldedIn > 0) {
        if (strong.isEmpty())
            strong = answer.schemas.isEmpty()  ? tr("A large graph, folded by domain.")
                     : answer.folded.isEmpty() ? tr("A large graph, folded by schema.")
                                               : tr("A large graph, folded by domain and schema.");
        const auto inside = static_cast<int>(answer.foldedIn);
        words += answer.schemas.isEmpty()
                     ? tr("%n things stand inside their domains, and each domain can be opened.",
                          nullptr, inside)
                     : tr("%n things stand inside, and each box can be opened.", nullptr, inside);
        connect(m_note->addAction(tr("Unfold all")), &QAbstractButton::clicked, this,
                [this, domainsToo = !answer.folded.isEmpty()] { unfold(domainsToo); });
    }
    if (answer.graph.nodes.isEmpty() && answer.filteredOut > 0) {
        strong = tr("The filter hides all of it.");
    } else if (!special && answer.graph.edges.isEmpty() && !m_wish.root.isEmpty() &&
               answer.filteredOut == 0) {
        strong = tr("No catalog knows of a link here.");
        words += tr("Try another level, or more steps.");
    }
    if (special)
        connect(m_note->addAction(tr("Back to lineage as of now")), &QAbstractButton::clicked, this,
                [this] {
                    m_wish.question = LineageQuestion::Around;
                    m_wish.to.clear();
                    showTime({}, {});
                });
    if (m_wish.filter.isOn())
        connect(m_note->addAction(tr("Show what is filtered out")), &QAbstractButton::clicked, this,
                [this] {
                    m_wish.filter = {};
                    refresh();
                });
    if (m_wish.filter.isOn() && strong.isEmpty())
        strong = tr("Filtered:");
    if (m_wish.filter.isOn() && answer.filteredOut > 0)
        words += answer.graph.nodes.isEmpty()
                     ? tr("%n things are hidden.", nullptr, answer.filteredOut)
                     : tr("%n things are hidden; broken lines lead through them.", nullptr,
                          answer.filteredOut);
    m_note->setVisible(!strong.isEmpty() || !words.isEmpty());
    m_note->setMessage(Tone::Accent, strong, words.join(u' '));
}

void LineagePage::showOffer()
{
    // Going nearer leads to the next level, going away to the one before.
    m_offered.reset();
    const Drawing *drawing = m_view->drawing();
    if (drawing && m_wish.question == LineageQuestion::Around) {
        const bool whole = m_wish.root.isEmpty();
        const Level deepest = whole ? Level::Dataset : Level::Column;
        if (m_wish.level < deepest && m_view->zoom() > nearerFrom)
            m_offered = static_cast<Level>(static_cast<int>(m_wish.level) + 1);
        else if (m_wish.level != Level::Domain && m_view->zoom() < fartherTo)
            m_offered = static_cast<Level>(static_cast<int>(m_wish.level) - 1);
        if (m_offered == Level::Product && m_answer && m_answer->productsAll == 0)
            m_offered = m_wish.level == Level::Domain ? Level::Dataset : Level::Domain;
        if (m_offered == Level::Domain && m_answer && m_answer->source->data().domains.isEmpty())
            m_offered.reset();
    }
    static const QList<QString> words{tr("Show domains"), tr("Show products"), tr("Show datasets"),
                                      tr("Show columns")};
    m_view->setOffer(m_offered ? words[static_cast<int>(*m_offered)] : QString());
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
    // The answer to a question has a level of its own.
    const bool asked = m_wish.question != LineageQuestion::Around && m_answer &&
                       m_answer->wish.question == m_wish.question;
    m_bar->setLevel(asked ? m_answer->graph.level : m_wish.level);
    m_bar->setColourBy(static_cast<int>(m_colourBy));
    m_bar->setTime(m_wish.sinceMs ? tr("Since %1").arg(format::dateTime(*m_wish.sinceMs))
                   : m_wish.atMs  ? tr("As of %1").arg(format::dateTime(*m_wish.atMs))
                                  : QString());
    m_bar->setFiltered(m_wish.filter.isOn());
}

void LineagePage::showHeadline()
{
    LineageCounts counts = countsOf(m_answer->unfolded);
    const LineageCounts drawn = countsOf(m_answer->graph);
    counts.links = drawn.links;
    counts.crossings = drawn.crossings;
    QStringList rest;
    QString strong;
    const Level level = m_answer->graph.level;
    if (level == Level::Domain) {
        strong = tr("%n domains", nullptr, counts.domains);
        if (m_answer->productsAll > 0)
            rest += tr("%n products", nullptr, counts.products);
    } else if (level == Level::Product && m_answer->productsAll == 0) {
        // Things of no product stand for themselves.
        strong = tr("%n things", nullptr, static_cast<int>(m_answer->unfolded.nodes.size()));
        if (counts.domains > 0)
            rest += tr("%n domains", nullptr, counts.domains);
    } else if (level == Level::Product) {
        strong = tr("%1 of %2 products")
                     .arg(format::count(counts.products), format::count(m_answer->productsAll));
        rest += tr("%n domains", nullptr, counts.domains);
    } else {
        strong = tr("%n datasets", nullptr, counts.datasets);
        if (m_answer->productsAll > 0)
            rest += tr("%1 of %2 products")
                        .arg(format::count(counts.products), format::count(m_answer->productsAll));
        if (counts.domains > 0)
            rest += tr("%n domains", nullptr, counts.domains);
    }
    rest += tr("%n catalogs", nullptr, counts.catalogs);
    rest += tr("%n links", nullptr, counts.links);
    if (counts.crossings > 0)
        rest += tr("%n between catalogs", nullptr, counts.crossings);
    if (m_answer->filteredOut > 0)
        rest += tr("%n filtered out", nullptr, m_answer->filteredOut);
    m_view->setHeadline(strong, rest.join(u", "_s));
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
        m_panel->showNode(*drawing, *node);
        m_panel->show(node->node.schema ? QString() : node->node.key,
                      row >= 0 ? node->rows[row].name : QString(), node->node.name);
    } else {
        m_panel->show(m_wish.root, m_column, m_answer->rootName);
        if (const int root = drawing->number(drawing->root); root >= 0)
            m_panel->showNode(*drawing, drawing->nodes[root]);
        else
            m_panel->showNoDetails();
    }
    showPath();
}

/// A domain with what it takes from and gives to: ways through domains run in circles.
QStringList LineagePage::neighboursInWords(int number) const
{
    const Drawing &drawing = *m_view->drawing();
    const DrawnNode &node = drawing.nodes[number];
    const auto names = [&](const std::vector<int> &edges, int DrawnEdge::*end) {
        QStringList all;
        for (const int edge : edges)
            all += drawing.nodes[drawing.edges[edge].*end].node.name;
        return all.join(u", "_s);
    };
    QStringList words{names(node.in, &DrawnEdge::from), node.node.name,
                      names(node.out, &DrawnEdge::to)};
    words.removeAll(QString());
    return words;
}

void LineagePage::showPath()
{
    const Drawing &drawing = *m_view->drawing();
    const auto inWords = [&](Place place) {
        const DrawnNode &node = drawing.nodes[place.node];
        return place.row < 0 ? node.node.name : node.node.name + u' ' + node.rows[place.row].name;
    };
    Place from = m_view->place();
    if (!from.isValid())
        from = {drawing.number(drawing.root), -1};
    QStringList words;
    if (m_view->edge() >= 0) {
        const DrawnEdge &edge = drawing.edges[m_view->edge()];
        words = {inWords({edge.from, edge.fromRow}), inWords({edge.to, edge.toRow})};
    } else if (from.isValid() && drawing.level == Level::Domain) {
        words = neighboursInWords(from.node);
    } else {
        for (const Place place : pathThrough(drawing, from))
            words += inWords(place);
    }
    m_path->setText(words.isEmpty() ? tr("Choose something to see its path in words.")
                                    : words.join(u"  ›  "_s));
    m_path->setColour(words.isEmpty() ? Token::Text3 : Token::Text);
}

void LineagePage::fillList()
{
    if (!m_listStale || !m_answer || !m_answer->drawing)
        return;
    m_listStale = false;
    m_steps->setDrawing(m_answer->drawing, nowMs());
    m_tree->expandToDepth(m_answer->drawing->nodes.size() > openListTo ? 0 : 1);
    for (int column = 0; column < StepModel::Link; ++column)
        m_tree->setColumnWidth(column, px(column == 0   ? 320
                                          : column == 1 ? 150
                                          : column == 2 ? 90
                                                        : 150));
}

/// Of what was chosen as it opened: its first thing, so that keys go on from there.
void LineagePage::chooseInside(const QString &stack)
{
    if (stack.isEmpty())
        return;
    const auto &nodes = m_view->drawing()->nodes;
    int first = -1;
    for (int i = 0; i < nodes.size(); ++i) {
        const DrawnNode &node = nodes[i];
        if (node.node.kind == mesh::Kind::Domain || stackOf(node.node, {stack}).isEmpty())
            continue;
        if (first < 0 || std::pair(node.rect.left(), node.rect.top()) <
                             std::pair(nodes[first].rect.left(), nodes[first].rect.top()))
            first = i;
    }
    if (first >= 0)
        m_view->setPlace({first, -1});
}

/// Keys walk the graph as soon as it is there; whoever is in the page or writing is left alone.
void LineagePage::takeFocus()
{
    const QWidget *focus = window()->focusWidget();
    const bool free = !focus || !focus->isVisible() ||
                      (!isAncestorOf(focus) && !qobject_cast<const QLineEdit *>(focus));
    if (free && isVisible())
        m_twins->currentWidget()->setFocus();
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
        if (over) {
            m_panel->setParent(this);
        } else {
            m_splitter->addWidget(m_panel);
            m_splitter->setSizes({width() - px(panelWidth), px(panelWidth)});
        }
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
