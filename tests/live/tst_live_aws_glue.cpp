// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"
#include "tests/live/live_bench.h"
#include "tests/live/live_server.h"

#include <nlohmann/json.hpp>

#include <QDateTime>
#include <QTest>

using namespace meshlens;
using namespace Qt::StringLiterals;

/// The adapter of Glue, Lake Formation and Athena against moto, which checks every signature.
/// moto has no Glue Data Quality and no search by LF-tag: those two are told as left out.
class TestLiveAwsGlue : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void wrongKeysAreRefused();
    void aLakeIsPulledChangedAndPulledAgain();
    void grantsAreReadGivenAndRevoked();
    void aSampleComesFromAthena();
    void aRoleIsAssumed();
    void cleanupTestCase();

private:
    static QString key(const QString &database, const QString &table)
    {
        return u"glue://123456789012.eu-west-1/"_s + database + u'/' + table;
    }

    [[nodiscard]] CatalogConnection connection() const
    {
        CatalogConnection made;
        made.name = u"lake"_s;
        made.kind = u"aws-glue"_s;
        made.url = m_moto.url().toString();
        made.options = {{u"auth"_s, u"aws"_s}, {u"region"_s, u"eu-west-1"_s}};
        return made;
    }

    test::LiveServer m_moto{u"moto"_s};
    QString m_secret;
    std::unique_ptr<test::LiveBench> m_bench;
};

void TestLiveAwsGlue::initTestCase()
{
    MESHLENS_START_LIVE(m_moto);
    QString keys;
    QVERIFY2(m_moto.run(u"seed"_s, {u"first"_s}, &keys), qPrintable(m_moto.failure()));
    const auto said = nlohmann::json::parse(keys.toStdString(), nullptr, false);
    QVERIFY(said.is_object());
    m_secret = QString::fromStdString(said["id"].get<std::string>()) + u':' +
               QString::fromStdString(said["secret"].get<std::string>());
    m_bench = std::make_unique<test::LiveBench>(connection(), m_secret);
    qInfo("%s", qPrintable(m_moto.version()));
}

void TestLiveAwsGlue::wrongKeysAreRefused()
{
    test::LiveBench stranger(connection(), m_secret + u'x');

    const auto run = stranger.pull(u"with wrong keys"_s);

    QVERIFY(!run);
    QCOMPARE(run.error().kind, Error::Kind::NotPermitted);
}

void TestLiveAwsGlue::aLakeIsPulledChangedAndPulledAgain()
{
    const auto first = m_bench->pull(u"first pull"_s);
    QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
    QCOMPARE(first->entities.value(u"dataset"_s), 240);
    QCOMPARE(first->entities.value(u"product"_s), 6);
    QCOMPARE(first->entities.value(u"party"_s), 6); // each owner once
    // GetDatabases, two lists of tables a database, 48 partitioned tables; the rest is tags and
    // rules, of which moto breaks one off with a 500 that is asked three times.
    QVERIFY2(first->requests <= 1 + 12 + 48 + 8, QByteArray::number(first->requests));
    const auto iceberg = m_bench->reader().dataset(key(u"sales"_s, u"table_005"_s));
    QVERIFY(iceberg);
    QCOMPARE(iceberg->thing.columns.size(), 7); // the struct's fields are columns of their own
    QCOMPARE(iceberg->thing.columns[6].name, u"place.point.lon"_s);
    QCOMPARE(iceberg->thing.columns[1].fieldId, u"2"_s);
    QCOMPARE(iceberg->thing.owners, QStringList{u"party://sales@acme.example"_s});
    QVERIFY(iceberg->thing.aliases.contains({u"s3://lake/sales/table_005"_s, u"location"_s}));
    const auto partitioned = m_bench->reader().dataset(key(u"sales"_s, u"table_004"_s));
    QVERIFY(partitioned && partitioned->thing.updatedAtMs);
    QVERIFY(*partitioned->thing.updatedAtMs >= 1'767'225'600'000 + 3 * 86'400'000LL);

    const auto again = m_bench->pull(u"unchanged pull"_s);
    QVERIFY2(again, qPrintable(again ? QString() : again.error().message));
    QCOMPARE(again->changed, 0);
    QCOMPARE(again->entities.value(u"dataset"_s), 0);

    QVERIFY2(m_moto.run(u"seed"_s, {u"second"_s}), qPrintable(m_moto.failure()));
    const std::int64_t between = QDateTime::currentMSecsSinceEpoch();
    const auto changed = m_bench->pull(u"changed pull"_s);
    QVERIFY2(changed, qPrintable(changed ? QString() : changed.error().message));

    const QStringList changes = m_bench->changesSince(between);
    const auto has = [&](const QString &line) { return changes.contains(line); };
    const QByteArray all = changes.join(u'\n').toUtf8();
    QVERIFY2(has(u"table_001 schema amount: decimal(12,2) → decimal(18,4), currency added"_s), all);
    QVERIFY2(has(u"table_005 schema amount renamed to net_amount"_s), all);
    QVERIFY2(has(u"table_007 gone"_s) && has(u"orders_by_day new"_s), all);
    QVERIFY2(has(u"table_011 gone"_s) && has(u"table_012 gone"_s) && has(u"table_099 new"_s), all);
    QVERIFY2(has(u"research gone"_s), all);
    const auto gone = m_bench->reader().dataset(key(u"research"_s, u"table_001"_s));
    QVERIFY(!gone);
    const auto newer = m_bench->reader().dataset(key(u"sales"_s, u"table_004"_s));
    QVERIFY(newer);
    QVERIFY(*newer->thing.updatedAtMs > *partitioned->thing.updatedAtMs);
}

