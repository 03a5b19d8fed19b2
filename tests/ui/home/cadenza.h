// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_session.h"

namespace meshlens::test {

/// Fills a session with a media company's mesh: six domains, 24 products with datasets, contracts,
/// 90 days of checks and loads, twelve weeks of requests, terms with several meanings. A few
/// products are late, fail checks or have no owner. Scores are computed.
void fillWithCadenza(FakeSession &session);

[[nodiscard]] QString cadenzaProduct(const QString &id); // its key

} // namespace meshlens::test
