// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/access.h"
#include "models/result.h"
#include "models/store/rows.h"

/// What the body of an outbox item holds: a person's wish, and what became of it.
/// Thread: any; pure functions.
namespace meshlens::sync {

/// An item that asks for access; `requestId` is the `local-...` id of the request it will replace.
[[nodiscard]] store::OutboxItem askingItem(const QString &catalog, const QString &requestId,
                                           const mesh::AccessDraft &draft,
                                           const QString &productNativeId, std::int64_t nowMs);

/// An item that acts on a request, not sent before `holdMs` have passed.
[[nodiscard]] store::OutboxItem actingItem(const QString &catalog, const mesh::AccessAction &action,
                                           std::int64_t nowMs, std::int64_t holdMs = 0);

struct Wish {
    bool asks = false; // else it acts
    mesh::AccessDraft draft;
    QString productNativeId;
    mesh::AccessAction action;
};
/// Error Storage: the body is not one that this program wrote.
[[nodiscard]] Result<Wish> wishOf(const store::OutboxItem &item);

/// Where an item stands. A refused one and one in conflict wait for the person, not for time.
enum class WishState { Waiting, Refused, Conflict };
[[nodiscard]] WishState stateOf(const store::OutboxItem &item);
void setState(store::OutboxItem &item, WishState state);

/// Why a refused item was refused: Usage (the catalog takes no such wish), NotFound, or
/// NotPermitted, which also stands for all others.
[[nodiscard]] Error::Kind refusalOf(const store::OutboxItem &item);
void setRefused(store::OutboxItem &item, Error::Kind why);

/// The version that the next item of a request expects, once the one before it was accepted.
void expectVersion(store::OutboxItem &item, std::int64_t version);

} // namespace meshlens::sync
