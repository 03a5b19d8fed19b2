// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/fields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Field)
};

constexpr int problemsKept = 100;

const json &nothing()
{
    static const json value;
    return value;
}

const json &emptyObject()
{
    static const json value = json::object();
    return value;
}

QString typeName(const json &value)
{
    switch (value.type()) {
    case json::value_t::object:
        return Text::tr("a map");
    case json::value_t::array:
        return Text::tr("a list");
    case json::value_t::string:
        return Text::tr("a text");
    case json::value_t::boolean:
        return Text::tr("true or false");
    case json::value_t::null:
        return Text::tr("nothing");
    default:
        return Text::tr("a number");
    }
}

std::optional<bool> asFlag(const json &value)
{
    if (value.is_boolean())
        return value.get<bool>();
    if (!value.is_string())
        return std::nullopt;
    const QString word = QString::fromStdString(value.get_ref<const std::string &>()).toLower();
    if (word == u"true" || word == u"yes" || word == u"on")
        return true;
    if (word == u"false" || word == u"no" || word == u"off")
        return false;
    return std::nullopt;
}

} // namespace

void Report::problem(const std::string &pointer, const QString &reason)
{
    if (m_problems.size() >= problemsKept) {
        ++m_more;
        return;
    }
    int line = 0;
    if (m_context.lines) {
        const auto found = m_context.lines->find(pointer);
        line = found == m_context.lines->end() ? 0 : found->second;
    }
    const QString where = pointer.empty() ? QString() : QString::fromStdString(pointer) + u": "_s;
    m_problems.append({m_context.file, line, where + reason});
}

QList<PullProblem> Report::take()
{
    if (m_more > 0)
        m_problems.append(
            {m_context.file, 0, Text::tr("%n more problems in this file.", "", m_more)});
    m_more = 0;
    return std::exchange(m_problems, {});
}

std::optional<QString> scalarText(const json &value)
{
    switch (value.type()) {
    case json::value_t::string:
        return QString::fromStdString(value.get_ref<const std::string &>());
    case json::value_t::boolean:
        return value.get<bool>() ? u"true"_s : u"false"_s;
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
    case json::value_t::number_float:
        return QString::fromStdString(value.dump());
    default:
        return std::nullopt;
    }
}

const json *Field::find(const char *key) const
{
    if (!m_value->is_object())
        return nullptr;
    const auto member = m_value->find(key);
    return member == m_value->end() || member->is_null() ? nullptr : &*member;
}

std::string Field::below(std::string_view key) const
{
    std::string pointer = m_pointer;
    pointer += '/';
    for (const char character : key) {
        if (character == '~')
            pointer += "~0";
        else if (character == '/')
            pointer += "~1";
        else
            pointer += character;
    }
    return pointer;
}

void Field::wrongType(std::string_view key, const QString &expected, const json &found) const
{
    m_report->problem(below(key),
                      Text::tr("expected %1, found %2.").arg(expected, typeName(found)));
}

bool Field::has(const char *key) const
{
    return find(key) != nullptr;
}

QString Field::text(const char *key) const
{
    const json *value = find(key);
    if (!value)
        return {};
    if (const auto text = scalarText(*value))
        return text->trimmed();
    wrongType(key, Text::tr("a text"), *value);
    return {};
}

std::optional<bool> Field::flag(const char *key) const
{
    const json *value = find(key);
    if (!value)
        return std::nullopt;
    const auto flag = asFlag(*value);
    if (!flag)
        wrongType(key, Text::tr("true or false"), *value);
    return flag;
}

std::optional<double> Field::number(const char *key) const
{
    const json *value = find(key);
    if (!value)
        return std::nullopt;
    if (value->is_number())
        return value->get<double>();
    if (value->is_string()) {
        bool isNumber = false;
        const QString text = QString::fromStdString(value->get_ref<const std::string &>());
        const double number = text.toDouble(&isNumber);
        if (isNumber)
            return number;
    }
    wrongType(key, Text::tr("a number"), *value);
    return std::nullopt;
}

