// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/parquet_footer.h"

#include <variant>

namespace meshlens::samples::parquet {

/// One value as it is stored: Int32 and Int64 as qint64; Int96 and both kinds of bytes as bytes.
using Raw = std::variant<bool, qint64, float, double, QByteArray>;
using Raws = std::vector<Raw>;

/// What the values of one column may still cost.
struct ValueBudget {
    qint64 values = 0;
    qint64 bytes = 0;
};

/// Takes the first `count` values out of the value section of a page.
///
/// Errors: Decode; TooLarge past the budget; Usage for an encoding that is not known.
struct ValueSection {
    QByteArrayView bytes;
    int encoding = 0;
};
[[nodiscard]] Result<void> takeValues(const ValueSection &section, Physical physical, int width,
                                      qint64 count, const Raws &dictionary, ValueBudget &budget,
                                      Raws &out);

} // namespace meshlens::samples::parquet
