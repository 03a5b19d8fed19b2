// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_datazone_pull.h"

#include "app/net/json.h"
#include "models/mesh/identity.h"
#include "models/store/content_hash.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr int deepestUnit = 20;
constexpr int mostNodes = 5000;
constexpr int longestRun = 3;                          // job runs between two datasets
constexpr qsizetype mostKnown = 20'000;                // the state is kept with every generation
constexpr std::int64_t lineageOverlapMs = 3600 * 1000; // events are worked on for a while

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

QByteArray encoded(const QString &id)
{
    return QUrl::toPercentEncoding(id);
}

template<typename Value>
Json objectOf(const QMap<QString, Value> &all)
{
    Json object = Json::object();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if constexpr (std::is_same_v<Value, QString>)
            object[it.key().toStdString()] = it.value().toStdString();
        else
            object[it.key().toStdString()] = it.value();
    }
    return object;
}

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

QByteArray zonePath(const QString &domain, const QByteArray &rest)
{
    return "/v2/domains/" + encoded(domain) + rest;
}

Result<ZoneDomain> findZoneDomain(AwsService &zone, const CatalogConnection &connection,
                                  std::stop_token stop)
{
    QString id = connection.options.value(u"domain"_s).trimmed();
    QStringList found;
    if (id.isEmpty()) {
        const auto listed =
            zone.eachPage(net::Method::Get, "/v2/domains",
                          {{u"maxResults"_s, u"25"_s}, {u"status"_s, u"AVAILABLE"_s}}, nullptr,
                          stop, [&](const Json &page) -> Result<void> {
                              for (const Json &one : awsList(page, "items")) {
                                  id = awsText(one, "id");
                                  found.append(u"%1 (%2)"_s.arg(id, awsText(one, "name")));
                              }
                              return {};
                          });
        if (!listed)
            return listed.error();
        if (found.isEmpty())
            return Error{Error::Kind::NotFound,
                         tr("%1 has no domain that you may see.").arg(zone.host()),
                         {}};
        if (found.size() > 1)
            return Error{Error::Kind::Usage,
                         tr("There are several domains; name one of them as the option domain: %1")
                             .arg(found.join(u", "_s)),
                         {}};
    }
    const auto domain = zone.send(net::Method::Get, zonePath(id, {}), {}, nullptr, std::move(stop));
    if (!domain)
        return domain.error();
    return ZoneDomain{id, awsText(*domain, "name"), awsText(*domain, "rootDomainUnitId")};
}

QByteArray ZoneState::toJson() const
{
    const bool fits = things.size() <= mostKnown;
    const Json document = {{"format", 1},
                           {"complete", fits},
                           {"things", fits ? objectOf(things) : Json::object()},
                           {"points", fits ? objectOf(points) : Json::object()},
                           {"lineage_after", lineageAfterMs}};
    return QByteArray::fromStdString(document.dump(-1, ' ', false, Json::error_handler_t::replace));
}

ZoneState ZoneState::fromJson(const QByteArray &text)
{
    const auto document = net::parseJson(text);
    if (!document || net::optionalInt(*document, "format").valueOr({}) != 1)
        return {};
    ZoneState state;
    state.isComplete = net::optionalBool(*document, "complete").valueOr({}).value_or(false);
    for (const auto &[id, hash] : awsObject(*document, "things").items()) {
        if (hash.is_number_integer())
            state.things.insert(QString::fromStdString(id), hash.get<qint64>());
    }
    for (const auto &[form, point] : awsObject(*document, "points").items()) {
        if (point.is_string())
            state.points.insert(QString::fromStdString(form),
                                QString::fromStdString(point.get_ref<const std::string &>()));
    }
    state.lineageAfterMs = net::optionalInt(*document, "lineage_after").valueOr({}).value_or(0);
    return state;
}

ZonePull::ZonePull(AwsService &zone, const CatalogConnection &connection, const Clock &clock,
                   const PullRequest &request, PullSink &sink, std::stop_token stop)
    : m_zone(zone), m_connection(connection), m_sink(sink), m_stop(std::move(stop)),
      m_startedMs(clock.nowMs()),
      m_before(request.full ? ZoneState() : ZoneState::fromJson(request.state))
{
    m_incremental = m_before.isComplete;
    m_names.catalog = connection.name;
}

