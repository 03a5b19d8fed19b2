// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/folder_catalog.h"
#include "tests/support/recording_sink.h"

#include <QDir>
#include <QTest>

using namespace meshlens;
using namespace Qt::StringLiterals;

/// Every descriptor, artifact and event of the specifications, with counts worked out by hand.
class TestFolderSamples : public QObject
{
    Q_OBJECT

private:
    static QString specs()
    {
        const QString given = qEnvironmentVariable("MESHLENS_SPECS");
        return given.isEmpty() ? QStringLiteral(MESHLENS_SOURCE_DIR) + u"/../shared/specs"_s
                               : given;
    }

    static tests::RecordingSink pulled(const QString &path)
    {
        CatalogConnection connection;
        connection.name = u"specs"_s;
        connection.kind = u"folder"_s;
        connection.url = path;
        tests::RecordingSink sink;
        auto catalog = catalogs::FolderCatalog::open(connection, Clock::frozenAt(0));
        if (!catalog) {
            sink.problems.append({path, 0, catalog.error().message});
            return sink;
        }
        const auto outcome = (*catalog)->pull({}, sink, {});
        if (!outcome)
            sink.problems.append({path, 0, outcome.error().message});
        return sink;
    }

    static QString counts(const tests::RecordingSink &sink)
    {
        qsizetype columns = 0;
        qsizetype ports = 0;
        for (const mesh::Dataset &dataset : sink.all.datasets)
            columns += dataset.columns.size();
        for (const mesh::DataProduct &product : sink.all.products)
            ports += product.ports.size();
        return u"products %1 ports %2 contracts %3 datasets %4 columns %5 edges %6 checks %7 results %8 loads %9"_s
                   .arg(sink.all.products.size())
                   .arg(ports)
                   .arg(sink.all.contracts.size())
                   .arg(sink.all.datasets.size())
                   .arg(columns)
                   .arg(sink.all.edges.size())
                   .arg(sink.all.checks.size())
                   .arg(sink.all.results.size())
                   .arg(sink.all.loads.size()) +
               u" problems %1"_s.arg(sink.problems.size());
    }

private slots:
    void init()
    {
        if (!QDir(specs()).exists())
            QSKIP("the specifications are not here: set MESHLENS_SPECS to their folder");
    }

