// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_datazone_lineage.h"

#include "app/catalogs/aws_datazone_pull.h"
#include "models/mesh/identity.h"

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr int mostNodes = 5000;
constexpr int longestRun = 3; // job runs between two datasets

QStringList idsOf(const Json &nodes)
{
    QStringList ids;
    for (const Json &one : nodes) {
        if (const QString id = awsText(one, "id"); !id.isEmpty())
            ids.append(id);
    }
    return ids;
}

} // namespace

ZoneLineage::ZoneLineage(AwsService &zone, const QString &domain, QMap<QString, QString> keyOfAsset,
                         Problem problem, std::stop_token stop)
    : m_zone(zone), m_domain(domain), m_keyOfAsset(std::move(keyOfAsset)),
      m_problem(std::move(problem)), m_stop(std::move(stop))
{}

bool ZoneLineage::isCut() const
{
    return m_asked >= mostNodes;
}

Result<std::optional<ZoneLineage::Node>> ZoneLineage::node(const QString &identifier)
{
    if (const auto known = m_nodes.constFind(identifier); known != m_nodes.constEnd())
        return *known;
    std::optional<Node> found;
    if (m_asked >= mostNodes)
        return found;
    ++m_asked;
    const QByteArray place = "/lineage/nodes/" + QUrl::toPercentEncoding(identifier);
    const auto said = m_zone.send(net::Method::Get, zonePath(m_domain, place), {}, nullptr, m_stop);
    if (!said && endsPull(said.error()))
        return said.error();
    if (!said) {
        m_nodes.insert(identifier, found);
        if (said.error().kind != Error::Kind::NotFound) { // most assets have no lineage
            m_isPartial = true;
            m_problem(u"lineage "_s + identifier, said.error());
        }
        return found;
    }
    const QString source = awsText(*said, "sourceIdentifier");
    Node read;
    if (awsText(*said, "typeName").contains("JobRun"_L1))
        read.job = mesh::jobKey(source.section(u'/', 0, -2).section(u'.', 0, -2),
                                source.section(u'/', 0, -2).section(u'.', -1));
    else if (source.startsWith("amazon.datazone.asset/"_L1))
        read.key = m_keyOfAsset.value(source.section(u'/', 1));
    else
        read.key = zoneSourceKey(source);
    read.upstream = idsOf(awsList(*said, "upstreamNodes"));
    read.downstream = idsOf(awsList(*said, "downstreamNodes"));
    found = std::move(read);
    if (const QString id = awsText(*said, "id"); !id.isEmpty())
        m_nodes.insert(id, found);
    m_nodes.insert(identifier, found);
    return found;
}

Result<void> ZoneLineage::collect(const Node &from, bool upstream, int depth, QStringList &keys)
{
    for (const QString &id : upstream ? from.upstream : from.downstream) {
        const auto next = node(id);
        if (!next)
            return next.error();
        if (!*next)
            continue;
        if (!(*next)->key.isEmpty()) {
            keys.append((*next)->key + u'\n' + from.job);
        } else if (depth < longestRun) {
            if (const auto below = collect(**next, upstream, depth + 1, keys); !below)
                return below;
        }
    }
    return {};
}

Result<QList<mesh::LineageEdge>> ZoneLineage::edgesOf(const QString &dataset, const QString &source)
{
    QList<mesh::LineageEdge> edges;
    const auto start = node(source);
    if (!start)
        return start.error();
    if (!*start)
        return edges;
    for (const bool upstream : {true, false}) {
        QStringList keys;
        if (const auto collected = collect(**start, upstream, 0, keys); !collected)
            return collected.error();
        for (const QString &one : std::as_const(keys)) {
            const QString other = one.section(u'\n', 0, 0);
            if (other == dataset)
                continue;
            mesh::LineageEdge edge;
            edge.from = upstream ? other : dataset;
            edge.to = upstream ? dataset : other;
            edge.job = one.section(u'\n', 1);
            edge.declared = false;
            edges.append(edge);
        }
    }
    return edges;
}

} // namespace meshlens::catalogs
