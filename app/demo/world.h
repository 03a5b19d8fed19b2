// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/value.h"

#include <string_view>

/// The people and things that all tables of the demo speak of, each a function of its number: the
/// same subscriber has the same country, plan and address in every product, so tables can be
/// joined.
namespace meshlens::demo {

enum class Thing { None, Subscriber, Plan, Country, Artist, Label, Track, Device, Campaign };

/// The kind of thing a function of the expression language makes (`sub(3)`), None for other words.
[[nodiscard]] Thing thingNamed(std::string_view function);

using FieldReader = Value (*)(std::int64_t number);

/// Reads one field of a thing (`s.country`); null where the thing has no such field.
[[nodiscard]] FieldReader fieldOf(Thing thing, std::string_view field);

/// How many of a kind there are; numbers beyond wrap around.
[[nodiscard]] std::int64_t countOf(Thing thing);

[[nodiscard]] std::string_view genreName(std::int64_t number);
[[nodiscard]] std::string personName(std::int64_t number);
[[nodiscard]] std::string ipAddress(std::int64_t number);

} // namespace meshlens::demo
