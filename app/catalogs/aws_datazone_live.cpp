// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_datazone_live.h"

#include "app/catalogs/aws_datazone_lineage.h"
#include "app/net/json.h"
#include "models/mesh/identity.h"

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr int mostHits = 50;             // a page of SearchListings
constexpr qsizetype longestSearch = 512; // characters, as the service model says
constexpr std::size_t mostMembers = 100; // of a data product, that are read with it

QByteArray encoded(const QString &id)
{
    return QUrl::toPercentEncoding(id);
}

live::Found foundOf(const ZoneListing &listing)
{
    const mesh::DataProduct &product = listing.product;
    live::Found found;
    found.thing = {mesh::Kind::Product, product.nativeId};
    found.key = product.key;
    found.name = product.name;
    if (listing.dataset)
        found.qualifiedName = listing.dataset->qualifiedName;
    found.description = product.description;
    found.version = product.version;
    found.tags = product.tags;
    found.status = product.status;
    return found;
}

/// GetListing says the same as an entry of SearchListings, in other places: this is that entry.
Json asSearched(const Json &listing)
{
    const Json &item = awsObject(listing, "item");
    const bool isAsset = !awsObject(item, "assetListing").empty();
    Json said = awsObject(item, isAsset ? "assetListing" : "dataProductListing");
    for (const auto &[from, to] :
         {std::pair("id", "listingId"), std::pair("listingRevision", "listingRevision"),
          std::pair("name", "name"), std::pair("description", "description")}) {
        if (const auto member = listing.find(from); member != listing.end())
            said[to] = *member;
    }
    const auto moved = [&said](const char *from, Json &to, const char *name) {
        if (const auto member = said.find(from); member != said.end())
            to[name] = *member;
    };
    Json attributes = Json::object();
    moved("forms", attributes, "forms");
    moved("latestTimeSeriesDataPointForms", attributes, "latestTimeSeriesDataPointForms");
    moved(isAsset ? "assetId" : "dataProductId", said, "entityId");
    moved("assetType", said, "entityType");
    said["additionalAttributes"] = std::move(attributes);
    return {{isAsset ? "assetListing" : "dataProductListing", std::move(said)}};
}

/// Reads listings one by one; what several of them name is asked for once.
class ZoneReader
{
public:
    ZoneReader(AwsService &zone, const ZoneNames &names, PullSink &sink, const Clock &clock,
               std::stop_token stop)
        : m_zone(zone), m_names(names), m_sink(sink), m_clock(clock), m_stop(std::move(stop))
    {}

    Result<void> read(const QString &id)
    {
        auto listing = readListing(id);
        if (!listing)
            return std::move(listing).error();
        if (!*listing)
            return m_sink.put(std::exchange(m_batch, {}));
        ZoneListing &found = **listing;
        const QStringList members = found.members.mid(0, mostMembers);
        for (const QString &member : members) {
            auto part = readListing(member);
            if (!part)
                return std::move(part).error();
            if (!*part || !(*part)->dataset)
                continue;
            mesh::Port port = (*part)->product.ports.constFirst();
            port.id = member;
            found.product.ports.append(port);
            if (auto added = add(**part); !added)
                return added;
        }
        m_batch.products.append(found.product);
        if (auto added = add(found); !added)
            return added;
        return m_sink.put(std::exchange(m_batch, {}));
    }

private:
    /// Nothing: there is none of that name, or it makes no sense, which is told.
    Result<std::optional<ZoneListing>> readListing(const QString &id)
    {
        const auto answer =
            m_zone.send(net::Method::Get, zonePath(m_names.domain, "/listings/" + encoded(id)), {},
                        nullptr, m_stop);
        if (!answer && answer.error().kind == Error::Kind::NotFound)
            return std::optional<ZoneListing>();
        if (!answer && endsPull(answer.error()))
            return answer.error();
        auto listing = answer ? decoded(*answer) : Result<ZoneListing>(answer.error());
        if (!listing) {
            m_sink.problem({u"listings "_s + id, 0, listing.error().message});
            m_batch.unread[mesh::Kind::Product].append(id);
            return std::optional<ZoneListing>();
        }
        return std::optional(*std::move(listing));
    }

    Result<ZoneListing> decoded(const Json &answer)
    {
        const Json node = asSearched(answer);
        const Json &said = node.front();
        if (auto known = learnProject(awsText(said, "owningProjectId")); !known)
            return std::move(known).error();
        for (const char *list : {"glossaryTerms", "governedGlossaryTerms"}) {
            for (const Json &term : awsList(said, list)) {
                if (auto known = learnTerm(awsText(term, "name")); !known)
                    return std::move(known).error();
            }
        }
        return decodeZoneListing(node, m_names);
    }

    /// The dataset of an asset with its checks and lineage.
    Result<void> add(const ZoneListing &listing)
    {
        if (!listing.dataset)
            return {};
        m_batch.datasets.append(*listing.dataset);
        for (const ZonePoint &point : listing.points) {
            const auto said = m_zone.send(
                net::Method::Get,
                zonePath(m_names.domain, "/entities/LISTING/" + encoded(point.listing) +
                                             "/time-series-data-points/" + encoded(point.id)),
                {{u"formName"_s, point.form}}, nullptr, m_stop);
            if (!said) {
                if (auto survived = told(u"time-series-data-points"_s, said.error()); !survived)
                    return survived;
                continue;
            }
            const Json &form = awsObject(*said, "form");
            decodeZoneQuality(awsText(form, "content"), point, listing.dataset->key,
                              awsTime(form, "timestamp").value_or(m_clock.nowMs()), m_batch);
        }
        if (listing.source.isEmpty())
            return {};
        ZoneLineage lineage(
            m_zone, m_names.domain, {{listing.assetId, listing.dataset->key}},
            [this](const QString &part, const Error &error) {
                m_sink.problem({part, 0, error.message});
            },
            m_stop);
        const auto edges = lineage.edgesOf(listing.dataset->key, listing.source);
        if (!edges)
            return edges.error();
        for (const mesh::LineageEdge &edge : *edges) {
            if (!m_batch.edges.contains(edge))
                m_batch.edges.append(edge);
        }
        return {};
    }

