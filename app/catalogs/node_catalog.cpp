// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_catalog.h"

#include "app/catalogs/connection_channel.h"
#include "app/catalogs/node_access.h"
#include "app/catalogs/node_live.h"
#include "app/catalogs/node_pull.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using nlohmann::json;

constexpr int mostRows = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

CatalogKind nodeKind()
{
    using enum mesh::Capability;
    CatalogKind kind;
    kind.kind = u"node"_s;
    kind.title = tr("Mesh node");
    kind.description = tr("A Meshlens mesh node, over HTTP");
    kind.icon = u"server"_s;
    kind.capabilities = {Browse, Lineage, Checks,      Samples, Request,
                         Decide, Grant,   Incremental, Search};
    kind.options = httpOptions();
    kind.options.append(live::option());
    return kind;
}

Result<std::unique_ptr<Catalog>> makeNode(const CatalogConnection &connection,
                                          const QString &secret, net::Client &client,
                                          const Clock &clock)
{
    if (auto sensible = live::checkOption(connection); !sensible)
        return std::move(sensible).error();
    auto settings = channelSettings(connection, secret, u"/api/v1"_s);
    if (!settings)
        return std::move(settings).error();
    return std::unique_ptr<Catalog>(
        std::make_unique<NodeCatalog>(connection, client, *std::move(settings), clock));
}

ConnectionStep step(const QString &title, const std::optional<Error> &error, const QString &good)
{
    return {title, !error, error ? error->message : good};
}

} // namespace

Registration NodeCatalog::registration()
{
    return {&nodeKind, &makeNode};
}

NodeCatalog::NodeCatalog(CatalogConnection connection, net::Client &client,
                         net::Channel::Settings settings, const Clock &clock)
    : m_connection(std::move(connection)), m_channel(client, std::move(settings)), m_clock(clock)
{}

QList<ConnectionStep> NodeCatalog::test(std::stop_token stop)
{
    const net::Channel::Settings &settings = m_channel.settings();
    const QString host = net::hostName(settings.base);
    const bool secure = settings.base.scheme() == "https"_L1;
    const QString reached = secure ? tr("Reached, its certificate is trusted") : tr("Reached");
    const auto card = readCard(m_channel, stop);
    const std::optional<Error> error = card ? std::nullopt : std::optional(card.error());
    const bool unreachable =
        error && (error->kind == Error::Kind::Network || error->kind == Error::Kind::Cancelled);
    QList<ConnectionStep> steps;
    steps.append(step(reached, unreachable ? error : std::nullopt, host));
    if (unreachable)
        return steps;
    if (error && error->kind == Error::Kind::NotPermitted) {
        steps.append(step(tr("Signed in"), error, {}));
        return steps;
    }
    steps.append(step(tr("It is a mesh node"), error, card ? card->name : QString()));
    if (error)
        return steps;
    const auto page = getPage(m_channel, "dataproducts", {{u"limit"_s, u"1"_s}}, {}, stop);
    steps.append(step(tr("Signed in, and permitted to read"),
                      page ? std::nullopt : std::optional(page.error()),
                      tr("version %1").arg(card->version)));
    return steps;
}

Result<PullOutcome> NodeCatalog::pull(const PullRequest &request, PullSink &sink,
                                      std::stop_token stop)
{
    auto outcome = NodePull(m_channel, m_connection, m_clock, request, sink, std::move(stop)).run();
    if (outcome) {
        const std::lock_guard lock(m_mutex);
        m_authority = outcome->authority;
    }
    return outcome;
}

Result<NodeNames> NodeCatalog::names(std::stop_token stop)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_authority.isEmpty())
            return NodeNames{m_authority, m_connection.name};
    }
    const auto card = readCard(m_channel, std::move(stop));
    if (!card)
        return card.error();
    const std::lock_guard lock(m_mutex);
    m_authority = card->id;
    return NodeNames{m_authority, m_connection.name};
}

Result<live::Page> NodeCatalog::search(const live::Query &query, std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    return searchNode(m_channel, *known, query, std::move(stop));
}

Result<PullOutcome> NodeCatalog::readThings(const QList<live::Thing> &things, bool surroundings,
                                            PullSink &sink, std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    return readNodeThings(m_channel, *known, things, surroundings, sink, std::move(stop));
}

Result<mesh::Sample> NodeCatalog::sample(const SampleQuery &query, std::stop_token stop)
{
    const int rows = std::clamp(query.rows, 1, mostRows);
    Query parameters = {{u"limit"_s, QString::number(rows)}};
    if (!query.product.isEmpty())
        parameters.append({u"product"_s, query.product});
    const QByteArray path = "datasets/" + QUrl::toPercentEncoding(query.dataset) + "/sample";
    auto page = getPage(m_channel, path, parameters, {}, std::move(stop));
    if (!page)
        return std::move(page).error();
    auto sample = decodeSample(page->document);
    if (sample && sample->rows.size() > rows)
        return Error{Error::Kind::TooLarge,
                     tr("%1 sent more rows than were asked for.")
                         .arg(net::hostName(m_channel.settings().base)),
                     page->url};
    if (sample)
        sample->fetchedAtMs = m_clock.nowMs();
    return sample;
}

