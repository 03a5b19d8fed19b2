// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/json_rows.h"

#include "app/net/json.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using nlohmann::json;

constexpr qsizetype mostColumns = 2000;

QVariant cellOf(const json &value)
{
    switch (value.type()) {
    case json::value_t::null:
        return {};
    case json::value_t::boolean:
        return value.get<bool>();
    case json::value_t::number_integer:
        return qint64(value.get<std::int64_t>());
    case json::value_t::number_unsigned: {
        const std::uint64_t number = value.get<std::uint64_t>();
        return number <= std::uint64_t(INT64_MAX) ? QVariant(qint64(number))
                                                  : QVariant(QString::number(number));
    }
    case json::value_t::number_float:
        return value.get<double>();
    case json::value_t::string:
        return QString::fromStdString(value.get_ref<const std::string &>());
    default:
        return QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
    }
}

QString typeOf(const json &value)
{
    return value.is_null()             ? QString()
           : value.is_boolean()        ? u"boolean"_s
           : value.is_number_integer() ? u"long"_s
           : value.is_number()         ? u"double"_s
           : value.is_string()         ? u"string"_s
           : value.is_array()          ? u"list"_s
                                       : u"struct"_s;
}

class Rows
{
public:
    bool add(const json &object)
    {
        QVariantList cells(m_sample.columns.size());
        for (const auto &[key, value] : object.items()) {
            const QString name = QString::fromStdString(key);
            auto place = m_places.constFind(name);
            if (place == m_places.constEnd()) {
                if (m_sample.columns.size() >= mostColumns)
                    return false;
                place = m_places.insert(name, m_sample.columns.size());
                m_sample.columns.append({name, {}, false});
            }
            cells.resize(std::max(cells.size(), *place + 1));
            cells[*place] = cellOf(value);
            QString &type = m_sample.columns[*place].type;
            const QString here = typeOf(value);
            if (type.isEmpty() || (type == "long"_L1 && here == "double"_L1))
                type = here;
        }
        m_sample.rows.append(std::move(cells));
        return true;
    }

    mesh::Sample done(bool isComplete)
    {
        for (QVariantList &row : m_sample.rows)
            row.resize(m_sample.columns.size()); // columns that came later
        m_sample.complete = isComplete;
        return std::move(m_sample);
    }
    [[nodiscard]] qsizetype count() const { return m_sample.rows.size(); }

private:
    mesh::Sample m_sample;
    QHash<QString, qsizetype> m_places;
};

Error noRow(qsizetype line)
{
    return {Error::Kind::Decode,
            QCoreApplication::translate("Catalogs", "Line %1 is no JSON object.").arg(line),
            {}};
}

Result<mesh::Sample> ofArray(const json &array, int most)
{
    Rows rows;
    for (const json &item : array) {
        if (rows.count() >= most)
            return rows.done(false);
        if (!item.is_object() || !rows.add(item))
            return noRow(rows.count() + 1);
    }
    return rows.done(true);
}

} // namespace

Result<mesh::Sample> readJsonRows(const QByteArray &text, int most)
{
    if (text.trimmed().startsWith('[')) {
        const auto array = net::parseJson(text);
        return array ? ofArray(*array, most) : array.error();
    }
    Rows rows;
    qsizetype number = 0;
    for (qsizetype at = 0; at < text.size(); ++number) {
        const qsizetype found = text.indexOf('\n', at);
        const qsizetype end = found < 0 ? text.size() : found;
        const QByteArray line = text.mid(at, end - at).trimmed();
        at = end + 1;
        if (line.isEmpty())
            continue;
        if (rows.count() >= most)
            return rows.done(false);
        const auto object = net::parseJson(line);
        if (!object || !object->is_object() || !rows.add(*object))
            return noRow(number + 1);
    }
    return rows.done(true);
}

} // namespace meshlens::catalogs
