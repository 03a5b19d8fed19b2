// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/content.h"
#include "app/node/http_server.h"

namespace meshlens::node {

/// What `limit`, `cursor` and `changed_since` (or `since`) of a request say. A cursor remembers the
/// last id that was sent and `as_of` of the first page, so every page tells the same time to ask
/// from next: what changes while somebody pages comes then. Errors: throws Refusal 400 for a value
/// that cannot be read.
struct Page {
    std::size_t limit = 0;
    std::optional<std::int64_t> since = {};
    std::optional<std::string> after = {}; // the id of a cursor
    std::int64_t asOf = 0;

    [[nodiscard]] static Page of(const HttpRequest &request, const char *sinceName,
                                 std::int64_t asOf, std::size_t defaultLimit,
                                 std::size_t mostLimit);
    [[nodiscard]] std::string cursor(const std::string &lastId) const;
    [[nodiscard]] bool wants(std::int64_t stamp) const { return !since || stamp > *since; }
};

/// What is said of one thing to one person, as it stands in an item (Item::personalAt):
/// `,"a":true`.
using Personal = std::function<std::string(const Item &item)>;

/// `{"items":[..],"next":cursor|null,"deleted":[id],"as_of":time}`; deleted on the first page only.
[[nodiscard]] HttpResponse listResponse(const HttpRequest &request, const Listing &listing,
                                        std::int64_t asOf, const Personal &personal = {});
[[nodiscard]] std::string itemText(const Item &item, const Personal &personal);

[[nodiscard]] HttpResponse jsonResponse(const Json &json, int status = 200);

} // namespace meshlens::node
