// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/csv.h"

#include <QRandomGenerator>
#include <QTest>

using namespace meshlens;
using namespace Qt::StringLiterals;

namespace {

const QString harmful = u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20"_s;

/// A file taken apart by RFC 4180, then by the rule of models/csv.h.
QList<QStringList> readBack(const QString &text)
{
    QList<QStringList> rows{{}};
    QString cell;
    bool quoted = false;
    const auto end = [&] {
        if (cell.size() > 1 && cell[0] == u'\'' && (cell[1] == u'\'' || harmful.contains(cell[1])))
            cell.remove(0, 1);
        rows.last().append(std::exchange(cell, {}));
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == u'"' && text.mid(i + 1, 1) == u"\"")
            cell += text[i++];
        else if (c == u'"')
            quoted = !quoted;
        else if (quoted)
            cell += c;
        else if (c == u',')
            end();
        else if (c == u'\r' && text.mid(i + 1, 1) == u"\n") {
            end();
            rows.append(QStringList());
            ++i;
        } else
            cell += c;
    }
    rows.removeLast();
    return rows;
}

} // namespace

class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void cellsAreQuotedAndNeverFormulas_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << u"Orders"_s << u"Orders"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("comma") << u"a,b"_s << u"\"a,b\""_s;
        QTest::newRow("quote") << u"a \"b\""_s << u"\"a \"\"b\"\"\""_s;
        QTest::newRow("semicolon") << u"a;=b"_s << u"\"a;=b\""_s;
        QTest::newRow("formula") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
        QTest::newRow("minus") << u"-2+cmd|' /C calc'!A0"_s << u"'-2+cmd|' /C calc'!A0"_s;
        QTest::newRow("wide") << u"\uFF1D1"_s << u"'\uFF1D1"_s;
        QTest::newRow("line end") << u"\n=1"_s << u"\"'\n=1\""_s;
        QTest::newRow("tab") << u"\t=1"_s << u"'\t=1"_s;
        QTest::newRow("number") << u"-2.5e3"_s << u"-2.5e3"_s;
        QTest::newRow("signed number") << u"+7"_s << u"+7"_s;
        QTest::newRow("no number") << u"-inf"_s << u"'-inf"_s;
        QTest::newRow("number and more") << u"\t-5"_s << u"'\t-5"_s;
        QTest::newRow("apostrophe") << u"'s-Hertogenbosch"_s << u"'s-Hertogenbosch"_s;
        QTest::newRow("two") << u"'=1"_s << u"''=1"_s;
        QTest::newRow("phone") << u"+49 30 1"_s << u"'+49 30 1"_s;
    }

    void cellsAreQuotedAndNeverFormulas()
    {
        QFETCH(QString, text);
        QFETCH(QString, cell);

        QCOMPARE(csvCell(text), cell);
        QCOMPARE(readBack(csvLine({text, u"end"_s})), (QList<QStringList>{{text, u"end"_s}}));
    }

    void whateverIsWrittenIsReadBack()
    {
        const QString letters = harmful + u"'',;\" a1.e"_s;
        QRandomGenerator random(7);
        QString file;
        QList<QStringList> rows;
        for (int row = 0; row < 2000; ++row) {
            QStringList cells;
            for (int i = 0; i < 3; ++i) {
                QString cell;
                for (int left = random.bounded(6); left > 0; --left)
                    cell += letters[random.bounded(static_cast<int>(letters.size()))];
                cells += cell;
                const QString written = withoutFormula(cell);
                bool number = false;
                (void)written.toDouble(&number);
                QVERIFY(written.isEmpty() || number || !harmful.contains(written.front()));
            }
            rows += cells;
            file += csvLine(cells);
        }
        QCOMPARE(readBack(file), rows);
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
