// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_glue_pull.h"

#include "app/net/json.h"

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr qsizetype mostKnownTables = 20'000; // the state is kept with every generation

Json hashes(const QMap<QString, qint64> &all)
{
    Json object = Json::object();
    for (auto it = all.cbegin(); it != all.cend(); ++it)
        object[it.key().toStdString()] = it.value();
    return object;
}

Json texts(const QStringList &all)
{
    Json array = Json::array();
    for (const QString &one : all)
        array.push_back(one.toStdString());
    return array;
}

QStringList textsOf(const Json &array)
{
    QStringList all;
    for (const Json &one : array) {
        if (one.is_string())
            all.append(QString::fromStdString(one.get_ref<const std::string &>()));
    }
    return all;
}

Json lists(const QMap<QString, QStringList> &all)
{
    Json object = Json::object();
    for (auto it = all.cbegin(); it != all.cend(); ++it)
        object[it.key().toStdString()] = texts(it.value());
    return object;
}

QMap<QString, qint64> hashesOf(const Json &object)
{
    QMap<QString, qint64> all;
    for (const auto &[name, value] : object.items()) {
        if (value.is_number_integer())
            all.insert(QString::fromStdString(name), value.get<qint64>());
    }
    return all;
}

} // namespace

QByteArray GlueState::toJson() const
{
    const bool fits = tables.size() <= mostKnownTables;
    const Json document = {{"format", 1},
                           {"complete", fits},
                           {"tables", fits ? hashes(tables) : Json::object()},
                           {"databases", hashes(databases)},
                           {"loads", fits ? hashes(loads) : Json::object()},
                           {"looks", fits ? hashes(looks) : Json::object()},
                           {"views", fits ? lists(views) : Json::object()},
                           {"quality_seen", texts(qualitySeen)},
                           {"quality_after", qualityAfterMs}};
    return QByteArray::fromStdString(document.dump(-1, ' ', false, Json::error_handler_t::replace));
}

GlueState GlueState::fromJson(const QByteArray &text)
{
    const auto document = net::parseJson(text);
    if (!document || net::optionalInt(*document, "format").valueOr({}) != 1)
        return {};
    GlueState state;
    state.isComplete = net::optionalBool(*document, "complete").valueOr({}).value_or(false);
    state.tables = hashesOf(awsObject(*document, "tables"));
    state.databases = hashesOf(awsObject(*document, "databases"));
    state.loads = hashesOf(awsObject(*document, "loads"));
    state.looks = hashesOf(awsObject(*document, "looks"));
    state.qualitySeen = net::optionalStrings(*document, "quality_seen").valueOr({});
    for (const auto &[view, from] : awsObject(*document, "views").items())
        state.views.insert(QString::fromStdString(view), textsOf(from));
    state.qualityAfterMs = net::optionalInt(*document, "quality_after").valueOr({}).value_or(0);
    return state;
}

} // namespace meshlens::catalogs
