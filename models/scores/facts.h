// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/qualities.h"
#include "models/store/reader.h"

#include <QHash>

#include <functional>

namespace meshlens::scores {

/// The checks and loads of some datasets with their history, so that any moment of it can be asked
/// for.
struct History {
    QHash<QString, QList<store::Reader::CheckRow>> checks; // by dataset
    QHash<qint64, QList<mesh::CheckResult>> results;       // by check row, oldest first
    QHash<QString, QList<mesh::Load>> loads;               // by dataset, oldest first

    [[nodiscard]] QList<CheckState> statesAt(const QStringList &datasets, std::int64_t atMs) const;
    [[nodiscard]] QList<mesh::Load> loadsOf(const QStringList &datasets) const; // oldest first
};

/// No datasets: all.
[[nodiscard]] Result<History> readHistory(const store::Reader &reader, const QStringList &datasets,
                                          std::int64_t sinceMs);

/// One product with what it is judged by.
struct KnownProduct {
    store::ProductRow row;
    ProductFacts facts;
    FreshnessBasis basis;
    QStringList datasets; // of its output ports
};

/// Everything at once: for the whole mesh, or for one key.
struct KnownMesh {
    QList<KnownProduct> products; // in the order of the reader
    History history;
};
[[nodiscard]] Result<KnownMesh> knownMesh(const store::Reader &reader, const QString &onlyProduct,
                                          std::int64_t nowMs, std::int64_t sinceMs,
                                          const std::function<bool()> &cancelled = {});

[[nodiscard]] store::ScoreSummary summaryOf(const KnownProduct &known, const QualityScore &quality,
                                            const std::array<QualityMark, 6> &marks);

/// "9 h", "40 min", "3 d".
[[nodiscard]] QString durationText(std::int64_t ms);

[[nodiscard]] std::optional<double> medianOf(QList<double> values);
[[nodiscard]] std::optional<double> meanOf(const QList<double> &values);

} // namespace meshlens::scores
