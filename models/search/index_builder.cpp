// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/words.h"
#include "models/scores/quality.h"
#include "models/search/index_data.h"
#include "models/search/segment_writer.h"

#include <QBuffer>
#include <QRandomGenerator>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

constexpr float unknownValue = std::numeric_limits<float>::quiet_NaN();

template<typename Enum>
std::uint32_t word(Enum value, int shift)
{
    return static_cast<std::uint32_t>(value) << shift;
}

void set(Flags &flags, int flag, bool on)
{
    if (on)
        flags.bits |= static_cast<std::uint32_t>(flag);
}

} // namespace

struct IndexBuilder::Private {
    explicit Private(const QString &folder) : writer(folder) {}

    struct Product {
        Doc doc;
        QSet<std::uint32_t> columns; // of what it puts out
        bool alone = false;
    };

    SegmentWriter writer;
    QHash<QString, QString> partyNames;
    QHash<QString, std::int64_t> changeTimes;
    QSet<QString> policyProducts;
    QHash<QString, int> uses, useSteps;
    QHash<QString, int> domainNumbers; // by key: domains of one name share a number
    QHash<QString, int> termNumbers;
    std::vector<Product> products;         // wait for the columns of their datasets
    QHash<QString, QList<int>> productsOf; // dataset key to products

    void seal()
    {
        for (Product &product : products) {
            if (product.alone)
                continue;
            product.doc.moreColumns.assign(product.columns.begin(), product.columns.end());
            std::sort(product.doc.moreColumns.begin(), product.doc.moreColumns.end());
            writer.add(product.doc);
        }
        products.clear();
    }
    std::vector<std::uint32_t> numbered(TableId table, const QStringList &values,
                                        const QStringList &texts)
    {
        std::vector<std::uint32_t> list;
        for (qsizetype i = 0; i < values.size(); ++i)
            note(list, writer.number(table, values[i], texts.value(i, values[i])));
        return list;
    }
    static void note(std::vector<std::uint32_t> &list, std::uint32_t number)
    {
        if (std::find(list.begin(), list.end(), number) == list.end())
            list.push_back(number);
    }
    std::vector<std::uint32_t> owners(const QStringList &parties)
    {
        QStringList names;
        for (const QString &party : parties)
            names.append(partyNames.value(party, party.section(u"://"_s, 1)));
        return numbered(Owners, parties, names);
    }
    std::vector<std::uint32_t> terms(const QStringList &keys)
    {
        std::vector<std::uint32_t> list;
        for (const QString &key : keys) {
            const auto known = termNumbers.constFind(key);
            note(list, known != termNumbers.constEnd()
                           ? static_cast<std::uint32_t>(*known)
                           : writer.number(Terms, key, key.section(u'/', -1)));
        }
        return list;
    }
    std::vector<std::uint32_t> tags(const QStringList &tags)
    {
        QStringList values;
        for (const QString &tag : tags)
            values.append(tag.toLower());
        return numbered(Tags, values, tags);
    }
    int domain(const mesh::Domain &domain)
    {
        const auto number = static_cast<int>(
            writer.number(Domains, domain.name.toLower(), domain.name, domain.key));
        domainNumbers.insert(domain.key, number);
        return number;
    }
    void changed(Doc &doc, std::int64_t firstSeenMs)
    {
        doc.changedAtMs = std::max<std::int64_t>(firstSeenMs, changeTimes.value(doc.key, 0));
    }
    void used(Doc &doc)
    {
        const auto known = useSteps.constFind(doc.key);
        doc.usage = static_cast<std::uint16_t>(
            known != useSteps.constEnd() ? *known : useStep(uses.value(doc.key, 0)));
    }
    std::uint32_t column(const mesh::Column &column)
    {
        return writer.number(ColumnNames, column.name, column.name);
    }
};

int useStep(int uses)
{
    return uses <= 0 ? 0 : static_cast<int>(std::lround(8 * std::log2(1.0 + uses)));
}

