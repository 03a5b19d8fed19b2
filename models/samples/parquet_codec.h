// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QByteArray>

namespace meshlens::samples::parquet {

/// Unpacks what a page holds; `size` is what it says it comes to, and what is set aside for it.
/// Errors: Decode where it does not come to that; Usage for a codec that is not known.
/// Source: Apache Parquet format, Compression.md.
[[nodiscard]] Result<QByteArray> unpacked(int codec, QByteArrayView packed, qint64 size);

} // namespace meshlens::samples::parquet