Result<PullOutcome> ZonePull::run()
{
    const net::Traffic before = m_zone.traffic();
    const auto domain = findZoneDomain(m_zone, m_connection, m_stop);
    if (!domain)
        return domain.error();
    m_names.domain = domain->id;
    Batch root;
    mesh::Domain top;
    top.key = m_names.unitKey(domain->rootUnit);
    top.nativeId = domain->rootUnit;
    top.name = domain->name;
    if (!domain->rootUnit.isEmpty() && isNew(u"unit:"_s + top.nativeId, store::contentHash(top)))
        root.domains.append(top);
    if (auto put = m_sink.put(std::move(root)); !put)
        return std::move(put).error();
    using Step = Result<void> (ZonePull::*)();
    if (const auto read = readUnits(domain->rootUnit, 0); !read)
        return read.error();
    for (const Step step :
         {&ZonePull::readProjects, &ZonePull::readTerms, &ZonePull::readListings,
          &ZonePull::putListings, &ZonePull::readLineage, &ZonePull::putDeleted}) {
        if (m_stop.stop_requested())
            return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
        if (const auto done = (this->*step)(); !done)
            return done.error();
    }
    PullOutcome outcome;
    outcome.full = !m_incremental;
    outcome.unchanged = m_incremental && m_changed == 0;
    outcome.state = m_after.toJson();
    outcome.authority = m_names.domain;
    outcome.requests = m_zone.traffic().requests - before.requests;
    outcome.bytes = m_zone.traffic().bytes - before.bytes;
    return outcome;
}

bool ZonePull::isNew(const QString &id, qint64 hash)
{
    m_after.things.insert(id, hash);
    const bool differs = !m_incremental || m_before.things.value(id) != hash;
    m_changed += differs ? 1 : 0;
    return differs;
}

Result<void> ZonePull::readUnits(const QString &parent, int depth)
{
    if (parent.isEmpty() || depth > deepestUnit)
        return {};
    Batch batch;
    QStringList children;
    const auto read = m_zone.eachPage(
        net::Method::Get, zonePath(m_names.domain, "/domain-units"),
        {{u"parentDomainUnitIdentifier"_s, parent}, {u"maxResults"_s, u"25"_s}}, nullptr, m_stop,
        [&](const Json &page) -> Result<void> {
            for (const Json &node : awsList(page, "items")) {
                mesh::Domain unit;
                unit.nativeId = awsText(node, "id");
                unit.key = m_names.unitKey(unit.nativeId);
                unit.name = awsText(node, "name");
                if (unit.nativeId.isEmpty() || m_after.things.contains(u"unit:"_s + unit.nativeId))
                    continue;
                children.append(unit.nativeId);
                if (isNew(u"unit:"_s + unit.nativeId, store::contentHash(unit)))
                    batch.domains.append(unit);
            }
            return {};
        });
    if (!read && !isOutOfReach(read.error()))
        return read;
    if (!read)
        problem(u"domain-units"_s, read.error());
    if (auto put = m_sink.put(std::move(batch)); !put)
        return put;
    for (const QString &child : std::as_const(children)) {
        if (auto below = readUnits(child, depth + 1); !below)
            return below;
    }
    return {};
}

Result<void> ZonePull::readProjects()
{
    Batch batch;
    const auto read = m_zone.eachPage(
        net::Method::Get, zonePath(m_names.domain, "/projects"), {{u"maxResults"_s, u"50"_s}},
        nullptr, m_stop, [&](const Json &page) -> Result<void> {
            for (const Json &node : awsList(page, "items")) {
                mesh::Party team;
                team.nativeId = awsText(node, "id");
                team.key = m_names.partyKey(team.nativeId);
                team.name = awsText(node, "name");
                team.team = team.name;
                if (team.nativeId.isEmpty())
                    continue;
                m_names.unitOfProject.insert(team.nativeId, awsText(node, "domainUnitId"));
                if (isNew(u"project:"_s + team.nativeId, store::contentHash(team)))
                    batch.parties.append(team);
            }
            return {};
        });
    if (!read)
        problem(u"projects"_s, read.error());
    return m_sink.put(std::move(batch));
}

