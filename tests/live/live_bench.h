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

    /// One pull; its figures are printed as a line for people ("first pull: ...").
    [[nodiscard]] Result<store::SyncRun> pull(const QString &title);

    [[nodiscard]] store::Reader reader() const;
    /// Of the last `count` changes: "orders schema plan: text → varchar", sorted.
    [[nodiscard]] QStringList changesSince(std::int64_t sinceMs) const;
    [[nodiscard]] Catalog &catalog() const { return *m_catalog; }

private:
    QTemporaryDir m_folder;
    net::Client m_client;
    std::shared_ptr<store::Store> m_store;
    CatalogConnection m_connection;
    std::unique_ptr<Catalog> m_catalog;
};

} // namespace meshlens::test
