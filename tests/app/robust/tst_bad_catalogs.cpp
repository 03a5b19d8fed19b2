// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/robust/workspace_fixture.h"
#include "tests/support/fake_node.h"

#include <QDir>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using nlohmann::json;

/// Beside a catalog that does harm, everything else goes on: its last good picture, the other
/// catalogs, the interface thread.
namespace meshlens::test {
namespace {

constexpr qint64 longestGapMs = 250;
using Spoil = std::function<void(FakeNode &)>;

/// Every call is answered in this way.
Spoil always(MisbehavingServer::Handler handler)
{
    return [handler](FakeNode &node) { node.server.otherwise(handler); };
}

/// One document is answered in this way, the others well.
Spoil at(const QByteArray &path, MisbehavingServer::Handler handler)
{
    return [=](FakeNode &node) { node.server.on("/api/v1/" + path, handler); };
}

/// A value of a document is another.
Spoil change(const QByteArray &path, const char *pointer, const json &value)
{
    return [=](FakeNode &node) {
        json document = goodNode()[path];
        document[json::json_pointer(pointer)] = value;
        node.set(path, document);
    };
}

/// The lists of a good node with another text in them, to see that it was read anew.
void sayAnew(FakeNode &node, const char *description)
{
    json products = goodNode()["dataproducts"];
    products["items"][0]["description"] = description;
    node.set("dataproducts", products);
}

QString descriptionOf(const app::Operations &operations, const QString &key)
{
    return need(need(operations.store()->read()).product(key)).thing.description;
}

/// YAML that would unfold to ten to the power of `levels` texts.
QByteArray aliasBomb(int levels)
{
    QByteArray text = "apiVersion: v1.0.0\nkind: DataProduct\nid: bomb\na0: &a0 [x]\n";
    for (int i = 1; i <= levels; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        text += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" +
                QByteArrayList(10, before).join(", ") + "]\n";
    }
    return text + "name: *a" + QByteArray::number(levels) + "\n";
}

} // namespace

class TestBadCatalogs : public QObject
{
    Q_OBJECT

private slots:
    void aBadNodeSaysWhyAndHarmsNothingElse_data();
    void aBadNodeSaysWhyAndHarmsNothingElse();
    void fieldsOfWrongTypesAreReportedOrLeftOut();
    void aNodeThatAnswersLongPollsAtOnceIsNotAskedWithoutPause();
    void aFolderReportsWhatItCannotReadAndLoadsTheRest();
    void aFolderThatIsGoneKeepsItsLastPicture();
};

void TestBadCatalogs::aBadNodeSaysWhyAndHarmsNothingElse_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const Spoil &spoil, const QString &says) {
        QTest::newRow(name) << spoil << says;
    };
    row("garbage", always(behave::sendGarbage), u"is not a web server"_s);
    row("truncated JSON", always(behave::truncateJson), u"not valid JSON"_s);
    row("a page of truncated JSON", at("datasets", behave::truncateJson), u"not valid JSON"_s);
    row("a web page", always([](Exchange &exchange) {
            exchange.respond(200, "<html><body>Sign in</body></html>",
                             "Content-Type: text/html\r\n");
        }),
        u"not valid JSON"_s);
    row("500", always(behave::status(500)), u"has trouble of its own (500)"_s);
    row("429 for an hour", always(behave::status(429, "Retry-After: 3600\r\n")),
        u"is asked too often"_s);
    row("429 on a list", at("lineage", behave::status(429)), u"is asked too often"_s);
    row("401", always(behave::status(401)), u"does not know you"_s);
    row("an endless body", always(behave::streamForever), u"larger than the 64 MB"_s);
    row("an endless list", at("checks", behave::streamForever), u"larger than the 64 MB"_s);
    row("3 GB", always(behave::claimThreeGigabytes), u"larger than the 64 MB"_s);
    row("endless headers", always(behave::sendHugeHeaders), u"headers"_s);
    row("a gzip bomb", at("datasets", behave::gzipBomb(300)), u"larger than the 64 MB"_s);
    row("broken gzip", always(behave::sendBrokenGzip), u"cannot be unpacked"_s);
    row("half an answer", at("terms", behave::closeMidBody), u"before its answer was whole"_s);
    row(
        "redirects in a circle",
        [](FakeNode &node) {
            node.server.otherwise(behave::redirectTo(node.server.url("/api/v1/node")));
        },
        u"in circles"_s);
    row("deep nesting",
        always([](Exchange &exchange) { exchange.respondJson(200, QByteArray(1'000'000, '[')); }),
        u"more than Meshlens reads"_s);
    row("a number for a list", change("dataproducts", "/items", 5), u"not in the form"_s);
    row("a list for a document", change("datasets", "", json::array()), u"not in the form"_s);
    row("a cursor that leads in a circle", change("domains", "/next", "again"),
        u"not in the form"_s);
    row("no id", change("node", "/id", nullptr), u"not in the form"_s);
}

