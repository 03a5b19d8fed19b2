// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/core.h"
#include "models/store/query_tables.h"
#include "models/store/query_words.h"
#include "models/store/schema.h"

#include <SQLiteCpp/Statement.h>

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

/// People's SQL runs on a connection of its own: an empty database in memory that holds the sample
/// tables, with the index attached read-only as `mesh`. The public names are views of the index; an
/// authorizer refuses whatever is neither such a view nor a sample. The views show the newest
/// commit.
namespace meshlens::store {
namespace {

constexpr int stepsBetweenLooks = 20'000; // virtual machine steps: a millisecond or so
constexpr int sqlAtMost = 1'000'000;
constexpr int cellAtMost = 16 << 20;
constexpr qint64 resultAtMost = 512LL << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

/// What the authorizer knows. Reading base tables is left to the views: SQLite names the view that
/// a reading is for.
struct Permission {
    QSet<QByteArray> views;
};

bool isSampleOrView(const Permission &permission, const char *table, const char *database,
                    const char *inside)
{
    if (!database) // a subquery or a table-valued function's row
        return true;
    const QByteArray name(table ? table : "");
    if (qstrcmp(database, "mesh") == 0)
        return permission.views.contains(name) ||
               (inside && permission.views.contains(QByteArray(inside)));
    return !name.startsWith("sqlite_") && !name.startsWith("pragma_");
}

int authorize(void *user, int action, const char *first, const char *second, const char *database,
              const char *inside)
{
    const auto &permission = *static_cast<const Permission *>(user);
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return second && qstricmp(second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_READ:
        return isSampleOrView(permission, first, database, inside) ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY; // writing, schema, ATTACH, PRAGMA, transactions
    }
}

QByteArray quoted(const QString &name)
{
    QString text = name;
    return '"' + text.replace(u'"', u"\"\""_s).toUtf8() + '"';
}

void bindCell(sqlite3_stmt *statement, int index, const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr:
        sqlite3_bind_null(statement, index);
        break;
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::LongLong:
        sqlite3_bind_int64(statement, index, cell.toLongLong());
        break;
    case QMetaType::Double:
        sqlite3_bind_double(statement, index, cell.toDouble());
        break;
    default: {
        const QByteArray text = cell.toString().toUtf8();
        sqlite3_bind_text(statement, index, text.constData(), static_cast<int>(text.size()),
                          SQLITE_TRANSIENT);
    }
    }
}

/// The declared type keeps what the sample said, so that a result can say it again. With this
/// ending SQLite does not take "string" for numeric and turn 007 into 7.
constexpr auto asGiven = " blob";

void makeTable(SQLite::Database &database, const Reader::QueryTable &table)
{
    QByteArray columns, marks;
    for (const mesh::SampleColumn &column : table.rows->columns) {
        columns += (columns.isEmpty() ? "" : ", ") + quoted(column.name);
        if (!column.type.isEmpty())
            columns += ' ' + quoted(column.type + QLatin1String(asGiven));
        marks += marks.isEmpty() ? "?" : ", ?";
    }
    if (columns.isEmpty())
        return;
    database.exec("CREATE TABLE " + quoted(table.name).toStdString() + " (" +
                  columns.toStdString() + ")");
    const QByteArray insert = "INSERT INTO " + quoted(table.name) + " VALUES (" + marks + ')';
    sqlite3_stmt *raw = nullptr;
    database.check(sqlite3_prepare_v2(database.getHandle(), insert.constData(), -1, &raw, nullptr));
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(raw, sqlite3_finalize);
    SQLite::Transaction transaction(database);
    for (const QVariantList &row : table.rows->rows) {
        for (int i = 0; i < table.rows->columns.size(); ++i)
            bindCell(raw, i + 1, i < row.size() ? row[i] : QVariant());
        if (sqlite3_step(raw) != SQLITE_DONE)
            throw SQLite::Exception(database.getHandle());
        sqlite3_reset(raw);
    }
    transaction.commit();
}

QVariant cellOf(sqlite3_stmt *statement, int column, bool isBool)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: {
        const qint64 number = sqlite3_column_int64(statement, column);
        return isBool && (number == 0 || number == 1) ? QVariant(number == 1) : QVariant(number);
    }
    case SQLITE_FLOAT:
        return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
        return {};
    case SQLITE_BLOB: {
        const auto *data = static_cast<const char *>(sqlite3_column_blob(statement, column));
        return QString::fromLatin1(
            QByteArray(data, sqlite3_column_bytes(statement, column)).toHex());
    }
    default: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, column));
        return QString::fromUtf8(text, sqlite3_column_bytes(statement, column));
    }
    }
}

