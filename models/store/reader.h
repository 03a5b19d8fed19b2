// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/identity.h"
#include "models/store/rows.h"

#include <functional>
#include <memory>

namespace meshlens::store {

/// Answers of one moment. Movable; one thread at a time. Rows are those of each catalog's
/// visible generation. Lists are in a stable order (name, then key, unless said otherwise).
class Reader
{
public:
    Reader(Reader &&) noexcept;
    Reader &operator=(Reader &&) noexcept;
    ~Reader();

    // Catalogs
    [[nodiscard]] Result<QList<CatalogRow>> catalogs() const;            // by rank
    [[nodiscard]] Result<CatalogRow> catalog(const QString &name) const; // Error NotFound
    [[nodiscard]] Result<QByteArray> pullState(qint64 catalogId) const;
    [[nodiscard]] Result<QList<SyncRun>> syncRuns(qint64 catalogId,
                                                  int limit) const; // newest first
    [[nodiscard]] Result<Counts> counts() const;

    // The mesh, merged over catalogs
    // `atMs`: as each catalog had it by then; what rules and people made one stays one.
    [[nodiscard]] Result<QList<mesh::Domain>>
    domains(std::optional<std::int64_t> atMs = std::nullopt) const;
    [[nodiscard]] Result<QList<mesh::Party>> parties() const;
    [[nodiscard]] Result<QList<mesh::Term>> terms() const;
    [[nodiscard]] Result<QList<ProductRow>>
    products(std::optional<std::int64_t> atMs = std::nullopt) const;
    [[nodiscard]] Result<ProductRow> productRow(const QString &key) const;
    [[nodiscard]] Result<Merged<mesh::DataProduct>> product(const QString &key) const;
    [[nodiscard]] Result<Merged<mesh::Dataset>> dataset(const QString &key) const;
    [[nodiscard]] Result<Merged<mesh::Domain>> domain(const QString &key) const;
    [[nodiscard]] Result<Merged<mesh::Term>> term(const QString &key) const;
    [[nodiscard]] Result<Merged<mesh::Party>> party(const QString &key) const;
    /// Datasets of the product's output ports, with columns.
    [[nodiscard]] Result<QList<mesh::Dataset>> outputDatasets(const QString &productKey) const;
    /// The contracts of a product: of itself, its ports and their datasets; no contract twice.
    [[nodiscard]] Result<QList<mesh::Contract>> contractsOf(const QString &productKey) const;
    [[nodiscard]] Result<QList<mesh::Contract>> contractsOfDataset(const QString &datasetKey) const;
    /// Every version of a contract that a sync has seen, newest first; those of the catalog whose
    /// contract wins, catalogs that describe `thing` before others. A contract that says the same
    /// again later is a version of its own.
    [[nodiscard]] Result<QList<ContractVersion>> contractVersions(const QString &contractId,
                                                                  const QString &thing = {}) const;
    /// The contracts of every product, then those of every dataset that has some (under its key);
    /// as contractsOf() and contractsOfDataset() have them, but in one walk over all.
    Result<void> forEachContracts(
        const std::function<void(const QString &productKey, const QList<mesh::Contract> &)> &each)
        const;
    /// Products with this dataset on an output port.
    [[nodiscard]] Result<QStringList> productsOfDataset(const QString &datasetKey) const;

    /// Every dataset, `columns` filled only where asked; stops when `each` returns false.
    Result<void> forEachDataset(bool withColumns,
                                const std::function<bool(const Merged<mesh::Dataset> &)> &each,
                                std::optional<std::int64_t> atMs = std::nullopt) const;

    [[nodiscard]] Result<Watermark> watermark() const;
    /// Keys of datasets that came, changed or went since; nothing when catalogs came, went or
    /// changed rank, so that everything may be different.
    [[nodiscard]] Result<std::optional<QStringList>> changedDatasets(const Watermark &since) const;

    /// Exact key, native id, qualified name, then unambiguous part of one; at most `limit`.
    [[nodiscard]] Result<QList<ThingRef>> resolve(const QString &text, int limit = 20) const;

