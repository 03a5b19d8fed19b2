// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/parquet_pages.h"

#include <QVariant>

namespace meshlens::samples::parquet {

/// A stored value as a sample's cell; a text is cut behind `mostCharacters`.
/// Source: Apache Parquet format, LogicalTypes.md.
[[nodiscard]] QVariant cellOf(const Raw &value, const Leaf &leaf, int mostCharacters);

/// The whole number in big-endian two's complement, divided by 10^scale, as text.
[[nodiscard]] QString decimalText(QByteArrayView bytes, int scale);

} // namespace meshlens::samples::parquet
