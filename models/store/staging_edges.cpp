// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/staging.h"

namespace meshlens::store {
namespace {

constexpr int rowsPerTransaction = 5000;

} // namespace

/// Edges have no native id: ends, job and origin name them. When the source last saw one is no
/// change of the edge; the newer time is written when the generation is shown.
void Staging::loadEdges()
{
    if (m_edgesLoaded)
        return;
    m_edgesLoaded = true;
    Query query(m_connection, R"sql(
        SELECT id, hash, seen_at_ms FROM edge_row WHERE catalog_id = :catalog AND until IS NULL
    )sql");
    query.bind(m_catalogId);
    while (query.step()) {
        m_edges[static_cast<quint64>(query.number(1))] = {.row = query.number(0),
                                                          .seenAtMs = query.maybe(2).value_or(-1)};
    }
}

void Staging::stageEdges(const QList<mesh::LineageEdge> &edges)
{
    if (edges.isEmpty())
        return;
    loadEdges();
    for (const mesh::LineageEdge &edge : edges) {
        if (edge.from.isEmpty() || edge.to.isEmpty()) {
            leaveOut(edge.from + edge.to);
            continue;
        }
        const auto name = static_cast<quint64>(identityHash(edge));
        const auto found = m_edges.find(name);
        if (found == m_edges.end()) {
            insertEdge(edge, name);
            continue;
        }
        KnownEdge &known = found->second;
        known.wasSeen = true;
        if (edge.seenAtMs && *edge.seenAtMs > known.seenAtMs) {
            known.seenAtMs = *edge.seenAtMs;
            known.isSeenNewer = true;
        }
    }
}

void Staging::insertEdge(const mesh::LineageEdge &edge, quint64 name)
{
    Query(m_connection, R"sql(
        INSERT INTO edge_row (catalog_id, since, hash, first_seen_ms, from_id, from_column, to_id,
            to_column, job, declared, seen_at_ms)
        VALUES (:catalog, :since, :hash, :first_seen, :from, :from_column, :to, :to_column, :job,
            :declared, :seen)
    )sql")
        .bind(m_catalogId, m_next, static_cast<qint64>(name), m_nowMs,
              thingId(edge.from, mesh::Kind::Dataset), edge.fromColumn,
              thingId(edge.to, mesh::Kind::Dataset), edge.toColumn, edge.job, edge.declared,
              edge.seenAtMs)
        .run();
    m_edges[name] = {.row = m_connection.database().getLastInsertRowid(),
                     .seenAtMs = edge.seenAtMs.value_or(-1),
                     .isStaged = true,
                     .wasSeen = true};
    ++m_changed;
}

void Staging::closeEdges(const QList<mesh::LineageEdge> &edges)
{
    if (edges.isEmpty())
        return;
    loadEdges();
    for (mesh::LineageEdge edge : edges) {
        for (const bool declared :
             {true, false}) { // whoever takes an edge back need not say how it was found
            edge.declared = declared;
            const auto found = m_edges.find(static_cast<quint64>(identityHash(edge)));
            if (found == m_edges.end())
                continue;
            closeEdge(found->second);
            m_edges.erase(found);
        }
    }
}

void Staging::closeEdge(const KnownEdge &known)
{
    if (known.isStaged) {
        Query(m_connection, "DELETE FROM edge_row WHERE id = :row").bind(known.row).run();
        --m_changed; // it never was
    } else {
        closeRow("edge_row", known.row);
        ++m_changed;
    }
}

void Staging::closeUnseenEdges()
{
    loadEdges();
    auto next = m_edges.begin();
    while (next != m_edges.end()) {
        SQLite::Transaction transaction(m_connection.database(),
                                        SQLite::TransactionBehavior::IMMEDIATE);
        markStaging();
        for (int closed = 0; next != m_edges.end() && closed < rowsPerTransaction;) {
            if (next->second.wasSeen) {
                ++next;
                continue;
            }
            closeEdge(next->second);
            next = m_edges.erase(next);
            ++closed;
        }
        transaction.commit();
    }
}

void Staging::showSeenTimes()
{
    Query query(m_connection, "UPDATE edge_row SET seen_at_ms = :seen WHERE id = :row");
    for (const auto &[name, known] : m_edges) {
        if (known.isSeenNewer)
            query.bind(known.seenAtMs, known.row).run();
    }
}

} // namespace meshlens::store
