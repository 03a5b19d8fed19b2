// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/api.h"
#include "app/node/paging.h"

#include <charconv>

/// Requests, grants, the audit log and what happens while somebody waits.
namespace meshlens::node {
namespace {

constexpr int mostEvents = 1000;
constexpr int longestWaitSeconds = 25;

std::int64_t number(const std::string &text, std::int64_t otherwise, const char *name)
{
    if (text.empty())
        return otherwise;
    std::int64_t value = 0;
    const char *const end = text.data() + text.size();
    if (std::from_chars(text.data(), end, value).ptr != end || value < 0)
        throw Refusal{400, "invalid", std::string(name) + " must be a whole number", {}};
    return value;
}

std::set<std::string> words(const std::string &text)
{
    std::set<std::string> found;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find(',', from), text.size());
        if (end > from)
            found.insert(text.substr(from, end - from));
        from = end + 1;
    }
    return found;
}

} // namespace

HttpResponse Api::accessJson(const Call &call, const AccessRecord &record, int status)
{
    return jsonResponse(m_desk.json(*call.content, *call.person, record), status);
}

std::vector<AccessRecord> Api::recordsFor(const Call &call, const std::string &role)
{
    const Content &content = *call.content;
    const Person &person = *call.person;
    if (role == "steward" && !person.isSteward() && !person.isAdmin())
        throw Refusal{403, "not-permitted", "Only stewards see all requests", {}};
    if (role != "requester" && role != "owner" && role != "steward")
        throw Refusal{400, "invalid", "role must be requester, owner or steward", {}};
    std::vector<AccessRecord> records = m_state.requests();
    std::erase_if(records, [&](const AccessRecord &record) {
        const Product *const product = content.product(record.product);
        if (role == "requester")
            return record.requester != person.email;
        return role == "owner" && !(product && content.owns(person, *product));
    });
    return records;
}

HttpResponse Api::requests(const Call &call)
{
    m_desk.expireDue();
    const std::lock_guard lock(m_state.mutex());
    const std::string role = call.http.parameter("role");
    const std::set<std::string> states = words(call.http.parameter("state"));
    std::vector<AccessRecord> records = recordsFor(call, role.empty() ? "requester" : role);
    std::int64_t newest = 0;
    Listing listing;
    for (const AccessRecord &record : records) {
        newest = std::max(newest, record.changedAt);
        if (states.empty() || states.contains(record.state)) {
            listing.items.push_back({record.id,
                                     m_desk.json(*call.content, *call.person, record).dump(),
                                     record.changedAt});
        }
    }
    return listResponse(call.http, listing, newest);
}

HttpResponse Api::request(const Call &call)
{
    m_desk.expireDue();
    const std::lock_guard lock(m_state.mutex());
    return accessJson(call, m_desk.visible(*call.content, *call.person, call.ids[0]), 200);
}

HttpResponse Api::createRequest(const Call &call)
{
    const AccessRecord record = m_desk.create(*call.content, *call.person, call.body);
    HttpResponse response = accessJson(call, record, 201);
    response.headers.emplace_back("Location", "/api/v1/access-requests/" + record.id);
    return response;
}

HttpResponse Api::previewRequest(const Call &call)
{
    const std::lock_guard lock(m_state.mutex());
    return jsonResponse(m_desk.preview(*call.content, *call.person, call.body));
}

HttpResponse Api::decide(const Call &call)
{
    return accessJson(call, m_desk.decide(*call.content, *call.person, call.ids[0], call.body),
                      200);
}

HttpResponse Api::addMessage(const Call &call)
{
    return accessJson(call, m_desk.addMessage(*call.content, *call.person, call.ids[0], call.body),
                      200);
}

HttpResponse Api::cancel(const Call &call)
{
    return accessJson(call, m_desk.cancel(*call.content, *call.person, call.ids[0], call.body),
                      200);
}

HttpResponse Api::revoke(const Call &call)
{
    return accessJson(call, m_desk.revoke(*call.content, *call.person, call.ids[0], call.body),
                      200);
}

HttpResponse Api::giveBack(const Call &call)
{
    return accessJson(call, m_desk.giveBack(*call.content, *call.person, call.ids[0], call.body),
                      200);
}

