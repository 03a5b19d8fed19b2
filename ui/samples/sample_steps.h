// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/profile.h"
#include "ui/parts/fact_model.h"

/// What one may do with a sample next: set it beside another one, join the two.
namespace meshlens::ui {

/// A cached sample by its name in SQL, with its columns.
struct SampleTable {
    QString name; // "product.dataset"
    QStringList columns;
};

/// The column that two samples are best joined by: of the same name, ids before others. Empty:
/// none.
[[nodiscard]] QString sharedKey(const SampleTable &left, const SampleTable &right);
/// A query over both; without a shared column the person has to say what belongs together.
[[nodiscard]] QString joinSql(const SampleTable &left, const SampleTable &right);
/// `name` in quotes, as SQL takes it.
[[nodiscard]] QString quotedName(const QString &name);

[[nodiscard]] QList<FactColumn> comparisonColumns(const QString &left, const QString &right);
/// One row a column of either, in the order of the left one; a difference is marked.
[[nodiscard]] QList<FactRow> comparisonRows(const QList<samples::ColumnProfile> &left,
                                            const QList<samples::ColumnProfile> &right);

} // namespace meshlens::ui