QList<mesh::SampleColumn> columnsOf(sqlite3_stmt *statement, const QSet<QString> &masked)
{
    QList<mesh::SampleColumn> columns;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        QString type = QString::fromUtf8(sqlite3_column_decltype(statement, i)).toLower();
        if (type.endsWith(QLatin1String(asGiven)))
            type.chop(static_cast<qsizetype>(qstrlen(asGiven)));
        const QString name = QString::fromUtf8(sqlite3_column_name(statement, i));
        columns.append({name, type, masked.contains(name)});
    }
    return columns;
}

QString typeOf(const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::LongLong:
        return u"integer"_s;
    case QMetaType::Double:
        return u"double"_s;
    case QMetaType::Bool:
        return u"boolean"_s;
    default:
        return u"text"_s;
    }
}

/// What an expression gives shows in its first value.
void guessTypes(mesh::Sample &sample)
{
    for (qsizetype column = 0; column < sample.columns.size(); ++column) {
        if (!sample.columns[column].type.isEmpty())
            continue;
        for (const QVariantList &row : std::as_const(sample.rows)) {
            if (row[column].isValid()) {
                sample.columns[column].type = typeOf(row[column]);
                break;
            }
        }
    }
}

class QueryRun
{
public:
    QueryRun(const QString &file, const std::function<bool()> &cancelled)
        : m_database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_URI), m_cancelled(cancelled)
    {
        m_database.setBusyTimeout(5000);
        QUrl url = QUrl::fromLocalFile(file);
        url.setQuery(u"mode=ro"_s);
        const QByteArray attach =
            "ATTACH '" + QByteArray(url.toEncoded()).replace('\'', "''") + "' AS mesh";
        m_database.exec(attach.toStdString());
        m_database.exec("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY");
    }

    Result<mesh::Sample> run(const QString &sql, const QList<Reader::QueryTable> &tables,
                             int maxRows)
    {
        for (Reader::QueryTable table : tables) {
            if (table.name.startsWith(u"mesh."))
                table.name = table.name.mid(5);
            makeTable(m_database, table);
            m_words.addTable(table.name, namesOf(*table.rows));
            for (const mesh::SampleColumn &column : table.rows->columns) {
                if (column.masked)
                    m_masked.insert(column.name);
            }
        }
        addViewWords();
        if (namesMeshTable(sql, u"views"_s))
            makeViewsTable();
        sqlite3 *handle = m_database.getHandle();
        for (const QString &view : publicViewNames())
            m_permission.views.insert(view.toUtf8());
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, cellAtMost);
        sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, sqlAtMost);
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1);
        sqlite3_set_authorizer(handle, authorize, &m_permission);
        sqlite3_progress_handler(handle, stepsBetweenLooks, isUnwanted, this);
        return read(withoutSchema(sql, {u"finding"_s, u"views"_s}).toUtf8(), maxRows);
    }

