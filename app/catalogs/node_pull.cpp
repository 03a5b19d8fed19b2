// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_pull.h"

#include "app/catalogs/formats/odcs.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using nlohmann::json;

constexpr qint64 mostProblems = 200;       // shown; the rest is counted
constexpr qint64 mostItems = 5'000'000;    // of one list
constexpr int mostSingleDatasets = 50;     // asked for one by one before all are listed
constexpr std::int64_t overlapMs = 60'000; // where a node does not say as of when it answers

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

QString at(const QString &member, std::size_t index)
{
    return u'/' + member + u'/' + QString::number(index);
}

} // namespace

/// One list of the API: where it is and what becomes of its arrays.
struct NodePull::List {
    QString name; // in the state and in progress
    QByteArray path;
    QString sinceName = u"changed_since"_s;
    QList<std::pair<const char *, Decode>> arrays;
    std::optional<mesh::Kind> deletes; // what ids under `deleted` are of
};

Result<NodeCard> readCard(net::Channel &channel, std::stop_token stop)
{
    auto page = getPage(channel, "node", {}, {}, std::move(stop));
    if (!page)
        return std::move(page).error();
    net::Fields fields(page->document, {});
    NodeCard card{fields.needText("id"), fields.text("name"), fields.text("version"),
                  fields.texts("capabilities")};
    if (!fields.error() && !isAuthority(card.id))
        fields.fail(net::wrongType(u"/id"_s, u"letters, digits, dots and dashes"_s));
    if (fields.error())
        return *fields.error();
    return card;
}

void addNodeProduct(NodeProduct read, const NodeNames &names, const QString &url, Batch &batch,
                    const std::function<void(const QString &reason)> &problem)
{
    if (read.contract) {
        DecodeContext context;
        context.authority = names.authority;
        context.catalog = names.catalog;
        context.file = url;
        Decoded decoded = decodeOdcs(*read.contract, context);
        for (const PullProblem &found : decoded.problems)
            problem(u"/contract: "_s + found.reason);
        if (!decoded.batch.contracts.isEmpty()) {
            read.product.contractId = decoded.batch.contracts.first().id;
            batch.contracts.append(decoded.batch.contracts.first());
        }
    }
    batch.parties.append(read.parties);
    batch.products.append(std::move(read.product));
}

NodePull::NodePull(net::Channel &channel, const CatalogConnection &connection, const Clock &clock,
                   const PullRequest &request, PullSink &sink, std::stop_token stop)
    : m_channel(channel), m_sink(sink), m_stop(std::move(stop)), m_startedMs(clock.nowMs()),
      m_connection(connection),
      m_before(request.full ? NodeState() : NodeState::fromJson(request.state))
{}

