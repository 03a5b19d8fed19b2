// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/hashing.h"
#include "app/node/state.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <unordered_map>

/// The parts of State that only grow: answers, audit log, events, and when things were first seen.
namespace meshlens::node {

std::string hashOf(const AuditEntry &entry)
{
    const Json members = {entry.n,       entry.at,      entry.who,    entry.what,
                          entry.request, entry.product, entry.detail, entry.previous};
    return hexHash(members.dump());
}

std::optional<State::Answered> State::answered(const std::string &person, const std::string &key)
{
    SQLite::Statement query(*m_database, R"sql(
        SELECT body_hash, status, body FROM answered WHERE person = :person AND key = :key
    )sql");
    query.bind(":person", person);
    query.bind(":key", key);
    if (!query.executeStep())
        return std::nullopt;
    return Answered{query.getColumn(0).getString(), query.getColumn(1).getInt(),
                    query.getColumn(2).getString()};
}

void State::keepAnswer(const std::string &person, const std::string &key, std::int64_t at,
                       const Answered &answer)
{
    SQLite::Statement insert(*m_database, R"sql(
        INSERT INTO answered (person, key, at_ms, body_hash, status, body)
        VALUES (:person, :key, :at_ms, :body_hash, :status, :body)
    )sql");
    insert.bind(":person", person);
    insert.bind(":key", key);
    insert.bind(":at_ms", at);
    insert.bind(":body_hash", answer.bodyHash);
    insert.bind(":status", answer.status);
    insert.bind(":body", answer.body);
    insert.exec();
}

void State::forgetAnswersBefore(std::int64_t time)
{
    SQLite::Statement remove(*m_database, "DELETE FROM answered WHERE at_ms < :time");
    remove.bind(":time", time);
    remove.exec();
}

void State::audit(AuditEntry entry)
{
    SQLite::Statement last(*m_database, "SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1");
    const bool first = !last.executeStep();
    entry.n = first ? 1 : last.getColumn(0).getInt64() + 1;
    entry.previous = first ? std::string() : last.getColumn(1).getString();
    entry.hash = hashOf(entry);
    SQLite::Statement insert(*m_database, R"sql(
        INSERT INTO audit (n, at_ms, who, what, request, product, detail, previous, hash)
        VALUES (:n, :at_ms, :who, :what, :request, :product, :detail, :previous, :hash)
    )sql");
    insert.bind(":n", entry.n);
    insert.bind(":at_ms", entry.at);
    insert.bind(":who", entry.who);
    insert.bind(":what", entry.what);
    insert.bind(":request", entry.request);
    insert.bind(":product", entry.product);
    insert.bind(":detail", entry.detail);
    insert.bind(":previous", entry.previous);
    insert.bind(":hash", entry.hash);
    insert.exec();
}

std::vector<AuditEntry> State::auditSince(std::int64_t n, std::int64_t at)
{
    SQLite::Statement query(*m_database, R"sql(
        SELECT n, at_ms, who, what, request, product, detail, previous, hash
        FROM audit WHERE n > :n AND at_ms >= :at_ms ORDER BY n
    )sql");
    query.bind(":n", n);
    query.bind(":at_ms", at);
    std::vector<AuditEntry> entries;
    while (query.executeStep()) {
        entries.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getInt64(),
                           query.getColumn(2).getString(), query.getColumn(3).getString(),
                           query.getColumn(4).getString(), query.getColumn(5).getString(),
                           query.getColumn(6).getString(), query.getColumn(7).getString(),
                           query.getColumn(8).getString()});
    }
    return entries;
}

std::int64_t State::emitEvent(Event event)
{
    event.n = lastEvent() + 1;
    SQLite::Statement insert(*m_database, R"sql(
        INSERT INTO event (n, at_ms, type, id, product, requester)
        VALUES (:n, :at_ms, :type, :id, :product, :requester)
    )sql");
    insert.bind(":n", event.n);
    insert.bind(":at_ms", event.at);
    insert.bind(":type", event.type);
    insert.bind(":id", event.id);
    insert.bind(":product", event.product);
    insert.bind(":requester", event.requester);
    insert.exec();
    return event.n;
}

