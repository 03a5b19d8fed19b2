// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/access_desk.h"
#include "app/node/document_file.h"

#include <charconv>

namespace meshlens::node {
namespace {

std::optional<std::int64_t> wholeOf(const nlohmann::json &entry, const char *member)
{
    const std::string text = textOf(entry, member);
    std::int64_t value = 0;
    if (text.empty() ||
        std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        return std::nullopt;
    return value;
}

std::int64_t before(const nlohmann::json &entry, const char *member, std::int64_t now,
                    std::int64_t otherwise)
{
    const std::optional<std::int64_t> seconds = wholeOf(entry, member);
    return seconds ? now - *seconds * 1000 : otherwise;
}

struct Step {
    std::int64_t at;
    std::string who;
    std::string what;
    std::string event;
    std::string detail;
};

/// Keeps what happened to one request in the order of time, as the desk would have.
void record(State &state, AccessRecord &request, std::vector<Step> steps)
{
    std::ranges::stable_sort(steps, {}, &Step::at);
    request.version = static_cast<std::int64_t>(steps.size());
    for (const Step &step : steps)
        request.history.push_back({{"at", step.at}, {"who", step.who}, {"what", step.what}});
    request.changedAt = state.nextStamp(steps.back().at);
    state.save(request);
}

std::string decisionWord(const std::string &state)
{
    if (state == "approved" || state == "denied" || state == "asked" || state == "cancelled")
        return state;
    return {};
}

} // namespace

int seedRequests(const QString &file, const Content &content, State &state, std::int64_t now,
                 const std::function<void(const QString &)> &problem)
{
    const nlohmann::json seeds = listOf(
        readDocument(file, [&](const FileProblem &found) { problem(found.reason); }), "requests");
    std::vector<std::pair<Step, AccessRecord>> log;
    int number = 0;
    for (const nlohmann::json &seed : seeds) {
        ++number;
        AccessRecord request;
        request.id = textOf(seed, "id");
        if (request.id.empty())
            request.id = "seed-" + std::to_string(number);
        const std::string email = lowerCase(textOf(seed, "requester"));
        const Person *const person = content.personByEmail(email);
        request.product = textOf(seed, "product");
        request.state = textOf(seed, "state");
        const Product *const product = content.product(request.product);
        const bool stateKnown = request.state == "pending" || !decisionWord(request.state).empty();
        if (!product || email.empty() || !stateKnown) {
            problem(
                QStringLiteral("entry %1: product, requester or state is not known").arg(number));
            continue;
        }
        request.requester = email;
        request.requesterName = person ? person->name : email;
        request.team = person ? person->team : std::string();
        request.port = textOf(seed, "port");
        if (const std::string forWhom = textOf(seed, "for"); !forWhom.empty())
            request.forWhom = forWhom;
        const nlohmann::json purpose = seed.value("purpose", nlohmann::json::object());
        request.purposeKind = textOf(purpose, "kind").empty() ? "other" : textOf(purpose, "kind");
        request.purposeText = textOf(purpose, "text");
        for (const nlohmann::json &column : listOf(seed, "columns")) {
            const std::string mode = textOf(column, "mode");
            request.columns.push_back(
                {{"name", textOf(column, "name")}, {"mode", mode.empty() ? "give" : mode}});
        }
        request.createdAt = before(seed, "age_s", now, now);
        if (const std::string until = textOf(seed, "until"); !until.empty())
            request.until = fromRfc3339(QString::fromStdString(until));
        else if (const auto days = wholeOf(seed, "until_in_days"))
            request.until = now + *days * dayMs;
        if (request.state == "pending" && content.policy.answerWithinHours)
            request.due = request.createdAt + *content.policy.answerWithinHours * 60LL * 60 * 1000;
        request.note = textOf(seed, "note");

        std::vector<Step> steps = {
            {request.createdAt, email, "requested", "access.requested", request.purposeText}};
        for (const nlohmann::json &message : listOf(seed, "messages")) {
            const std::int64_t at = before(message, "age_s", now, request.createdAt);
            const std::string who = lowerCase(textOf(message, "who"));
            request.messages.push_back(
                {{"at", at}, {"who", who}, {"text", textOf(message, "text")}});
            steps.push_back({at, who, "wrote", "access.message", textOf(message, "text")});
        }
        if (const std::string word = decisionWord(request.state); !word.empty()) {
            const std::int64_t at = before(seed, "decided_age_s", now, request.createdAt);
            const std::string by =
                request.state == "cancelled" ? email : textOf(seed, "decided_by");
            const Person *const decider = content.personByEmail(lowerCase(by));
            steps.push_back({at, by, word, "access." + word, request.note});
            if (word == "approved" || word == "denied") {
                request.decidedBy = by;
                request.decidedByName = decider ? decider->name : std::string();
                request.decidedAt = at;
            }
            if (word == "approved") {
                const std::string grant = textOf(seed, "grant");
                request.grant = grant.empty() ? "active" : grant;
                request.grantId = "g-" + request.id;
                if (request.grant == "returned" || request.grant == "revoked") {
                    steps.push_back({at,
                                     request.grant == "returned" ? email : by,
                                     request.grant,
                                     "grant." + request.grant,
                                     {}});
                }
            }
        }
        record(state, request, steps);
        for (const Step &step : steps)
            log.emplace_back(step, request);
    }
    std::ranges::stable_sort(log, {}, [](const auto &entry) { return entry.first.at; });
    for (const auto &[step, request] : log) {
        state.audit({.at = step.at,
                     .who = step.who,
                     .what = step.event,
                     .request = request.id,
                     .product = request.product,
                     .detail = step.detail});
        state.emitEvent({.at = step.at,
                         .type = step.event,
                         .id = request.id,
                         .product = request.product,
                         .requester = request.requester});
    }
    return number;
}

} // namespace meshlens::node