Result<void> NodeCatalog::addRequests(const QString &role, AccessPage &all, std::stop_token stop)
{
    auto known = names(stop);
    if (!known)
        return std::move(known).error();
    const auto walked = eachPage(
        m_channel, "access-requests", {{u"role"_s, role}, {u"limit"_s, u"1000"_s}}, {}, stop,
        [&](const NodePage &page) -> Result<void> {
            const auto items = net::requireArray(page.document, "items");
            if (!items)
                return items.error();
            for (std::size_t i = 0; i < (*items)->size(); ++i) {
                auto request =
                    decodeAccessRequest((**items)[i], u"/items/"_s + QString::number(i), *known);
                if (!request)
                    return std::move(request).error();
                const auto same = std::find_if(
                    all.requests.begin(), all.requests.end(),
                    [&](const mesh::AccessRequest &other) { return other.id == request->id; });
                if (same == all.requests.end()) {
                    all.requests.append(*std::move(request));
                } else {
                    same->mine = same->mine || request->mine;
                    same->decidable = same->decidable || request->decidable;
                }
            }
            return {};
        });
    if (!walked)
        return walked.error();
    return {};
}

Result<AccessPage> NodeCatalog::accessRequests(std::stop_token stop)
{
    AccessPage page;
    for (const auto &role : {u"requester"_s, u"owner"_s, u"steward"_s}) {
        const auto added = addRequests(role, page, stop);
        // Everybody may ask for the own ones; the other roles are not everybody's.
        const bool optional = role != "requester"_L1;
        if (!added && !(optional && added.error().kind == Error::Kind::NotPermitted))
            return added.error();
    }
    return page;
}

std::optional<mesh::Party> NodeCatalog::whoAmI(std::stop_token stop)
{
    const auto known = names(stop);
    const auto answer =
        known ? getPage(m_channel, "me", {}, {}, std::move(stop)) : Result<NodePage>(known.error());
    if (!answer)
        return std::nullopt;
    auto person = decodeParty(answer->document, {}, *known);
    return person ? std::optional(*std::move(person)) : std::nullopt;
}

Result<json> NodeCatalog::post(const QByteArray &path, const json &body,
                               const QString &idempotencyKey, std::stop_token stop)
{
    net::Request request = m_channel.request(net::Method::Post, path);
    request.body =
        QByteArray::fromStdString(body.dump(-1, ' ', false, json::error_handler_t::replace));
    if (!idempotencyKey.isEmpty()) {
        request.headers.append(net::Header{"Idempotency-Key", idempotencyKey.toUtf8()});
        request.repeatable = true;
    }
    auto response = m_channel.send(request, std::move(stop));
    if (!response)
        return std::move(response).error();
    return net::parseJson(response->body);
}

Result<mesh::AccessPreview> NodeCatalog::previewAccess(const mesh::AccessDraft &draft,
                                                       const QString &productNativeId,
                                                       std::stop_token stop)
{
    const auto answer =
        post("access-requests/preview", encodeDraft(draft, productNativeId), {}, std::move(stop));
    if (!answer)
        return answer.error();
    return decodePreview(*answer);
}

Result<mesh::AccessRequest> NodeCatalog::requestAccess(const mesh::AccessDraft &draft,
                                                       const QString &productNativeId,
                                                       const QString &idempotencyKey,
                                                       std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    const auto answer = post("access-requests", encodeDraft(draft, productNativeId), idempotencyKey,
                             std::move(stop));
    if (!answer)
        return answer.error();
    return decodeAccessRequest(*answer, {}, *known);
}

Result<mesh::AccessRequest> NodeCatalog::act(const mesh::AccessAction &action,
                                             const QString &idempotencyKey, std::stop_token stop)
{
    const auto known = names(stop);
    if (!known)
        return known.error();
    const NodeCall call = encodeAction(action);
    const auto answer = post(call.path, call.body, idempotencyKey, std::move(stop));
    if (!answer)
        return answer.error();
    return decodeAccessRequest(*answer, {}, *known);
}

Result<QList<access::AuditEntry>> NodeCatalog::audit(std::stop_token stop)
{
    QList<access::AuditEntry> entries;
    const auto walked = eachPage(m_channel, "audit", {{u"limit"_s, u"1000"_s}}, {}, stop,
                                 [&](const NodePage &page) -> Result<void> {
                                     const auto items = net::requireArray(page.document, "items");
                                     if (!items)
                                         return items.error();
                                     for (std::size_t i = 0; i < (*items)->size(); ++i) {
                                         auto entry = decodeAuditEntry(
                                             (**items)[i], u"/items/"_s + QString::number(i));
                                         if (!entry)
                                             return std::move(entry).error();
                                         entries.append(*std::move(entry));
                                     }
                                     return {};
                                 });
    if (!walked)
        return walked.error();
    return entries;
}

Result<qint64> NodeCatalog::waitForEvents(qint64 after, int waitMs, std::stop_token stop)
{
    const int seconds = std::max(0, waitMs / 1000);
    net::Request request = m_channel.request(
        net::Method::Get, "events",
        {{u"after"_s, QString::number(after)}, {u"wait"_s, QString::number(seconds)}});
    request.limits.retries = 0; // whoever waits in a loop asks again
    request.limits.firstByte += std::chrono::seconds(seconds);
    auto response = m_channel.send(request, std::move(stop));
    if (!response)
        return std::move(response).error();
    const auto document = net::parseJson(response->body);
    if (!document)
        return document.error();
    net::Fields fields(*document, {});
    qint64 last = std::max(after, fields.integer("last").value_or(after));
    if (const json *events = fields.needArray("events")) {
        for (const json &event : *events) {
            const auto n = net::requireInt(event, "n", u"/events"_s);
            if (!n)
                return n.error();
            last = std::max(last, *n);
        }
    }
    if (fields.error())
        return *fields.error();
    return last;
}

} // namespace meshlens::catalogs
