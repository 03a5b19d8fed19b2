// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/source.h"
#include "tests/app/demo/demo_fixture.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace meshlens;
using namespace meshlens::demotest;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t hourMs = 3'600'000, dayMs = 24 * hourMs;

/// Columns of a CSV file without quoted fields.
QList<QStringList> rowsOf(const QString &path)
{
    QList<QStringList> rows;
    for (const QString &line : QString::fromUtf8(contentOf(path)).split(u'\n', Qt::SkipEmptyParts))
        rows.append(line.split(u','));
    return rows;
}

} // namespace

class DemoContentTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fiftyProductsInSevenDomainsOnFourNodes();
    void everyDescriptorIsReadWithoutProblems();
    void lineageMeetsTheDatasetsItNames();
    void chainsAreLongAndFewProductsStandAlone();
    void everyDatasetHasThousandsOfRowsOrSaysWhy();
    void rowsOfTwoProductsJoin();
    void theDropInGermanyIsInTheData();
    void ticketsWentStaleTwoDaysAgo();
    void aCheckFailsSinceTheSchemaChanged();
    void settlementsAreLateOnMondays();
    void requestsGetMoreAndWaitLess();

private:
    [[nodiscard]] const demo::PlanNode &node(const QString &name) const;
    [[nodiscard]] QList<nlohmann::json> resultsOf(const QString &nodeName,
                                                  const QString &check) const;

    QTemporaryDir m_folder;
    demo::Plan m_plan;
    QMap<QString, catalogs::Decoded> m_decoded; // by name of the node
};

void DemoContentTest::initTestCase()
{
    auto plan = demo::prepare(m_folder.path(), march);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
    m_plan = *plan;
    for (const demo::PlanNode &planned : m_plan.nodes)
        m_decoded.insert(planned.name, decodedFolder(planned));
}

const demo::PlanNode &DemoContentTest::node(const QString &name) const
{
    return *std::find_if(m_plan.nodes.begin(), m_plan.nodes.end(),
                         [&](const auto &planned) { return planned.name == name; });
}

QList<nlohmann::json> DemoContentTest::resultsOf(const QString &nodeName,
                                                 const QString &check) const
{
    QList<nlohmann::json> results = objectsOf(node(nodeName).folder + u"/quality.ndjson"_s);
    results.removeIf([&](const auto &result) { return text(result, "check") != check; });
    return results;
}

void DemoContentTest::fiftyProductsInSevenDomainsOnFourNodes()
{
    QStringList domains;
    qsizetype products = 0, described = 0, checks = 0;
    for (const demo::PlanNode &planned : m_plan.nodes) {
        domains += planned.domains;
        const Batch &batch = m_decoded[planned.name].batch;
        products += batch.products.size();
        checks += batch.checks.size();
        for (const mesh::DataProduct &product : batch.products)
            described += product.description.size() >= 80 && product.description.size() <= 250;
    }
    QCOMPARE(m_plan.nodes.size(), 4);
    QCOMPARE(domains.size(), 7);
    QCOMPARE(products, 50);
    QVERIFY2(described >= 44, qPrintable(QString::number(described)));
    QVERIFY2(checks >= 220, qPrintable(QString::number(checks)));
}

void DemoContentTest::everyDescriptorIsReadWithoutProblems()
{
    for (const catalogs::Decoded &decoded : std::as_const(m_decoded)) {
        for (const PullProblem &problem : decoded.problems)
            QFAIL(qPrintable(problem.file + u": "_s + problem.reason));
        QVERIFY(!decoded.batch.datasets.isEmpty());
    }
}

void DemoContentTest::lineageMeetsTheDatasetsItNames()
{
    QSet<QString> known;
    QHash<QString, QStringList> columns;
    for (const catalogs::Decoded &decoded : std::as_const(m_decoded)) {
        for (const mesh::Dataset &dataset : decoded.batch.datasets) {
            if (dataset.referenced || dataset.contractId.isEmpty())
                continue;
            known.insert(dataset.key);
            for (const mesh::Column &column : dataset.columns)
                columns[dataset.key].append(column.name);
        }
    }
    QSet<std::pair<QString, QString>> datasetEdges;
    QSet<QString> columnEdges;
    for (const catalogs::Decoded &decoded : std::as_const(m_decoded)) {
        for (const mesh::LineageEdge &edge : decoded.batch.edges) {
            if (edge.from.startsWith(u"odcs:"_s) || edge.to.startsWith(u"odcs:"_s))
                continue; // declared by a port on a contract of another node
            QVERIFY2(known.contains(edge.from), qPrintable(edge.from));
            QVERIFY2(known.contains(edge.to), qPrintable(edge.to));
            datasetEdges.insert({edge.from, edge.to});
            if (edge.fromColumn.isEmpty())
                continue;
            QVERIFY2(columns[edge.from].contains(edge.fromColumn),
                     qPrintable(edge.from + u'#' + edge.fromColumn));
            QVERIFY2(columns[edge.to].contains(edge.toColumn),
                     qPrintable(edge.to + u'#' + edge.toColumn));
            columnEdges.insert(edge.from + u'#' + edge.fromColumn + u'>' + edge.to + u'#' +
                               edge.toColumn);
        }
    }
    QVERIFY2(datasetEdges.size() >= 95, qPrintable(QString::number(datasetEdges.size())));
    QVERIFY2(columnEdges.size() >= 300, qPrintable(QString::number(columnEdges.size())));
}

