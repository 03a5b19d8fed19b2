// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/facets.h"
#include "models/search/folding.h"
#include "models/search/relax.h"

#include "models/mesh/identity.h"
#include "models/scores/freshness.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

namespace meshlens::search {
namespace {

constexpr int mostColumnsShown = 4;
constexpr std::size_t lookUpEvery = 2048; // entries between two looks at the stop

struct Candidate {
    int entry = 0;
    int column = -1; // a hit of kind column
    Why tier = Why::Nothing;
    float freshness = unknownValue;
};

std::optional<std::int64_t> known(std::int64_t time)
{
    return time == unknownTime ? std::nullopt : std::optional(time);
}

scores::Freshness freshnessOf(const Entry &entry, std::int64_t nowMs)
{
    return scores::freshness(known(entry.dataTimeMs), known(entry.objectiveMs), entry.learned,
                             nowMs);
}

/// One search: collects the candidates, ranks them, and makes hits of the page that is asked for.
class Search
{
public:
    Search(const Index::Data &data, const Query &query, const FindOptions &options,
           const Cancelled &cancelled)
        : m_data(data), m_options(options), m_cancelled(cancelled),
          m_matcher(data, query, options.nowMs), m_counter(data, m_matcher, query)
    {
        for (const Token &token : tokens(query)) {
            if (token.field != u"kind" || token.excluded)
                continue;
            for (const QString &value : token.values)
                m_named.insert(*mesh::fromText<mesh::Kind>(value));
        }
        m_kinds = QSet<mesh::Kind>(options.kinds.begin(), options.kinds.end()) + m_named;
    }

    Result<Hits> run()
    {
        if (!collect())
            return Error{Error::Kind::Cancelled, {}, {}};
        Hits hits;
        hits.total = static_cast<qint64>(m_candidates.size());
        const std::size_t from =
            std::min(m_candidates.size(), static_cast<std::size_t>(std::max(0, m_options.offset)));
        const std::size_t to = std::min(
            m_candidates.size(), from + static_cast<std::size_t>(std::max(0, m_options.limit)));
        std::partial_sort(
            m_candidates.begin(), m_candidates.begin() + static_cast<std::ptrdiff_t>(to),
            m_candidates.end(), [this](const Candidate &left, const Candidate &right) {
                return isBefore(left, right);
            });
        for (std::size_t i = from; i < to; ++i)
            hits.hits.append(m_candidates[i].column < 0
                                 ? hitOf(m_data.entries[m_candidates[i].entry])
                                 : columnHit(m_candidates[i]));
        if (m_options.facets)
            hits.facets = m_counter.facets();
        return hits;
    }

private:
    bool collect();
    void consider(int number);
    void considerColumns(int number);
    [[nodiscard]] bool isBefore(const Candidate &left, const Candidate &right) const;
    [[nodiscard]] Hit hitOf(const Entry &entry) const;
    [[nodiscard]] Hit columnHit(const Candidate &candidate) const;
    void addColumns(const Entry &entry, Hit &hit) const;
    [[nodiscard]] std::string_view sortName(const Candidate &candidate) const;

