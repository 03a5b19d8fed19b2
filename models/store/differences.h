// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"

namespace meshlens::store {

struct Difference {
    QString what; // schema, schema_break, contract, description, owner, status, version, ...
    QString detail;
};

/// What a person wants to know of two versions of a thing; an empty list where only small print
/// differs.
[[nodiscard]] QList<Difference> differences(const mesh::Domain &before, const mesh::Domain &after);
[[nodiscard]] QList<Difference> differences(const mesh::Party &before, const mesh::Party &after);
[[nodiscard]] QList<Difference> differences(const mesh::Term &before, const mesh::Term &after);
[[nodiscard]] QList<Difference> differences(const mesh::DataProduct &before,
                                            const mesh::DataProduct &after);
[[nodiscard]] QList<Difference> differences(const mesh::Dataset &before,
                                            const mesh::Dataset &after);

} // namespace meshlens::store