HttpResponse Api::grants(const Call &call)
{
    m_desk.expireDue();
    const std::lock_guard lock(m_state.mutex());
    const std::string role = call.http.parameter("role");
    std::vector<AccessRecord> records;
    if (role.empty() || role == "requester") {
        records = m_state.requests();
        std::erase_if(records, [&](const AccessRecord &record) {
            return !AccessDesk::holds(*call.person, record);
        });
    } else {
        records = recordsFor(call, role);
    }
    std::int64_t newest = 0;
    Listing listing;
    for (const AccessRecord &record : records) {
        if (record.grant == "none")
            continue;
        newest = std::max(newest, record.changedAt);
        const Json access = m_desk.json(*call.content, *call.person, record);
        const Json grant = {{"id", record.grantId},          {"request", record.id},
                            {"version", record.version},     {"product", record.product},
                            {"key", access["key"]},          {"port", access["port"]},
                            {"holder", access["requester"]}, {"for", record.forWhom},
                            {"columns", record.columns},     {"since", access["decided_at"]},
                            {"until", access["until"]},      {"state", record.grant}};
        listing.items.push_back({record.id, grant.dump(), record.changedAt});
    }
    return listResponse(call.http, listing, newest);
}

HttpResponse Api::audit(const Call &call)
{
    const std::string since = call.http.parameter("since");
    const bool isNumber = since.find_first_not_of("0123456789") == std::string::npos;
    const std::int64_t n = isNumber ? number(since, 0, "since") : 0;
    const std::int64_t at = isNumber ? 0 : fromRfc3339(QString::fromStdString(since));
    if (at < 0)
        throw Refusal{400, "invalid", "since must be a number of an entry or a time", {}};
    const Page page = Page::of(call.http, "", 0, 1000, 10'000);
    const std::int64_t after = page.after ? number(*page.after, 0, "cursor") : n;

    const std::lock_guard lock(m_state.mutex());
    Json items = Json::array();
    Json next;
    for (const AuditEntry &entry : m_state.auditSince(after, at)) {
        const Person &person = *call.person;
        const Product *const product = call.content->product(entry.product);
        const bool mine =
            entry.who == person.email || (product && call.content->owns(person, *product));
        const auto about = mine ? std::nullopt : m_state.request(entry.request);
        if (!mine && !person.isSteward() && !person.isAdmin() &&
            !(about && about->requester == person.email))
            continue;
        if (items.size() == page.limit) {
            next = page.cursor(std::to_string(items.back()["n"].get<std::int64_t>()));
            break;
        }
        items.push_back({{"n", entry.n},
                         {"at", toRfc3339(entry.at).toStdString()},
                         {"at_ms", entry.at},
                         {"who", entry.who},
                         {"what", entry.what},
                         {"request", entry.request},
                         {"product", entry.product},
                         {"detail", entry.detail},
                         {"previous", entry.previous},
                         {"hash", entry.hash}});
    }
    return jsonResponse({{"items", items}, {"next", next}});
}

HttpResponse Api::events(const Call &call)
{
    using namespace std::chrono;
    const std::int64_t after = number(call.http.parameter("after"), 0, "after");
    const std::int64_t wait =
        std::min<std::int64_t>(number(call.http.parameter("wait"), 0, "wait"), longestWaitSeconds);
    const auto deadline = steady_clock::now() + seconds(wait);
    for (;;) {
        const std::uint64_t heard = m_bell.rings();
        m_desk.expireDue();
        Json events = Json::array();
        std::int64_t last = 0;
        std::optional<std::int64_t> nextEnd;
        {
            const std::lock_guard lock(m_state.mutex());
            last = m_state.lastEvent();
            nextEnd = m_state.nextEnd();
            for (const Event &event : m_state.eventsAfter(after, mostEvents)) {
                const std::optional<AccessRecord> record = m_state.request(event.id);
                last = event.n;
                if (record && !m_desk.maySee(*call.content, *call.person, *record))
                    continue;
                events.push_back({{"n", event.n},
                                  {"type", event.type},
                                  {"id", event.id},
                                  {"at", toRfc3339(event.at).toStdString()}});
            }
        }
        if (!events.empty() || m_bell.isClosed() || steady_clock::now() >= deadline)
            return jsonResponse({{"events", events}, {"last", last}});
        // A grant that ends while somebody waits is an event too.
        const auto left = nextEnd ? milliseconds(*nextEnd - m_clock.nowMs() + 1) : hours(1);
        m_bell.wait(heard, std::min(deadline, steady_clock::now() + left));
    }
}

} // namespace meshlens::node
