// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "node_fixture.h"

#include <QFile>
#include <QTest>

#include <set>

using namespace meshlens;
using namespace meshlens::tests;
using namespace Qt::StringLiterals;

class TestNodeCatalog final : public QObject
{
    Q_OBJECT

private slots:
    void theEightDocumentedMembersComeFirst()
    {
        const NodeFolder folder;
        const auto server = folder.start();
        const Reply reply = send(server->url(), "GET", "/dataproducts/p-one", "token-maya");
        QCOMPARE(reply.status, 200);
        const char *const names[] = {"dataProductGUID",
                                     "createDate",
                                     "owner",
                                     "displayname",
                                     "sourceCodeLocation",
                                     "description",
                                     "readableDataProductKey",
                                     "requiredSecurityGroup"};
        auto member = reply.json.begin();
        for (const char *name : names)
            QCOMPARE((member++).key(), std::string(name));
        QCOMPARE(Json(reply.json["dataProductGUID"]).dump(), Json("p-one").dump());
        QCOMPARE(Json(reply.json["createDate"]).dump(), Json("2025-01-02T03:04:05Z").dump());
        QCOMPARE(Json(reply.json["owner"]).dump(), Json("lucia").dump());
        QCOMPARE(Json(reply.json["sourceCodeLocation"]).dump(),
                 Json("https://git.cadenza.example/p-one").dump());
        QCOMPARE(Json(reply.json["readableDataProductKey"]).dump(),
                 Json("payments.royalty-payouts").dump());
        QVERIFY(reply.json["requiredSecurityGroup"].is_null());
        QCOMPARE(Json(reply.json["ports"][0]["dataset"]).dump(), Json("c-one.payouts").dump());
        QCOMPARE(Json(reply.json["contract"]["id"]).dump(), Json("c-one").dump());
        QCOMPARE(Json(reply.json["terms"]).dump(), Json({"artist"}).dump());
    }