Result<PullOutcome> NodePull::run()
{
    const net::Traffic before = m_channel.traffic();
    const auto card = readCard(m_channel, m_stop);
    if (!card)
        return card.error();
    m_names = {card->id, m_connection.name};
    m_incremental = m_before.authority == card->id &&
                    card->capabilities.contains(mesh::toText(mesh::Capability::Incremental));
    if (m_incremental)
        m_after.keys = m_before.keys;
    else
        m_before = {};
    m_after.authority = card->id;

    const auto simple = [this](auto decode, auto member) -> Decode {
        return [this, decode, member](const json &node, const QString &pointer, Batch &batch) {
            keep(decode(node, pointer, m_names), batch.*member);
        };
    };
    const auto byDataset = [this](auto decode, auto member) -> Decode {
        return [this, decode, member](const json &node, const QString &pointer, Batch &batch) {
            keep(decode(node, pointer, [this](const QString &id) { return datasetKey(id); }),
                 batch.*member);
        };
    };
    const Decode result = [this](const json &node, const QString &pointer, Batch &batch) {
        keep(decodeResult(node, pointer), batch.results);
    };
    const Decode dataset = [this](const json &node, const QString &pointer, Batch &batch) {
        takeDataset(node, pointer, batch);
    };
    const Decode product = [this](const json &node, const QString &pointer, Batch &batch) {
        takeProduct(node, pointer, batch);
    };
    const QList<List> lists = {
        {u"domains"_s,
         "domains",
         u"changed_since"_s,
         {{"items", simple(decodeDomain, &Batch::domains)}},
         mesh::Kind::Domain},
        {u"people"_s,
         "people",
         u"changed_since"_s,
         {{"items", simple(decodeParty, &Batch::parties)}},
         mesh::Kind::Party},
        {u"terms"_s,
         "terms",
         u"changed_since"_s,
         {{"items", simple(decodeTerm, &Batch::terms)}},
         mesh::Kind::Term},
        {u"datasets"_s, "datasets", u"changed_since"_s, {{"items", dataset}}, mesh::Kind::Dataset},
        {u"products"_s,
         "dataproducts",
         u"changed_since"_s,
         {{"items", product}},
         mesh::Kind::Product},
        {u"lineage"_s,
         "lineage",
         u"changed_since"_s,
         {{"edges", simple(decodeEdge, &Batch::edges)}},
         std::nullopt},
        {u"checks"_s,
         "checks",
         u"since"_s,
         {{"checks", byDataset(decodeCheck, &Batch::checks)}, {"results", result}},
         std::nullopt},
        {u"loads"_s,
         "loads",
         u"since"_s,
         {{"loads", byDataset(decodeLoad, &Batch::loads)}},
         std::nullopt},
    };
    for (const List &list : lists) {
        if (const auto done = read(list); !done)
            return done.error();
    }
    if (m_problems > mostProblems)
        m_sink.problem({m_channel.settings().base.toString(), 0,
                        tr("%1 more things could not be read.").arg(m_problems - mostProblems)});

    const net::Traffic spent = m_channel.traffic();
    PullOutcome outcome;
    outcome.state = m_after.toJson();
    outcome.full = !m_incremental;
    outcome.unchanged = m_incremental && !m_anything;
    outcome.authority = card->id;
    outcome.requests = spent.requests - before.requests;
    outcome.bytes = spent.bytes - before.bytes;
    return outcome;
}

Result<void> NodePull::read(const List &list)
{
    const NodeState::Known known = m_before.lists.value(list.name);
    Query query = {{u"limit"_s, u"1000"_s}};
    if (!known.since.isEmpty())
        query.append({list.sinceName, known.since});
    m_done = 0;
    m_sink.progress(list.name, 0, 0);
    bool isFirst = true;
    NodeState::Known next;
    const auto first = eachPage(m_channel, list.path, query, known.validators, m_stop,
                                [&](const NodePage &page) -> Result<void> {
                                    if (isFirst) {
                                        auto asOf = net::optionalTime(page.document, "as_of");
                                        if (!asOf)
                                            return std::move(asOf).error();
                                        next.since =
                                            toRfc3339(asOf->value_or(m_startedMs - overlapMs));
                                        isFirst = false;
                                    }
                                    return take(list, page);
                                });
    if (!first)
        return first.error();
    if (first->unchanged) {
        m_after.lists.insert(list.name, known);
        return {};
    }
    // The validators speak of the question with the old time; they help while that stays the same.
    if (next.since == known.since)
        next.validators = first->validators;
    m_after.lists.insert(list.name, next);
    return {};
}

Result<void> NodePull::take(const List &list, const NodePage &page)
{
    m_url = page.url;
    Batch batch;
    for (const auto &[member, decode] : list.arrays) {
        if (const auto taken = takeArray(list, page, member, decode, batch); !taken)
            return taken;
    }
    if (m_incremental) {
        if (const auto taken = takeDeleted(list, page, batch); !taken)
            return taken;
    }
    m_sink.progress(list.name, m_done, 0);
    if (m_stop.stop_requested())
        return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
    return m_sink.put(std::move(batch));
}

Result<void> NodePull::takeArray(const List &list, const NodePage &page, const char *member,
                                 const Decode &decode, Batch &batch)
{
    const auto array = net::requireArray(page.document, member);
    if (!array)
        return Error{array.error().kind, array.error().message,
                     page.url + u": "_s + array.error().detail};
    const QString name = QString::fromLatin1(member);
    for (std::size_t i = 0; i < (*array)->size(); ++i) {
        const qint64 problems = m_problems;
        decode((**array)[i], at(name, i), batch);
        if (m_problems > problems)
            keepUnread(list, member, (**array)[i], batch);
    }
    m_anything = m_anything || !(*array)->empty();
    m_done += static_cast<qint64>((*array)->size());
    if (m_done > mostItems)
        return Error{
            Error::Kind::TooLarge,
            tr("%1 lists more than Meshlens reads.").arg(net::hostName(m_channel.settings().base)),
            page.url};
    return {};
}

