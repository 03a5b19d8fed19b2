// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

namespace meshlens::store {
namespace {

mesh::Sample invoices()
{
    mesh::Sample sample;
    sample.columns = {{u"id"_s, u"string"_s, false},
                      {u"net_revenue_eur"_s, u"decimal"_s, false},
                      {u"paid"_s, u"boolean"_s, false},
                      {u"payer"_s, u"string"_s, true}};
    sample.rows = {{u"007"_s, 1.5, true, u"tok_1"_s},
                   {u"008"_s, 2.5, false, u"tok_2"_s},
                   {u"009"_s, QVariant(), true, u"tok_1"_s}};
    return sample;
}

} // namespace

class QueryTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<StoreFixture> m_fixture;
    const mesh::Sample m_invoices = invoices();

    Result<mesh::Sample> run(const QString &sql, int maxRows = 100)
    {
        return need(m_fixture->store->read())
            .query(sql, {{u"finance.invoices"_s, &m_invoices}}, maxRows);
    }

    QString refusal(const QString &sql)
    {
        const auto answer = run(sql);
        return answer ? u"no refusal"_s : answer.error().message;
    }

private slots:
    void initTestCase()
    {
        m_fixture = std::make_unique<StoreFixture>();
        const qint64 catalog = m_fixture->addCatalog(u"core"_s);
        Batch batch;
        batch.domains = {domainOf(u"finance"_s, u"Finance"_s)};
        batch.datasets = {datasetOf(u"orders"_s, {u"id"_s, u"plan"_s})};
        batch.products = {productOf(u"orders"_s, u"Orders"_s, u"orders"_s),
                          productOf(u"b"_s, u"B"_s)};
        batch.products[0].domain = batch.domains[0].key;
        batch.edges = {edgeOf(u"raw"_s, u"orders"_s)};
        mesh::Check check;
        check.id = u"c"_s;
        check.dataset = batch.datasets[0].key;
        batch.checks = {check};
        batch.results = {{u"c"_s, 10, mesh::CheckStatus::Failed, {}, {}, {}}};
        m_fixture->pull(catalog, {batch});
        mesh::AccessRequest request;
        request.id = u"r1"_s;
        request.catalog = u"core"_s;
        request.state = mesh::RequestState::Approved;
        request.grant = mesh::GrantState::Active;
        need(m_fixture->store->write([&](Writer &writer) { return writer.saveRequest(request); }));
    }

