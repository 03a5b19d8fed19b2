// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/registry.h"
#include "models/store/reader.h"
#include "models/store/store.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

namespace meshlens::test {

/// A profile of its own with one catalog, which is pulled as the program pulls it.
class LiveBench
{
public:
    /// Ends the program where the connection cannot be meant.
    LiveBench(CatalogConnection connection, const QString &secret);

    /// One pull; its figures are printed as a line for people ("first pull: ..."), unless the title
    /// is empty.
    [[nodiscard]] Result<store::SyncRun> pull(const QString &title, bool full = false);

    [[nodiscard]] store::Reader reader() const;
    /// Of the last `count` changes: "orders schema plan: text → varchar", sorted.
    [[nodiscard]] QStringList changesSince(std::int64_t sinceMs) const;
    /// Native ids of all datasets, sorted.
    [[nodiscard]] QStringList datasets() const;
    /// All that the store shows of the mesh, a line a thing.
    [[nodiscard]] QString picture() const;
    [[nodiscard]] Catalog &catalog() const { return *m_catalog; }

private:
    QTemporaryDir m_folder;
    net::Client m_client;
    std::shared_ptr<store::Store> m_store;
    CatalogConnection m_connection;
    std::unique_ptr<Catalog> m_catalog;
};

} // namespace meshlens::test
