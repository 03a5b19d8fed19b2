// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/schema.h"

#include <array>

namespace meshlens::store {

namespace {

constexpr auto fieldIds = R"sql(
ALTER TABLE dataset_column ADD COLUMN field_id TEXT NOT NULL DEFAULT '';
)sql";

// Finds what went since a generation without reading every row.
constexpr auto closedDatasets = R"sql(
CREATE INDEX dataset_row_closed ON dataset_row (catalog_id, until) WHERE until IS NOT NULL;
)sql";

// The words of the view of products know one more way of access; views are made anew below.
constexpr auto atOnceAccess = "";

} // namespace

int newestSchema()
{
    return 7;
}

const char *migrationText(int number)
{
    const std::array texts{firstSchema,  fieldIds,       identitySchema, closedDatasets,
                           atOnceAccess, identitySplits, splitRecords};
    return texts.at(static_cast<std::size_t>(number - 1));
}

} // namespace meshlens::store
