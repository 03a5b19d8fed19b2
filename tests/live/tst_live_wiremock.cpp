// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/rest_client.h"
#include "tests/live/live_bench.h"
#include "tests/live/wiremock.h"

#include <QElapsedTimer>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// Every kind against a server that pages, throttles and breaks off: what comes through is whole,
/// and otherwise the error is plain and the last good picture stays.
class TestLiveWireMock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void allPagesAreRead_data() { kinds(); }
    void allPagesAreRead();
    void aFaultThatPassesCostsNothingButTime();
    void aFaultThatStaysLeavesTheLastGoodPicture();
    void aServerThatAsksForTimeGetsIt();
    void cleanupTestCase();

private:
    static void kinds();
    [[nodiscard]] QString wholeOf(const WireMockWorld &world);
    [[nodiscard]] std::unique_ptr<LiveBench> bench(const WireMockWorld &world, const QString &host,
                                                   int timeoutS = 0) const;
    [[nodiscard]] QString transient(const WireMockWorld &world, const QString &fault,
                                    const QString &whole);
    [[nodiscard]] QString lasting(const WireMockWorld &world, std::size_t mapping,
                                  const QString &fault);

    WireMock m_mock;
};

namespace {

constexpr std::size_t atOnce = 60; // most of them wait

const QStringList allKinds = {u"aws-glue"_s,      u"aws-datazone"_s,   u"unity-catalog"_s,
                              u"iceberg-rest"_s,  u"hive-metastore"_s, u"nessie"_s,
                              u"delta-sharing"_s, u"lakefs"_s,         u"schema-registry"_s,
                              u"trino"_s};

/// What WireMock answers instead. The first six pass, the others stay.
json faultOf(const QString &name)
{
    if (name == "reset"_L1)
        return {{"fault", "CONNECTION_RESET_BY_PEER"}};
    if (name == "empty"_L1)
        return {{"fault", "EMPTY_RESPONSE"}};
    if (name == "broken chunk"_L1)
        return {{"status", 200}, {"fault", "MALFORMED_RESPONSE_CHUNK"}};
    if (name == "busy"_L1)
        return {{"status", 429}, {"headers", {{"Retry-After", "0"}}}, {"body", "{}"}};
    if (name == "throttled"_L1) // as Amazon says it
        return {{"status", 400},
                {"jsonBody", {{"__type", "ThrottlingException"}, {"message", "Rate exceeded"}}}};
    if (name == "later"_L1)
        return {{"status", 429}, {"headers", {{"Retry-After", "3600"}}}, {"body", "{}"}};
    if (name == "slow"_L1)
        return {{"status", 200}, {"fixedDelayMilliseconds", 6000}, {"body", "{}"}};
    if (name == "page of a proxy"_L1)
        return {{"status", 200},
                {"headers", {{"Content-Type", "text/html"}}},
                {"body", "<html><body>Sign in to the network first</body></html>"}};
    if (name == "cut off"_L1) // with the right length, so that only reading it tells
        return {{"status", 200}, {"body", "{\"items\":[{\"name\":"}};
    if (name == "forbidden"_L1)
        return {{"status", 403}, {"jsonBody", {{"message", "not yours"}}}};
    return {{"status", name.toInt()}, {"body", "{\"message\":\"trouble\"}"}};
}

bool isAws(const WireMockWorld &world)
{
    return world.kind.startsWith(u"aws-"_s);
}

/// Everything the store shows, the run's own host name aside.
QString pictureOf(const LiveBench &bench, const QString &host)
{
    return bench.picture().replace(host, u"HOST"_s);
}

QString said(const Error &error)
{
    return error.message + u" ("_s + error.detail + u')';
}

QString problemsOf(const store::SyncRun &run)
{
    QStringList all;
    for (const PullProblem &problem : run.problems)
        all.append(problem.file + u": "_s + problem.reason);
    return all.join(u" | "_s);
}

/// The failures of runs that go on at the same time.
QStringList failuresOf(std::size_t count, const std::function<QString(std::size_t)> &run)
{
    QStringList failures;
    const auto done = catalogs::eachAtOnce<QString>(
        count, {},
        [&](std::size_t i, const std::stop_token &) -> Result<QString> { return run(i); },
        [&](std::size_t, Result<QString> failure) -> Result<void> {
            if (!failure->isEmpty())
                failures.append(*failure);
            return {};
        },
        atOnce);
    return done ? failures : QStringList{done.error().message};
}

} // namespace

