// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

namespace meshlens::samples {

/// `Payment attempts (EU)` as `payment_attempts_eu`; letters keep, others become `_`; never empty,
/// never starts with a digit.
[[nodiscard]] QString sqlName(const QString &name);

/// "product.dataset", with `_2`, `_3` ... when `taken` has it already; adds what it gives.
[[nodiscard]] QString sqlTableName(const QString &productName, const QString &datasetName,
                                   QSet<QString> &taken);

} // namespace meshlens::samples
