// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/json_rows.h"
#include "app/catalogs/lakefs_catalog.h"
#include "app/catalogs/sharing_catalog.h"
#include "tests/support/api_double.h"
#include "tests/support/deletion_vectors.h"

#include <QtTest>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QByteArray query = "POST /shares/vaccines/schemas/acme/tables/doses/query";
const SampleQuery doses{{}, u"vaccines.acme.doses"_s, 100};

/// Gives out files, by ranges where it is asked for them.
class Storage
{
public:
    void put(const QByteArray &path, const QByteArray &file)
    {
        server.on(path, [file](Exchange &exchange) {
            const QByteArray range = exchange.request.header("Range").mid(6);
            const qint64 begin = range.left(range.indexOf('-')).toLongLong();
            const qint64 end = range.mid(range.indexOf('-') + 1).toLongLong();
            if (range.isEmpty())
                return exchange.respond(200, file);
            exchange.respond(206, file.mid(begin, end - begin + 1));
        });
    }
    QByteArray link(const QByteArray &path) const
    {
        return server.url(path).toEncoded() + "?X-Amz-Signature=s3cr3t";
    }
    MisbehavingServer server;
};

/// A row a line.
QString printedRows(const Result<mesh::Sample> &sample)
{
    if (!sample)
        return u"error: "_s + sample.error().message;
    QStringList lines, names;
    for (const mesh::SampleColumn &column : sample->columns)
        names += column.name;
    lines += names.join(u' ');
    for (const QVariantList &row : sample->rows) {
        QStringList cells;
        for (const QVariant &cell : row)
            cells += cell.isValid() ? cell.toString() : u"-"_s;
        lines += cells.join(u' ');
    }
    return lines.join(u'\n') + (sample->complete ? QString() : u"\nand more"_s);
}

json field(const char *name, const char *type, const char *physical = nullptr)
{
    json metadata = json::object();
    if (physical)
        metadata["delta.columnMapping.physicalName"] = physical;
    return {{"name", name}, {"type", type}, {"nullable", true}, {"metadata", metadata}};
}

QByteArray schemaString(const json &fields)
{
    return QByteArray::fromStdString(json{{"type", "struct"}, {"fields", fields}}.dump());
}

QByteArray line(const json &object)
{
    return QByteArray::fromStdString(object.dump()) + '\n';
}

/// An answer in the parquet dialect.
QByteArray parquetAnswer(const json &fields, const QList<json> &files)
{
    QByteArray body = line({{"protocol", {{"minReaderVersion", 1}}}}) +
                      line({{"metaData", {{"id", "t"}, {"schemaString", schemaString(fields)}}}});
    for (const json &file : files)
        body += line({{"file", file}});
    return body;
}

QByteArray deltaAnswer(const json &fields, const json &protocol, const json &add)
{
    return line({{"protocol", {{"deltaProtocol", protocol}}}}) +
           line({{"metaData",
                  {{"deltaMetadata", {{"id", "t"}, {"schemaString", schemaString(fields)}}}}}}) +
           line({{"file", {{"id", "f"}, {"deltaSingleAction", {{"add", add}}}}}});
}

const json newest = {{"minReaderVersion", 3},
                     {"readerFeatures", {"deletionVectors", "columnMapping"}}};

} // namespace

class TestRemoteRows : public QObject
{
    Q_OBJECT

private slots:
    void sharedRowsComeThroughLinks();
    void noCredentialLeavesForTheStorage();
    void physicalNamesAndDeletedRowsAreHonoured();
    void whatASharedTableCannotShowIsSaid_data();
    void whatASharedTableCannotShowIsSaid();
    void anExpiredProfileIsSaid();
    void objectsOfLakefsAreRead_data();
    void objectsOfLakefsAreRead();
    void tablesInLakefsAreRefused();
    void linesOfJsonAreRows();
};