    void theViewsAnswer_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QVariantList>("row");
        QTest::newRow("product")
            << u"SELECT name, domain, status FROM mesh.product ORDER BY name DESC"_s
            << QVariantList{u"Orders"_s, u"Finance"_s, u"active"_s};
        QTest::newRow("dataset") << u"SELECT name, type, columns FROM mesh.dataset"_s
                                 << QVariantList{u"orders"_s, u"table"_s, 2LL};
        QTest::newRow("column")
            << u"SELECT name, position FROM mesh.column ORDER BY position DESC"_s
            << QVariantList{u"plan"_s, 1LL};
        QTest::newRow("edge") << u"SELECT count(*) FROM mesh.edge"_s << QVariantList{1LL};
        QTest::newRow("result") << u"SELECT status, dimension FROM mesh.check_result"_s
                                << QVariantList{u"failed"_s, u"validity"_s};
        QTest::newRow("request") << u"SELECT state FROM mesh.request"_s
                                 << QVariantList{u"approved"_s};
        QTest::newRow("grant") << u"SELECT state FROM mesh.grant"_s << QVariantList{u"active"_s};
        QTest::newRow("views")
            << u"SELECT \"view\", \"column\" FROM mesh.views WHERE \"view\" = 'column'"_s
            << QVariantList{u"column"_s, u"dataset"_s};
        QTest::newRow("join")
            << u"WITH p AS (SELECT name FROM mesh.product) SELECT p.name, i.id FROM p, "
               "\"finance.invoices\" i WHERE p.name = 'B' ORDER BY i.id"_s
            << QVariantList{u"B"_s, u"007"_s};
    }

    void theViewsAnswer()
    {
        QFETCH(QString, sql);
        QFETCH(QVariantList, row);

        const auto answer = run(sql);

        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message + answer.error().detail));
        QVERIFY(!answer->rows.isEmpty());
        QCOMPARE(answer->rows.constFirst(), row);
    }

    void samplesKeepTheirValuesAndTypes()
    {
        const mesh::Sample answer = need(run(u"SELECT * FROM \"finance.invoices\""_s));

        QCOMPARE(answer.columns, m_invoices.columns);
        QCOMPARE(answer.rows, m_invoices.rows);
        QVERIFY(answer.complete);
    }

    void rowsPastTheLimitAreLeftOutAndThatIsSaid()
    {
        const mesh::Sample answer = need(run(u"SELECT id FROM \"finance.invoices\""_s, 2));
        QCOMPARE(answer.rows.size(), 2);
        QVERIFY(!answer.complete);
        QVERIFY(need(run(u"SELECT id FROM \"finance.invoices\""_s, 3)).complete);
    }

    void nothingButQuestionsIsLetIn_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char *sql : {"DELETE FROM mesh.product_row",
                                "UPDATE mesh.catalog SET name = 'x'",
                                "INSERT INTO \"finance.invoices\" VALUES (1, 2, 3, 4)",
                                "DROP VIEW mesh.product",
                                "CREATE TABLE t (a)",
                                "ATTACH '/tmp/x.db' AS x",
                                "DETACH mesh",
                                "PRAGMA user_version",
                                "PRAGMA mesh.writable_schema = 1",
                                "VACUUM INTO '/tmp/x.db'",
                                "BEGIN",
                                "COMMIT",
                                "SELECT load_extension('x')",
                                "SELECT * FROM mesh.catalog",
                                "SELECT * FROM mesh.outbox",
                                "SELECT * FROM mesh.setting",
                                "SELECT * FROM mesh.sqlite_schema",
                                "SELECT * FROM pragma_table_info('product')",
                                "SELECT 1; SELECT 2",
                                "SELECT 1; DROP VIEW mesh.product",
                                "EXPLAIN DELETE FROM mesh.outbox",
                                "",
                                "-- nothing"})
            QTest::newRow(sql) << QString::fromLatin1(sql);
    }

    void nothingButQuestionsIsLetIn()
    {
        QFETCH(QString, sql);

        const auto answer = run(sql);

        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Usage);
        QVERIFY(!answer.error().message.isEmpty());
        QCOMPARE(need(need(m_fixture->store->read()).counts()).products, 2);
    }

    void mistakesAreExplained()
    {
        QCOMPARE(refusal(u"SELECT id,\n net_rev FROM \"finance.invoices\""_s),
                 u"Line 2: there is no column `net_rev`. Did you mean `net_revenue_eur`?"_s);
        QCOMPARE(refusal(u"SELECT * FROM mesh.produkt"_s),
                 u"Line 1: there is no table `mesh.produkt`. Did you mean `mesh.product`?"_s);
        QCOMPARE(refusal(u"SELECT * FROM invoices"_s),
                 u"Line 1: there is no table `invoices`. Did you mean `\"finance.invoices\"`?"_s);
        QCOMPARE(refusal(u"SELECT 1\nFORM x y"_s), u"Line 2: this is not SQL, at \"x\"."_s);
        QCOMPARE(refusal(u"SELECT"_s), u"Line 1: the statement ends too early."_s);
    }

    void aSemicolonAndCommentsAtTheEndAreFine()
    {
        QCOMPARE(need(run(u"SELECT 1; -- done\n ;"_s)).rows.size(), 1);
    }

    void aLongQueryCanBeStopped()
    {
        int looks = 0;
        const auto answer =
            need(m_fixture->store->read())
                .query(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                       "SELECT max(i) FROM n"_s,
                       {}, 10, [&] { return ++looks > 3; });

        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Cancelled);
    }
};

} // namespace meshlens::store

QTEST_GUILESS_MAIN(meshlens::store::QueryTest)
#include "tst_store_query.moc"