Result<void> ZonePull::readTerms()
{
    Batch batch;
    const auto read = m_zone.eachPage(
        net::Method::Post, zonePath(m_names.domain, "/search"), {},
        {{"searchScope", "GLOSSARY_TERM"}, {"maxResults", 50}}, m_stop,
        [&](const Json &page) -> Result<void> {
            for (const Json &item : awsList(page, "items")) {
                const Json &node = awsObject(item, "glossaryTermItem");
                mesh::Term term;
                term.nativeId = awsText(node, "id");
                if (term.nativeId.isEmpty() || awsText(node, "status") == "DISABLED"_L1)
                    continue;
                term.key = mesh::termKey(m_names.domain, term.nativeId);
                term.name = awsText(node, "name");
                term.definition = awsText(node, "longDescription");
                if (term.definition.isEmpty())
                    term.definition = awsText(node, "shortDescription");
                m_names.termKeys.insert(term.name.toLower(), term.key);
                if (isNew(u"term:"_s + term.nativeId, store::contentHash(term)))
                    batch.terms.append(term);
            }
            return {};
        });
    if (!read)
        problem(u"search"_s, read.error());
    return m_sink.put(std::move(batch));
}

Result<void> ZonePull::readListings()
{
    return m_zone.eachPage(
        net::Method::Post, zonePath(m_names.domain, "/listings/search"), {},
        {{"maxResults", 50}, {"additionalAttributes", {"FORMS", "TIME_SERIES_DATA_POINT_FORMS"}}},
        m_stop, [&](const Json &page) -> Result<void> {
            for (const Json &item : awsList(page, "items")) {
                auto listing = decodeZoneListing(item, m_names);
                if (!listing) {
                    problem(u"listings"_s, listing.error());
                    continue;
                }
                m_listings.append(*std::move(listing));
            }
            m_sink.progress(u"listings"_s, m_listings.size(),
                            net::optionalInt(page, "totalMatchCount").valueOr({}).value_or(0));
            return {};
        });
}

Result<void> ZonePull::putListings()
{
    QMap<QString, mesh::Port> ports;
    for (const ZoneListing &listing : std::as_const(m_listings)) {
        if (listing.dataset) {
            ports.insert(listing.product.nativeId, listing.product.ports.constFirst());
            m_keyOfAsset.insert(listing.assetId, listing.dataset->key);
        }
    }
    Batch batch;
    for (ZoneListing &listing : m_listings) {
        const QString id = listing.product.nativeId;
        for (const QString &member : std::as_const(listing.members)) {
            if (!ports.contains(member))
                continue;
            mesh::Port port = ports.value(member);
            port.id = member;
            listing.product.ports.append(port);
        }
        if (isNew(u"product:"_s + id, store::contentHash(listing.product)))
            batch.products.append(listing.product);
        if (listing.dataset && isNew(u"dataset:"_s + id, store::contentHash(*listing.dataset))) {
            m_newListings.insert(id);
            batch.datasets.append(*listing.dataset);
        }
        if (batch.products.size() + batch.datasets.size() < 500)
            continue;
        if (auto put = m_sink.put(std::exchange(batch, {})); !put)
            return put;
    }
    if (auto put = m_sink.put(std::move(batch)); !put)
        return put;
    readQuality();
    return {};
}

void ZonePull::readQuality()
{
    qint64 done = 0;
    for (const ZoneListing &listing : std::as_const(m_listings)) {
        for (const ZonePoint &point : listing.points) {
            const QString place = point.listing + u'/' + point.form;
            m_after.points.insert(place, point.id);
            if (m_before.points.value(place) == point.id || m_stop.stop_requested())
                continue;
            const auto said = m_zone.send(
                net::Method::Get,
                zonePath(m_names.domain, "/entities/LISTING/" + encoded(point.listing) +
                                             "/time-series-data-points/" + encoded(point.id)),
                {{u"formName"_s, point.form}}, nullptr, m_stop);
            if (!said) {
                m_after.points.insert(place, m_before.points.value(place));
                problem(u"time-series-data-points "_s + place, said.error());
                continue;
            }
            const Json &form = awsObject(*said, "form");
            Batch batch;
            decodeZoneQuality(awsText(form, "content"), point, listing.dataset->key,
                              awsTime(form, "timestamp").value_or(m_startedMs), batch);
            m_changed += batch.results.size();
            m_sink.progress(u"checks"_s, ++done, 0);
            if (!m_sink.put(std::move(batch)))
                return;
        }
    }
}

Result<bool> ZonePull::hasNewEvents()
{
    if (m_before.lineageAfterMs == 0)
        return true;
    const auto page = m_zone.send(
        net::Method::Get, zonePath(m_names.domain, "/lineage/events"),
        {{u"maxResults"_s, u"1"_s}, {u"timestampAfter"_s, toRfc3339(m_before.lineageAfterMs)}},
        nullptr, m_stop);
    if (!page)
        return page.error();
    return !awsList(*page, "items").empty();
}

