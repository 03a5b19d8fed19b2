// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace meshlens::mesh {

struct Purpose {
    PurposeKind kind = PurposeKind::Other;
    QString text;
    bool operator==(const Purpose &) const = default;
};

/// What is asked for or given of one column.
struct ColumnScope {
    QString name;
    ColumnMode mode = ColumnMode::Give;
    bool operator==(const ColumnScope &) const = default;
};

struct RequestMessage {
    std::int64_t atMs = 0;
    QString who; // party key
    QString text;
    bool operator==(const RequestMessage &) const = default;
};

struct RequestEvent {
    std::int64_t atMs = 0;
    QString who; // party key, or "policy"
    QString what;
    bool operator==(const RequestEvent &) const = default;
};

/// A request and the grant that may follow from it (one grant a request, same id in commands).
/// Who acted is always what the catalog derived from the credential.
struct AccessRequest {
    QString id; // the catalog's id; before it was sent `local-<uuid>`
    std::int64_t version = 0;
    QString catalog;   // name of the catalog connection it goes through
    QString product;   // product key
    QString port;      // port id
    QString requester; // party key
    QString requesterName;
    QString requesterTeam;
    QString forWhom; // "me" or "team"
    Purpose purpose;
    QList<ColumnScope> columns; // empty: all columns, personal ones masked
    std::optional<std::int64_t> untilMs;
    std::optional<std::int64_t> dueMs; // when an answer is promised
    QString renews;                    // id of the request it renews
    RequestState state = RequestState::Draft;
    GrantState grant = GrantState::None;
    QString grantId;
    QString decidedBy; // party key, or "policy:<rule id>"
    QString decidedByName;
    std::optional<std::int64_t> decidedAtMs;
    std::int64_t createdAtMs = 0;
    QString note;
    QList<RequestMessage> messages;
    QList<RequestEvent> history;
    bool mine = false;      // asked by this profile
    bool decidable = false; // this profile may decide it
    bool operator==(const AccessRequest &) const = default;
};

/// What a person fills in before sending.
struct AccessDraft {
    QString product;
    QString port;
    Purpose purpose;
    std::optional<std::int64_t> untilMs;
    QList<ColumnScope> columns;
    QString forWhom = QStringLiteral("me");
    QString renews;
};

/// One rule of a policy and how it judges a draft.
struct PolicyRule {
    QString id;
    QString text;
    bool passed = false;
    QString howToPass;
    bool operator==(const PolicyRule &) const = default;
};

/// The predicted answer to a draft.
struct AccessPreview {
    enum class Answer { AtOnce, Owner, Impossible };
    Answer answer = Answer::Owner;
    QList<PolicyRule> rules;
    std::optional<std::int64_t> usualWaitMs;
};

/// What somebody does to a request.
struct AccessAction {
    enum class Kind { Approve, Deny, Ask, Answer, Cancel, Revoke, Return };
    Kind kind = Kind::Approve;
    QString request; // its id
    QString note;
    std::optional<std::int64_t> untilMs;
    QList<ColumnScope> columns;
    std::int64_t expectedVersion = 0;
};

} // namespace meshlens::mesh
