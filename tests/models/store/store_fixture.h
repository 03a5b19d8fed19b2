// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/pull_writer.h"
#include "models/store/reader.h"
#include "models/store/store.h"
#include "models/store/writer.h"

#include <QTemporaryDir>
#include <QTest>

namespace meshlens::store {

using namespace Qt::StringLiterals;

/// Fails the test with the error's words where a Result holds none.
template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().detail));
    return std::move(result).value();
}

inline void need(const Result<void> &result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().detail));
}

inline mesh::Domain domainOf(const QString &id, const QString &name)
{
    mesh::Domain domain;
    domain.key = u"domain://acme/"_s + id;
    domain.nativeId = id;
    domain.name = name;
    return domain;
}

inline mesh::Party partyOf(const QString &email, const QString &name)
{
    mesh::Party party;
    party.key = u"party://"_s + email;
    party.nativeId = email;
    party.name = name;
    party.email = email;
    return party;
}

inline mesh::Dataset datasetOf(const QString &table, const QStringList &columns)
{
    mesh::Dataset dataset;
    dataset.key = u"postgres://db.acme.example:5432/shop/public/"_s + table;
    dataset.nativeId = u"shop."_s + table;
    dataset.name = table;
    dataset.qualifiedName = u"shop.public."_s + table;
    for (const QString &name : columns) {
        mesh::Column column;
        column.name = name;
        column.type = u"text"_s;
        dataset.columns.append(column);
    }
    return dataset;
}

inline mesh::DataProduct productOf(const QString &id, const QString &name,
                                   const QString &table = {})
{
    mesh::DataProduct product;
    product.key = u"product://acme/"_s + id;
    product.nativeId = id;
    product.name = name;
    product.status = mesh::Status::Active;
    if (!table.isEmpty()) {
        mesh::Port port;
        port.id = u"out"_s;
        port.name = table;
        port.dataset = datasetOf(table, {}).key;
        product.ports.append(port);
    }
    return product;
}

inline Batch batchOf(const QList<mesh::DataProduct> &products)
{
    Batch batch;
    batch.products = products;
    return batch;
}

inline mesh::LineageEdge edgeOf(const QString &from, const QString &to)
{
    mesh::LineageEdge edge;
    edge.from = datasetOf(from, {}).key;
    edge.to = datasetOf(to, {}).key;
    return edge;
}

/// A workspace of its own with a clock that the test moves.
class StoreFixture
{
public:
    explicit StoreFixture(std::int64_t nowMs = 1'000'000) : clock(Clock::frozenAt(nowMs))
    {
        store = need(Store::open(folder(), clock));
    }

    [[nodiscard]] QString folder() const { return directory.filePath(u"profile"_s); }

    /// Opens the store again, later.
    void reopen(std::int64_t nowMs)
    {
        store.reset();
        clock = Clock::frozenAt(nowMs);
        store = need(Store::open(folder(), clock));
    }

    qint64 addCatalog(const QString &name)
    {
        qint64 id = 0;
        need(store->write([&](Writer &writer) -> Result<void> {
            CatalogConnection connection;
            connection.name = name;
            connection.kind = u"node"_s;
            connection.url = u"http://"_s + name + u".example"_s;
            auto added = writer.addCatalog(connection);
            if (!added)
                return std::move(added).error();
            id = *added;
            return {};
        }));
        return id;
    }

    SyncRun pull(qint64 catalogId, const QList<Batch> &batches, bool full = true)
    {
        const auto writer = need(store->beginPull(catalogId));
        for (const Batch &batch : batches)
            need(writer->put(batch));
        PullOutcome outcome;
        outcome.full = full;
        outcome.state = "state";
        return need(writer->commit({}, outcome));
    }

    QStringList productNames()
    {
        QStringList names;
        for (const ProductRow &row : need(need(store->read()).products()))
            names.append(row.name);
        return names;
    }

    QTemporaryDir directory;
    Clock clock;
    std::shared_ptr<Store> store;
};

} // namespace meshlens::store
