// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/source.h"
#include "models/search/folding.h"
#include "models/search/index_data.h"

#include <QTest>

#include <algorithm>

using namespace meshlens;
using namespace meshlens::search;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t now = 500'000LL * 3'600'000;

QString text(const nlohmann::ordered_json &object, const char *key)
{
    return QString::fromStdString(object.value(key, std::string()));
}

QString productKey(const QString &id)
{
    return u"product://demo/"_s + id;
}

QString datasetKey(const QString &id)
{
    return u"demo://"_s + id;
}

/// The longest word of a name without the letter at its middle.
QString misspelled(const QString &name)
{
    QStringList words = wordsOf(name);
    auto longest =
        std::max_element(words.begin(), words.end(), [](const QString &left, const QString &right) {
            return left.size() < right.size();
        });
    longest->remove(longest->size() / 2, 1);
    return words.join(u' ');
}

QString insides(const QString &name)
{
    QStringList words = wordsOf(name);
    for (QString &word : words) {
        if (word.size() > 4)
            word = word.mid(1);
    }
    return words.join(u' ');
}

QString camel(const QString &name)
{
    QString joined;
    for (const QString &word : wordsOf(name))
        joined += joined.isEmpty() ? word : word.left(1).toUpper() + word.mid(1);
    return joined;
}

} // namespace

/// Known items over the mesh that everybody meets first: all its products, datasets and terms as
/// people ask for them.
class DemoSearchTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void exactNamesComeFirst();
    void qualifiedNamesComeFirstInAnySpelling();
    void pastedPathsOfDatasetsFindThem();
    void otherWaysOfAskingFindItAmongTheFirstTen();
    void aWordOfTheNameBeatsAPartOfAWord();
    void aWordThatNothingHasIsNamed();

private:
    struct Asked {
        QString query;
        QStringList keys; // any of them will do
    };
    [[nodiscard]] Hits found(const QString &query) const;
    /// Of how many the place is below `within`; the rest is listed.
    int inPlace(const QList<Asked> &all, int within, QStringList &missed) const;
    void addThings(IndexBuilder &builder);
    void addProducts(IndexBuilder &builder);

    demo::Source m_source;
    QHash<QString, QString> m_domainNames;
    std::shared_ptr<const Index> m_index;
};

void DemoSearchTest::addThings(IndexBuilder &builder)
{
    QHash<QString, QString> people;
    for (const demo::PersonSource &person : m_source.people)
        people.insert(u"party://"_s + person.email, person.name);
    builder.setPartyNames(people);
    for (const auto &written : m_source.domains) {
        mesh::Domain domain;
        domain.key = u"domain://demo/"_s + text(written, "id");
        domain.name = text(written, "name");
        domain.description = text(written, "description");
        m_domainNames.insert(text(written, "id"), domain.name);
        builder.add(domain);
    }
    for (const auto &written : m_source.terms) {
        mesh::Term term;
        term.key = u"term://demo/"_s + text(written, "id");
        term.name = text(written, "name");
        term.definition = text(written, "definition");
        term.domain = u"domain://demo/"_s + text(written, "domain");
        for (const auto &synonym : written.value("synonyms", nlohmann::ordered_json::array()))
            term.synonyms.append(QString::fromStdString(synonym.get<std::string>()));
        builder.add(term);
    }
}

void DemoSearchTest::addProducts(IndexBuilder &builder)
{
    for (const demo::ProductSource &product : m_source.products) {
        store::ProductRow row;
        row.key = productKey(product.id);
        row.name = product.name;
        row.description = product.description;
        row.domain = u"domain://demo/"_s + product.domain;
        row.domainName = m_domainNames.value(product.domain);
        row.certified = product.certified;
        row.tags = product.tags;
        row.hasDatasets = true;
        row.score.quality = product.health * 100;
        for (const QString &term : product.terms)
            row.terms.append(u"term://demo/"_s + term);
        for (const demo::DatasetSource &dataset : product.datasets)
            row.outputs.append(datasetKey(dataset.id));
        builder.add(row);
    }
    for (const demo::ProductSource &product : m_source.products) {
        for (const demo::DatasetSource &written : product.datasets) {
            store::Merged<mesh::Dataset> merged;
            mesh::Dataset &dataset = merged.thing;
            dataset.key = datasetKey(written.id);
            dataset.name = written.name.section(u'/', -1);
            dataset.qualifiedName = m_source.physicalName(written);
            dataset.description = written.description;
            dataset.type = written.type;
            for (const demo::ColumnSource &column : written.columns) {
                mesh::Column made;
                made.name = column.name;
                made.type = column.type;
                dataset.columns.append(made);
            }
            builder.add(merged);
        }
    }
}

void DemoSearchTest::initTestCase()
{
    const auto source = demo::loadSource();
    QVERIFY2(source, source ? "" : qPrintable(source.error().detail));
    m_source = *source;
    IndexBuilder builder;
    addThings(builder);
    addProducts(builder);
    m_index = builder.build();
    QVERIFY(m_source.products.size() >= 40);
}

