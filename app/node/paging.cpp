// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/paging.h"

#include "app/node/access_desk.h"
#include "app/node/hashing.h"

#include <charconv>

namespace meshlens::node {

Page Page::of(const HttpRequest &request, const char *sinceName, std::int64_t asOf,
              std::size_t defaultLimit, std::size_t mostLimit)
{
    Page page{.limit = defaultLimit, .asOf = asOf};
    if (const std::string text = request.parameter("limit"); !text.empty()) {
        const char *const end = text.data() + text.size();
        if (std::from_chars(text.data(), end, page.limit).ptr != end || page.limit == 0)
            throw Refusal{400, "invalid", "limit must be a whole number above 0", {}};
        page.limit = std::min(page.limit, mostLimit);
    }
    if (const std::string text = request.parameter(sinceName); !text.empty()) {
        page.since = fromRfc3339(QString::fromStdString(text));
        if (*page.since < 0)
            throw Refusal{400, "invalid", std::string(sinceName) + " must be an RFC 3339 time", {}};
    }
    if (const std::string text = request.parameter("cursor"); !text.empty()) {
        const Json cursor = Json::parse(fromBase64Url(text), nullptr, false);
        if (!cursor.is_array() || cursor.size() != 2 || !cursor[0].is_number_integer() ||
            !cursor[1].is_string())
            throw Refusal{400, "invalid", "cursor is none that this node gave", {}};
        page.asOf = cursor[0].get<std::int64_t>();
        page.after = cursor[1].get<std::string>();
    }
    return page;
}

std::string Page::cursor(const std::string &lastId) const
{
    return base64Url(Json({asOf, lastId}).dump());
}

std::string itemText(const Item &item, const Personal &personal)
{
    std::string text = item.json; // made once, when the folder was read
    if (personal && item.personalAt > 0)
        text.insert(item.personalAt, personal(item));
    return text;
}

HttpResponse listResponse(const HttpRequest &request, const Listing &listing, std::int64_t asOf,
                          const Personal &personal)
{
    const Page page = Page::of(request, "changed_since", asOf, 100, 1000);
    auto item = page.after ? std::ranges::upper_bound(listing.items, *page.after, {}, &Item::id)
                           : listing.items.begin();
    std::string body = "{\"items\":[";
    std::size_t count = 0;
    const std::string *last = nullptr;
    bool more = false;
    for (; item != listing.items.end() && !more; ++item) {
        if (!page.wants(item->stamp))
            continue;
        if (count == page.limit) {
            more = true;
            break;
        }
        if (count++ > 0)
            body += ',';
        if (personal && item->personalAt > 0)
            body += itemText(*item, personal);
        else
            body += item->json;
        last = &item->id;
    }
    Json deleted = Json::array();
    for (const Deleted &gone : listing.deleted) {
        if (page.since && !page.after && page.wants(gone.stamp))
            deleted.push_back(gone.id);
    }
    body += "],\"next\":" + (more ? Json(page.cursor(*last)) : Json()).dump() +
            ",\"deleted\":" + deleted.dump() +
            ",\"as_of\":" + Json(toRfc3339(page.asOf).toStdString()).dump() + '}';
    return {.body = std::move(body)};
}

HttpResponse jsonResponse(const Json &json, int status)
{
    return {.status = status, .body = json.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

} // namespace meshlens::node
