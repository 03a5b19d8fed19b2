// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry.h"
#include "app/sync/events.h"
#include "app/sync/identity.h"
#include "app/sync/pull.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/support/fake_node.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <semaphore>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;

namespace {

/// A catalog that is deaf to being stopped until it is let go.
struct Deaf final : Catalog {
    std::atomic_int calls = 0;
    std::binary_semaphore letGo{0};

    QList<ConnectionStep> test(std::stop_token) override { return {}; }
    Result<PullOutcome> pull(const PullRequest &, PullSink &, std::stop_token) override
    {
        return PullOutcome();
    }
    Result<qint64> waitForEvents(qint64 after, int, std::stop_token) override
    {
        ++calls;
        letGo.acquire();
        return after;
    }
};

/// A store with one catalog, a fake node.
struct Place {
    QTemporaryDir folder;
    net::Client client;
    FakeNode node;
    std::shared_ptr<store::Store> store;

    Place()
    {
        auto opened = store::Store::open(folder.path(), Clock::frozenAt(1'772'400'000'000));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        store = *opened;
    }
    Result<std::shared_ptr<Catalog>> connect()
    {
        auto made = catalogs::make(node.connection(u"North"_s), {}, client, store->clock());
        if (!made)
            return std::move(made).error();
        return std::shared_ptr<Catalog>(*std::move(made));
    }
};

} // namespace

/// Following what happens at catalogs, and who one is there.
class TestEvents : public QObject
{
    Q_OBJECT

private slots:
    void aCatalogThatCannotBeOpenedOnceIsFollowedLater()
    {
        Place place;
        std::atomic_int asked = 0;
        std::atomic_int changed = 0;
        sync::Events::Hooks hooks;
        hooks.changed = [&](const QString &) { ++changed; };
        hooks.firstPause = std::chrono::milliseconds(1);
        sync::Events events(
            place.store,
            [&](const QString &) -> Result<std::shared_ptr<Catalog>> {
                if (++asked == 1)
                    return Error{Error::Kind::Storage, u"The keychain is locked."_s, {}};
                return place.connect();
            },
            std::move(hooks));

        events.watch({u"North"_s});

        QTRY_VERIFY(changed > 0);
    }

    void watchingFewerWaitsForNobody()
    {
        Place place;
        const auto deaf = std::make_shared<Deaf>();
        sync::Events events(place.store,
                            [&](const QString &) -> Result<std::shared_ptr<Catalog>> {
                                return std::shared_ptr<Catalog>(deaf);
                            },
                            {});
        events.watch({u"Deaf"_s});
        QTRY_VERIFY(deaf->calls > 0);
        // Should watch() wait, this lets it go on, so that the test fails and does not hang.
        std::jthread rescue([&deaf, clock = QElapsedTimer()](std::stop_token stop) mutable {
            clock.start();
            while (!stop.stop_requested() && clock.elapsed() < 2000)
                std::this_thread::yield();
            deaf->letGo.release();
        });
        QElapsedTimer clock;
        clock.start();

        events.watch({});

        QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
    }

    void aNodeSaysWhoOneIs()
    {
        Place place;
        place.node.set("me", {{"id", "bo"},
                              {"name", "Bo Lind"},
                              {"email", "Bo@North.example"},
                              {"roles", {"consumer", "owner"}}});
        const auto catalog = place.connect();
        QVERIFY(catalog);

        QVERIFY(sync::pullRequests(*place.store, u"North"_s, **catalog, {}));

        const auto reader = place.store->read();
        QVERIFY(reader);
        const auto me = sync::identityAt(*reader, u"North"_s);
        QVERIFY(me);
        QCOMPARE(me->key, u"party://bo@north.example"_s);
        QCOMPARE(me->name, u"Bo Lind"_s);
        QCOMPARE(me->roles, (QStringList{u"consumer"_s, u"owner"_s}));
        QVERIFY(!sync::identityAt(*reader, u"South"_s));
    }

    void aNodeThatDoesNotSayWhoOneIsStillShowsRequests()
    {
        Place place;
        const auto catalog = place.connect();
        QVERIFY(catalog);

        QVERIFY(sync::pullRequests(*place.store, u"North"_s, **catalog, {}));

        const auto reader = place.store->read();
        QVERIFY(reader && !sync::identityAt(*reader, u"North"_s));
        QCOMPARE(reader->requests()->size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