void TestLiveWireMock::initTestCase()
{
    MESHLENS_START_LIVE(m_mock.server);
    qInfo("%s", qPrintable(m_mock.server.version()));
}

void TestLiveWireMock::kinds()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : allKinds)
        QTest::newRow(qPrintable(kind)) << kind;
}

std::unique_ptr<LiveBench> TestLiveWireMock::bench(const WireMockWorld &world, const QString &host,
                                                   int timeoutS) const
{
    CatalogConnection connection;
    connection.name = u"lake"_s;
    connection.kind = world.kind;
    connection.url = m_mock.url(host);
    connection.options = world.options;
    if (timeoutS > 0)
        connection.options.insert(u"timeout_s"_s, QString::number(timeoutS));
    return std::make_unique<LiveBench>(connection, world.secret);
}

void TestLiveWireMock::allPagesAreRead()
{
    QFETCH(QString, kind);
    const WireMockWorld world = WireMockWorld::read(kind);
    const QString host = kind + u"-whole.localhost"_s;
    m_mock.open(host, world.mappings);
    const auto made = bench(world, host);

    const auto first = made->pull(kind + u", first"_s);
    const auto again = made->pull(kind + u", unchanged"_s);

    QVERIFY2(first, first ? "" : qPrintable(said(first.error())));
    QVERIFY2(first->problems.isEmpty(), qPrintable(problemsOf(*first)));
    QCOMPARE(made->datasets(), world.datasets);
    QVERIFY2(again, again ? "" : qPrintable(said(again.error())));
    QCOMPARE(again->generation, 0); // nothing new makes none
}

QString TestLiveWireMock::transient(const WireMockWorld &world, const QString &fault,
                                    const QString &whole)
{
    const QString host =
        u"%1-once-%2.localhost"_s.arg(world.kind, QString(fault).replace(u' ', u'-'));
    const QString what = world.kind + u", "_s + fault + u": "_s;
    m_mock.open(host, world.mappings);
    m_mock.failOnce(host, world.mappings, faultOf(fault));
    const auto made = bench(world, host);
    for (int pulls = 0; pulls < 2; ++pulls) { // some calls are made only by the second
        const auto run = made->pull({});
        if (!run)
            return what + said(run.error());
        if (!run->problems.isEmpty())
            return what + problemsOf(*run);
    }
    if (const QString picture = pictureOf(*made, host); picture != whole)
        return what + u"got\n"_s + picture + u"\ninstead of\n"_s + whole;
    if (const int left = m_mock.unspent(host))
        return what + u"%1 faults came to nobody"_s.arg(left);
    return {};
}

/// What two pulls without any fault leave.
QString TestLiveWireMock::wholeOf(const WireMockWorld &world)
{
    const QString host = world.kind + u"-unhindered.localhost"_s;
    m_mock.open(host, world.mappings);
    const auto unhindered = bench(world, host);
    return unhindered->pull({}) && unhindered->pull({}) ? pictureOf(*unhindered, host) : QString();
}

/// All kinds at once, since most of the time is waiting before a call is made again.
void TestLiveWireMock::aFaultThatPassesCostsNothingButTime()
{
    struct Run {
        WireMockWorld world;
        QString fault;
        QString whole;
    };
    QList<Run> runs;
    for (const QString &kind : allKinds) {
        const WireMockWorld world = WireMockWorld::read(kind);
        const QString whole = wholeOf(world);
        QVERIFY2(!whole.isEmpty(), qPrintable(kind));
        for (const auto &fault :
             {u"reset"_s, u"empty"_s, u"broken chunk"_s, u"busy"_s, u"500"_s, u"503"_s})
            runs.append({world, fault, whole});
        if (isAws(world))
            runs.append({world, u"throttled"_s, whole});
    }

    const QStringList failures = failuresOf(std::size_t(runs.size()), [&](std::size_t i) {
        const Run &run = runs[qsizetype(i)];
        return transient(run.world, run.fault, run.whole);
    });

    for (const QString &failure : failures)
        qWarning("%s", qPrintable(failure)); // QVERIFY2 cuts it off
    QVERIFY(failures.isEmpty());
}