void DemoContentTest::chainsAreLongAndFewProductsStandAlone()
{
    const auto source = demo::loadSource();
    QVERIFY(source);
    QHash<QString, int> depth; // longest way from a source to the dataset
    QSet<QString> read;
    const std::function<int(const QString &)> depthOf = [&](const QString &id) {
        if (const auto found = depth.constFind(id); found != depth.cend())
            return *found;
        int longest = 0;
        const demo::DatasetSource *dataset = source->dataset(id);
        for (const QString &from : dataset ? dataset->from : QStringList()) {
            read.insert(from);
            longest = std::max(longest, 1 + depthOf(from));
        }
        depth.insert(id, longest);
        return longest;
    };
    int longest = 0;
    for (const demo::ProductSource &product : source->products) {
        for (const demo::DatasetSource &dataset : product.datasets)
            longest = std::max(longest, depthOf(dataset.id));
    }
    QStringList alone;
    for (const demo::ProductSource &product : source->products) {
        const bool linked =
            std::any_of(product.datasets.begin(), product.datasets.end(),
                        [&](const auto &d) { return !d.from.isEmpty() || read.contains(d.id); });
        if (!linked)
            alone.append(product.id);
    }
    QVERIFY2(longest >= 5, qPrintable(QString::number(longest)));
    QCOMPARE(alone,
             (QStringList{u"search-queries"_s, u"concert-calendar"_s, u"newsletter-signups"_s}));
}

void DemoContentTest::everyDatasetHasThousandsOfRowsOrSaysWhy()
{
    qint64 bytes = 0;
    int large = 0, files = 0;
    for (const demo::PlanNode &planned : m_plan.nodes) {
        QDirIterator data(planned.folder + u"/data"_s, QDir::Files);
        while (data.hasNext()) {
            const QByteArray content = contentOf(data.next());
            bytes += content.size();
            if (!data.fileName().endsWith(u".csv"_s))
                continue;
            ++files;
            large += content.count('\n') > 2000;
            QVERIFY2(content.count('\n') > 100, qPrintable(data.fileName()));
        }
    }
    QVERIFY2(large >= files * 3 / 4, qPrintable(QString::number(large)));
    QVERIFY2(bytes < 60'000'000, qPrintable(QString::number(bytes)));
}

void DemoContentTest::rowsOfTwoProductsJoin()
{
    const QString core = node(u"Core"_s).folder, customers = node(u"Customers"_s).folder;
    QHash<QString, QString> countryOf;
    for (const QStringList &row : rowsOf(core + u"/data/play-events-daily.play_events_daily.csv"_s))
        countryOf.insert(row[4], row[7]);
    int joined = 0;
    for (const QStringList &row :
         rowsOf(customers + u"/data/support-tickets.support_tickets.csv"_s)) {
        const auto found = countryOf.constFind(row[3]);
        if (found == countryOf.cend())
            continue;
        ++joined;
        QCOMPARE(row[6], *found); // the header joins too
    }
    QVERIFY2(joined > 1000, qPrintable(QString::number(joined)));
}

void DemoContentTest::theDropInGermanyIsInTheData()
{
    QMap<QString, QMap<QString, double>> revenue; // by country and month
    const QString file = u"/data/revenue-by-plan.revenue_by_plan.csv"_s;
    for (const QStringList &row : rowsOf(node(u"Payments"_s).folder + file).mid(1))
        revenue[row[1]][row[0]] += row[6].toDouble();

    QCOMPARE(revenue.size(), 24);
    for (auto country = revenue.cbegin(); country != revenue.cend(); ++country) {
        QCOMPARE(country->size(), 12);
        const double change = country->value(u"2026-02-01"_s) / country->value(u"2026-01-01"_s) - 1;
        if (country.key() == u"DE"_s)
            QVERIFY2(change < -0.33 && change > -0.45, qPrintable(QString::number(change)));
        else
            QVERIFY2(std::abs(change) < 0.05, qPrintable(country.key() + QString::number(change)));
    }
    const auto results = resultsOf(u"Payments"_s, u"price_realisation.accuracy.net_price_eur"_s);
    QVERIFY(results.size() > 80);
    QCOMPARE(text(results.last(), "status"), u"warning"_s);
    QVERIFY(text(results.last(), "message").contains(u"DE"_s));
}

