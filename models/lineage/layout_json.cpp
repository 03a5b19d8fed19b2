// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace meshlens::lineage {
namespace {

using nlohmann::json;

Error decodeError(const std::string &pointer)
{
    return {Error::Kind::Decode,
            QCoreApplication::translate("Layout", "This is not a graph to lay out."),
            QString::fromStdString(pointer)};
}

const json &list(const json &document, const char *name)
{
    static const json none = json::array();
    const auto found = document.find(name);
    return found == document.end() ? none : *found;
}

bool isText(const json &node, const char *name)
{
    const auto found = node.find(name);
    return found != node.end() && found->is_string();
}

QString text(const json &node, const char *name)
{
    return isText(node, name) ? QString::fromStdString(node[name].get_ref<const std::string &>())
                              : QString();
}

double number(const json &node, const char *name, double otherwise)
{
    const auto found = node.find(name);
    return found != node.end() && found->is_number() ? found->get<double>() : otherwise;
}

} // namespace

Result<LayoutInput> layoutInputFromJson(const QByteArray &bytes)
{
    const json document = json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!document.is_object())
        return decodeError("");
    const json &nodes = list(document, "nodes");
    const json &edges = list(document, "edges");
    if (!nodes.is_array() || !edges.is_array())
        return decodeError(nodes.is_array() ? "/edges" : "/nodes");
    LayoutInput input;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!nodes[i].is_object() || !isText(nodes[i], "id"))
            return decodeError("/nodes/" + std::to_string(i));
        const LayoutNode usual;
        input.nodes.append({text(nodes[i], "id"), number(nodes[i], "width", usual.width),
                            number(nodes[i], "height", usual.height), text(nodes[i], "group")});
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (!edges[i].is_object() || !isText(edges[i], "source") || !isText(edges[i], "target"))
            return decodeError("/edges/" + std::to_string(i));
        input.edges.append({text(edges[i], "source"), text(edges[i], "target")});
    }
    return input;
}

QByteArray toJson(const Layout &layout)
{
    json nodes = json::array();
    for (const PlacedNode &node : layout.nodes)
        nodes.push_back(
            {{"id", node.id.toStdString()}, {"x", node.centre.x()}, {"y", node.centre.y()}});
    json edges = json::array();
    for (const PlacedEdge &edge : layout.edges) {
        json points = json::array();
        for (const QPointF &point : edge.points)
            points.push_back({point.x(), point.y()});
        edges.push_back({{"source", edge.source.toStdString()},
                         {"target", edge.target.toStdString()},
                         {"points", std::move(points)}});
    }
    return QByteArray::fromStdString(
        json{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}}.dump(
            -1, ' ', false, json::error_handler_t::replace));
}

} // namespace meshlens::lineage
