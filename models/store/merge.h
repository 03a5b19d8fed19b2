// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/rows.h"

/// One thing from what several catalogs say: the first in order of rank wins, gaps are filled from
/// the others. Pure functions.
namespace meshlens::store {

void fillGaps(mesh::Domain &domain, const mesh::Domain &other);
void fillGaps(mesh::Party &party, const mesh::Party &other);
void fillGaps(mesh::Term &term, const mesh::Term &other);
void fillGaps(mesh::DataProduct &product, const mesh::DataProduct &other);
void fillGaps(mesh::Dataset &dataset, const mesh::Dataset &other);

/// The fields that people compare, with their values as text; unknown ones are left out.
using Field = std::pair<QString, QString>;
[[nodiscard]] QList<Field> comparedFields(const mesh::Domain &domain);
[[nodiscard]] QList<Field> comparedFields(const mesh::Party &party);
[[nodiscard]] QList<Field> comparedFields(const mesh::Term &term);
[[nodiscard]] QList<Field> comparedFields(const mesh::DataProduct &product);
[[nodiscard]] QList<Field> comparedFields(const mesh::Dataset &dataset);

/// Where catalogs disagree. `saidBy` pairs each catalog with its fields, winner first.
[[nodiscard]] QList<Conflict> conflictsOf(const QList<std::pair<QString, QList<Field>>> &saidBy);

} // namespace meshlens::store
