// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry.h"
#include "tests/support/fake_aws.h"
#include "tests/support/fake_node.h"

#include <QElapsedTimer>
#include <QTest>
#include <QUrlQuery>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using nlohmann::json;
using Answer = FakeAws::Answer;

namespace {

constexpr std::int64_t now = 1'772'400'000'000;
constexpr int assets = 230;

/// DataZone in memory, as its service model describes the operations that the adapter uses: pages
/// by token, states of requests, subscriptions and grants. No server of it exists outside Amazon.
class FakeZone
{
public:
    FakeAws aws;
    json requests = json::array();
    json subscriptions = json::array();
    json grants = json::array();
    json listings = json::array();
    std::string point = "point-1";
    bool hasNewLineage = false;
    int tokens = 0; // how often a request was made anew, not sent again

    FakeZone()
    {
        for (int i = 0; i < assets; ++i)
            listings.push_back(asset(i));
        listings.push_back(
            {{"dataProductListing",
              {{"listingId", "product-1"},
               {"listingRevision", "2"},
               {"name", "Sales insights"},
               {"owningProjectId", "project-1"},
               {"items", {{{"listingId", "listing-1"}}, {{"listingId", "gone"}}}}}}});
        aws.under("/v2/domains", [this](const json &asked, const Received &request) {
            return answer(asked, request);
        });
    }

    [[nodiscard]] int calls(const QByteArray &part) const
    {
        int count = 0;
        for (const Received &one : aws.server.received())
            count += one.path.contains(part) ? 1 : 0;
        return count;
    }

