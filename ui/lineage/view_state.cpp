// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/view_state.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostStates = 100;
constexpr qsizetype mostKeys = 10'000; // of a set in a file that somebody may have changed

QJsonArray arrayOf(const QSet<QString> &keys)
{
    QStringList list(keys.begin(), keys.end());
    list.sort(); // the same view, the same text
    return QJsonArray::fromStringList(list);
}

QSet<QString> setOf(const QJsonValue &value)
{
    QSet<QString> keys;
    for (const QJsonValue &key : value.toArray()) {
        if (keys.size() >= mostKeys)
            break;
        if (key.isString())
            keys.insert(key.toString());
    }
    return keys;
}

std::optional<int> stepsOf(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(std::clamp(value.toInt(), 0, 1000)) : std::nullopt;
}

std::optional<std::int64_t> timeOf(const QJsonValue &value)
{
    return value.isDouble() ? std::optional<std::int64_t>(value.toInteger()) : std::nullopt;
}

} // namespace

bool ViewState::sameAs(const ViewState &other) const
{
    return wish == other.wish && column == other.column && colourBy == other.colourBy &&
           chosen == other.chosen && chosenColumn == other.chosenColumn && link == other.link &&
           list == other.list;
}

QByteArray toJson(const ViewState &state)
{
    const LineageWish &wish = state.wish;
    QJsonObject object{
        {u"question"_s, toText(wish.question)},
        {u"root"_s, wish.root},
        {u"to"_s, wish.to},
        {u"level"_s, lineage::toText(wish.level)},
        {u"widened"_s, arrayOf(wish.widened)},
        {u"collapsed"_s, arrayOf(wish.collapsed)},
        {u"folds_itself"_s, wish.foldsItself},
        {u"folds_schemas"_s, wish.foldsSchemas},
        {u"opened"_s, arrayOf(wish.opened)},
        {u"folds_columns"_s, wish.drawing.folds},
        {u"open"_s, arrayOf(wish.drawing.open)},
        {u"long_lists"_s, arrayOf(wish.drawing.longLists)},
        {u"domains"_s, arrayOf(wish.filter.domains)},
        {u"catalogs"_s, arrayOf(wish.filter.catalogs)},
        {u"kinds"_s, arrayOf(wish.filter.kinds)},
        {u"classes"_s, arrayOf(wish.filter.classes)},
        {u"max_nodes"_s, wish.maxNodes},
        {u"column"_s, state.column},
        {u"colour"_s, static_cast<int>(state.colourBy)},
        {u"chosen"_s, state.chosen},
        {u"chosen_column"_s, state.chosenColumn},
        {u"list"_s, state.list},
        {u"x"_s, state.spot.centre.x()},
        {u"y"_s, state.spot.centre.y()},
        {u"zoom"_s, state.spot.zoom},
    };
    if (state.link.isValid()) {
        object.insert(u"link"_s, QJsonObject{{u"from"_s, state.link.from},
                                             {u"to"_s, state.link.to},
                                             {u"from_column"_s, state.link.fromColumn},
                                             {u"to_column"_s, state.link.toColumn}});
    }
    if (wish.up)
        object.insert(u"up"_s, *wish.up);
    if (wish.down)
        object.insert(u"down"_s, *wish.down);
    if (wish.atMs)
        object.insert(u"at"_s, static_cast<qint64>(*wish.atMs));
    if (wish.sinceMs)
        object.insert(u"since"_s, static_cast<qint64>(*wish.sinceMs));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<ViewState> viewFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    ViewState state;
    LineageWish &wish = state.wish;
    wish.question = questionFromText(object[u"question"].toString());
    wish.root = object[u"root"].toString();
    wish.to = object[u"to"].toString();
    wish.level = lineage::levelFromText(object[u"level"].toString()).value_or(wish.level);
    wish.up = stepsOf(object[u"up"]);
    wish.down = stepsOf(object[u"down"]);
    wish.widened = setOf(object[u"widened"]);
    wish.collapsed = setOf(object[u"collapsed"]);
    wish.foldsItself = object[u"folds_itself"].toBool(true);
    wish.foldsSchemas = object[u"folds_schemas"].toBool(wish.foldsItself);
    wish.opened = setOf(object[u"opened"]);
    wish.drawing.folds = object[u"folds_columns"].toBool(true);
    wish.drawing.open = setOf(object[u"open"]);
    wish.drawing.longLists = setOf(object[u"long_lists"]);
    wish.filter = {setOf(object[u"domains"]), setOf(object[u"catalogs"]), setOf(object[u"kinds"]),
                   setOf(object[u"classes"])};
    wish.atMs = timeOf(object[u"at"]);
    wish.sinceMs = timeOf(object[u"since"]);
    wish.maxNodes = std::clamp(object[u"max_nodes"].toInt(wish.maxNodes), 1, 10'000'000);
    state.column = object[u"column"].toString();
    state.colourBy = static_cast<ColourBy>(std::clamp(object[u"colour"].toInt(), 0, 3));
    state.chosen = object[u"chosen"].toString();
    state.chosenColumn = object[u"chosen_column"].toString();
    const QJsonObject link = object[u"link"].toObject(); // views kept before it have none
    state.link = {link[u"from"].toString(), link[u"to"].toString(), link[u"from_column"].toString(),
                  link[u"to_column"].toString()};
    if (!state.link.isValid())
        state.link = {};
    state.list = object[u"list"].toBool();
    state.spot = {{object[u"x"].toDouble(), object[u"y"].toDouble()},
                  std::clamp(object[u"zoom"].toDouble(1), 0.001, 10.0)};
    return state;
}

void ViewHistory::note(const ViewState &state)
{
    if (m_at >= 0 && m_states[m_at].sameAs(state)) {
        m_states[m_at] = state;
        return;
    }
    m_states.resize(m_at + 1);
    m_states.append(state);
    if (m_states.size() > mostStates)
        m_states.removeFirst();
    m_at = m_states.size() - 1;
}

void ViewHistory::correct(const ViewState &state)
{
    if (m_at >= 0)
        m_states[m_at] = state;
}

void ViewHistory::keepSpot(const GraphSpot &spot)
{
    if (m_at >= 0)
        m_states[m_at].spot = spot;
}

const ViewState &ViewHistory::undo()
{
    Q_ASSERT(canUndo());
    return m_states[--m_at];
}

const ViewState &ViewHistory::redo()
{
    Q_ASSERT(canRedo());
    return m_states[++m_at];
}

void ViewHistory::clear()
{
    m_states.clear();
    m_at = -1;
}

} // namespace meshlens::ui