void TestBadCatalogs::aBadNodeSaysWhyAndHarmsNothingElse()
{
    QFETCH(Spoil, spoil);
    QFETCH(QString, says);
    WorkspaceFixture fixture;
    FakeNode bad;
    FakeNode good;
    json card = goodNode()["node"];
    card["id"] = "south";
    good.set("node", card);
    const ProductFolder folder;
    const auto operations = fixture.open();
    fixture.add(*operations, u"Bad"_s, u"node"_s, bad.url());
    fixture.add(*operations, u"Good"_s, u"node"_s, good.url());
    fixture.add(*operations, u"files"_s, u"folder"_s, folder.path());
    for (const auto &[name, run] : need(operations->sync({}, false, {}, {})))
        QVERIFY2(run.ok, qPrintable(name + u": "_s + run.error));
    const auto before = fixture.catalog(*operations, u"Bad"_s);
    spoil(bad);
    sayAnew(good, "second");
    folder.say(u"second"_s);

    app::WindowSession session(operations);
    session.start();
    const qint64 gapMs = syncInWindow(session);

    const auto after = fixture.catalog(*operations, u"Bad"_s);
    QVERIFY2(after.lastError.contains(says), qPrintable(after.lastError));
    QVERIFY2(after.lastError.endsWith(u'.'), qPrintable(after.lastError));
    QCOMPARE(after.generation, before.generation);
    QCOMPARE(after.lastGoodSyncMs, before.lastGoodSyncMs);
    QVERIFY(after.lastTryMs > before.lastTryMs);
    QCOMPARE(after.products, 1);
    QCOMPARE(after.datasets, before.datasets);
    QCOMPARE(descriptionOf(*operations, u"product://north/p-1"_s), u"Every order"_s);
    for (const QString &name : {u"Good"_s, u"files"_s})
        QCOMPARE(fixture.catalog(*operations, name).lastError, QString());
    QCOMPARE(descriptionOf(*operations, u"product://south/p-1"_s), u"second"_s);
    QCOMPARE(descriptionOf(*operations, u"product://files/orders"_s), u"second"_s);
    QVERIFY2(gapMs < longestGapMs, qPrintable(QString::number(gapMs)));
}

void TestBadCatalogs::fieldsOfWrongTypesAreReportedOrLeftOut()
{
    WorkspaceFixture fixture;
    FakeNode node;
    const auto operations = fixture.open();
    fixture.add(*operations, u"North"_s, u"node"_s, node.url());
    need(operations->sync({}, false, {}, {}));
    const json wrong[] = {nullptr, -7.25, "\u0007<b>", json::array({1, json::object()})};
    int failures = 0;
    for (const char *field : {"displayname", "owners", "ports", "access", "contract", "tags"}) {
        for (const json &value : wrong) {
            change("dataproducts", (std::string("/items/0/") + field).c_str(), value)(node);
            const auto runs = need(operations->sync({}, true, {}, {}));
            const store::SyncRun run = runs.first().second;
            QVERIFY2(run.ok || run.error.contains(u"not in the form"), qPrintable(run.error));
            failures += run.ok && run.problems.isEmpty() ? 0 : 1;
            // What cannot be read is said, and what was known of it stays.
            QCOMPARE(fixture.catalog(*operations, u"North"_s).products, 1);
        }
    }
    QVERIFY(failures > 0);
}

void TestBadCatalogs::aNodeThatAnswersLongPollsAtOnceIsNotAskedWithoutPause()
{
    WorkspaceFixture fixture;
    FakeNode node; // its events are there at once, always the same
    FakeNode hasty;
    std::atomic<int> count = 0;
    hasty.server.on("/api/v1/events", [&](Exchange &exchange) {
        const json document = {{"events", json::array()}, {"last", ++count}};
        exchange.respondJson(200, QByteArray::fromStdString(document.dump()));
    });
    const auto operations = fixture.open();
    fixture.add(*operations, u"North"_s, u"node"_s, node.url());
    fixture.add(*operations, u"Hasty"_s, u"node"_s, hasty.url());
    need(operations->sync({}, false, {}, {}));

    app::WindowSession session(operations);
    session.start();
    QTRY_VERIFY(node.server.count("/api/v1/events") > 1);
    QTest::qWait(1000);

    QVERIFY2(node.server.count("/api/v1/events") < 10,
             qPrintable(QString::number(node.server.count("/api/v1/events"))));
    QVERIFY2(count < 10, qPrintable(QString::number(count)));
}