Hits DemoSearchTest::found(const QString &query) const
{
    FindOptions options;
    options.limit = 10;
    options.nowMs = now;
    const auto hits = find(*m_index, parse(query), options);
    return hits ? *hits : Hits();
}

int DemoSearchTest::inPlace(const QList<Asked> &all, int within, QStringList &missed) const
{
    int good = 0;
    for (const Asked &one : all) {
        QStringList names;
        bool isThere = false;
        for (const Hit &hit : found(one.query).hits.mid(0, within)) {
            isThere = isThere || one.keys.contains(hit.key);
            names.append(hit.key);
        }
        good += isThere ? 1 : 0;
        if (!isThere)
            missed.append(
                u"“%1” is not %2 but %3"_s.arg(one.query, one.keys.first(), names.join(u", "_s)));
    }
    return good;
}

void DemoSearchTest::exactNamesComeFirst()
{
    QList<Asked> all;
    QHash<QString, QStringList> named; // of one name there are several on purpose
    for (const auto &term : m_source.terms)
        named[text(term, "name")].append(u"term://demo/"_s + text(term, "id"));
    for (const demo::ProductSource &product : m_source.products)
        named[product.name].append(productKey(product.id));
    for (auto one = named.constBegin(); one != named.constEnd(); ++one)
        all.append({one.key().toUpper(), *one});
    for (const demo::ProductSource &product : m_source.products)
        all.append({camel(product.name), named[product.name]});
    QStringList missed;

    inPlace(all, 1, missed);

    QVERIFY(all.size() > 100);
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
}

void DemoSearchTest::qualifiedNamesComeFirstInAnySpelling()
{
    QList<Asked> all;
    for (const demo::ProductSource &product : m_source.products) {
        static const QStringList separators{u"."_s, u"/"_s, u" "_s, u"::"_s, u"-"_s};
        const QString &separator = separators[all.size() % separators.size()];
        all.append({m_domainNames.value(product.domain) + separator + product.name,
                    {productKey(product.id)}});
    }
    QStringList missed;

    inPlace(all, 1, missed);

    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
}

/// `billing.public.refunds` out of somebody's SQL: the table itself, though a product stands for it
/// elsewhere, with and without the parts in front; or the product, where it is called so.
void DemoSearchTest::pastedPathsOfDatasetsFindThem()
{
    QList<Asked> all;
    for (const demo::ProductSource &product : m_source.products) {
        for (const demo::DatasetSource &dataset : product.datasets) {
            const QString path = m_source.physicalName(dataset);
            // `recommendations/weekly_mixes` is the domain and name of the product, too.
            const QStringList keys{datasetKey(dataset.id), productKey(product.id)};
            all.append({path, keys});
            if (const QString last = path.section(u'/', -1).section(u'.', -1); last.contains(u'_'))
                all.append({last, keys});
            if (path.count(u'.') > 1 && path != dataset.name)
                all.append({u"warehouse."_s + path, keys});
        }
    }
    QStringList missed;

    inPlace(all, 1, missed);

    QVERIFY(all.size() > 100);
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
}

void DemoSearchTest::otherWaysOfAskingFindItAmongTheFirstTen()
{
    QList<Asked> all;
    for (const demo::ProductSource &product : m_source.products) {
        const QStringList key{productKey(product.id)};
        QStringList turned = wordsOf(product.name);
        std::reverse(turned.begin(), turned.end());
        all.append({turned.join(u' '), key});
        all.append({insides(product.name), key});
        all.append({misspelled(product.name), key});
        all.append({product.name + u" qqlisbonne xxyzzy"_s, key});
        all.append({product.name.left(product.name.size() - 2), key});
    }
    QStringList missed;

    const int good = inPlace(all, 10, missed);

    QVERIFY(all.size() >= 200);
    QVERIFY2(good * 100 >= all.size() * 97,
             qPrintable(u"%1 of %2:\n%3"_s.arg(good).arg(all.size()).arg(missed.join(u'\n'))));
}

void DemoSearchTest::aWordOfTheNameBeatsAPartOfAWord()
{
    QStringList names;
    for (const Hit &hit : found(u"play"_s).hits)
        names.append(hit.name);

    QCOMPARE(names.value(0), u"Play events"_s);
    QVERIFY2(names.contains(u"Player"_s), qPrintable(names.join(u", "_s)));
    QCOMPARE(found(u"play"_s).hits.first().why.value(0), u"name_prefix"_s);
}

void DemoSearchTest::aWordThatNothingHasIsNamed()
{
    const Hits hits = found(u"refunds qqlisbonne"_s);

    QCOMPARE(hits.relaxed, QStringList{u"qqlisbonne"_s});
    QCOMPARE(hits.hits.first().name, u"Refunds"_s);
    QCOMPARE(found(u"chargebaks"_s).showingFor, u"chargebacks"_s);
}

QTEST_APPLESS_MAIN(DemoSearchTest)
#include "tst_demo_search.moc"
