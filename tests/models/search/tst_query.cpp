// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/query.h"

#include "query_exercise.h"

#include <QtTest>

using namespace meshlens::search;
using namespace Qt::StringLiterals;

namespace {

/// The tree as text, so that a failure reads like a diff.
QString printed(const Node &node)
{
    QStringList children;
    for (const Node &child : node.children)
        children.append(printed(child));
    const QString inside = children.join(u' ');
    switch (node.type) {
    case Node::Type::All:
        return u"all["_s + inside + u']';
    case Node::Type::Any:
        return u"any["_s + inside + u']';
    case Node::Type::Not:
        return u"not["_s + inside + u']';
    case Node::Type::Word:
        return node.text;
    case Node::Type::Phrase:
        return u'\'' + node.text + u'\'';
    case Node::Type::Field:
        break;
    }
    static const QStringList signs{u"="_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    return node.field + signs[int(node.comparison)] + node.values.join(u'|');
}

} // namespace

class TestQuery : public QObject
{
    Q_OBJECT

private slots:
    void aTextBecomesATree_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tree");
        const auto row = [](const char *name, const QString &text, const QString &tree) {
            QTest::newRow(name) << text << tree;
        };
        row("nothing", u""_s, u"all[]"_s);
        row("spaces", u"  \t "_s, u"all[]"_s);
        row("words", u"refund price"_s, u"all[refund price]"_s);
        row("phrase", u"\"charge back\" x"_s, u"all['charge back' x]"_s);
        row("escaped", u"\"a \\\"b\\\" \\\\\""_s, u"all['a \"b\" \\']"_s);
        row("field", u"domain:payments"_s, u"all[domain=payments]"_s);
        row("fieldCase", u"Domain:Payments"_s, u"all[domain=Payments]"_s);
        row("quotedValue", u"owner:\"Ana Ruiz\",bo"_s, u"all[owner=Ana Ruiz|bo]"_s);
        row("vocabulary", u"class:PERSONAL archetype:source_aligned fresh:on-time"_s,
            u"all[class=personal archetype=source-aligned fresh=on_time]"_s);
        row("comparisons", u"quality:>=75 quality:<90 quality:>80 quality:<=99 quality:a"_s,
            u"all[quality>=75 quality<90 quality>80 quality<=99 quality=a]"_s);
        row("changed", u"changed:<7d changed:12h"_s, u"all[changed<7d changed<=12h]"_s);
        row("not", u"-deprecated -tag:pii -\"a b\""_s,
            u"all[not[deprecated] not[tag=pii] not['a b']]"_s);
        row("or", u"x a OR b y"_s, u"all[x any[a b] y]"_s);
        row("brackets", u"(a OR b) c"_s, u"all[any[a b] c]"_s);
        row("notBrackets", u"-(a b OR c)"_s, u"all[not[all[a any[b c]]]]"_s);
        row("nested", u"((a) (b (c OR d)))"_s, u"all[a b any[c d]]"_s);
        row("wordOr", u"or OREGON"_s, u"all[or OREGON]"_s);
        row("address", u"postgres://db/x arn:aws:s3:::b"_s,
            u"all[postgres://db/x arn:aws:s3:::b]"_s);
        row("dash in word", u"source-aligned"_s, u"all[source-aligned]"_s);
        row("keyValue", u"domain:\"domain://core/pay\""_s, u"all[domain=domain://core/pay]"_s);
    }

    void aTextBecomesATree()
    {
        QFETCH(QString, text);
        QFETCH(QString, tree);

        const Query query = parse(text);

        QCOMPARE(printed(query.root), tree);
        QVERIFY(query.problems.isEmpty());
        QCOMPARE(printed(parse(toText(query)).root), tree);
    }

