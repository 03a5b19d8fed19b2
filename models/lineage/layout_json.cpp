// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QSet>

#include <charconv>
#include <cmath>

// Read without a tree of the document and written piece by piece: a graph of 100,000 nodes would
// else cost more memory as JSON than as a drawing.

namespace meshlens::lineage {
namespace {

using nlohmann::json;

Error decodeError(const std::string &pointer)
{
    return {Error::Kind::Decode,
            QCoreApplication::translate("Layout", "This is not a graph to lay out."),
            QString::fromStdString(pointer)};
}

/// Takes the events of the parser. Depths: 1 in the document, 2 in a list, 3 in a node or an edge.
class GraphReader : public nlohmann::json_sax<json>
{
public:
    LayoutInput input;
    std::string wrong; // pointer, once a function has returned false

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t number) override
    {
        return this->number(static_cast<double>(number));
    }
    bool number_unsigned(number_unsigned_t number) override
    {
        return this->number(static_cast<double>(number));
    }
    bool number_float(number_float_t number, const string_t &) override
    {
        return this->number(number);
    }
    bool string(string_t &text) override
    {
        if (m_depth == 3 && m_list == Nodes) {
            if (m_key == "id") {
                input.nodes.last().id = shared(text);
                m_first = true;
            } else if (m_key == "group") {
                input.nodes.last().group = shared(text);
            }
        } else if (m_depth == 3 && m_list == Edges) {
            if (m_key == "source") {
                input.edges.last().source = shared(text);
                m_first = true;
            } else if (m_key == "target") {
                input.edges.last().target = shared(text);
                m_second = true;
            }
        }
        return value();
    }
    bool binary(binary_t &) override { return value(); }
    bool key(string_t &key) override
    {
        m_key = key;
        if (m_depth == 1)
            m_list = key == "nodes" ? Nodes : key == "edges" ? Edges : Neither;
        return true;
    }
    bool start_object(std::size_t) override
    {
        if (m_depth == 1 && m_list != Neither)
            return fail();
        ++m_depth;
        if (m_depth == 3 && m_list == Nodes)
            input.nodes.append(LayoutNode());
        if (m_depth == 3 && m_list == Edges)
            input.edges.append(LayoutEdge());
        m_first = m_second = m_depth == 3 ? false : m_first;
        return true;
    }
    bool end_object() override
    {
        if (m_depth == 3 && m_list != Neither) {
            if (!m_first || (m_list == Edges && !m_second))
                return fail();
            ++m_items;
        }
        --m_depth;
        return true;
    }
    bool start_array(std::size_t) override
    {
        if (m_depth == 0 || (m_depth == 2 && m_list != Neither))
            return fail();
        ++m_depth;
        if (m_depth == 2)
            m_items = 0;
        return true;
    }
    bool end_array() override
    {
        --m_depth;
        return true;
    }
    bool parse_error(std::size_t, const std::string &, const json::exception &) override
    {
        return false;
    }

private:
    enum List { Neither, Nodes, Edges };

    bool number(double number)
    {
        if (m_depth == 3 && m_list == Nodes) {
            LayoutNode &node = input.nodes.last();
            if (m_key == "width")
                node.width = number;
            else if (m_key == "height")
                node.height = number;
        } else if (m_depth == 3 && m_list == Edges) {
            LayoutEdge &edge = input.edges.last();
            if (m_key == "sourceY")
                edge.sourceY = number;
            else if (m_key == "targetY")
                edge.targetY = number;
        }
        return value();
    }
    /// A plain value where a document, a list or an item has to be.
    bool value()
    {
        const bool tooEarly = m_depth == 0 || (m_depth < 3 && m_list != Neither);
        return !tooEarly || fail();
    }
    bool fail()
    {
        const char *names[] = {"", "/nodes", "/edges"};
        wrong = names[m_list];
        if (m_depth >= 2)
            wrong += "/" + std::to_string(m_items);
        return false;
    }
    /// The ends of edges share the text of the node's id.
    QString shared(const std::string &text)
    {
        return *m_texts.insert(QString::fromStdString(text));
    }

    int m_depth = 0;
    List m_list = Neither;
    std::string m_key;
    std::size_t m_items = 0; // read of the list at hand
    bool m_first = false;    // the item has its id or source
    bool m_second = false;   // and its target
    QSet<QString> m_texts;
};

/// To a hundredth, always with a point.
void appendNumber(QByteArray &out, double number)
{
    char text[40];
    const double rounded = std::round(number * 100) / 100 + 0.0; // no -0
    const auto end = std::to_chars(text, text + sizeof text, rounded).ptr;
    out.append(text, end - text);
    if (std::find_if(text, end, [](char c) { return c == '.' || c == 'e'; }) == end)
        out.append(".0");
}

void appendText(QByteArray &out, const QString &text)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) {
        return c >= u' ' && c < u'\x7f' && c != u'"' && c != u'\\';
    });
    if (plain) {
        out.append('"');
        out.append(text.toLatin1());
        out.append('"');
    } else {
        out.append(
            json(text.toStdString()).dump(-1, ' ', false, json::error_handler_t::replace).c_str());
    }
}

} // namespace

Result<LayoutInput> layoutInputFromJson(const QByteArray &bytes)
{
    GraphReader reader;
    if (!json::sax_parse(bytes.begin(), bytes.end(), &reader))
        return decodeError(reader.wrong);
    return std::move(reader.input);
}

QByteArray toJson(const Layout &layout)
{
    QByteArray out;
    qsizetype points = 0;
    for (const PlacedEdge &edge : layout.edges)
        points += edge.points.size();
    out.reserve(layout.nodes.size() * 56 + layout.edges.size() * 72 + points * 20);
    out.append(R"({"nodes":[)");
    for (const PlacedNode &node : layout.nodes) {
        out.append(out.endsWith('[') ? R"({"id":)" : R"(,{"id":)");
        appendText(out, node.id);
        out.append(R"(,"x":)");
        appendNumber(out, node.centre.x());
        out.append(R"(,"y":)");
        appendNumber(out, node.centre.y());
        out.append('}');
    }
    out.append(R"(],"edges":[)");
    for (const PlacedEdge &edge : layout.edges) {
        out.append(out.endsWith('[') ? R"({"source":)" : R"(,{"source":)");
        appendText(out, edge.source);
        out.append(R"(,"target":)");
        appendText(out, edge.target);
        out.append(R"(,"points":[)");
        for (const QPointF &point : edge.points) {
            out.append(out.endsWith('[') ? "[" : ",[");
            appendNumber(out, point.x());
            out.append(',');
            appendNumber(out, point.y());
            out.append(']');
        }
        out.append("]}");
    }
    out.append("]}");
    return out;
}

} // namespace meshlens::lineage
