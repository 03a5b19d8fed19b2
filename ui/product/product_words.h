// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/cell_grid.h"
#include "ui/product/product_data.h"

/// How a product is put into words and small tables, on its page and beside search results.
namespace meshlens::ui {

[[nodiscard]] QString versioned(const QString &words, const QString &version); // "Metric v1.8"
[[nodiscard]] QString dimensionName(mesh::Dimension dimension);                // "Completeness"
[[nodiscard]] QString archetypeWords(mesh::Archetype archetype);      // "Source-aligned", or empty
[[nodiscard]] QString statusWords(mesh::Status status);               // "Active", or empty
[[nodiscard]] QString classWords(mesh::Classification value);         // "Internal", or empty
[[nodiscard]] QString checksWords(const scores::QualityScore &score); // "from 14 of 15 checks"

/// Whether some catalog of it takes requests.
[[nodiscard]] bool canRequest(const Session &session, const ProductData &data);

/// Name, bar, value.
[[nodiscard]] QList<QList<Cell>> dimensionRows(const scores::QualityScore &score);
/// Icon with protocol, address or dataset.
[[nodiscard]] QList<QList<Cell>> portRows(const ProductData &data, mesh::PortDirection direction,
                                          int most);
/// Name with its tags, type.
[[nodiscard]] QList<QList<Cell>> columnRows(const ProductData &data, int most);
/// A line of two columns: a name and what is known.
[[nodiscard]] QList<Cell> factCells(const QString &name, const QString &value);
/// A line that says that there is nothing.
[[nodiscard]] QList<Cell> quietCells(const QString &text);
[[nodiscard]] QString portIcon(const mesh::Port &port);
[[nodiscard]] QString portWords(const mesh::Port &port);   // "SQL", "Kafka"
[[nodiscard]] QString portAddress(const mesh::Port &port); // address, else dataset, else format
/// Key, Unique, Personal, classification.
[[nodiscard]] QList<Tag> columnTags(const mesh::Column &column);
[[nodiscard]] Token gradeColour(std::optional<double> score); // of bars

} // namespace meshlens::ui
