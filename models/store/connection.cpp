// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/connection.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr int busyTimeoutMs = 15'000; // another process may be storing a page of a pull

constexpr auto commonSettings = R"sql(
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cell_size_check = ON;
    PRAGMA trusted_schema = OFF;
)sql";

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

} // namespace

Connection::Connection(const QString &file, Mode mode)
    : m_database(file.toStdString(), SQLite::OPEN_READWRITE, busyTimeoutMs)
{
    m_database.exec(commonSettings);
    if (mode == Mode::Read) {
        m_database.exec("PRAGMA query_only = ON");
        m_database.exec("PRAGMA cache_size = -16000");
        m_database.exec("PRAGMA mmap_size = 268435456");
    } else {
        m_database.exec("PRAGMA cache_size = -65536");
        m_database.exec("PRAGMA wal_autocheckpoint = 4000");
        m_database.exec("PRAGMA journal_size_limit = 67108864");
    }
}

Connection::Statement Connection::take(const std::string &sql)
{
    auto &idle = m_idle[sql];
    if (!idle.empty()) {
        Statement statement = std::move(idle.back());
        idle.pop_back();
        return statement;
    }
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(handle(), sql.c_str(), static_cast<int>(sql.size()) + 1,
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        throw SQLite::Exception(handle(), code);
    return Statement(statement);
}

void Connection::giveBack(const std::string &sql, Statement statement)
{
    sqlite3_reset(statement.get());
    sqlite3_clear_bindings(statement.get());
    m_idle[sql].push_back(std::move(statement));
}

Query::Query(Connection &connection, std::string sql)
    : m_connection(connection), m_sql(std::move(sql)), m_statement(connection.take(m_sql))
{}

Query::~Query()
{
    m_connection.giveBack(m_sql, std::move(m_statement));
}

bool Query::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        throw SQLite::Exception(m_connection.handle(), code);
    return false;
}

void Query::run()
{
    while (step()) {
    }
    reset();
}

void Query::reset()
{
    sqlite3_reset(m_statement.get());
}

bool Query::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

qint64 Query::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Query::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

QString Query::text(int column) const
{
    const auto *data =
        reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return QString::fromUtf8(data, sqlite3_column_bytes(m_statement.get(), column));
}

QByteArray Query::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, sqlite3_column_bytes(m_statement.get(), column)};
}

QStringList Query::list(int column) const
{
    const auto *data =
        reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return fromJsonList(data, sqlite3_column_bytes(m_statement.get(), column));
}

std::optional<std::int64_t> Query::maybe(int column) const
{
    return isNull(column) ? std::nullopt : std::optional<std::int64_t>(number(column));
}

std::optional<double> Query::maybeReal(int column) const
{
    return isNull(column) ? std::nullopt : std::optional<double>(real(column));
}

void Query::check(int code) const
{
    if (code != SQLITE_OK)
        throw SQLite::Exception(m_connection.handle(), code);
}

void Query::bindNext(std::nullptr_t)
{
    check(sqlite3_bind_null(m_statement.get(), ++m_next));
}

void Query::bindNext(double value)
{
    check(sqlite3_bind_double(m_statement.get(), ++m_next, value));
}

void Query::bindNumber(qint64 value)
{
    check(sqlite3_bind_int64(m_statement.get(), ++m_next, value));
}

void Query::bindUtf8(QByteArray text)
{
    m_texts.push_back(std::move(text));
    const QByteArray &kept = m_texts.back();
    check(sqlite3_bind_text(m_statement.get(), ++m_next, kept.constData(),
                            static_cast<int>(kept.size()), SQLITE_STATIC));
}

void Query::bindNext(const QString &value)
{
    if (value.isEmpty())
        check(sqlite3_bind_text(m_statement.get(), ++m_next, "", 0, SQLITE_STATIC));
    else
        bindUtf8(value.toUtf8());
}

void Query::bindNext(const QByteArray &value)
{
    if (value.isEmpty()) {
        check(sqlite3_bind_zeroblob(m_statement.get(), ++m_next, 0));
        return;
    }
    m_texts.push_back(value);
    check(sqlite3_bind_blob(m_statement.get(), ++m_next, m_texts.back().constData(),
                            static_cast<int>(value.size()), SQLITE_STATIC));
}

void Query::bindNext(const QStringList &value)
{
    if (value.isEmpty())
        check(sqlite3_bind_text(m_statement.get(), ++m_next, "[]", 2, SQLITE_STATIC));
    else
        bindUtf8(toJsonList(value));
}

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (const std::string_view part : parts)
        text += part;
    return text;
}

QByteArray toJsonList(const QStringList &list)
{
    return QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact);
}

QStringList fromJsonList(const char *text, qsizetype length)
{
    QStringList list;
    if (length <= 2) // "[]"
        return list;
    const QJsonArray array = QJsonDocument::fromJson(QByteArray::fromRawData(text, length)).array();
    list.reserve(array.size());
    for (const QJsonValue &value : array)
        list.append(value.toString());
    return list;
}

Error storageError(const SQLite::Exception &failure)
{
    const int code = failure.getErrorCode() & 0xff;
    const QString detail = QString::fromUtf8(failure.what());
    switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {
            Error::Kind::Storage,
            tr("The index is damaged. It can be made again from the catalogs; requests and pinned "
               "things are kept where they can still be read."),
            u"damaged: "_s + detail};
    case SQLITE_FULL:
        return {Error::Kind::Storage, tr("The disk is full. Make room and try again."), detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Error::Kind::Storage,
                tr("Another Meshlens is writing to this workspace. Try again in a moment."),
                detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
        return {Error::Kind::Storage,
                tr("The workspace cannot be written. Check the permissions of its folder."),
                detail};
    case SQLITE_IOERR:
        return {Error::Kind::Storage,
                tr("The disk could not be read or written. Check it and try again."), detail};
    default:
        return {Error::Kind::Storage, tr("The index could not do that."), detail};
    }
}

Error storageError(const std::exception &failure)
{
    return {Error::Kind::Storage, tr("The index could not do that."),
            QString::fromUtf8(failure.what())};
}

} // namespace meshlens::store
