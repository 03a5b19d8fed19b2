// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

#include "models/store/catalog_lock.h"

#include <QProcess>
#include <QRandomGenerator>

#include <cstdio>

/// The program runs itself as a child that pulls and saves requests without end, and kills it.
namespace meshlens::store {
namespace {

constexpr int kills = 50;
constexpr int columnsPerDataset = 5;

/// Picture number n: how many datasets it has, each of which says n.
int datasetsOf(int picture)
{
    return 200 + picture % 7 * 60;
}

QList<Batch> pagesOf(int picture)
{
    QList<Batch> pages;
    for (int i = 0; i < datasetsOf(picture); ++i) {
        if (i % 50 == 0)
            pages.append(Batch());
        mesh::Dataset dataset =
            datasetOf(u"table_%1"_s.arg(i), {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});
        dataset.description = QString::number(picture);
        pages.last().edges.append(edgeOf(u"source_%1"_s.arg(picture), dataset.name));
        pages.last().datasets.append(std::move(dataset));
    }
    return pages;
}

void say(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stdout);
    std::fflush(stdout);
}

void saveRequest(Store &store, const QString &id)
{
    need(store.write([&](Writer &writer) {
        mesh::AccessRequest request;
        request.id = id;
        request.catalog = u"core"_s;
        return writer.saveRequest(request);
    }));
    say(u"saved "_s + id); // it is on disk by now
}

int pullWithoutEnd(const QString &folder, const QString &name)
{
    const auto store = need(Store::open(folder, Clock::frozenAt(1)));
    const CatalogRow catalog = need(need(store->read()).catalog(u"core"_s));
    const auto lock = CatalogLock::tryLock(folder, catalog.connection.id);
    if (!lock)
        return 2;
    say(u"ready"_s);
    for (int picture = static_cast<int>(catalog.generation) + 1;; ++picture) {
        const auto pull = need(store->beginPull(catalog.connection.id));
        int page = 0;
        for (const Batch &batch : pagesOf(picture)) {
            need(pull->put(batch));
            saveRequest(*store, u"%1-%2-%3"_s.arg(name).arg(picture).arg(page++));
        }
        need(pull->commit({}, {}));
    }
}

} // namespace

class StoreKillTest : public QObject
{
    Q_OBJECT

private slots:
    void aKilledPullLeavesTheLastGoodGenerationWhole()
    {
        StoreFixture fixture;
        fixture.addCatalog(u"core"_s);
        QStringList saved;
        qint64 lastGeneration = 0;
        QRandomGenerator random(20260312);
        for (int kill = 0; kill < kills; ++kill) {
            fixture.store.reset();
            saved += killedChild(fixture.folder(), kill, random.bounded(120));
            fixture.reopen(1);
            const CatalogRow catalog = need(need(fixture.store->read()).catalog(u"core"_s));
            QVERIFY(catalog.generation >= lastGeneration);
            lastGeneration = catalog.generation;
            checkPicture(fixture, static_cast<int>(catalog.generation));
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY2(lastGeneration > 0, "no pull was ever finished: the test proves nothing");
        QVERIFY(saved.size() > kills);
        QStringList kept;
        for (const mesh::AccessRequest &request : need(need(fixture.store->read()).requests()))
            kept.append(request.id);
        for (const QString &id : std::as_const(saved))
            QVERIFY2(kept.contains(id), qPrintable(id));
    }

private:
    /// Lets a child work for a while once it is ready; the ids of the requests that it saved.
    static QStringList killedChild(const QString &folder, int number, int afterMs)
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--pull"_s, folder, QString::number(number)});
        QByteArray said;
        while (!said.contains("ready\n") && child.waitForReadyRead(20'000))
            said += child.readAllStandardOutput();
        [&] { QVERIFY2(said.contains("ready\n"), said.constData()); }();
        if (child.waitForFinished(afterMs))
            qFatal("the child ended by itself");
        child.kill();
        child.waitForFinished();
        said += child.readAllStandardOutput();
        QStringList saved;
        for (const QByteArray &line : said.split('\n')) {
            if (line.startsWith("saved "))
                saved.append(QString::fromLatin1(line.mid(6)));
        }
        return saved;
    }

    static void checkPicture(const StoreFixture &fixture, int picture)
    {
        const Reader reader = need(fixture.store->read());
        int datasets = 0;
        need(reader.forEachDataset(true, [&](const Merged<mesh::Dataset> &merged) {
            ++datasets;
            [&] {
                QCOMPARE(merged.thing.description.toInt(), picture);
                QCOMPARE(merged.thing.columns.size(), columnsPerDataset);
                QCOMPARE(merged.sources.size(), 1);
            }();
            return !QTest::currentTestFailed();
        }));
        QCOMPARE(datasets, picture == 0 ? 0 : datasetsOf(picture));
        QCOMPARE(need(reader.counts()).edges, datasets);
    }
};

} // namespace meshlens::store

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == u"--pull")
        return meshlens::store::pullWithoutEnd(arguments[2], arguments[3]);
    meshlens::store::StoreKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_kill.moc"
