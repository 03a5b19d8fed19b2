// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/state.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sodium.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace meshlens::node {
namespace {

constexpr auto schema = R"sql(
    CREATE TABLE secret (value BLOB NOT NULL) STRICT;
    CREATE TABLE access_request (
        id TEXT PRIMARY KEY,
        product TEXT NOT NULL,
        grant_state TEXT NOT NULL,
        until_ms INTEGER,
        changed_at_ms INTEGER NOT NULL,
        document TEXT NOT NULL
    ) STRICT;
    CREATE INDEX access_request_product ON access_request (product);
    CREATE INDEX access_request_end ON access_request (grant_state, until_ms);
    CREATE TABLE answered (
        person TEXT NOT NULL,
        key TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        body_hash TEXT NOT NULL,
        status INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (person, key)
    ) STRICT;
    CREATE TABLE audit (
        n INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        request TEXT NOT NULL,
        product TEXT NOT NULL,
        detail TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT;
    CREATE TABLE event (
        n INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        type TEXT NOT NULL,
        id TEXT NOT NULL,
        product TEXT NOT NULL,
        requester TEXT NOT NULL
    ) STRICT;
    CREATE TABLE entity (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        changed_at_ms INTEGER NOT NULL,
        deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
        PRIMARY KEY (kind, id)
    ) STRICT;
    CREATE TABLE segment (
        file TEXT NOT NULL,
        end_bytes INTEGER NOT NULL,
        stamp_ms INTEGER NOT NULL,
        prefix_hash TEXT NOT NULL,
        PRIMARY KEY (file, end_bytes)
    ) STRICT;
    PRAGMA user_version = 1;
)sql";

template<typename T>
Json orNull(const std::optional<T> &value)
{
    return value ? Json(*value) : Json(nullptr);
}

std::optional<std::int64_t> optionalTime(const Json &document, const char *member)
{
    const Json &value = document.at(member);
    return value.is_null() ? std::nullopt : std::optional(value.get<std::int64_t>());
}

Json documentOf(const AccessRecord &record)
{
    return Json{{"id", record.id},
                {"version", record.version},
                {"product", record.product},
                {"port", record.port},
                {"requester", record.requester},
                {"requesterName", record.requesterName},
                {"team", record.team},
                {"for", record.forWhom},
                {"purposeKind", record.purposeKind},
                {"purposeText", record.purposeText},
                {"columns", record.columns},
                {"until", orNull(record.until)},
                {"due", orNull(record.due)},
                {"renews", record.renews},
                {"state", record.state},
                {"grant", record.grant},
                {"grantId", record.grantId},
                {"decidedBy", record.decidedBy},
                {"decidedByName", record.decidedByName},
                {"decidedAt", orNull(record.decidedAt)},
                {"createdAt", record.createdAt},
                {"changedAt", record.changedAt},
                {"note", record.note},
                {"messages", record.messages},
                {"history", record.history}};
}

AccessRecord recordOf(const std::string &text)
{
    const Json document = Json::parse(text);
    AccessRecord record;
    document.at("id").get_to(record.id);
    document.at("version").get_to(record.version);
    document.at("product").get_to(record.product);
    document.at("port").get_to(record.port);
    document.at("requester").get_to(record.requester);
    document.at("requesterName").get_to(record.requesterName);
    document.at("team").get_to(record.team);
    document.at("for").get_to(record.forWhom);
    document.at("purposeKind").get_to(record.purposeKind);
    document.at("purposeText").get_to(record.purposeText);
    record.columns = document.at("columns");
    record.until = optionalTime(document, "until");
    record.due = optionalTime(document, "due");
    document.at("renews").get_to(record.renews);
    document.at("state").get_to(record.state);
    document.at("grant").get_to(record.grant);
    document.at("grantId").get_to(record.grantId);
    document.at("decidedBy").get_to(record.decidedBy);
    document.at("decidedByName").get_to(record.decidedByName);
    record.decidedAt = optionalTime(document, "decidedAt");
    document.at("createdAt").get_to(record.createdAt);
    document.at("changedAt").get_to(record.changedAt);
    document.at("note").get_to(record.note);
    record.messages = document.at("messages");
    record.history = document.at("history");
    return record;
}

std::vector<AccessRecord> readAll(SQLite::Statement &query)
{
    std::vector<AccessRecord> records;
    while (query.executeStep())
        records.push_back(recordOf(query.getColumn(0).getString()));
    return records;
}

Error cannotUse(const QString &file, const QString &why)
{
    return {
        Error::Kind::Storage,
        QCoreApplication::translate("Node", "The node's state file %1 cannot be used.").arg(file),
        why};
}

} // namespace

