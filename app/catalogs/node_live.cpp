// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_live.h"

#include "app/catalogs/node_pull.h"
#include "models/mesh/identity.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using nlohmann::json;

constexpr qsizetype longestText = 4000; // of a hit: a row shows two lines of it
constexpr qint64 largestAnswer = 4 * 1024 * 1024;
constexpr int mostHits = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

/// The key of a hit's data set; where the node does not tell its identity, a name that no other
/// hit has.
QString keyOfDataset(net::Fields &fields, const QString &id, const NodeNames &names)
{
    QString key;
    if (const json *node = fields.object("identity")) {
        net::Fields identity(*node, fields.at("identity"));
        key = mesh::openLineageKey(identity.text("namespace"), identity.text("name"),
                                   {{u"catalog"_s, names.catalog}})
                  .key;
    }
    return key.isEmpty() ? u"_live/"_s + names.catalog + u'/' + id : key;
}

std::optional<live::Found> decodeHit(const json &node, const NodeNames &names)
{
    if (!node.is_object())
        return std::nullopt;
    net::Fields fields(node, {});
    live::Found found;
    found.thing.nativeId = fields.needText("id");
    const auto kind = mesh::fromText<mesh::Kind>(fields.needText("kind"));
    found.name = fields.text("name").left(longestText);
    found.description = fields.text("description").left(longestText);
    found.domainName = fields.text("domain_name").left(longestText);
    found.qualifiedName = fields.text("qualified_name").left(longestText);
    const QString domain = fields.text("domain");
    found.type = mesh::fromText<mesh::DatasetType>(fields.text("type"));
    found.tags = fields.texts("tags");
    if (fields.error() || !kind || found.thing.nativeId.size() > longestText)
        return std::nullopt;
    found.thing.kind = *kind;
    if (!domain.isEmpty())
        found.domain = mesh::domainKey(names.authority, domain);
    switch (*kind) {
    case mesh::Kind::Product:
        found.key = mesh::productKey(names.authority, found.thing.nativeId);
        break;
    case mesh::Kind::Term:
        found.key = mesh::termKey(names.authority, found.thing.nativeId);
        break;
    case mesh::Kind::Dataset:
        found.key = keyOfDataset(fields, found.thing.nativeId, names);
        break;
    default:
        return std::nullopt; // nothing that could be opened
    }
    if (fields.error())
        return std::nullopt;
    if (*kind != mesh::Kind::Dataset)
        found.type.reset();
    return found;
}

/// Reads things one by one into batches.
class Reading
{
public:
    Reading(net::Channel &channel, const NodeNames &names, PullSink &sink, std::stop_token stop)
        : m_channel(channel), m_names(names), m_sink(sink), m_stop(std::move(stop))
    {}

    Result<void> surroundings()
    {
        auto done = list("domains", [this](const json &node, Batch &batch) {
            keep(decodeDomain(node, {}, m_names), batch.domains);
        });
        if (!done)
            return done;
        return list("terms", [this](const json &node, Batch &batch) {
            keep(decodeTerm(node, {}, m_names), batch.terms);
            m_terms = true;
        });
    }

    Result<void> thing(const live::Thing &thing)
    {
        if (thing.kind == mesh::Kind::Term)
            return m_terms ? Result<void>() : term(thing.nativeId);
        Batch batch;
        const auto read = thing.kind == mesh::Kind::Product ? product(thing.nativeId, batch)
                                                            : dataset(thing.nativeId, batch);
        if (!read && read.error().kind == Error::Kind::NotFound)
            return {}; // gone: whoever keeps the index closes what is not put
        if (!read && !isOfTheThing(read.error()))
            return read;
        if (!read) {
            m_sink.problem({m_url, 0, read.error().detail});
            batch = {};
            batch.unread[thing.kind].append(thing.nativeId);
        }
        return m_sink.put(std::move(batch));
    }

private:
    /// The thing's own fault; anything else is the connection's.
    static bool isOfTheThing(const Error &error)
    {
        return error.kind == Error::Kind::Decode || error.kind == Error::Kind::NotPermitted ||
               error.kind == Error::Kind::TooLarge;
    }

    Result<NodePage> get(const char *list, const QString &id)
    {
        auto page = getPage(m_channel, QByteArray(list) + '/' + QUrl::toPercentEncoding(id), {}, {},
                            m_stop);
        if (page)
            m_url = page->url;
        return page;
    }

    Result<void> product(const QString &id, Batch &batch)
    {
        const auto page = get("dataproducts", id);
        if (!page)
            return page.error();
        std::optional<Error> failure;
        auto read = decodeProduct(page->document, {}, m_names, [&](const QString &datasetId) {
            const qsizetype before = batch.datasets.size();
            if (auto found = dataset(datasetId, batch); !found && !failure)
                failure = found.error();
            return batch.datasets.size() > before ? batch.datasets.last().key
                                                  : m_keys.value(datasetId);
        });
        if (failure && !isOfTheThing(*failure) && failure->kind != Error::Kind::NotFound)
            return *failure;
        if (!read)
            return std::move(read).error();
        addOwners(page->document, batch);
        addNodeProduct(*std::move(read), m_names, page->url, batch, [this](const QString &reason) {
            m_sink.problem({m_url, 0, reason});
        });
        return {};
    }

