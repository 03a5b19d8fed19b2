// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/policy.h"
#include "app/node/state.h"
#include "models/clock.h"

namespace meshlens::node {

/// Why something is not done: thrown inside app/node, so that it also undoes the transaction it
/// happens in; the router turns it into a problem document.
struct Refusal {
    int status = 403;
    std::string type;
    std::string detail;
    std::string more; // members beside, as a JSON object
};

/// The life of access requests and grants: who may do what, and what follows.
///
/// Who acts is always the person that the credential named. Nobody decides an own request; a
/// steward decides only where no owner can sign in. Every change gets a version, a stamp, a line in
/// the history, an audit entry and an event. Errors: throws Refusal. Thread: any, one at a time;
/// mutations inside State::transact().
class AccessDesk
{
public:
    AccessDesk(State &state, const Clock &clock) : m_state(state), m_clock(clock) {}

    [[nodiscard]] AccessRecord create(const Content &content, const Person &person,
                                      const Json &body);
    [[nodiscard]] Json preview(const Content &content, const Person &person, const Json &body);
    [[nodiscard]] AccessRecord decide(const Content &content, const Person &person,
                                      const std::string &id, const Json &body);
    [[nodiscard]] AccessRecord addMessage(const Content &content, const Person &person,
                                          const std::string &id, const Json &body);
    [[nodiscard]] AccessRecord cancel(const Content &content, const Person &person,
                                      const std::string &id, const Json &body);
    [[nodiscard]] AccessRecord revoke(const Content &content, const Person &person,
                                      const std::string &grant, const Json &body);
    [[nodiscard]] AccessRecord giveBack(const Content &content, const Person &person,
                                        const std::string &grant, const Json &body);

    /// Ends grants whose time is over. Runs in a transaction of its own.
    void expireDue();

    /// The request where this person may see it; 404 otherwise, so that ids tell nothing.
    [[nodiscard]] AccessRecord visible(const Content &content, const Person &person,
                                       const std::string &id);
    [[nodiscard]] bool maySee(const Content &content, const Person &person,
                              const AccessRecord &record) const;
    [[nodiscard]] bool mayDecide(const Content &content, const Person &person,
                                 const AccessRecord &record) const;
    /// Whether the grant is this person's: own, or given to the own team.
    [[nodiscard]] static bool holds(const Person &person, const AccessRecord &record);

    /// The `access` object of the API, as this person sees it.
    [[nodiscard]] Json json(const Content &content, const Person &person,
                            const AccessRecord &record) const;

private:
    struct Change {
        std::string who; // e-mail, `policy:<rule id>` or `node`
        std::string what;
        std::string event;
        std::string detail;
    };
    void commit(AccessRecord &record, const Change &change, std::int64_t at);
    void approve(AccessRecord &record, const Change &change, std::int64_t at);
    [[nodiscard]] Draft draftOf(const Content &content, const Person &person, const Json &body);
    [[nodiscard]] AccessRecord requireActive(const Content &content, const Person &person,
                                             const std::string &grant);
    void requireVersion(const Content &content, const Person &person, const AccessRecord &record,
                        const Json &body) const;
    [[noreturn]] void conflict(const Content &content, const Person &person,
                               const AccessRecord &record, const std::string &detail) const;
    [[nodiscard]] std::optional<std::int64_t> usualWaitMs(const std::string &product);

    State &m_state;
    const Clock &m_clock;
};

/// Fills a new state file from seed-requests.json (server.h); returns how many requests were read.
int seedRequests(const QString &file, const Content &content, State &state, std::int64_t now,
                 const std::function<void(const QString &)> &problem);

/// `[{"name","mode"}]` of a body, checked against the columns that there are.
[[nodiscard]] Json columnScope(const Content &content, const Product &product,
                               const std::string &port, const Json &body);

/// `party://<e-mail>`; other actors as they are.
[[nodiscard]] std::string actorKey(const std::string &who);

} // namespace meshlens::node
