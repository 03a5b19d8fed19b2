// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/history.h"
#include "models/scores/qualities.h"
#include "models/store/reader.h"

#include <QHash>

namespace meshlens::ui {

/// What the index knows of a product, or of a dataset that belongs to none: one answer of one
/// moment, read in a worker.
struct ProductData {
    store::Merged<mesh::DataProduct> product; // of a dataset: its words in a product's shape
    store::ProductRow row;
    bool isDataset = false;
    QList<mesh::Dataset> datasets; // of its output ports, with columns
    QList<mesh::Contract> contracts;
    scores::Scorecard card;
    QList<mesh::Party> owners;
    QList<mesh::AccessRequest> requests; // about it, newest first
    QList<store::CatalogRow> catalogs;   // of its sources, winner first
    QHash<QString, QString> termNames;   // by key
    bool pinned = false;
    bool followed = false;
    std::int64_t readAtMs = 0;

    [[nodiscard]] const QString &key() const { return row.key; }
    [[nodiscard]] QString ownerNames() const;
    [[nodiscard]] qint64 columnCount() const;
    /// The dataset whose sample stands for it; empty: it has none.
    [[nodiscard]] QString sampleDataset() const;
};

/// How it got to be as it is: quality, loads, checks, changes.
struct ProductHistory {
    QList<scores::DailySeries> quality; // the whole first
    scores::LoadHistory loads;
    QList<scores::CheckHistory> checks; // not passed first
    QList<store::Change> changes;       // newest first
};

/// Of a product or dataset key. Error NotFound. Thread: a worker.
[[nodiscard]] Result<ProductData> readProduct(const store::Reader &reader, const QString &key,
                                              std::int64_t nowMs);
[[nodiscard]] Result<ProductHistory> readHistory(const store::Reader &reader, const QString &key,
                                                 const QStringList &datasets, std::int64_t nowMs);

} // namespace meshlens::ui
