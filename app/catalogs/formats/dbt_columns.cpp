// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/dbt_nodes.h"

#include "app/catalogs/formats/bitol.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

constexpr char fieldEnd = '\x1f';
constexpr char columnEnd = '\x1e';

bool anyPersonal(const QStringList &tags, const json &meta)
{
    if (std::any_of(tags.begin(), tags.end(), marksPersonal))
        return true;
    if (!meta.is_object())
        return false;
    for (const auto &[key, value] : meta.items()) {
        QString word = QString::fromStdString(key).toLower();
        if (word.startsWith(u"contains_"))
            word.remove(0, 9);
        const QString text = scalarText(value).value_or(QString()).toLower();
        if (marksPersonal(word) && text != u"false" && text != u"no" && !text.isEmpty())
            return true;
        if (word == u"classification" && marksPersonal(text))
            return true;
    }
    return false;
}

void addConstraints(const json &column, mesh::Column &out)
{
    const json &constraints = dbtChild(column, "constraints");
    if (!constraints.is_array())
        return;
    for (const json &constraint : constraints) {
        const QString type = dbtText(constraint, "type");
        out.primaryKey = out.primaryKey || type == u"primary_key";
        out.required = out.required || type == u"not_null" || type == u"primary_key";
        out.unique = out.unique || type == u"unique" || type == u"primary_key";
    }
}

mesh::Column documentedColumn(const QString &name, const json &column)
{
    mesh::Column out;
    out.name = dbtText(column, "name");
    if (out.name.isEmpty())
        out.name = name;
    out.type = dbtText(column, "data_type");
    out.description = dbtText(column, "description");
    out.tags = dbtTexts(column, "tags");
    out.personal = anyPersonal(out.tags, dbtChild(column, "meta"));
    if (const auto word = mesh::fromText<mesh::Classification>(
            dbtText(dbtChild(column, "meta"), "classification")))
        out.classification = *word;
    addConstraints(column, out);
    return out;
}

} // namespace

QList<mesh::Column> dbtColumns(const json &node, const std::string &packed,
                               std::optional<std::int64_t> &rows)
{
    QList<mesh::Column> documented;
    const json &columns = dbtChild(node, "columns");
    if (columns.is_object()) {
        for (const auto &[name, column] : columns.items())
            documented.append(documentedColumn(QString::fromStdString(name), column));
    }
    if (packed.empty())
        return documented;

    QList<mesh::Column> joined;
    const QStringList lines = QString::fromStdString(packed).split(QLatin1Char(columnEnd));
    bool isNumber = false;
    const std::int64_t count = lines.first().toLongLong(&isNumber);
    if (isNumber)
        rows = count;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QStringList parts = lines[i].split(QLatin1Char(fieldEnd));
        mesh::Column column;
        const auto known =
            std::find_if(documented.begin(), documented.end(), [&](const mesh::Column &other) {
                return other.name.compare(parts.value(0), Qt::CaseInsensitive) ==
                       0; // databases fold case
            });
        if (known != documented.end()) {
            column = *known;
            documented.erase(known);
        }
        column.name = parts.value(0);
        column.type = parts.value(1);
        if (column.description.isEmpty())
            column.description = parts.value(2);
        joined.append(column);
    }
    return joined + documented;
}

std::string packDbtColumns(const json &node)
{
    std::string packed;
    const json &stats = dbtChild(node, "stats");
    for (const char *key : {"row_count", "num_rows"}) {
        const json &stat = dbtChild(stats, key);
        const json &value = dbtChild(stat, "value");
        if (dbtChild(stat, "include") != false && value.is_number()) {
            packed = std::to_string(value.get<std::int64_t>());
            break;
        }
    }
    const json &columns = dbtChild(node, "columns");
    if (!columns.is_object())
        return packed;
    std::vector<std::pair<double, const json *>> ordered;
    for (const json &column : columns) {
        const json &index = dbtChild(column, "index");
        ordered.emplace_back(index.is_number() ? index.get<double>() : 0, &column);
    }
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[position, column] : ordered) {
        packed += columnEnd;
        for (const char *key : {"name", "type", "comment"}) {
            packed += dbtText(*column, key).toStdString();
            packed += fieldEnd;
        }
    }
    return packed;
}

} // namespace meshlens::catalogs