    void sampleHoldsWhatWasCounted_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *file, int products, int ports, int contracts, int datasets,
                            int columns, int edges, int checks, int results, int loads,
                            int problems) {
            const QString expected =
                u"products %1 ports %2 contracts %3 datasets %4 columns %5 edges %6 checks %7 results %8 loads %9"_s
                    .arg(products)
                    .arg(ports)
                    .arg(contracts)
                    .arg(datasets)
                    .arg(columns)
                    .arg(edges)
                    .arg(checks)
                    .arg(results)
                    .arg(loads) +
                u" problems %1"_s.arg(problems);
            QTest::newRow(file) << QString::fromLatin1(file) << expected;
        };
        // clang-format off
        //                                                        prod port contr ds col edge check res load prob
        row("odps-bitol/samples/customer-data-product.odps.yaml",    1,  8,  0,  8,  0, 14,  0,  0,  0,  0);
        row("odps-bitol/samples/simple-data-product.odps.yaml",      1,  2,  0,  2,  0,  1,  0,  0,  0,  0);
        row("odcs/samples/all-data-types.odcs.yaml",                 0,  0,  1,  1, 10,  0,  0,  0,  0,  0);
        row("odcs/samples/all-schema-types.odcs.yaml",               0,  0,  1,  3,  7,  0,  0,  0,  0,  0);
        row("odcs/samples/azure-server.odcs.yaml",                   0,  0,  1,  0,  0,  0,  0,  0,  0,  0);
        row("odcs/samples/basic-four-dpo.odcs.yaml",                 0,  0,  1,  0,  0,  0,  0,  0,  0,  0);
        row("odcs/samples/column-accuracy.odcs.yaml",                0,  0,  1,  1,  1,  0,  1,  0,  0,  0);
        row("odcs/samples/column-completeness.odcs.yaml",            0,  0,  1,  1,  1,  0,  1,  0,  0,  0);
        row("odcs/samples/column-custom.odcs.yaml",                  0,  0,  1,  1,  1,  0,  2,  0,  0,  0);
        row("odcs/samples/column-validity.odcs.yaml",                0,  0,  1,  1,  1,  0,  1,  0,  0,  0);
        row("odcs/samples/database-table-sla.odcs.yaml",             0,  0,  1,  0,  0,  0,  0,  0,  0,  0);
        row("odcs/samples/full-example.odcs.yaml",                   0,  0,  1,  2,  7,  0,  2,  0,  0,  0);
        row("odcs/samples/kafka-schema.odcs.yaml",                   0,  0,  1,  1,  3,  0,  0,  0,  0,  0);
        row("odcs/samples/kafka-schemaregistry.odcs.yaml",           0,  0,  1,  1,  0,  0,  0,  0,  0,  0);
        row("odcs/samples/kafka-server.odcs.yaml",                   0,  0,  1,  1,  0,  0,  0,  0,  0,  0);
        row("odcs/samples/service-and-operational-roles.odcs.yaml",  0,  0,  1,  0,  0,  0,  0,  0,  0,  0);
        row("odcs/samples/table-column-description.odcs.yaml",       0,  0,  1,  1,  1,  0,  0,  0,  0,  0);
        row("odcs/samples/table-column.odcs.yaml",                   0,  0,  1,  1,  1,  0,  0,  0,  0,  0);
        row("odcs/samples/table-columns-with-partition.odcs.yaml",   0,  0,  1,  1,  4,  0,  0,  0,  0,  0);
        row("datacontract-spec/samples/covid-cases.datacontract.yaml",   0, 0, 1, 1, 9, 0, 0, 0, 0, 0);
        // Two models; the e-mail address of one comes from a column of another system.
        row("datacontract-spec/samples/orders-latest.datacontract.yaml", 0, 0, 1, 3, 9, 2, 3, 0, 0, 0);
        row("odps-odpi/samples/datacontract-url.v4.1.yml",           1,  0,  0,  0,  0,  0,  0,  0,  0,  0);
        row("odps-odpi/samples/urbanpulse_basic.v4.1.yml",           1,  1,  1,  1,  0,  0,  0,  0,  0,  0);
        // Parts of a product, without the product: recognised, and said.
        row("odps-odpi/samples/dataquality.v4.1.yml",                0,  0,  0,  0,  0,  0,  0,  0,  0,  1);
        row("odps-odpi/samples/sla.v4.1.yml",                        0,  0,  0,  0,  0,  0,  0,  0,  0,  1);
        row("openlineage/samples/example_full_event.json",           0,  0,  0,  0,  0,  0,  0,  0,  0,  0);
        row("marquez/samples/open_lineage-event_dataset_event.json", 0,  0,  0,  1,  1,  0,  0,  0,  0,  0);
        // One table is read and written: an edge to itself.
        row("marquez/samples/open_lineage-event_full.json",          0,  0,  0,  1,  1,  1,  2,  2,  1,  0);
        row("marquez/samples/open_lineage-event_job_event.json",     0,  0,  0,  2,  0,  1,  0,  0,  0,  0);
        row("marquez/samples/open_lineage-event_simple.json",        0,  0,  0,  3,  0,  2,  0,  0,  1,  0);
        row("data-mesh-manager/samples/datacontracts-list.json",     0,  0,  2,  2, 10,  0,  1,  0,  0,  0);
        row("data-mesh-manager/samples/dataproduct-dps.json",        1,  1,  0,  1,  0,  0,  0,  0,  0,  0);
        row("data-mesh-manager/samples/dataproduct-odps.json",       1,  2,  0,  1,  0,  0,  0,  0,  0,  0);
        // clang-format on
    }

    void sampleHoldsWhatWasCounted()
    {
        QFETCH(QString, file);
        QFETCH(QString, expected);

        const tests::RecordingSink sink = pulled(specs() + u'/' + file);

        for (const PullProblem &problem : sink.problems)
            qInfo().noquote() << problem.file << problem.line << problem.reason;
        QCOMPARE(counts(sink), expected);
    }

    void dbtSamplesPairByProject()
    {
        const tests::RecordingSink sink = pulled(specs() + u"/dbt-artifacts/samples"_s);

        for (const PullProblem &problem : sink.problems)
            qInfo().noquote() << problem.file << problem.line << problem.reason;
        // jaffle_shop: 8 datasets, 39 columns, 8 edges, 24 tests; of the 24 rows of its run results
        // one speaks of a test that this manifest does not have. sample_dbt: 16 datasets (one
        // ephemeral model bridged), 96 columns, 13 edges, 7 tests and 12 freshness rules; 3 runs
        // that brought data and 11 sources that hold some.
        QCOMPARE(counts(sink), u"products 0 ports 0 contracts 12 datasets 24 columns 135 edges 21 "
                               u"checks 43 results 42 "
                               "loads 14 problems 1"_s);
        QVERIFY(sink.problems.first().reason.contains(u"another invocation"_s));
    }

    void facetsWithoutTheirEventAreSaidPolitely()
    {
        const QDir folder(specs() + u"/openlineage/samples"_s);
        const QStringList files = folder.entryList({u"*Facet*.json"_s}, QDir::Files);
        QVERIFY(files.size() > 40);

        for (const QString &file : files) {
            const tests::RecordingSink sink = pulled(folder.filePath(file));
            QVERIFY2(sink.problems.size() == 1, qPrintable(file));
            QVERIFY2(sink.problems.first().reason.contains(u"OpenLineage"_s), qPrintable(file));
            QVERIFY2(sink.all.datasets.isEmpty(), qPrintable(file));
        }
    }

    void allSpecificationsLoadAsOneFolder_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *folder :
             {"odps-bitol", "odcs", "datacontract-spec", "odps-odpi", "dataproduct-spec",
              "dbt-artifacts", "openlineage", "marquez", "data-mesh-manager", "odm-dpds"})
            QTest::newRow(folder) << QString::fromLatin1(folder);
    }

    void allSpecificationsLoadAsOneFolder()
    {
        QFETCH(QString, folder);

        const tests::RecordingSink sink = pulled(specs() + u'/' + folder);

        for (const PullProblem &problem : sink.problems) {
            const QString said = problem.file + u": "_s + problem.reason;
            const bool ofTheFile = said.contains(u"described in"_s) ||
                                   said.contains(u"without"_s) ||
                                   said.contains(u"another invocation"_s);
            QVERIFY2(ofTheFile, qPrintable(said));
        }
    }
};

QTEST_GUILESS_MAIN(TestFolderSamples)
#include "tst_folder_samples.moc"
