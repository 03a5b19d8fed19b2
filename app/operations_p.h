// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/client.h"
#include "app/operations.h"
#include "models/samples/sample_cache.h"

#include <QCoreApplication>
#include <QHash>

#include <mutex>

namespace meshlens::app {

/// Shared by the files that implement Operations.
struct Operations::Private {
    explicit Private(Workspace where, Clock when)
        : workspace(std::move(where)), secrets(workspace), clock(when)
    {}

    /// The sample cache, opened (with its key from the keychain) at first use.
    Result<samples::SampleCache *> cache();
    /// Whether there ever was a sample: without one nobody asks the keychain for its key.
    [[nodiscard]] bool hasSamples() const;
    /// Erases rows that came from what a person took for another thing since, or of one that is no
    /// more: they can be fetched again. How many.
    Result<int> eraseParted();
    Result<CatalogConnection> connectionCalled(const QString &name) const;
    void forgetAdapter(qint64 catalogId);

    Workspace workspace;
    Secrets secrets;
    Clock clock;
    std::shared_ptr<store::Store> store;
    net::Client client;

    struct Adapter {
        CatalogConnection connection;
        std::shared_ptr<Catalog> catalog;
    };
    std::mutex adaptersMutex;
    QHash<qint64, Adapter> adapters; // by catalog id

    std::mutex cacheMutex;
    std::unique_ptr<samples::SampleCache> sampleCache;
};

[[nodiscard]] inline QString tr(const char *text)
{
    return QCoreApplication::translate("Operations", text);
}

} // namespace meshlens::app
