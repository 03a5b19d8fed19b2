// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/row_json.h"

#include "models/store/row_codec.h"

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

/// Text may hold lone surrogates; they become replacement characters instead of an exception.
QString dumped(const Json &json)
{
    return QString::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

template<typename Value, typename Make>
QString arrayOf(const QList<Value> &values, const Make &make)
{
    if (values.isEmpty())
        return u"[]"_s;
    Json array = Json::array();
    for (const Value &value : values)
        array.push_back(make(value));
    return dumped(array);
}

} // namespace

QString toJson(const QList<mesh::Alias> &aliases)
{
    return arrayOf(aliases, [](const mesh::Alias &alias) {
        return Json{{"key", utf8(alias.key)}, {"strength", utf8(alias.strength)}};
    });
}

QString toJson(const QList<mesh::ServiceLevel> &levels)
{
    return arrayOf(levels, [](const mesh::ServiceLevel &level) {
        return Json{{"property", utf8(level.property)},
                    {"value", utf8(level.value)},
                    {"unit", utf8(level.unit)},
                    {"element", utf8(level.element)},
                    {"description", utf8(level.description)}};
    });
}

QString toJson(const QList<mesh::ColumnScope> &columns)
{
    return arrayOf(columns, [](const mesh::ColumnScope &column) {
        return Json{{"name", utf8(column.name)}, {"mode", utf8(mesh::toText(column.mode))}};
    });
}

QString toJson(const QList<mesh::RequestMessage> &messages)
{
    return arrayOf(messages, [](const mesh::RequestMessage &message) {
        return Json{{"at", message.atMs}, {"who", utf8(message.who)}, {"text", utf8(message.text)}};
    });
}

QString toJson(const QList<mesh::RequestEvent> &events)
{
    return arrayOf(events, [](const mesh::RequestEvent &event) {
        return Json{{"at", event.atMs}, {"who", utf8(event.who)}, {"what", utf8(event.what)}};
    });
}

QString toJson(const QList<PullProblem> &problems)
{
    return arrayOf(problems, [](const PullProblem &problem) {
        return Json{
            {"file", utf8(problem.file)}, {"line", problem.line}, {"reason", utf8(problem.reason)}};
    });
}

QString toJson(const QMap<QString, QString> &options)
{
    Json object = Json::object();
    for (auto option = options.begin(); option != options.end(); ++option)
        object[utf8(option.key())] = utf8(option.value());
    return dumped(object);
}

QString toJson(const QMap<QString, qint64> &counts)
{
    Json object = Json::object();
    for (auto count = counts.begin(); count != counts.end(); ++count)
        object[utf8(count.key())] = count.value();
    return dumped(object);
}

QList<PullProblem> problemsFromJson(const QByteArray &json)
{
    return listOf<PullProblem>(json, [](const Json &entry) {
        return PullProblem{textOf(entry, "file"), static_cast<int>(numberOf(entry, "line")),
                           textOf(entry, "reason")};
    });
}

QMap<QString, QString> optionsFromJson(const QByteArray &json)
{
    QMap<QString, QString> options;
    const Json object =
        Json::parse(json.constData(), json.constData() + json.size(), nullptr, false);
    if (!object.is_object())
        return options;
    for (const auto &[name, value] : object.items()) {
        if (value.is_string())
            options.insert(QString::fromStdString(name),
                           QString::fromStdString(value.get<std::string>()));
    }
    return options;
}

QMap<QString, qint64> countsFromJson(const QByteArray &json)
{
    QMap<QString, qint64> counts;
    const Json object =
        Json::parse(json.constData(), json.constData() + json.size(), nullptr, false);
    if (!object.is_object())
        return counts;
    for (const auto &[name, value] : object.items()) {
        if (value.is_number())
            counts.insert(QString::fromStdString(name), value.get<qint64>());
    }
    return counts;
}

} // namespace meshlens::store
