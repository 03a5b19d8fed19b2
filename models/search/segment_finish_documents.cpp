// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/segment_finisher.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <unordered_map>
#include <zstd.h>

namespace meshlens::search {
namespace {

constexpr int textLevel = 3; // of zstd

} // namespace

std::vector<std::uint32_t> SegmentWriter::Finisher::ranking(const Private &d)
{
    std::vector<std::uint32_t> order(d.heads.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&d](std::uint32_t left, std::uint32_t right) {
        const Head &one = d.heads[left];
        const Head &other = d.heads[right];
        if (one.flags.has(Flags::certified) != other.flags.has(Flags::certified))
            return one.flags.has(Flags::certified);
        if (one.usage != other.usage)
            return one.usage > other.usage;
        if (one.quality != other.quality) {
            if (one.quality == unknownQuality || other.quality == unknownQuality)
                return other.quality == unknownQuality;
            return one.quality > other.quality;
        }
        if (one.dataTime != other.dataTime)
            return one.dataTime > other.dataTime;
        if (const int byText = d.name(one).compare(d.name(other)); byText != 0)
            return byText < 0;
        return one.keyHash != other.keyHash ? one.keyHash < other.keyHash : left < right;
    });
    return order;
}

std::vector<std::uint32_t> SegmentWriter::Finisher::inverse(const std::vector<std::uint32_t> &order)
{
    std::vector<std::uint32_t> numberOf(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        numberOf[order[i]] = static_cast<std::uint32_t>(i);
    return numberOf;
}

void SegmentWriter::Finisher::writeNames()
{
    std::vector<std::uint32_t> byName(order.size());
    std::iota(byName.begin(), byName.end(), 0U);
    std::sort(byName.begin(), byName.end(), [&](std::uint32_t left, std::uint32_t right) {
        const int names = nameOf(left).compare(nameOf(right));
        return names != 0 ? names < 0 : left < right;
    });
    std::vector<std::uint32_t> blocks, blockDocs;
    std::string nameBytes;
    std::string_view before;
    std::uint32_t distinct = 0;
    for (std::size_t from = 0; from < byName.size();) {
        const std::string_view name = nameOf(byName[from]);
        std::size_t to = from;
        while (to < byName.size() && nameOf(byName[to]) == name)
            ++to;
        if (distinct++ % namesInBlock == 0) {
            blocks.push_back(static_cast<std::uint32_t>(nameBytes.size()));
            blockDocs.push_back(static_cast<std::uint32_t>(from));
            before = {};
        }
        std::size_t shared = 0;
        while (shared < before.size() && shared < name.size() && before[shared] == name[shared])
            ++shared;
        appendVarint(nameBytes, shared);
        appendVarint(nameBytes, name.size() - shared);
        nameBytes += name.substr(shared);
        appendVarint(nameBytes, to - from);
        before = name;
        from = to;
    }
    out.section(SectionId::NameBlocks, blocks);
    out.section(SectionId::NameBlockDocs, blockDocs);
    out.section(SectionId::NameBytes, nameBytes);
    out.section(SectionId::NameDocs, byName);
}

/// Columns of numbers, in the order of rank.
void SegmentWriter::Finisher::writeNumbers()
{
    const auto column = [&](SectionId section, auto member) {
        std::vector<std::remove_cvref_t<decltype(member(d.heads.front()))>> values;
        values.reserve(order.size());
        for (const std::uint32_t arrival : order)
            values.push_back(member(d.heads[arrival]));
        out.section(section, values);
    };
    column(SectionId::Quality, [](const Head &head) { return head.quality; });
    column(SectionId::Usage, [](const Head &head) { return head.usage; });
    column(SectionId::DataTimes, [](const Head &head) { return head.dataTime; });
    column(SectionId::Objectives, [](const Head &head) { return head.objective; });
    column(SectionId::Changed, [](const Head &head) { return head.changed; });
}

/// Numbers in two bytes each where all are below mostNarrow.
void SegmentWriter::Finisher::writeNarrow(SectionId id, int plus, std::size_t distinct,
                                          const std::vector<std::uint32_t> &numbers)
{
    if (distinct <= mostNarrow)
        out.section(id, std::vector<std::uint16_t>(numbers.begin(), numbers.end()), plus);
    else
        out.section(id, numbers, plus);
}

void SegmentWriter::Finisher::writeRows()
{
    for (int table = 0; table < rowTables; ++table) {
        const auto &[ends, values] = d.rows[table];
        const auto valuesOf = [&](std::uint32_t arrival) {
            const std::size_t from = arrival == 0 ? 0 : ends[arrival - 1];
            return std::span(values).subspan(from, ends[arrival] - from);
        };
        std::vector<std::uint32_t> columns, moreDocs, more;
        std::size_t width = 0; // columns so far
        const auto haveMore = [&] {
            return static_cast<std::size_t>(
                std::count_if(order.begin(), order.end(), [&](std::uint32_t arrival) {
                    return valuesOf(arrival).size() > width;
                }));
        };
        for (; width == 0 || haveMore() * fewHaveSoMany > order.size(); ++width) {
            for (const std::uint32_t arrival : order) {
                const auto all = valuesOf(arrival);
                columns.push_back(width < all.size() ? all[width] + 1 : 0);
            }
        }
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (const std::uint32_t value :
                 valuesOf(order[i]).subspan(std::min(width, valuesOf(order[i]).size()))) {
                moreDocs.push_back(static_cast<std::uint32_t>(i));
                more.push_back(value);
            }
        }
        writeNarrow(SectionId::ValueColumns, table, d.tables[table].strings.size() + 1, columns);
        out.section(SectionId::MoreValueDocs, moreDocs, table);
        out.section(SectionId::MoreValues, more, table);
    }
    std::unordered_map<std::uint32_t, std::uint32_t> known;
    std::vector<std::uint32_t> flags, numbers;
    for (const std::uint32_t arrival : order) {
        const std::uint32_t bits = d.heads[arrival].flags.bits;
        const auto added = known.emplace(bits, static_cast<std::uint32_t>(flags.size()));
        if (added.second)
            flags.push_back(bits);
        numbers.push_back(added.first->second);
    }
    writeNarrow(SectionId::FlagsOf, 0, flags.size(), numbers);
    out.section(SectionId::FlagValues, flags);
}

