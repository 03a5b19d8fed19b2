// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/product_scene.h"

namespace meshlens::test {

/// A request of somebody to the owner of the payments products, pending and decidable.
[[nodiscard]] mesh::AccessRequest sceneRequest(const FakeSession &session, const QString &id,
                                               const QString &name, const QString &product);

/// Makes the person Lucia Vega, owner of payments, and gives her an inbox: two waiting ("tomas" is
/// the older, "maya"), one asked, three decided, one of her own.
void fillInbox(FakeSession &session);

/// Requests of the session's person in every state that a list can show.
void fillMine(FakeSession &session);

} // namespace meshlens::test
