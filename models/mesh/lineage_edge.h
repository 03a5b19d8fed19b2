// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace meshlens::mesh {

/// Data flows from one dataset (or column) to another. Columns are both set or both empty, except
/// that `toColumn` may be empty: the source column then shapes the whole target (a filter, a join).
struct LineageEdge {
    QString from; // dataset key
    QString fromColumn;
    QString to; // dataset key
    QString toColumn;
    QString job;                          // job key or query, empty where not said
    bool declared = true;                 // else found in what really ran
    std::optional<std::int64_t> seenAtMs; // when the source last saw it happen
    bool operator==(const LineageEdge &) const = default;
};

} // namespace meshlens::mesh
