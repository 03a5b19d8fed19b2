// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clock.h"
#include "models/result.h"

#include <QString>

#include <memory>

/// A mesh node: publishes a folder of open descriptors and data over HTTP and answers access
/// requests to it. `resources/api/mesh-node.openapi.yaml` describes the API (base `<url>/api/v1`).
///
/// The folder
/// ----------
/// Every file is optional; one that cannot be read is reported on standard error with file and
/// line, and the rest is served. Lists may stand alone or under the key that names the file
/// (`people:`).
///
/// node.yaml      `{id, name, version, description}`; id defaults to the folder's name.
/// people.yaml    `[{id, name, email, team, title, roles, owns, token_sha256}]`. `roles` of
///                `steward`, `admin` (everybody is a consumer); `owns` lists domain and product
///                ids. `token_sha256` is the lower-case hex SHA-256 of the person's token.
/// domains.yaml   `[{id, name, description, owners: [e-mail]}]`. Domains that only products name
///                are served too, under that name.
/// terms.yaml     `[{id, name, definition, domain, synonyms: [..]}]`
/// policy.yaml    `{minimum_purpose_length: 20, maximum_days: 365, answer_within_hours: 48,
///                rules: [{id, title, when: {class, purpose_kinds, roles, max_days, personal},
///                answer, days}]}` `class`, `purpose_kinds`, `roles` are a word or a list;
///                `personal: false` holds while no column classified personal is asked for in
///                clear; `answer` is approve, owner or deny; `days` is what an approval gives when
///                no end was asked for, and the most it gives.
/// products/*.yaml   Bitol ODPS, one product a document. `id` is the GUID. `customProperties` read:
///                `archetype`, `classification`, `access` (open, request; default request),
///                `certified`, `terms` (list of term ids), `readableDataProductKey`,
///                `sourceCodeLocation`, `requiredSecurityGroup`. `team.members[].username` is an
///                e-mail; members whose role says owner own the product, else the owners of its
///                domain do. An output port names its contract by `contractId`; its data set is the
///                schema object with the port's name, else the contract's first one; an input port
///                names an upstream contract.
/// contracts/*.yaml  ODCS v3. Every schema object is a data set with the id `<contract id>.<object
/// name>`.
///                Its identity follows from the first server and `physicalName` (else `name`).
///                A column is personal when `personal` or `pii` is its classification, one of its
///                tags, or a true custom property; `terms` is a custom property. `quality` rules
///                become checks: `id` (else `name`) as written, unique in the node.
/// lineage/*.ndjson  OpenLineage events, one a line.
/// quality.ndjson results `{"check", "at", "status": passed|warning|failed|errored, "value",
/// "expected",
///                "message"}` and, for checks that no contract names, definitions `{"id",
///                "dataset", "column", "dimension", "title", "severity", "weight", "period_s"}` on
///                lines of their own.
/// loads.ndjson   `{"dataset", "data_time", "arrived_at", "rows"}`, dataset by id.
/// data/          rows: `<data set id>.csv`, else `<object name>.csv` (header line, RFC 4180,
/// UTF-8),
///                else a table of either name in any `*.sqlite`. Types are the contract's.
/// seed-requests.json   read once, when the state file is new: `[{"id", "requester": e-mail,
/// "product",
///                "port", "purpose": {"kind", "text"}, "for": "me|team", "columns": [{"name",
///                "mode"}], "age_s": since it was sent, "until": date or "until_in_days", "state":
///                "pending|asked|approved|denied|cancelled", "grant": "active|returned|revoked"
///                (of an approved one), "decided_by": e-mail or "policy:<rule id>",
///                "decided_age_s", "note", "messages": [{"who": e-mail, "age_s", "text"}]}]`. Ages
///                count back from the start; `id` defaults to `seed-<number>`.
///
/// quality.ndjson, loads.ndjson and lineage grow by appending; every file is read again when its
/// time or size has changed, looked at on a request and at most once a second.
namespace meshlens::node {

struct Options {
    QString folder;
    QString host = QStringLiteral("127.0.0.1");
    int port = 0;      // 0: any free one
    QString stateFile; // empty: `<folder>/.meshlens/node.db`
    Clock clock = Clock::fromEnvironment();
};

/// One running node; several may run in one process.
/// Thread: start, stop and destruction from one thread; requests are answered by threads of its
/// own.
class Server
{
public:
    /// Errors: NotFound, there is no such folder; Storage, the state file cannot be used;
    /// Network, the address is taken or is none of this machine.
    static Result<std::unique_ptr<Server>> start(const Options &options);
    ~Server();

    /// `http://127.0.0.1:41234`, without a slash at the end.
    [[nodiscard]] QString url() const;
    [[nodiscard]] QString id() const; // as GET /node says
    [[nodiscard]] QString name() const;

    /// Ends long polls and open connections, then returns. Calling it twice does no harm.
    void stop();

    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

private:
    class Private;
    explicit Server(std::unique_ptr<Private> parts);
    std::unique_ptr<Private> d;
};

} // namespace meshlens::node
