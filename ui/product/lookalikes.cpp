// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/lookalikes.h"

#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int most = 5;
constexpr int lookedAt = 12; // hits of a name

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::Product)
};

QString plain(const QString &name)
{
    return search::wordsOf(search::folded(name)).join(u' ');
}

QList<search::Hit> called(const QString &name, mesh::Kind kind, const search::Index &index)
{
    QString phrase = name;
    phrase.remove(u'"');
    search::FindOptions options;
    options.limit = lookedAt;
    options.kinds = {kind};
    options.relax = false;
    const auto hits = search::find(index, search::parse(u'"' + phrase + u'"'), options);
    QList<search::Hit> same;
    if (!hits)
        return same;
    for (const search::Hit &hit : hits->hits) {
        if (hit.kind == kind && plain(hit.name) == plain(name))
            same.append(hit);
    }
    return same;
}

/// "public.orders" of "shop.public.orders".
QString withSchema(const QString &qualified)
{
    return search::folded(qualified.section(u'.', -2));
}

class Found
{
public:
    explicit Found(const QString &own) : m_known{own} {}

    void add(const Lookalike &one)
    {
        if (m_all.size() < most && !m_known.contains(one.key)) {
            m_known.insert(one.key);
            m_all.append(one);
        }
    }
    [[nodiscard]] const QList<Lookalike> &all() const { return m_all; }

private:
    QSet<QString> m_known;
    QList<Lookalike> m_all;
};

} // namespace

Result<QList<Lookalike>> lookalikes(const ProductData &data, const store::Reader &reader,
                                    const search::Index &index)
{
    using Why = Lookalike::Why;
    Found found(data.key());
    if (!data.isDataset) {
        for (const QString &dataset : data.row.outputs) {
            const auto products = reader.productsOfDataset(dataset);
            if (!products)
                return products.error();
            for (const QString &key : *products) {
                if (key == data.key())
                    continue;
                if (const auto row = reader.productRow(key))
                    found.add({Why::SameData, key, row->name, row->domainName, {}});
            }
        }
    }
    const mesh::Kind kind = data.isDataset ? mesh::Kind::Dataset : mesh::Kind::Product;
    const QString own = data.datasets.isEmpty() ? QString() : data.datasets.first().qualifiedName;
    for (const search::Hit &hit : called(data.row.name, kind, index)) {
        if (!data.isDataset || withSchema(hit.qualifiedName) == withSchema(own))
            found.add({Why::SameName, hit.key, hit.name, hit.domainName, {}});
    }
    for (const QString &term : data.row.terms) {
        const auto meant = reader.term(term);
        if (!meant)
            continue; // named, but nobody describes it
        for (const search::Hit &hit : called(meant->thing.name, mesh::Kind::Term, index)) {
            if (hit.key != term && plain(hit.description) != plain(meant->thing.definition))
                found.add({Why::SameWord, hit.key, hit.name, hit.domainName, hit.description});
        }
    }
    return found.all();
}

QString lookalikeWords(const Lookalike &one)
{
    const QString where = one.domainName.isEmpty() ? Text::tr("another domain") : one.domainName;
    switch (one.why) {
    case Lookalike::Why::SameData:
        return Text::tr("“%1” of %2 puts out the same data.").arg(one.name, where);
    case Lookalike::Why::SameName:
        return Text::tr("%1 has a “%2” as well.").arg(where, one.name);
    case Lookalike::Why::SameWord:
        return Text::tr("“%1” means something else in %2.").arg(one.name, where);
    }
    return {};
}

} // namespace meshlens::ui
