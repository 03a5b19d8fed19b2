// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/node_decode.h"
#include "app/catalogs/node_pages.h"
#include "app/catalogs/node_state.h"
#include "models/clock.h"

namespace meshlens::catalogs {

/// What GET /node says of itself.
struct NodeCard {
    QString id;
    QString name;
    QString version;
    QStringList capabilities;
};
[[nodiscard]] Result<NodeCard> readCard(net::Channel &channel, std::stop_token stop);

/// Adds a product with its contract to a batch; `problem` hears what of the contract is wrong.
void addNodeProduct(NodeProduct read, const NodeNames &names, const QString &url, Batch &batch,
                    const std::function<void(const QString &reason)> &problem);

/// One pull of a mesh node, start to end.
///
/// Order: node, domains, people, terms, datasets, products, lineage, checks, loads; datasets come
/// before whatever names them by id. A thing that cannot be read becomes a problem, the rest loads;
/// a list that cannot be read ends the pull with an Error. With the state of a good pull before,
/// only what changed since is asked for.
class NodePull
{
public:
    NodePull(net::Channel &channel, const CatalogConnection &connection, const Clock &clock,
             const PullRequest &request, PullSink &sink, std::stop_token stop);

    [[nodiscard]] Result<PullOutcome> run();

private:
    struct List;
    using Decode = std::function<void(const nlohmann::json &, const QString &, Batch &)>;

    /// Walks one list of the API and hands its pages on.
    Result<void> read(const List &list);
    Result<void> take(const List &list, const NodePage &page);
    /// The members of one array of a page, each to `decode`.
    Result<void> takeArray(const List &list, const NodePage &page, const char *member,
                           const Decode &decode, Batch &batch);
    static void keepUnread(const List &list, const char *member, const nlohmann::json &node,
                           Batch &batch);
    Result<void> takeDeleted(const List &list, const NodePage &page, Batch &batch);

    void takeDataset(const nlohmann::json &node, const QString &pointer, Batch &batch);
    void takeProduct(const nlohmann::json &node, const QString &pointer, Batch &batch);
    void takeDeletedEdge(const nlohmann::json &node, const QString &pointer, Batch &batch);
    [[nodiscard]] QString datasetKey(const QString &id);
    void learnAllDatasets();

    template<typename T>
    void keep(Result<T> result, QList<T> &into)
    {
        if (result)
            into.append(*std::move(result));
        else
            problem(std::move(result).error());
    }
    void problem(const Error &error);

    net::Channel &m_channel;
    PullSink &m_sink;
    std::stop_token m_stop;
    std::int64_t m_startedMs;
    CatalogConnection m_connection;
    NodeNames m_names;
    NodeState m_before; // empty for a full pull
    NodeState m_after;
    bool m_incremental = false;
    bool m_anything = false;
    QString m_url; // of the page being read, for problems
    qint64 m_problems = 0;
    int m_datasetsAsked = 0; // one by one
    bool m_learned = false;  // all of them
    qint64 m_done = 0;       // of the list being read
};

} // namespace meshlens::catalogs
