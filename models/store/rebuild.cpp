// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/store.h"

#include "models/store/catalog_lock.h"
#include "models/store/core.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

struct Saved {
    const char *table;
    const char *columns;
    const char *key; // its order in the file
};

// What no catalog can say again.
constexpr Saved catalogTable{"catalog",
                             "id, name, kind, url, options, authority, sync_period_ms, rank", "id"};
constexpr Saved requestTable{
    "access_request",
    "catalog, id, version, product, port, requester, requester_name, requester_team, for_whom, "
    "purpose_kind, purpose, columns, until_ms, due_ms, renews, state, grant_state, grant_id, "
    "decided_by, decided_by_name, decided_at_ms, created_at_ms, note, messages, history, mine, "
    "decidable",
    "catalog, id"};
constexpr Saved outboxTable{
    "outbox",
    "id, catalog, request, action, body, idempotency_key, created_at_ms, not_before_ms, attempts, "
    "last_error",
    "id"};
constexpr Saved keptTable{"kept", "id, kind, name, key, body, position, created_at_ms", "id"};
constexpr Saved decisionTable{"identity_decision", "left_key, right_key, kind, at_ms",
                              "left_key, right_key"};
constexpr Saved splitTable{"identity_split", "catalog_id, key, own_key, at_ms", "catalog_id, key"};
constexpr Saved settingTable{"setting", "name, value", "name"};

using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)>;

Statement prepared(SQLite::Database &database, const std::string &sql)
{
    sqlite3_stmt *raw = nullptr;
    sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1, &raw, nullptr);
    return {raw, sqlite3_finalize};
}

/// Copies rows until the first that cannot be read.
void copyRows(SQLite::Database &from, SQLite::Database &to, const Saved &saved,
              const char *direction)
{
    std::string order = saved.key;
    for (std::size_t comma = order.find(','); comma != std::string::npos;
         comma = order.find(',', comma + 8))
        order.insert(comma, direction);
    const Statement select = prepared(from, joined({"SELECT ", saved.columns, " FROM ", saved.table,
                                                    " ORDER BY ", order, direction}));
    if (!select)
        return;
    std::string marks = "?";
    for (int i = 1; i < sqlite3_column_count(select.get()); ++i)
        marks += ", ?";
    const Statement insert = prepared(to, joined({"INSERT OR IGNORE INTO ", saved.table, " (",
                                                  saved.columns, ") VALUES (", marks, ")"}));
    if (!insert)
        return;
    while (sqlite3_step(select.get()) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(select.get()); ++i)
            sqlite3_bind_value(insert.get(), i + 1, sqlite3_column_value(select.get(), i));
        sqlite3_step(insert.get()); // a row that breaks a rule is no loss: it was damaged
        sqlite3_reset(insert.get());
    }
}

/// From both ends: a damaged page in the middle costs what is on it.
qint64 copyTable(SQLite::Database &from, SQLite::Database &to, const Saved &saved)
{
    copyRows(from, to, saved, " ASC");
    copyRows(from, to, saved, " DESC");
    return to.execAndGet(joined({"SELECT count(*) FROM ", saved.table})).getInt64();
}

} // namespace

bool Store::isDamaged(const Error &error)
{
    return error.kind == Error::Kind::Storage && error.detail.startsWith(u"damaged: ");
}

Result<Store::Salvaged> Store::rebuild(const QString &folder, const Clock &clock)
{
    const auto opening = FileLock::lock(folder, u"open"_s);
    if (!opening)
        return workspaceError(u"lock "_s + folder);
    Salvaged salvaged;
    salvaged.setAside = folder + u"/damaged-%1.db"_s.arg(clock.nowMs());
    for (int number = 2; QFile::exists(salvaged.setAside); ++number)
        salvaged.setAside = folder + u"/damaged-%1-%2.db"_s.arg(clock.nowMs()).arg(number);
    if (!QFile::rename(indexFile(folder), salvaged.setAside))
        return workspaceError(u"rename "_s + indexFile(folder));
    QFile::rename(indexFile(folder) + u"-wal"_s, salvaged.setAside + u"-wal"_s);
    QFile::remove(indexFile(folder) + u"-shm"_s); // made again from the WAL
    if (auto made = makeIndexFile(folder); !made)
        return std::move(made).error();
    if (auto prepared = prepareIndex(folder); !prepared)
        return std::move(prepared).error();
    return guarded([&]() -> Result<Salvaged> {
        Connection connection(indexFile(folder), Connection::Mode::Write);
        SQLite::Database &to = connection.database();
        SQLite::Database from(salvaged.setAside.toStdString(), SQLite::OPEN_READWRITE);
        SQLite::Transaction transaction(to, SQLite::TransactionBehavior::IMMEDIATE);
        salvaged.catalogs = copyTable(from, to, catalogTable);
        salvaged.requests = copyTable(from, to, requestTable);
        salvaged.queued = copyTable(from, to, outboxTable);
        salvaged.kept = copyTable(from, to, keptTable);
        copyTable(from, to, settingTable);
        copyTable(from, to, decisionTable);
        copyTable(from, to, splitTable);
        transaction.commit();
        return salvaged;
    });
}

} // namespace meshlens::store