void TestRemoteRows::sharedRowsComeThroughLinks()
{
    ApiDouble api;
    Storage storage;
    const QByteArray one = pqNumbersAndTexts({1, 2}, {"a", "b"});
    const QByteArray two = pqNumbersAndTexts({3, 4, 5}, {"c", "d", "e"});
    storage.put("/one", one);
    storage.put("/two", two);
    const auto file = [&](const QByteArray &path, qsizetype size, const char *day) {
        return json{{"url", storage.link(path).toStdString()},
                    {"id", path.toStdString()},
                    {"partitionValues", {{"day", day}}},
                    {"size", size}};
    };
    api.say(query, parquetAnswer({field("day", "integer"), field("n", "long"), field("t", "string"),
                                  field("young", "string")},
                                 {file("/one", one.size(), "7"), file("/two", two.size(), "")}));
    Puller puller(SharingCatalog::registration(), api.server.url(""), {}, u"t0ken"_s);
    QCOMPARE(printedRows(puller.catalog->sample(doses, {})), u"day n t young\n7 1 a -\n7 2 b -\n"
                                                             "- 3 c -\n- 4 d -\n- 5 e -"_s);
    const auto few = puller.catalog->sample({{}, doses.dataset, 3}, {});
    QCOMPARE(printedRows(few), u"day n t young\n7 1 a -\n7 2 b -\n- 3 c -\nand more"_s);
    QCOMPARE(api.server.received().last().body, "{\"limitHint\":3}");
    QVERIFY(few->fetchedAtMs > 0);
}

void TestRemoteRows::noCredentialLeavesForTheStorage()
{
    ApiDouble api;
    Storage storage;
    const QByteArray file = pqNumbersAndTexts({1}, {"a"});
    storage.put("/moved", file);
    storage.server.on("/one", behave::redirectTo(storage.server.url("/moved")));
    api.say(query,
            parquetAnswer(json::array({field("n", "long")}),
                          {{{"url", storage.link("/one").toStdString()}, {"size", file.size()}}}));
    Puller puller(SharingCatalog::registration(), api.server.url(""), {}, u"t0ken"_s);
    QCOMPARE(printedRows(puller.catalog->sample(doses, {})), u"n\n1"_s);
    QCOMPARE(api.server.received().first().header("Authorization"), "Bearer t0ken");
    QVERIFY(!storage.server.received().isEmpty());
    for (const Received &received : storage.server.received()) {
        for (const auto &[name, value] : received.headers)
            QVERIFY2(!value.contains("t0ken"), name.constData());
        QCOMPARE(received.header("Authorization"), QByteArray());
    }
}

void TestRemoteRows::physicalNamesAndDeletedRowsAreHonoured()
{
    ApiDouble api;
    Storage storage;
    const QByteArray file = pqNumbersAndTexts({0, 1, 2, 3}, {"a", "b", "c", "d"}, "col-1", "col-2");
    const QByteArray vector = deletedRows({0, 2});
    storage.put("/data", file);
    storage.put("/vectors", '\1' + framedVector(vector));
    const json fields = {field("number", "long", "col-1"), field("day", "string", "col-3")};
    json add = {{"path", storage.link("/data").toStdString()},
                {"size", file.size()},
                {"partitionValues", {{"col-3", "mon"}}},
                {"deletionVector",
                 {{"storageType", "i"},
                  {"pathOrInlineDv", z85(vector).toStdString()},
                  {"sizeInBytes", vector.size()},
                  {"cardinality", 2}}}};
    Puller puller(SharingCatalog::registration(), api.server.url(""), {}, u"t0ken"_s);
    api.say(query, deltaAnswer(fields, newest, add));
    QCOMPARE(printedRows(puller.catalog->sample(doses, {})), u"number day\n1 mon\n3 mon"_s);
    add["deletionVector"] = {{"storageType", "p"},
                             {"pathOrInlineDv", storage.link("/vectors").toStdString()},
                             {"offset", 1},
                             {"sizeInBytes", vector.size()},
                             {"cardinality", 2}};
    api.say(query, deltaAnswer(fields, newest, add));
    QCOMPARE(printedRows(puller.catalog->sample(doses, {})), u"number day\n1 mon\n3 mon"_s);
}

