// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_service.h"
#include "models/mesh/sample.h"

namespace meshlens::catalogs {

struct AthenaQuery {
    QString database;
    QString table;
    int rows = 100;
    QString workGroup;      // empty: primary
    QString outputLocation; // s3://..., where the work group has none of its own
};

/// `SELECT * FROM "sales"."orders" LIMIT 101`. Names are quoted: they are text of a stranger.
[[nodiscard]] QString athenaSelect(const AthenaQuery &query);

/// A cell by the type that Athena names: a number, true or false, else the text. `node` is an entry
/// of `Data`, null where it holds no text.
[[nodiscard]] QVariant athenaCell(const nlohmann::json &node, const QString &type);

/// The first rows of a table: the query is started, waited for (at most a minute, then it is
/// stopped: it costs money), and its result read page by page. A result of the last hour is used
/// again. Athena bills by what is read.
[[nodiscard]] Result<mesh::Sample> athenaSample(AwsService &athena, const AthenaQuery &query,
                                                std::stop_token stop);

} // namespace meshlens::catalogs
