// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_client.h"

namespace meshlens::catalogs {

/// The first rows of an object (`ref`: the path of its repository at a branch or commit), or of
/// the first one below a folder that can be read.
///
///   GET {ref}/objects/ls?prefix=    which objects a folder has, and their sizes
///   GET {ref}/objects?path=         by ranges
///
/// Reads CSV, TSV, JSON lines and JSON (the first 256 KB, JSON arrays only whole) and Parquet.
/// Folders named `day=1` are columns. A folder that is a Delta or Iceberg table is refused: which
/// of its files count stands in its log.
/// Errors: Usage for what is refused; NotFound where there is nothing to read.
[[nodiscard]] Result<mesh::Sample> lakefsRows(RestClient &client, const QByteArray &ref,
                                              const QString &path, int rows, std::stop_token stop);

} // namespace meshlens::catalogs
