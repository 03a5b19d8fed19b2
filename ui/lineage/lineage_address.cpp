// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"

#include <QStackedWidget>
#include <QTreeView>

// The page as an address, and back.

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

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

std::optional<std::int64_t> timeOf(const QString &word)
{
    const std::int64_t atMs = word.isEmpty() ? -1 : fromRfc3339(word);
    return atMs < 0 ? std::nullopt : std::optional(atMs);
}

} // namespace

void LineagePage::open(const Link &link)
{
    const QString root = lineage::thingOf(link.key);
    m_column = link.state.value(u"column"_s, lineage::columnPart(link.key));
    m_restored.reset();
    m_stepping = false;
    if (root != m_wish.root) {
        m_wish.widened.clear();
        foldAnew();
        m_wish.drawing.open.clear();
        m_wish.drawing.longLists.clear();
        m_wish.filter = {};
        m_wish.maxNodes = LineageWish().maxNodes;
    }
    m_wish.root = root;
    m_wish.up = stepsOf(link.state.value(u"up"_s), stepsUp);
    m_wish.down = stepsOf(link.state.value(u"down"_s), stepsDown);
    const Level otherwise = root.isEmpty() || root.startsWith(u"domain:") ? Level::Domain
                            : !m_column.isEmpty()                         ? Level::Column
                            : root.startsWith(u"product:")                ? Level::Product
                                                                          : Level::Dataset;
    m_wish.level = lineage::levelFromText(link.state.value(u"level"_s)).value_or(otherwise);
    if (root.isEmpty() && m_wish.level == Level::Column &&
        questionFromText(link.state.value(u"ask"_s)) == LineageQuestion::Around)
        m_wish.level = Level::Dataset;
    m_colourBy = static_cast<ColourBy>(
        std::max<qsizetype>(0, colourWords.indexOf(link.state.value(u"colour"_s))));
    m_wish.question = questionFromText(link.state.value(u"ask"_s));
    m_wish.to = link.state.value(u"to"_s);
    m_wish.atMs = timeOf(link.state.value(u"at"_s));
    m_wish.sinceMs = timeOf(link.state.value(u"since"_s));
    m_wantedKey = link.state.value(u"chosen"_s, root);
    m_wantedLink = {m_wantedKey, link.state.value(u"towards"_s), {}, {}};
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
    if (const DrawnNode *node = chosen(); node && node->node.key != m_wish.root)
        here.state.insert(u"chosen"_s, node->node.key);
    if (const int edge = m_view->edge(); edge >= 0) {
        const Drawing &drawing = *m_view->drawing();
        here.state.insert(u"chosen"_s, drawing.nodes[drawing.edges[edge].from].node.key);
        here.state.insert(u"towards"_s, drawing.nodes[drawing.edges[edge].to].node.key);
    }
    if (m_wish.question != LineageQuestion::Around)
        here.state.insert(u"ask"_s, toText(m_wish.question));
    if (m_wish.question == LineageQuestion::Ways)
        here.state.insert(u"to"_s, m_wish.to);
    if (m_wish.atMs)
        here.state.insert(u"at"_s, toRfc3339(*m_wish.atMs));
    if (m_wish.sinceMs)
        here.state.insert(u"since"_s, toRfc3339(*m_wish.sinceMs));
    return here;
}

void LineagePage::reload()
{
    refresh(); // the shared graph says itself when it is new; ages and names are read here
}

QVariant LineagePage::remember() const
{
    return toJson(state());
}

void LineagePage::restore(const QVariant &state)
{
    if (const auto view = viewFromJson(state.toByteArray()))
        apply(*view);
}

} // namespace meshlens::ui
