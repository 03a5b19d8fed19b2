// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operations.h"
#include "models/samples/sample_cache.h"
#include "models/store/pull_writer.h"
#include "models/store/reader.h"
#include "models/store/split.h"
#include "models/store/writer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace meshlens;
using namespace Qt::StringLiterals;

namespace {

const QString orders = u"postgres://h:5432/a/b/orders"_s,
              returns = u"postgres://h:5432/a/b/returns"_s;

template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().detail));
    return std::move(result).value();
}

void need(const Result<void> &result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().detail));
}

/// A profile with two catalogs that say the same two keys, and rows at hand.
struct Desk {
    QTemporaryDir folder;
    app::Workspace workspace = need(app::Workspace::open(folder.path(), {}, false));
    std::shared_ptr<app::Operations> operations =
        need(app::Operations::open(workspace, Clock::frozenAt(1'000'000)));

    Desk()
    {
        for (const QString &name : {u"lake"_s, u"house"_s})
            pull(name);
    }

    void pull(const QString &name) const
    {
        store::Store &store = *operations->store();
        qint64 id = 0;
        need(store.write([&](store::Writer &writer) -> Result<void> {
            CatalogConnection connection;
            connection.name = name;
            connection.kind = u"folder"_s;
            connection.url = u"/nowhere"_s;
            id = need(writer.addCatalog(connection));
            return {};
        }));
        Batch batch;
        for (const QString &key : {orders, returns}) {
            mesh::Dataset dataset;
            dataset.key = dataset.nativeId = key;
            dataset.name = key.section(u'/', -1);
            batch.datasets += dataset;
        }
        const auto writer = need(store.beginPull(id));
        need(writer->put(batch));
        PullOutcome outcome;
        outcome.full = true;
        need(writer->commit({}, outcome));
    }

    void put(const QString &dataset, const QString &catalog) const
    {
        const auto cache = need(samples::SampleCache::open(
            workspace.profileFolder(), need(operations->secrets().sampleKey())));
        mesh::Sample sample;
        sample.columns = {{u"id"_s, u"integer"_s, false}};
        sample.rows = {{qint64(1)}};
        sample.complete = true;
        samples::SampleCache::Origin origin;
        origin.dataset = dataset;
        origin.catalog = catalog;
        origin.tableName = u"index."_s + dataset.section(u'/', -1).section(u'?', 0, 0) + catalog;
        need(cache->put(origin, sample));
    }

    void decide(store::Decision decision) const
    {
        need(operations->store()->write([&](store::Writer &writer) {
            return writer.decideIdentity(orders, store::splitAddress(u"house"_s), decision);
        }));
    }

    [[nodiscard]] QStringList cached() const
    {
        QStringList keys;
        for (const CachedSample &sample : need(operations->cachedSamples()))
            keys += sample.dataset;
        keys.sort();
        return keys;
    }
};

} // namespace

/// Rows at hand of what a person says is another thing.
class PartedSamplesTest : public QObject
{
    Q_OBJECT

private slots:
    void rowsOfTheOtherSideAreErased()
    {
        const Desk desk;
        desk.put(orders, u"house"_s);
        desk.put(returns, u"house"_s);
        QCOMPARE(desk.cached(), (QStringList{orders, returns}));

        desk.decide(store::Decision::Apart);

        QCOMPARE(desk.cached(), QStringList{returns}); // what was not parted stays
        QVERIFY(!desk.operations->sample(orders, 10, false, {}));
    }

    void rowsOfTheSideThatKeepsTheKeyStay()
    {
        const Desk desk;
        desk.put(orders, u"lake"_s);

        desk.decide(store::Decision::Apart);

        QCOMPARE(need(desk.operations->sample(orders, 10, false, {})).rows.size(), 1);
        QCOMPARE(desk.cached(), QStringList{orders});
    }

    void rowsOfAThingThatIsNoMoreGoWhenItIsJoinedAgain()
    {
        const Desk desk;
        desk.decide(store::Decision::Apart);
        desk.put(orders + u"?house"_s, u"house"_s);
        QCOMPARE(desk.cached(), QStringList{orders + u"?house"_s});

        desk.decide(store::Decision::Join);

        QCOMPARE(need(desk.operations->eraseEndedSamples()), 1);
        QCOMPARE(desk.cached(), QStringList());
    }
};

QTEST_GUILESS_MAIN(PartedSamplesTest)
#include "tst_parted_samples.moc"