    static std::string arn(int number)
    {
        return "arn:aws:glue:eu-north-1:123456789012:table/sales/t" + std::to_string(number);
    }

private:
    json asset(int number) const
    {
        json forms = {{"GlueTableForm",
                       {{"databaseName", "sales"},
                        {"tableName", "t" + std::to_string(number)},
                        {"columns",
                         {{{"columnName", "id"}, {"dataType", "bigint"}},
                          {{"columnName", "place"}, {"dataType", "struct<city:string>"}}}}}},
                      {"AssetCommonDetailsForm",
                       {{"sourceIdentifier", arn(number)}, {"readMe", "# Read me"}}},
                      {"ColumnBusinessMetadataForm",
                       {{"columnsBusinessMetadata",
                         {{{"columnIdentifier", "id"},
                           {"name", "Number"},
                           {"description", "of the order"}}}}}},
                      {"RetentionForm", {{"keepYears", 7}, {"legalHold", false}}}};
        json listing = {{"listingId", "listing-" + std::to_string(number)},
                        {"listingRevision", "1"},
                        {"name", "Table " + std::to_string(number)},
                        {"entityId", "asset-" + std::to_string(number)},
                        {"entityType", "amazon.datazone.GlueTableAssetType"},
                        {"owningProjectId", "project-1"},
                        {"createdAt", 1'772'000'000.5},
                        {"glossaryTerms", {{{"name", "Order"}}}},
                        {"additionalAttributes", {{"forms", forms.dump()}}}};
        if (number == 1)
            listing["additionalAttributes"]["latestTimeSeriesDataPointForms"] = {
                {{"formName", "rules"},
                 {"typeIdentifier", "amazon.datazone.DataQualityResultFormType"},
                 {"id", point}}};
        return {{"assetListing", listing}};
    }

    static Answer paged(const json &items, const std::string &token, int most)
    {
        const int first = token.empty() ? 0 : std::stoi(token.substr(2));
        json page = {{"items", json::array()}, {"totalMatchCount", items.size()}};
        for (int i = first; i < first + most && i < static_cast<int>(items.size()); ++i)
            page["items"].push_back(items[static_cast<std::size_t>(i)]);
        if (first + most < static_cast<int>(items.size()))
            page["nextToken"] = "+/" + std::to_string(first + most); // to be encoded
        return {200, page};
    }

    static Answer missing()
    {
        return {404, {{"__type", "ResourceNotFoundException"}, {"message", "none"}}};
    }

    json *request(const QString &id)
    {
        for (json &one : requests) {
            if (one["id"] == id.toStdString())
                return &one;
        }
        return nullptr;
    }

    static json filtered(const json &all, const QUrlQuery &query, const QString &filter,
                         const char *member)
    {
        if (!query.hasQueryItem(filter))
            return all;
        json some = json::array();
        for (const json &one : all) {
            if (one.value(member, std::string()) ==
                query.queryItemValue(filter, QUrl::FullyDecoded).toStdString())
                some.push_back(one);
        }
        return some;
    }

    Answer lineage(const QString &id) const
    {
        const auto dataset = [](const std::string &node, const std::string &source, json up) {
            return Answer{200,
                          {{"id", node},
                           {"typeName", "amazon.datazone.DatasetLineageNodeType"},
                           {"sourceIdentifier", source},
                           {"upstreamNodes", up},
                           {"downstreamNodes", json::array()}}};
        };
        // t1 <- a run of shop.load <- t0 and a topic
        if (id == QString::fromStdString(arn(1)) || id == "n1"_L1)
            return dataset("n1", arn(1), {{{"id", "run"}}});
        if (id == QString::fromStdString(arn(0)) || id == "n0"_L1)
            return dataset("n0", arn(0), json::array());
        if (id == "topic"_L1)
            return dataset("topic", "kafka://broker:9092/orders.v1", json::array());
        if (id == "run"_L1)
            return {200,
                    {{"id", "run"},
                     {"typeName", "amazon.datazone.JobRunLineageNodeType"},
                     {"sourceIdentifier", "shop.load/1234"},
                     {"upstreamNodes", {{{"id", "n0"}}, {{"id", "topic"}}}},
                     {"downstreamNodes", {{{"id", "n1"}}}}}};
        return missing();
    }

    Answer subscribe(const json &asked)
    {
        for (const json &one : requests) {
            if (one["token"] == asked["clientToken"])
                return {200, one};
        }
        ++tokens;
        json made = {
            {"id", "req-" + std::to_string(requests.size() + 1)},
            {"token", asked["clientToken"]},
            {"status", "PENDING"},
            {"createdBy", "u-1"},
            {"createdAt", 1'772'390'000.0},
            {"updatedAt", 1'772'390'000.0},
            {"requestReason", asked["requestReason"]},
            {"owner", asked["subscribedPrincipals"][0]["project"]["identifier"]},
            {"approver", "project-1"},
            {"subscribedPrincipals",
             {{{"project",
                {{"id", asked["subscribedPrincipals"][0]["project"]["identifier"]},
                 {"name", "Finance"}}}}}},
            {"subscribedListings", {{{"id", asked["subscribedListings"][0]["identifier"]}}}}};
        requests.push_back(made);
        return {200, made};
    }

    Answer decide(const QString &id, const QString &verb, const json &asked)
    {
        json *one = request(id);
        if (!one)
            return missing();
        if ((*one)["status"] != "PENDING")
            return {409, {{"__type", "ConflictException"}}};
        (*one)["status"] = verb == "accept"_L1 ? "ACCEPTED" : "REJECTED";
        (*one)["updatedAt"] = 1'772'395'000.0;
        (*one)["reviewerId"] = "u-2";
        (*one)["decisionComment"] = asked.value("decisionComment", std::string());
        if (verb == "accept"_L1) {
            const std::string subscription = "sub-" + id.toStdString();
            subscriptions.push_back({{"id", subscription},
                                     {"status", "APPROVED"},
                                     {"subscriptionRequestId", (*one)["id"]},
                                     {"owner", (*one)["owner"]},
                                     {"approver", (*one)["approver"]}});
            grants.push_back({{"id", "grant-1"},
                              {"status", "IN_PROGRESS"},
                              {"owner", (*one)["owner"]},
                              {"subscriptionId", subscription}});
        }
        return {200, *one};
    }

    Answer answer(const json &asked, const Received &received)
    {
        const QStringList path =
            QString::fromLatin1(received.path).split(u'/').mid(3); // after /v2/domains
        const QUrlQuery query(QString::fromLatin1(received.query));
        const auto part = [&](qsizetype i) {
            return QUrl::fromPercentEncoding(path.value(i).toLatin1());
        };
        const std::string token =
            received.method == "GET"
                ? query.queryItemValue(u"nextToken"_s, QUrl::FullyDecoded).toStdString()
            : asked.is_object() ? asked.value("nextToken", std::string())
                                : std::string();
        if (path.isEmpty())
            return paged({{{"id", "dzd_1"}, {"name", "Acme"}}}, token, 25);
        const QString what = part(1);
        if (path.size() == 1)
            return {200, {{"id", "dzd_1"}, {"name", "Acme"}, {"rootDomainUnitId", "root"}}};
        if (what == "domain-units"_L1) {
            const bool isRoot = query.queryItemValue(u"parentDomainUnitIdentifier"_s) == "root"_L1;
            return paged(isRoot ? json{{{"id", "unit-1"}, {"name", "Sales"}}} : json::array(),
                         token, 25);
        }
        if (what == "projects"_L1)
            return paged({{{"id", "project-1"}, {"name", "Selling"}, {"domainUnitId", "unit-1"}},
                          {{"id", "project-2"}, {"name", "Finance"}, {"domainUnitId", "root"}}},
                         token, 1);
        if (what == "search"_L1)
            return paged({{{"glossaryTermItem",
                            {{"id", "term-1"},
                             {"name", "Order"},
                             {"shortDescription", "A purchase"},
                             {"status", "ENABLED"}}}}},
                         token, 50);
        if (what == "listings"_L1)
            return paged(listings, token, 50);
        if (what == "entities"_L1 && part(4) == "time-series-data-points"_L1) {
            const json content = {{"evaluations",
                                   {{{"types", {"Completeness"}},
                                     {"description", "IsComplete \"id\""},
                                     {"applicableFields", {"id"}},
                                     {"status", "PASS"}},
                                    {{"types", {"Minimum"}},
                                     {"description", "ColumnValues \"amount\" >= 0"},
                                     {"applicableFields", {"amount"}},
                                     {"details", {{"EVALUATION_MESSAGE", "Value: -3.5"}}},
                                     {"status", "FAIL"}}}},
                                  {"passingPercentage", "50"}};
            return {200, {{"form", {{"timestamp", 1'772'380'000.0}, {"content", content.dump()}}}}};
        }
        if (what == "lineage"_L1 && part(2) == "nodes"_L1)
            return lineage(part(3));
        if (what == "lineage"_L1)
            return {200,
                    {{"items", hasNewLineage
                                   ? json{{{"id", "event"}, {"eventTime", "2026-03-01T00:00:00Z"}}}
                                   : json::array()}}};
        if (what == "subscription-requests"_L1) {
            if (received.method == "POST")
                return subscribe(asked);
            if (received.method == "PUT")
                return decide(part(2), part(3), asked);
            if (path.size() == 3) {
                json *one = request(part(2));
                return one ? Answer{200, *one} : missing();
            }
            return paged(filtered(filtered(requests, query, u"owningProjectId"_s, "owner"), query,
                                  u"approverProjectId"_s, "approver"),
                         token, 2);
        }
        if (what == "subscriptions"_L1) {
            if (received.method == "PUT") {
                for (json &one : subscriptions)
                    one["status"] = part(3) == "revoke"_L1 ? "REVOKED" : "CANCELLED";
                return {200, subscriptions[0]};
            }
            return paged(
                filtered(filtered(filtered(subscriptions, query, u"owningProjectId"_s, "owner"),
                                  query, u"approverProjectId"_s, "approver"),
                         query, u"subscriptionRequestIdentifier"_s, "subscriptionRequestId"),
                token, 50);
        }
        if (what == "subscription-grants"_L1)
            return paged(filtered(filtered(grants, query, u"owningProjectId"_s, "owner"), query,
                                  u"subscriptionId"_s, "subscriptionId"),
                         token, 50);
        return missing();
    }
};

struct Connected {
    net::Client client;
    std::unique_ptr<Catalog> catalog;

    explicit Connected(const FakeZone &zone, const QString &project = {})
    {
        CatalogConnection connection = zone.aws.connection(u"aws-datazone"_s);
        connection.name = u"zone"_s;
        if (!project.isEmpty())
            connection.options.insert(u"project"_s, project);
        auto made = catalogs::make(connection, zone.aws.keys(), client, Clock::frozenAt(now));
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        catalog = *std::move(made);
    }
};

QString tableKey(int number)
{
    return u"glue://123456789012.eu-north-1/sales/t%1"_s.arg(number);
}

template<typename Thing>
Thing byId(const QList<Thing> &all, const QString &id)
{
    for (const Thing &one : all) {
        if (one.nativeId == id)
            return one;
    }
    return {};
}

QString said(const auto &result)
{
    return result ? QString() : result.error().message + u' ' + result.error().detail;
}

} // namespace

class TestAwsDataZone : public QObject
{
    Q_OBJECT

private slots:
    void aDomainIsReadWithAllThatIsPublished()
    {
        FakeZone zone;
        const Connected connected(zone);
        CollectingSink sink;
        QElapsedTimer timer;
        timer.start();

        const auto outcome = connected.catalog->pull({}, sink, {});

        QVERIFY2(outcome, qPrintable(said(outcome)));
        qInfo("first pull: %lld products, %lld datasets, %lld calls, %lld ms",
              static_cast<long long>(sink.all.products.size()),
              static_cast<long long>(sink.all.datasets.size()),
              static_cast<long long>(outcome->requests), static_cast<long long>(timer.elapsed()));
        QVERIFY2(sink.problems.isEmpty(),
                 qPrintable(sink.problems.isEmpty() ? QString() : sink.problems[0].reason));
        QCOMPARE(zone.aws.refused(), 0); // also tokens with + and /, and ARNs in paths
        QCOMPARE(outcome->authority, u"dzd_1"_s);
        QCOMPARE(sink.all.datasets.size(), assets);
        QCOMPARE(sink.all.products.size(), assets + 1);
        QCOMPARE(zone.calls("/listings/search"), 5);
        QCOMPARE(sink.all.domains.size(), 2);
        QCOMPARE(sink.all.parties.size(), 2);
        const mesh::Dataset one = byId(sink.all.datasets, u"listing-1"_s);
        QCOMPARE(one.key, tableKey(1));
        QCOMPARE(one.columns.size(), 3);
        QCOMPARE(one.columns[0].description, u"Number: of the order"_s);
        QCOMPARE(one.columns[2].name, u"place.city"_s);
        QCOMPARE(one.domain, u"domain://dzd_1/unit-1"_s);
        QCOMPARE(one.terms, QStringList{u"term://dzd_1/term-1"_s});
        QCOMPARE(one.tags, (QStringList{u"keepYears=7"_s, u"legalHold=false"_s}));
        QVERIFY(one.aliases.contains({u"datazone:dzd_1:asset-1"_s, u"strong"_s}));
        const mesh::DataProduct bundle = byId(sink.all.products, u"product-1"_s);
        QCOMPARE(bundle.ports.size(), 1); // a member that is not published has no port
        QCOMPARE(bundle.ports[0].dataset, tableKey(1));
        QCOMPARE(sink.all.checks.size(), 2);
        QCOMPARE(sink.all.results[1].status, mesh::CheckStatus::Failed);
        QCOMPARE(sink.all.results[1].message, u"Value: -3.5"_s);
        QCOMPARE(sink.all.checks[0].dimension, mesh::Dimension::Completeness);
        QStringList edges;
        for (const mesh::LineageEdge &edge : sink.all.edges)
            edges.append(edge.from + u" > "_s + edge.to + u" by "_s + edge.job);
        edges.sort();
        QCOMPARE(edges,
                 (QStringList{tableKey(0) + u" > "_s + tableKey(1) + u" by job://shop/load"_s,
                              u"kafka://broker:9092/orders.v1 > "_s + tableKey(1) +
                                  u" by job://shop/load"_s}));
    }

    void aSecondPullAsksForNewPointsAndLineageOnly()
    {
        FakeZone zone;
        const Connected connected(zone);
        CollectingSink first;
        const auto before = connected.catalog->pull({}, first, {});
        QVERIFY2(before, qPrintable(said(before)));
        const int nodes = zone.calls("/lineage/nodes/");
        CollectingSink same;
        QElapsedTimer timer;
        timer.start();

        const auto unchanged = connected.catalog->pull({false, before->state}, same, {});

        QVERIFY2(unchanged, qPrintable(said(unchanged)));
        qInfo("unchanged pull: %lld calls, %lld ms", static_cast<long long>(unchanged->requests),
              static_cast<long long>(timer.elapsed()));
        QVERIFY(unchanged->unchanged);
        QVERIFY(same.all.products.isEmpty() && same.all.results.isEmpty());
        QCOMPARE(zone.calls("/lineage/nodes/"), nodes);
        QCOMPARE(zone.calls("/time-series-data-points/"), 1);

        // Two are withdrawn, one is described anew with a newer point of quality.
        zone.listings.erase(zone.listings.begin() + 7);
        zone.listings.erase(zone.listings.begin() + 7);
        json &one = zone.listings[1]["assetListing"];
        one["description"] = "Said better";
        one["additionalAttributes"]["latestTimeSeriesDataPointForms"][0]["id"] = "point-2";
        zone.hasNewLineage = true;
        CollectingSink changed;
        const auto after = connected.catalog->pull({false, unchanged->state}, changed, {});

        QVERIFY2(after, qPrintable(said(after)));
        QVERIFY(!after->unchanged && !after->full);
        QCOMPARE(changed.all.products.size(), 1);
        QCOMPARE(changed.all.datasets.size(), 1);
        QCOMPARE(changed.all.results.size(), 2);
        QCOMPARE(changed.all.edges.size(), 2);
        QCOMPARE(changed.all.deleted.value(mesh::Kind::Dataset),
                 (QStringList{u"listing-7"_s, u"listing-8"_s}));
        QCOMPARE(changed.all.deleted.value(mesh::Kind::Product).size(), 2);
    }

    void accessIsAskedForGivenUsedAndTakenBack()
    {
        FakeZone zone;
        const Connected finance(zone, u"project-2"_s);
        const Connected selling(zone, u"project-1"_s);
        mesh::AccessDraft draft;
        draft.purpose = {mesh::PurposeKind::Reporting, u"The quarter's report"_s};

        const auto preview = finance.catalog->previewAccess(draft, u"listing-1"_s, {});
        QVERIFY(preview);
        QCOMPARE(preview->answer, mesh::AccessPreview::Answer::Owner);
        const auto asked = finance.catalog->requestAccess(draft, u"listing-1"_s, u"key-1"_s, {});
        QVERIFY2(asked, qPrintable(said(asked)));
        const auto again = finance.catalog->requestAccess(draft, u"listing-1"_s, u"key-1"_s, {});
        QVERIFY(again && again->id == asked->id);
        QCOMPARE(zone.tokens, 1);
        QCOMPARE(asked->state, mesh::RequestState::Pending);
        QCOMPARE(asked->product, u"product://dzd_1/listing-1"_s);

        auto inbox = selling.catalog->accessRequests({});
        QVERIFY2(inbox, qPrintable(said(inbox)));
        QCOMPARE(inbox->requests.size(), 1);
        QVERIFY(inbox->requests[0].decidable && !inbox->requests[0].mine);
        QCOMPARE(inbox->requests[0].requesterName, u"Finance"_s);
        QCOMPARE(inbox->requests[0].purpose.text, u"The quarter's report"_s);

        mesh::AccessAction action;
        action.request = asked->id;
        action.note = u"für euch"_s;
        action.expectedVersion = inbox->requests[0].version - 1;
        QCOMPARE(selling.catalog->act(action, u"k"_s, {}).error().kind, Error::Kind::Conflict);
        action.expectedVersion = inbox->requests[0].version;
        const auto accepted = selling.catalog->act(action, u"k"_s, {});
        QVERIFY2(accepted, qPrintable(said(accepted)));
        QCOMPARE(accepted->state, mesh::RequestState::Approved);
        QCOMPARE(accepted->grant, mesh::GrantState::Provisioning); // accepted is not yet given
        QCOMPARE(accepted->note, u"für euch"_s);

        zone.grants[0]["status"] = "COMPLETED";
        const auto mine = finance.catalog->accessRequests({});
        QVERIFY2(mine, qPrintable(said(mine)));
        QCOMPARE(mine->requests.size(), 1);
        QVERIFY(mine->requests[0].mine);
        QCOMPARE(mine->requests[0].grant, mesh::GrantState::Active);
        zone.grants[0]["status"] = "GRANT_FAILED";
        QCOMPARE(finance.catalog->accessRequests({})->requests[0].grant, mesh::GrantState::Failed);

        action.kind = mesh::AccessAction::Kind::Revoke;
        action.expectedVersion = 0;
        const auto revoked = selling.catalog->act(action, u"k"_s, {});
        QVERIFY2(revoked, qPrintable(said(revoked)));
        QCOMPARE(revoked->grant, mesh::GrantState::Revoked);

        const auto second = finance.catalog->requestAccess(draft, u"listing-2"_s, u"key-2"_s, {});
        QVERIFY(second);
        action.kind = mesh::AccessAction::Kind::Deny;
        action.request = second->id;
        const auto denied = selling.catalog->act(action, u"k"_s, {});
        QVERIFY2(denied, qPrintable(said(denied)));
        QCOMPARE(denied->state, mesh::RequestState::Denied);
        QCOMPARE(selling.catalog->act(action, u"k"_s, {}).error().kind, Error::Kind::Conflict);
    }

    void withoutAProjectNobodyAsks()
    {
        FakeZone zone;
        const Connected connected(zone);
        mesh::AccessDraft draft;
        draft.purpose.text = u"To see"_s;

        const auto preview = connected.catalog->previewAccess(draft, u"listing-1"_s, {});
        const auto asked = connected.catalog->requestAccess(draft, u"listing-1"_s, u"k"_s, {});

        QVERIFY(preview);
        QCOMPARE(preview->answer, mesh::AccessPreview::Answer::Impossible);
        QCOMPARE(asked.error().kind, Error::Kind::Usage);
        QCOMPARE(zone.tokens, 0);
    }

    void aThrottledPageIsAskedAgainAndABrokenOneEndsThePull()
    {
        FakeZone zone;
        std::atomic<int> busy = 2;
        zone.aws.on("/v2/domains/dzd_1/projects", [&](const json &, const Received &) -> Answer {
            if (busy-- > 0)
                return {429, {{"__type", "ThrottlingException"}, {"message", "slow down"}}};
            return {200, {{"items", {{{"id", "project-1"}, {"name", "Selling"}}}}}};
        });
        const Connected connected(zone);
        CollectingSink sink;
        const auto outcome = connected.catalog->pull({}, sink, {});
        QVERIFY2(outcome, qPrintable(said(outcome)));
        QCOMPARE(zone.aws.count("/v2/domains/dzd_1/projects"), 3);

        zone.aws.server.on("/v2/domains/dzd_1/listings/search", behave::truncateJson);
        CollectingSink broken;
        const auto ended = connected.catalog->pull({}, broken, {});
        QVERIFY(!ended); // what was read before must not pass for the whole
        zone.aws.server.on("/v2/domains/dzd_1/listings/search", behave::closeAtOnce);
        const auto gone = connected.catalog->pull({}, broken, {});
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, Error::Kind::Network);
    }

    void severalDomainsMustBeChosenFrom()
    {
        FakeZone zone;
        zone.aws.on("/v2/domains", {{"items",
                                     {{{"id", "dzd_1"}, {"name", "Acme"}},
                                      {{"id", "dzd_2"}, {"name", "Other"}}}}});
        const Connected connected(zone);
        CollectingSink sink;

        const auto outcome = connected.catalog->pull({}, sink, {});

        QCOMPARE(outcome.error().kind, Error::Kind::Usage);
        QVERIFY(outcome.error().message.contains(u"dzd_2 (Other)"));
        QCOMPARE(connected.catalog->test({}).last().passed, false);
    }
};

QTEST_GUILESS_MAIN(TestAwsDataZone)
#include "tst_aws_datazone.moc"
