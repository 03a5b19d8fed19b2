// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/chart.h"
#include "models/samples/profile.h"
#include "models/samples/sql_name.h"

#include <QtTest>

using namespace meshlens;
using namespace meshlens::samples;
using namespace Qt::StringLiterals;

namespace {

mesh::Sample column(const QVariantList &cells)
{
    mesh::Sample made;
    made.columns = {{u"c"_s, u"varchar"_s, false}};
    for (const QVariant &cell : cells)
        made.rows.append(QVariantList{cell});
    return made;
}

ColumnProfile only(const QVariantList &cells)
{
    return profile(column(cells)).first();
}

mesh::Sample sales()
{
    mesh::Sample made;
    made.columns = {{u"day"_s, u"date"_s, false},
                    {u"country"_s, u"varchar"_s, false},
                    {u"eur"_s, u"double"_s, false}};
    made.rows = {{u"2026-02-27"_s, u"DE"_s, 10.0},
                 {u"2026-03-01"_s, u"DE"_s, 5.0},
                 {u"2026-03-02"_s, u"FR"_s, 7.0},
                 {u"2026-03-02"_s, u"SE"_s, 1.0},
                 {u"2026-03-09"_s, u"DE"_s, QVariant()}};
    return made;
}

QString printed(const ChartData &data)
{
    QStringList lines{data.categories.join(u' ')};
    for (const ChartSeries &series : data.series) {
        QStringList values;
        for (const auto &value : series.values)
            values.append(value ? QString::number(*value) : u"-"_s);
        lines.append(series.name + u": "_s + values.join(u' '));
    }
    return lines.join(u" | "_s);
}

ChartSpec spec(Bucket bucket, Summary summary, const QString &up = u"eur"_s,
               const QString &colour = {})
{
    ChartSpec made;
    made.across = u"day"_s;
    made.bucket = bucket;
    made.summary = summary;
    made.up = up;
    made.colour = colour;
    return made;
}

} // namespace

class TestProfile : public QObject
{
    Q_OBJECT

private slots:
    void typesAreSeenInTheValues_data()
    {
        QTest::addColumn<QVariantList>("cells");
        QTest::addColumn<QString>("type");
        QTest::newRow("none") << QVariantList{} << u"empty"_s;
        QTest::newRow("blank") << QVariantList{QVariant(), u" "_s} << u"empty"_s;
        QTest::newRow("integer") << QVariantList{qint64(1), u"22"_s, u"0"_s} << u"integer"_s;
        QTest::newRow("decimal") << QVariantList{qint64(1), 2.5, u"-1e3"_s} << u"decimal"_s;
        QTest::newRow("code") << QVariantList{u"0123"_s, u"4567"_s} << u"text"_s;
        QTest::newRow("date") << QVariantList{u"2026-03-01"_s, QVariant()} << u"date"_s;
        QTest::newRow("time") << QVariantList{u"2026-03-01"_s, u"2026-03-01T10:00:00Z"_s,
                                              u"2026-03-01 10:00:00"_s}
                              << u"time"_s;
        QTest::newRow("mixed") << QVariantList{u"2026-03-01"_s, qint64(1)} << u"text"_s;
        QTest::newRow("boolean") << QVariantList{true, false} << u"boolean"_s;
        QTest::newRow("nan") << QVariantList{u"nan"_s, u"inf"_s} << u"text"_s;
    }

    void typesAreSeenInTheValues()
    {
        QFETCH(QVariantList, cells);
        QFETCH(QString, type);

        QCOMPARE(samples::toText(only(cells).type), type);
    }