QStringList Field::texts(const char *key) const
{
    const json *value = find(key);
    if (!value)
        return {};
    if (const auto text = scalarText(*value))
        return text->trimmed().isEmpty() ? QStringList() : QStringList(text->trimmed());
    if (!value->is_array()) {
        wrongType(key, Text::tr("a list of texts"), *value);
        return {};
    }
    QStringList texts;
    for (std::size_t i = 0; i < value->size(); ++i) {
        const json &item = (*value)[i];
        if (const auto text = scalarText(item))
            texts.append(text->trimmed());
        else if (!item.is_null())
            wrongType(std::string(key) + "/" + std::to_string(i), Text::tr("a text"), item);
    }
    return texts;
}

Field Field::object(const char *key) const
{
    const json *value = find(key);
    if (value && !value->is_object()) {
        wrongType(key, Text::tr("a map"), *value);
        value = nullptr;
    }
    return {value ? *value : emptyObject(), below(key), *m_report};
}

QList<Field> Field::objects(const char *key) const
{
    const json *value = find(key);
    if (!value)
        return {};
    if (!value->is_array()) {
        wrongType(key, Text::tr("a list"), *value);
        return {};
    }
    QList<Field> items;
    items.reserve(static_cast<qsizetype>(value->size()));
    for (std::size_t i = 0; i < value->size(); ++i) {
        const json &item = (*value)[i];
        const std::string pointer = below(key) + "/" + std::to_string(i);
        if (item.is_object())
            items.append({item, pointer, *m_report});
        else if (!item.is_null())
            m_report->problem(pointer, Text::tr("expected a map, found %1.").arg(typeName(item)));
    }
    return items;
}

QList<std::pair<QString, Field>> Field::members(const char *key) const
{
    const Field parent = object(key);
    QList<std::pair<QString, Field>> members;
    for (const auto &[name, value] : parent.value().items()) {
        if (value.is_object())
            members.append({QString::fromStdString(name), {value, parent.below(name), *m_report}});
        else if (!value.is_null())
            parent.wrongType(name, Text::tr("a map"), value);
    }
    return members;
}

const json &customProperty(const json &node, std::string_view name)
{
    if (!node.is_object())
        return nothing();
    const auto properties = node.find("customProperties");
    if (properties == node.end())
        return nothing();
    const auto wanted = QLatin1StringView(name.data(), static_cast<qsizetype>(name.size()));
    const auto matches = [wanted](const std::string &found) {
        return QString::fromStdString(found).compare(wanted, Qt::CaseInsensitive) == 0;
    };
    if (properties->is_object()) {
        for (const auto &[key, value] : properties->items()) {
            if (matches(key))
                return value;
        }
    } else if (properties->is_array()) {
        for (const json &entry : *properties) {
            if (!entry.is_object())
                continue;
            const auto property = entry.find("property");
            const auto value = entry.find("value");
            if (property != entry.end() && value != entry.end() && property->is_string() &&
                matches(property->get_ref<const std::string &>()))
                return *value;
        }
    }
    return nothing();
}

QString customText(const json &node, std::string_view name)
{
    return scalarText(customProperty(node, name)).value_or(QString()).trimmed();
}

std::optional<bool> customFlag(const json &node, std::string_view name)
{
    return asFlag(customProperty(node, name));
}

QStringList customTexts(const json &node, std::string_view name)
{
    const json &value = customProperty(node, name);
    QStringList texts;
    if (value.is_array()) {
        for (const json &item : value) {
            if (const auto text = scalarText(item); text && !text->trimmed().isEmpty())
                texts.append(text->trimmed());
        }
    } else if (const auto text = scalarText(value)) {
        for (const QString &part : text->split(u',', Qt::SkipEmptyParts)) {
            if (!part.trimmed().isEmpty())
                texts.append(part.trimmed());
        }
    }
    return texts;
}

} // namespace meshlens::catalogs
