// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QVariant>

#include <cstdint>
#include <optional>

namespace meshlens::mesh {

struct SampleColumn {
    QString name;
    QString type;
    bool masked = false;
    bool operator==(const SampleColumn &) const = default;
};

/// Rows of a dataset, or the result of a query over such rows. A cell is null, bool, qint64, double
/// or QString.
struct Sample {
    QList<SampleColumn> columns;
    QList<QVariantList> rows;
    bool complete = false; // every row of the source, not a part of it
    QString grant;         // id of the grant it was given under; empty for open data
    std::optional<std::int64_t> expiresAtMs;
    std::int64_t fetchedAtMs = 0;
};

} // namespace meshlens::mesh
