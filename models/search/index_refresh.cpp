// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/index_refresh.h"

#include "models/access/words.h"
#include "models/search/use_steps.h"

#include <QDataStream>

#include <algorithm>

namespace meshlens::search {
namespace {

constexpr int mostChanges = 100'000;
constexpr std::int64_t dayMs = 86'400'000;
constexpr std::int64_t yearMs = 365 * dayMs;
constexpr std::int64_t oldestBaseMs = 7 * dayMs; // older pictures may be compacted away
constexpr qint32 format = 3;
// More than this, and this share, is made anew together with the rest.
constexpr qsizetype fewChanges = 2000;
constexpr qsizetype changedShare = 20;

quint64 sumOf(const QString &text)
{
    return hashOf(text.constData(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
}

/// A sum over the parts of a thing in their order.
class Sum
{
public:
    template<typename... Parts>
    explicit Sum(const Parts &...parts)
    {
        QDataStream stream(&m_bytes, QIODevice::WriteOnly);
        ((stream << parts), ...);
    }
    operator quint64() const
    {
        return hashOf(m_bytes.constData(), static_cast<std::size_t>(m_bytes.size()));
    }

private:
    QByteArray m_bytes;
};

quint64 sumOf(const store::ProductRow &row, bool byPolicy)
{
    QList<double> scores;
    for (const auto &value : row.score.qualities)
        scores.append(value.value_or(-1));
    scores << row.score.quality.value_or(-1) << row.score.coverage;
    return Sum(row.key, row.name, row.description, row.domain, row.domainName, int(row.type),
               row.hasDatasets, int(row.status), int(row.archetype), int(row.classification),
               int(row.access), row.certified, row.personal, row.version, row.tags, row.terms,
               row.owners, row.ownerNames, row.catalogs, row.outputs, int(row.grant), scores,
               qint64(row.score.dataTimeMs.value_or(0)), qint64(row.score.objectiveMs.value_or(0)),
               row.score.objectiveLearned, byPolicy);
}

Result<QHash<QString, std::int64_t>> changeTimes(const store::Reader &reader, std::int64_t newestMs)
{
    const auto changes = reader.changes(newestMs - yearMs, {}, mostChanges);
    if (!changes)
        return changes.error();
    QHash<QString, std::int64_t> times;
    for (const store::Change &change : *changes) { // newest first
        if (!times.contains(change.key))
            times.insert(change.key, change.atMs);
    }
    return times;
}

Error stopped()
{
    return Error{Error::Kind::Cancelled, {}, {}};
}

QStringList keysOf(const Segment &segment, mesh::Kind kind)
{
    QStringList keys;
    for (const std::uint32_t document :
         segment.vocabulary(KindList + static_cast<int>(kind)).numbers(segment.documents()))
        keys.append(segment.text(document).key);
    return keys;
}

/// Whether a domain, term or person that documents of the base name is called otherwise now.
bool isRenamed(const Segment &base, const Made &before, const Made &now, const Mesh &mesh)
{
    for (auto name = before.names.constBegin(); name != before.names.constEnd(); ++name) {
        if (now.names.value(name.key()) != *name)
            return true;
    }
    const auto isNamed = [&](TableId table, const QString &key) {
        return !before.names.contains(sumOf(key)) &&
               base.values(table).byText.contains(folded(key));
    };
    return std::any_of(mesh.parties.begin(), mesh.parties.end(),
                       [&](const mesh::Party &party) { return isNamed(Owners, party.key); }) ||
           std::any_of(mesh.terms.begin(), mesh.terms.end(),
                       [&](const mesh::Term &term) { return isNamed(Terms, term.key); });
}

void prepare(IndexBuilder &builder, const Mesh &mesh, const QHash<QString, std::int64_t> &times)
{
    QHash<QString, QString> names;
    for (const mesh::Party &party : mesh.parties)
        names.insert(party.key, party.name);
    builder.setPartyNames(names);
    builder.setChangeTimes(times);
    builder.setAnsweredByPolicy(mesh.answeredByPolicy);
}

} // namespace

QByteArray Made::bytes() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << format << mark.generations << mark.catalogs << mark.lastDatasetRow << mark.lastMerge
           << mark.undone << qint64(newestChangeMs) << small << names << products << gone << base
           << qint64(usesAtMs) << qint64(baseAtMs);
    return bytes;
}

std::optional<Made> Made::of(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_0);
    Made made;
    qint32 version = 0;
    qint64 newest = 0, uses = 0, baseAt = 0;
    stream >> version;
    if (version != format)
        return std::nullopt;
    stream >> made.mark.generations >> made.mark.catalogs >> made.mark.lastDatasetRow >>
        made.mark.lastMerge >> made.mark.undone >> newest >> made.small >> made.names >>
        made.products >> made.gone >> made.base >> uses >> baseAt;
    made.newestChangeMs = newest;
    made.usesAtMs = uses;
    made.baseAtMs = baseAt;
    return stream.status() == QDataStream::Ok ? std::optional(made) : std::nullopt;
}

Result<Mesh> Mesh::read(const store::Reader &reader)
{
    const auto domains = reader.domains();
    const auto terms = reader.terms();
    const auto parties = reader.parties();
    const auto products = reader.products();
    const auto requests = reader.requests();
    const auto newest = reader.changes(0, {}, 1);
    const auto mark = reader.watermark();
    for (const Error *error :
         {domains ? nullptr : &domains.error(), terms ? nullptr : &terms.error(),
          parties ? nullptr : &parties.error(), products ? nullptr : &products.error(),
          requests ? nullptr : &requests.error(), newest ? nullptr : &newest.error(),
          mark ? nullptr : &mark.error()}) {
        if (error != nullptr)
            return *error;
    }
    Mesh mesh{*domains, *terms, *parties, *products, access::answeredByPolicy(*requests), {}};
    Made &made = mesh.made;
    made.mark = *mark;
    made.newestChangeMs = newest->isEmpty() ? 0 : newest->first().atMs;
    made.usesAtMs = made.baseAtMs = made.newestChangeMs; // of what is made of everything
    QList<quint64> sums;
    for (const mesh::Domain &domain : mesh.domains) {
        made.names.insert(sumOf(domain.key), sumOf(domain.name));
        sums.append(Sum(domain.key, domain.name, domain.description, domain.owners));
    }
    for (const mesh::Term &term : mesh.terms) {
        made.names.insert(sumOf(term.key), sumOf(term.name));
        sums.append(Sum(term.key, term.name, term.definition, term.domain, term.synonyms));
    }
    for (const mesh::Party &party : mesh.parties) {
        made.names.insert(sumOf(party.key), sumOf(party.name));
        sums.append(Sum(party.key, party.name, party.email, party.title, party.team));
    }
    made.small = Sum(sums);
    for (const store::ProductRow &product : mesh.products)
        made.products.insert(sumOf(product.key),
                             sumOf(product, mesh.answeredByPolicy.contains(product.key)));
    return mesh;
}

Result<void> addAll(IndexBuilder &builder, const store::Reader &reader, const Mesh &mesh,
                    const Cancelled &cancelled)
{
    const auto times = changeTimes(reader, mesh.made.newestChangeMs);
    if (!times)
        return times.error();
    const auto uses = usesOf(reader, mesh);
    if (!uses)
        return uses.error();
    prepare(builder, mesh, *times);
    builder.setUsage(*uses);
    for (const mesh::Domain &domain : mesh.domains)
        builder.add(domain);
    for (const mesh::Term &term : mesh.terms)
        builder.add(term);
    for (const mesh::Party &party : mesh.parties)
        builder.add(party);
    for (const store::ProductRow &product : mesh.products)
        builder.add(product);
    bool isStopped = false;
    const auto read = reader.forEachDataset(true, [&](const store::Merged<mesh::Dataset> &dataset) {
        builder.add(dataset);
        isStopped = cancelled && cancelled();
        return !isStopped;
    });
    if (!read)
        return read.error();
    return isStopped ? Result<void>(stopped()) : Result<void>();
}

Result<std::optional<Difference>> addChanged(IndexBuilder &builder, const store::Reader &reader,
                                             const Mesh &mesh, const Before &state,
                                             const Cancelled &cancelled)
{
    const Segment &base = state.base;
    const Made &before = state.made;
    const std::optional<Difference> tooMuch;
    const auto changed = reader.changedDatasets(before.mark);
    if (!changed)
        return changed.error();
    // A first sync tells of no changes: then the base is as old as the first that came after it.
    const std::int64_t baseAtMs =
        state.smallMade.baseAtMs > 0 ? state.smallMade.baseAtMs : mesh.made.newestChangeMs;
    const bool isOld = mesh.made.newestChangeMs - baseAtMs > oldestBaseMs;
    const bool smallChanged = mesh.made.small != before.small;
    if (!*changed || isOld || (smallChanged && isRenamed(base, before, mesh.made, mesh)))
        return tooMuch;
    Difference difference{mesh.made, true};
    difference.made.base = base.id();
    difference.made.baseAtMs = baseAtMs;
    QSet<QString> datasets((*changed)->begin(), (*changed)->end());

    // Things whose row is as before can have news of their own, their contract's for example.
    QSet<QString> news;
    const auto times = changeTimes(reader, mesh.made.newestChangeMs);
    if (!times)
        return times.error();
    for (auto time = times->constBegin(); time != times->constEnd(); ++time) {
        if (*time > before.newestChangeMs)
            news.insert(time.key());
    }

    // Products that differ take what they put out with them, and what they put out before.
    QHash<QString, QStringList> productsOf;
    for (const store::ProductRow &product : mesh.products) {
        for (const QString &dataset : product.outputs)
            productsOf[dataset].append(product.key);
    }
    QSet<QString> products, present;
    for (const store::ProductRow &product : mesh.products) {
        present.insert(product.key);
        const quint64 key = sumOf(product.key);
        if (before.products.value(key) != mesh.made.products.value(key) ||
            news.contains(product.key))
            products.insert(product.key);
    }
    const auto uses = UseSteps::of(reader, mesh, state);
    if (!uses)
        return uses.error();
    difference.made.usesAtMs = uses->countedAtMs();
    for (const QString &key : uses->changed())
        (present.contains(key) ? products : datasets).insert(key);
    for (const QString &dataset : std::as_const(datasets)) {
        for (const QString &product : productsOf.value(dataset))
            products.insert(product);
    }
    const auto addOutputs = [&](const QString &product) {
        if (const auto document = base.find(product)) {
            for (const QString &dataset : base.text(*document).datasets)
                datasets.insert(dataset);
        }
    };
    if (present.size() != before.products.size() || !products.isEmpty()) {
        for (const QString &key : keysOf(base, mesh::Kind::Product)) {
            if (present.contains(key))
                continue;
            difference.made.gone.insert(key);
            addOutputs(key);
        }
    }
    for (const store::ProductRow &product : mesh.products) {
        if (!products.contains(product.key))
            continue;
        addOutputs(product.key);
        for (const QString &dataset : product.outputs)
            datasets.insert(dataset);
    }
    for (const QString &key : std::as_const(news)) {
        if (const auto document = base.find(key);
            document && base.flags(*document).kind() == static_cast<int>(mesh::Kind::Dataset))
            datasets.insert(key);
    }
    const qsizetype count = datasets.size() + products.size();
    if (count > fewChanges && count > static_cast<qsizetype>(base.documents()) / changedShare)
        return tooMuch;

    prepare(builder, mesh, *times);
    QHash<QString, int> steps;
    for (const QSet<QString> *keys : {&datasets, &products}) {
        for (const QString &key : *keys)
            steps.insert(key, uses->stepOf(key));
    }
    builder.setUseSteps(steps);
    for (const mesh::Domain &domain : mesh.domains)
        smallChanged ? builder.add(domain) : builder.know(domain);
    for (const mesh::Term &term : mesh.terms)
        smallChanged ? builder.add(term) : builder.know(term);
    if (smallChanged) {
        for (const mesh::Party &party : mesh.parties)
            builder.add(party);
    }
    // Products that only lend their owners, domain and class to a dataset are not documents.
    QSet<QString> lenders;
    for (const QString &dataset : std::as_const(datasets)) {
        for (const QString &product : productsOf.value(dataset))
            lenders.insert(product);
    }
    for (const store::ProductRow &product : mesh.products) {
        if (products.contains(product.key) || lenders.contains(product.key))
            builder.add(product, !products.contains(product.key));
    }
    QSet<QString> added;
    for (const QString &key : std::as_const(datasets)) {
        if (cancelled && cancelled())
            return stopped();
        const auto dataset = reader.dataset(key);
        if (!dataset && dataset.error().kind != Error::Kind::NotFound)
            return dataset.error();
        // What is one with another answers under the other's key.
        if (!dataset || dataset->thing.key != key)
            difference.made.gone.insert(key);
        if (dataset && !added.contains(dataset->thing.key)) {
            added.insert(dataset->thing.key);
            builder.add(*dataset);
        }
    }
    difference.isEmpty = builder.documents() == 0 && difference.made.gone.isEmpty();
    return std::optional(difference);
}

} // namespace meshlens::search