    // Identity: one thing under several keys (identity.h)
    [[nodiscard]] Result<QList<IdentityDecision>> identityDecisions() const; // newest first
    [[nodiscard]] Result<QList<IdentityMerge>> identityMerges(const QString &key = {},
                                                              int limit = 1000) const;
    [[nodiscard]] Result<qint64> mergedThings() const; // how many are merged into others
    [[nodiscard]] Result<QList<IdentityConflict>> identityConflicts(int limit = 1000) const;
    /// What a person keeps apart of one key (split.h), newest first.
    [[nodiscard]] Result<QList<IdentitySplit>> identitySplits() const;
    /// Products and datasets that may be one, and what a person has joined.
    [[nodiscard]] Result<IdentityProposals> identityProposals(int limit = 200) const;
    /// Tables that lie on the same path and are not one: pairs of keys. Lineage may draw them as
    /// one.
    [[nodiscard]] Result<QList<std::pair<QString, QString>>> sameDataAs() const;
    /// The key that stands for a key: itself, or what it is merged into.
    [[nodiscard]] Result<QString> standingKey(const QString &key) const;

    // Lineage: dataset and column edges of all catalogs, as of now or of a past time
    struct EdgeRow {
        mesh::LineageEdge edge;
        QString catalog;
        std::int64_t firstSeenMs = 0;
        std::int64_t lastSeenMs = 0;
    };
    /// Confidential, restricted and personal columns of all datasets.
    struct MarkedColumn {
        QString dataset; // key
        QString column;
        mesh::Classification classification = mesh::Classification::Unknown;
        bool personal = false;
    };
    Result<void> forEachMarkedColumn(const std::function<bool(const MarkedColumn &)> &each) const;
    Result<void> forEachEdge(const std::function<bool(const EdgeRow &)> &each,
                             std::optional<std::int64_t> atMs = std::nullopt) const;

    // Quality and freshness; empty list of keys: all
    struct CheckRow {
        mesh::Check check;
        qint64 rowId = 0; // of the check, stable: results refer to it
        QString catalog;
    };
    struct ResultRow {
        qint64 checkRowId = 0;
        mesh::CheckResult result;
    };
    [[nodiscard]] Result<QList<CheckRow>> checks(const QStringList &datasetKeys) const;
    /// Results since a time, oldest first.
    [[nodiscard]] Result<QList<ResultRow>> results(const QStringList &datasetKeys,
                                                   std::int64_t sinceMs) const;
    /// The newest result of each check.
    [[nodiscard]] Result<QList<ResultRow>> latestResults(const QStringList &datasetKeys) const;
    [[nodiscard]] Result<QList<mesh::Load>> loads(const QStringList &datasetKeys,
                                                  std::int64_t sinceMs) const; // oldest first

    // Access
    [[nodiscard]] Result<QList<mesh::AccessRequest>> requests() const;          // newest first
    [[nodiscard]] Result<mesh::AccessRequest> request(const QString &id) const; // NotFound
    [[nodiscard]] Result<QList<OutboxItem>> outbox() const;                     // oldest first

    // History and what the user keeps
    [[nodiscard]] Result<QList<Change>> changes(std::int64_t sinceMs, const QString &key = {},
                                                int limit = 1000) const; // newest first
    [[nodiscard]] Result<QList<Kept>> kept(const QString &kind) const;   // by position
    [[nodiscard]] Result<QByteArray> setting(const QString &name) const; // empty: not set

    /// Read-only SQL over the `mesh` views of the index (product, dataset, column, edge,
    /// check_result, grant, request, views), with the given temporary tables beside them.
    /// Tables are named as given. Statements other than one SELECT or WITH are refused; `cancelled`
    /// is looked at while it runs. At most `maxRows` rows; `complete` says whether all were read.
    struct QueryTable {
        QString name; // "product.dataset", or "mesh.finding" (query_tables.h)
        const mesh::Sample *rows = nullptr;
    };
    [[nodiscard]] Result<mesh::Sample> query(const QString &sql, const QList<QueryTable> &tables,
                                             int maxRows,
                                             const std::function<bool()> &cancelled = {}) const;

private:
    friend class Store;
    struct Private;
    explicit Reader(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace meshlens::store
