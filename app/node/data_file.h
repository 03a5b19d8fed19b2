// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/content.h"
#include "models/result.h"

#include <QString>

namespace meshlens::node {

/// Rows of a data set in the order of its file: one cell a column of the contract, null where the
/// data has none. Columns that the contract does not name are never read.
struct Rows {
    std::vector<std::vector<Json>> rows;
    bool complete = false; // nothing was left out
};

/// Errors: NotFound, the folder has no data of this data set; Decode, the file is broken.
/// Thread: any.
[[nodiscard]] Result<Rows> readRows(const QString &folder, const Dataset &dataset, int limit);

/// Nothing where there is no data or it cannot be read.
[[nodiscard]] std::optional<std::int64_t> countRows(const QString &folder, const Dataset &dataset);

} // namespace meshlens::node
