// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/words.h"
#include "models/search/folding.h"
#include "models/search/index_data.h"

using namespace Qt::StringLiterals;

namespace meshlens::search {

int Table::number(const QString &value, const QString &text)
{
    const auto found = numbers.constFind(value);
    if (found != numbers.constEnd())
        return *found;
    const int fresh = size();
    numbers.insert(value, fresh);
    values.append(value);
    texts.append(text);
    lines.append(wordLine(text));
    return fresh;
}

struct IndexBuilder::Private {
    std::unique_ptr<Index::Data> data = std::make_unique<Index::Data>();
    QHash<QString, QString> partyNames;
    QHash<QString, std::int64_t> changeTimes;
    QSet<QString> policyProducts;
    QHash<QString, int> datasetEntries;
    QHash<QString, int> domainNumbers; // by key: domains of one name share a number
    QHash<QString, int> termNumbers;

    Span keepBytes(const QByteArray &bytes)
    {
        std::string &arena = data->arena;
        arena.resize((arena.size() + spanUnit - 1) / spanUnit * spanUnit);
        const Span span{static_cast<quint32>(arena.size() / spanUnit),
                        static_cast<quint32>(bytes.size())};
        arena.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        return span;
    }
    Span keep(const QString &text) { return text.isEmpty() ? Span{} : keepBytes(text.toUtf8()); }

