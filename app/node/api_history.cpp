// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/api.h"
#include "app/node/paging.h"

#include <charconv>

/// What grows: lineage, checks with their results, loads.
namespace meshlens::node {
namespace {

constexpr std::size_t defaultLimit = 1000;
constexpr std::size_t mostLimit = 10'000;

/// Appends parts of an array that is already JSON.
class Array
{
public:
    void add(const std::string &json) { m_text += m_count++ > 0 ? "," + json : json; }
    [[nodiscard]] std::string text() const { return '[' + m_text + ']'; }
    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    std::string m_text;
    std::size_t m_count = 0;
};

/// Read or measured after `since`: who asks with the time of a last result loses none that came
/// late.
bool wanted(const Page &page, const Record &record)
{
    return page.wants(record.stamp) || record.at > *page.since;
}

/// Adds records from number `from` on; returns the number to go on with where not all had room.
std::optional<std::size_t> addRecords(const Page &page, const std::vector<Record> &records,
                                      std::size_t from, std::size_t room, Array &to)
{
    for (std::size_t i = from; i < records.size(); ++i) {
        if (!wanted(page, records[i]))
            continue;
        if (room-- == 0)
            return i;
        to.add(records[i].json);
    }
    return std::nullopt;
}

/// A cursor into records: `#` and their number; a file only grows at its end.
std::size_t recordNumber(const Page &page)
{
    std::size_t number = 0;
    if (page.after && page.after->starts_with('#'))
        std::from_chars(page.after->data() + 1, page.after->data() + page.after->size(), number);
    return number;
}

std::string tail(const Page &page, const Json &next)
{
    return ",\"next\":" + next.dump() +
           ",\"as_of\":" + Json(toRfc3339(page.asOf).toStdString()).dump() + '}';
}

} // namespace

HttpResponse Api::lineage(const Call &call)
{
    const Listing &edges = call.content->edgeList;
    const Page page =
        Page::of(call.http, "changed_since", call.content->asOf, defaultLimit, mostLimit);
    auto item = page.after ? std::ranges::upper_bound(edges.items, *page.after, {}, &Item::id)
                           : edges.items.begin();
    Array shown;
    Json next;
    const std::string *last = nullptr;
    for (; item != edges.items.end(); ++item) {
        if (!page.wants(item->stamp))
            continue;
        if (shown.count() == page.limit) {
            next = page.cursor(*last);
            break;
        }
        shown.add(item->json);
        last = &item->id;
    }
    Array deleted; // the id of an edge is its two ends as JSON
    for (const Deleted &gone : edges.deleted) {
        if (page.since && !page.after && page.wants(gone.stamp))
            deleted.add(gone.id);
    }
    return {.body =
                "{\"edges\":" + shown.text() + ",\"deleted\":" + deleted.text() + tail(page, next)};
}

HttpResponse Api::checks(const Call &call)
{
    const Content &content = *call.content;
    const Listing &listing = content.checkList;
    const Page page = Page::of(call.http, "since", content.asOf, defaultLimit, mostLimit);
    const bool results = page.after && page.after->starts_with('#');
    Array checks;
    Json next;
    if (!results) {
        auto item = page.after ? std::ranges::upper_bound(listing.items, page.after->substr(1), {},
                                                          &Item::id)
                               : listing.items.begin();
        const std::string *last = nullptr;
        for (; item != listing.items.end(); ++item) {
            if (!page.wants(item->stamp))
                continue;
            if (checks.count() == page.limit) {
                next = page.cursor("=" + *last);
                break;
            }
            checks.add(item->json);
            last = &item->id;
        }
    }
    Array shown;
    if (next.is_null()) {
        const std::size_t room = page.limit - checks.count();
        if (const auto more = addRecords(page, content.results, recordNumber(page), room, shown))
            next = page.cursor("#" + std::to_string(*more));
    }
    Json deleted = Json::array();
    for (const Deleted &gone : listing.deleted) {
        if (page.since && !page.after && page.wants(gone.stamp))
            deleted.push_back(gone.id);
    }
    return {.body = "{\"checks\":" + checks.text() + ",\"results\":" + shown.text() +
                    ",\"deleted\":" + deleted.dump() + tail(page, next)};
}

HttpResponse Api::loads(const Call &call)
{
    const Page page = Page::of(call.http, "since", call.content->asOf, defaultLimit, mostLimit);
    Array shown;
    const std::optional<std::size_t> more =
        addRecords(page, call.content->loads, recordNumber(page), page.limit, shown);
    const Json next = more ? Json(page.cursor("#" + std::to_string(*more))) : Json();
    return {.body = "{\"loads\":" + shown.text() + tail(page, next)};
}

} // namespace meshlens::node
