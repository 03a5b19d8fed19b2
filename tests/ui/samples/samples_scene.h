// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_session.h"

namespace meshlens::test {

/// Subscription revenue of a music service by country, plan and month: 8 countries, 3 plans, 6
/// months, one of which lacks most of Germany.
[[nodiscard]] mesh::Sample revenue();
/// Chargebacks with masked card numbers and a column that is often null.
[[nodiscard]] mesh::Sample chargebacks();

struct SamplesScene {
    static const QString revenueProduct;
    static const QString revenueDataset;
    static const QString chargebackProduct;
    static const QString chargebackDataset;

    /// Fills the index with both products; their samples are there where asked for.
    static void fill(FakeSession &session, bool withSamples = true);
    /// An approved request for the revenue whose grant is "g1".
    static mesh::AccessRequest grant(mesh::GrantState state);
};

} // namespace meshlens::test