IndexBuilder::IndexBuilder(const QString &folder) : d(std::make_unique<Private>(folder)) {}
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

void IndexBuilder::setUsage(const QHash<QString, int> &uses)
{
    d->uses = uses;
}

void IndexBuilder::setUseSteps(const QHash<QString, int> &steps)
{
    d->useSteps = steps;
}

std::uint32_t IndexBuilder::documents() const
{
    const auto waiting = std::count_if(d->products.begin(), d->products.end(),
                                       [](const Private::Product &one) { return !one.alone; });
    return d->writer.documents() + static_cast<std::uint32_t>(waiting);
}

void IndexBuilder::know(const mesh::Domain &domain)
{
    (void)d->domain(domain);
}

void IndexBuilder::know(const mesh::Term &term)
{
    d->termNumbers.insert(
        term.key, static_cast<int>(d->writer.number(Terms, term.name.toLower(), term.name)));
}

void IndexBuilder::know(const mesh::Dataset &dataset)
{
    for (const int product : d->productsOf.value(dataset.key)) {
        for (const mesh::Column &column : dataset.columns)
            d->products[product].columns.insert(d->column(column));
        if (!d->products[product].doc.datasets.contains(dataset.key))
            d->products[product].doc.datasets.append(dataset.key);
    }
}

void IndexBuilder::add(const mesh::Domain &domain)
{
    Doc doc;
    doc.domain = d->domain(domain);
    doc.flags.bits = word(mesh::Kind::Domain, 0);
    doc.key = domain.key;
    doc.name = domain.name;
    doc.description = domain.description;
    doc.owners = d->owners(domain.owners);
    d->changed(doc, 0);
    d->writer.add(doc);
}

void IndexBuilder::add(const mesh::Term &term)
{
    know(term);
    Doc doc;
    doc.flags.bits = word(mesh::Kind::Term, 0);
    doc.key = term.key;
    doc.name = term.name;
    doc.qualified = term.synonyms.join(u' ');
    doc.description = term.definition;
    doc.domain = d->domainNumbers.value(term.domain, -1);
    d->changed(doc, 0);
    d->writer.add(doc);
}

void IndexBuilder::add(const mesh::Party &party)
{
    Doc doc;
    doc.flags.bits = word(mesh::Kind::Party, 0);
    doc.key = party.key;
    doc.name = party.name.isEmpty() ? party.email : party.name;
    doc.qualified = party.email;
    doc.description = QStringList{party.title, party.team}.join(u' ').trimmed();
    d->writer.add(doc);
}

void IndexBuilder::add(const store::ProductRow &product, bool alone)
{
    Private::Product waiting;
    waiting.alone = alone;
    Doc &doc = waiting.doc;
    doc.flags.bits =
        word(mesh::Kind::Product, 0) | word(product.type, 3) | word(product.status, 7) |
        word(product.classification, 10) | word(product.archetype, 13) |
        word(access::accessWay(product.access, product.grant,
                               d->policyProducts.contains(product.key), true),
             16) |
        word(product.score.quality ? static_cast<int>(scores::gradeOf(*product.score.quality)) : 4,
             19);
    set(doc.flags, Flags::hasType, product.hasDatasets);
    set(doc.flags, Flags::hasScore, true);
    set(doc.flags, Flags::certified, product.certified);
    set(doc.flags, Flags::personal, product.personal);
    set(doc.flags, Flags::learned, product.score.objectiveLearned);
    doc.key = product.key;
    doc.name = product.name;
    // People write a product as "payments.refunds" as well.
    doc.qualified =
        product.domainName.isEmpty() ? QString() : product.domainName + u'.' + product.name;
    doc.description = product.description;
    doc.version = product.version;
    const int named = d->domainNumbers.value(product.domain, -1);
    doc.domain = named >= 0 || product.domainName.isEmpty()
                     ? named
                     : static_cast<int>(d->writer.number(Domains, product.domainName.toLower(),
                                                         product.domainName, product.domain));
    doc.owners = d->numbered(Owners, product.owners, product.ownerNames);
    doc.tags = d->tags(product.tags);
    doc.terms = d->terms(product.terms);
    doc.catalogs = d->numbered(Catalogs, product.catalogs, product.catalogs);
    if (product.score.quality)
        doc.quality = static_cast<std::uint16_t>(std::lround(*product.score.quality * 10));
    doc.coverage = static_cast<float>(product.score.coverage);
    for (std::size_t i = 0; i < 6; ++i)
        doc.qualities[i] = product.score.qualities[i]
                               ? static_cast<float>(*product.score.qualities[i])
                               : unknownValue;
    doc.dataTimeMs = product.score.dataTimeMs.value_or(0);
    doc.objectiveMs = product.score.objectiveMs.value_or(0);
    d->changed(doc, 0);
    d->used(doc);
    for (const QString &dataset : product.outputs)
        d->productsOf[dataset].append(static_cast<int>(d->products.size()));
    d->products.push_back(std::move(waiting));
}

