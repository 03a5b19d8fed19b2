// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "made_catalog.h"
#include "models/search/folding.h"
#include "models/search/index_data.h"

#include <QtTest>

using namespace meshlens;
using namespace meshlens::search;
using namespace Qt::StringLiterals;

namespace {

constexpr int datasets = 20'000;

struct Item {
    QString query;
    QString name; // compact, of what is looked for
};

struct Outcome {
    int asked = 0;
    int first = 0;
    int inTen = 0;
    QStringList missed;
};

} // namespace

/// Known items: somebody looks for one thing they know, and types it in the ways people do.
class TestRanking : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        IndexBuilder builder;
        builder.setPartyNames(m_catalog.partyNames());
        for (const mesh::Domain &domain : m_catalog.domains())
            builder.add(domain);
        for (const mesh::Term &term : m_catalog.terms())
            builder.add(term);
        for (int i = 0; i < m_catalog.products(); ++i)
            builder.add(m_catalog.product(i));
        QHash<QString, int> times;
        QList<mesh::Dataset> all;
        for (int i = 0; i < datasets; ++i) {
            const auto merged = m_catalog.dataset(i);
            builder.add(merged);
            ++times[nameOf(merged.thing.name)];
            // Those of products hide behind them.
            if (i % 50 != 0 && i % 7 == 0)
                all.append(merged.thing);
        }
        for (const mesh::Dataset &dataset : std::as_const(all)) {
            if (times.value(nameOf(dataset.name)) == 1 && wordsOf(dataset.name).size() >= 2)
                m_known.append(dataset);
        }
        m_index = builder.build();
        QVERIFY(m_known.size() > 400);
    }

    void exactNamesComeFirst()
    {
        const Outcome outcome =
            ask(40, [](const mesh::Dataset &dataset, int) { return dataset.name; });
        QCOMPARE(outcome.missed.join(u'\n'), QString());
        QCOMPARE(outcome.first, 40);
    }

    void qualifiedNamesComeFirstInAnySpelling()
    {
        const Outcome outcome = ask(48, [](const mesh::Dataset &dataset, int number) {
            const QString whole = dataset.qualifiedName;
            QString slashes = whole, spaces = whole;
            slashes.replace(u'.', u'/');
            spaces.replace(u'.', u' ');
            const QStringList ways{whole,
                                   slashes,
                                   spaces,
                                   whole.section(u'.', 1),
                                   u"warehouse_eu."_s + whole,
                                   whole.toUpper().replace(u'-', u'_')};
            return ways[number % ways.size()];
        });
        QCOMPARE(outcome.missed.join(u'\n'), QString());
        QCOMPARE(outcome.first, 48);
    }

    void otherWaysOfAskingFindItAmongTheFirstTen()
    {
        Outcome all;
        const auto note = [&](const char *way, const Outcome &outcome) {
            qInfo("%s: %d of %d first, %d in ten", way, outcome.first, outcome.asked,
                  outcome.inTen);
            all.asked += outcome.asked;
            all.inTen += outcome.inTen;
            all.missed += outcome.missed;
        };
        note("camelCase as words, turned round", ask(40, [](const mesh::Dataset &dataset, int) {
                 QStringList words = wordsOf(dataset.name);
                 std::reverse(words.begin(), words.end());
                 return words.join(u' ');
             }));
        note("inside of words", ask(40, [](const mesh::Dataset &dataset, int) {
                 QStringList words = wordsOf(dataset.name);
                 for (QString &word : words) {
                     if (word.size() > 4)
                         word = word.mid(1);
                 }
                 return words.join(u' ');
             }));
        note("one letter missing", ask(40, [](const mesh::Dataset &dataset, int number) {
                 QStringList words = wordsOf(dataset.name);
                 QString *longest = &words.first();
                 for (QString &word : words) {
                     if (word.size() > longest->size())
                         longest = &word;
                 }
                 longest->remove(1 + number % (longest->size() - 1), 1);
                 return words.join(u' ');
             }));
        note("two letters swapped", ask(40, [](const mesh::Dataset &dataset, int) {
                 QStringList words = wordsOf(dataset.name);
                 QString *longest = &words.first();
                 for (QString &word : words) {
                     if (word.size() > longest->size())
                         longest = &word;
                 }
                 const qsizetype at = longest->size() / 2;
                 const QChar letter = (*longest)[at];
                 (*longest)[at] = (*longest)[at - 1];
                 (*longest)[at - 1] = letter;
                 return words.join(u' ');
             }));
        note("too many words", ask(40, [](const mesh::Dataset &dataset, int) {
                 return wordsOf(dataset.name).join(u' ') + u" qqlisbonne xxyzzy"_s;
             }));
        note("begun", ask(40, [](const mesh::Dataset &dataset, int) {
                 return dataset.name.left(dataset.name.size() - 1);
             }));

        QVERIFY2(all.inTen * 100 >= all.asked * 97,
                 qPrintable(
                     u"%1 of %2:\n%3"_s.arg(all.inTen).arg(all.asked).arg(all.missed.join(u'\n'))));
    }

private:
    static QString nameOf(const QString &text) { return QString::fromUtf8(compact(text)); }

    template<typename Way>
    Outcome ask(int times, Way way)
    {
        Outcome outcome;
        for (int i = 0; i < times; ++i) {
            const mesh::Dataset &dataset = m_known[(i * 37 + 11) % m_known.size()];
            const QString query = way(dataset, i);
            FindOptions options;
            options.limit = 10;
            options.nowMs = test::MadeCatalog::nowMs();
            const auto hits = find(*m_index, parse(query), options);
            int place = -1;
            for (qsizetype at = 0; hits && at < hits->hits.size() && place < 0; ++at) {
                if (hits->hits[at].key == dataset.key)
                    place = int(at);
            }
            ++outcome.asked;
            outcome.first += place == 0 ? 1 : 0;
            outcome.inTen += place >= 0 ? 1 : 0;
            if (place < 0)
                outcome.missed.append(
                    u"“%1” did not find %2 (%3 hits, first %4)"_s.arg(query, dataset.qualifiedName)
                        .arg(hits ? hits->total : -1)
                        .arg(hits && !hits->hits.isEmpty() ? hits->hits.first().qualifiedName
                                                           : QString()));
        }
        return outcome;
    }

    test::MadeCatalog m_catalog{datasets};
    QList<mesh::Dataset> m_known; // whose name nothing else has
    std::shared_ptr<const Index> m_index;
};

QTEST_APPLESS_MAIN(TestRanking)
#include "tst_ranking.moc"