std::vector<Event> State::eventsAfter(std::int64_t n, int limit)
{
    SQLite::Statement query(*m_database, R"sql(
        SELECT n, at_ms, type, id, product, requester FROM event WHERE n > :n ORDER BY n LIMIT :limit
    )sql");
    query.bind(":n", n);
    query.bind(":limit", limit);
    std::vector<Event> events;
    while (query.executeStep()) {
        events.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getInt64(),
                          query.getColumn(2).getString(), query.getColumn(3).getString(),
                          query.getColumn(4).getString(), query.getColumn(5).getString()});
    }
    return events;
}

std::int64_t State::lastEvent()
{
    return m_database->execAndGet("SELECT coalesce(max(n), 0) FROM event").getInt64();
}

bool State::stamp(const std::string &kind, Listing &listing, std::int64_t now)
{
    struct Known {
        std::string hash;
        std::int64_t stamp = 0;
        bool deleted = false;
    };
    std::unordered_map<std::string, Known> known;
    SQLite::Statement query(
        *m_database, "SELECT id, hash, changed_at_ms, deleted FROM entity WHERE kind = :kind");
    query.bind(":kind", kind);
    while (query.executeStep()) {
        known[query.getColumn(0).getString()] = {query.getColumn(1).getString(),
                                                 query.getColumn(2).getInt64(),
                                                 query.getColumn(3).getInt() != 0};
    }

    SQLite::Statement upsert(*m_database, R"sql(
        INSERT INTO entity (kind, id, hash, changed_at_ms, deleted)
        VALUES (:kind, :id, :hash, :changed_at_ms, :deleted)
        ON CONFLICT (kind, id) DO UPDATE
        SET hash = excluded.hash, changed_at_ms = excluded.changed_at_ms, deleted = excluded.deleted
    )sql");
    std::optional<std::int64_t> fresh;
    const auto write = [&](const std::string &id, const std::string &hash, bool deleted) {
        if (!fresh)
            fresh = nextStamp(now);
        upsert.reset();
        upsert.bind(":kind", kind);
        upsert.bind(":id", id);
        upsert.bind(":hash", hash);
        upsert.bind(":changed_at_ms", *fresh);
        upsert.bind(":deleted", deleted ? 1 : 0);
        upsert.exec();
        return *fresh;
    };

    for (Item &item : listing.items) {
        const std::string hash =
            hexHash(item.dependsOn.empty() ? item.json : item.json + '\n' + item.dependsOn);
        const auto found = known.find(item.id);
        const bool same =
            found != known.end() && !found->second.deleted && found->second.hash == hash;
        item.stamp = same ? found->second.stamp : write(item.id, hash, false);
        if (found != known.end())
            known.erase(found);
    }
    for (const auto &[id, was] : known)
        listing.deleted.push_back({id, was.deleted ? was.stamp : write(id, {}, true)});
    std::ranges::sort(listing.deleted, {}, &Deleted::id);
    return fresh.has_value();
}

std::vector<Segment> State::stampFile(const std::string &file, std::int64_t size, std::int64_t now,
                                      const std::function<std::string(std::int64_t)> &prefixHash)
{
    std::vector<Segment> segments;
    std::string lastHash;
    SQLite::Statement query(*m_database, R"sql(
        SELECT end_bytes, stamp_ms, prefix_hash FROM segment WHERE file = :file ORDER BY end_bytes
    )sql");
    query.bind(":file", file);
    while (query.executeStep()) {
        segments.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getInt64()});
        lastHash = query.getColumn(2).getString();
    }
    const bool grown = !segments.empty() && segments.back().end <= size &&
                       prefixHash(segments.back().end) == lastHash;
    if (!grown && !segments.empty()) {
        segments.clear();
        SQLite::Statement remove(*m_database, "DELETE FROM segment WHERE file = :file");
        remove.bind(":file", file);
        remove.exec();
    }
    if (size == 0 || (grown && segments.back().end == size))
        return segments;
    segments.push_back({size, nextStamp(now)});
    SQLite::Statement insert(*m_database, R"sql(
        INSERT INTO segment (file, end_bytes, stamp_ms, prefix_hash)
        VALUES (:file, :end_bytes, :stamp_ms, :prefix_hash)
    )sql");
    insert.bind(":file", file);
    insert.bind(":end_bytes", size);
    insert.bind(":stamp_ms", segments.back().stamp);
    insert.bind(":prefix_hash", prefixHash(size));
    insert.exec();
    return segments;
}

} // namespace meshlens::node
