// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/hits.h"

#include "models/mesh/identity.h"

#include <cmath>

namespace meshlens::search {
namespace {

constexpr int mostColumnsShown = 4;

std::optional<double> number(float value)
{
    // Scores have one decimal; a float would show more.
    return std::isnan(value) ? std::nullopt
                             : std::optional<double>(std::round(value * 10.0) / 10.0);
}

QString columnText(const StringTable &table, std::uint32_t number)
{
    const std::string_view text = table.at(number);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

std::optional<Found> documentOf(const Index::Data &data, const QString &key)
{
    const QByteArray bytes = key.toUtf8();
    const std::string_view view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    for (std::size_t part = data.parts.size(); part-- > 0;) {
        const auto document = data.parts[part].segment->find(view);
        if (document && !data.parts[part].dead.test(*document))
            return Found{part, *document};
    }
    return std::nullopt;
}

scores::Freshness freshnessOf(const Segment &segment, std::uint32_t document, std::int64_t nowMs)
{
    return scores::freshness(segment.dataTimeMs(document), segment.objectiveMs(document),
                             segment.flags(document).has(Flags::learned), nowMs);
}

HitMaker::HitMaker(const Index::Data &data, const std::vector<Matcher> &matchers,
                   const Query &query, std::int64_t nowMs)
    : m_data(data), m_matchers(matchers), m_marker(query), m_nowMs(nowMs)
{}

void HitMaker::addColumns(const Found &found, const DocText &text, Hit &hit) const
{
    const auto addFrom = [&](std::size_t part, const DocText &dataset) {
        const Bits &wanted = m_matchers[part].columns();
        const Segment &segment = *m_data.parts[part].segment;
        for (const ColumnRef &column : dataset.columns) {
            if (!wanted.test(column.name))
                continue;
            if (hit.matchingColumns.size() == mostColumnsShown) {
                ++hit.moreColumns;
                continue;
            }
            const QString name = columnText(segment.columnNames(), column.name);
            hit.matchingColumns.append({name, columnText(segment.columnTypes(), column.type),
                                        dataset.key, m_marker.marks(name)});
        }
    };
    addFrom(found.part, text);
    for (const QString &key : text.datasets) {
        if (const auto dataset = documentOf(m_data, key))
            addFrom(dataset->part, m_data.parts[dataset->part].segment->text(dataset->document));
    }
}

void HitMaker::expect(const std::vector<Found> &rows) const
{
    bool isNew = false;
    for (const Found &found : rows)
        isNew = m_data.parts[found.part].segment->expectText(found.document) || isNew;
    if (!isNew)
        return;
    // Rows of products name columns of what they put out.
    for (const Found &found : rows) {
        const Segment &segment = *m_data.parts[found.part].segment;
        if (segment.flags(found.document).kind() != static_cast<int>(mesh::Kind::Product))
            continue;
        for (const QString &key : segment.text(found.document).datasets) {
            const QByteArray bytes = key.toUtf8();
            for (const Part &part : m_data.parts)
                part.segment->expectFind(
                    {bytes.constData(), static_cast<std::size_t>(bytes.size())});
        }
    }
}

Hit HitMaker::hit(const Found &found) const
{
    const Segment &segment = *m_data.parts[found.part].segment;
    const Flags flags = segment.flags(found.document);
    const DocText text = segment.text(found.document);
    const Row row = segment.row(found.document);
    const auto texts = [&](TableId table) {
        QStringList list;
        for (const std::uint32_t one : row.numbers[table])
            list.append(segment.values(table).texts[static_cast<int>(one)]);
        return list;
    };
    Hit hit;
    hit.key = text.key;
    hit.kind = static_cast<mesh::Kind>(flags.kind());
    if (flags.has(Flags::hasType))
        hit.type = static_cast<mesh::DatasetType>(flags.type());
    hit.name = text.name;
    hit.qualifiedName = hit.kind == mesh::Kind::Dataset ? text.qualified : QString();
    hit.description = text.description;
    hit.version = text.version;
    if (!row.numbers[Domains].empty()) {
        const int domain = static_cast<int>(row.numbers[Domains].front());
        hit.domain = segment.values(Domains).keys[domain];
        hit.domainName = segment.values(Domains).texts[domain];
    }
    hit.ownerNames = texts(Owners);
    hit.catalogs = texts(Catalogs);
    hit.tags = texts(Tags);
    hit.status = static_cast<mesh::Status>(flags.status());
    hit.classification = static_cast<mesh::Classification>(flags.classification());
    hit.certified = flags.has(Flags::certified);
    hit.personal = flags.has(Flags::personal);
    if (flags.has(Flags::hasScore)) {
        const std::uint16_t quality = segment.quality(found.document);
        if (quality != unknownQuality)
            hit.quality = quality / 10.0;
        hit.coverage = text.coverage;
        for (std::size_t i = 0; i < 6; ++i)
            hit.qualities[i] = number(text.qualities[i]);
        const scores::Freshness freshness = freshnessOf(segment, found.document, m_nowMs);
        hit.freshness = HitFreshness{freshness.state, freshness.ageMs, freshness.objectiveMs,
                                     freshness.learned};
    }
    if (hit.kind == mesh::Kind::Product)
        hit.access = static_cast<mesh::AccessWay>(flags.access());
    hit.product = text.product;
    for (const Why why : m_matchers[found.part].reasons(found.document))
        hit.why.append(toText(why));
    hit.nameMatches = m_marker.marks(hit.name);
    hit.descriptionMatches = m_marker.marks(hit.description);
    addColumns(found, text, hit);
    return hit;
}

Hit HitMaker::columnHit(const Found &found, std::size_t place, Why why) const
{
    const Segment &segment = *m_data.parts[found.part].segment;
    const DocText text = segment.text(found.document);
    Hit hit = this->hit(found);
    if (place >= text.columns.size())
        return hit;
    const ColumnRef column = text.columns[place];
    hit.parent = hit.key;
    hit.kind = mesh::Kind::Column;
    hit.name = columnText(segment.columnNames(), column.name);
    hit.key = mesh::columnKey(hit.parent, hit.name);
    hit.qualifiedName = text.qualified + u'.' + hit.name;
    hit.description.clear();
    hit.descriptionMatches.clear();
    hit.nameMatches = m_marker.marks(hit.name);
    hit.why = {toText(why)};
    hit.matchingColumns = {
        {hit.name, columnText(segment.columnTypes(), column.type), hit.parent, hit.nameMatches}};
    hit.moreColumns = 0;
    return hit;
}

} // namespace meshlens::search