State::State() = default;
State::~State() = default;

Result<std::unique_ptr<State>> State::open(const QString &file)
try {
    if (sodium_init() < 0)
        return cannotUse(file, QStringLiteral("libsodium"));
    if (!QDir().mkpath(QFileInfo(file).absolutePath()))
        return cannotUse(file, QStringLiteral("mkpath"));
    std::unique_ptr<State> state(new State);
    state->m_database = std::make_unique<SQLite::Database>(
        QFile::encodeName(file).toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 2000);
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    SQLite::Database &database = *state->m_database;
    // Two nodes on one state would answer differently: the lock lasts as long as the process.
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::EXCLUSIVE);
    if (database.execAndGet("PRAGMA user_version").getInt() == 0) {
        database.exec(schema);
        std::string secret(crypto_generichash_KEYBYTES, '\0');
        randombytes_buf(secret.data(), secret.size());
        SQLite::Statement insert(database, "INSERT INTO secret (value) VALUES (:value)");
        insert.bind(":value", secret.data(), static_cast<int>(secret.size()));
        insert.exec();
        state->m_new = true;
    }
    state->m_secret = database.execAndGet("SELECT value FROM secret").getString();
    state->m_lastStamp = database
                             .execAndGet(R"sql(
        SELECT coalesce(max(stamp), 0)
        FROM (SELECT max(changed_at_ms) AS stamp FROM entity
              UNION ALL SELECT max(stamp_ms) FROM segment
              UNION ALL SELECT max(changed_at_ms) FROM access_request)
    )sql")
                             .getInt64();
    transaction.commit();
    return state;
} catch (const SQLite::Exception &failure) {
    return cannotUse(file, QString::fromUtf8(failure.what()));
}

void State::transact(const std::function<void()> &work)
{
    const std::lock_guard lock(m_mutex);
    SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
    work();
    transaction.commit();
}

std::int64_t State::nextStamp(std::int64_t now)
{
    m_lastStamp = std::max(now, m_lastStamp + 1);
    return m_lastStamp;
}

std::optional<AccessRecord> State::request(const std::string &id)
{
    SQLite::Statement query(*m_database, "SELECT document FROM access_request WHERE id = :id");
    query.bind(":id", id);
    if (!query.executeStep())
        return std::nullopt;
    return recordOf(query.getColumn(0).getString());
}

std::vector<AccessRecord> State::requests()
{
    SQLite::Statement query(*m_database, "SELECT document FROM access_request ORDER BY id");
    return readAll(query);
}

std::vector<AccessRecord> State::requestsOfProduct(const std::string &product)
{
    SQLite::Statement query(
        *m_database, "SELECT document FROM access_request WHERE product = :product ORDER BY id");
    query.bind(":product", product);
    return readAll(query);
}

std::vector<AccessRecord> State::activeUntil(std::int64_t time)
{
    SQLite::Statement query(*m_database, R"sql(
        SELECT document FROM access_request
        WHERE grant_state = 'active' AND until_ms <= :time
        ORDER BY until_ms, id
    )sql");
    query.bind(":time", time);
    return readAll(query);
}

std::optional<std::int64_t> State::nextEnd()
{
    SQLite::Statement query(
        *m_database, "SELECT min(until_ms) FROM access_request WHERE grant_state = 'active'");
    if (!query.executeStep() || query.getColumn(0).isNull())
        return std::nullopt;
    return query.getColumn(0).getInt64();
}

void State::save(const AccessRecord &record)
{
    SQLite::Statement upsert(*m_database, R"sql(
        INSERT INTO access_request (id, product, grant_state, until_ms, changed_at_ms, document)
        VALUES (:id, :product, :grant_state, :until_ms, :changed_at_ms, :document)
        ON CONFLICT (id) DO UPDATE
        SET grant_state = excluded.grant_state,
            until_ms = excluded.until_ms,
            changed_at_ms = excluded.changed_at_ms,
            document = excluded.document
    )sql");
    upsert.bind(":id", record.id);
    upsert.bind(":product", record.product);
    upsert.bind(":grant_state", record.grant);
    if (record.until)
        upsert.bind(":until_ms", *record.until);
    upsert.bind(":changed_at_ms", record.changedAt);
    upsert.bind(":document", documentOf(record).dump());
    upsert.exec();
}

} // namespace meshlens::node
