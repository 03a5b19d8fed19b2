// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_datazone_pull.h"

#include "app/net/json.h"

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

constexpr qsizetype mostKnown = 20'000; // the state is kept with every generation

template<typename Value>
Json objectOf(const QMap<QString, Value> &all)
{
    Json object = Json::object();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if constexpr (std::is_same_v<Value, QString>)
            object[it.key().toStdString()] = it.value().toStdString();
        else
            object[it.key().toStdString()] = it.value();
    }
    return object;
}

} // namespace

QByteArray ZoneState::toJson() const
{
    const bool fits = things.size() <= mostKnown;
    const Json document = {{"format", 1},
                           {"complete", fits},
                           {"things", fits ? objectOf(things) : Json::object()},
                           {"points", fits ? objectOf(points) : Json::object()},
                           {"lineage_after", lineageAfterMs}};
    return QByteArray::fromStdString(document.dump(-1, ' ', false, Json::error_handler_t::replace));
}

ZoneState ZoneState::fromJson(const QByteArray &text)
{
    const auto document = net::parseJson(text);
    if (!document || net::optionalInt(*document, "format").valueOr({}) != 1)
        return {};
    ZoneState state;
    state.isComplete = net::optionalBool(*document, "complete").valueOr({}).value_or(false);
    for (const auto &[id, hash] : awsObject(*document, "things").items()) {
        if (hash.is_number_integer())
            state.things.insert(QString::fromStdString(id), hash.get<qint64>());
    }
    for (const auto &[form, point] : awsObject(*document, "points").items()) {
        if (point.is_string())
            state.points.insert(QString::fromStdString(form),
                                QString::fromStdString(point.get_ref<const std::string &>()));
    }
    state.lineageAfterMs = net::optionalInt(*document, "lineage_after").valueOr({}).value_or(0);
    return state;
}

} // namespace meshlens::catalogs