    void numbersAreSummedUp()
    {
        const ColumnProfile numbers = only({qint64(3), 1.0, QVariant(), qint64(3), u"9"_s, u""_s});

        QCOMPARE(numbers.rows, 6);
        QCOMPARE(numbers.empty, 2);
        QCOMPARE(numbers.emptyShare(), 2.0 / 6);
        QCOMPARE(numbers.distinct, 3);
        QCOMPARE(numbers.min, u"1"_s);
        QCOMPARE(numbers.max, u"9"_s);
        QCOMPARE(*numbers.mean, 4.0);
        QCOMPARE(numbers.top.first().text, u"3"_s);
        QCOMPARE(numbers.top.first().count, 2);
        QCOMPARE(numbers.bins.size(), 16);
        QCOMPARE(numbers.bins.first(), 1);
        QCOMPARE(numbers.bins[4], 2);
        QCOMPARE(numbers.bins.last(), 1);
    }

    void equalNumbersMakeOneBin() { QCOMPARE(only({qint64(5), qint64(5)}).bins, QList<int>{2}); }

    void timesKeepTheirOrder()
    {
        const ColumnProfile days = only({u"2026-03-02"_s, u"2026-01-01"_s});

        QCOMPARE(days.min, u"2026-01-01"_s);
        QCOMPARE(*days.binMax - *days.binMin, 60 * 86'400'000.0);
        QVERIFY(!days.mean);
    }

    void ofMaskedColumnsNoValueIsTold()
    {
        mesh::Sample masked = column({u"tok_1"_s, u"tok_1"_s, u"tok_2"_s});
        masked.columns[0].masked = true;

        const ColumnProfile found = profile(masked).first();

        QCOMPARE(found.type, ValueType::Masked);
        QCOMPARE(found.distinct, 2);
        QVERIFY(found.top.isEmpty() && found.min.isEmpty() && found.bins.isEmpty());
    }

    void rowsShorterThanTheHeadAreEmptyThere()
    {
        mesh::Sample ragged = sales();
        ragged.rows.append(QVariantList{});

        QCOMPARE(profile(ragged)[2].empty, 2);
    }

    void chartsSumByTime()
    {
        QCOMPARE(printed(*chart(sales(), spec(Bucket::Month, Summary::Sum))),
                 u"2026-02 2026-03 | : 10 13"_s);
        QCOMPARE(printed(*chart(sales(), spec(Bucket::Week, Summary::Mean))),
                 u"2026-02-23 2026-03-02 | : 7.5 4"_s);
        QCOMPARE(printed(*chart(sales(), spec(Bucket::Day, Summary::Count, {}))),
                 u"2026-02-27 2026-03-01 2026-03-02 2026-03-09 | : 1 1 2 1"_s);
        QCOMPARE(chart(sales(), spec(Bucket::Month, Summary::Sum))->skipped, 1);
    }

    void gapsStayGaps()
    {
        QCOMPARE(
            printed(*chart(sales(), spec(Bucket::Month, Summary::Most, u"eur"_s, u"country"_s))),
            u"2026-02 2026-03 | DE: 10 5 | FR: - 7 | SE: - 1"_s);
    }

    void smallSeriesBecomeOther()
    {
        ChartSpec two = spec(Bucket::Month, Summary::Sum, u"eur"_s, u"country"_s);
        two.maxSeries = 2;

        const auto data = chart(sales(), two);

        QCOMPARE(printed(*data), u"2026-02 2026-03 | DE: 10 5 | other: - 8"_s);
        QVERIFY(data->series.last().other);
    }

    void filtersAndCategoriesLimitTheRows()
    {
        ChartSpec byCountry = spec(Bucket::None, Summary::Count, {});
        byCountry.across = u"country"_s;
        byCountry.maxCategories = 2;
        QCOMPARE(printed(*chart(sales(), byCountry)), u"DE FR | : 3 1"_s);
        QCOMPARE(chart(sales(), byCountry)->hiddenCategories, 1);

        byCountry.filters = {{u"eur"_s, ChartFilter::Compare::Greater, u"4"_s},
                             {u"country"_s, ChartFilter::Compare::NotEqual, u"FR"_s}};
        QCOMPARE(printed(*chart(sales(), byCountry)), u"DE | : 2"_s);
    }