const ZonePull::Node *ZonePull::node(const QString &identifier)
{
    const auto known = m_nodes.constFind(identifier);
    if (known != m_nodes.constEnd())
        return *known ? &**known : nullptr;
    if (m_nodesAsked >= mostNodes || m_stop.stop_requested())
        return nullptr;
    m_sink.progress(u"lineage"_s, ++m_nodesAsked, 0);
    const auto said = m_zone.send(net::Method::Get,
                                  zonePath(m_names.domain, "/lineage/nodes/" + encoded(identifier)),
                                  {}, nullptr, m_stop);
    if (!said) {
        m_nodes.insert(identifier, std::nullopt);
        if (said.error().kind != Error::Kind::NotFound) // most assets have no lineage
            problem(u"lineage "_s + identifier, said.error());
        return nullptr;
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
    if (const QString id = awsText(*said, "id"); !id.isEmpty())
        m_nodes.insert(id, read);
    return &**m_nodes.insert(identifier, read);
}

void ZonePull::collect(const Node &from, bool upstream, int depth, QStringList &keys)
{
    for (const QString &id : upstream ? from.upstream : from.downstream) {
        const Node *next = node(id);
        if (!next)
            continue;
        const Node copy = *next; // the map may grow below
        if (!copy.key.isEmpty())
            keys.append(copy.key + u'\n' + from.job);
        else if (depth < longestRun)
            collect(copy, upstream, depth + 1, keys);
    }
}

Result<void> ZonePull::readLineage()
{
    const auto news = hasNewEvents();
    m_after.lineageAfterMs = m_startedMs - lineageOverlapMs;
    if (!news) {
        problem(u"lineage"_s, news.error());
        m_after.lineageAfterMs = m_before.lineageAfterMs;
    }
    const bool all = news.valueOr(false);
    Batch batch;
    for (const ZoneListing &listing : std::as_const(m_listings)) {
        const bool isWanted = all || m_newListings.contains(listing.product.nativeId);
        if (!listing.dataset || listing.source.isEmpty() || !isWanted)
            continue;
        const Node *found = node(listing.source);
        if (!found)
            continue;
        const Node start = *found;
        for (const bool upstream : {true, false}) {
            QStringList keys;
            collect(start, upstream, 0, keys);
            for (const QString &one : std::as_const(keys)) {
                const QString other = one.section(u'\n', 0, 0);
                if (other == listing.dataset->key)
                    continue;
                mesh::LineageEdge edge;
                edge.from = upstream ? other : listing.dataset->key;
                edge.to = upstream ? listing.dataset->key : other;
                edge.job = one.section(u'\n', 1);
                edge.declared = false;
                if (!batch.edges.contains(edge))
                    batch.edges.append(edge);
            }
        }
    }
    if (m_nodesAsked >= mostNodes)
        problem(u"lineage"_s,
                {Error::Kind::TooLarge,
                 tr("More than %1 nodes of lineage; the rest is left out.").arg(mostNodes),
                 {}});
    // Whether these were known is the store's to say: a pull that only sees them again makes no
    // generation.
    m_changed += batch.edges.size();
    return m_sink.put(std::move(batch));
}

Result<void> ZonePull::putDeleted()
{
    if (!m_incremental)
        return {};
    static const QMap<QString, mesh::Kind> kinds = {{u"unit"_s, mesh::Kind::Domain},
                                                    {u"project"_s, mesh::Kind::Party},
                                                    {u"term"_s, mesh::Kind::Term},
                                                    {u"product"_s, mesh::Kind::Product},
                                                    {u"dataset"_s, mesh::Kind::Dataset}};
    Batch batch;
    for (auto thing = m_before.things.cbegin(); thing != m_before.things.cend(); ++thing) {
        if (m_after.things.contains(thing.key()))
            continue;
        const QString kind = thing.key().section(u':', 0, 0);
        batch.deleted[kinds.value(kind)].append(thing.key().mid(kind.size() + 1));
        ++m_changed;
    }
    return batch.deleted.isEmpty() ? Result<void>() : m_sink.put(std::move(batch));
}

void ZonePull::problem(const QString &part, const Error &error)
{
    m_sink.problem({m_zone.host() + u' ' + part, 0, error.message});
}

} // namespace meshlens::catalogs