    void badSyntaxIsNamedAndTheRestStillSearches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tree");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("length");
        const auto row = [](const char *name, const QString &text, const QString &tree,
                            int position, int length) {
            QTest::newRow(name) << text << tree << position << length;
        };
        row("unknown field", u"a prise:80 b"_s, u"all[a b]"_s, 2, 8);
        row("unknown field, quoted", u"prise:\"x y\" b"_s, u"all[b]"_s, 0, 11);
        row("no value", u"a domain: b"_s, u"all[a b]"_s, 2, 7);
        row("not a number", u"quality:>many a"_s, u"all[a]"_s, 9, 4);
        row("over 100", u"quality:>=101 a"_s, u"all[a]"_s, 10, 3);
        row("not a duration", u"changed:<soon a"_s, u"all[a]"_s, 9, 4);
        row("not a word", u"kind:thing,product"_s, u"all[kind=product]"_s, 5, 5);
        row("open quote", u"a \"b c"_s, u"all[a 'b c']"_s, 2, 1);
        row("open bracket", u"a (b OR c"_s, u"all[a any[b c]]"_s, 2, 1);
        row("closed only", u"a) b"_s, u"all[a b]"_s, 1, 1);
        row("or at the end", u"a OR"_s, u"all[a]"_s, 2, 2);
        row("or at the start", u"OR a"_s, u"all[a]"_s, 0, 2);
        row("lone minus", u"a - b"_s, u"all[a b]"_s, 2, 1);
        row("minus bracket", u"(-) b"_s, u"all[b]"_s, 1, 1);
    }

    void badSyntaxIsNamedAndTheRestStillSearches()
    {
        QFETCH(QString, text);
        QFETCH(QString, tree);
        QFETCH(int, position);
        QFETCH(int, length);

        const Query query = parse(text);

        QCOMPARE(printed(query.root), tree);
        QCOMPARE(query.problems.size(), 1);
        QCOMPARE(query.problems.first().position, position);
        QCOMPARE(query.problems.first().length, length);
        QVERIFY(!query.problems.first().message.isEmpty());
    }

    void hostileTextIsReadWithoutGoingDeep()
    {
        const Query brackets = parse(QString(5000, u'('));
        const Query minuses = parse(QString(5000, u'-') + u'a');
        const Query longText = parse(QString(20000, u'x'));

        QVERIFY(brackets.root.children.isEmpty());
        QVERIFY(!brackets.problems.isEmpty());
        QCOMPARE(printed(minuses.root), u"all[not[a]]"_s);
        QCOMPARE(longText.problems.size(), 1);
    }

    void anyTextSurvivesTheWayToATreeAndBack()
    {
        const QString letters = u"ab:\"(),-<>= OR\\domain:quality:"_s;
        quint32 seed = 7;
        for (int round = 0; round < 3000; ++round) {
            QString text;
            for (int i = 0; i < 24; ++i) {
                seed = seed * 1664525u + 1013904223u;
                text += letters[int((seed >> 8) % quint32(letters.size()))];
            }
            const Query query = parse(text);
            const Query again = parse(toText(query));
            QVERIFY2(again.problems.isEmpty(), qPrintable(text + u"  ->  "_s + toText(query)));
            QCOMPARE(printed(again.root), printed(query.root));
        }
    }

    void anyRandomTextIsReadWithoutHarm()
    {
        const QStringList pieces{u"domain:"_s,
                                 u"quality:>"_s,
                                 u"\""_s,
                                 u"("_s,
                                 u")"_s,
                                 u"-"_s,
                                 u" OR "_s,
                                 u","_s,
                                 u":"_s,
                                 u"\\"_s,
                                 u" "_s,
                                 u"a"_s,
                                 u"//"_s,
                                 u"changed:<7d"_s,
                                 u"<="_s,
                                 QString(QChar(0)),
                                 u"\u0301"_s,
                                 u"\U0001F600"_s,
                                 QString(QChar(0xD800)),
                                 u"\u00DF"_s,
                                 u"9"_s};
        quint32 seed = 99;
        for (int round = 0; round < 20'000; ++round) {
            QString text;
            for (int i = 0; i < 12; ++i) {
                seed = seed * 1664525u + 1013904223u;
                const quint32 pick = seed >> 8;
                text += pick % 5 == 0 ? QString(QChar(char16_t(pick >> 4)))
                                      : pieces[int(pick % quint32(pieces.size()))];
            }
            const QString wrong = meshlens::test::wrongWith(text);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong + u" of "_s + text));
        }
    }

    void choosingAFacetValueChangesTheText_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<int>("choice");
        QTest::addColumn<QString>("after");
        QTest::newRow("first") << u"price"_s << int(Choice::Chosen) << u"price domain:labels"_s;
        QTest::newRow("second") << u"domain:payments price"_s << int(Choice::Chosen)
                                << u"domain:payments,labels price"_s;
        QTest::newRow("again") << u"domain:Labels"_s << int(Choice::Chosen) << u"domain:labels"_s;
        QTest::newRow("free") << u"domain:labels price"_s << int(Choice::Free) << u"price"_s;
        QTest::newRow("free one") << u"domain:a,labels,b"_s << int(Choice::Free) << u"domain:a,b"_s;
        QTest::newRow("excluded") << u"domain:labels x"_s << int(Choice::Excluded)
                                  << u"x -domain:labels"_s;
        QTest::newRow("included again")
            << u"x -domain:labels"_s << int(Choice::Chosen) << u"x domain:labels"_s;
        QTest::newRow("empty") << u""_s << int(Choice::Excluded) << u"-domain:labels"_s;
    }

    void choosingAFacetValueChangesTheText()
    {
        QFETCH(QString, before);
        QFETCH(int, choice);
        QFETCH(QString, after);

        QCOMPARE(withChoice(before, u"domain"_s, u"labels"_s, Choice(choice)), after);
    }

    void tokensAndFreeTextShareTheQuery()
    {
        const Query query = parse(u"price -tag:pii \"x y\" quality:>80"_s);

        const QList<Token> all = tokens(query);

        QCOMPARE(all.size(), 2);
        QVERIFY(all[0].excluded);
        QCOMPARE(all[0].position, 6);
        QCOMPARE(all[0].length, 8);
        QCOMPARE(all[1].comparison, Comparison::Greater);
        QCOMPARE(freeText(query), u"price \"x y\""_s);
    }

    void durationsAreRead()
    {
        QCOMPARE(durationMs(u"90s"_s), 90'000);
        QCOMPARE(durationMs(u"7d"_s), 7 * 86'400'000LL);
        QCOMPARE(durationMs(u"2 w"_s), 14 * 86'400'000LL);
        QCOMPARE(durationMs(u"7"_s), -1);
        QCOMPARE(durationMs(u"d"_s), -1);
    }
};

QTEST_APPLESS_MAIN(TestQuery)
#include "tst_query.moc"
