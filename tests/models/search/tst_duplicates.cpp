// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/duplicates.h"
#include "models/search/index_data.h"

#include <QtTest>

using namespace meshlens;
using namespace meshlens::search;
using namespace Qt::StringLiterals;

namespace {

store::Merged<mesh::Dataset> dataset(const QString &key, const QString &name,
                                     const QStringList &columns)
{
    store::Merged<mesh::Dataset> merged;
    merged.thing.key = key;
    merged.thing.name = name;
    for (const QString &column : columns) {
        mesh::Column one;
        one.name = column;
        merged.thing.columns.append(one);
    }
    return merged;
}

mesh::Term term(const QString &key, const QString &name, const QString &definition)
{
    mesh::Term made;
    made.key = key;
    made.name = name;
    made.definition = definition;
    return made;
}

store::ProductRow product(const QString &key, const QString &name)
{
    store::ProductRow row;
    row.key = key;
    row.name = name;
    row.domainName = u"Sales"_s;
    return row;
}

QString printed(const QList<Twin> &twins)
{
    QStringList lines;
    for (const Twin &twin : twins)
        lines.append(QString::number(int(twin.sort)) + u' ' + twin.key);
    return lines.join(u", "_s);
}

} // namespace

class TestDuplicates : public QObject
{
    Q_OBJECT

private slots:
    void whatLooksTheSameIsPointedOut()
    {
        IndexBuilder builder;
        builder.add(term(u"term://a/churn"_s, u"Churn"_s, u"Left within a month"_s));
        builder.add(term(u"term://b/churn"_s, u"churn"_s, u"Left within a year"_s));
        builder.add(term(u"term://b/revenue"_s, u"Revenue"_s, u"Money"_s));
        builder.add(product(u"product://a/orders"_s, u"Daily orders"_s));
        builder.add(product(u"product://b/orders"_s, u"daily_orders"_s));
        builder.add(dataset(u"pg://a/orders"_s, u"orders"_s, {u"id"_s, u"day"_s, u"Total"_s}));
        builder.add(dataset(u"pg://b/orders"_s, u"Orders"_s, {u"id"_s, u"day"_s, u"total"_s}));
        builder.add(dataset(u"pg://c/orders"_s, u"orders"_s, {u"id"_s, u"patient"_s}));
        const auto index = builder.build();

        QCOMPARE(printed(twinsOf(*index, u"term://a/churn"_s)), u"2 term://b/churn"_s);
        QCOMPARE(twinsOf(*index, u"term://a/churn"_s).first().description, u"Left within a year"_s);
        QCOMPARE(printed(twinsOf(*index, u"product://b/orders"_s)), u"0 product://a/orders"_s);
        QCOMPARE(twinsOf(*index, u"product://b/orders"_s).first().domainName, u"Sales"_s);
        QCOMPARE(printed(twinsOf(*index, u"pg://a/orders"_s)), u"1 pg://b/orders"_s);
        QVERIFY(twinsOf(*index, u"term://b/revenue"_s).isEmpty());
        QVERIFY(twinsOf(*index, u"pg://c/orders"_s).isEmpty());
        QVERIFY(twinsOf(*index, u"pg://nowhere"_s).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDuplicates)
#include "tst_duplicates.moc"
