// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry.h"
#include "tests/support/fake_aws.h"
#include "tests/support/fake_node.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;
using Answer = FakeAws::Answer;

namespace {

constexpr std::int64_t now = 1'772'400'000'000;
const QString ordersKey = u"glue://123456789012.eu-north-1/sales/orders"_s;

json orders()
{
    return {{"Name", "orders"},
            {"DatabaseName", "sales"},
            {"Description", "What was bought"},
            {"Owner", "Ann@acme.example"},
            {"TableType", "EXTERNAL_TABLE"},
            {"UpdateTime", 1'772'300'000.5},
            {"VersionId", "4"},
            {"Parameters", {{"table_type", "iceberg"}, {"recordCount", "42"}}},
            {"StorageDescriptor",
             {{"Location", "s3a://lake/sales/orders/"},
              {"Columns",
               {{{"Name", "id"},
                 {"Type", "bigint"},
                 {"Comment", "the key"},
                 {"Parameters", {{"iceberg.field.id", "1"}, {"iceberg.field.optional", "false"}}}},
                {{"Name", "place"},
                 {"Type", "struct<city:string,tags:array<struct<`a b`:int>>,m:map<string,date>>"}},
                {{"Name", "gone"},
                 {"Type", "string"},
                 {"Parameters", {{"iceberg.field.current", "false"}}}}}}}}};
}

json clicks()
{
    return {{"Name", "clicks"},
            {"DatabaseName", "sales"},
            {"TableType", "EXTERNAL_TABLE"},
            {"UpdateTime", 1'772'000'000},
            {"PartitionKeys", {{{"Name", "dt"}, {"Type", "string"}}}},
            {"StorageDescriptor", {{"Columns", {{{"Name", "url"}, {"Type", "string"}}}}}}};
}

json bestOrders()
{
    return {{"Name", "best_orders"},
            {"TableType", "VIRTUAL_VIEW"},
            {"ViewDefinition",
             {{"SubObjects", {"arn:aws:glue:eu-north-1:123456789012:table/sales/orders"}}}}};
}

/// A data lake with one database, whose tables come on two pages.
void fill(FakeAws &aws)
{
    aws.on("AWSGlue.GetDatabases", [](const json &asked, const Received &) -> Answer {
        if (!asked.contains("NextToken"))
            return {200,
                    {{"DatabaseList",
                      {{{"Name", "linked"},
                        {"CatalogId", "999999999999"},
                        {"TargetDatabase", {{"DatabaseName", "x"}}}}}},
                     {"NextToken", "two"}}};
        return {200,
                {{"DatabaseList",
                  {{{"Name", "sales"}, {"Description", "Sold"}, {"CatalogId", "123456789012"}}}}}};
    });
    aws.on("AWSGlue.GetTables", [](const json &asked, const Received &) -> Answer {
        if (asked.contains("AttributesToGet"))
            return {
                200,
                {{"TableList",
                  {{{"Name", "orders"}, {"IcebergTableMetadata", {{"TableUuid", "9C12-AB"}}}}}}}};
        if (!asked.contains("NextToken")) // a page may be empty and not the last
            return {200, {{"TableList", json::array()}, {"NextToken", "a"}}};
        if (asked["NextToken"] == "a")
            return {200, {{"TableList", {orders()}}, {"NextToken", "b"}}};
        return {200, {{"TableList", {clicks(), bestOrders()}}}};
    });
    aws.on("AWSGlue.GetPartitions",
           {{"Partitions",
             {{{"Values", {"2026-02-27"}}, {"CreationTime", 1'772'150'000}},
              {{"Values", {"2026-02-28"}},
               {"CreationTime", 1'772'200'000},
               {"Parameters", {{"transient_lastDdlTime", "1772250000"}}}}}}});
    aws.on("/ListLFTags",
           {{"LFTags",
             {{{"TagKey", "classification"}, {"TagValues", {"internal", "restricted"}}},
              {{"TagKey", "pii"}, {"TagValues", {"true"}}}}}});
    aws.on("/SearchTablesByLFTags", [](const json &asked, const Received &) -> Answer {
        const bool isPii = asked["Expression"][0]["TagKey"] == "pii";
        const json table = {{"DatabaseName", "sales"}, {"Name", "orders"}};
        if (isPii)
            return {200,
                    {{"TableList",
                      {{{"Table", table},
                        {"LFTagsOnColumns",
                         {{{"Name", "place"},
                           {"LFTags", {{{"TagKey", "pii"}, {"TagValues", {"true"}}}}}}}}}}}}};
        return {200,
                {{"TableList",
                  {{{"Table", table},
                    {"LFTagsOnTable",
                     {{{"TagKey", "classification"}, {"TagValues", {"restricted"}}}}}}}}}};
    });
    aws.on("ResourceGroupsTaggingAPI_20170126.GetResources",
           {{"ResourceTagMappingList",
             {{{"ResourceARN", "arn:aws:glue:eu-north-1:123456789012:table/sales/clicks"},
               {"Tags", {{{"Key", "team"}, {"Value", "web"}}}}}}},
            {"PaginationToken", ""}});
    aws.on("AWSGlue.ListDataQualityResults",
           {{"Results", {{{"ResultId", "dq-1"}, {"StartedOn", now / 1000 - 60}}}}});
    aws.on(
        "AWSGlue.BatchGetDataQualityResult",
        {{"Results",
          {{{"ResultId", "dq-1"},
            {"DataSource", {{"GlueTable", {{"DatabaseName", "sales"}, {"TableName", "orders"}}}}},
            {"RulesetName", "rules"},
            {"CompletedOn", 1'772'390'000.25},
            {"RuleResults",
             {{{"Name", "Rule_1"},
               {"EvaluatedRule", "IsComplete \"id\""},
               {"Result", "PASS"},
               {"EvaluatedMetrics", {{"Column.id.Completeness", 1.0}}}},
              {{"Name", "Rule_2"},
               {"Description", "RowCount > 100"},
               {"Result", "FAIL"},
               {"EvaluationMessage", "Value: 42"},
               {"EvaluatedMetrics", {{"Dataset.*.RowCount", 42.0}}}}}}}}}});
}

struct Connected {
    net::Client client;
    std::unique_ptr<Catalog> catalog;

    explicit Connected(const FakeAws &aws, const QMap<QString, QString> &options = {},
                       const std::optional<QString> &secret = std::nullopt, std::int64_t atMs = now)
    {
        CatalogConnection connection = aws.connection(u"aws-glue"_s);
        connection.options.insert(options);
        auto made =
            catalogs::make(connection, secret.value_or(aws.keys()), client, Clock::frozenAt(atMs));
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        catalog = *std::move(made);
    }
};

QString columnsOf(const mesh::Dataset &dataset)
{
    QStringList all;
    for (const mesh::Column &column : dataset.columns)
        all.append(column.name + u' ' + column.type + (column.required ? u"!"_s : QString()) +
                   (column.personal ? u" personal"_s : QString()));
    return all.join(u", "_s);
}

QString text(const json &node)
{
    return QString::fromStdString(node.is_string() ? node.get<std::string>() : node.dump());
}

QString problemsOf(const CollectingSink &sink)
{
    QStringList all;
    for (const PullProblem &problem : sink.problems)
        all.append(problem.file + u": "_s + problem.reason);
    return all.join(u'\n');
}

mesh::Dataset named(const CollectingSink &sink, const QString &nativeId)
{
    for (const mesh::Dataset &dataset : sink.all.datasets) {
        if (dataset.nativeId == nativeId)
            return dataset;
    }
    return {};
}

} // namespace

class TestAwsGlue : public QObject
{
    Q_OBJECT

private slots:
    void aLakeIsReadWithAllThatIsKnownOfIt()
    {
        FakeAws aws;
        fill(aws);
        const Connected connected(aws);
        CollectingSink sink;

        const auto outcome = connected.catalog->pull({}, sink, {});

        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message));
        QCOMPARE(problemsOf(sink), QString());
        QCOMPARE(outcome->authority, u"123456789012.eu-north-1"_s);
        QVERIFY(outcome->full);
        QCOMPARE(aws.refused(), 0);
        QCOMPARE(sink.all.domains.size(), 1); // a link is no domain of its own
        QCOMPARE(sink.all.domains[0].key, u"domain://123456789012.eu-north-1/sales"_s);
        QCOMPARE(sink.all.products.size(), 1);
        QCOMPARE(sink.all.products[0].ports.size(), 3);
        const mesh::Dataset dataset = named(sink, u"sales/orders"_s);
        QCOMPARE(dataset.key, ordersKey);
        QCOMPARE(columnsOf(dataset),
                 u"id bigint!, place struct personal, place.city string, place.tags array<struct>, "
                 "place.tags.a b int, place.m map<string,date>"_s);
        QCOMPARE(dataset.columns[0].fieldId, u"1"_s);
        QCOMPARE(dataset.columns[0].description, u"the key"_s);
        QCOMPARE(dataset.classification, mesh::Classification::Restricted);
        QCOMPARE(dataset.tags, QStringList{u"classification=restricted"_s});
        QCOMPARE(dataset.owners, QStringList{u"party://ann@acme.example"_s});
        QCOMPARE(dataset.rows, 42);
        QCOMPARE(dataset.updatedAtMs, 1'772'300'000'500);
        QVERIFY(dataset.aliases.contains({u"s3://lake/sales/orders"_s, u"location"_s}));
        QVERIFY(dataset.aliases.contains({u"iceberg-uuid:9c12-ab"_s, u"strong"_s}));
        const mesh::Dataset partitioned = named(sink, u"sales/clicks"_s);
        QCOMPARE(partitioned.updatedAtMs, 1'772'250'000'000); // of the newest partition
        QCOMPARE(partitioned.tags, QStringList{u"team=web"_s});
        QCOMPARE(columnsOf(partitioned), u"url string, dt string"_s);
        const mesh::Dataset view = named(sink, u"sales/best_orders"_s);
        QCOMPARE(view.type, mesh::DatasetType::View);
        QVERIFY(!view.updatedAtMs); // metadata alone tells nothing of data
        QCOMPARE(sink.all.edges.size(), 1);
        QCOMPARE(sink.all.edges[0].from, ordersKey);
        QCOMPARE(sink.all.edges[0].to, view.key);
        QCOMPARE(sink.all.checks.size(), 2);
        QCOMPARE(sink.all.checks[0].column, u"id"_s);
        QCOMPARE(sink.all.checks[0].dimension, mesh::Dimension::Completeness);
        QCOMPARE(sink.all.checks[0].dataset, ordersKey);
        QCOMPARE(sink.all.results[1].status, mesh::CheckStatus::Failed);
        QCOMPARE(sink.all.results[1].value, u"42"_s);
        QCOMPARE(sink.all.results[1].atMs, 1'772'390'000'250);
        QCOMPARE(sink.all.loads.size(), 2);
    }

    void noCallIsMadePerTableWhereAListHasIt()
    {
        FakeAws aws;
        fill(aws);
        const Connected connected(aws);
        CollectingSink sink;

        const auto outcome = connected.catalog->pull({}, sink, {});

        QVERIFY(outcome);
        QCOMPARE(aws.count("AWSGlue.GetTables"), 4); // three pages, and the ids of Iceberg tables
        QCOMPARE(aws.count("AWSGlue.GetPartitions"), 1); // of the one partitioned table
        QCOMPARE(aws.count("/SearchTablesByLFTags"), 2); // one a key
        QCOMPARE(aws.count("AWSGlue.BatchGetDataQualityResult"), 1);
        QCOMPARE(outcome->requests, aws.server.received().size());
        QVERIFY(outcome->bytes > 1000);
    }

    void aSecondPullHandsOnWhatChangedOnly()
    {
        FakeAws aws;
        fill(aws);
        const Connected connected(aws);
        CollectingSink first;
        const auto before = connected.catalog->pull({}, first, {});
        QVERIFY(before);
        CollectingSink same;

        const auto unchanged = connected.catalog->pull({false, before->state}, same, {});

        QVERIFY(unchanged);
        QVERIFY(unchanged->unchanged);
        QVERIFY(same.all.datasets.isEmpty() && same.all.products.isEmpty());
        QVERIFY(same.all.results.isEmpty()); // a result is fetched once

        json wider = orders();
        wider["StorageDescriptor"]["Columns"][0]["Type"] = "decimal(20,0)";
        aws.on("AWSGlue.GetTables", [wider](const json &asked, const Received &) -> Answer {
            if (asked.contains("AttributesToGet"))
                return {200, {{"TableList", json::array()}}};
            return {200, {{"TableList", {wider, clicks()}}}};
        });
        CollectingSink changed;
        const auto after = connected.catalog->pull({false, unchanged->state}, changed, {});

        QVERIFY(after);
        QVERIFY(!after->unchanged && !after->full);
        QCOMPARE(changed.all.datasets.size(), 1);
        QCOMPARE(changed.all.datasets[0].columns[0].type, u"decimal(20,0)"_s);
        QCOMPARE(changed.all.products.size(), 1); // one port fewer
        QCOMPARE(changed.all.deleted.value(mesh::Kind::Dataset),
                 QStringList{u"sales/best_orders"_s});
        QCOMPARE(changed.all.deletedEdges.size(), 1);
    }

    void partitionsThatStandStillAreAskedForSeldom()
    {
        constexpr std::int64_t hour = 3'600'000;
        FakeAws aws;
        fill(aws);
        // The newest partition is 41 hours old: it is looked for again after 4 hours.
        QByteArray state;
        const auto asked = [&](std::int64_t atMs, bool full = false) {
            const Connected connected(aws, {}, std::nullopt, atMs);
            CollectingSink sink;
            const int before = aws.count("AWSGlue.GetPartitions");
            const auto outcome = connected.catalog->pull({full, state}, sink, {});
            if (!outcome)
                qFatal("%s", qPrintable(outcome.error().message));
            state = outcome->state;
            return aws.count("AWSGlue.GetPartitions") - before;
        };
        QCOMPARE(asked(now), 1);
        QCOMPARE(asked(now + hour), 0);
        QCOMPARE(asked(now + 4 * hour), 0);
        QCOMPARE(asked(now + 4 * hour, true), 1); // asked for
        QCOMPARE(asked(now + 8 * hour), 0);
        QCOMPARE(asked(now + 9 * hour), 1);
    }

    void whatIsNotPermittedIsLeftOutAndTold()
    {
        FakeAws aws;
        fill(aws);
        const Answer denied{400,
                            {{"__type", "com.amazonaws.lakeformation#AccessDeniedException:x"},
                             {"Message", "Insufficient Lake Formation permission(s)"}}};
        aws.on("/ListLFTags", [=](const json &, const Received &) { return denied; });
        aws.on("AWSGlue.ListDataQualityResults",
               [=](const json &, const Received &) { return denied; });
        const Connected connected(aws);
        CollectingSink sink;

        const auto outcome = connected.catalog->pull({}, sink, {});

        QVERIFY(outcome);
        QCOMPARE(sink.all.datasets.size(), 3);
        QCOMPARE(sink.problems.size(), 2);
        QVERIFY2(sink.problems[0].reason.contains(u"Insufficient Lake Formation"),
                 qPrintable(problemsOf(sink)));
    }

    void aBusyServiceIsAskedAgain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("as 400") << 400 << u"ThrottlingException"_s;
        QTest::newRow("as 400, with a name space") << 400 << u"com.amazon#SlowDown"_s;
        QTest::newRow("as 429") << 429 << u"TooManyRequestsException"_s;
        QTest::newRow("as 503") << 503 << QString();
    }

    void aBusyServiceIsAskedAgain()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        FakeAws aws;
        fill(aws);
        std::atomic<int> left = 2;
        aws.on("AWSGlue.GetDatabases", [&](const json &, const Received &) -> Answer {
            if (left-- > 0)
                return {status, {{"__type", code.toStdString()}}};
            return {200, {{"DatabaseList", {{{"Name", "sales"}, {"CatalogId", "123456789012"}}}}}};
        });
        const Connected connected(aws);
        CollectingSink sink;

        const auto outcome = connected.catalog->pull({}, sink, {});

        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message));
        QCOMPARE(aws.count("AWSGlue.GetDatabases"), 3);
        QCOMPARE(sink.all.datasets.size(), 3);
    }

