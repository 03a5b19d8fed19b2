// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/json.h"
#include "models/mesh/vocabulary.h"

#include <functional>

/// How the members of a mesh node's documents are read, within limits. Thread: any.
namespace meshlens::catalogs {

// Longer ones are nobody's honest names; a server must not fill memory and disk with them.
inline constexpr qsizetype longestId = 1000;
inline constexpr qsizetype longestName = 4000;

inline QString shortText(net::Fields &fields, const char *name, qsizetype longest = longestName)
{
    const QString text = fields.text(name);
    if (text.size() > longest)
        fields.fail(net::wrongType(fields.at(name),
                                   QStringLiteral("a text of at most %1 letters").arg(longest)));
    return text;
}

inline QString needId(net::Fields &fields, const char *name)
{
    const QString id = fields.needText(name);
    if (id.size() > longestId || id == QLatin1String(".") || id == QLatin1String(".."))
        fields.fail(net::wrongType(fields.at(name), QStringLiteral("an id")));
    return id;
}

/// A word of the vocabulary; `otherwise` for one that is not.
template<typename Enum>
Enum word(net::Fields &fields, const char *name, Enum otherwise)
{
    return mesh::fromText<Enum>(fields.text(name)).value_or(otherwise);
}

/// The thing, unless a member of it was at fault.
template<typename T>
Result<T> whole(const net::Fields &fields, T thing)
{
    if (fields.error())
        return *fields.error();
    return thing;
}

/// Reads each object of a list; the fault of one is the fault of all.
inline void eachObject(net::Fields &fields, const char *name, std::size_t most,
                       const std::function<void(net::Fields &, const nlohmann::json &)> &read)
{
    const nlohmann::json *list = fields.array(name);
    if (!list)
        return;
    if (list->size() > most) {
        fields.fail(
            net::wrongType(fields.at(name), QStringLiteral("a list of at most %1").arg(most)));
        return;
    }
    for (std::size_t i = 0; i < list->size() && !fields.error(); ++i) {
        net::Fields entry((*list)[i], fields.at(name) + QLatin1Char('/') + QString::number(i));
        read(entry, (*list)[i]);
        if (entry.error())
            fields.fail(*entry.error());
    }
}

} // namespace meshlens::catalogs