/// A thing that is there but cannot be read is not gone.
void NodePull::keepUnread(const List &list, const char *member, const json &node, Batch &batch)
{
    if (!node.is_object())
        return;
    const auto id = node.find(list.deletes == mesh::Kind::Product ? "dataProductGUID" : "id");
    if (id == node.end() || !id->is_string())
        return;
    const QString nativeId = QString::fromStdString(id->get_ref<const std::string &>());
    if (list.deletes)
        batch.unread[*list.deletes].append(nativeId);
    else if (qstrcmp(member, "checks") == 0)
        batch.unreadChecks.append(nativeId);
}

Result<void> NodePull::takeDeleted(const List &list, const NodePage &page, Batch &batch)
{
    const auto array = net::optionalArray(page.document, "deleted");
    if (!array)
        return array.error();
    if (!*array)
        return {};
    for (std::size_t i = 0; i < (*array)->size(); ++i) {
        const json &gone = (**array)[i];
        if (list.name == "lineage"_L1) {
            takeDeletedEdge(gone, at(u"deleted"_s, i), batch);
            continue;
        }
        if (!gone.is_string()) {
            problem(net::wrongType(at(u"deleted"_s, i), u"an id"_s));
            continue;
        }
        const QString id = QString::fromStdString(gone.get_ref<const std::string &>());
        if (list.deletes)
            batch.deleted[*list.deletes].append(id);
        else
            batch.deletedChecks.append(id);
        if (list.deletes == mesh::Kind::Dataset)
            m_after.keys.remove(id);
    }
    m_anything = m_anything || !(*array)->empty();
    return {};
}

void NodePull::takeDeletedEdge(const json &node, const QString &pointer, Batch &batch)
{
    keep(decodeEdge(node, pointer, m_names), batch.deletedEdges);
}

void NodePull::takeDataset(const json &node, const QString &pointer, Batch &batch)
{
    auto dataset = decodeDataset(node, pointer, m_names);
    if (!dataset) {
        problem(dataset.error());
        return;
    }
    m_after.keys.insert(dataset->nativeId, dataset->key);
    batch.datasets.append(*std::move(dataset));
}

void NodePull::takeProduct(const json &node, const QString &pointer, Batch &batch)
{
    auto read =
        decodeProduct(node, pointer, m_names, [this](const QString &id) { return datasetKey(id); });
    if (!read) {
        problem(read.error());
        return;
    }
    addNodeProduct(*std::move(read), m_names, m_url, batch, [&](const QString &reason) {
        problem({Error::Kind::Decode, {}, pointer + reason});
    });
}

QString NodePull::datasetKey(const QString &id)
{
    if (const auto known = m_after.keys.constFind(id); known != m_after.keys.constEnd())
        return *known;
    // A full pull has just read them all: nobody knows this one. Otherwise it did not change since.
    if (!m_incremental || m_learned || m_stop.stop_requested())
        return {};
    if (++m_datasetsAsked > mostSingleDatasets) {
        learnAllDatasets();
        return m_after.keys.value(id);
    }
    const auto page = getPage(m_channel, "datasets/" + QUrl::toPercentEncoding(id), {}, {}, m_stop);
    const auto dataset = page ? decodeDataset(page->document, {}, m_names) : page.error();
    m_after.keys.insert(id, dataset ? dataset->key : QString());
    return m_after.keys.value(id);
}

void NodePull::learnAllDatasets()
{
    m_learned = true;
    const auto walked = eachPage(m_channel, "datasets", {{u"limit"_s, u"1000"_s}}, {}, m_stop,
                                 [&](const NodePage &page) -> Result<void> {
                                     const auto items = net::requireArray(page.document, "items");
                                     if (!items)
                                         return items.error();
                                     for (const json &node : **items) {
                                         if (const auto dataset = decodeDataset(node, {}, m_names))
                                             m_after.keys.insert(dataset->nativeId, dataset->key);
                                     }
                                     return {};
                                 });
    if (!walked)
        problem(walked.error());
}

void NodePull::problem(const Error &error)
{
    if (++m_problems <= mostProblems)
        m_sink.problem({m_url, 0, error.detail});
}

} // namespace meshlens::catalogs