void TestRemoteRows::whatASharedTableCannotShowIsSaid_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");
    const json fields = json::array({field("n", "long")});
    const json add = {{"path", "LINK/gone"}, {"size", 100}};
    json vector = add;
    vector["deletionVector"] = {
        {"storageType", "u"}, {"pathOrInlineDv", "ab"}, {"sizeInBytes", 40}};
    json odd = newest;
    odd["readerFeatures"].push_back("teleport");
    QTest::newRow("feature") << deltaAnswer(fields, odd, add) << u"teleport"_s;
    QTest::newRow("version") << line({{"protocol", {{"minReaderVersion", 9}}}}) << u"version 9"_s;
    QTest::newRow("vector elsewhere") << deltaAnswer(fields, newest, vector) << u"deleted rows"_s;
    QTest::newRow("link expired") << deltaAnswer(fields, newest, add) << u"may have expired"_s;
    QTest::newRow("no web") << parquetAnswer(fields,
                                             {{{"url", "file:///etc/passwd"}, {"size", 100}}})
                            << u"not followed"_s;
    QTest::newRow("not Parquet") << parquetAnswer(fields, {{{"url", "LINK/text"}, {"size", 26}}})
                                 << u"damaged"_s;
    QTest::newRow("broken off") << parquetAnswer(fields, {}) +
                                       line({{"endStreamAction", {{"errorMessage", "no disk"}}}})
                                << u"no disk"_s;
    QTest::newRow("nothing") << QByteArray() << u"/protocol"_s;
}

void TestRemoteRows::whatASharedTableCannotShowIsSaid()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, said);
    ApiDouble api;
    Storage storage;
    storage.put("/text", "abcdefghijklmnopqrstuvwxyz");
    storage.server.on("/gone", behave::status(403));
    api.say(query, body.replace("LINK", storage.server.url("").toEncoded()));
    Puller puller(SharingCatalog::registration(), api.server.url(""), {}, u"t0ken"_s);
    const auto sample = puller.catalog->sample(doses, {});
    QVERIFY(!sample);
    const QString all = sample.error().message + u' ' + sample.error().detail;
    QVERIFY2(all.contains(said), qPrintable(all));
    QVERIFY(sample.error().kind != Error::Kind::NotPermitted); // signing in anew would not help
    QVERIFY(!all.contains(u"s3cr3t"_s));
}

void TestRemoteRows::anExpiredProfileIsSaid()
{
    net::Client client;
    CatalogConnection connection;
    const Clock clock = Clock::frozenAt(1'772'400'000'000); // 2026-03-01
    const auto open = [&](const char *expires) {
        const QString profile =
            u"{\"shareCredentialsVersion\":1,\"endpoint\":\"http://127.0.0.1:1\","
            "\"bearerToken\":\"t\",\"expirationTime\":\"%1\"}"_s.arg(QString::fromLatin1(expires));
        return SharingCatalog::registration().make(connection, profile, client, clock);
    };
    QVERIFY(open("2027-01-01T00:00:00.0Z"));
    const auto expired = open("2026-01-01T00:00:00.0Z");
    QVERIFY(!expired);
    QCOMPARE(expired.error().kind, Error::Kind::NotPermitted);
    QVERIFY(expired.error().message.contains(u"expired"_s));
}

