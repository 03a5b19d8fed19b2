// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/samples/samples_scene.h"
#include "ui/parts/kept_chart.h"
#include "ui/parts/theme.h"
#include "ui/samples/chart_drawing.h"
#include "ui/samples/rows_pane.h"
#include "ui/samples/sample_tree.h"
#include "ui/samples/sql_editor.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr auto failHard = QAbstractItemModelTester::FailureReportingMode::QtTest;

QStringList rowOf(const QAbstractItemModel &model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells += model.index(row, column).data().toString();
    return cells;
}

mesh::Sample small()
{
    mesh::Sample made;
    made.columns = {{u"year"_s, u"bigint"_s, false},
                    {u"amount_eur"_s, u"numeric"_s, false},
                    {u"card"_s, u"varchar"_s, true},
                    {u"note"_s, u"varchar"_s, false}};
    made.rows = {{qint64(2026), 1234.5, u"tok_1"_s, u"=1+1"_s},
                 {qint64(2025), -2.25, u"tok_2"_s, QVariant()},
                 {qint64(2024), 40.0, QVariant(), u""_s}};
    return made;
}

} // namespace

class SamplesRowsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        Theme::instance().install(*qApp);
    }

    void cellsAreWrittenByTheirType()
    {
        RowsModel model;
        const QAbstractItemModelTester tester(&model, failHard);

        model.setRows(lookAt(small()));

        QCOMPARE(rowOf(model, 0), (QStringList{u"2026"_s, u"1,234.50"_s, u"masked"_s, u"=1+1"_s}));
        QCOMPARE(rowOf(model, 1),
                 (QStringList{u"2025"_s, u"\u22122.25"_s, u"masked"_s, u"null"_s}));
        QCOMPARE(rowOf(model, 2), (QStringList{u"2024"_s, u"40.00"_s, u"null"_s, u"blank"_s}));
        QCOMPARE(model.index(0, 1).data(Qt::TextAlignmentRole).toInt(),
                 int(Qt::AlignRight | Qt::AlignVCenter));
        QVERIFY(model.index(1, 3).data(RowsModel::QuietRole).toBool());
        QVERIFY(model.index(0, 2).data(Qt::ToolTipRole).isNull()); // not even the token is shown
        model.setRows(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void rowsAreOrderedWithEmptyOnesLastAndFiltered()
    {
        const SampleRows rows = lookAt(small());

        QCOMPARE(arranged(*rows, {1, Qt::AscendingOrder}, {}), (QList<int>{1, 2, 0}));
        QCOMPARE(arranged(*rows, {1, Qt::DescendingOrder}, {}), (QList<int>{0, 2, 1}));
        QCOMPARE(arranged(*rows, {3, Qt::DescendingOrder}, {}), (QList<int>{0, 1, 2}));
        QCOMPARE(arranged(*rows, {}, RowFilter{u"year"_s, u"2025"_s, {}, {}}), (QList<int>{1}));
        QCOMPARE(arranged(*rows, {}, RowFilter{u"amount_eur"_s, {}, 0.0, 100.0}), (QList<int>{2}));
        RowsModel model;
        const QAbstractItemModelTester tester(&model, failHard);
        model.setRows(rows);
        model.setArrangement({1});
        QCOMPARE(rowOf(model, 0).first(), u"2025"_s);
        QCOMPARE(model.rowCount(), 1);
    }

    void everyColumnHasAProfile()
    {
        const SampleRows rows = lookAt(test::revenue());
        ProfileModel model;
        const QAbstractItemModelTester tester(&model, failHard);
        model.setRows(rows);

        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.index(0, ProfileModel::Distinct).data().toString(), u"8"_s);
        QCOMPARE(model.index(5, ProfileModel::Empty).data().toString(), u"16.7%"_s);
        QCOMPARE(summaryWords(rows->profiles[0], rows->formats[0]), u"8 values"_s);
        QCOMPARE(summaryWords(rows->profiles[2], rows->formats[2]), u"2025-10-01 to 2026-03-01"_s);
        QVERIFY(summaryWords(rows->profiles[5], rows->formats[5]).endsWith(u", 17% empty"));
        QVERIFY(rows->formats[5].barAtMost > 39);
        const SampleRows masked = lookAt(test::chargebacks());
        QCOMPARE(summaryWords(masked->profiles[4], masked->formats[4]), u"masked, 90 values"_s);
        QVERIFY(!masked->formats[3].grouped); // a bank's code
    }

    void largeSamplesAreShownWithoutHoldingTheWindow()
    {
        mesh::Sample large = test::revenue();
        for (int i = 0; large.rows.size() < 10'000; ++i)
            large.rows.append(large.rows[i]);
        const SampleRows rows = lookAt(large); // in a worker
        RowsPane pane;
        pane.resize(1000, 700);
        pane.show();
        QElapsedTimer clock;
        clock.start();

        pane.showRows(rows, {}, {});

        const qint64 taken = clock.elapsed();
        qInfo("10,000 rows were handed to the table in %lld ms", taken);
        QVERIFY(taken < 100);
        QCOMPARE(pane.model()->rowCount(), 10'000);
    }

    void csvQuotesAndNeverStartsAFormula()
    {
        const SampleRows rows = lookAt(small());

        QCOMPARE(toCsv(*rows, {1, 0}), QByteArray("year,amount_eur,card,note\r\n"
                                                  "2025,-2.25,tok_2,\r\n"
                                                  "2026,1234.5,tok_1,'=1+1\r\n"));
    }

    void theTreeShowsProductsAndTheirTables()
    {
        SampleTreeModel model;
        const QAbstractItemModelTester tester(&model, failHard);
        CachedSample one{u"product://b"_s, u"d1"_s, u"b.orders"_s, u"B"_s, 1000, 10, 0, {}, {}};
        CachedSample two = one;
        two.dataset = u"d2"_s;
        two.tableName = u"b.refunds"_s;
        CachedSample other{u"product://a"_s, u"d3"_s, u"a.plays"_s, u"A"_s, 5, 7, 0, {}, {}};

        model.setSamples({one, two, other});

        QCOMPARE(model.rowCount(), 2);
        const QModelIndex product = model.index(1, 0);
        QCOMPARE(product.data().toString(), u"B"_s);
        QCOMPARE(product.siblingAtColumn(1).data().toString(), u"2,000"_s);
        QCOMPARE(model.index(1, 0, product).data().toString(), u"refunds"_s);
        QCOMPARE(model.find(u"d2"_s).parent(), product);
        QCOMPARE(model.sizeBytes(), 27);
        model.setSamples({});
        SavedWorkModel work;
        const QAbstractItemModelTester workTester(&work, failHard);
        work.setWork({{1, u"query"_s, u"Drop by plan"_s, {}, "SELECT 1", 0, 0}});
        QCOMPARE(work.index(0).data().toString(), u"Drop by plan"_s);
    }

    void missingMonthsAreGapsInAChart()
    {
        samples::ChartData data;
        data.categories = {u"2025-11"_s, u"2026-02"_s};
        data.positions = {1'761'955'200'000.0, 1'769'904'000'000.0};
        data.series = {{u"DE"_s, false, {5.0, 3.0}}};
        samples::ChartSpec spec;
        spec.across = u"month"_s;
        spec.bucket = samples::Bucket::Month;
        spec.up = u"net_revenue_eur"_s;
        spec.summary = samples::Summary::Sum;
        spec.colour = u"country"_s;

        const ChartData chart = drawn(data, spec, ChartLook::Line);

        QCOMPARE(chart.categories, (QStringList{u"Nov"_s, u"Dec"_s, u"Jan"_s, u"Feb"_s}));
        QCOMPARE(chart.series.first().values, (Series{5.0, std::nullopt, std::nullopt, 3.0}));
        QCOMPARE(chart.axis.format(4'000'000), u"€4.0 M"_s);
        QCOMPARE(chart.axis.format(9.75), u"€9.75"_s);
        QCOMPARE(chartTitle(spec, ChartLook::Line), u"Net revenue by month and country"_s);
        QCOMPARE(specFor(spec, ChartLook::Histogram).across, u"net_revenue_eur"_s);
    }

    void keptChartsSurviveTheirJson()
    {
        KeptChart chart;
        chart.title = u"Revenue \"DE\""_s;
        chart.product = u"product://p"_s;
        chart.sql = u"SELECT 1"_s;
        chart.spec.across = u"month"_s;
        chart.spec.bucket = samples::Bucket::Month;
        chart.spec.filters = {{u"country"_s, samples::ChartFilter::Compare::NotEqual, u"DE"_s}};
        chart.look = ChartLook::Area;
        chart.keyFigure = true;

        const auto read = KeptChart::fromJson(chart.toJson());

        QVERIFY(read);
        QCOMPARE(read->toJson(), chart.toJson());
        QVERIFY(read->keyFigure);
        QVERIFY(!KeptChart::fromJson("[]"));
        QVERIFY(!KeptChart::fromJson("{\"across\":5}"));
        QCOMPARE(Link::parse(chart.link().toString())->state.value(u"chart"_s).toUtf8(),
                 chart.toJson());
    }

    void sqlIsColoured()
    {
        SqlEditor editor;
        editor.setPlainText(
            u"SELECT lag(x) -- why\nFROM \"a.b\" WHERE y = 'it''s 5' /* c\nd */ 7"_s);
        QCoreApplication::processEvents();

        const auto inkAt = [&](int line, const QString &word) {
            const QTextBlock block = editor.document()->findBlockByNumber(line);
            const auto at = block.text().indexOf(word);
            for (const QTextLayout::FormatRange &range : block.layout()->formats()) {
                if (range.start <= at && at < range.start + range.length)
                    return range.format.foreground().color();
            }
            return QColor();
        };
        QCOMPARE(inkAt(0, u"SELECT"_s), colour(Token::CodeKeyword));
        QCOMPARE(inkAt(0, u"lag"_s), colour(Token::CodeFunction));
        QCOMPARE(inkAt(0, u"why"_s), colour(Token::CodeComment));
        QCOMPARE(inkAt(1, u"a.b"_s), colour(Token::CodeString));
        QCOMPARE(inkAt(1, u"5"_s), colour(Token::CodeString));
        QCOMPARE(inkAt(2, u"d"_s), colour(Token::CodeComment));
        QCOMPARE(inkAt(2, u"7"_s), colour(Token::CodeNumber));
    }
};

QTEST_MAIN(SamplesRowsTest)
#include "tst_samples_rows.moc"
