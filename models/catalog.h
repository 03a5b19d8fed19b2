// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/access.h"
#include "models/mesh/check.h"
#include "models/mesh/contract.h"
#include "models/mesh/data_product.h"
#include "models/mesh/dataset.h"
#include "models/mesh/domain.h"
#include "models/mesh/lineage_edge.h"
#include "models/mesh/sample.h"
#include "models/result.h"

#include <QMap>
#include <QSet>

#include <functional>
#include <stop_token>

/// The interface to a kind of catalog: app/catalogs implements it, app/sync calls it.
namespace meshlens {

/// One option of a kind of catalog, as a form shows it.
struct CatalogOption {
    QString name; // as on the command line: `--option NAME=VALUE`
    QString title;
    bool needed = false;
    bool secret = false;
    QString hint;
};

struct CatalogKind {
    QString kind; // "node", "folder"
    QString title;
    QString description;
    QString icon;
    QSet<mesh::Capability> capabilities;
    QList<CatalogOption> options;
};

/// A connection to one catalog. The secret lives in the keychain and is handed to the adapter only.
struct CatalogConnection {
    qint64 id = 0;
    QString name;
    QString kind;
    QString url;
    QMap<QString, QString> options; // never a secret
    QString authority;              // of its keys; set by the first pull
    qint64 syncPeriodMs = 15 * 60 * 1000;
    bool operator==(const CatalogConnection &) const = default;
};

/// Something that could not be read, while the rest was.
struct PullProblem {
    QString file; // path inside the folder, or URL without its query
    int line = 0; // 0: not known
    QString reason;
    bool operator==(const PullProblem &) const = default;
};

/// What a catalog itself tells of a change: who, when and why, beside what a comparison finds.
struct ChangeNote {
    mesh::Kind kind = mesh::Kind::Dataset;
    QString key;
    QString name;
    QString what;   // one word: "commit"
    QString detail; // "Ann, 2026-03-02 14:00 UTC: Load of February"
    bool operator==(const ChangeNote &) const = default;
};

/// A page of what a catalog says. Entities replace the ones with the same native id.
struct Batch {
    QList<mesh::Domain> domains;
    QList<mesh::DataProduct> products;
    QList<mesh::Dataset> datasets;
    QList<mesh::Term> terms;
    QList<mesh::Party> parties;
    QList<mesh::Contract> contracts;
    QList<mesh::LineageEdge> edges;
    QList<mesh::Check> checks;
    QList<mesh::CheckResult> results;
    QList<mesh::Load> loads;
    QList<ChangeNote> notes; // for the list of changes, when this pull makes a generation
    /// Gone since the last pull, by native id (incremental pulls only; a full pull closes whatever
    /// it did not see).
    QMap<mesh::Kind, QStringList> deleted;
    QStringList deletedChecks;
    /// Listed but not readable now, by native id: what was known of them stays as it is.
    QMap<mesh::Kind, QStringList> unread;
    QStringList unreadChecks;
    QList<mesh::LineageEdge> deletedEdges;
};

/// Receives a pull. Thread: the adapter's; a call may block for a while when the store is behind.
class PullSink
{
public:
    virtual ~PullSink() = default;
    virtual Result<void> put(Batch batch) = 0;
    virtual void problem(PullProblem problem) = 0;
    /// `part` is what is being read ("datasets"), done of total; total 0: not known.
    virtual void progress(const QString &part, qint64 done, qint64 total) = 0;
};

struct PullRequest {
    bool full = false;
    QByteArray state; // what the last good pull returned; empty: there was none
};

struct PullOutcome {
    /// Kept with the generation and given to the next pull: cursors, ETags, file times.
    QByteArray state;
    bool full = true;       // everything was handed on; else only what changed
    bool unchanged = false; // nothing new: no generation is made
    QString authority;      // of the keys, once known
    qint64 requests = 0;
    qint64 bytes = 0;
};

/// One step of a connection test, in order: name resolved, reached, TLS, signed in, permitted,
/// found.
struct ConnectionStep {
    QString title;
    bool passed = false;
    QString detail;
};

using StepTold = std::function<void(const ConnectionStep &)>;

struct SampleQuery {
    QString product; // native id, may be empty
    QString dataset; // native id
    int rows = 1000;
};

/// A node's or catalog's view of this person's requests and grants.
struct AccessPage {
    QList<mesh::AccessRequest> requests;
};

/// One connected catalog. Straight-line code: every call blocks its worker thread, looks at the
/// stop token, and may be made from several threads at once.
class Catalog
{
public:
    virtual ~Catalog() = default;

    virtual QList<ConnectionStep> test(std::stop_token stop) = 0;
    /// The same, with each step told as soon as it is known; a kind that cannot tells them at the
    /// end.
    virtual QList<ConnectionStep> testTelling(const StepTold &told, std::stop_token stop);
    virtual Result<PullOutcome> pull(const PullRequest &request, PullSink &sink,
                                     std::stop_token stop) = 0;

    virtual Result<mesh::Sample> sample(const SampleQuery &query, std::stop_token stop);

    /// Everything this profile may see of requests: own, to decide, as steward.
    virtual Result<AccessPage> accessRequests(std::stop_token stop);
    virtual Result<mesh::AccessPreview> previewAccess(const mesh::AccessDraft &draft,
                                                      const QString &productNativeId,
                                                      std::stop_token stop);
    /// Sending the same `idempotencyKey` again never makes a second request.
    virtual Result<mesh::AccessRequest> requestAccess(const mesh::AccessDraft &draft,
                                                      const QString &productNativeId,
                                                      const QString &idempotencyKey,
                                                      std::stop_token stop);
    /// Error Conflict carries nothing more; read the request again for the newer state.
    virtual Result<mesh::AccessRequest> act(const mesh::AccessAction &action,
                                            const QString &idempotencyKey, std::stop_token stop);

    /// Blocks until something happened after event `after` or `waitMs` have passed; returns the
    /// number of the last event (`after` when nothing happened). Error NotFound: the kind has no
    /// events.
    virtual Result<qint64> waitForEvents(qint64 after, int waitMs, std::stop_token stop);
};

} // namespace meshlens
