// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/content.h"
#include "models/result.h"

#include <QString>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace SQLite {
class Database;
}

namespace meshlens::node {

/// One access request with the grant that may follow from it, as the node keeps it.
struct AccessRecord {
    std::string id = {};
    std::int64_t version = 1;
    std::string product = {};   // id
    std::string port = {};      // id, or empty
    std::string requester = {}; // e-mail
    std::string requesterName = {};
    std::string team = {}; // the requester's when it was asked
    std::string forWhom = "me";
    std::string purposeKind = {};
    std::string purposeText = {};
    Json columns = Json::array(); // [{"name","mode"}]
    std::optional<std::int64_t> until = {};
    std::optional<std::int64_t> due = {};
    std::string renews = {};
    std::string state = "pending";
    std::string grant = "none";
    std::string grantId = {};
    std::string decidedBy = {}; // e-mail, or `policy:<rule id>`
    std::string decidedByName = {};
    std::optional<std::int64_t> decidedAt = {};
    std::int64_t createdAt = 0;
    std::int64_t changedAt = 0; // stamp: never the same twice
    std::string note = {};
    Json messages = Json::array(); // [{"at","who","text"}]
    Json history = Json::array();  // [{"at","who","what"}]

    [[nodiscard]] bool isOpen() const { return state == "pending" || state == "asked"; }
    [[nodiscard]] bool isActive() const { return grant == "active"; }
};

struct AuditEntry {
    std::int64_t n = 0;
    std::int64_t at = 0;
    std::string who = {}; // e-mail, `policy:<rule id>` or `node`
    std::string what = {};
    std::string request = {};
    std::string product = {};
    std::string detail = {};
    std::string previous = {}; // hash of the entry before
    std::string hash = {};
};

/// The hash that chains an entry to the one before: BLAKE2b-256 in hex over its members.
[[nodiscard]] std::string hashOf(const AuditEntry &entry);

struct Event {
    std::int64_t n = 0;
    std::int64_t at = 0;
    std::string type = {}; // access.requested, access.asked, access.approved, ..., catalog.changed
    std::string id = {};   // of the request, or empty
    std::string product = {};
    std::string requester = {}; // e-mail
};

/// Where a line of an append-only file was first seen: bytes up to `end`, at `stamp`.
struct Segment {
    std::int64_t end = 0;
    std::int64_t stamp = 0;
};

/// What the node itself knows: requests, idempotency keys, audit log, events, and when each thing
/// of the folder was first seen. SQLite in WAL mode, synchronous FULL: what was answered survives
/// a kill and a power cut.
///
/// Errors: every function may throw SQLite::Exception; the router answers 500 then.
/// Thread: any, one at a time; callers hold `mutex()` around what belongs together.
class State
{
public:
    static Result<std::unique_ptr<State>> open(const QString &file);
    ~State();

    [[nodiscard]] std::recursive_mutex &mutex() { return m_mutex; }
    [[nodiscard]] bool isNew() const { return m_new; }
    /// 32 random bytes made with the file: the key of masked columns.
    [[nodiscard]] const std::string &secret() const { return m_secret; }

    /// Runs `work` in one transaction; an exception undoes it.
    void transact(const std::function<void()> &work);

    /// A time not before `now` and after every other stamp of this file.
    std::int64_t nextStamp(std::int64_t now);

    [[nodiscard]] std::optional<AccessRecord> request(const std::string &id);
    [[nodiscard]] std::vector<AccessRecord> requests();
    [[nodiscard]] std::vector<AccessRecord> requestsOfProduct(const std::string &product);
    [[nodiscard]] std::vector<AccessRecord> activeUntil(std::int64_t time);
    [[nodiscard]] std::optional<std::int64_t> nextEnd(); // of an active grant
    void save(const AccessRecord &record);

    struct Answered {
        std::string bodyHash;
        int status = 0;
        std::string body;
    };
    [[nodiscard]] std::optional<Answered> answered(const std::string &person,
                                                   const std::string &key);
    void keepAnswer(const std::string &person, const std::string &key, std::int64_t at,
                    const Answered &answer);
    void forgetAnswersBefore(std::int64_t time);

    void audit(AuditEntry entry); // fills n, previous and hash
    [[nodiscard]] std::vector<AuditEntry> auditSince(std::int64_t n, std::int64_t at);
    std::int64_t emitEvent(Event event);
    [[nodiscard]] std::vector<Event> eventsAfter(std::int64_t n, int limit);
    [[nodiscard]] std::int64_t lastEvent();

    /// Compares what a kind holds now with what was seen last: new and changed items get a stamp of
    /// now, missing ones become deleted. Fills the stamps and `deleted`; true when anything
    /// changed.
    bool stamp(const std::string &kind, Listing &listing, std::int64_t now);
    /// The segments of an append-only file after it was read again. `prefixHash(n)` is the hash of
    /// its first n bytes: where the known prefix differs, the whole file counts as new.
    std::vector<Segment> stampFile(const std::string &file, std::int64_t size, std::int64_t now,
                                   const std::function<std::string(std::int64_t)> &prefixHash);

    State(const State &) = delete;
    State &operator=(const State &) = delete;

private:
    State();
    std::recursive_mutex m_mutex;
    std::unique_ptr<SQLite::Database> m_database;
    std::string m_secret = {};
    bool m_new = false;
    std::int64_t m_lastStamp = 0;
};

} // namespace meshlens::node
