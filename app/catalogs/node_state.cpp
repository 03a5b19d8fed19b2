// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_state.h"

#include "app/net/json.h"

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr qint64 format = 1;
constexpr qsizetype mostKeys = 5'000; // the state is kept with every generation

} // namespace

QByteArray NodeState::toJson() const
{
    nlohmann::json document = {{"format", format},
                               {"authority", authority.toStdString()},
                               {"lists", nlohmann::json::object()},
                               {"keys", nlohmann::json::object()}};
    for (auto list = lists.begin(); list != lists.end(); ++list) {
        document["lists"][list.key().toStdString()] = {
            {"since", list->since.toStdString()},
            {"etag", QString::fromLatin1(list->validators.etag).toStdString()},
            {"modified", QString::fromLatin1(list->validators.lastModified).toStdString()}};
    }
    if (keys.size() <= mostKeys) {
        for (auto key = keys.begin(); key != keys.end(); ++key)
            document["keys"][key.key().toStdString()] = key->toStdString();
    }
    return QByteArray::fromStdString(
        document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

NodeState NodeState::fromJson(const QByteArray &text)
{
    if (text.isEmpty())
        return {};
    const auto document = net::parseJson(text);
    if (!document || net::optionalInt(*document, "format").valueOr({}) != format)
        return {};
    net::Fields fields(*document, {});
    NodeState state;
    state.authority = fields.text("authority");
    if (const nlohmann::json *lists = fields.object("lists")) {
        for (const auto &[name, node] : lists->items()) {
            net::Fields list(node, {});
            state.lists.insert(QString::fromStdString(name),
                               {list.text("since"),
                                {list.text("etag").toLatin1(), list.text("modified").toLatin1()}});
        }
    }
    if (const nlohmann::json *keys = fields.object("keys")) {
        for (const auto &[id, key] : keys->items()) {
            if (key.is_string())
                state.keys.insert(QString::fromStdString(id),
                                  QString::fromStdString(key.get_ref<const std::string &>()));
        }
    }
    return fields.error() ? NodeState() : state;
}

} // namespace meshlens::catalogs