    void numbersAreBinned()
    {
        ChartSpec bins = spec(Bucket::Bins, Summary::Count, {});
        bins.across = u"eur"_s;

        const auto data = chart(sales(), bins);

        QCOMPARE(data->rows, 4);
        QCOMPARE(data->categories.size(), 4);
        QCOMPARE(*data->positions.first(), 1.0);
    }

    void everyRowIsAPointOfAScatter()
    {
        ChartSpec scatter = spec(Bucket::None, Summary::Sum, u"eur"_s, u"country"_s);

        const auto data = points(sales(), scatter);

        QCOMPARE(printed(*data), u"2026-02-27 2026-03-01 2026-03-02 2026-03-02 | DE: 10 5 - - | "
                                 "FR: - - 7 - | SE: - - - 1"_s);
        QCOMPARE(*data->positions.first(), 1'772'150'400'000.0);
        QCOMPARE(data->skipped, 1); // the row without a number
        const auto two = points(sales(), scatter, 2);
        QCOMPARE(two->categories.size(), 2);
        QCOMPARE(two->hiddenCategories, 2);
        scatter.up.clear();
        QCOMPARE(points(sales(), scatter).error().kind, Error::Kind::Usage);
    }

    void aChartThatCannotBeIsRefused()
    {
        QCOMPARE(chart(sales(), spec(Bucket::Day, Summary::Sum, {})).error().kind,
                 Error::Kind::Usage);
        QCOMPARE(chart(sales(), spec(Bucket::Day, Summary::Sum, u"gone"_s)).error().kind,
                 Error::Kind::Usage);
        QCOMPARE(chart({}, spec(Bucket::Day, Summary::Count, {})).error().kind, Error::Kind::Usage);
    }

    void aChartIsSuggested()
    {
        const ChartSpec suggested = suggestedChart(sales());

        QCOMPARE(suggested.across, u"day"_s);
        QCOMPARE(suggested.bucket, Bucket::Day);
        QCOMPARE(suggested.up, u"eur"_s);
        QVERIFY(chart(sales(), suggested));
        QCOMPARE(suggested.summary, Summary::Sum);
        QVERIFY(suggestedChart({}).across.isEmpty());

        mesh::Sample prices = sales();
        prices.columns[2].name = u"list_price_eur"_s;
        QCOMPARE(suggestedChart(prices).summary, Summary::Mean); // a sum of prices means nothing
    }

    void namesFitIntoSql_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("sql");
        QTest::newRow("words") << u"Payment attempts (EU)"_s << u"payment_attempts_eu"_s;
        QTest::newRow("camel") << u"grossRevenueEUR"_s << u"gross_revenue_eur"_s;
        QTest::newRow("acronym") << u"HTTPLog"_s << u"http_log"_s;
        QTest::newRow("accents") << u"Évaluation Ü"_s << u"evaluation_u"_s;
        QTest::newRow("digit") << u"2026 plan"_s << u"_2026_plan"_s;
        QTest::newRow("nothing") << u"-- ;"_s << u"data"_s;
        QTest::newRow("attack") << u"x\"; DROP TABLE y"_s << u"x_drop_table_y"_s;
    }

    void namesFitIntoSql()
    {
        QFETCH(QString, name);
        QFETCH(QString, sql);

        QCOMPARE(sqlName(name), sql);
    }

    void namesThatClashGetANumber()
    {
        QSet<QString> taken;
        QCOMPARE(sqlTableName(u"P"_s, u"d"_s, taken), u"p.d"_s);
        QCOMPARE(sqlTableName(u"p"_s, u"D"_s, taken), u"p.d_2"_s);
        QCOMPARE(sqlTableName(u"p"_s, u"d"_s, taken), u"p.d_3"_s);
        QCOMPARE(sqlTableName({}, u"d"_s, taken), u"d"_s);
    }
};

QTEST_APPLESS_MAIN(TestProfile)
#include "tst_profile.moc"
