// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/live/live_search.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::live {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Live", text);
}

} // namespace

QString optionName()
{
    return u"search"_s;
}

QString optionValue()
{
    return u"live"_s;
}

CatalogOption option()
{
    return {optionName(), tr("Search it there instead of copying it"), false, false,
            tr("live: for a catalog too large to copy. Only what you open is read.")};
}

bool isLive(const CatalogConnection &connection)
{
    return connection.options.value(optionName()).trimmed() == optionValue();
}

Result<void> checkOption(const CatalogConnection &connection)
{
    const QString value = connection.options.value(optionName()).trimmed();
    if (value.isEmpty() || value == optionValue())
        return {};
    return Error{Error::Kind::Usage,
                 tr("The option search of %1 is live, or left out.").arg(connection.name),
                 {}};
}

void Opened::add(const Thing &thing)
{
    things.removeAll(thing);
    things.append(thing);
    while (things.size() > most)
        things.removeFirst();
}

QByteArray Opened::toJson() const
{
    nlohmann::json list = nlohmann::json::array();
    for (const Thing &thing : things)
        list.push_back({mesh::toText(thing.kind).toStdString(), thing.nativeId.toStdString()});
    const nlohmann::json document = {{"opened", list}};
    return QByteArray::fromStdString(
        document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::optional<Opened> Opened::fromJson(const QByteArray &text)
{
    const auto document = nlohmann::json::parse(text.cbegin(), text.cend(), nullptr, false);
    if (!document.is_object() || document.size() != 1 || !document.contains("opened") ||
        !document["opened"].is_array())
        return std::nullopt;
    Opened opened;
    for (const auto &entry : document["opened"]) {
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() ||
            !entry[1].is_string())
            continue;
        const auto kind = mesh::fromText<mesh::Kind>(
            QString::fromStdString(entry[0].get_ref<const std::string &>()));
        const QString id = QString::fromStdString(entry[1].get_ref<const std::string &>());
        if (kind && !id.isEmpty())
            opened.add({*kind, id});
    }
    return opened;
}

} // namespace meshlens::live
