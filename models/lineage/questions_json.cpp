// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/export_p.h"

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

json groups(const QList<ImpactGroup> &all)
{
    json array = json::array();
    for (const ImpactGroup &group : all) {
        array.push_back({{"key", textOrNull(group.key)},
                         {"name", textOrNull(group.name)},
                         {"things", group.things},
                         {"contract_breaks", group.breaking},
                         {"nearest", group.nearest}});
    }
    return array;
}

QString classText(mesh::Classification value)
{
    return mesh::toText(value);
}

} // namespace

json toJson(const ImpactReport &report)
{
    json people = json::array();
    for (const PersonToTell &person : report.people) {
        people.push_back({{"key", person.key.toStdString()},
                          {"name", person.name.toStdString()},
                          {"email", textOrNull(person.email)},
                          {"things", texts(person.things)},
                          {"contract_breaks", person.contractBreaks},
                          {"nearest", person.nearest}});
    }
    json own = json::array();
    for (const OwnContract &contract : report.own) {
        own.push_back({{"contract", contract.name.toStdString()},
                       {"key", contract.key.toStdString()},
                       {"name", contract.of.toStdString()},
                       {"distance", 0}});
    }
    return {{"own_contracts", std::move(own)},
            {"root", report.root.toStdString()},
            {"name", report.rootName.toStdString()},
            {"total", report.all.size()},
            {"contract_breaks", report.breaking},
            {"without_owner", report.withoutOwner},
            {"by_distance", groups(report.byDistance)},
            {"by_domain", groups(report.byDomain)},
            {"by_owner", groups(report.byOwner)},
            {"people", std::move(people)},
            {"all", toJson(report.all)}};
}

json toJson(const Ways &ways)
{
    json list = json::array();
    for (const Way &way : ways.ways) {
        list.push_back({{"steps", way.keys.size() - 1},
                        {"keys", texts(way.keys)},
                        {"names", texts(way.names)}});
    }
    json made = toJson(ways.between);
    made["shortest"] = ways.shortest < 0 ? json() : json(ways.shortest);
    made["shortest_count"] = ways.shortestCount;
    made["ways"] = std::move(list);
    made["complete"] = ways.complete;
    return made;
}

json toJson(const ClassifiedFlow &flow)
{
    json stops = json::array();
    for (const ClassifiedStop &stop : flow.stops) {
        stops.push_back({{"key", stop.node.key.toStdString()},
                         {"name", stop.node.name.toStdString()},
                         {"column", textOrNull(stop.column)},
                         {"domain", stop.node.domainName.toStdString()},
                         {"owners", texts(stop.node.owners)},
                         {"arrives", textOrNull(classText(stop.arrives))},
                         {"personal_arrives", stop.personalArrives},
                         {"marked", textOrNull(classText(stop.marked))},
                         {"personal_marked", stop.personalMarked},
                         {"under_marked", stop.underMarked},
                         {"other_domain", stop.otherDomain},
                         {"source", stop.source.toStdString()},
                         {"distance", stop.distance},
                         {"path", texts(stop.path)}});
    }
    json links = json::array();
    for (const auto &[from, to] : flow.links)
        links.push_back({{"from", from.toStdString()}, {"to", to.toStdString()}});
    return {{"sources", flow.sources},
            {"total", flow.total},
            {"under_marked", flow.underMarked},
            {"links", std::move(links)},
            {"stops", std::move(stops)}};
}

json toJson(const Ends &ends)
{
    json nodes = json::array();
    for (const Node &node : ends.nodes)
        nodes.push_back(toJson(node));
    return {{"total", ends.total}, {"nodes", std::move(nodes)}};
}

json toJson(const Disagreements &disagreements)
{
    json list = json::array();
    for (const Disagreement &one : disagreements.list) {
        json said = json::array();
        for (const auto &[catalog, words] : one.said)
            said.push_back({{"catalog", catalog.toStdString()}, {"says", textOrNull(words)}});
        list.push_back({{"kind", toText(one.kind).toStdString()},
                        {"key", one.key.toStdString()},
                        {"name", one.name.toStdString()},
                        {"to", textOrNull(one.to)},
                        {"to_name", textOrNull(one.toName)},
                        {"field", textOrNull(one.field)},
                        {"said", std::move(said)},
                        {"silent", texts(one.silent)}});
    }
    return {{"total", disagreements.total}, {"list", std::move(list)}};
}

} // namespace meshlens::lineage
