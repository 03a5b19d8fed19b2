// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// Public tables of the schema `mesh` that no view of the index can give: what they hold is
/// computed when somebody asks, so they stand beside the index, in the database of the question.
namespace meshlens::store {

/// Columns of `mesh.finding`, in order. All are text.
[[nodiscard]] QStringList findingColumns();

/// Whether a statement names `mesh.<table>` outside of its texts and comments.
[[nodiscard]] bool namesMeshTable(const QString &sql, const QString &table);

/// The statement with `mesh.<table>` made `<table>` for each of `tables`; texts, quoted names and
/// comments stay as they are.
[[nodiscard]] QString withoutSchema(const QString &sql, const QStringList &tables);

} // namespace meshlens::store
