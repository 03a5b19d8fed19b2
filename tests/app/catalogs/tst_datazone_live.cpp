// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_datazone_catalog.h"
#include "tests/support/fake_aws.h"
#include "tests/support/fake_node.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;
using Answer = FakeAws::Answer;

namespace {

const QByteArray domain = "/v2/domains/dzd_1";
const live::Thing orders{mesh::Kind::Product, u"listing-1"_s};

json forms(int number)
{
    return {{"GlueTableForm",
             {{"databaseName", "sales"},
              {"tableName", "t" + std::to_string(number)},
              {"columns", {{{"columnName", "id"}, {"dataType", "bigint"}}}}}},
            {"AssetCommonDetailsForm",
             {{"sourceIdentifier",
               "arn:aws:glue:eu-north-1:123456789012:table/sales/t" + std::to_string(number)}}},
            {"RetentionForm", {{"keepYears", 7}}}};
}

/// As SearchListings lists it.
json searched(int number)
{
    return {{"assetListing",
             {{"listingId", "listing-" + std::to_string(number)},
              {"listingRevision", "3"},
              {"name", "Orders " + std::to_string(number)},
              {"description", "What was bought"},
              {"entityId", "asset-" + std::to_string(number)},
              {"entityType", "amazon.datazone.GlueTableAssetType"},
              {"owningProjectId", "project-1"},
              {"additionalAttributes", {{"forms", forms(number).dump()}}}}}};
}

/// The same as GetListing gives it.
json single(int number)
{
    return {{"domainId", "dzd_1"},
            {"id", "listing-" + std::to_string(number)},
            {"listingRevision", "3"},
            {"name", "Orders " + std::to_string(number)},
            {"description", "What was bought"},
            {"item",
             {{"assetListing",
               {{"assetId", "asset-" + std::to_string(number)},
                {"assetRevision", "1"},
                {"assetType", "amazon.datazone.GlueTableAssetType"},
                {"forms", forms(number).dump()},
                {"glossaryTerms", {{{"name", "Order"}}}},
                {"latestTimeSeriesDataPointForms",
                 {{{"formName", "rules"},
                   {"typeIdentifier", "amazon.datazone.DataQualityResultFormType"},
                   {"id", "point-1"}}}},
                {"owningProjectId", "project-1"}}}}}};
}

struct Bench {
    FakeAws aws;
    net::Client client;
    std::unique_ptr<Catalog> catalog;
    json asked; // the last search
    int hits = 2;

    explicit Bench(const QString &search = u"live"_s)
    {
        aws.under("/v2/domains", [this](const json &input, const Received &request) {
            return answer(input, QByteArray(request.path));
        });
        CatalogConnection connection = aws.connection(u"aws-datazone"_s);
        connection.options.insert(u"domain"_s, u"dzd_1"_s);
        connection.options.insert(u"search"_s, search);
        auto made = catalogs::ZoneCatalog::registration().make(connection, aws.keys(), client,
                                                               Clock::frozenAt(1'772'400'000'000));
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        catalog = *std::move(made);
    }

    Answer answer(const json &input, const QByteArray &path)
    {
        const QByteArray rest = path.mid(domain.size()).split('?').first();
        if (rest.isEmpty())
            return {200, {{"id", "dzd_1"}, {"name", "Acme"}, {"rootDomainUnitId", "unit-0"}}};
        if (rest == "/listings/search") {
            asked = input;
            json page = {{"items", {7, {{"assetListing", {{"name", "no id"}}}}}},
                         {"totalMatchCount", 4711}};
            for (int i = 1; i <= hits; ++i)
                page["items"].push_back(searched(i));
            return {200, page};
        }
        if (rest == "/listings/listing-1" || rest == "/listings/listing-2")
            return {200, single(rest.back() - '0')};
        if (rest == "/listings/product-1")
            return {200,
                    {{"id", "product-1"},
                     {"listingRevision", "1"},
                     {"name", "Sales insights"},
                     {"item",
                      {{"dataProductListing",
                        {{"dataProductId", "dp-1"},
                         {"owningProjectId", "project-1"},
                         {"items", {{{"listingId", "listing-2"}}, {{"listingId", "gone"}}}}}}}}}};
        if (rest == "/listings/refused")
            return {403, {{"__type", "AccessDeniedException"}, {"message", "no"}}};
        if (rest == "/projects/project-1")
            return {200, {{"id", "project-1"}, {"name", "Sales team"}, {"domainUnitId", "unit-1"}}};
        if (rest == "/domain-units/unit-1")
            return {200, {{"id", "unit-1"}, {"name", "Sales"}, {"description", "All we sell"}}};
        if (rest == "/search")
            return {200,
                    {{"items",
                      {{{"glossaryTermItem", {{"id", "term-9"}, {"name", "Order line"}}}},
                       {{"glossaryTermItem",
                         {{"id", "term-1"},
                          {"name", "Order"},
                          {"shortDescription", "Something bought"}}}}}}}};
        if (rest.contains("/time-series-data-points/point-1"))
            return {
                200,
                {{"form",
                  {{"timestamp", 1'772'300'000},
                   {"content",
                    R"({"evaluations":[{"description":"ids are there","types":["Completeness"],)"
                    R"("applicableFields":["id"],"status":"FAIL"}]})"}}}}};
        return {404, {{"__type", "ResourceNotFoundException"}, {"message", "none"}}};
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

    int calls(const QByteArray &part)
    {
        int count = 0;
        for (const Received &one : aws.server.received())
            count += one.path.contains(part) ? 1 : 0;
        return count;
    }
};

} // namespace

class TestDatazoneLive : public QObject
{
    Q_OBJECT

private slots:
    void listingsAreFoundByTheServicesOwnSearch()
    {
        Bench bench;

        const auto page = bench.search(u"what bought"_s);

        QVERIFY2(page, page ? "" : qPrintable(page.error().message + page.error().detail));
        QCOMPARE(bench.asked.value("searchText", std::string()), std::string("what bought"));
        QCOMPARE(bench.asked.value("maxResults", 0), 50);
        QCOMPARE(page->total.value_or(0), 4711);
        QCOMPARE(page->found.size(), 2); // what makes no sense is left out
        const live::Found found = page->found.first();
        QVERIFY(found.thing == orders);
        QCOMPARE(found.key, u"product://dzd_1/listing-1"_s);
        QCOMPARE(found.name, u"Orders 1"_s);
        QCOMPARE(found.qualifiedName, u"sales.t1"_s);
        QCOMPARE(found.description, u"What was bought"_s);
        QCOMPARE(found.tags.join(u' '), u"keepYears=7"_s);
        QCOMPARE(bench.calls("/listings"), 1); // one call a search
        QCOMPARE(bench.aws.refused(), 0);
    }

