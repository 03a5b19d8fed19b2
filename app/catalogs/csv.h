// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/dataset.h"
#include "models/mesh/sample.h"
#include "models/result.h"

#include <stop_token>

class QIODevice;

namespace meshlens::catalogs {

/// Reads the first rows of a CSV file (RFC 4180, UTF-8, header line) as a sample.
///
/// Cells get the type of the dataset's column of that name, else the narrowest that fits every row
/// read; an empty cell, and one that does not fit, is null or text. The delimiter is the one of
/// comma, semicolon, tab and bar that the header holds most of.
/// Errors: Decode with the line: a quote that does not end, a row of more than 1 MB or 10,000
/// cells.
[[nodiscard]] Result<mesh::Sample> readCsv(QIODevice &device, const QList<mesh::Column> &columns,
                                           int rows, std::stop_token stop = {});

/// Turns text into the value a type asks for: qint64, double, bool or QString; null when empty.
[[nodiscard]] QVariant typedCell(const QString &text, const QString &type);

} // namespace meshlens::catalogs
