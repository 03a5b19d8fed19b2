// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_types.h"

/// Columns out of the schema languages of registries. Nested fields as in rest_types.h; what refers
/// to itself is followed once. Thread: any; pure. Errors: Decode with a pointer, or the line.
namespace meshlens::catalogs {

/// Avro 1.11: a record's fields; a union with null is not required. `confluent:tags` are tags, and
/// PII makes a column personal. A schema that is no record is one column `value`.
[[nodiscard]] Result<Columns> columnsOfAvro(const QString &text);

/// JSON Schema, any draft: `properties`, `required`, `items`, `$ref` inside the document.
[[nodiscard]] Result<Columns> columnsOfJsonSchema(const QString &text);

/// Protocol Buffers 2 and 3: the first message of the file; field numbers are the fields' ids.
[[nodiscard]] Result<Columns> columnsOfProtobuf(const QString &text);

} // namespace meshlens::catalogs