    void wordsAreCutWhereTheServiceTakesNoMore()
    {
        Bench bench;
        QVERIFY(bench.search(QString(600, u'x')));
        QCOMPARE(bench.asked.value("searchText", std::string()).size(), 512U);
    }

    void aServiceThatRefusesIsAnError()
    {
        Bench bench;
        bench.aws.under("/v2/domains", [](const json &, const Received &) {
            return Answer{403, {{"__type", "AccessDeniedException"}, {"message", "no"}}};
        });
        QCOMPARE(bench.search(u"orders"_s).error().kind, Error::Kind::NotPermitted);
    }

    void openingReadsAListingWithAllThatNamesIt()
    {
        Bench bench;
        CollectingSink sink;

        const auto outcome = bench.searchable().readThings({orders}, false, sink, {});

        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(sink.all.products.size(), 1);
        const mesh::DataProduct product = sink.all.products.first();
        QCOMPARE(product.key, bench.search(u"x"_s)->found.first().key);
        QCOMPARE(product.name, u"Orders 1"_s);
        QCOMPARE(product.version, u"3"_s);
        QCOMPARE(sink.all.parties.size(), 1);
        QCOMPARE(product.owners.join(u' '), sink.all.parties.first().key);
        QCOMPARE(sink.all.parties.first().name, u"Sales team"_s);
        QCOMPARE(sink.all.domains.size(), 1);
        QCOMPARE(product.domain, sink.all.domains.first().key);
        QCOMPARE(sink.all.terms.size(), 1);
        QCOMPARE(product.terms.join(u' '), sink.all.terms.first().key);
        QCOMPARE(sink.all.terms.first().name, u"Order"_s);
        QCOMPARE(sink.all.datasets.size(), 1);
        QCOMPARE(sink.all.datasets.first().key, product.ports.first().dataset);
        QCOMPARE(sink.all.datasets.first().columns.size(), 1);
        QCOMPARE(sink.all.checks.size(), 1);
        QCOMPARE(sink.all.results.size(), 1);
        QCOMPARE(sink.all.results.first().atMs, 1'772'300'000'000);
        QVERIFY(bench.calls("/lineage/") > 0);
        QVERIFY(sink.problems.isEmpty());
        QCOMPARE(outcome->authority, u"dzd_1"_s);
    }

    void aDataProductBringsWhatItIsMadeOf()
    {
        Bench bench;
        CollectingSink sink;

        QVERIFY(bench.searchable().readThings({{mesh::Kind::Product, u"product-1"_s}}, false, sink,
                                              {}));

        QCOMPARE(sink.all.products.size(), 1);
        QCOMPARE(sink.all.datasets.size(), 1);
        QCOMPARE(sink.all.products.first().ports.size(), 1);
        QCOMPARE(sink.all.products.first().ports.first().dataset, sink.all.datasets.first().key);
        QCOMPARE(bench.calls("/projects/"), 1); // asked for once
    }

    void whatIsGoneIsNotPutAndWhatIsRefusedIsTold()
    {
        Bench bench;
        CollectingSink sink;

        QVERIFY(bench.searchable().readThings({{mesh::Kind::Product, u"gone"_s},
                                               {mesh::Kind::Product, u"refused"_s},
                                               {mesh::Kind::Product, u"../../x"_s},
                                               orders},
                                              false, sink, {}));

        QCOMPARE(sink.all.products.size(), 1);
        QCOMPARE(sink.problems.size(), 1);
        QCOMPARE(sink.all.unread.value(mesh::Kind::Product).join(u' '), u"refused"_s);
        QCOMPARE(bench.calls("..%2F..%2Fx"), 1);
    }

    void theOptionIsChecked()
    {
        net::Client client;
        CatalogConnection connection = FakeAws().connection(u"aws-datazone"_s);
        connection.options.insert(u"search"_s, u"perhaps"_s);
        const auto made = catalogs::ZoneCatalog::registration().make(connection, u"a:b"_s, client,
                                                                     Clock::frozenAt(0));
        QCOMPARE(made.error().kind, Error::Kind::Usage);
    }
};

QTEST_GUILESS_MAIN(TestDatazoneLive)
#include "tst_datazone_live.moc"