    /// Whoever owns it by id is known from /people only, which is not read here.
    void addOwners(const json &node, Batch &batch)
    {
        const auto owners = net::optionalArray(node, "owners");
        if (!owners || !*owners)
            return;
        for (const json &owner : **owners) {
            if (auto party = decodeParty(owner, {}, m_names))
                batch.parties.append(*std::move(party));
        }
    }

    Result<void> dataset(const QString &id, Batch &batch)
    {
        if (m_keys.contains(id))
            return {};
        const auto page = get("datasets", id);
        if (!page)
            return page.error();
        auto read = decodeDataset(page->document, {}, m_names);
        if (!read)
            return std::move(read).error();
        m_keys.insert(id, read->key);
        batch.datasets.append(*std::move(read));
        return {};
    }

    Result<void> term(const QString &id)
    {
        return list("terms", [&](const json &node, Batch &batch) {
            auto term = decodeTerm(node, {}, m_names);
            if (term && term->nativeId == id)
                batch.terms.append(*std::move(term));
        });
    }

    Result<void> list(const QByteArray &path,
                      const std::function<void(const json &, Batch &)> &take)
    {
        const auto walked = eachPage(m_channel, path, {{u"limit"_s, u"1000"_s}}, {}, m_stop,
                                     [&](const NodePage &page) -> Result<void> {
                                         m_url = page.url;
                                         const auto items =
                                             net::requireArray(page.document, "items");
                                         if (!items)
                                             return items.error();
                                         Batch batch;
                                         for (const json &node : **items)
                                             take(node, batch);
                                         return m_sink.put(std::move(batch));
                                     });
        return walked ? Result<void>() : Result<void>(walked.error());
    }

    template<typename T>
    void keep(Result<T> result, QList<T> &into)
    {
        if (result)
            into.append(*std::move(result));
        else
            m_sink.problem({m_url, 0, result.error().detail});
    }

    net::Channel &m_channel;
    const NodeNames &m_names;
    PullSink &m_sink;
    std::stop_token m_stop;
    QHash<QString, QString> m_keys; // of data sets read
    QString m_url;
    bool m_terms = false; // all of them are read
};

} // namespace

Result<live::Page> searchNode(net::Channel &channel, const NodeNames &names,
                              const live::Query &query, std::stop_token stop)
{
    const int limit = std::clamp(query.limit, 1, mostHits);
    net::Request request = channel.request(
        net::Method::Get, "search", {{u"q"_s, query.words}, {u"limit"_s, QString::number(limit)}});
    request.limits.retries = 0; // the next key press asks again
    request.limits.whole = query.patience;
    request.limits.firstByte = std::min(request.limits.firstByte, query.patience);
    request.limits.connect = std::min(request.limits.connect, query.patience);
    request.limits.bodyBytes = largestAnswer;
    const auto response = channel.send(request, std::move(stop));
    if (!response)
        return response.error();
    const auto document = net::parseJson(response->body);
    const auto items =
        document ? net::requireArray(*document, "items") : Result<const json *>(document.error());
    if (!items)
        return Error{items.error().kind,
                     tr("%1 answered the search with something else.")
                         .arg(net::hostName(channel.settings().base)),
                     net::plainUrl(request.url) + u": "_s + items.error().detail};
    live::Page page;
    for (const json &node : **items) {
        if (page.found.size() == limit)
            break;
        if (auto found = decodeHit(node, names))
            page.found.append(*std::move(found));
    }
    page.total = net::optionalInt(*document, "total").valueOr({});
    if (page.total && *page.total < page.found.size())
        page.total.reset();
    return page;
}

Result<PullOutcome> readNodeThings(net::Channel &channel, const NodeNames &names,
                                   const QList<live::Thing> &things, bool surroundings,
                                   PullSink &sink, std::stop_token stop)
{
    const net::Traffic before = channel.traffic();
    Reading reading(channel, names, sink, stop);
    if (surroundings) {
        if (auto done = reading.surroundings(); !done)
            return std::move(done).error();
    }
    qint64 done = 0;
    for (const live::Thing &thing : things) {
        sink.progress(u"opened things"_s, done++, things.size());
        if (auto read = reading.thing(thing); !read)
            return std::move(read).error();
    }
    const net::Traffic spent = channel.traffic();
    PullOutcome outcome;
    outcome.authority = names.authority;
    outcome.requests = spent.requests - before.requests;
    outcome.bytes = spent.bytes - before.bytes;
    return outcome;
}

} // namespace meshlens::catalogs