void SegmentWriter::Finisher::writeTexts()
{
    std::vector<std::uint64_t> offsets;
    std::string packed, block;
    const auto flush = [&] {
        offsets.push_back(packed.size());
        if (block.empty())
            return;
        const std::size_t room = ZSTD_compressBound(block.size());
        const std::size_t at = packed.size();
        packed.resize(at + room);
        const std::size_t size =
            ZSTD_compress(packed.data() + at, room, block.data(), block.size(), textLevel);
        d.failed = d.failed || ZSTD_isError(size);
        packed.resize(at + (ZSTD_isError(size) ? 0 : size));
        block.clear();
    };
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Head &head = d.heads[order[i]];
        if (i > 0 && i % textsInBlock == 0)
            flush();
        appendVarint(block, head.textSize);
        block.append(texts + head.textAt, head.textSize);
    }
    if (!order.empty())
        flush();
    offsets.push_back(packed.size());
    out.section(SectionId::TextOffsets, offsets);
    out.section(SectionId::Texts, packed);
}

void SegmentWriter::Finisher::writeKeys()
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> keys;
    keys.reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        keys.emplace_back(d.heads[order[i]].keyHash, static_cast<std::uint32_t>(i));
    std::sort(keys.begin(), keys.end());
    std::vector<std::uint32_t> hashes, docs;
    for (const auto &[hash, doc] : keys) {
        hashes.push_back(hash);
        docs.push_back(doc);
    }
    out.section(SectionId::KeyHashes, hashes);
    out.section(SectionId::KeyDocs, docs);
}

} // namespace meshlens::search
