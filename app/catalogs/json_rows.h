// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/sample.h"
#include "models/result.h"

namespace meshlens::catalogs {

/// Rows out of JSON objects: one a line (JSON lines), or the items of one array.
///
/// A column a member, in the order in which they first appear; what is nested stays JSON text.
/// `complete` says whether all that was given is in. Limits: 2,000 columns.
/// Errors: Decode, with the line. Thread: any; pure function.
[[nodiscard]] Result<mesh::Sample> readJsonRows(const QByteArray &text, int rows);

} // namespace meshlens::catalogs
