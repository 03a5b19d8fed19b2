// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/access.h"
#include "models/mesh/contract.h"
#include "models/mesh/dataset.h"
#include "models/store/rows.h"

/// Access in words, and what a draft needs before it may be sent. Thread: any; pure functions.
namespace meshlens::access {

/// The marks of UI.md section 9.
enum class Mark { None, Met, Partly, Warning, Missed, Waiting, Unknown, Offline };

struct Words {
    QString text; // plain text
    Mark mark = Mark::None;
};

/// Of a request's state, and of its grant once there is one.
[[nodiscard]] Words requestWords(const mesh::AccessRequest &request, const QString &ownerName = {});
[[nodiscard]] Words grantWords(const mesh::AccessRequest &request);
/// The grant where there is one, else the request: the one word a list shows.
[[nodiscard]] Words words(const mesh::AccessRequest &request, const QString &ownerName = {});

[[nodiscard]] QString purposeWords(mesh::PurposeKind kind); // "Reporting"
[[nodiscard]] QString accessWords(mesh::AccessWay way);     // "Open", "At once", "Owner decides"
[[nodiscard]] QString roleWords(const QString &role);

/// How this person would get in. `policyAnswers`: the product is known to answer some requests by
/// policy; `canRequest`: a catalog of it takes requests.
[[nodiscard]] mesh::AccessWay accessWay(mesh::AccessMode mode, mesh::GrantState grant,
                                        bool policyAnswers, bool canRequest);

/// Keys of products whose requests were answered by policy before.
[[nodiscard]] QSet<QString> answeredByPolicy(const QList<mesh::AccessRequest> &requests);

/// Whether a grant gives access now.
[[nodiscard]] bool isActive(const mesh::AccessRequest &request, std::int64_t nowMs);
/// What the person may do next with a request: words of AccessAction::Kind that the state allows.
[[nodiscard]] QList<mesh::AccessAction::Kind> possibleActions(const mesh::AccessRequest &request);

struct DraftProblem {
    QString field; // product, purpose, purpose_kind, until, columns
    QString message;
};

/// What must be mended before a draft can be sent. `columns`: of the port's dataset, may be empty.
[[nodiscard]] QList<DraftProblem> problemsOf(const mesh::AccessDraft &draft,
                                             const QList<mesh::Column> &columns,
                                             const QList<mesh::Contract> &contracts,
                                             std::int64_t nowMs, int minimumPurposeLength = 10);

/// A letter to the owners, for catalogs that take no requests.
[[nodiscard]] QString draftText(const mesh::AccessDraft &draft, const store::ProductRow &product,
                                const QString &requesterName);

} // namespace meshlens::access
