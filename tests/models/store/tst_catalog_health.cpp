// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/catalog_health.h"

#include <QTest>

using namespace meshlens::store;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t now = 1'000'000;

CatalogRow rowOf(std::optional<std::int64_t> lastGoodMs, std::int64_t periodMs,
                 const QString &error = {})
{
    CatalogRow row;
    row.lastGoodSyncMs = lastGoodMs;
    row.connection.syncPeriodMs = periodMs;
    row.lastError = error;
    return row;
}

} // namespace

class CatalogHealthTest : public QObject
{
    Q_OBJECT

private slots:
    void itGoesByTheLastReadingAndThePeriod_data()
    {
        QTest::addColumn<CatalogRow>("row");
        QTest::addColumn<int>("health");
        const auto add = [](const char *name, const CatalogRow &row, CatalogHealth health) {
            QTest::newRow(name) << row << static_cast<int>(health);
        };
        using enum CatalogHealth;
        add("never read", rowOf({}, 100), NotRead);
        add("never read, failed", rowOf({}, 100, u"why"_s), Failed);
        add("just read", rowOf(now, 100), InSync);
        add("read two periods ago", rowOf(now - 200, 100), InSync);
        add("read longer ago", rowOf(now - 201, 100), Outdated);
        add("read longer ago, then failed", rowOf(now - 201, 100, u"why"_s), Failed);
        add("read by hand only", rowOf(1, 0), InSync);
    }

    void itGoesByTheLastReadingAndThePeriod()
    {
        QFETCH(const CatalogRow, row);
        QFETCH(const int, health);

        QCOMPARE(static_cast<int>(healthOf(row, now)), health);
    }

    void whenItChangesIsKnownToTheMillisecond()
    {
        QVERIFY(!healthChangesIn({}, now));
        QVERIFY(!healthChangesIn({rowOf({}, 100), rowOf(1, 0), rowOf(1, 100)}, now));
        const QList<CatalogRow> rows{rowOf(now, 100), rowOf(now - 150, 100), rowOf(1, 100)};
        const auto inMs = healthChangesIn(rows, now);
        QCOMPARE(inMs.value_or(-1), 51);
        QVERIFY(!isOutdated(rows[1], now + *inMs - 1));
        QVERIFY(isOutdated(rows[1], now + *inMs));
    }
};

QTEST_GUILESS_MAIN(CatalogHealthTest)
#include "tst_catalog_health.moc"
