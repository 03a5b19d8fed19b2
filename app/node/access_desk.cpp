// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/access_desk.h"

#include "app/node/hashing.h"
#include "models/mesh/vocabulary.h"

namespace meshlens::node {
namespace {

constexpr std::size_t longestText = 4000;

std::string text(const Json &body, const char *member)
{
    const auto found = body.find(member);
    if (found == body.end() || found->is_null())
        return {};
    if (!found->is_string() || found->get_ref<const std::string &>().size() > longestText) {
        throw Refusal{
            422, "invalid", std::string(member) + " must be a text of at most 4000 bytes", {}};
    }
    return found->get<std::string>();
}

std::optional<std::int64_t> time(const Json &body, const char *member)
{
    const std::string value = text(body, member);
    if (value.empty())
        return std::nullopt;
    const std::int64_t ms = fromRfc3339(QString::fromStdString(value));
    if (ms < 0)
        throw Refusal{
            422, "invalid", std::string(member) + " must be a date or an RFC 3339 time", {}};
    return ms;
}

bool hasText(const std::string &value)
{
    return value.find_first_not_of(" \t\r\n") != std::string::npos;
}

std::string requireNote(const Json &body, const char *what)
{
    std::string note = text(body, "note");
    if (!hasText(note))
        throw Refusal{422, "note-needed", std::string(what) + " needs a note", {}};
    return note;
}

} // namespace

Draft AccessDesk::draftOf(const Content &content, const Person &person, const Json &body)
{
    Draft draft;
    draft.product = content.product(text(body, "product"));
    if (!draft.product)
        throw Refusal{422, "unknown-product", "There is no such product on this node", {}};
    draft.port = text(body, "port");
    const bool portKnown =
        draft.port.empty() || std::ranges::any_of(draft.product->ports, [&](const Port &port) {
            return port.output && port.id == draft.port;
        });
    if (!portKnown)
        throw Refusal{422, "unknown-port", "The product has no such output port", {}};
    const Json purpose = body.contains("purpose") ? body["purpose"] : Json();
    if (!purpose.is_object())
        throw Refusal{422, "invalid", "purpose must be an object with kind and text", {}};
    draft.purposeKind = text(purpose, "kind");
    if (draft.purposeKind.empty())
        draft.purposeKind = "other";
    if (!mesh::fromText<mesh::PurposeKind>(QString::fromStdString(draft.purposeKind)))
        throw Refusal{422, "invalid", "purpose.kind is not one of the known kinds", {}};
    draft.purposeText = text(purpose, "text");
    draft.until = time(body, "until");
    draft.columns = columnScope(content, *draft.product, draft.port, body);
    if (const std::string forWhom = text(body, "for"); !forWhom.empty())
        draft.forWhom = forWhom;
    if (draft.forWhom != "me" && draft.forWhom != "team")
        throw Refusal{422, "invalid", "for must be me or team", {}};
    draft.renews = text(body, "renews");
    if (!draft.renews.empty()) {
        const std::optional<AccessRecord> former = m_state.request(draft.renews);
        if (!former || former->requester != person.email || former->product != draft.product->id)
            throw Refusal{422, "invalid", "renews must name an own request for this product", {}};
    }
    return draft;
}

Json columnScope(const Content &content, const Product &product, const std::string &port,
                 const Json &body)
{
    Json scope = Json::array();
    if (!body.contains("columns") || body["columns"].is_null())
        return scope;
    if (!body["columns"].is_array() || body["columns"].size() > 10'000)
        throw Refusal{422, "invalid", "columns must be a list", {}};
    std::set<std::string> known;
    for (const Column *column : columnsOf(content, product, port))
        known.insert(column->name);
    for (const Json &entry : body["columns"]) {
        const std::string name = entry.is_object() ? text(entry, "name") : std::string();
        std::string mode = entry.is_object() ? text(entry, "mode") : std::string();
        if (mode.empty())
            mode = "give";
        if (!known.contains(name))
            throw Refusal{422, "unknown-column", "The product has no column " + name, {}};
        if (mode != "give" && mode != "mask" && mode != "omit")
            throw Refusal{422, "invalid", "mode must be give, mask or omit", {}};
        scope.push_back({{"name", name}, {"mode", mode}});
    }
    return scope;
}

void AccessDesk::commit(AccessRecord &record, const Change &change, std::int64_t at)
{
    record.changedAt = m_state.nextStamp(at);
    record.history.push_back({{"at", at}, {"who", change.who}, {"what", change.what}});
    m_state.save(record);
    m_state.audit({.at = at,
                   .who = change.who,
                   .what = change.event,
                   .request = record.id,
                   .product = record.product,
                   .detail = change.detail});
    m_state.emitEvent({.at = at,
                       .type = change.event,
                       .id = record.id,
                       .product = record.product,
                       .requester = record.requester});
}

void AccessDesk::approve(AccessRecord &record, const Change &change, std::int64_t at)
{
    record.state = "approved";
    record.grant = "active";
    record.grantId = "g-" + record.id;
    record.decidedBy = change.who;
    record.decidedAt = at;
    commit(record, change, at);
    if (record.renews.empty())
        return;
    std::optional<AccessRecord> former = m_state.request(record.renews);
    if (former && former->isActive()) {
        former->grant = "expired";
        ++former->version;
        commit(*former, {change.who, "ended: renewed by " + record.id, "grant.expired", {}}, at);
    }
}

AccessRecord AccessDesk::create(const Content &content, const Person &person, const Json &body)
{
    const std::int64_t now = m_clock.nowMs();
    const Draft draft = draftOf(content, person, body);
    const Judgement judgement = judge(content, person, draft, now);
    if (judgement.answer == Judgement::Answer::Impossible)
        throw Refusal{422, "impossible", judgement.why, {}};

    AccessRecord record{.id = randomId("ar-"),
                        .product = draft.product->id,
                        .port = draft.port,
                        .requester = person.email,
                        .requesterName = person.name,
                        .team = person.team,
                        .forWhom = draft.forWhom,
                        .purposeKind = draft.purposeKind,
                        .purposeText = draft.purposeText,
                        .columns = draft.columns,
                        .until = draft.until,
                        .renews = draft.renews,
                        .createdAt = now};
    const bool atOnce = judgement.answer == Judgement::Answer::AtOnce;
    const bool denied = judgement.answer == Judgement::Answer::Denied;
    if (content.policy.answerWithinHours && !atOnce && !denied)
        record.due = now + *content.policy.answerWithinHours * 60LL * 60 * 1000;
    commit(record, {person.email, "requested", "access.requested", draft.purposeText}, now);
    const std::string rule = judgement.rule ? "policy:" + judgement.rule->id : std::string();
    if (atOnce || denied) {
        ++record.version;
        record.decidedByName = judgement.rule->title;
    }
    if (atOnce) {
        record.until = judgement.until;
        approve(record, {rule, "approved", "access.approved", judgement.rule->title}, now);
    } else if (denied) {
        record.state = "denied";
        record.note = judgement.rule->title;
        record.decidedBy = rule;
        record.decidedAt = now;
        commit(record, {rule, "denied", "access.denied", judgement.rule->title}, now);
    }
    return record;
}

Json AccessDesk::preview(const Content &content, const Person &person, const Json &body)
{
    const Judgement judgement =
        judge(content, person, draftOf(content, person, body), m_clock.nowMs());
    Json rules = Json::array();
    for (const PolicyRow &row : judgement.rows) {
        rules.push_back({{"id", row.id},
                         {"text", row.text},
                         {"passed", row.passed},
                         {"how_to_pass", row.passed ? std::string() : row.howToPass}});
    }
    const bool owner = judgement.answer == Judgement::Answer::Owner;
    const bool atOnce = judgement.answer == Judgement::Answer::AtOnce;
    const std::optional<std::int64_t> wait =
        owner ? usualWaitMs(text(body, "product")) : std::nullopt;
    return {{"answer", atOnce  ? "at_once"
                       : owner ? "owner"
                               : "impossible"},
            {"rules", rules},
            {"usual_wait_s", wait ? Json(*wait / 1000) : Json()},
            {"until",
             atOnce && judgement.until ? Json(toRfc3339(*judgement.until).toStdString()) : Json()},
            {"policy", judgement.rule ? Json(judgement.rule->title) : Json()}};
}

/// The median time that people, not rules, took to decide about this product.
std::optional<std::int64_t> AccessDesk::usualWaitMs(const std::string &product)
{
    std::vector<std::int64_t> waits;
    for (const AccessRecord &record : m_state.requestsOfProduct(product)) {
        if (record.decidedAt && !record.decidedBy.starts_with("policy:"))
            waits.push_back(*record.decidedAt - record.createdAt);
    }
    if (waits.empty())
        return std::nullopt;
    std::ranges::sort(waits);
    return waits[waits.size() / 2];
}

AccessRecord AccessDesk::decide(const Content &content, const Person &person, const std::string &id,
                                const Json &body)
{
    AccessRecord record = visible(content, person, id);
    if (record.requester == person.email)
        throw Refusal{403, "four-eyes", "Nobody decides an own request", {}};
    if (!mayDecide(content, person, record))
        throw Refusal{
            403, "not-permitted", "Only an owner of the product decides this request", {}};
    requireVersion(content, person, record, body);
    if (!record.isOpen())
        conflict(content, person, record, "The request has been answered");

    const std::int64_t now = m_clock.nowMs();
    const std::string decision = text(body, "decision");
    record.note = text(body, "note");
    ++record.version;
    if (decision == "approve") {
        const Product *const product = content.product(record.product);
        if (!product)
            throw Refusal{422, "unknown-product", "The product is no longer on this node", {}};
        if (body.contains("columns") && !body["columns"].is_null())
            record.columns = columnScope(content, *product, record.port, body);
        if (const auto until = time(body, "until"))
            record.until = until;
        const std::optional<int> most = content.policy.maximumDays;
        if (!record.until && most)
            record.until = now + *most * dayMs;
        if (record.until && *record.until <= now)
            throw Refusal{422, "invalid", "until must be in the future", {}};
        if (record.until && most && (*record.until - now) / dayMs > *most)
            throw Refusal{422, "invalid", "until is later than the policy allows", {}};
        record.decidedByName = person.name;
        approve(record, {person.email, "approved", "access.approved", record.note}, now);
    } else if (decision == "deny") {
        record.note = requireNote(body, "A denial");
        record.state = "denied";
        record.decidedBy = person.email;
        record.decidedByName = person.name;
        record.decidedAt = now;
        commit(record, {person.email, "denied", "access.denied", record.note}, now);
    } else if (decision == "ask") {
        record.note = requireNote(body, "A question");
        record.state = "asked";
        record.messages.push_back({{"at", now}, {"who", person.email}, {"text", record.note}});
        commit(record, {person.email, "asked", "access.asked", record.note}, now);
    } else {
        throw Refusal{422, "invalid", "decision must be approve, deny or ask", {}};
    }
    return record;
}

AccessRecord AccessDesk::addMessage(const Content &content, const Person &person,
                                    const std::string &id, const Json &body)
{
    AccessRecord record = visible(content, person, id);
    const bool requester = record.requester == person.email;
    if (!requester && !mayDecide(content, person, record))
        throw Refusal{403, "not-permitted", "Only the requester and the owner write here", {}};
    requireVersion(content, person, record, body);
    if (!record.isOpen())
        conflict(content, person, record, "The request has been answered");
    const std::string message = text(body, "text");
    if (!hasText(message))
        throw Refusal{422, "invalid", "text must not be empty", {}};
    const std::int64_t now = m_clock.nowMs();
    const bool answers = requester && record.state == "asked";
    if (answers)
        record.state = "pending";
    ++record.version;
    record.messages.push_back({{"at", now}, {"who", person.email}, {"text", message}});
    commit(record,
           {person.email, answers ? "answered" : "wrote",
            answers ? "access.answered" : "access.message", message},
           now);
    return record;
}

AccessRecord AccessDesk::cancel(const Content &content, const Person &person, const std::string &id,
                                const Json &body)
{
    AccessRecord record = visible(content, person, id);
    if (record.requester != person.email)
        throw Refusal{403, "not-permitted", "Only the requester cancels a request", {}};
    requireVersion(content, person, record, body);
    if (!record.isOpen())
        conflict(content, person, record, "The request has been answered");
    record.state = "cancelled";
    record.note = text(body, "note");
    ++record.version;
    commit(record, {person.email, "cancelled", "access.cancelled", record.note}, m_clock.nowMs());
    return record;
}

AccessRecord AccessDesk::revoke(const Content &content, const Person &person,
                                const std::string &grant, const Json &body)
{
    AccessRecord record = requireActive(content, person, grant);
    if (!mayDecide(content, person, record))
        throw Refusal{403, "not-permitted", "Only an owner of the product revokes this grant", {}};
    requireVersion(content, person, record, body);
    record.note = requireNote(body, "A revocation");
    record.grant = "revoked";
    ++record.version;
    commit(record, {person.email, "revoked", "grant.revoked", record.note}, m_clock.nowMs());
    return record;
}

AccessRecord AccessDesk::giveBack(const Content &content, const Person &person,
                                  const std::string &grant, const Json &body)
{
    AccessRecord record = requireActive(content, person, grant);
    if (record.requester != person.email)
        throw Refusal{403, "not-permitted", "Only who asked for a grant gives it back", {}};
    requireVersion(content, person, record, body);
    record.grant = "returned";
    ++record.version;
    commit(record, {person.email, "returned", "grant.returned", text(body, "note")},
           m_clock.nowMs());
    return record;
}

void AccessDesk::expireDue()
{
    const std::lock_guard lock(m_state.mutex());
    const std::int64_t now = m_clock.nowMs();
    const std::optional<std::int64_t> end = m_state.nextEnd();
    if (!end || *end > now)
        return;
    m_state.transact([&] {
        for (AccessRecord &record : m_state.activeUntil(now)) {
            record.grant = "expired";
            ++record.version;
            commit(record, {"node", "expired", "grant.expired", {}}, now);
        }
    });
}

} // namespace meshlens::node
