// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_client.h"

namespace meshlens::catalogs {

/// Runs one statement by Trino's client protocol and gathers at most `rows` of its rows.
///
///   POST /v1/statement                   the SQL
///   GET  nextUri                         until there is none; columns and rows come in pieces
///   DELETE nextUri                       once there are enough rows, or when we are stopped
/// `nextUri` is followed only at the same host (behind a proxy that hides it, the host stays ours).
/// Errors: those of the statement (NotPermitted, NotFound, Usage, HttpStatus) with Trino's words.
/// Source: Trino client REST API.
[[nodiscard]] Result<mesh::Sample> runTrino(RestClient &client, const QString &sql, qsizetype rows,
                                            std::stop_token stop);

/// `"a"."b ""c"""`: each part in double quotes.
[[nodiscard]] QString inQuotes(const QStringList &parts);
/// `'it''s'`
[[nodiscard]] QString literal(const QString &text);

} // namespace meshlens::catalogs
