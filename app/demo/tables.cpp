// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/tables.h"

#include <QFile>

#include <cstdio>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

int digitsAfterPoint(const QString &type)
{
    const qsizetype comma = type.indexOf(u',');
    return comma < 0 ? 0 : type.mid(comma + 1).chopped(1).toInt();
}

void appendField(std::string &line, const std::string &text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char letter : text) {
        line += letter;
        if (letter == '"')
            line += letter;
    }
    line += '"';
}

} // namespace

Result<Table> Table::create(const DatasetSource &dataset, std::uint64_t seed, std::int64_t endMs)
{
    Table table;
    table.m_dataset = &dataset;
    table.m_seed = mix(seed, hashText(dataset.id.toStdString()));
    table.m_endMs = endMs;
    Scope scope;
    const auto compile = [&](const std::string &name, const std::string &text,
                             std::vector<Step> &steps) -> Result<void> {
        Result<Expression> expression = Expression::compile(text, scope);
        if (!expression)
            return std::move(expression).error();
        const Thing thing = expression->thing();
        steps.push_back({std::move(*expression), scope.add(name, thing)});
        return {};
    };
    for (const auto &[name, text] : dataset.lets) {
        if (auto done = compile(name, text, table.m_lets); !done)
            return done.error();
    }
    if (!dataset.keep.empty()) {
        Result<Expression> keep = Expression::compile(dataset.keep, scope);
        if (!keep)
            return std::move(keep).error();
        table.m_keep = std::move(*keep);
    }
    for (const ColumnSource &column : dataset.columns) {
        if (auto done = compile(column.name.toStdString(), column.expression, table.m_columns);
            !done)
            return done.error();
    }
    table.m_slots = scope.size();
    return table;
}

void Table::make(const Receiver &receive) const
{
    std::vector<std::size_t> keys;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (m_dataset->columns[static_cast<qsizetype>(i)].key)
            keys.push_back(i);
    }
    std::unordered_set<std::uint64_t> seen;
    RowContext row;
    row.endMs = m_endMs;
    row.values.resize(m_slots);
    std::vector<Value> cells(m_columns.size());
    for (row.row = 0; row.row < m_dataset->rows; ++row.row) {
        row.random.seed(mix(m_seed, static_cast<std::uint64_t>(row.row)));
        for (const Step &step : m_lets)
            row.values[step.slot] = step.expression.evaluate(row);
        if (m_keep && !m_keep->evaluate(row).truth())
            continue;
        std::uint64_t key = 0;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            cells[i] = m_columns[i].expression.evaluate(row);
            row.values[m_columns[i].slot] = cells[i];
        }
        for (const std::size_t i : keys)
            key = mix(key, hashText(cellText(cells[i],
                                             m_dataset->columns[static_cast<qsizetype>(i)].type)));
        if (keys.empty() || seen.insert(key).second)
            receive(cells);
    }
}

std::string cellText(const Value &value, const QString &type)
{
    if (value.kind == Value::Kind::Null)
        return {};
    if (value.kind == Value::Kind::Text)
        return value.text;
    if (type == u"boolean"_s)
        return value.number != 0 ? "true" : "false";
    if (type.startsWith(u"decimal"_s) || type == u"double"_s) {
        char text[64];
        const int digits = type == u"double"_s ? 5 : digitsAfterPoint(type);
        return {text, static_cast<std::size_t>(
                          std::snprintf(text, sizeof text, "%.*f", digits, value.number))};
    }
    return std::to_string(value.integer());
}

Result<void> writeCsv(const Table &table, const QString &path)
{
    const QList<ColumnSource> &columns = table.dataset().columns;
    std::string text;
    for (qsizetype i = 0; i < columns.size(); ++i)
        text += (i ? "," : "") + columns[i].name.toStdString();
    text += '\n';
    table.make([&](const std::vector<Value> &cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i)
                text += ',';
            appendField(text, cellText(cells[i], columns[static_cast<qsizetype>(i)].type));
        }
        text += '\n';
    });
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(text.data(), static_cast<qint64>(text.size())) < 0 || !file.flush())
        return Error{Error::Kind::Storage, u"The data of the demo mesh cannot be written."_s,
                     file.errorString()};
    return {};
}

} // namespace meshlens::demo