void TestBadCatalogs::aFolderReportsWhatItCannotReadAndLoadsTheRest()
{
    WorkspaceFixture fixture;
    FakeNode good;
    const ProductFolder folder;
    const ProductFolder outside;
    const auto operations = fixture.open();
    fixture.add(*operations, u"Good"_s, u"node"_s, good.url());
    fixture.add(*operations, u"files"_s, u"folder"_s, folder.path());
    need(operations->sync({}, false, {}, {}));
    folder.say(u"second"_s);
    folder.write(u"broken.yaml"_s, "apiVersion: v1.0.0\nkind: DataProduct\nid: [broken\n: :\n");
    folder.write(u"bomb.yaml"_s, aliasBomb(9));
    folder.write(u"loop.yaml"_s, "apiVersion: v1.0.0\nkind: DataProduct\nid: loop\nname: Loop\n"
                                 "description: &d {purpose: *d}\n");
    folder.write(u"loops.yaml"_s, "&top\napiVersion: v1.0.0\nkind: DataProduct\nid: loops\n"
                                  "name: Loops\ntags: [*top, *top]\nteam: *top\n");
    folder.write(u"half.json"_s, R"({"metadata": {"dbt_schema_version": "https://schemas.getdbt)");
    folder.write(u"noise.yaml"_s, QByteArray("\0\xff\xfe\x01kind: DataProduct", 21));
    QVERIFY(QFile::link(outside.path() + u"/orders.yaml"_s, folder.path() + u"/away.yaml"_s));
    QVERIFY(QFile::link(outside.path(), folder.path() + u"/out"_s));
    QVERIFY(QFile::link(folder.path(), folder.path() + u"/round"_s));
    QVERIFY(QFile::link(u"/dev/zero"_s, folder.path() + u"/zero.yaml"_s));
    // Who opens a pipe that nobody writes to waits forever.
    QCOMPARE(::mkfifo(qPrintable(folder.path() + u"/pipe.yaml"_s), 0600), 0);

    app::WindowSession session(operations);
    session.start();
    const qint64 gapMs = syncInWindow(session);

    const auto row = fixture.catalog(*operations, u"files"_s);
    QCOMPARE(row.lastError, QString());
    QCOMPARE(fixture.catalog(*operations, u"Good"_s).lastError, QString());
    QCOMPARE(descriptionOf(*operations, u"product://files/orders"_s), u"second"_s);
    QMap<QString, QString> reasons;
    for (const PullProblem &problem : fixture.lastRun(*operations, u"files"_s).problems) {
        QVERIFY2(!problem.reason.isEmpty(), qPrintable(problem.file));
        reasons.insert(problem.file, problem.reason);
    }
    for (const QString &file :
         {u"broken.yaml"_s, u"bomb.yaml"_s, u"loop.yaml"_s, u"loops.yaml"_s, u"half.json"_s})
        QVERIFY2(reasons.contains(file), qPrintable(file + u" of "_s + reasons.keys().join(u' ')));
    for (const QString &link : {u"away.yaml"_s, u"out"_s, u"zero.yaml"_s})
        QVERIFY2(reasons.value(link).contains(u"leaves the folder"), qPrintable(link));
    QVERIFY2(gapMs < longestGapMs, qPrintable(QString::number(gapMs)));
}

void TestBadCatalogs::aFolderThatIsGoneKeepsItsLastPicture()
{
    WorkspaceFixture fixture;
    auto folder = std::make_unique<ProductFolder>();
    const auto operations = fixture.open();
    fixture.add(*operations, u"files"_s, u"folder"_s, folder->path());
    need(operations->sync({}, false, {}, {}));
    folder.reset();

    const auto runs = need(operations->sync({}, false, {}, {}));

    QVERIFY(!runs.first().second.ok);
    QVERIFY(runs.first().second.error.contains(u"no file or folder"));
    QCOMPARE(fixture.catalog(*operations, u"files"_s).products, 1);
    QCOMPARE(descriptionOf(*operations, u"product://files/orders"_s), u"first"_s);
}

} // namespace meshlens::test

QTEST_GUILESS_MAIN(meshlens::test::TestBadCatalogs)
#include "tst_bad_catalogs.moc"