QString TestLiveWireMock::lasting(const WireMockWorld &world, std::size_t mapping,
                                  const QString &fault)
{
    const QString host = u"%1-%2-%3.localhost"_s.arg(world.kind)
                             .arg(mapping)
                             .arg(QString(fault).replace(u' ', u'-'));
    const json &broken = world.mappings[mapping];
    const QString what = world.kind + u", "_s + fault + u" of "_s +
                         QString::fromStdString(broken["request"].dump()) + u":\n"_s;
    m_mock.open(host, world.mappings);
    const auto made = bench(world, host, fault == "slow"_L1 ? 3 : 0);
    if (const auto first = made->pull({}); !first)
        return what + u"before it, "_s + said(first.error());
    const QString good = made->picture();

    m_mock.fail(host, broken, faultOf(fault));
    bool isTold = false;
    for (const bool full : {false, true}) {
        const auto run = made->pull({}, full);
        isTold = isTold || !run || !run->problems.isEmpty();
        if (!run && (run.error().message.isEmpty() || run.error().kind == Error::Kind::Cancelled))
            return what + u"no plain error: "_s + said(run.error());
        if (!run && !world.secret.isEmpty() && said(run.error()).contains(world.secret))
            return what + u"the error has the secret"_s;
        if (const QString now = made->picture(); now != good)
            return what + (full ? u"a full pull"_s : u"a pull"_s) + u" ("_s +
                   (run ? problemsOf(*run) : said(run.error())) + u") left\n"_s + now +
                   u"\nof\n"_s + good;
    }
    const bool mayBeQuiet = broken.contains("metadata") && broken["metadata"].contains("optional");
    if (!isTold && !mayBeQuiet)
        return what + u"nothing is said"_s;

    m_mock.mend(host);
    const auto after = made->pull({});
    if (!after || !after->problems.isEmpty())
        return what + u"after it, "_s + (after ? problemsOf(*after) : said(after.error()));
    if (const QString now = made->picture(); now != good)
        return what + u"after it there is\n"_s + now + u"\ninstead of\n"_s + good;
    return {};
}

void TestLiveWireMock::aFaultThatStaysLeavesTheLastGoodPicture()
{
    // Every call meets two of them, and the kinds together meet all at all places.
    const QStringList faults = {u"reset"_s,     u"later"_s,   u"page of a proxy"_s,
                                u"forbidden"_s, u"cut off"_s, u"broken chunk"_s,
                                u"503"_s,       u"slow"_s,    u"empty"_s};
    struct Run {
        WireMockWorld world;
        std::size_t mapping;
        QString fault;
    };
    QList<Run> runs;
    for (qsizetype kind = 0; kind < allKinds.size(); ++kind) {
        if (allKinds[kind] == "hive-metastore"_L1)
            continue; // the code of iceberg-rest
        const WireMockWorld world = WireMockWorld::read(allKinds[kind]);
        for (std::size_t i = 0; i < world.mappings.size(); ++i) {
            const bool isLeftOut = world.mappings[i].contains("metadata") &&
                                   world.mappings[i]["metadata"].contains("leftOut");
            for (const qsizetype shift : {kind, kind + 4}) {
                const QString fault = faults[(qsizetype(i) + shift) % faults.size()];
                // What may not be read any more may be left out, and is told.
                if (fault != "forbidden"_L1 || !isLeftOut)
                    runs.append({world, i, fault});
            }
        }
    }

    const QStringList failures = failuresOf(std::size_t(runs.size()), [&](std::size_t i) {
        const Run &run = runs[qsizetype(i)];
        return lasting(run.world, run.mapping, run.fault);
    });

    for (const QString &failure : failures)
        qWarning("%s", qPrintable(failure)); // QVERIFY2 cuts it off
    QVERIFY(failures.isEmpty());
    qInfo("%d runs", int(runs.size()));
}

void TestLiveWireMock::aServerThatAsksForTimeGetsIt()
{
    const WireMockWorld world = WireMockWorld::read(u"unity-catalog"_s);
    const QString host = u"patience.localhost"_s;
    m_mock.open(host, world.mappings);
    json wait = faultOf(u"busy"_s);
    wait["headers"]["Retry-After"] = "1";
    m_mock.failOnce(host, json::array({world.mappings[0]}), wait);
    const auto made = bench(world, host);
    QElapsedTimer clock;
    clock.start();

    const auto run = made->pull({});

    QVERIFY2(run, run ? "" : qPrintable(said(run.error())));
    QVERIFY(clock.elapsed() >= 1000);
    QCOMPARE(made->datasets(), world.datasets);
}

void TestLiveWireMock::cleanupTestCase()
{
    m_mock.server.stop();
}

QTEST_GUILESS_MAIN(TestLiveWireMock)
#include "tst_live_wiremock.moc"
