// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"

#include <QAction>
#include <QStackedWidget>
#include <QTreeView>

// What can be done on the Lineage screen by keys and commands.

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

void LineagePage::makeCommands()
{
    const auto add = [this](const QString &text, const QString &icon, const QKeySequence &key,
                            const std::function<void()> &act) {
        addCommand(text, icon, key, m_view, act);
    };
    const auto place = [this] { return m_view->place().node; };
    add(tr("Open what is chosen"), u"expand"_s, Qt::Key_Plus, [this, place] {
        const DrawnNode *node = chosen();
        if (node && (!node->open || standsForOthers(*node)))
            m_view->toggle(place());
    });
    add(tr("Close what is chosen"), u"collapse"_s, Qt::Key_Minus, [this, place] {
        const DrawnNode *node = chosen();
        if (!node)
            return;
        if (node->open)
            m_view->toggle(place());
        else if (const QString stack = foldOf(*node); !stack.isEmpty())
            toggleDomain(stack);
    });
    add(tr("Show columns"), u"columns"_s, Qt::Key_C, [this] { openColumns(); });
    addCommand(tr("Fit the graph"), u"fit"_s, Qt::Key_F, this, [this] { m_view->fit(); });
    add(tr("Start lineage from what is chosen"), u"target"_s, Qt::Key_S, [this] {
        if (const DrawnNode *node = chosen(); node && !node->node.schema)
            startFrom(node->node.key);
    });
    add(tr("Only what is upstream"), u"chevron-left"_s, Qt::Key_BracketLeft,
        [this] { focusOn(true); });
    add(tr("Only what is downstream"), u"chevron-right"_s, Qt::Key_BracketRight,
        [this] { focusOn(false); });
    add(tr("Request access"), u"key"_s, Qt::Key_R, [this] {
        if (const DrawnNode *node = chosen(); node && !node->node.product.isEmpty())
            emit accessRequested(node->node.product, {});
    });
    addCommand(tr("Find in the graph"), u"search"_s, Qt::Key_Slash, this,
               [this] { focusFilter(); });
    addCommand(tr("Zoom in"), u"zoom-in"_s, QKeySequence::ZoomIn, this,
               [this] { m_view->zoomBy(1.25); });
    addCommand(tr("Zoom out"), u"zoom-out"_s, QKeySequence::ZoomOut, this,
               [this] { m_view->zoomBy(1 / 1.25); });
    addCommand(tr("Show at 100%"), u"zoom-in"_s, QKeySequence(Qt::CTRL | Qt::Key_0), this,
               [this] { m_view->setZoom(1); });
    addCommand(tr("Lineage as list or graph"), u"list"_s, {}, this, [this] {
        setList(m_twins->currentWidget() == m_view);
        noteView();
        emit linkChanged();
    });
    addCommand(tr("Fold or unfold tall columns"), u"columns"_s, {}, this,
               [this] { setFolds(!m_wish.drawing.folds); });
    addCommand(tr("Undo change of view"), u"back"_s, QKeySequence::Undo, this,
               [this] { step(true); });
    addCommand(tr("Redo change of view"), u"forward"_s,
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), this, [this] { step(false); });
    addCommand(tr("Save this view"), u"star"_s, QKeySequence(QKeySequence::Save), this,
               [this] { saveView(); });
    addCommand(tr("How does it reach another thing"), u"route"_s, {}, this,
               [this] { ask(LineageQuestion::Ways); });
    addCommand(tr("Where does classified data flow"), u"shield"_s, {}, this,
               [this] { ask(LineageQuestion::Classified); });
    addCommand(tr("What has no consumer"), u"hint"_s, {}, this,
               [this] { ask(LineageQuestion::NoConsumer); });
    addCommand(tr("What has no source"), u"hint"_s, {}, this,
               [this] { ask(LineageQuestion::NoSource); });
    addCommand(tr("Where do catalogs disagree"), u"warn"_s, {}, this,
               [this] { ask(LineageQuestion::Disagreements); });
}

void LineagePage::setLevel(Level level)
{
    if (m_wish.root.isEmpty() && level == Level::Column) {
        // Columns of the whole mesh nobody could read: begin at what is chosen.
        if (const DrawnNode *node = chosen(); node && !node->node.schema) {
            emit navigate({u"lineage"_s, node->node.key, {{u"level"_s, lineage::toText(level)}}});
            return;
        }
        m_bar->setLevel(m_wish.level);
        emit toastRequested(tr("Choose something first, then its columns can be shown."), {});
        return;
    }
    m_wish.level = level;
    m_wish.question = LineageQuestion::Around;
    m_wish.widened.clear();
    m_wish.drawing.open.clear();
    foldAnew();
    refresh();
    emit linkChanged();
}