    void everyAnswerFitsTheOpenApiDocument_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("list");
        QTest::newRow("node") << u"/node"_s << u"Node"_s << u"domains"_s;
        QTest::newRow("health") << u"/health"_s << u"Health"_s << QString();
        QTest::newRow("me") << u"/me"_s << u"Person"_s << u"roles"_s;
        QTest::newRow("products") << u"/dataproducts"_s << u"DataProductList"_s << u"items"_s;
        QTest::newRow("product") << u"/dataproducts/p-two"_s << u"DataProduct"_s << u"ports"_s;
        QTest::newRow("datasets") << u"/datasets"_s << u"DatasetList"_s << u"items"_s;
        QTest::newRow("dataset") << u"/datasets/c-one.payouts"_s << u"Dataset"_s << u"columns"_s;
        QTest::newRow("domains") << u"/domains"_s << u"DomainList"_s << u"items"_s;
        QTest::newRow("terms") << u"/terms"_s << u"TermList"_s << u"items"_s;
        QTest::newRow("people") << u"/people"_s << u"PersonList"_s << u"items"_s;
        QTest::newRow("lineage") << u"/lineage"_s << u"Lineage"_s << u"edges"_s;
        QTest::newRow("checks") << u"/checks"_s << u"Checks"_s << u"checks"_s;
        QTest::newRow("results") << u"/checks"_s << u"Checks"_s << u"results"_s;
        QTest::newRow("loads") << u"/loads"_s << u"Loads"_s << u"loads"_s;
        QTest::newRow("search") << u"/search?q=royalty"_s << u"SearchResult"_s << u"items"_s;
        QTest::newRow("sample") << u"/datasets/c-three.rates/sample"_s << u"Sample"_s << u"rows"_s;
        QTest::newRow("no grants") << u"/grants"_s << u"GrantList"_s << QString();
        QTest::newRow("no events") << u"/events"_s << u"Events"_s << QString();
    }

    void everyAnswerFitsTheOpenApiDocument()
    {
        QFETCH(const QString, path);
        QFETCH(const QString, schema);
        QFETCH(const QString, list);
        const NodeFolder folder;
        const auto server = folder.start();
        const Reply reply = send(server->url(), "GET", path.toStdString(), "token-maya");
        QCOMPARE(reply.status, 200);
        QCOMPARE(mismatch(schema.toStdString(), reply.json), std::string());
        if (!list.isEmpty())
            QVERIFY2(!reply.json[list.toStdString()].empty(), reply.body.c_str());
    }

    void theDocumentIsServed()
    {
        const NodeFolder folder;
        const auto server = folder.start();
        const Reply reply = send(server->url(), "GET", "/openapi.yaml");
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.body.starts_with("openapi: 3.1.0"));
    }

    void whatANodeDoesNotKnowIsAProblemDocument_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("token");
        QTest::addColumn<int>("status");
        QTest::newRow("path") << u"GET"_s << u"/nothing"_s << u"token-maya"_s << 404;
        QTest::newRow("product") << u"GET"_s << u"/dataproducts/x"_s << u"token-maya"_s << 404;
        QTest::newRow("encoded way out")
            << u"GET"_s << u"/datasets/..%2F..%2Fpeople/sample"_s << u"token-maya"_s << 404;
        QTest::newRow("method") << u"DELETE"_s << u"/dataproducts"_s << u"token-maya"_s << 405;
        QTest::newRow("nobody") << u"GET"_s << u"/dataproducts"_s << QString() << 401;
        QTest::newRow("somebody unknown") << u"GET"_s << u"/dataproducts"_s << u"token-x"_s << 401;
        QTest::newRow("cursor") << u"GET"_s << u"/dataproducts?cursor=%25%25"_s << u"token-maya"_s
                                << 400;
        QTest::newRow("limit") << u"GET"_s << u"/dataproducts?limit=-1"_s << u"token-maya"_s << 400;
        QTest::newRow("time") << u"GET"_s << u"/dataproducts?changed_since=x"_s << u"token-maya"_s
                              << 400;
    }

    void whatANodeDoesNotKnowIsAProblemDocument()
    {
        QFETCH(const QString, method);
        QFETCH(const QString, path);
        QFETCH(const QString, token);
        QFETCH(const int, status);
        const NodeFolder folder;
        const auto server = folder.start();
        const Reply reply =
            send(server->url(), method.toStdString(), path.toStdString(), token.toStdString());
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.type, std::string("application/problem+json"));
        QCOMPARE(mismatch("Problem", reply.json), std::string());
        QCOMPARE(reply.headers.contains("www-authenticate"), status == 401);
        QCOMPARE(reply.headers.contains("allow"), status == 405);
    }

    void anApiKeySignsInToo()
    {
        const NodeFolder folder;
        const auto server = folder.start();
        const Reply reply =
            send(server->url(), "GET", "/me", {}, {}, {{"X-API-Key", "token-lucia"}});
        QCOMPARE(Json(reply.json["email"]).dump(), Json("lucia@cadenza.example").dump());
        QCOMPARE(Json(reply.json["roles"]).dump(), Json({"consumer", "owner"}).dump());
    }

    void anUnchangedAnswerIsNotSentTwice()
    {
        const NodeFolder folder;
        const auto server = folder.start();
        const Reply first = send(server->url(), "GET", "/dataproducts", "token-maya");
        const Reply again = send(server->url(), "GET", "/dataproducts", "token-maya", {},
                                 {{"If-None-Match", first.headers.at("etag")}});
        QCOMPARE(again.status, 304);
        QVERIFY(again.body.empty());
    }

    void answersAreCompressedWithGzip()
    {
        const NodeFolder folder;
        const auto server = folder.start();
        const Reply plain = send(server->url(), "GET", "/datasets", "token-maya");
        const Reply packed = send(server->url(), "GET", "/datasets", "token-maya", {},
                                  {{"Accept-Encoding", "br, gzip"}});
        QCOMPARE(packed.headers.at("content-encoding"), std::string("gzip"));
        QVERIFY(std::stoul(packed.headers.at("content-length")) < plain.body.size() / 2);
        QCOMPARE(packed.body, plain.body);
    }

    void aCursorStaysRightWhileThingsChange()
    {
        const NodeFolder folder;
        const auto server = folder.start();
        Reply page = send(server->url(), "GET", "/people?limit=2", "token-maya");
        QCOMPARE(page.json["items"].size(), 2u);
        const std::string asOf = page.json["as_of"];
        folder.append(u"people.yaml"_s, "- {id: aaron, name: Aaron, email: aaron@cadenza.example}\n"
                                        "- {id: zoe, name: Zoe, email: zoe@cadenza.example}\n");
        // The folder is looked at once a second.
        QTRY_COMPARE(send(server->url(), "GET", "/people", "token-maya").json["items"].size(), 7u);
        std::set<std::string> seen;
        for (;;) {
            for (const Json &item : page.json["items"])
                QVERIFY(seen.insert(item["id"]).second);
            if (page.json["next"].is_null())
                break;
            page = send(server->url(), "GET",
                        "/people?limit=2&cursor=" + page.json["next"].get<std::string>(),
                        "token-maya");
            QCOMPARE(page.json["as_of"].get<std::string>(), asOf);
        }
        QVERIFY(seen.contains("petra") && seen.contains("zoe"));
        const Reply news =
            send(server->url(), "GET", "/people?changed_since=" + asOf, "token-maya");
        QCOMPARE(news.json["items"].size(), 2u);
        QCOMPARE(Json(news.json["items"][0]["id"]).dump(), Json("aaron").dump());
    }

    void whatIsGoneIsNamedAndWhatIsNewComesAlone()
    {
        const NodeFolder folder;
        std::string asOf;
        {
            const auto server = folder.start();
            asOf = send(server->url(), "GET", "/dataproducts", "token-maya").json["as_of"];
        }
        QFile::remove(folder.path() + u"/products/two.yaml"_s);
        folder.append(
            u"quality.ndjson"_s,
            R"({"check":"c-one-rows","at":"2026-01-03T00:00:00Z","status":"passed","value":5}
)");
        const auto server = folder.start();
        const Reply products =
            send(server->url(), "GET", "/dataproducts?changed_since=" + asOf, "token-maya");
        QCOMPARE(products.json["items"].size(), 0u);
        QCOMPARE(Json(products.json["deleted"]).dump(), Json({"p-two"}).dump());
        const Reply checks = send(server->url(), "GET", "/checks?since=" + asOf, "token-maya");
        QCOMPARE(checks.json["results"].size(), 1u);
        QCOMPARE(Json(checks.json["results"][0]["value"]).dump(), Json(5).dump());
        Reply page = send(server->url(), "GET", "/checks?limit=2", "token-maya");
        std::size_t results = page.json["results"].size();
        while (!page.json["next"].is_null()) {
            page = send(server->url(), "GET",
                        "/checks?limit=2&cursor=" + page.json["next"].get<std::string>(),
                        "token-maya");
            results += page.json["results"].size();
        }
        QCOMPARE(results, 3u);
    }

    void openRowsAreTypedAndPersonalOnesStayMasked()
    {
        const NodeFolder folder;
        const auto server = folder.start();
        const std::string path = "/datasets/c-three.rates/sample";
        const Reply other = send(server->url(), "GET", path + "?limit=2", "token-maya");
        QCOMPARE(Json(other.json["complete"]).dump(), Json(false).dump());
        QCOMPARE(other.json["columns"].size(), 5u); // what no contract declares is not shown
        const Json row = other.json["rows"][0];
        QCOMPARE(Json(row[0]).dump(), Json(1).dump());
        QVERIFY(row[1].get<std::string>().starts_with("tok_"));
        QCOMPARE(Json(row[2]).dump(), Json(10.5).dump());
        QCOMPARE(Json(row[3]).dump(), Json(true).dump());
        QCOMPARE(Json(row[4]).dump(), Json("a, \"b\"").dump());
        QVERIFY(other.json["rows"][1][4].is_null());
        const Reply owner = send(server->url(), "GET", path, "token-lucia");
        QCOMPARE(Json(owner.json["rows"][0][1]).dump(), Json("ann@x.example").dump());
        QCOMPARE(Json(owner.json["complete"]).dump(), Json(true).dump());
        QCOMPARE(send(server->url(), "GET", "/datasets/c-one.payouts/sample", "token-lucia").status,
                 200);
        QCOMPARE(send(server->url(), "GET", "/datasets/c-one.payouts/sample", "token-petra").status,
                 403);
    }

    void aBrokenFileLeavesTheRest()
    {
        const NodeFolder folder;
        folder.write(u"products/broken.yaml"_s, "kind: DataProduct\nid: [\n");
        const auto server = folder.start();
        QCOMPARE(send(server->url(), "GET", "/dataproducts", "token-maya").json["items"].size(),
                 3u);
    }

    void twoNodesNeverShareAState()
    {
        const NodeFolder folder;
        const auto server = folder.start();
        const auto second = node::Server::start({.folder = folder.path(), .stateFile = {}});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, Error::Kind::Storage);
    }
};

QTEST_GUILESS_MAIN(TestNodeCatalog)
#include "tst_node_catalog.moc"
