// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/column_search.h"
#include "models/search/facets.h"
#include "models/search/ordering.h"
#include "models/search/relax.h"

#include "models/clock.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

Error stopped()
{
    return Error{Error::Kind::Cancelled, {}, {}};
}

Result<Hits> answered(const Index::Data &data, const Query &query, const FindOptions &options,
                      const std::vector<Matcher> &matchers, const Cancelled &cancelled)
{
    Hits hits;
    FacetCounter counter(data, query, options);
    if (options.facets)
        counter.start(matchers); // while this thread makes the rows
    const HitMaker maker(data, matchers, query, options.nowMs);
    for (const Matcher &matcher : matchers)
        hits.total += static_cast<qint64>(matcher.found().count());
    const std::vector<Found> rows = page(data, matchers, options);
    maker.expect(rows);
    for (const Found &found : rows)
        hits.hits.append(maker.hit(found));
    if (wantsColumns(query, options)) { // behind the things that are asked for beside them
        FindOptions rest = options;
        rest.offset = static_cast<int>(std::max<qint64>(0, options.offset - hits.total));
        rest.limit = options.limit - static_cast<int>(hits.hits.size());
        ColumnSearch columns(data, matchers, query, rest);
        if (!columns.run(cancelled))
            return stopped();
        hits.total += columns.total();
        hits.hits += columns.page(maker);
    }
    if (options.facets) {
        if (!counter.finish(cancelled))
            return stopped();
        hits.facets = counter.facets();
    } else if (cancelled && cancelled()) {
        return stopped();
    }
    return hits;
}

Result<Hits> search(const Index::Data &data, const Query &query, const FindOptions &options,
                    const Cancelled &cancelled)
{
    const auto matchers = matched(data, query, options, cancelled);
    if (!matchers)
        return matchers.error();
    return answered(data, query, options, *matchers, cancelled);
}

bool nothingFound(const std::vector<Matcher> &matchers)
{
    return std::none_of(matchers.begin(), matchers.end(),
                        [](const Matcher &one) { return one.found().any(); });
}

/// What is found with words mended or left out; no hits: no more than without.
Result<Hits> foundOtherwise(const Index::Data &data, const Query &query, const FindOptions &options,
                            const std::vector<Matcher> &asked, const Cancelled &cancelled)
{
    const Relaxed other = relaxed(data, query, options, asked, cancelled);
    if (cancelled && cancelled())
        return stopped();
    if (!other.changed)
        return Hits();
    auto hits = other.matchers.empty()
                    ? search(data, other.query, options, cancelled)
                    : answered(data, other.query, options, other.matchers, cancelled);
    if (hits) {
        hits->relaxed = other.dropped;
        hits->showingFor = other.mended;
    }
    return hits;
}

Result<Hits> inTime(Result<Hits> hits, const QElapsedTimer &timer)
{
    if (hits)
        hits->tookMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    return hits;
}

/// The query cut down to what changed after a time.
Query changedAfter(const Query &query, std::int64_t sinceMs)
{
    Query narrowed = query;
    Node changed;
    changed.type = Node::Type::Field;
    changed.field = u"changed"_s;
    changed.comparison = Comparison::Greater;
    changed.values = {toRfc3339(sinceMs)};
    narrowed.root.children.append(changed);
    return narrowed;
}

} // namespace

Result<std::vector<Matcher>> matched(const Index::Data &data, const Query &query,
                                     const FindOptions &options, const Cancelled &cancelled)
{
    std::vector<Matcher> matchers;
    matchers.reserve(data.parts.size());
    for (const Part &part : data.parts) {
        matchers.emplace_back(part, query, options);
        if (!matchers.back().run(cancelled))
            return stopped();
    }
    return matchers;
}

Result<Hits> find(const Index &index, const Query &query, const FindOptions &options,
                  const Cancelled &cancelled)
{
    QElapsedTimer timer;
    timer.start();
    for (const Part &part : index.data().parts) {
        if (options.facets)
            part.segment->expectCounts();
    }
    const auto matchers = matched(index.data(), query, options, cancelled);
    if (!matchers)
        return matchers.error();
    // Counting what nothing has is left out where something else is found.
    auto hits = nothingFound(*matchers) && !wantsColumns(query, options)
                    ? Result<Hits>(Hits())
                    : answered(index.data(), query, options, *matchers, cancelled);
    if (!hits || hits->total > 0)
        return inTime(std::move(hits), timer);
    if (options.relax) {
        auto other = foundOtherwise(index.data(), query, options, *matchers, cancelled);
        if (!other || other->total > 0)
            return inTime(std::move(other), timer);
    }
    return inTime(answered(index.data(), query, options, *matchers, cancelled), timer);
}

Result<qint64> count(const Index &index, const Query &query, std::int64_t nowMs,
                     const Cancelled &cancelled)
{
    FindOptions options;
    options.limit = 0;
    options.relax = false;
    options.nowMs = nowMs;
    const auto hits = search(index.data(), query, options, cancelled);
    return hits ? Result<qint64>(hits->total) : Result<qint64>(hits.error());
}

Result<qint64> countNew(const Index &index, const Query &query, std::int64_t sinceMs,
                        std::int64_t nowMs, const Cancelled &cancelled)
{
    return count(index, changedAfter(query, sinceMs), nowMs, cancelled);
}

Result<Facet> facetValues(const Index &index, const Query &query, const QString &field,
                          const QString &text, const FindOptions &options, int limit,
                          const Cancelled &cancelled)
{
    FindOptions all = options;
    all.facetValues = 0;
    const auto matchers = matched(index.data(), query, all, cancelled);
    if (!matchers)
        return matchers.error();
    FacetCounter counter(index.data(), query, all);
    counter.start(*matchers);
    if (!counter.finish(cancelled))
        return stopped();
    const QString wanted = folded(text);
    for (Facet &facet : counter.facets()) {
        if (facet.field != field)
            continue;
        facet.values.removeIf(
            [&](const FacetValue &value) { return !folded(value.label).contains(wanted); });
        facet.distinct = static_cast<int>(facet.values.size());
        facet.values = facet.values.mid(0, std::max(0, limit));
        return facet;
    }
    return Facet{field, {}, 0};
}

} // namespace meshlens::search
