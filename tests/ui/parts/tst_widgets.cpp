// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/chart.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/segmented.h"
#include "ui/parts/sheet.h"
#include "ui/parts/states.h"
#include "ui/parts/toast.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

class WidgetsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void domainsTakeColoursInOrderAndUniqueCodes()
    {
        Theme &theme = Theme::instance();
        theme.setDomains({{u"domain://a/player"_s, u"Player"_s},
                          {u"domain://a/plan"_s, u"Plan"_s},
                          {u"domain://a/risk"_s, u"Credit Risk"_s},
                          {u"domain://a/p"_s, u"P"_s}});
        QCOMPARE(theme.domain(u"domain://a/player"_s).code, u"PL"_s);
        QCOMPARE(theme.domain(u"domain://a/plan"_s).code, u"PA"_s);
        QCOMPARE(theme.domain(u"domain://a/risk"_s).code, u"CR"_s);
        QCOMPARE(theme.domain(u"domain://a/p"_s).code, u"P1"_s);
        QVERIFY(theme.domain(u"domain://a/plan"_s).colour == Token::Domain2);
    }

    void aSheetKeepsTheFocusAndGivesItBack()
    {
        QWidget window;
        window.resize(800, 600);
        auto *outside = new QLineEdit(&window);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        outside->setFocus();
        auto *sheet = new Sheet(&window, u"Question"_s, 400, 200);
        auto *field = new QLineEdit;
        sheet->body()->addWidget(field);
        sheet->addAction(u"Keep"_s);
        sheet->addAction(u"Remove"_s, ButtonKind::Danger);
        QSignalSpy closed(sheet, &Sheet::closed);
        sheet->open();
        QCOMPARE(Sheet::topmost(&window), sheet);

        for (int i = 0; i < 9; ++i) {
            QVERIFY(sheet->isAncestorOf(QApplication::focusWidget()));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);

        QCOMPARE(closed.count(), 1);
        QCOMPARE(QApplication::focusWidget(), outside);
    }

    void aToastOffersItsWayBackOnce()
    {
        QWidget window;
        window.resize(600, 400);
        window.show();
        int undone = 0;
        Toast *toast = Toast::show(&window, u"Request denied"_s, u"Undo"_s, [&] { ++undone; });
        QVERIFY(window.rect().contains(toast->geometry()));

        toast->findChild<QAbstractButton *>()->click();

        QCOMPARE(undone, 1);
        QVERIFY(!toast->isVisible());
    }

    void aSegmentSaysOnlyWhatTheUserChose()
    {
        SegmentedControl control(u"View"_s);
        control.addChoice(u"One"_s);
        control.addChoice(u"Two"_s);
        QSignalSpy changed(&control, &SegmentedControl::currentChanged);

        control.setCurrent(1);
        QCOMPARE(changed.count(), 0);
        control.findChildren<QAbstractButton *>().front()->click();

        QCOMPARE(changed.count(), 1);
        QCOMPARE(control.current(), 0);
    }

    void oldContentStaysWhenReadingFails()
    {
        auto *content = new QLabel(u"content"_s);
        ContentStack stack(content);
        stack.resize(400, 300);
        stack.show();
        stack.begin();
        stack.showContent();

        bool retried = false;
        stack.showError(u"Not read"_s, Error{Error::Kind::Storage, u"disk"_s, {}},
                        [&] { retried = true; });

        QVERIFY(content->isVisible());
        stack.findChild<MessageStrip *>()->findChild<Button *>()->click();
        QVERIFY(retried);
    }

    void blocksComeOnlyAfterAWhile()
    {
        ContentStack stack(new QLabel);
        stack.resize(200, 200);
        stack.show();
        auto *skeleton = stack.findChild<Skeleton *>();

        stack.begin();

        QVERIFY(!skeleton->isVisible());
        QTRY_VERIFY(skeleton->isVisible());
        stack.showContent();
        QVERIFY(!skeleton->isVisible());
    }

    void whatAServerSaysIsNeverMarkup()
    {
        MessageStrip strip(Tone::Bad, u"<i>name</i>"_s, u"<img src=x>"_s);
        QVERIFY(strip.findChild<QLabel *>()->text().contains(u"&lt;img"));
        QCOMPARE(Label(u"<b>x</b>"_s).textFormat(), Qt::PlainText);
    }

    void flowingWidgetsWrap()
    {
        QWidget host;
        auto *flow = new FlowLayout(&host, 0, 0);
        for (int i = 0; i < 4; ++i) {
            auto *block = new QWidget;
            block->setMinimumSize(100, 20);
            block->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
            flow->addWidget(block);
        }
        QCOMPARE(flow->heightForWidth(400), flow->heightForWidth(1000));
        QCOMPARE(flow->heightForWidth(200), 2 * flow->heightForWidth(400));
    }

    void aChartIsAlsoATable()
    {
        Chart chart(u"Breaches"_s);
        ChartData data;
        data.categories = {u"=cmd"_s, u"B"_s};
        data.series = {{.name = u"Open \"now\""_s, .values = {3, std::nullopt}}};
        chart.setData(data);
        QCOMPARE(chart.csv(), u"\"Part\",\"Open \"\"now\"\"\"\r\n\"'=cmd\",3\r\n\"B\",\r\n"_s);

        chart.showTable(true);

        QVERIFY(chart.isTableShown());
    }

    void arrowKeysWalkAlongAChart()
    {
        Chart chart(u"Breaches"_s);
        ChartData data;
        data.categories = {u"A"_s, u"B"_s, u"C"_s};
        data.series = {{.name = u"n"_s, .shape = ChartSeries::Shape::Bars, .values = {3, 2, 1}}};
        chart.setData(data);
        chart.resize(300, 200);
        chart.show();
        QSignalSpy activated(&chart, &Chart::pointActivated);
        QWidget *view = chart.focusProxy();

        QTest::keyClick(view, Qt::Key_Home);
        QTest::keyClick(view, Qt::Key_Right);
        QTest::keyClick(view, Qt::Key_Return);

        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.front().front().toInt(), 1);
    }
};

QTEST_MAIN(WidgetsTest)
#include "tst_widgets.moc"
