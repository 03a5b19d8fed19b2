// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/folder_catalog.h"
#include "app/catalogs/folder_walk.h"
#include "tests/support/recording_sink.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace meshlens;
using namespace meshlens::catalogs;
using namespace Qt::StringLiterals;

namespace {

/// JSON and YAML with single quotes, which read better between double ones.
QByteArray quoted(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

} // namespace

class TestFolderCatalog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;

    void write(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_dir->filePath(name);
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    [[nodiscard]] std::unique_ptr<Catalog> catalog(const QString &path = {}) const
    {
        CatalogConnection connection;
        connection.name = u"shop"_s;
        connection.url = path.isEmpty() ? m_dir->path() : path;
        return *FolderCatalog::open(connection, Clock::frozenAt(1000));
    }

    void writeContract()
    {
        write(
            u"contracts/orders.yaml"_s,
            "apiVersion: v3.1.0\nkind: DataContract\nid: orders\nversion: 1.0.0\nstatus: active\n"
            "servers: [{server: here, type: local, path: rows}]\n"
            "schema: [{name: orders, properties: [{name: id, physicalType: bigint}, {name: total, "
            "physicalType: double}, {name: open, physicalType: boolean}]}]\n");
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void anUntouchedFolderIsUnchanged()
    {
        writeContract();
        tests::RecordingSink sink;
        const auto first = catalog()->pull({}, sink, {});
        QCOMPARE(sink.all.contracts.size(), 1);
        QVERIFY(first->full && !first->unchanged);

        const auto again = catalog()->pull({false, first->state}, sink, {});
        QVERIFY(again->unchanged);

        write(u"more.yaml"_s, "apiVersion: v1.0.0\nkind: DataProduct\nid: p\nstatus: active\n");
        const auto third = catalog()->pull({false, first->state}, sink, {});
        QVERIFY(!third->unchanged);
        QCOMPARE(sink.all.products.size(), 1);
        QVERIFY(!catalog()->pull({true, third->state}, sink, {})->unchanged);
    }

    void linksThatLeaveTheFolderAreNotFollowedAndLoopsEnd()
    {
        QTemporaryDir elsewhere;
        QFile secret(elsewhere.filePath(u"secret.yaml"_s));
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write("apiVersion: v1.0.0\nkind: DataProduct\nid: secret\nstatus: active\n");
        secret.close();
        writeContract();
        QVERIFY(QFile::link(secret.fileName(), m_dir->filePath(u"link.yaml"_s)));
        QVERIFY(QFile::link(elsewhere.path(), m_dir->filePath(u"away"_s)));
        QVERIFY(QFile::link(m_dir->path(), m_dir->filePath(u"contracts/loop"_s)));
        QVERIFY(QFile::link(u"nowhere"_s, m_dir->filePath(u"dangling"_s)));
        QCOMPARE(::mkfifo(m_dir->filePath(u"pipe.json"_s).toLocal8Bit().constData(), 0600), 0);

        tests::RecordingSink sink;
        QVERIFY(catalog()->pull({}, sink, {}).hasValue());

        QCOMPARE(sink.all.products.size(), 0);
        QCOMPARE(sink.all.contracts.size(), 1);
        QStringList files;
        for (const PullProblem &problem : sink.problems)
            files.append(problem.file);
        files.sort();
        QCOMPARE(files.join(u' '), u"away dangling link.yaml"_s);
    }

    void brokenFilesAreReportedAndTheRestLoads()
    {
        writeContract();
        write(u"a/broken.yaml"_s, "a: 1\nb: [1\nc: }\n");
        write(u"b/self.yml"_s, "x: 1\ny: &y {z: *y}\n");
        write(u"c/broken.json"_s, "{\"kind\":\n\"DataProduct\",");
        write(u"other.json"_s, "{\"name\": \"a package of another kind\"}");
        write(u".git/config.yaml"_s, "{{{");

        tests::RecordingSink sink;
        QVERIFY(catalog()->pull({}, sink, {}).hasValue());

        QCOMPARE(sink.all.contracts.size(), 1);
        QStringList said;
        for (const PullProblem &problem : sink.problems)
            said.append(u"%1:%2"_s.arg(problem.file).arg(problem.line));
        QCOMPARE(said.join(u' '), u"a/broken.yaml:3 b/self.yml:2 c/broken.json:2"_s);
    }

    void formatsAreToldByContentNotByName()
    {
        write(u"events.log"_s, quoted("{'eventTime':'2026-01-01T00:00:00Z','producer':'p','dataset'"
                                      ":{'namespace':'postgres://db:5432','name':'a.b.c'}}"));
        write(u"product.txt"_s, "apiVersion: v1.0.0\nkind: DataProduct\nid: p\nstatus: active\n");
        tests::RecordingSink sink;
        QVERIFY(catalog()->pull({}, sink, {}).hasValue());
        QCOMPARE(sink.all.products.size(), 1);
        QCOMPARE(sink.all.datasets.size(), 1);
        QCOMPARE(sink.problems.size(), 0);
    }

    void artifactsOfTwoInvocationsAreSaid()
    {
        const QByteArray metadata =
            quoted("'metadata':{'dbt_schema_version':'https://schemas.getdbt.com/dbt/"
                   "%1.json','generated_at':'2026-01-01T00:00:00Z','invocation_id':'%2','adapter_"
                   "type':'postgres'%3}");
        const auto head = [&](const char *kind, const char *run, const char *more) {
            return QByteArray(metadata).replace("%1", kind).replace("%2", run).replace("%3", more);
        };
        write(
            u"target/manifest.json"_s,
            "{" + head("manifest/v12", "A", quoted(",'project_name':'shop'")) +
                quoted(
                    ",'nodes':{\n"
                    " 'model.shop.raw':{'resource_type':'model','database':'d','schema':'s','alias'"
                    ":'raw','config':{'materialized':'table'},'depends_on':{'nodes':['source.shop."
                    "in.t']}},\n"
                    " 'model.shop.mid':{'resource_type':'model','database':'d','schema':'s','alias'"
                    ":'mid','config':{'materialized':'ephemeral'},'depends_on':{'nodes':['model."
                    "shop.raw']}},\n"
                    " 'model.shop.end':{'resource_type':'model','database':'d','schema':'s','alias'"
                    ":'end','config':{'materialized':'view'},'depends_on':{'nodes':['model.shop."
                    "mid']},'columns':{'id':{'name':'id','tags':['pii']}}},\n"
                    " 'test.shop.unique_end_id.1':{'resource_type':'test','column_name':'id','"
                    "attached_node':'model.shop.end','config':{'severity':'WARN'},'test_metadata':{"
                    "'name':'unique'}}},\n"
                    " 'sources':{'source.shop.in.t':{'resource_type':'source','database':'d','"
                    "schema':'s','identifier':'t','freshness':{'warn_after':{'count':12,'period':'"
                    "hour'},'error_after':{'count':24,'period':'hour'}}}},\n"
                    " 'exposures':{'exposure.shop.board':{'name':'board','type':'dashboard','owner'"
                    ":{'email':'ada@example.com'},'depends_on':{'nodes':['model.shop.end']}}},\n"
                    " 'macros':{'m':{'macro_sql':'x'}}}"));
        write(u"target/run_results.json"_s,
              "{" + head("run-results/v6", "B", "") +
                  quoted(",'results':[\n"
                         " {'unique_id':'test.shop.unique_end_id.1','status':'warn','failures':3,'"
                         "timing':[{'name':'execute','completed_at':'2026-01-01T00:00:00Z'}]},\n"
                         " {'unique_id':'test.shop.gone.2','status':'pass','timing':[]}]}"));
        write(u"target/sources.json"_s,
              "{" + head("sources/v3", "B", "") +
                  quoted(",'results':[\n"
                         " {'unique_id':'source.shop.in.t','status':'warn','max_loaded_at':'2026-"
                         "01-01T00:00:00Z','snapshotted_at':'2026-01-01T13:00:00Z'}]}"));

        tests::RecordingSink sink;
        QVERIFY(catalog()->pull({}, sink, {}).hasValue());

        QCOMPARE(sink.problems.size(), 1);
        QCOMPARE(sink.problems.first().file, u"target/run_results.json"_s);
        QVERIFY(sink.problems.first().reason.contains(u"another invocation"_s));
        QStringList edges;
        for (const mesh::LineageEdge &edge : sink.all.edges)
            edges.append(edge.from.section(u'/', -1) + u'>' + edge.to.section(u'/', -1));
        edges.sort();
        QCOMPARE(edges.join(u' '), u"end>exposure.shop.board raw>end t>raw"_s);
        QCOMPARE(sink.all.checks.size(), 2);
        QCOMPARE(sink.all.results.size(), 2);
        QCOMPARE(sink.all.products.size(), 1);
        QCOMPARE(*mesh::freshnessObjectiveMs(sink.all.contracts.first().serviceLevels),
                 12LL * 3600 * 1000);
        for (const mesh::Dataset &dataset : sink.all.datasets) {
            if (dataset.name == u"end")
                QVERIFY(dataset.columns.first().personal);
        }
    }

    void samplesAreTypedRowsOfTheFolder()
    {
        writeContract();
        write(u"rows/orders.csv"_s,
              "id,total,open,note\n1,2.5,true,\"a, \"\"b\"\"\nc\"\n2,,false,\n");

        const auto source = catalog();
        const auto sample = source->sample({{}, u"orders.orders"_s, 10}, {});

        QVERIFY(sample.hasValue());
        QVERIFY(sample->complete);
        QCOMPARE(sample->rows.size(), 2);
        QCOMPARE(sample->rows[0], QVariantList({1LL, 2.5, true, u"a, \"b\"\nc"_s}));
        QCOMPARE(sample->rows[1], QVariantList({2LL, QVariant(), false, QVariant()}));
        QVERIFY(!source->sample({{}, u"orders.orders"_s, 1}, {})->complete);
        QVERIFY(source->sample({{}, u"unknown"_s, 1}, {}).error().kind == Error::Kind::NotFound);
    }

    void samplesNeverComeFromOutsideTheFolder()
    {
        QTemporaryDir elsewhere;
        QFile rows(elsewhere.filePath(u"rows.csv"_s));
        QVERIFY(rows.open(QIODevice::WriteOnly));
        rows.write("a\n1\n");
        rows.close();
        QVERIFY(fileInside(m_dir->path(), rows.fileName()).isEmpty());
        QVERIFY(fileInside(m_dir->path(),
                           u"../"_s + QFileInfo(elsewhere.path()).fileName() + u"/rows.csv"_s)
                    .isEmpty());
        QVERIFY(QFile::link(rows.fileName(), m_dir->filePath(u"in.csv"_s)));
        QVERIFY(fileInside(m_dir->path(), u"in.csv"_s).isEmpty());
    }

    void aMissingFolderIsSaid()
    {
        tests::RecordingSink sink;
        const auto source = catalog(m_dir->filePath(u"nothing"_s));
        QVERIFY(source->pull({}, sink, {}).error().kind == Error::Kind::NotFound);
        QVERIFY(!source->test({}).last().passed);
    }

    void aStoppedPullSaysSo()
    {
        writeContract();
        std::stop_source stop;
        stop.request_stop();
        tests::RecordingSink sink;
        QVERIFY(catalog()->pull({}, sink, stop.get_token()).error().kind == Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestFolderCatalog)
#include "tst_folder_catalog.moc"
