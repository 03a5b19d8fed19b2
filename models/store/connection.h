// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

/// What the sources of this folder share of SQLite. Not for other folders.
namespace meshlens::store {

/// One open index file and its prepared statements. Thread: one at a time.
class Connection
{
public:
    enum class Mode { Read, Write };

    /// Throws SQLite::Exception.
    Connection(const QString &file, Mode mode);

    [[nodiscard]] SQLite::Database &database() { return m_database; }
    [[nodiscard]] sqlite3 *handle() { return m_database.getHandle(); }

private:
    friend class Query;
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    Statement take(const std::string &sql);
    void giveBack(const std::string &sql, Statement statement);

    SQLite::Database m_database;
    std::unordered_map<std::string, std::vector<Statement>> m_idle; // prepared before, by text
};

/// A prepared statement on loan from its connection. Throws SQLite::Exception.
///
/// Parameters are named in the text and bound in the order in which they first appear there.
class Query
{
public:
    Query(Connection &connection, std::string sql);
    ~Query();
    Q_DISABLE_COPY_MOVE(Query)

    template<typename... Values>
    Query &bind(const Values &...values)
    {
        reset();
        m_texts.clear();
        m_texts.reserve(sizeof...(values));
        m_next = 0;
        (bindNext(values), ...);
        return *this;
    }

    /// The next row; false at the end.
    bool step();
    /// Runs to the end and makes it ready to run again.
    void run();
    void reset();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 number(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] bool flag(int column) const { return number(column) != 0; }
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] QStringList list(int column) const; // of a JSON array
    [[nodiscard]] std::optional<std::int64_t> maybe(int column) const;
    [[nodiscard]] std::optional<double> maybeReal(int column) const;

    template<typename Enum>
    [[nodiscard]] Enum word(int column) const // stored as its number
    {
        return static_cast<Enum>(number(column));
    }

private:
    void bindNext(std::nullptr_t);
    void bindNext(double value);
    void bindNext(const QString &value);
    void bindNext(const QByteArray &value);  // as a blob
    void bindNext(const QStringList &value); // as a JSON array
    template<typename Number>
    requires(std::is_integral_v<Number> || std::is_enum_v<Number>) void bindNext(Number value)
    {
        bindNumber(static_cast<qint64>(value));
    }
    template<typename Value>
    void bindNext(const std::optional<Value> &value)
    {
        if (value)
            bindNext(*value);
        else
            bindNext(nullptr);
    }
    void bindNumber(qint64 value);
    void bindUtf8(QByteArray text);
    void check(int code) const;

    Connection &m_connection;
    std::string m_sql;
    Connection::Statement m_statement;
    std::vector<QByteArray> m_texts; // what is bound, kept until it has run
    int m_next = 0;
};

/// What went wrong, in words that say what to do.
[[nodiscard]] Error storageError(const SQLite::Exception &failure);
[[nodiscard]] Error storageError(const std::exception &failure);

/// The text of a statement from its parts.
[[nodiscard]] std::string joined(std::initializer_list<std::string_view> parts);

[[nodiscard]] QByteArray toJsonList(const QStringList &list);
[[nodiscard]] QStringList fromJsonList(const char *text, qsizetype length);

/// Runs `work`, a function returning a Result, and turns what SQLite and others throw into an
/// Error: an exception must not leave the writer thread.
template<typename Work>
[[nodiscard]] auto guarded(const Work &work) -> decltype(work())
{
    try {
        return work();
    } catch (const SQLite::Exception &failure) {
        return storageError(failure);
    } catch (const std::exception &failure) {
        return storageError(failure);
    }
}

} // namespace meshlens::store
