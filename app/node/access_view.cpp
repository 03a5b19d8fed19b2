// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/access_desk.h"
#include "models/mesh/identity.h"

/// Who sees and may do what, and how a request looks from outside.
namespace meshlens::node {
namespace {

Json timeJson(const std::optional<std::int64_t> &ms)
{
    return ms ? Json(toRfc3339(*ms).toStdString()) : Json();
}

Json textOrNull(const std::string &text)
{
    return text.empty() ? Json() : Json(text);
}

/// Entries with a time in milliseconds and an actor, as the API shows them.
Json logJson(const Json &entries)
{
    Json shown = entries;
    for (Json &entry : shown) {
        entry["at"] = toRfc3339(entry.at("at").get<std::int64_t>()).toStdString();
        const std::string who = entry.at("who").get<std::string>();
        entry["who"] = who.starts_with("policy:") ? "policy" : actorKey(who);
    }
    return shown;
}

} // namespace

std::string actorKey(const std::string &who)
{
    return who.find('@') == std::string::npos ? who : "party://" + who;
}

bool AccessDesk::holds(const Person &person, const AccessRecord &record)
{
    return record.requester == person.email ||
           (record.forWhom == "team" && !record.team.empty() && record.team == person.team);
}

bool AccessDesk::mayDecide(const Content &content, const Person &person,
                           const AccessRecord &record) const
{
    if (record.requester == person.email)
        return false;
    const Product *const product = content.product(record.product);
    if (product && content.owns(person, *product))
        return true;
    return person.isSteward() && (!product || content.ownersOf(*product).empty());
}

bool AccessDesk::maySee(const Content &content, const Person &person,
                        const AccessRecord &record) const
{
    const Product *const product = content.product(record.product);
    return holds(person, record) || person.isSteward() || person.isAdmin() ||
           (product && content.owns(person, *product));
}

AccessRecord AccessDesk::visible(const Content &content, const Person &person,
                                 const std::string &id)
{
    std::optional<AccessRecord> record = m_state.request(id);
    if (!record || !maySee(content, person, *record))
        throw Refusal{404, "not-found", "There is no such request", {}};
    return *std::move(record);
}

AccessRecord AccessDesk::requireActive(const Content &content, const Person &person,
                                       const std::string &grant)
{
    // The request's id names its grant too.
    AccessRecord record =
        visible(content, person, grant.starts_with("g-") ? grant.substr(2) : grant);
    if (record.grant == "none")
        throw Refusal{404, "not-found", "The request has no grant", {}};
    if (!record.isActive() && (mayDecide(content, person, record) || holds(person, record)))
        conflict(content, person, record, "The grant has ended");
    return record;
}

void AccessDesk::requireVersion(const Content &content, const Person &person,
                                const AccessRecord &record, const Json &body) const
{
    const auto expected = body.find("expected_version");
    if (expected == body.end() || expected->is_null())
        return;
    if (!expected->is_number_integer())
        throw Refusal{422, "invalid", "expected_version must be a whole number", {}};
    if (const auto version = expected->get<std::int64_t>();
        version != 0 && version != record.version)
        conflict(content, person, record, "The request has changed since it was read");
}

void AccessDesk::conflict(const Content &content, const Person &person, const AccessRecord &record,
                          const std::string &detail) const
{
    throw Refusal{409, "conflict", detail, Json{{"current", json(content, person, record)}}.dump()};
}

Json AccessDesk::json(const Content &content, const Person &person,
                      const AccessRecord &record) const
{
    const Product *const product = content.product(record.product);
    const QString key = mesh::productKey(QString::fromStdString(content.id),
                                         QString::fromStdString(record.product));
    const Json purpose = {{"kind", record.purposeKind}, {"text", record.purposeText}};
    return {{"id", record.id},
            {"version", record.version},
            {"key", key.toStdString()},
            {"port", textOrNull(record.port)},
            {"requester", actorKey(record.requester)},
            {"for", record.forWhom},
            {"purpose", purpose},
            {"columns", record.columns},
            {"until", timeJson(record.until)},
            {"due", timeJson(record.due)},
            {"renews", textOrNull(record.renews)},
            {"state", record.state},
            {"grant", record.grant},
            {"grant_id", textOrNull(record.grantId)},
            {"decided_by", textOrNull(actorKey(record.decidedBy))},
            {"decided_at", timeJson(record.decidedAt)},
            {"note", textOrNull(record.note)},
            {"messages", logJson(record.messages)},
            {"history", logJson(record.history)},
            {"product", record.product},
            {"product_name", product ? Json(product->name) : Json()},
            {"requester_name", record.requesterName},
            {"requester_team", textOrNull(record.team)},
            {"decided_by_name", textOrNull(record.decidedByName)},
            {"created_at", timeJson(record.createdAt)},
            {"changed_at", timeJson(record.changedAt)},
            {"mine", record.requester == person.email},
            {"decidable", record.isOpen() && mayDecide(content, person, record)}};
}

} // namespace meshlens::node