void TestLiveAwsGlue::grantsAreReadGivenAndRevoked()
{
    Catalog &catalog = m_bench->catalog();
    const auto before = catalog.accessRequests({});
    QVERIFY2(before, qPrintable(before ? QString() : before.error().message));
    QCOMPARE(before->requests.size(), 1);
    QCOMPARE(before->requests[0].requesterName, u"analyst"_s);
    QVERIFY(before->requests[0].decidable); // the seed made this user an administrator

    mesh::AccessDraft draft;
    draft.port = u"table_002"_s;
    draft.columns = {{u"id"_s, mesh::ColumnMode::Give}, {u"amount"_s, mesh::ColumnMode::Omit}};
    const auto preview = catalog.previewAccess(draft, u"sales"_s, {});
    QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
    QCOMPARE(preview->answer, mesh::AccessPreview::Answer::AtOnce);
    const auto given = catalog.requestAccess(draft, u"sales"_s, u"k"_s, {});
    QVERIFY2(given, qPrintable(given ? QString() : given.error().message));
    const auto with = catalog.accessRequests({});
    QVERIFY(with);
    const auto found =
        std::find_if(with->requests.begin(), with->requests.end(),
                     [&](const mesh::AccessRequest &one) { return one.id == given->id; });
    QVERIFY(found != with->requests.end());
    QVERIFY(found->mine);
    QCOMPARE(found->columns, (QList<mesh::ColumnScope>{{u"id"_s, mesh::ColumnMode::Give}}));

    mesh::AccessAction action;
    action.kind = mesh::AccessAction::Kind::Revoke;
    action.request = given->id;
    const auto revoked = catalog.act(action, u"k"_s, {});
    QVERIFY2(revoked, qPrintable(revoked ? QString() : revoked.error().message));
    QCOMPARE(catalog.accessRequests({})->requests.size(), 1);
}

void TestLiveAwsGlue::aSampleComesFromAthena()
{
    const auto sample = m_bench->catalog().sample({{}, u"sales/table_001"_s, 10}, {});

    QVERIFY2(sample, qPrintable(sample ? QString() : sample.error().message));
    QCOMPARE(sample->columns.size(), 2);
    QCOMPARE(sample->rows.size(), 2);
    QCOMPARE(sample->rows[0], (QVariantList{qint64(1), u"9.50"_s}));
    QVERIFY(sample->rows[1][1].isNull());
}

void TestLiveAwsGlue::aRoleIsAssumed()
{
    CatalogConnection assumed = connection();
    assumed.options.insert(u"role_arn"_s, u"arn:aws:iam::123456789012:role/reader"_s);
    test::LiveBench bench(assumed, m_secret);

    const QList<ConnectionStep> steps = bench.catalog().test({});

    QStringList failed;
    for (const ConnectionStep &step : steps) {
        if (!step.passed)
            failed.append(step.title + u": "_s + step.detail);
    }
    QVERIFY2(failed.isEmpty(), qPrintable(failed.join(u'\n')));
    QVERIFY(std::any_of(steps.begin(), steps.end(), [](const ConnectionStep &step) {
        return step.detail == "arn:aws:iam::123456789012:role/reader"_L1;
    }));
}

void TestLiveAwsGlue::cleanupTestCase()
{
    m_bench.reset();
    m_moto.stop();
}

QTEST_GUILESS_MAIN(TestLiveAwsGlue)
#include "tst_live_aws_glue.moc"
