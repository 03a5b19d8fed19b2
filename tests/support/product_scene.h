// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_session.h"

/// A small mesh with believable products, for tests and pictures of screens.
namespace meshlens::test {

[[nodiscard]] QString sceneProduct(const QString &id);   // product://core/<id>
[[nodiscard]] QString sceneDataset(const QString &name); // a table of the scene's database

/// Fills the catalogs "Core Catalog" and "Payments Catalog" and computes the scores. The second
/// one disagrees about the description, owner and version of "Subscription revenue". One product
/// ("Bare export") has nothing but its name.
void fillScene(FakeSession &session);

/// An approved request of the session's person with an active grant until `untilMs`.
[[nodiscard]] mesh::AccessRequest sceneGrant(const FakeSession &session, const QString &product,
                                             std::int64_t untilMs);

} // namespace meshlens::test