void TestRemoteRows::objectsOfLakefsAreRead_data()
{
    QTest::addColumn<QString>("dataset");
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("rows");
    QTest::newRow("CSV") << u"lake/a.csv"_s << QByteArray("a.csv") << QByteArray("n,t\n1,x\n2,y\n")
                         << u"n t\n1 x\n2 y"_s;
    QTest::newRow("JSON lines") << u"lake/a.jsonl"_s << QByteArray("a.jsonl")
                                << QByteArray("{\"n\":1}\n{\"n\":2,\"t\":[1]}\n")
                                << u"n t\n1 -\n2 [1]"_s;
    QTest::newRow("Parquet") << u"lake/a.parquet"_s << QByteArray("a.parquet")
                             << pqNumbersAndTexts({1, 2}, {"x", "y"}) << u"n t\n1 x\n2 y"_s;
    QTest::newRow("partition") << u"lake/sales/"_s << QByteArray("sales/day=2026-03-01/p.parquet")
                               << pqNumbersAndTexts({1}, {"x"})
                               << u"n t day\n1 x 2026-03-01\nand more"_s;
    QTest::newRow("long text") << u"lake/b.csv"_s << QByteArray("b.csv")
                               << "n\n" + QByteArray("1\n").repeated(200'000)
                               << u"n\n"_s + u"1\n"_s.repeated(5) + u"and more"_s;
}

void TestRemoteRows::objectsOfLakefsAreRead()
{
    QFETCH(QString, dataset);
    QFETCH(QByteArray, object);
    QFETCH(QByteArray, file);
    QFETCH(QString, rows);
    for (const bool knowsRanges : {true, false}) {
        ApiDouble api;
        Storage storage; // for its ranges
        const QByteArray at = "/api/v1/repositories/lake/refs/main/objects";
        api.say("GET /api/v1/repositories/lake", R"({"id":"lake","default_branch":"main"})");
        const json listed = {{"results",
                              {{{"path", "sales/_SUCCESS"}, {"size_bytes", 0}},
                               {{"path", object.toStdString()}, {"size_bytes", file.size()}}}}};
        api.say("GET " + at + "/ls", line(listed));
        api.say("GET " + at, file);
        if (knowsRanges) {
            api.server.on(at, [&file](Exchange &exchange) {
                const QByteArrayList ends = exchange.request.header("Range").mid(6).split('-');
                exchange.respond(206,
                                 file.mid(ends[0].toInt(), ends[1].toInt() - ends[0].toInt() + 1));
            });
        }
        Puller puller(registrationOf<LakefsCatalog>(), api.server.url(""),
                      {{u"auth"_s, u"basic"_s}}, u"key:secret"_s);
        QCOMPARE(printedRows(puller.catalog->sample({{}, dataset, 5}, {})), rows);
    }
}

void TestRemoteRows::tablesInLakefsAreRefused()
{
    ApiDouble api;
    api.say("GET /api/v1/repositories/lake", R"({"id":"lake","default_branch":"main"})");
    api.say(
        "GET /api/v1/repositories/lake/refs/main/objects/ls",
        R"({"results":[{"path":"t/0.parquet","size_bytes":9},{"path":"t/_delta_log/0.json","size_bytes":9}]})");
    Puller puller(registrationOf<LakefsCatalog>(), api.server.url(""), {{u"auth"_s, u"basic"_s}},
                  u"key:secret"_s);
    QCOMPARE(puller.catalog->sample({{}, u"lake/t/"_s, 5}, {}).error().kind, Error::Kind::Usage);
    QCOMPARE(puller.catalog->sample({{}, u"lake/t/x.bin"_s, 5}, {}).error().kind,
             Error::Kind::NotFound);
}

void TestRemoteRows::linesOfJsonAreRows()
{
    QCOMPARE(printedRows(readJsonRows("{\"b\":1.5,\"a\":null}\n\n{\"a\":\"x\",\"c\":true}", 10)),
             u"a b c\n- 1.5 -\nx - true"_s);
    QCOMPARE(printedRows(readJsonRows("[{\"a\":1},{\"a\":2}]", 1)), u"a\n1\nand more"_s);
    QCOMPARE(printedRows(readJsonRows("{\"a\":1}\n7", 5)), u"error: Line 2 is no JSON object."_s);
    QVERIFY(readJsonRows({}, 5)->complete);
}

QTEST_GUILESS_MAIN(TestRemoteRows)
#include "tst_remote_rows.moc"