void LineagePage::setFolds(bool on)
{
    m_wish.drawing.folds = on;
    refresh();
}

void LineagePage::setList(bool on)
{
    m_twins->setCurrentWidget(on ? static_cast<QWidget *>(m_tree) : m_view);
    m_bar->setListShown(on);
    if (on)
        fillList();
}

void LineagePage::setColourBy(ColourBy colourBy)
{
    m_colourBy = colourBy;
    m_view->setColourBy(colourBy);
    noteView();
    emit linkChanged();
}

void LineagePage::focusOn(bool upstream)
{
    // Only where things come from, or only where they go to, all the way.
    if (const DrawnNode *node = chosen(); node && node->node.schema) {
        emit toastRequested(tr("Open the schema and choose one of its datasets first."), {});
        return;
    }
    m_wish.up = upstream ? std::nullopt : std::optional(0);
    m_wish.down = upstream ? std::optional(0) : std::nullopt;
    if (const DrawnNode *node = chosen(); node && node->node.key != m_wish.root) {
        Link target{u"lineage"_s, node->node.key, {{u"level"_s, lineage::toText(m_wish.level)}}};
        target.state.insert(u"up"_s, upstream ? u"all"_s : u"0"_s);
        target.state.insert(u"down"_s, upstream ? u"0"_s : u"all"_s);
        emit navigate(target);
        return;
    }
    refresh();
    emit linkChanged();
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
    if (isSchema(key)) // it has no page
        return toggleSchema(key);
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
    else if (node && !node->node.schema)
        emit navigate({u"lineage"_s, node->node.key, {{u"level"_s, u"column"_s}}});
}

/// What a thing goes into when it is closed: its schema where that was opened, else its domain;
/// empty: nothing.
QString LineagePage::foldOf(const DrawnNode &node) const
{
    if (m_wish.level == Level::Domain || standsForOthers(node))
        return node.node.schema ? node.node.domain : QString();
    const QString schema = stackOf(node.node, m_wish.opened);
    return schema.isEmpty() ? node.node.domain : schema;
}

/// Both ends of a link open in place, the other domains stay as they are.
void LineagePage::openDomains(const QString &one, const QString &other)
{
    m_wantedDomain.clear();
    if (m_answer && !m_answer->folded.isEmpty())
        m_wish.collapsed = m_answer->folded;
    m_wish.foldsItself = false;
    if (m_wish.level == Level::Domain) {
        m_wish.collapsed.clear();
        for (const DrawnNode &node : m_view->drawing()->nodes)
            m_wish.collapsed.insert(node.node.key);
        m_wish.level = Level::Product;
        emit linkChanged();
    }
    m_wish.collapsed.remove(one);
    m_wish.collapsed.remove(other);
    refresh();
}

void LineagePage::unfold(bool domainsToo)
{
    if (domainsToo) {
        m_wish.collapsed.clear();
        m_wish.foldsItself = false;
    }
    m_wish.foldsSchemas = false;
    refresh();
}

/// Everything that a person folded or opened, as before it began.
void LineagePage::foldAnew()
{
    m_wish.collapsed.clear();
    m_wish.opened.clear();
    m_wish.foldsItself = m_wish.foldsSchemas = true;
}

void LineagePage::toggleSchema(const QString &key)
{
    const DrawnNode *now = chosen();
    const bool isChosen = now && (now->node.key == key || !stackOf(now->node, {key}).isEmpty());
    m_wantedDomain.clear();
    if (!m_wish.opened.remove(key)) {
        m_wish.opened.insert(key);
        m_wantedDomain = isChosen ? key : QString();
    } else if (isChosen) {
        m_wantedKey = key;
    }
    refresh();
}

void LineagePage::toggleDomain(const QString &key)
{
    if (isSchema(key))
        return toggleSchema(key);
    const DrawnNode *now = chosen();
    const bool isChosen = now && (now->node.key == key || now->node.domain == key);
    m_wantedDomain.clear();
    if (m_answer && !m_answer->folded.isEmpty()) // from here on the person says what is folded
        m_wish.collapsed = m_answer->folded;
    m_wish.foldsItself = false;
    if (m_wish.level == Level::Domain) {
        // One domain opens in place, the others stay closed.
        m_wish.collapsed.clear();
        for (const DrawnNode &node : m_view->drawing()->nodes) {
            if (node.node.key != key)
                m_wish.collapsed.insert(node.node.key);
        }
        m_wish.level = Level::Product;
        m_wantedDomain = isChosen ? key : QString();
        emit linkChanged();
    } else if (m_wish.collapsed.remove(key)) {
        m_wantedDomain = isChosen ? key : QString();
    } else {
        m_wish.collapsed.insert(key);
        m_wantedKey = isChosen ? key : m_wantedKey;
    }
    refresh();
}

} // namespace meshlens::ui
