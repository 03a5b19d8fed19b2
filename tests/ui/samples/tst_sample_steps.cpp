// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"
#include "tests/ui/samples/samples_scene.h"
#include "ui/parts/fact_table.h"
#include "ui/samples/compare_sheet.h"
#include "ui/samples/sample_steps.h"
#include "ui/samples/samples_page.h"
#include "ui/samples/sql_history.h"
#include "ui/samples/sql_tab.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;
using test::SamplesScene;

/// What can be done with a sample next.
class SampleStepsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void samplesAreJoinedByTheColumnThatIsMostLikelyAKey()
    {
        const SampleTable payouts{u"royalty.pay\"outs"_s, {u"id"_s, u"label_id"_s, u"month"_s}};
        const SampleTable labels{u"labels.labels"_s, {u"ID"_s, u"Label_Id"_s, u"name"_s}};

        QCOMPARE(sharedKey(payouts, labels), u"label_id"_s);
        QCOMPARE(sharedKey(payouts, {u"x"_s, {u"other"_s}}), QString());
        QVERIFY(joinSql(payouts, labels).contains(u"\"royalty.pay\"\"outs\" AS a"_s));
        QVERIFY(joinSql(payouts, labels).contains(u"a.\"label_id\" = b.\"label_id\""_s));
    }

    void columnsAreComparedByNameAndDifferencesMarked()
    {
        samples::ColumnProfile id;
        id.name = u"id"_s;
        id.type = samples::ValueType::Integer;
        id.rows = 10;
        samples::ColumnProfile text = id;
        text.type = samples::ValueType::Text;
        text.empty = 5;
        samples::ColumnProfile extra = id;
        extra.name = u"extra"_s;

        const QList<FactRow> rows = comparisonRows({id}, {text, extra});

        QCOMPARE(rows.size(), 2);
        QCOMPARE(*rows[0].cells[1].mark, Mark::Warning); // another type
        QCOMPARE(*rows[0].cells[2].mark, Mark::Warning); // far more is empty
        QCOMPARE(rows[1].id, u"extra"_s);
        QCOMPARE(*rows[1].cells[0].mark, Mark::Missed); // only one has it
    }

    void twoCachedSamplesStandSideBySide()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        QWidget window;
        window.resize(1200, 800);
        window.show();
        const auto cached = session.cachedSamples().result();
        QCOMPARE(cached->size(), 2);

        auto *sheet = new CompareSheet(session, &window, cached->at(0), cached->at(1));
        sheet->open();

        QTRY_VERIFY(sheet->table()->facts().rowCount() > 4);
    }

    void aQueryThatRanIsOfferedAgain()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        SamplesPage page(session);
        page.resize(1200, 800);
        page.show();
        SqlTab *tab = page.openQuery({}, u"SELECT 1 AS one"_s);

        tab->run();
        QTRY_VERIFY(!tab->isRunning() && tab->rows());

        const auto kept = [&session] {
            const auto reader = session.store()->read();
            return *reader->setting(u"sql_history"_s);
        };
        QTRY_VERIFY(kept().contains("SELECT 1 AS one"));
        SqlHistory history(session);
        QTRY_COMPARE(history.queries(), QStringList{u"SELECT 1 AS one"_s});
    }

    void joiningOpensAQuery()
    {
        test::FakeSession session;
        SamplesScene::fill(session);
        SamplesPage page(session);
        page.resize(1200, 800);
        page.show();
        const auto cached = session.cachedSamples().result();

        page.joinSamples(cached->at(0), cached->at(1));

        QTRY_VERIFY(qobject_cast<SqlTab *>(page.current()));
        const QString sql = qobject_cast<SqlTab *>(page.current())->text();
        QVERIFY2(sql.contains(u"JOIN"_s) && sql.contains(quotedName(cached->at(1).tableName)),
                 qPrintable(sql));
    }
};

QTEST_MAIN(SampleStepsTest)
#include "tst_sample_steps.moc"
