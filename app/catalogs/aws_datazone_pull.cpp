// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_datazone_pull.h"

#include "app/catalogs/aws_datazone_lineage.h"
#include "app/net/json.h"
#include "models/mesh/identity.h"
#include "models/store/content_hash.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr int deepestUnit = 20;
constexpr std::int64_t lineageOverlapMs = 3600 * 1000; // events are worked on for a while

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

QByteArray encoded(const QString &id)
{
    return QUrl::toPercentEncoding(id);
}

} // namespace

ZonePull::ZonePull(AwsService &zone, const CatalogConnection &connection, const Clock &clock,
                   const PullRequest &request, PullSink &sink, std::stop_token stop)
    : m_zone(zone), m_connection(connection), m_sink(sink), m_stop(std::move(stop)),
      m_startedMs(clock.nowMs()), m_known(ZoneState::fromJson(request.state)),
      m_before(request.full ? ZoneState() : m_known)
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
    if (!read) {
        problem(u"domain-units"_s, read.error());
        keepAll(u"unit:"_s);
    }
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
    if (!read) {
        if (const auto survived = told(u"projects"_s, read.error()); !survived)
            return survived;
        keepAll(u"project:"_s);
    }
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
    if (!read) {
        if (const auto survived = told(u"search"_s, read.error()); !survived)
            return survived;
        keepAll(u"term:"_s);
    }
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
                    m_hasOdd = true;
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
    // Which listing makes no sense cannot be told: none is taken for gone.
    if (m_hasOdd) {
        keepAll(u"product:"_s);
        keepAll(u"dataset:"_s);
    }
    return readQuality();
}

/// Things of one kind that were known and did not come stay as they were.
void ZonePull::keepAll(const QString &prefix)
{
    for (auto thing = m_known.things.cbegin(); thing != m_known.things.cend(); ++thing) {
        if (!thing.key().startsWith(prefix) || m_after.things.contains(thing.key()))
            continue;
        m_after.things.insert(thing.key(), thing.value());
        m_unread.append(thing.key());
    }
}

/// An error that a pull survives is told.
Result<void> ZonePull::told(const QString &part, const Error &error)
{
    if (endsPull(error))
        return error;
    problem(part, error);
    return {};
}

Result<void> ZonePull::readQuality()
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
                const auto survived = told(u"time-series-data-points "_s + place, said.error());
                if (!survived)
                    return survived;
                continue;
            }
            const Json &form = awsObject(*said, "form");
            Batch batch;
            decodeZoneQuality(awsText(form, "content"), point, listing.dataset->key,
                              awsTime(form, "timestamp").value_or(m_startedMs), batch);
            m_changed += batch.results.size();
            m_sink.progress(u"checks"_s, ++done, 0);
            if (const auto put = m_sink.put(std::move(batch)); !put)
                return put;
        }
    }
    return {};
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

Result<void> ZonePull::readLineage()
{
    const auto news = hasNewEvents();
    m_after.lineageAfterMs = m_startedMs - lineageOverlapMs;
    if (!news) {
        if (const auto survived = told(u"lineage"_s, news.error()); !survived)
            return survived;
        m_after.lineageAfterMs = m_before.lineageAfterMs;
    }
    const bool all = news.valueOr(false);
    ZoneLineage lineage(
        m_zone, m_names.domain, m_keyOfAsset,
        [this](const QString &part, const Error &error) { problem(part, error); }, m_stop);
    Batch batch;
    for (const ZoneListing &listing : std::as_const(m_listings)) {
        const bool isWanted = all || m_newListings.contains(listing.product.nativeId);
        if (!listing.dataset || listing.source.isEmpty() || !isWanted)
            continue;
        const auto edges = lineage.edgesOf(listing.dataset->key, listing.source);
        if (!edges)
            return edges.error();
        for (const mesh::LineageEdge &edge : *edges) {
            if (!batch.edges.contains(edge))
                batch.edges.append(edge);
        }
        m_sink.progress(u"lineage"_s, lineage.asked(), 0);
    }
    if (lineage.isCut())
        problem(u"lineage"_s,
                {Error::Kind::TooLarge,
                 tr("More than %1 nodes of lineage; the rest is left out.").arg(lineage.asked()),
                 {}});
    if (lineage.isPartial())
        m_after.lineageAfterMs = m_before.lineageAfterMs; // it is asked for again
    // Whether these were known is the store's to say: a pull that only sees them again makes no
    // generation.
    m_changed += batch.edges.size();
    return m_sink.put(std::move(batch));
}

Result<void> ZonePull::putDeleted()
{
    static const QMap<QString, mesh::Kind> kinds = {{u"unit"_s, mesh::Kind::Domain},
                                                    {u"project"_s, mesh::Kind::Party},
                                                    {u"term"_s, mesh::Kind::Term},
                                                    {u"product"_s, mesh::Kind::Product},
                                                    {u"dataset"_s, mesh::Kind::Dataset}};
    Batch batch;
    for (const QString &thing : std::as_const(m_unread)) {
        const QString kind = thing.section(u':', 0, 0);
        if (!m_incremental)
            batch.unread[kinds.value(kind)].append(thing.mid(kind.size() + 1));
    }
    for (auto thing = m_before.things.cbegin(); thing != m_before.things.cend(); ++thing) {
        if (m_after.things.contains(thing.key()))
            continue;
        const QString kind = thing.key().section(u':', 0, 0);
        batch.deleted[kinds.value(kind)].append(thing.key().mid(kind.size() + 1));
        ++m_changed;
    }
    return batch.deleted.isEmpty() && batch.unread.isEmpty() ? Result<void>()
                                                             : m_sink.put(std::move(batch));
}

void ZonePull::problem(const QString &part, const Error &error)
{
    m_sink.problem({m_zone.host() + u' ' + part, 0, error.message});
}

} // namespace meshlens::catalogs
