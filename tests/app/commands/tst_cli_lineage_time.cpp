// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace meshlens::clitest;

namespace {

QByteArray flow(const QByteArray &from, const QByteArray &to)
{
    const auto dataset = [](const QByteArray &name) {
        return R"({"namespace":"postgres://db:5432","name":"shop.public.)" + name + R"("})";
    };
    return R"({"eventTime":"2026-03-01T00:00:00Z","job":{"namespace":"etl","name":")" + from + to +
           R"("},"inputs":[)" + dataset(from) + R"(],"outputs":[)" + dataset(to) +
           R"(],"producer":"https://etl.example","schemaURL":)"
           R"("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent"})" +
           "\n";
}

} // namespace

/// Lineage of three syncs a day apart, as scripts ask for it. `a > b > c` at first; `a > d` comes
/// on the second day; on the third `a` has gone, and with it both of its edges, and `c > e` has
/// come.
class CliLineageTimeTest : public QObject
{
    Q_OBJECT

private:
    void sync(const QByteArray &events, const QString &day)
    {
        QFile file(m_program.path(u"one/lineage.ndjson"_s));
        QVERIFY(QDir().mkpath(m_program.path(u"one"_s)) && file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(events), events.size());
        file.close();
        if (day == u"01")
            QCOMPARE(
                m_program.run({u"catalog"_s, u"add"_s, u"folder"_s, m_program.path(u"one"_s)}).code,
                0);
        QCOMPARE(m_program.run({u"sync"_s}, at(day)).code, 0);
    }

    static QStringList at(const QString &day)
    {
        return {u"MESHLENS_NOW=frozen:2026-04-%1T10:00:00Z"_s.arg(day)};
    }

    Answer ask(const QString &words) const
    {
        return m_program.run(u"lineage|%1|--up|all|--down|all"_s.arg(words).split(u'|'),
                             at(u"04"_s));
    }

    /// "+ a b" and "- a b", in order.
    static QString told(const Json &difference)
    {
        QStringList lines;
        for (const char *what : {"came", "went"}) {
            for (const auto &edge : difference[what]["edges"])
                lines.append(QString::fromLatin1(what) + u' ' +
                             text(edge, "from").section(u'/', -1) + u'>' +
                             text(edge, "to").section(u'/', -1));
        }
        lines.sort();
        return lines.join(u", "_s);
    }

    Program m_program;

private slots:
    void initTestCase()
    {
        sync(flow("a", "b") + flow("b", "c"), u"01"_s);
        sync(flow("a", "b") + flow("b", "c") + flow("a", "d"), u"02"_s);
        sync(flow("b", "c") + flow("c", "e"), u"03"_s);
    }

    void theDifferenceIsToldBetweenAnyTwoTimes()
    {
        QCOMPARE(told(ask(u"shop.public.a|--diff|2026-04-01|--at|2026-04-02|--json"_s).json()),
                 u"came a>d"_s);
        QCOMPARE(told(ask(u"shop.public.b|--diff|2026-04-02|--json"_s).json()),
                 u"came c>e, went a>b"_s);
        QCOMPARE(told(ask(u"shop.public.b|--diff|2026-04-01|--at|2026-04-01|--json"_s).json()),
                 QString());
    }

    void whatAThingNoLongerReachesHasNotGone()
    {
        // b > c is still there, though nothing leads to it from a.
        QCOMPARE(told(ask(u"shop.public.a|--diff|2026-04-02|--json"_s).json()),
                 u"went a>b, went a>d"_s);
    }

    void whatHasGoneIsFoundByTheNameItHad()
    {
        QCOMPARE(ask(u"shop.public.a|--at|2026-04-02|--json"_s).json()["nodes"].size(),
                 std::size_t(4));
        QCOMPARE(ask(u"shop.public.a|--json"_s).code, 1);
    }

    void aDifferenceIsWrittenAsAskedOrRefused()
    {
        const QString out = m_program.path(u"diff.csv"_s);
        QCOMPARE(ask(u"shop.public.b|--diff|2026-04-02|--format|csv|--out|"_s + out).code, 0);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("change,from,to,level,"));
        QVERIFY(lines[1].startsWith("came,postgres://db:5432/shop/public/c,"));
        QVERIFY(lines[2].startsWith("went,postgres://db:5432/shop/public/a,"));
        QCOMPARE(ask(u"shop.public.b|--diff|2026-04-02|--format|dot"_s).code, 2);
        QCOMPARE(ask(u"shop.public.b|--diff|2026-04-02|--to|shop.public.c"_s).code, 2);
    }
};

QTEST_GUILESS_MAIN(CliLineageTimeTest)
#include "tst_cli_lineage_time.moc"
