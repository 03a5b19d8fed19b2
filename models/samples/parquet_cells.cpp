// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_cells.h"

#include "models/samples/parquet_scalars.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace meshlens::samples::parquet {
namespace {

using Json = nlohmann::ordered_json;
constexpr quint32 noValue = std::numeric_limits<quint32>::max();
constexpr int charactersOfANumber = 8;

Json jsonOf(const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::UnknownType:
        return nullptr;
    case QMetaType::Bool:
        return cell.toBool();
    case QMetaType::LongLong:
        return cell.toLongLong();
    case QMetaType::Double:
        return cell.toDouble();
    default:
        return cell.toString().toStdString();
    }
}

/// The part of `spans` (of the leaves of `node`) that are those of `child`.
template<typename Spans>
Spans below(const Node &node, const Node &child, std::size_t count, const Spans &spans)
{
    const auto begin = spans.begin() + (child.firstLeaf - node.firstLeaf);
    return Spans(begin, begin + std::ptrdiff_t(count));
}

std::size_t leavesOf(const Node &node)
{
    std::size_t count = node.leaf >= 0;
    for (const Node &child : node.children)
        count += leavesOf(child);
    return count;
}

/// The items of a list stand in a group of their own, or (older writers) are it themselves.
/// Source: Apache Parquet format, LogicalTypes.md, "Lists".
bool isWrapper(const Node &repeated, const Node &list)
{
    return repeated.children.size() == 1 && repeated.name != "array"_L1 &&
           repeated.name != list.name + "_tuple"_L1;
}

/// A map whose keys are texts reads best as an object.
Json mapOf(const Json &entries, const QString &keyName, const QString &valueName)
{
    const std::string key = keyName.toStdString(), value = valueName.toStdString();
    Json object = Json::object();
    for (const Json &entry : entries) {
        if (!entry.is_object() || !entry.contains(key))
            return entries;
        const Json &name = entry[key];
        object[name.is_string() ? name.get<std::string>() : name.dump()] =
            entry.contains(value) ? entry[value] : Json();
    }
    return object;
}

} // namespace

Assembler::Assembler(const Schema &schema, const std::vector<LeafRows> &leaves, int mostCharacters)
    : m_schema(schema), m_leaves(leaves), m_mostCharacters(mostCharacters),
      m_entry(leaves.size(), 0)
{
    for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
        std::vector<quint32> values;
        quint32 next = 0;
        for (const quint16 definition : leaves[leaf].definitions) {
            const bool isThere =
                definition == schema.leaves[leaf].definitions && next < leaves[leaf].values.size();
            values.push_back(isThere ? next++ : noValue);
        }
        m_values.push_back(std::move(values));
    }
}

std::optional<Assembler::Span> Assembler::row(int leaf)
{
    const LeafRows &rows = m_leaves[std::size_t(leaf)];
    std::size_t &entry = m_entry[std::size_t(leaf)];
    if (entry >= rows.definitions.size())
        return {};
    Span span{entry, entry + 1};
    while (!rows.repetitions.empty() && span.end < rows.definitions.size() &&
           rows.repetitions[span.end] != 0)
        ++span.end;
    entry = span.end;
    return span;
}

int Assembler::definition(int leaf, const Span &span) const
{
    return m_leaves[std::size_t(leaf)].definitions[span.begin];
}

QVariant Assembler::leafCell(const Node &node, const Span &span) const
{
    const auto leaf = std::size_t(node.leaf);
    const quint32 value = m_values[leaf][span.begin];
    return value == noValue
               ? QVariant()
               : cellOf(m_leaves[leaf].values[value], m_schema.leaves[leaf], m_mostCharacters);
}

Result<QVariant> Assembler::next(const Node &column)
{
    Spans spans;
    for (std::size_t i = 0; i < leavesOf(column); ++i) {
        const auto span = row(column.firstLeaf + int(i));
        if (!span)
            return damaged("rows of a column");
        spans.push_back(*span);
    }
    if (column.leaf >= 0 && column.repetition != SchemaElement::Repeated)
        return leafCell(column, spans.front());
    m_room = m_mostCharacters;
    const Json made = value(column, spans);
    if (made.is_null())
        return QVariant();
    const std::string text = made.dump(-1, ' ', false, Json::error_handler_t::replace);
    QString cell = QString::fromStdString(text);
    if (m_room <= 0)
        cell = cell.left(m_mostCharacters) + u'…';
    return QVariant(cell);
}

Json Assembler::value(const Node &node, const Spans &spans)
{
    if (node.repetition == SchemaElement::Repeated)
        return list(node, spans, node);
    if (definition(node.firstLeaf, spans.front()) < node.definitions)
        return nullptr;
    return item(node, spans);
}

/// Of a node that is there.
Json Assembler::item(const Node &node, const Spans &spans)
{
    if (node.leaf >= 0) {
        const QVariant cell = leafCell(node, spans.front());
        m_room -= cell.typeId() == QMetaType::QString ? int(cell.toString().size()) + 3
                                                      : charactersOfANumber;
        return jsonOf(cell);
    }
    const Node &first = node.children.front();
    const bool isRepeated =
        node.children.size() == 1 && first.repetition == SchemaElement::Repeated;
    if (isRepeated && node.logical.kind == Logical::List)
        return list(first, spans, isWrapper(first, node) ? first.children.front() : first);
    if (isRepeated && node.logical.kind == Logical::Map && first.children.size() == 2)
        return mapOf(list(first, spans, first), first.children[0].name, first.children[1].name);
    Json object = Json::object();
    for (const Node &child : node.children) {
        if (m_room <= 0)
            break;
        m_room -= int(child.name.size()) + 4;
        object[child.name.toStdString()] = value(child, below(node, child, leavesOf(child), spans));
    }
    return object;
}

/// Cuts what belongs to a repeated node into its items; of each `shown` is shown, the node itself
/// or its only child.
Json Assembler::list(const Node &repeated, Spans spans, const Node &shown)
{
    Json all = Json::array();
    if (definition(repeated.firstLeaf, spans.front()) < repeated.definitions)
        return all;
    for (Spans rest = spans; m_room > 0;) {
        for (std::size_t i = 0; i < rest.size(); ++i) {
            const LeafRows &rows = m_leaves[std::size_t(repeated.firstLeaf) + i];
            Span &item = spans[i];
            if (rest[i].begin >= rest[i].end)
                return all;
            item = {rest[i].begin, rest[i].begin + 1};
            while (item.end < rest[i].end && rows.repetitions[item.end] > repeated.repetitions)
                ++item.end;
            rest[i].begin = item.end;
        }
        all.push_back(&shown == &repeated ? item(repeated, spans) : value(shown, spans));
        m_room -= 1;
    }
    return all;
}

} // namespace meshlens::samples::parquet