void DemoContentTest::ticketsWentStaleTwoDaysAgo()
{
    std::int64_t newest = 0;
    for (const auto &load : objectsOf(node(u"Customers"_s).folder + u"/loads.ndjson"_s)) {
        if (text(load, "dataset") == u"support-tickets.support_tickets"_s)
            newest = std::max(newest, fromRfc3339(text(load, "data_time")));
    }
    const std::int64_t age = march.nowMs() - newest;
    QVERIFY2(age > 2 * dayMs && age < 2 * dayMs + 12 * hourMs,
             qPrintable(QString::number(age / hourMs)));
    const auto results = resultsOf(u"Customers"_s, u"support_tickets.timeliness"_s);
    QCOMPARE(text(results.last(), "status"), u"failed"_s);
}

void DemoContentTest::aCheckFailsSinceTheSchemaChanged()
{
    const auto results = resultsOf(u"Payments"_s, u"payment_attempts.validity.decline_reason"_s);
    QVERIFY(results.size() > 80);
    int failedBefore = 0;
    for (const auto &result : results) {
        const std::int64_t age = m_plan.firstStartMs - fromRfc3339(text(result, "at"));
        if (age < 12 * dayMs)
            QCOMPARE(text(result, "status"), u"failed"_s);
        else
            failedBefore += text(result, "status") == u"failed"_s;
    }
    QVERIFY2(failedBefore < 8, qPrintable(QString::number(failedBefore)));

    const Batch &batch = m_decoded[u"Payments"_s].batch;
    const auto contract = std::find_if(batch.contracts.begin(), batch.contracts.end(),
                                       [](const auto &c) { return c.id == u"payment-attempts"_s; });
    QVERIFY(contract != batch.contracts.end());
    QCOMPARE(contract->version, u"4.0.0"_s);
}

void DemoContentTest::settlementsAreLateOnMondays()
{
    int late = 0, lateOnMonday = 0;
    std::int64_t before = 0;
    for (const auto &load : objectsOf(node(u"Labels"_s).folder + u"/loads.ndjson"_s)) {
        if (text(load, "dataset") != u"label-settlements.label_settlements"_s)
            continue;
        const std::int64_t arrived = fromRfc3339(text(load, "arrived_at"));
        const bool isLate = before != 0 && arrived - before > 28 * hourMs;
        late += isLate;
        lateOnMonday +=
            isLate && QDateTime::fromMSecsSinceEpoch(arrived, Qt::UTC).date().dayOfWeek() <= 2;
        before = arrived;
    }
    QVERIFY2(lateOnMonday >= 6, qPrintable(QString::number(lateOnMonday)));
    QVERIFY2(late - lateOnMonday < lateOnMonday, qPrintable(QString::number(late)));
}

void DemoContentTest::requestsGetMoreAndWaitLess()
{
    int pending = 0, asked = 0, activeOfHanna = 0;
    QMap<bool, QList<double>> waits; // by "in the newer half"
    QMap<bool, int> byPolicy;
    for (const demo::PlanNode &planned : m_plan.nodes) {
        for (const auto &request : nlohmann::json::parse(
                 contentOf(planned.folder + u"/seed-requests.json"_s).toStdString())) {
            pending += text(request, "state") == u"pending"_s;
            asked += text(request, "state") == u"asked"_s;
            activeOfHanna += text(request, "requester").startsWith(u"hanna"_s) &&
                             text(request, "grant") == u"active"_s;
            if (!request.contains("decided_age_s"))
                continue;
            const double age = request["age_s"].get<double>() / 86400;
            const bool newer = age < 42;
            byPolicy[newer] += text(request, "decided_by").startsWith(u"policy:"_s);
            waits[newer].append(
                (request["age_s"].get<double>() - request["decided_age_s"].get<double>()) / 3600);
        }
    }
    for (QList<double> &list : waits)
        std::sort(list.begin(), list.end());
    QCOMPARE(pending, 6);
    QCOMPARE(asked, 2);
    QCOMPARE(activeOfHanna, 3);
    QVERIFY2(waits[true].size() + waits[false].size() >= 95,
             qPrintable(QString::number(waits[true].size() + waits[false].size())));
    QVERIFY(byPolicy[true] > 2 * byPolicy[false]);
    QVERIFY(waits[true].value(waits[true].size() / 2) <
            waits[false].value(waits[false].size() / 2) / 4);
}

QTEST_GUILESS_MAIN(DemoContentTest)
#include "tst_demo_content.moc"
