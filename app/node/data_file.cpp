// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/data_file.h"

#include "app/node/csv.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <charconv>
#include <fstream>

using namespace Qt::StringLiterals;

namespace meshlens::node {
namespace {

enum class CellType { Text, Whole, Number, Boolean };

CellType cellType(const std::string &type)
{
    const QString word = QString::fromStdString(type).toLower();
    const auto says = [&](std::initializer_list<QLatin1StringView> parts) {
        return std::ranges::any_of(parts,
                                   [&](QLatin1StringView part) { return word.contains(part); });
    };
    if (says({"interval"_L1, "array"_L1, "list"_L1, "map"_L1, "struct"_L1, "point"_L1}))
        return CellType::Text;
    if (says({"int"_L1, "serial"_L1, "long"_L1}))
        return CellType::Whole;
    if (says({"num"_L1, "decimal"_L1, "float"_L1, "double"_L1, "real"_L1, "money"_L1}))
        return CellType::Number;
    return says({"bool"_L1}) ? CellType::Boolean : CellType::Text;
}

/// A cell as its column's type says; the text itself where it is none of that type.
Json typed(const std::string &text, CellType type)
{
    const char *const end = text.data() + text.size();
    std::int64_t whole = 0;
    double number = 0;
    switch (type) {
    case CellType::Whole:
        if (std::from_chars(text.data(), end, whole).ptr == end && !text.empty())
            return whole;
        break;
    case CellType::Number:
        if (std::from_chars(text.data(), end, number).ptr == end && std::isfinite(number))
            return number;
        break;
    case CellType::Boolean:
        if (text == "true" || text == "t" || text == "1")
            return true;
        if (text == "false" || text == "f" || text == "0")
            return false;
        break;
    case CellType::Text:
        break;
    }
    return text;
}

std::vector<CellType> typesOf(const Dataset &dataset)
{
    std::vector<CellType> types;
    for (const Column &column : dataset.columns)
        types.push_back(cellType(column.type));
    return types;
}

/// The CSV file of a data set, empty where there is none. An id is never followed out of the
/// folder.
QString csvFile(const QString &folder, const Dataset &dataset)
{
    const QString root = QFileInfo(folder).canonicalFilePath() + u'/';
    for (const std::string &name : {dataset.id, dataset.object}) {
        const QString stem = QString::fromStdString(name);
        const QFileInfo file(folder + "/data/"_L1 + stem + ".csv"_L1);
        if (!stem.contains(u'/') && file.isFile() && file.canonicalFilePath().startsWith(root))
            return file.filePath();
    }
    return {};
}

struct SqliteTable {
    std::unique_ptr<SQLite::Database> database;
    std::string table;
};

SqliteTable sqliteTable(const QString &folder, const Dataset &dataset)
{
    const QString root = QFileInfo(folder).canonicalFilePath() + u'/';
    const QDir data(folder + "/data"_L1);
    for (const QFileInfo &file : data.entryInfoList({u"*.sqlite"_s}, QDir::Files, QDir::Name)) {
        if (!file.canonicalFilePath().startsWith(root))
            continue;
        auto database = std::make_unique<SQLite::Database>(
            QFile::encodeName(file.filePath()).toStdString(), SQLite::OPEN_READONLY, 1000);
        for (const std::string &table : {dataset.id, dataset.object}) {
            if (database->tableExists(table))
                return {std::move(database), table};
        }
    }
    return {};
}

std::string quoted(const std::string &name)
{
    return '"' + QString::fromStdString(name).replace(u'"', "\"\""_L1).toStdString() + '"';
}

Rows csvRows(const QString &file, const Dataset &dataset, int limit)
{
    std::ifstream input(QFile::encodeName(file).toStdString(), std::ios::binary);
    CsvReader reader(input);
    std::vector<CsvReader::Field> record;
    Rows rows;
    if (!reader.next(record)) {
        rows.complete = true;
        return rows;
    }
    std::vector<std::size_t> places;
    for (const Column &column : dataset.columns) {
        const auto found = std::ranges::find(record, CsvReader::Field(column.name));
        places.push_back(static_cast<std::size_t>(found - record.begin()));
    }
    const std::vector<CellType> types = typesOf(dataset);
    while (reader.next(record)) {
        if (record.size() == 1 && !record.front())
            continue; // an empty line
        if (rows.rows.size() == static_cast<std::size_t>(limit))
            return rows;
        std::vector<Json> &cells = rows.rows.emplace_back();
        for (std::size_t i = 0; i < places.size(); ++i) {
            const bool known = places[i] < record.size() && record[places[i]];
            cells.push_back(known ? typed(*record[places[i]], types[i]) : Json());
        }
    }
    rows.complete = true;
    return rows;
}

Json cellOf(const SQLite::Column &cell, CellType type)
{
    if (cell.isNull())
        return nullptr;
    if (cell.isInteger() && type == CellType::Boolean)
        return cell.getInt64() != 0;
    if (cell.isInteger())
        return cell.getInt64();
    if (cell.isFloat())
        return cell.getDouble();
    return typed(cell.getString(), type);
}

Rows sqliteRows(const SqliteTable &source, const Dataset &dataset, int limit)
{
    std::vector<CellType> types;
    std::string names;
    std::set<std::string> present;
    SQLite::Statement info(*source.database, "SELECT name FROM pragma_table_info(:table)");
    info.bind(":table", source.table);
    while (info.executeStep())
        present.insert(info.getColumn(0).getString());
    for (const Column &column : dataset.columns) {
        types.push_back(cellType(column.type));
        names += (names.empty() ? "" : ", ") +
                 (present.contains(column.name) ? quoted(column.name) : std::string("NULL"));
    }
    Rows rows;
    if (types.empty()) {
        rows.complete = true;
        return rows;
    }
    SQLite::Statement query(*source.database, "SELECT " + names + " FROM " + quoted(source.table) +
                                                  " ORDER BY rowid LIMIT :limit");
    query.bind(":limit", limit + 1);
    while (query.executeStep()) {
        if (rows.rows.size() == static_cast<std::size_t>(limit))
            return rows;
        std::vector<Json> &cells = rows.rows.emplace_back();
        for (std::size_t i = 0; i < types.size(); ++i)
            cells.push_back(cellOf(query.getColumn(static_cast<int>(i)), types[i]));
    }
    rows.complete = true;
    return rows;
}

} // namespace

Result<Rows> readRows(const QString &folder, const Dataset &dataset, int limit)
try {
    if (const QString file = csvFile(folder, dataset); !file.isEmpty())
        return csvRows(file, dataset, limit);
    if (const SqliteTable source = sqliteTable(folder, dataset); source.database)
        return sqliteRows(source, dataset, limit);
    return Error{Error::Kind::NotFound,
                 QCoreApplication::translate("Node", "This node holds no rows of this data set."),
                 {}};
} catch (const SQLite::Exception &failure) {
    return Error{Error::Kind::Decode,
                 QCoreApplication::translate("Node", "The data file cannot be read."),
                 QString::fromUtf8(failure.what())};
}

std::optional<std::int64_t> countRows(const QString &folder, const Dataset &dataset)
try {
    if (const QString file = csvFile(folder, dataset); !file.isEmpty()) {
        std::ifstream input(QFile::encodeName(file).toStdString(), std::ios::binary);
        CsvReader reader(input);
        std::vector<CsvReader::Field> record;
        std::int64_t count = -1; // the header is no row
        while (reader.next(record))
            count += record.size() > 1 || record.front() ? 1 : 0;
        return std::max<std::int64_t>(count, 0);
    }
    if (const SqliteTable source = sqliteTable(folder, dataset); source.database)
        return source.database->execAndGet("SELECT count(*) FROM " + quoted(source.table))
            .getInt64();
    return std::nullopt;
} catch (const SQLite::Exception &) {
    return std::nullopt; // asking for rows says why
}

} // namespace meshlens::node
