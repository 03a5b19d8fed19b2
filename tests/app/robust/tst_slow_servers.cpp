// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/robust/workspace_fixture.h"
#include "tests/support/fake_node.h"

using namespace Qt::StringLiterals;

/// Nobody waits longer for a server than the limits say, and not at all once it is told to stop.
namespace meshlens::test {
namespace {

constexpr qint64 longestStopMs = 200;
constexpr int mostTries = 4; // a busy machine may hold up one of them, not each

/// Whether one of several tries stops in time; each says how long it took.
bool stopsInTime(const std::function<void(qint64 &elapsedMs)> &tryOnce)
{
    for (int tried = 0; tried < mostTries; ++tried) {
        qint64 elapsedMs = longestStopMs + 1;
        tryOnce(elapsedMs);
        if (QTest::currentTestFailed() || elapsedMs <= longestStopMs)
            return true; // a failure has told its own story
        qInfo("stopping took %lld ms", elapsedMs);
    }
    return false;
}

} // namespace

class TestSlowServers : public QObject
{
    Q_OBJECT

private slots:
    void deadServersCostOneTimeOutTogether();
    void stoppingEndsAWaitAtOnce_data();
    void stoppingEndsAWaitAtOnce();
    void closingTheWindowDoesNotWaitForAServer();

private:
    static void stopWhileWaiting(const std::function<void(Exchange &)> &handler, qint64 &elapsedMs);
    static void closeWhileWaiting(qint64 &elapsedMs);
};

void TestSlowServers::deadServersCostOneTimeOutTogether()
{
    WorkspaceFixture fixture;
    FakeNode dead[3];
    FakeNode good;
    const auto operations = fixture.open();
    for (int i = 0; i < 3; ++i) {
        dead[i].server.otherwise(behave::neverAnswer);
        fixture.add(*operations, u"Dead %1"_s.arg(i), u"node"_s, dead[i].url(),
                    {{u"timeout_s"_s, u"1"_s}});
    }
    fixture.add(*operations, u"Good"_s, u"node"_s, good.url());
    QElapsedTimer clock;
    clock.start();

    const auto runs = need(operations->sync({}, false, {}, {}));

    QVERIFY2(clock.elapsed() < 3500, qPrintable(QString::number(clock.elapsed())));
    for (const auto &[name, run] : runs) {
        QCOMPARE(run.ok, name == u"Good");
        if (!run.ok)
            QVERIFY2(run.error.contains(u"did not answer within 1 s"), qPrintable(run.error));
    }
}

void TestSlowServers::stoppingEndsAWaitAtOnce_data()
{
    QTest::addColumn<std::function<void(Exchange &)>>("handler");
    const auto row = [](const char *name, const std::function<void(Exchange &)> &handler) {
        QTest::newRow(name) << handler;
    };
    row("never answers", behave::neverAnswer);
    row("byte by byte", behave::answerByteByByte);
    row("later, please", behave::status(503, "Retry-After: 20\r\n"));
}

void TestSlowServers::stoppingEndsAWaitAtOnce()
{
    QFETCH(std::function<void(Exchange &)>, handler);
    QVERIFY(stopsInTime([&](qint64 &elapsedMs) { stopWhileWaiting(handler, elapsedMs); }));
}

void TestSlowServers::stopWhileWaiting(const std::function<void(Exchange &)> &handler,
                                       qint64 &elapsedMs)
{
    WorkspaceFixture fixture;
    FakeNode node;
    const auto operations = fixture.open();
    fixture.add(*operations, u"Slow"_s, u"node"_s, node.url());
    need(operations->sync({}, false, {}, {}));
    for (const char *path : {"/api/v1/datasets", "/api/v1/dataproducts"})
        node.server.on(path, handler);
    const int before = node.server.count("/api/v1/datasets");
    app::WindowSession session(operations);
    session.sync({}, true);
    QTRY_VERIFY(node.server.count("/api/v1/datasets") > before);
    QElapsedTimer clock;
    clock.start();

    session.stopSync({});

    while (!session.syncProgress().isEmpty() && clock.elapsed() < 5000)
        QTest::qWait(5);
    elapsedMs = clock.elapsed();
    const auto row = fixture.catalog(*operations, u"Slow"_s);
    QCOMPARE(row.products, 1);
    QCOMPARE(row.generation, 1);
}

void TestSlowServers::closingTheWindowDoesNotWaitForAServer()
{
    QVERIFY(stopsInTime([](qint64 &elapsedMs) { closeWhileWaiting(elapsedMs); }));
}

void TestSlowServers::closeWhileWaiting(qint64 &elapsedMs)
{
    WorkspaceFixture fixture;
    FakeNode node;
    const auto operations = fixture.open();
    fixture.add(*operations, u"Slow"_s, u"node"_s, node.url());
    need(operations->sync({}, false, {}, {}));
    node.server.otherwise(behave::neverAnswer);
    auto session = std::make_unique<app::WindowSession>(operations);
    session->start();
    session->sync({}, true);
    ConnectionDraft draft;
    draft.connection = fixture.catalog(*operations, u"Slow"_s).connection;
    const auto tested = session->testConnection(draft);
    const int before = node.server.count("/api/v1/node");
    QTRY_VERIFY(node.server.count("/api/v1/node") >= before + 2);
    QElapsedTimer clock;
    clock.start();

    session.reset();

    elapsedMs = clock.elapsed();
    QVERIFY(tested.isFinished());
}

} // namespace meshlens::test

QTEST_GUILESS_MAIN(meshlens::test::TestSlowServers)
#include "tst_slow_servers.moc"
