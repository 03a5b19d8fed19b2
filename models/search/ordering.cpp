// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/ordering.h"

#include "models/search/folding.h"

#include <algorithm>
#include <cmath>

namespace meshlens::search {
namespace {

struct Wanted {
    std::size_t skip = 0;
    std::size_t take = 0;
    /// Whether this one is on the page; moves on.
    bool next()
    {
        if (skip > 0) {
            --skip;
            return false;
        }
        --take;
        return true;
    }
};

/// Where a part's documents of one tier are read from, best first.
struct Cursor {
    std::size_t part = 0;
    const Segment *segment = nullptr;
    const Bits *set = nullptr;
    std::size_t at = 0;
    [[nodiscard]] bool atEnd() const { return at >= set->size(); }
    [[nodiscard]] std::uint32_t document() const { return static_cast<std::uint32_t>(at); }
};

/// Same rank: by name, which only then is looked up.
bool isBefore(const Cursor &left, const Cursor &right)
{
    const std::uint64_t one = left.segment->rank(left.document());
    const std::uint64_t other = right.segment->rank(right.document());
    if (one != other)
        return one > other;
    const QByteArray name = compact(left.segment->text(left.document()).name);
    const int names = name.compare(compact(right.segment->text(right.document()).name));
    return names != 0 ? names < 0 : left.part < right.part;
}

std::vector<Found> bestFirst(const Index::Data &data, const std::vector<Matcher> &matchers,
                             Wanted wanted)
{
    std::vector<Found> found;
    for (std::size_t tier = 0; tier < tierCount && wanted.take > 0; ++tier) {
        std::vector<const Bits *> sets;
        for (const Matcher &matcher : matchers)
            sets.push_back(&matcher.tiers()[tier]);
        inOrderOfRank(data, sets, [&](const Found &one) {
            if (wanted.next())
                found.push_back(one);
            return wanted.take > 0;
        });
    }
    return found;
}

std::vector<Found> byName(const std::vector<Matcher> &matchers, Wanted wanted)
{
    struct Small {
        std::size_t place; // in the first part's order of names
        QByteArray name;
        Found found;
    };
    // What later parts found is put between the first one's by where its name would stand there.
    const Segment &large = matchers.front().segment();
    std::vector<Small> small;
    for (std::size_t part = 1; part < matchers.size(); ++part) {
        const Segment &segment = matchers[part].segment();
        matchers[part].found().forEach([&](std::size_t number) {
            const auto document = static_cast<std::uint32_t>(number);
            const QByteArray name = compact(segment.text(document).name);
            const std::string_view view(name.constData(), static_cast<std::size_t>(name.size()));
            small.push_back({large.placeOfName(view), name, {part, document}});
            return true;
        });
    }
    std::sort(small.begin(), small.end(), [](const Small &left, const Small &right) {
        return left.place != right.place ? left.place < right.place : left.name < right.name;
    });
    std::vector<Found> found;
    auto next = small.begin();
    const auto order = large.byName();
    for (std::size_t place = 0; place <= order.size() && wanted.take > 0; ++place) {
        for (; next != small.end() && next->place <= place && wanted.take > 0; ++next) {
            if (wanted.next())
                found.push_back(next->found);
        }
        if (place < order.size() && wanted.take > 0 &&
            matchers.front().found().test(order[place]) && wanted.next())
            found.push_back({0, order[place]});
    }
    return found;
}

std::vector<Found> byValue(const std::vector<Matcher> &matchers, const FindOptions &options,
                           Wanted wanted)
{
    struct Candidate {
        float value = -1; // unknown last
        std::uint32_t time = 0;
        int tier = 0;
        std::uint64_t rank = 0;
        Found found;
    };
    std::vector<Candidate> all;
    for (std::size_t part = 0; part < matchers.size(); ++part) {
        const Segment &segment = matchers[part].segment();
        for (int tier = 0; tier < tierCount; ++tier) {
            matchers[part].tiers()[static_cast<std::size_t>(tier)].forEach([&](std::size_t number) {
                const auto document = static_cast<std::uint32_t>(number);
                Candidate one;
                one.found = {part, document};
                one.tier = tier;
                one.rank = segment.rank(document);
                if (options.order == Order::Quality) {
                    if (segment.quality(document) != unknownQuality)
                        one.value = segment.quality(document);
                } else {
                    if (const auto value = freshnessOf(segment, document, options.nowMs).value)
                        one.value = static_cast<float>(*value);
                    one.time = static_cast<std::uint32_t>(segment.rank(document));
                }
                all.push_back(one);
                return true;
            });
        }
    }
    const auto isFirst = [](const Candidate &left, const Candidate &right) {
        if (left.value != right.value)
            return left.value > right.value;
        if (left.time != right.time)
            return left.time > right.time;
        if (left.tier != right.tier)
            return left.tier < right.tier;
        if (left.rank != right.rank)
            return left.rank > right.rank;
        return left.found.part != right.found.part ? left.found.part < right.found.part
                                                   : left.found.document < right.found.document;
    };
    const std::size_t from = std::min(all.size(), wanted.skip);
    const std::size_t to = std::min(all.size(), from + wanted.take);
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(to);
    std::nth_element(all.begin(), end == all.end() ? all.end() : end, all.end(), isFirst);
    std::sort(all.begin(), end, isFirst);
    std::vector<Found> found;
    for (std::size_t i = from; i < to; ++i)
        found.push_back(all[i].found);
    return found;
}

} // namespace

void inOrderOfRank(const Index::Data &data, const std::vector<const Bits *> &sets,
                   const std::function<bool(const Found &)> &each)
{
    std::vector<Cursor> cursors;
    for (std::size_t part = 0; part < sets.size(); ++part) {
        const Cursor cursor{part, data.parts[part].segment.get(), sets[part], sets[part]->next(0)};
        if (!cursor.atEnd())
            cursors.push_back(cursor);
    }
    while (!cursors.empty()) {
        const auto best = cursors.size() == 1
                              ? cursors.begin()
                              : std::min_element(cursors.begin(), cursors.end(), isBefore);
        if (!each({best->part, best->document()}))
            return;
        best->at = best->set->next(best->at + 1);
        if (best->atEnd())
            cursors.erase(best);
    }
}

std::vector<Found> page(const Index::Data &data, const std::vector<Matcher> &matchers,
                        const FindOptions &options)
{
    const Wanted wanted{static_cast<std::size_t>(std::max(0, options.offset)),
                        static_cast<std::size_t>(std::max(0, options.limit))};
    if (data.parts.empty() || wanted.take == 0)
        return {};
    if (options.order == Order::Best)
        return bestFirst(data, matchers, wanted);
    return options.order == Order::Name ? byName(matchers, wanted)
                                        : byValue(matchers, options, wanted);
}

} // namespace meshlens::search