    void name(Entry &entry, const QString &name, const QString &qualified,
              const QString &description)
    {
        entry.name = keep(name);
        entry.qualified = keep(qualified);
        entry.description = keep(description);
        entry.nameLine = keepBytes(wordLine(name));
        entry.qualifiedLine = keepBytes(wordLine(qualified));
        if (!description.isEmpty())
            entry.descriptionLine = keepBytes(wordLine(description));
        learn(name);
    }
    void learn(const QString &text)
    {
        for (const QString &word : wordsOf(text))
            ++data->vocabulary[word];
    }
    NumberSpan keepNumbers(const QList<int> &list)
    {
        const NumberSpan span{static_cast<quint32>(data->numbers.size()),
                              static_cast<quint32>(list.size())};
        data->numbers.insert(data->numbers.end(), list.begin(), list.end());
        return span;
    }
    NumberSpan numbered(Table &table, const QStringList &values, const QStringList &texts)
    {
        QList<int> list;
        for (qsizetype i = 0; i < values.size(); ++i)
            list.append(table.number(values[i], texts.value(i, values[i])));
        return keepNumbers(list);
    }
    NumberSpan owners(const QStringList &parties)
    {
        QStringList names;
        for (const QString &party : parties)
            names.append(partyNames.value(party, party.section(u"://"_s, 1)));
        return numbered(data->owners, parties, names);
    }
    NumberSpan terms(const QStringList &keys)
    {
        QList<int> list;
        for (const QString &key : keys)
            list.append(termNumbers.contains(key) ? termNumbers.value(key)
                                                  : data->terms.number(key, key.section(u'/', -1)));
        return keepNumbers(list);
    }
    NumberSpan tags(const QStringList &tags)
    {
        QStringList values;
        for (const QString &tag : tags)
            values.append(tag.toLower());
        return numbered(data->tags, values, tags);
    }
    void changed(Entry &entry, const QString &key, std::int64_t firstSeenMs)
    {
        const std::int64_t seen = firstSeenMs > 0 ? firstSeenMs : unknownTime;
        entry.changedAtMs = std::max(seen, changeTimes.value(key, unknownTime));
    }
    int add(Entry entry)
    {
        data->entries.push_back(entry);
        return static_cast<int>(data->entries.size()) - 1;
    }
};

IndexBuilder::IndexBuilder() : d(std::make_unique<Private>()) {}
IndexBuilder::~IndexBuilder() = default;

void IndexBuilder::setPartyNames(const QHash<QString, QString> &names)
{
    d->partyNames = names;
}

void IndexBuilder::setChangeTimes(const QHash<QString, std::int64_t> &times)
{
    d->changeTimes = times;
}

void IndexBuilder::setAnsweredByPolicy(const QSet<QString> &products)
{
    d->policyProducts = products;
}

void IndexBuilder::add(const mesh::Domain &domain)
{
    const int number = d->data->domains.number(domain.name.toLower(), domain.name);
    d->domainNumbers.insert(domain.key, number);
    if (!d->data->domains.keys.contains(number))
        d->data->domains.keys.insert(number, domain.key);
    Entry entry;
    entry.kind = mesh::Kind::Domain;
    entry.key = d->keep(domain.key);
    entry.domain = number;
    entry.owners = d->owners(domain.owners);
    d->name(entry, domain.name, {}, domain.description);
    d->changed(entry, domain.key, 0);
    d->add(entry);
}

void IndexBuilder::add(const mesh::Term &term)
{
    d->termNumbers.insert(term.key, d->data->terms.number(term.name.toLower(), term.name));
    Entry entry;
    entry.kind = mesh::Kind::Term;
    entry.key = d->keep(term.key);
    entry.domain = d->domainNumbers.value(term.domain, -1);
    d->name(entry, term.name, term.synonyms.join(u' '), term.definition);
    d->changed(entry, term.key, 0);
    d->add(entry);
}

void IndexBuilder::add(const mesh::Party &party)
{
    Entry entry;
    entry.kind = mesh::Kind::Party;
    entry.key = d->keep(party.key);
    d->name(entry, party.name.isEmpty() ? party.email : party.name, party.email,
            QStringList{party.title, party.team}.join(u' ').trimmed());
    d->add(entry);
}

void IndexBuilder::add(const store::Merged<mesh::Dataset> &merged)
{
    const mesh::Dataset &dataset = merged.thing;
    Entry entry;
    entry.kind = mesh::Kind::Dataset;
    entry.hasType = true;
    entry.type = dataset.type;
    entry.status = dataset.status;
    entry.classification = dataset.classification;
    entry.key = d->keep(dataset.key);
    entry.domain = d->domainNumbers.value(dataset.domain, -1);
    entry.owners = d->owners(dataset.owners);
    entry.tags = d->tags(dataset.tags);
    entry.terms = d->terms(dataset.terms);
    QStringList catalogs;
    for (const store::Source &source : merged.sources)
        catalogs.append(source.catalog);
    entry.catalogs = d->numbered(d->data->catalogs, catalogs, catalogs);
    d->name(entry, dataset.name, dataset.qualifiedName, dataset.description);
    entry.firstColumn = static_cast<quint32>(d->data->columns.size());
    entry.columnCount = static_cast<quint32>(dataset.columns.size());
    for (const mesh::Column &column : dataset.columns) {
        entry.personal = entry.personal || column.personal;
        d->data->columns.push_back({d->data->columnNames.number(column.name, column.name),
                                    d->data->columnTypes.number(column.type, column.type)});
    }
    if (dataset.updatedAtMs)
        entry.dataTimeMs = *dataset.updatedAtMs;
    d->changed(entry, dataset.key, merged.firstSeenMs);
    d->datasetEntries.insert(dataset.key, d->add(entry));
}

void IndexBuilder::add(const store::ProductRow &product)
{
    Entry entry;
    entry.kind = mesh::Kind::Product;
    entry.hasType = product.hasDatasets;
    entry.type = product.type;
    entry.status = product.status;
    entry.classification = product.classification;
    entry.archetype = product.archetype;
    entry.certified = product.certified;
    entry.personal = product.personal;
    entry.access = access::accessWay(product.access, product.grant,
                                     d->policyProducts.contains(product.key), true);
    entry.key = d->keep(product.key);
    entry.version = d->keep(product.version);
    const int named = d->domainNumbers.value(product.domain, -1);
    entry.domain = named >= 0 || product.domainName.isEmpty()
                       ? named
                       : d->data->domains.number(product.domainName.toLower(), product.domainName);
    entry.owners = d->numbered(d->data->owners, product.owners, product.ownerNames);
    entry.tags = d->tags(product.tags);
    entry.terms = d->terms(product.terms);
    entry.catalogs = d->numbered(d->data->catalogs, product.catalogs, product.catalogs);
    // People write a product as "payments.refunds" as well.
    d->name(entry, product.name,
            product.domainName.isEmpty() ? QString() : product.domainName + u'.' + product.name,
            product.description);
    entry.hasScore = true;
    entry.quality =
        product.score.quality ? static_cast<float>(*product.score.quality) : unknownValue;
    entry.coverage = static_cast<float>(product.score.coverage);
    for (std::size_t i = 0; i < 6; ++i)
        entry.qualities[i] = product.score.qualities[i]
                                 ? static_cast<float>(*product.score.qualities[i])
                                 : unknownValue;
    entry.dataTimeMs = product.score.dataTimeMs.value_or(unknownTime);
    entry.objectiveMs = product.score.objectiveMs.value_or(unknownTime);
    entry.learned = product.score.objectiveLearned;
    d->changed(entry, product.key, 0);

    QList<int> datasets;
    for (const QString &key : product.outputs) {
        if (const int dataset = d->datasetEntries.value(key, -1); dataset >= 0)
            datasets.append(dataset);
    }
    entry.datasets = d->keepNumbers(datasets);
    const int number = d->add(entry);
    for (const int dataset : std::as_const(datasets)) {
        Entry &own = d->data->entries[dataset];
        own.insideProduct = true;
        if (own.product >= 0)
            continue;
        // A dataset shares what its product says where it says nothing itself.
        own.product = number;
        own.domain = own.domain < 0 ? entry.domain : own.domain;
        if (own.owners.size == 0)
            own.owners = entry.owners;
        if (own.classification == mesh::Classification::Unknown)
            own.classification = entry.classification;
    }
}

std::shared_ptr<const Index> IndexBuilder::build()
{
    Index::Data &data = *d->data;
    for (const Table *table :
         {&data.tags, &data.terms, &data.owners, &data.columnNames, &data.domains}) {
        for (const QString &text : table->texts)
            d->learn(text);
    }
    data.arena.shrink_to_fit();
    data.entries.shrink_to_fit();
    data.columns.shrink_to_fit();
    data.numbers.shrink_to_fit();
    return std::make_shared<const Index>(std::move(d->data));
}

} // namespace meshlens::search
