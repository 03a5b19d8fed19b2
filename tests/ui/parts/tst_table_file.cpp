// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/accessible.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/step_line.h"
#include "ui/parts/table_file.h"

#include <QAccessible>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

QByteArray written(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TableText small()
{
    return {u"People & <things>"_s,
            {u"Name"_s, u"Says"_s},
            {{u"Ann"_s, u"=cmd()"_s}, {u"Bo \"B\""_s, u"one,\ntwo"_s}}};
}

} // namespace

/// Tables as files, and painted tables for those who cannot see them.
class TableFileTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void csvQuotesAndDefusesFormulas()
    {
        QCOMPARE(csvOf(small()),
                 QByteArray("Name,Says\r\nAnn,'=cmd()\r\n\"Bo \"\"B\"\"\",\"one,\ntwo\"\r\n"));
    }

    void theEndingSaysWhatIsWritten_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("csv") << u"csv"_s << QByteArray("Name,Says");
        QTest::newRow("xlsx") << u"xlsx"_s << QByteArray("PK");
        QTest::newRow("pdf") << u"PDF"_s << QByteArray("%PDF");
    }

    void theEndingSaysWhatIsWritten()
    {
        QFETCH(QString, ending);
        QFETCH(QByteArray, begins);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"table."_s + ending);
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();

        const auto done = writeTable(path, small());

        QVERIFY2(done.hasValue(), done ? "" : qPrintable(done.error().message));
        QVERIFY(written(path).startsWith(begins));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1); // nothing half done beside
    }

    void whatCannotBeWrittenIsSaidAndLeavesNothing()
    {
        const QTemporaryDir folder;
        QCOMPARE(writeTable(folder.filePath(u"a.doc"_s), small()).error().kind, Error::Kind::Usage);
        for (const QString &ending : {u"csv"_s, u"xlsx"_s, u"pdf"_s})
            QCOMPARE(writeTable(folder.filePath(u"none/a."_s + ending), small()).error().kind,
                     Error::Kind::Storage);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void aPaintedTableIsATableForScreenReaders()
    {
        installAccessibility();
        CellGrid grid({{60}, {0, 1}}, u"Ports"_s);
        grid.setHeader({Cell{.text = u"Name"_s}, Cell{.text = u"Format"_s}});
        grid.setRows({{Cell{.text = u"out"_s}, Cell{.text = u"table"_s}},
                      {Cell{.text = u"files"_s}, Cell{.tip = u"parquet"_s}}});
        grid.resize(200, 100);

        QAccessibleInterface *made = QAccessible::queryAccessibleInterface(&grid);

        QVERIFY(made);
        QCOMPARE(made->role(), QAccessible::Table);
        QCOMPARE(made->text(QAccessible::Name), u"Ports"_s);
        QAccessibleTableInterface *table = made->tableInterface();
        QVERIFY(table);
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->columnCount(), 2);
        QCOMPARE(table->columnDescription(1), u"Format"_s);
        QAccessibleInterface *cell = table->cellAt(1, 1);
        QVERIFY(cell && cell->tableCellInterface());
        QCOMPARE(cell->text(QAccessible::Name), u"parquet"_s);
        QCOMPARE(cell->tableCellInterface()->rowIndex(), 1);
        QCOMPARE(made->indexOfChild(cell), 3);
        QCOMPARE(made->child(3), cell);
        QVERIFY(!table->cellAt(2, 0));

        grid.setRows({});

        QVERIFY(!cell->isValid());
        QCOMPARE(made->childCount(), 0);
    }

    void wordsThatDoNotFitGoOnBelow()
    {
        const QString words = u"Refunds that were paid out, with the day and the reason of each."_s;
        CellGrid grid({{60, 0}, {0, 1}}, u"Terms"_s);
        grid.setRows({{Cell{.text = u"About"_s}, Cell{.text = words}},
                      {Cell{.text = u"Use"_s}, Cell{.text = u"any"_s}}});
        QVERIFY(!grid.sizePolicy().hasHeightForWidth());
        grid.setWrapping(true);

        const int wide = grid.heightForWidth(2000), narrow = grid.heightForWidth(px(260));
        QCOMPARE(wide, 2 * px(24));      // a line each, as without
        QVERIFY(narrow > wide + px(10)); // one line more at least
        grid.resize(px(260), narrow);
        QCOMPARE(grid.cellRect(1, 0).bottom() + 1, narrow);
        QVERIFY(grid.cellRect(0, 1).height() > px(34));
        QCOMPARE(grid.cellRect(1, 1).height(), px(24));
        const QString key = QString(300, u'k'); // no place to break
        grid.setRows({{Cell{.text = u"Covers"_s}, Cell{.text = key}}});
        QVERIFY(grid.heightForWidth(px(260)) > px(100));
        QSignalSpy clicks(&grid, &CellGrid::rowClicked);
        grid.setClickable(true);
        grid.setRows({{Cell{.text = u"About"_s}, Cell{.text = words}}, {Cell{.text = u"Use"_s}}});
        QTest::mouseClick(&grid, Qt::LeftButton, {}, {5, px(24) + 4}); // still the first
        QTest::mouseClick(&grid, Qt::LeftButton, {}, {5, grid.cellRect(1, 0).center().y()});
        QCOMPARE(clicks.value(0).value(0).toInt(), 0);
        QCOMPARE(clicks.value(1).value(0).toInt(), 1);
    }

    void manyRowsAreMeasuredOnceAWidth()
    {
        CellGrid grid({{180, 0}, {140, 0}, {0, 1}}, u"Service levels"_s);
        grid.setWrapping(true);
        QList<QList<Cell>> rows;
        for (int i = 0; i < 500; ++i)
            rows.append(QList<Cell>{{.text = u"column %1"_s.arg(i)},
                                    {.text = u"text"_s},
                                    {.text = u"What the column means, in a sentence that a small "
                                             "window has no room for on one line alone."_s}});
        grid.setRows(rows);
        const int first = grid.heightForWidth(px(700));
        QBENCHMARK
        {
            QCOMPARE(grid.heightForWidth(px(700)), first); // kept
        }
        QVERIFY(grid.heightForWidth(px(500)) > first);
    }

    void aBadgeIsAGraphicAndStepsAnIndicator()
    {
        installAccessibility();
        BadgeWidget badge;
        badge.setTag({u"Draft"_s, Tone::Mute, {}});
        StepLine steps;
        steps.setSteps({{u"Sent"_s, {}, Mark::Met, true}});

        QCOMPARE(QAccessible::queryAccessibleInterface(&badge)->role(), QAccessible::Graphic);
        QVERIFY(QAccessible::queryAccessibleInterface(&badge)
                    ->text(QAccessible::Name)
                    .contains(u"Draft"_s));
        QCOMPARE(QAccessible::queryAccessibleInterface(&steps)->role(), QAccessible::Indicator);
    }
};

QTEST_MAIN(TableFileTest)
#include "tst_table_file.moc"