void IndexBuilder::add(const store::Merged<mesh::Dataset> &merged)
{
    const mesh::Dataset &dataset = merged.thing;
    know(dataset);
    Doc doc;
    doc.key = dataset.key;
    doc.name = dataset.name;
    doc.qualified = dataset.qualifiedName;
    doc.description = dataset.description;
    doc.domain = d->domainNumbers.value(dataset.domain, -1);
    doc.owners = d->owners(dataset.owners);
    doc.tags = d->tags(dataset.tags);
    doc.terms = d->terms(dataset.terms);
    for (const store::Source &source : merged.sources)
        Private::note(doc.catalogs, d->writer.number(Catalogs, source.catalog, source.catalog));
    mesh::Classification classification = dataset.classification;
    bool personal = false;
    for (const mesh::Column &column : dataset.columns) {
        personal = personal || column.personal;
        doc.columns.emplace_back(d->column(column),
                                 d->writer.number(ColumnTypes, column.type, column.type));
    }
    const QList<int> products = d->productsOf.value(dataset.key);
    if (!products.isEmpty()) {
        // A dataset shares what its product says where it says nothing itself.
        const Doc &product = d->products[products.first()].doc;
        doc.product = product.key;
        doc.domain = doc.domain < 0 ? product.domain : doc.domain;
        if (doc.owners.empty())
            doc.owners = product.owners;
        if (classification == mesh::Classification::Unknown)
            classification = static_cast<mesh::Classification>(product.flags.classification());
    }
    doc.flags.bits = word(mesh::Kind::Dataset, 0) | word(dataset.type, 3) |
                     word(dataset.status, 7) | word(classification, 10) | word(4, 19);
    set(doc.flags, Flags::hasType, true);
    set(doc.flags, Flags::personal, personal);
    set(doc.flags, Flags::inside, !products.isEmpty());
    doc.qualities.fill(unknownValue);
    doc.dataTimeMs = dataset.updatedAtMs.value_or(0);
    d->changed(doc, merged.firstSeenMs);
    d->used(doc);
    d->writer.add(doc);
}

Result<void> IndexBuilder::write(QIODevice &device, std::uint64_t id, const QByteArray &meta)
{
    d->seal();
    return d->writer.finish(device, id, meta);
}

std::shared_ptr<const Index> IndexBuilder::build()
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    std::vector<std::shared_ptr<const Segment>> segments;
    if (write(buffer, QRandomGenerator::system()->generate64(), {})) {
        if (auto segment = Segment::fromBytes(buffer.data()))
            segments.push_back(std::move(*segment));
    }
    return std::make_shared<const Index>(Index::Data::of(std::move(segments)));
}

} // namespace meshlens::search