private:
    static int isUnwanted(void *user)
    {
        const auto *self = static_cast<const QueryRun *>(user);
        return self->m_cancelled && self->m_cancelled() ? 1 : 0;
    }

    static QStringList namesOf(const mesh::Sample &sample)
    {
        QStringList names;
        for (const mesh::SampleColumn &column : sample.columns)
            names.append(column.name);
        return names;
    }

    void addViewWords()
    {
        sqlite3_stmt *raw = nullptr;
        m_database.check(sqlite3_prepare_v2(
            m_database.getHandle(),
            "SELECT view_name, name FROM mesh.public_column ORDER BY view_name, position", -1, &raw,
            nullptr));
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(raw,
                                                                               sqlite3_finalize);
        QMap<QString, QStringList> columns;
        while (sqlite3_step(raw) == SQLITE_ROW)
            columns[cellOf(raw, 0, false).toString()].append(cellOf(raw, 1, false).toString());
        for (auto view = columns.begin(); view != columns.end(); ++view)
            m_words.addTable(u"mesh."_s + view.key(), view.value());
    }

    /// `mesh.views`: the views of the index, and what stands beside it.
    void makeViewsTable()
    {
        m_database.exec("CREATE TABLE views AS SELECT view_name AS \"view\", name AS \"column\" "
                        "FROM mesh.public_column ORDER BY view_name, position");
        SQLite::Statement insert(m_database, "INSERT INTO views VALUES ('finding', ?)");
        for (const QString &column : findingColumns()) {
            insert.bind(1, column.toStdString());
            insert.exec();
            insert.reset();
        }
    }

    Result<mesh::Sample> read(const QByteArray &sql, int maxRows)
    {
        sqlite3 *handle = m_database.getHandle();
        sqlite3_stmt *raw = nullptr;
        const char *rest = nullptr;
        const int prepared =
            sqlite3_prepare_v2(handle, sql.constData(), static_cast<int>(sql.size()), &raw, &rest);
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(raw,
                                                                               sqlite3_finalize);
        if (prepared != SQLITE_OK)
            return m_words.explained(sql, prepared, QString::fromUtf8(sqlite3_errmsg(handle)),
                                     sqlite3_error_offset(handle));
        if (!raw)
            return usage(tr("There is no SQL to run."));
        if (sqlite3_column_count(raw) == 0 || !sqlite3_stmt_readonly(raw))
            return usage(tr("Only questions can be asked here: one SELECT or WITH."));
        if (hasMore(rest))
            return usage(tr("Only one statement can be run at a time."));
        return rowsOf(raw, maxRows);
    }

    /// Comments and semicolons after the statement are nothing more.
    bool hasMore(const char *rest)
    {
        while (rest && *rest) {
            sqlite3_stmt *raw = nullptr;
            const char *next = nullptr;
            const int code = sqlite3_prepare_v2(m_database.getHandle(), rest, -1, &raw, &next);
            sqlite3_finalize(raw);
            if (code != SQLITE_OK || raw)
                return true;
            if (next == rest)
                return false;
            rest = next;
        }
        return false;
    }

    Result<mesh::Sample> rowsOf(sqlite3_stmt *statement, int maxRows)
    {
        mesh::Sample sample;
        sample.columns = columnsOf(statement, m_masked);
        const int columnCount = static_cast<int>(sample.columns.size());
        qint64 size = 0;
        int code = sqlite3_step(statement);
        for (; code == SQLITE_ROW && sample.rows.size() < maxRows; code = sqlite3_step(statement)) {
            QVariantList row;
            row.reserve(columnCount);
            for (int i = 0; i < columnCount; ++i) {
                row.append(cellOf(statement, i, sample.columns[i].type.startsWith(u"bool")));
                size += sqlite3_column_bytes(statement, i) + 16;
            }
            if (size > resultAtMost)
                return Error{Error::Kind::TooLarge,
                             tr("The result is too large. Ask for fewer columns or rows."),
                             {}};
            sample.rows.append(std::move(row));
        }
        if (code == SQLITE_INTERRUPT)
            return Error{Error::Kind::Cancelled, tr("The query was stopped."), {}};
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            return usage(tr("The query could not be run to its end: %1.")
                             .arg(QString::fromUtf8(sqlite3_errmsg(m_database.getHandle()))));
        sample.complete = code == SQLITE_DONE;
        guessTypes(sample);
        return sample;
    }

    static Error usage(const QString &message) { return {Error::Kind::Usage, message, {}}; }

    SQLite::Database m_database;
    const std::function<bool()> &m_cancelled;
    Permission m_permission;
    QueryWords m_words;
    QSet<QString> m_masked; // names of columns
};

} // namespace

Result<mesh::Sample> Reader::query(const QString &sql, const QList<QueryTable> &tables, int maxRows,
                                   const std::function<bool()> &cancelled) const
{
    return guarded([&]() -> Result<mesh::Sample> {
        QueryRun query(d->pool->file(), cancelled);
        auto sample = query.run(sql, tables, maxRows);
        if (sample)
            sample->fetchedAtMs = d->clock.nowMs();
        return sample;
    });
}

} // namespace meshlens::store