    void wrongKeysAreToldWithoutThem()
    {
        FakeAws aws;
        fill(aws);
        const Connected connected(aws, {}, u"AKTEST00000000000001:quite-wrong"_s);
        CollectingSink sink;

        const auto outcome = connected.catalog->pull({}, sink, {});

        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::NotPermitted);
        QVERIFY(!(outcome.error().message + outcome.error().detail).contains(u"wrong"));
        QVERIFY(!(outcome.error().message + outcome.error().detail).contains(u"AKTEST"));
        QCOMPARE(aws.refused(), 1); // asking again would be no use
    }

    void aTokenThatLeadsInCirclesEndsThePull()
    {
        FakeAws aws;
        fill(aws);
        aws.on("AWSGlue.GetDatabases", {{"DatabaseList", json::array()}, {"NextToken", "same"}});
        const Connected connected(aws);
        CollectingSink sink;

        const auto outcome = connected.catalog->pull({}, sink, {});

        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Decode);
        QCOMPARE(aws.count("AWSGlue.GetDatabases"), 2);
    }

    void aRoleIsAssumedByTheKeysOfAProfile()
    {
        FakeAws aws;
        fill(aws);
        QTemporaryDir folder;
        QFile config(folder.filePath(u"config"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[profile lake]\nregion = eu-north-1\nrole_arn = arn:aws:iam::1:role/r\n"
                     "source_profile = base\nexternal_id = x y\n");
        config.close();
        QFile credentials(folder.filePath(u"credentials"_s));
        QVERIFY(credentials.open(QIODevice::WriteOnly));
        credentials.write("[base]\naws_access_key_id = " + aws.id +
                          "\naws_secret_access_key = " + aws.secret + "\n");
        credentials.close();
        qputenv("AWS_CONFIG_FILE", config.fileName().toUtf8());
        qputenv("AWS_SHARED_CREDENTIALS_FILE", credentials.fileName().toUtf8());
        aws.temporary["ASTEMPORARY000000001"] = "for an hour";
        QByteArray asked;
        aws.on("sts.AssumeRole", [&](const json &, const Received &request) {
            asked = request.body;
            return FakeAws::sts({{"AccessKeyId", "ASTEMPORARY000000001"},
                                 {"SecretAccessKey", "for an hour"},
                                 {"SessionToken", "t0ken"},
                                 {"Expiration", "2999-01-01T00:00:00Z"}});
        });
        const Connected connected(aws, {{u"profile"_s, u"lake"_s}, {u"region"_s, QString()}},
                                  QString());
        CollectingSink sink;

        const auto outcome = connected.catalog->pull({}, sink, {});

        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message));
        QCOMPARE(aws.count("sts.AssumeRole"), 1); // for all calls together
        QVERIFY2(asked.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr"), asked);
        QVERIFY2(asked.contains("ExternalId=x%20y"), asked);
        QCOMPARE(aws.server.received().last().header("X-Amz-Security-Token"), QByteArray("t0ken"));
        QCOMPARE(aws.refused(), 0);
        qunsetenv("AWS_CONFIG_FILE");
        qunsetenv("AWS_SHARED_CREDENTIALS_FILE");
    }

    void aSampleIsAQueryThatIsWaitedFor()
    {
        FakeAws aws;
        std::atomic<int> polls = 0;
        json started;
        aws.on("AmazonAthena.StartQueryExecution", [&](const json &asked, const Received &) {
            started = asked;
            return Answer{200, {{"QueryExecutionId", "q-1"}}};
        });
        aws.on("AmazonAthena.GetQueryExecution", [&](const json &, const Received &) {
            const char *state = ++polls < 3 ? "RUNNING" : "SUCCEEDED";
            return Answer{200, {{"QueryExecution", {{"Status", {{"State", state}}}}}}};
        });
        const auto row = [](const json &a, const json &b) { return json{{"Data", {a, b}}}; };
        const json columns = {{{"Name", "id"}, {"Type", "bigint"}},
                              {{"Name", "name"}, {"Type", "varchar"}}};
        aws.on("AmazonAthena.GetQueryResults", [&](const json &asked, const Received &) -> Answer {
            if (asked.contains("NextToken"))
                return {200,
                        {{"ResultSet",
                          {{"Rows", {row({{"VarCharValue", "2"}}, json::object())}},
                           {"ResultSetMetadata", {{"ColumnInfo", columns}}}}}}};
            return {200,
                    {{"ResultSet",
                      {{"Rows",
                        {row({{"VarCharValue", "id"}}, {{"VarCharValue", "name"}}),
                         row({{"VarCharValue", "1"}}, {{"VarCharValue", "Ann"}})}},
                       {"ResultSetMetadata", {{"ColumnInfo", columns}}}}},
                     {"NextToken", "n"}}};
        });
        const Connected connected(aws, {{u"work_group"_s, u"analysts"_s}});

        const auto sample = connected.catalog->sample({{}, u"sales/odd\"name"_s, 5}, {});

        QVERIFY2(sample, qPrintable(sample ? QString() : sample.error().message));
        QCOMPARE(text(started["QueryString"]),
                 QStringLiteral("SELECT * FROM \"sales\".\"odd\"\"name\" LIMIT 6"));
        QCOMPARE(text(started["WorkGroup"]), u"analysts"_s);
        QCOMPARE(sample->columns.size(), 2);
        QCOMPARE(sample->rows.size(), 2);
        QCOMPARE(sample->rows[0], (QVariantList{qint64(1), u"Ann"_s}));
        QCOMPARE(sample->rows[1], (QVariantList{qint64(2), QVariant()}));
        QVERIFY(sample->complete);
        QCOMPARE(polls.load(), 3);
    }

    void aQueryThatFailsSaysWhy()
    {
        FakeAws aws;
        aws.on("AmazonAthena.StartQueryExecution", {{"QueryExecutionId", "q-1"}});
        aws.on(
            "AmazonAthena.GetQueryExecution",
            {{"QueryExecution",
              {{"Status",
                {{"State", "FAILED"}, {"StateChangeReason", "TABLE_NOT_FOUND: sales.orders"}}}}}});
        const Connected connected(aws);

        const auto sample = connected.catalog->sample({{}, u"sales/orders"_s, 5}, {});

        QVERIFY(!sample);
        QVERIFY2(sample.error().message.contains(u"TABLE_NOT_FOUND"),
                 qPrintable(sample.error().message));
    }

    void grantsAreReadGivenAndTakenBack()
    {
        FakeAws aws;
        fill(aws);
        const json orders = {
            {"CatalogId", "123456789012"}, {"DatabaseName", "sales"}, {"Name", "orders"}};
        json list = {{{"Principal",
                       {{"DataLakePrincipalIdentifier", "arn:aws:iam::123456789012:role/analyst"}}},
                      {"Resource",
                       {{"TableWithColumns",
                         {{"CatalogId", "123456789012"},
                          {"DatabaseName", "sales"},
                          {"Name", "orders"},
                          {"ColumnWildcard", {{"ExcludedColumnNames", {"place"}}}}}}}},
                      {"Permissions", {"SELECT"}},
                      {"LastUpdated", 1'772'000'000.0},
                      {"LastUpdatedBy", "arn:aws:iam::123456789012:user/karol"}},
                     {{"Principal", {{"DataLakePrincipalIdentifier", "IAM_ALLOWED_PRINCIPALS"}}},
                      {"Resource", {{"Table", orders}}},
                      {"Permissions", {"ALL"}}}};
        aws.on("/ListPermissions", [&](const json &, const Received &) {
            return Answer{200, {{"PrincipalResourcePermissions", list}}};
        });
        aws.on(
            "/GetDataLakeSettings",
            {{"DataLakeSettings",
              {{"DataLakeAdmins",
                {{{"DataLakePrincipalIdentifier", "arn:aws:iam::123456789012:role/steward"}}}}}}});
        aws.on("sts.GetCallerIdentity", [](const json &, const Received &) {
            return FakeAws::sts(
                {{"Arn", "arn:aws:sts::123456789012:assumed-role/steward/someone"}});
        });
        json granted;
        json revoked;
        aws.on("/GrantPermissions", [&](const json &asked, const Received &) {
            granted = asked;
            return Answer{200, json::object()};
        });
        aws.on("/RevokePermissions", [&](const json &asked, const Received &) {
            revoked = asked;
            return Answer{200, json::object()};
        });
        const Connected connected(aws);

        const auto page = connected.catalog->accessRequests({});
        QVERIFY2(page, qPrintable(page ? QString() : page.error().message));
        QCOMPARE(page->requests.size(), 1);
        const mesh::AccessRequest &one = page->requests[0];
        QCOMPARE(one.product, u"product://123456789012.eu-north-1/sales"_s);
        QCOMPARE(one.port, u"orders"_s);
        QCOMPARE(one.requesterName, u"analyst"_s);
        QCOMPARE(one.decidedByName, u"karol"_s);
        QCOMPARE(one.columns, (QList<mesh::ColumnScope>{{u"place"_s, mesh::ColumnMode::Omit}}));
        QCOMPARE(one.grant, mesh::GrantState::Active);
        QVERIFY(one.decidable && !one.mine);

        mesh::AccessDraft draft;
        draft.port = u"orders"_s;
        draft.columns = {{u"id"_s, mesh::ColumnMode::Give}, {u"place"_s, mesh::ColumnMode::Omit}};
        const auto preview = connected.catalog->previewAccess(draft, u"sales"_s, {});
        QVERIFY(preview);
        QCOMPARE(preview->answer, mesh::AccessPreview::Answer::AtOnce);
        const auto request = connected.catalog->requestAccess(draft, u"sales"_s, u"k"_s, {});
        QVERIFY2(request, qPrintable(request ? QString() : request.error().message));
        QCOMPARE(text(granted["Principal"]["DataLakePrincipalIdentifier"]),
                 QStringLiteral("arn:aws:iam::123456789012:role/steward"));
        QVERIFY(granted["Resource"]["TableWithColumns"]["ColumnNames"] == json::array({"id"}));
        QVERIFY(granted["Permissions"] == json::array({"SELECT"}));
        QVERIFY(request->mine);
        QVERIFY(!request->untilMs); // Lake Formation keeps no end date

        mesh::AccessAction action;
        action.kind = mesh::AccessAction::Kind::Revoke;
        action.request = one.id;
        const auto done = connected.catalog->act(action, u"k"_s, {});
        QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
        QCOMPARE(done->grant, mesh::GrantState::Revoked);
        QCOMPARE(text(revoked["Principal"]["DataLakePrincipalIdentifier"]),
                 QStringLiteral("arn:aws:iam::123456789012:role/analyst"));
        QVERIFY(revoked["Resource"]["TableWithColumns"].contains("ColumnWildcard"));

        list = json::array();
        QCOMPARE(connected.catalog->act(action, u"k"_s, {}).error().kind, Error::Kind::NotFound);
        draft.columns = {{u"id"_s, mesh::ColumnMode::Mask}};
        QCOMPARE(connected.catalog->requestAccess(draft, u"sales"_s, u"k"_s, {}).error().kind,
                 Error::Kind::Usage);
    }

    void aConnectionIsTestedStepByStep()
    {
        FakeAws aws;
        fill(aws);
        aws.on("sts.GetCallerIdentity", [](const json &, const Received &) {
            return FakeAws::sts({{"Arn", "arn:aws:iam::123456789012:user/ann"}});
        });
        const Connected connected(aws);

        const QList<ConnectionStep> steps = connected.catalog->test({});

        // Keys, name, reached (no certificate on http), signed in, permitted, found, grants.
        QCOMPARE(steps.size(), 7);
        QVERIFY(steps[3].passed && steps[3].detail == u"arn:aws:iam::123456789012:user/ann");
        QCOMPARE(steps[5].detail, u"Databases: 2"_s);
        QVERIFY(!steps[6].passed); // Lake Formation was not described

        const Connected stranger(aws, {}, u"AKTEST00000000000001:wrong"_s);
        const QList<ConnectionStep> refused = stranger.catalog->test({});
        QCOMPARE(refused.size(), 4); // the keys exist, but nobody is known by them
        QVERIFY(refused[2].passed && !refused[3].passed);

        aws.on("AWSGlue.GetDatabases", [](const json &, const Received &) -> Answer {
            return {400, {{"__type", "AccessDeniedException"}, {"Message", "not you"}}};
        });
        const QList<ConnectionStep> denied = connected.catalog->test({});
        QCOMPARE(denied.size(), 5);
        QVERIFY(denied[3].passed && !denied[4].passed); // known, and not permitted
    }

    void anyShapeIsSurvived()
    {
        FakeAws aws;
        fill(aws);
        const QList<json> odd = {nullptr,        7,
                                 "text",         json::array(),
                                 json::object(), json::array({nullptr, 1, "x", json::array()})};
        const Connected connected(aws);
        for (const json &one : odd) {
            for (const char *operation : {"AWSGlue.GetTables", "AWSGlue.GetPartitions",
                                          "/ListLFTags", "AWSGlue.BatchGetDataQualityResult"}) {
                fill(aws);
                aws.on(operation, {{"TableList", one},
                                   {"Partitions", one},
                                   {"LFTags", one},
                                   {"Results", one},
                                   {"NextToken", one.is_string() ? json(nullptr) : one}});
                CollectingSink sink;
                QVERIFY(connected.catalog->pull({}, sink, {}));
            }
            fill(aws);
            json table = orders();
            for (const char *member : {"StorageDescriptor", "Parameters", "PartitionKeys",
                                       "ViewDefinition", "UpdateTime", "TargetTable"}) {
                table[member] = one;
                aws.on("AWSGlue.GetTables", {{"TableList", {table}}});
                CollectingSink sink;
                QVERIFY(connected.catalog->pull({}, sink, {}));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestAwsGlue)
#include "tst_aws_glue.moc"