    /// Who owns a listing, and the domain unit that this project is in.
    Result<void> learnProject(const QString &id)
    {
        if (id.isEmpty() || m_names.unitOfProject.contains(id))
            return {};
        const auto project =
            m_zone.send(net::Method::Get, zonePath(m_names.domain, "/projects/" + encoded(id)), {},
                        nullptr, m_stop);
        m_names.unitOfProject.insert(id, {});
        if (!project)
            return told(u"projects"_s, project.error());
        mesh::Party team;
        team.nativeId = id;
        team.key = m_names.partyKey(id);
        team.name = team.team = awsText(*project, "name");
        m_batch.parties.append(team);
        const QString unit = awsText(*project, "domainUnitId");
        if (unit.isEmpty())
            return {};
        m_names.unitOfProject.insert(id, unit);
        const auto said = m_zone.send(net::Method::Get,
                                      zonePath(m_names.domain, "/domain-units/" + encoded(unit)),
                                      {}, nullptr, m_stop);
        if (!said)
            return told(u"domain-units"_s, said.error());
        mesh::Domain domain;
        domain.nativeId = unit;
        domain.key = m_names.unitKey(unit);
        domain.name = awsText(*said, "name");
        domain.description = awsText(*said, "description");
        m_batch.domains.append(domain);
        return {};
    }

    /// A listing gives its terms by name alone.
    Result<void> learnTerm(const QString &name)
    {
        if (name.isEmpty() || m_names.termKeys.contains(name.toLower()))
            return {};
        m_names.termKeys.insert(name.toLower(), {});
        const auto page = m_zone.send(net::Method::Post, zonePath(m_names.domain, "/search"), {},
                                      {{"searchScope", "GLOSSARY_TERM"},
                                       {"searchText", name.left(longestSearch).toStdString()},
                                       {"maxResults", mostHits}},
                                      m_stop, true);
        if (!page)
            return told(u"search"_s, page.error());
        for (const Json &item : awsList(*page, "items")) {
            const Json &node = awsObject(item, "glossaryTermItem");
            mesh::Term term;
            term.nativeId = awsText(node, "id");
            term.name = awsText(node, "name");
            if (term.nativeId.isEmpty() || term.name.compare(name, Qt::CaseInsensitive) != 0)
                continue;
            term.key = mesh::termKey(m_names.domain, term.nativeId);
            term.definition = awsText(node, "longDescription");
            if (term.definition.isEmpty())
                term.definition = awsText(node, "shortDescription");
            m_names.termKeys.insert(name.toLower(), term.key);
            m_batch.terms.append(term);
            break;
        }
        return {};
    }

    Result<void> told(const QString &part, const Error &error)
    {
        if (endsPull(error))
            return error;
        if (error.kind != Error::Kind::NotFound)
            m_sink.problem({m_zone.host() + u' ' + part, 0, error.message});
        return {};
    }

    AwsService &m_zone;
    ZoneNames m_names;
    PullSink &m_sink;
    const Clock &m_clock;
    const std::stop_token m_stop;
    Batch m_batch;
};

} // namespace

Result<live::Page> searchZone(AwsService &zone, const ZoneNames &names, const live::Query &query,
                              std::stop_token stop)
{
    const auto answer = zone.send(net::Method::Post, zonePath(names.domain, "/listings/search"), {},
                                  {{"searchText", query.words.left(longestSearch).toStdString()},
                                   {"maxResults", std::clamp(query.limit, 1, mostHits)},
                                   {"additionalAttributes", {"FORMS"}}},
                                  std::move(stop), true);
    if (!answer)
        return answer.error();
    live::Page page;
    page.total = net::optionalInt(*answer, "totalMatchCount").valueOr({});
    for (const Json &item : awsList(*answer, "items")) {
        if (const auto listing = decodeZoneListing(item, names))
            page.found.append(foundOf(*listing));
    }
    return page;
}

Result<PullOutcome> readZoneThings(AwsService &zone, const ZoneNames &names,
                                   const QList<live::Thing> &things, PullSink &sink,
                                   const Clock &clock, std::stop_token stop)
{
    const net::Traffic before = zone.traffic();
    ZoneReader reader(zone, names, sink, clock, std::move(stop));
    qint64 done = 0;
    for (const live::Thing &thing : things) {
        sink.progress(u"opened things"_s, done++, things.size());
        if (thing.kind != mesh::Kind::Product)
            continue;
        if (auto read = reader.read(thing.nativeId); !read)
            return std::move(read).error();
    }
    PullOutcome outcome;
    outcome.authority = names.domain;
    outcome.requests = zone.traffic().requests - before.requests;
    outcome.bytes = zone.traffic().bytes - before.bytes;
    return outcome;
}

} // namespace meshlens::catalogs
