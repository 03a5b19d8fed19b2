// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/detect.h"
#include "app/catalogs/formats/link.h"
#include "app/catalogs/formats/odcs.h"
#include "app/catalogs/formats/odps.h"
#include "app/catalogs/formats/openlineage.h"
#include "app/catalogs/formats/yaml.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// JSON and YAML with single quotes, which read better between double ones.
QByteArray quoted(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

const QByteArray contractText = quoted(
    "apiVersion: v3.1.0\n"
    "kind: DataContract\n"
    "id: orders-v1\n"
    "version: 1.10\n"
    "status: active\n"
    "domain: sales\n"
    "servers: [{server: prod, type: postgres, host: db.example.com, port: 5432, database: shop, "
    "schema: public}]\n"
    "schema:\n"
    "  - name: orders\n"
    "    properties:\n"
    "      - {name: id, physicalType: bigint, primaryKey: true, required: yes, quality: [{id: "
    "id_filled, metric: nullValues, mustBe: 0, schedule: 0 20 * * *}]}\n"
    "      - {name: email, physicalType: text, classification: restricted, tags: [pii]}\n"
    "      - {name: address, logicalType: object, properties: [{name: city, physicalType: text}]}\n"
    "slaProperties: [{property: latency, value: 4, unit: h}]\n"
    "customProperties: [{property: permittedPurposes, value: [reporting, forecasting]}]\n"
    "team: {name: sales, members: [{username: Ada@example.com, role: Owner}, {username: "
    "bob@example.com, role: owner, dateOut: 2024-01-01}]}\n");

const QByteArray consumerText =
    quoted("apiVersion: v1.0.0\n"
           "kind: DataProduct\n"
           "id: revenue\n"
           "name: Revenue\n"
           "status: active\n"
           "inputPorts: [{name: orders, version: 1.0.0, contractId: orders-v1}]\n"
           "outputPorts: [{name: revenue, version: 1.0.0, contractId: revenue-v1}]\n"
           "customProperties:\n"
           "  - {property: archetype, value: consumer-aligned}\n"
           "  - {property: classification, value: internal}\n"
           "  - {property: certified, value: true}\n"
           "  - {property: access, value: request}\n");

DecodeContext here()
{
    DecodeContext context;
    context.authority = u"shop"_s;
    context.catalog = u"shop"_s;
    context.file = u"a.yaml"_s;
    return context;
}

json yaml(const QByteArray &text)
{
    auto documents = readYaml(text);
    return documents && !documents->empty() ? documents->front() : json();
}

} // namespace

class TestFormats : public QObject
{
    Q_OBJECT

private slots:
    void scalarsOfYamlStayText()
    {
        const json value = yaml("{version: 1.10, day: 2024-01-01, yes: no, nothing: ~}");
        QCOMPARE(
            QString::fromStdString(value.dump()),
            u"{\"day\":\"2024-01-01\",\"nothing\":null,\"version\":\"1.10\",\"yes\":\"no\"}"_s);
    }

    void documentsOfOneStreamAreRead()
    {
        const auto documents = readYamlDocuments("a: 1\n---\nb: 2\n---\n");
        QVERIFY(documents.hasValue());
        QCOMPARE(int(documents->size()), 2);
        QCOMPARE(documents->at(1).lines.at("/b"), 3);
    }

    void mergeKeysAreResolvedAndOwnKeysWin()
    {
        const json value = yaml("base: &b {x: 1, y: 2}\nmine: {<<: *b, y: 3}\n");
        QCOMPARE(QString::fromStdString(value["mine"].dump()), u"{\"x\":\"1\",\"y\":\"3\"}"_s);
    }

    void yamlThatCannotBeTrustedIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QByteArray bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 9; ++i) {
            const QByteArray n = QByteArray::number(i), m = QByteArray::number(i - 1);
            QByteArray items;
            for (int k = 0; k < 10; ++k)
                items += (k ? ", *a" : "*a") + m;
            bomb += "a" + n + ": &a" + n + " [" + items + "]\n";
        }
        QTest::newRow("an alias bomb") << bomb << 6;
        QTest::newRow("an alias inside its own anchor")
            << QByteArray("ok: 1\na: &a [1, *a]\n") << 2;
        QTest::newRow("deep nesting") << QByteArray(100, '[') + QByteArray(100, ']') << 1;
        QTest::newRow("broken syntax") << QByteArray("a: 1\nb: [1, 2\nc: }\n") << 3;
        QTest::newRow("a key that is a list") << QByteArray("a: 1\n? [x]\n: 2\n") << 2;
    }

    void yamlThatCannotBeTrustedIsRefusedWithItsLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);

        const auto documents = readYaml(text);

        QVERIFY(!documents.hasValue());
        QCOMPARE(errorLine(documents.error()), line);
    }

    void yamlAboveItsSizeIsRefused()
    {
        YamlLimits limits;
        limits.bytes = 10;
        QVERIFY(readYamlDocuments("a: 1234567890", limits).error().kind == Error::Kind::TooLarge);
    }

    void contractBecomesDatasetsChecksAndObjectives()
    {
        const Decoded decoded = decodeOdcs(yaml(contractText), here());

        QCOMPARE(decoded.problems.size(), 0);
        const mesh::Contract &contract = decoded.batch.contracts.first();
        QCOMPARE(contract.version, u"1.10"_s);
        QCOMPARE(*mesh::freshnessObjectiveMs(contract.serviceLevels), 4LL * 3600 * 1000);
        QCOMPARE(contract.permittedPurposes, QStringList({u"reporting"_s, u"forecasting"_s}));
        const mesh::Dataset &dataset = decoded.batch.datasets.first();
        QCOMPARE(dataset.key, u"postgres://db.example.com:5432/shop/public/orders"_s);
        QCOMPARE(dataset.nativeId, u"orders-v1.orders"_s);
        QCOMPARE(dataset.owners, QStringList(u"party://ada@example.com"_s));
        QStringList columns;
        for (const mesh::Column &column : dataset.columns)
            columns.append(column.name + (column.personal ? u"!"_s : u""_s) +
                           (column.required ? u"*"_s : u""_s));
        QCOMPARE(columns.join(u' '), u"id* email! address address.city"_s);
        const mesh::Check &check = decoded.batch.checks.first();
        QCOMPARE(check.id, u"id_filled"_s);
        QVERIFY(check.dimension == mesh::Dimension::Completeness);
        QCOMPARE(*check.periodMs, 24LL * 3600 * 1000);
    }

    void productsMeetAtTheirContracts()
    {
        Decoded all = decodeOdcs(yaml(contractText), here());
        all.append(decodeOdps(yaml(consumerText), here()));

        linkBatch(all, here());

        const mesh::DataProduct &product = all.batch.products.first();
        QVERIFY(product.archetype == mesh::Archetype::ConsumerAligned);
        QVERIFY(product.access == mesh::AccessMode::Request);
        QVERIFY(product.certified);
        QCOMPARE(product.contractId, u"revenue-v1"_s);
        QCOMPARE(all.batch.edges.size(), 1);
        QCOMPARE(all.batch.edges.first().from,
                 u"postgres://db.example.com:5432/shop/public/orders"_s);
        QVERIFY(all.batch.edges.first().to.startsWith(u"odcs://_shop/"_s));
    }

    void wrongTypesAreReportedWithTheirLineAndTheRestIsRead()
    {
        const auto documents =
            readYamlDocuments("apiVersion: v1.0.0\nkind: DataProduct\nid: p\nname: [a]\n"
                              "status: {x: 1}\ntags: {x: 1}\noutputPorts: text\ninputPorts: [1]\n"
                              "team: [1]\ndescription: [1]\ncustomProperties: 7\nversion: 2\n");
        DecodeContext context = here();
        context.lines = &documents->front().lines;

        const Decoded decoded = decodeDocument(documents->front().value, context);

        QCOMPARE(decoded.batch.products.size(), 1);
        QCOMPARE(decoded.batch.products.first().version, u"2"_s);
        QList<int> lines;
        for (const PullProblem &problem : decoded.problems) {
            QCOMPARE(problem.file, u"a.yaml"_s);
            if (!lines.contains(problem.line))
                lines.append(problem.line);
        }
        std::sort(lines.begin(), lines.end());
        QCOMPARE(lines, QList<int>({4, 5, 6, 7, 8, 9, 10}));
    }

    void anyJunkInAnyFieldOfAContractHarmsNothing_data()
    {
        QTest::addColumn<QByteArray>("junk");
        for (const char *junk : {"null", "[]", "{}", "7", "\"x\"", "true", "[null,7,\"x\",[],{}]",
                                 "{\"a\":[{\"b\":1}]}"})
            QTest::newRow(junk) << QByteArray(junk);
    }

    void anyJunkInAnyFieldOfAContractHarmsNothing()
    {
        QFETCH(QByteArray, junk);
        const json value = json::parse(junk.toStdString());
        for (const QByteArray &text : {contractText, consumerText}) {
            const json original = yaml(text);
            const json flat = original.flatten(); // outlives the loop over it
            for (const auto &[pointer, leaf] : flat.items()) {
                // Every node on the way down is replaced in turn.
                for (json::json_pointer at(pointer); !at.empty(); at = at.parent_pointer()) {
                    json document = original;
                    document[at] = value;
                    Decoded decoded = decodeDocument(document, here());
                    linkBatch(decoded, here());
                    QVERIFY(decoded.batch.products.size() + decoded.batch.contracts.size() <= 1);
                }
            }
        }
    }

    void versionTwoContractsAreRead()
    {
        const Decoded decoded = decodeDocument(
            yaml(quoted("apiVersion: v2.2.2\n"
                        "kind: DataContract\n"
                        "uuid: c2\n"
                        "version: 1.0.0\n"
                        "datasetDomain: seller\n"
                        "quantumName: q\n"
                        "status: current\n"
                        "dataset: [{table: tbl, physicalName: tbl_1, columns: [{column: a, "
                        "isPrimaryKey: true, isNullable: false, quality: [{code: nullCheck, "
                        "dimension: completeness}]}]}]\n"
                        "stakeholders: [{username: ada@example.com, role: Owner}]\n")),
            here());
        QCOMPARE(decoded.batch.contracts.first().id, u"c2"_s);
        QCOMPARE(decoded.batch.datasets.first().columns.first().name, u"a"_s);
        QVERIFY(decoded.batch.datasets.first().columns.first().required);
        QCOMPARE(decoded.batch.checks.size(), 1);
        QCOMPARE(decoded.batch.datasets.first().owners, QStringList(u"party://ada@example.com"_s));
    }

    void brokenLinesOfEventsAreReportedWithTheirNumber()
    {
        const QByteArray good =
            quoted("{'eventType':'COMPLETE','eventTime':'2026-01-01T00:00:00Z','producer':'p','run'"
                   ":{'runId':'1'},'job':{'namespace':'n','name':'j'},'inputs':[{'namespace':'"
                   "postgres://db:5432','name':'a.b.c'}],'outputs':[{'namespace':'postgres://"
                   "db:5432','name':'a.b.d'}]}");

        const Decoded decoded = decodeOpenLineage(
            good + "\n{\"eventTime\": broken}\n" + good + "\n{\"run\":{\n", here());

        QCOMPARE(decoded.batch.edges.size(), 1);
        QCOMPARE(decoded.batch.loads.size(), 2);
        QCOMPARE(decoded.problems.size(), 2);
        QCOMPARE(decoded.problems[0].line, 2);
        QCOMPARE(decoded.problems[1].line, 4);
    }

    void eventsOfOneRunAreAdditive()
    {
        const auto event = [](const char *type, const char *inputs, const char *outputs) {
            return QByteArray(quoted("{'eventType':'")) + type +
                   quoted("','eventTime':'2026-01-01T00:00:00Z','producer':'p','run':{'runId':'1'},"
                          "'job':{'namespace':'n','name':'j'},'inputs':") +
                   inputs + quoted(",'outputs':") + outputs + "}";
        };
        const QByteArray start =
            event("START", quoted("[{'namespace':'postgres://db:5432','name':'a.b.c'}]"), "[]");
        const QByteArray end =
            event("COMPLETE", "[]", quoted("[{'namespace':'postgres://db:5432','name':'a.b.d'}]"));

        for (const QByteArray &bytes :
             {start + "\n" + end, start + end, "[" + start + ",\n" + end + "]"}) {
            const Decoded decoded = decodeOpenLineage(bytes, here());
            QCOMPARE(decoded.problems.size(), 0);
            QCOMPARE(decoded.batch.edges.size(), 1);
            QVERIFY(!decoded.batch.edges.first().declared);
        }
    }

    void symlinksGiveTheStrongerKeyToEveryEvent()
    {
        const QByteArray events =
            quoted("{'eventTime':'2026-01-01T00:00:00Z','producer':'p','job':{'namespace':'n','"
                   "name':'j'},'inputs':[{'namespace':'s3://lake','name':'sales/"
                   "orders'}],'outputs':[{'namespace':'postgres://db:5432','name':'a.b.c'}]}\n"
                   "{'eventTime':'2026-01-01T00:00:00Z','producer':'p','dataset':{'namespace':'s3:/"
                   "/lake','name':'sales/"
                   "orders','facets':{'symlinks':{'identifiers':[{'namespace':'arn:aws:glue:us-"
                   "east-1:123456789012','name':'table/sales/orders','type':'TABLE'}]}}}}");

        const Decoded decoded = decodeOpenLineage(events, here());

        QCOMPARE(decoded.batch.edges.first().from, u"glue://123456789012.us-east-1/sales/orders"_s);
        QCOMPARE(decoded.batch.datasets.first().aliases.first().key, u"s3://lake/sales/orders"_s);
    }

    void columnLineageSetsAsideTheCrossProduct()
    {
        const QByteArray event = quoted(
            "{'eventType':'COMPLETE','eventTime':'2026-01-01T00:00:00Z','producer':'p','run':{'"
            "runId':'1'},'job':{'namespace':'n','name':'j'},\n"
            " 'inputs':[{'namespace':'postgres://db:5432','name':'a.b.c'},{'namespace':'postgres://"
            "db:5432','name':'a.b.unused'}],\n"
            " 'outputs':[{'namespace':'postgres://"
            "db:5432','name':'a.b.d','facets':{'columnLineage':{'fields':{'x':{'inputFields':[{'"
            "namespace':'postgres://db:5432','name':'a.b.c','field':'y'}]}}}}}]}");

        const Decoded decoded = decodeOpenLineage(event, here());

        QStringList edges;
        for (const mesh::LineageEdge &edge : decoded.batch.edges)
            edges.append(edge.from.section(u'/', -1) + u'.' + edge.fromColumn + u'>' +
                         edge.toColumn);
        edges.sort();
        QCOMPARE(edges.join(u' '), u"c.> c.y>x"_s);
    }

    void openLineageNamesLeadBackToTheKey()
    {
        for (const auto &key :
             {u"postgres://db.example.com:5432/shop/public/orders"_s,
              u"glue://123456789012.eu-west-1/sales/orders"_s, u"s3://lake/sales/orders"_s,
              u"bigquery://acme-prod/sales/Orders"_s, u"kafka://broker1:9092/shop.orders.v1"_s}) {
            const OpenLineageName name = openLineageName(key);
            QCOMPARE(mesh::openLineageKey(name.nameSpace, name.name).key, key);
        }
    }

    void durationsAreRead()
    {
        QCOMPARE(*durationMs(u"PT25H"_s), 25LL * 3600 * 1000);
        QCOMPARE(*durationMs(u"1 week"_s), 7LL * 86400 * 1000);
        QCOMPARE(*cronStepMs(u"0 * * * *"_s), 3600LL * 1000);
        QCOMPARE(*cronStepMs(u"0 20 * * 1"_s), 7LL * 86400 * 1000);
        QVERIFY(!durationMs(u"soon"_s));
        QVERIFY(!durationMs(u"P999999999999Y"_s));
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