    const Index::Data &m_data;
    const FindOptions &m_options;
    const Cancelled &m_cancelled;
    Matcher m_matcher;
    FacetCounter m_counter;
    QSet<mesh::Kind> m_named; // kinds that the query asks for
    QSet<mesh::Kind> m_kinds;
    std::vector<Candidate> m_candidates;
};

bool Search::collect()
{
    const bool columns = m_kinds.contains(mesh::Kind::Column) &&
                         (m_named.isEmpty() || m_named.contains(mesh::Kind::Column));
    for (std::size_t i = 0; i < m_data.entries.size(); ++i) {
        if (i % lookUpEvery == 0 && m_cancelled && m_cancelled())
            return false;
        if (m_kinds.contains(m_data.entries[i].kind))
            consider(static_cast<int>(i));
        if (columns && m_data.entries[i].columnCount > 0)
            considerColumns(static_cast<int>(i));
    }
    return true;
}

void Search::consider(int number)
{
    static const int kindField = static_cast<int>(fieldNames().indexOf(QStringLiteral("kind")));
    const Entry &entry = m_data.entries[number];
    const int failed = m_matcher.failedField(entry);
    if (failed == Matcher::failsSeveral || (failed != Matcher::meetsAll && !m_options.facets))
        return;
    // A product stands for its datasets, unless datasets are asked for.
    const bool hidden = entry.insideProduct && !m_named.contains(mesh::Kind::Dataset);
    const bool countsAsKind =
        m_options.facets && (failed == Matcher::meetsAll || failed == kindField);
    if (hidden && !countsAsKind)
        return;
    const Why tier = m_matcher.textTier(entry);
    if (tier == Why::Nothing)
        return;
    if (hidden || failed != Matcher::meetsAll) {
        m_counter.count(entry, hidden ? kindField : failed);
        return;
    }
    if (m_options.facets)
        m_counter.countAll(entry);
    const auto freshness = freshnessOf(entry, m_options.nowMs).value;
    m_candidates.push_back(
        {number, -1, tier, freshness ? static_cast<float>(*freshness) : unknownValue});
}

void Search::considerColumns(int number)
{
    static const int kindField = static_cast<int>(fieldNames().indexOf(QStringLiteral("kind")));
    const Entry &entry = m_data.entries[number];
    const int failed = m_matcher.failedField(entry);
    if (failed != Matcher::meetsAll && failed != kindField)
        return;
    const auto columns = m_data.columnsOf(entry);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Why tier = m_matcher.columnTier(columns[i]);
        if (tier != Why::Nothing)
            m_candidates.push_back({number, static_cast<int>(i), tier, unknownValue});
    }
}

std::string_view Search::sortName(const Candidate &candidate) const
{
    const Entry &entry = m_data.entries[candidate.entry];
    if (candidate.column < 0)
        return m_data.view(entry.nameLine);
    const QByteArray &line =
        m_data.columnNames.lines[m_data.columnsOf(entry)[candidate.column].name];
    return {line.constData(), static_cast<std::size_t>(line.size())};
}

/// -1, 0 or 1; larger first, unknown last.
int compareKnown(float left, float right)
{
    if (std::isnan(left) || std::isnan(right))
        return std::isnan(left) == std::isnan(right) ? 0 : (std::isnan(left) ? 1 : -1);
    return left == right ? 0 : (left > right ? -1 : 1);
}

bool Search::isBefore(const Candidate &left, const Candidate &right) const
{
    const Entry &one = m_data.entries[left.entry];
    const Entry &other = m_data.entries[right.entry];
    if (m_options.order == Order::Quality) {
        if (const int order = compareKnown(one.quality, other.quality); order != 0)
            return order < 0;
    } else if (m_options.order == Order::Freshness) {
        if (const int order = compareKnown(left.freshness, right.freshness); order != 0)
            return order < 0;
        if (one.dataTimeMs != other.dataTimeMs)
            return one.dataTimeMs > other.dataTimeMs;
    } else if (m_options.order == Order::Name) {
        if (const int order = sortName(left).compare(sortName(right)); order != 0)
            return order < 0;
    }
    if (left.tier != right.tier)
        return left.tier < right.tier;
    if (one.certified != other.certified)
        return one.certified;
    if (const int order = compareKnown(one.quality, other.quality); order != 0)
        return order < 0;
    if (const int order = compareKnown(left.freshness, right.freshness); order != 0)
        return order < 0;
    if (const int order = sortName(left).compare(sortName(right)); order != 0)
        return order < 0;
    if (const int order = m_data.view(one.key).compare(m_data.view(other.key)); order != 0)
        return order < 0;
    return left.column < right.column;
}

std::optional<double> number(float value)
{
    // Scores have one decimal; a float would show more.
    return std::isnan(value) ? std::nullopt
                             : std::optional<double>(std::round(value * 10.0) / 10.0);
}

void Search::addColumns(const Entry &entry, Hit &hit) const
{
    const auto addFrom = [&](const Entry &dataset) {
        for (const ColumnEntry &column : m_data.columnsOf(dataset)) {
            if (!m_matcher.matchesColumn(column))
                continue;
            if (hit.matchingColumns.size() == mostColumnsShown) {
                ++hit.moreColumns;
                continue;
            }
            const QString name = m_data.columnNames.texts[column.name];
            hit.matchingColumns.append({name, m_data.columnTypes.texts[column.type],
                                        m_data.text(dataset.key), m_matcher.marks(name)});
        }
    };
    addFrom(entry);
    for (const int dataset : m_data.list(entry.datasets))
        addFrom(m_data.entries[dataset]);
}

Hit Search::hitOf(const Entry &entry) const
{
    const auto texts = [&](const Table &table, NumberSpan span) {
        QStringList list;
        for (const int one : m_data.list(span))
            list.append(table.texts[one]);
        return list;
    };
    Hit hit;
    hit.key = m_data.text(entry.key);
    hit.kind = entry.kind;
    if (entry.hasType)
        hit.type = entry.type;
    hit.name = m_data.text(entry.name);
    hit.qualifiedName =
        entry.kind == mesh::Kind::Dataset ? m_data.text(entry.qualified) : QString();
    hit.description = m_data.text(entry.description);
    hit.version = m_data.text(entry.version);
    if (entry.domain >= 0) {
        hit.domain = m_data.domains.keys.value(entry.domain);
        hit.domainName = m_data.domains.texts[entry.domain];
    }
    hit.ownerNames = texts(m_data.owners, entry.owners);
    hit.catalogs = texts(m_data.catalogs, entry.catalogs);
    hit.tags = texts(m_data.tags, entry.tags);
    hit.status = entry.status;
    hit.classification = entry.classification;
    hit.certified = entry.certified;
    hit.personal = entry.personal;
    if (entry.hasScore) {
        hit.quality = number(entry.quality);
        hit.coverage = entry.coverage;
        for (std::size_t i = 0; i < 6; ++i)
            hit.qualities[i] = number(entry.qualities[i]);
        const scores::Freshness freshness = freshnessOf(entry, m_options.nowMs);
        hit.freshness = HitFreshness{freshness.state, freshness.ageMs, freshness.objectiveMs,
                                     freshness.learned};
    }
    if (entry.kind == mesh::Kind::Product)
        hit.access = entry.access;
    if (entry.product >= 0)
        hit.product = m_data.text(m_data.entries[entry.product].key);
    for (const Why why : m_matcher.reasons(entry))
        hit.why.append(toText(why));
    hit.nameMatches = m_matcher.marks(hit.name);
    hit.descriptionMatches = m_matcher.marks(hit.description);
    addColumns(entry, hit);
    return hit;
}

Hit Search::columnHit(const Candidate &candidate) const
{
    const Entry &entry = m_data.entries[candidate.entry];
    const ColumnEntry &column = m_data.columnsOf(entry)[candidate.column];
    Hit hit = hitOf(entry);
    hit.parent = hit.key;
    hit.kind = mesh::Kind::Column;
    hit.name = m_data.columnNames.texts[column.name];
    hit.key = mesh::columnKey(hit.parent, hit.name);
    hit.qualifiedName = m_data.text(entry.qualified) + u'.' + hit.name;
    hit.description.clear();
    hit.descriptionMatches.clear();
    hit.nameMatches = m_matcher.marks(hit.name);
    hit.why = {toText(candidate.tier)};
    hit.matchingColumns = {
        {hit.name, m_data.columnTypes.texts[column.type], hit.parent, hit.nameMatches}};
    hit.moreColumns = 0;
    return hit;
}

} // namespace

Result<Hits> find(const Index &index, const Query &query, const FindOptions &options,
                  const Cancelled &cancelled)
{
    QElapsedTimer timer;
    timer.start();
    auto hits = Search(index.data(), query, options, cancelled).run();
    if (hits && hits->total == 0 && options.relax) {
        const Relaxed other = relaxed(index.data(), query, options.nowMs);
        if (other.changed) {
            auto again = Search(index.data(), other.query, options, cancelled).run();
            if (again && again->total > 0) {
                hits = std::move(again);
                hits->relaxed = other.dropped;
                hits->showingFor = other.mended;
            }
        }
    }
    if (hits)
        hits->tookMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    return hits;
}

} // namespace meshlens::search
