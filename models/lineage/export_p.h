// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/export.h"

#include <nlohmann/json.hpp>

/// What the sources of export share. Not for other folders.
namespace meshlens::lineage {

using nlohmann::json;

[[nodiscard]] inline json texts(const QStringList &list)
{
    json array = json::array();
    for (const QString &text : list)
        array.push_back(text.toStdString());
    return array;
}

[[nodiscard]] inline json textOrNull(const QString &text)
{
    return text.isEmpty() ? json() : json(text.toStdString());
}

[[nodiscard]] json toJson(const Node &node);
[[nodiscard]] json toJson(const Edge &edge);

} // namespace meshlens::lineage
