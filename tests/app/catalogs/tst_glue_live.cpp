// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_glue_catalog.h"
#include "tests/support/fake_aws.h"
#include "tests/support/fake_node.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QString ordersKey = u"glue://123456789012.eu-north-1/sales/orders"_s;

json table(const char *database, const char *name)
{
    return {{"Name", name},
            {"DatabaseName", database},
            {"CatalogId", "123456789012"},
            {"Description", "What was bought"},
            {"Owner", "ann@acme.example"},
            {"TableType", "EXTERNAL_TABLE"},
            {"StorageDescriptor", {{"Columns", {{{"Name", "id"}, {"Type", "bigint"}}}}}}};
}

struct Bench {
    FakeAws aws;
    net::Client client;
    std::unique_ptr<Catalog> catalog;

    explicit Bench(const QMap<QString, QString> &more = {})
    {
        aws.on("AWSGlue.SearchTables", {{"TableList",
                                         {table("sales", "orders"), table("private", "orders"), 7,
                                          json{{"DatabaseName", "sales"}}}}});
        CatalogConnection connection = aws.connection(u"aws-glue"_s);
        connection.options.insert(u"account"_s, u"123456789012"_s);
        connection.options.insert(u"search"_s, u"live"_s);
        connection.options.insert(more);
        auto made = catalogs::GlueCatalog::registration().make(connection, aws.keys(), client,
                                                               Clock::frozenAt(1'772'400'000'000));
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        catalog = *std::move(made);
    }

    live::SearchableCatalog &searchable()
    {
        return dynamic_cast<live::SearchableCatalog &>(*catalog);
    }

    Result<live::Page> search(const QString &words)
    {
        live::Query query;
        query.words = words;
        return searchable().search(query, {});
    }
};

const live::Thing orders{mesh::Kind::Dataset, u"sales/orders"_s};

} // namespace

class TestGlueLive : public QObject
{
    Q_OBJECT

private slots:
    void tablesAreFoundByTheServicesOwnSearch()
    {
        Bench bench({{u"databases"_s, u"sales"_s}});
        json asked;
        bench.aws.on("AWSGlue.SearchTables", [&](const json &input, const Received &) {
            asked = input;
            return FakeAws::Answer{
                200, {{"TableList", {table("sales", "orders"), table("private", "orders"), 7}}}};
        });

        const auto page = bench.search(u"what bought"_s);

        QVERIFY2(page, page ? "" : qPrintable(page.error().message + page.error().detail));
        QCOMPARE(asked.dump(), std::string(R"({"MaxResults":50,"SearchText":"what bought"})"));
        QCOMPARE(page->found.size(), 1); // of the databases that the connection reads
        const live::Found found = page->found.first();
        QVERIFY(found.thing == orders);
        QCOMPARE(found.key, ordersKey);
        QCOMPARE(found.description, u"What was bought"_s);
        QCOMPARE(found.domainName, u"sales"_s);
        QVERIFY(!page->total);
    }

    void whatIsNoTableIsLeftOut()
    {
        Bench bench;
        const auto page = bench.search(u"orders"_s);
        QVERIFY(page);
        QCOMPARE(page->found.size(), 2);
    }

    void aServiceThatRefusesIsAnError()
    {
        Bench bench;
        bench.aws.on("AWSGlue.SearchTables", [](const json &, const Received &) {
            return FakeAws::Answer{400, {{"__type", "AccessDeniedException"}, {"Message", "No"}}};
        });
        QCOMPARE(bench.search(u"orders"_s).error().kind, Error::Kind::NotPermitted);
    }

    void openingReadsTheTableAndItsDatabase()
    {
        Bench bench;
        bench.aws.on("AWSGlue.GetTable", {{"Table", table("sales", "orders")}});
        bench.aws.on("AWSGlue.GetDatabase",
                     {{"Database", {{"Name", "sales"}, {"CatalogId", "123456789012"}}}});
        CollectingSink sink;

        const auto outcome = bench.searchable().readThings({orders}, true, sink, {});

        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(sink.all.datasets.size(), 1);
        QCOMPARE(sink.all.datasets[0].key, ordersKey);
        QCOMPARE(sink.all.datasets[0].columns.size(), 1);
        QCOMPARE(sink.all.domains.size(), 1);
        QCOMPARE(sink.all.domains[0].key, sink.all.datasets[0].domain);
        QCOMPARE(bench.aws.count("AWSGlue.GetTables"), 0);
        QVERIFY(outcome->requests >= 2);
    }

    void aTableThatIsGoneIsNotPut()
    {
        Bench bench;
        bench.aws.on("AWSGlue.GetTable", [](const json &, const Received &) {
            return FakeAws::Answer{
                400, {{"__type", "EntityNotFoundException"}, {"Message", "Not there"}}};
        });
        CollectingSink sink;
        QVERIFY(bench.searchable().readThings({orders}, true, sink, {}));
        QVERIFY(sink.all.datasets.isEmpty() && sink.problems.isEmpty());
    }

    void theOptionIsChecked()
    {
        net::Client client;
        CatalogConnection connection = FakeAws().connection(u"aws-glue"_s);
        connection.options.insert(u"search"_s, u"perhaps"_s);
        const auto made = catalogs::GlueCatalog::registration().make(connection, u"a:b"_s, client,
                                                                     Clock::frozenAt(0));
        QCOMPARE(made.error().kind, Error::Kind::Usage);
    }
};

QTEST_GUILESS_MAIN(TestGlueLive)
#include "tst_glue_live.moc"
