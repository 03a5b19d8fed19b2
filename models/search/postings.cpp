// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/postings.h"

#include <roaring/roaring.hh>

#include <algorithm>
#include <cstring>

namespace meshlens::search {
namespace {

constexpr std::size_t mostPlain = 32; // numbers that are never worth a bitmap
constexpr std::uint32_t cookieWithRuns = 12347;
constexpr std::uint32_t cookiePlain = 12346;
constexpr std::uint32_t offsetsFrom = 4; // containers, in a bitmap with runs
constexpr std::size_t bitmapWords = 1024;
constexpr std::uint32_t mostInArray = 4096;

std::uint32_t read16(const unsigned char *at)
{
    return static_cast<std::uint32_t>(at[0] | at[1] << 8);
}

std::uint32_t read32(const unsigned char *at)
{
    return read16(at) | read16(at + 2) << 16;
}

std::uint64_t read64(const unsigned char *at)
{
    std::uint64_t value;
    std::memcpy(&value, at, sizeof(value)); // index files are of one machine, little-endian
    return value;
}

/// One container: 65536 numbers from `first`.
struct Container {
    enum class Type { Array, Bitmap, Runs };
    Type type = Type::Array;
    std::uint32_t first = 0;
    std::uint32_t count = 0; // of an array's numbers or of runs
    const unsigned char *data = nullptr;
};

/// Walks the containers of a Roaring bitmap; ends where the bytes end.
template<typename Each>
void forEachContainer(ByteView bytes, Each each)
{
    if (bytes.size() < 8)
        return;
    const std::uint32_t cookie = read32(bytes.data());
    std::uint32_t containers = 0;
    ByteView runFlags;
    ByteView rest;
    if ((cookie & 0xFFFF) == cookieWithRuns) {
        containers = (cookie >> 16) + 1;
        const std::size_t flagBytes = (containers + 7) / 8;
        if (bytes.size() < 4 + flagBytes)
            return;
        runFlags = bytes.subspan(4, flagBytes);
        rest = bytes.subspan(4 + flagBytes);
    } else if (cookie == cookiePlain) {
        containers = read32(bytes.data() + 4);
        rest = bytes.subspan(8);
    } else {
        return;
    }
    if (containers == 0 || containers > 65536 || rest.size() < containers * 4ULL)
        return;
    const unsigned char *heads = rest.data();
    rest = rest.subspan(containers * 4ULL);
    if (runFlags.empty() || containers >= offsetsFrom) {
        if (rest.size() < containers * 4ULL)
            return;
        rest = rest.subspan(containers * 4ULL); // offsets: the data follow each other anyway
    }
    for (std::uint32_t i = 0; i < containers; ++i) {
        Container one;
        one.first = read16(heads + i * 4) << 16;
        const std::uint32_t cardinality = read16(heads + i * 4 + 2) + 1;
        std::size_t size = 0;
        if (!runFlags.empty() && ((runFlags[i / 8] >> (i % 8)) & 1) != 0) {
            if (rest.size() < 2)
                return;
            one.type = Container::Type::Runs;
            one.count = read16(rest.data());
            rest = rest.subspan(2);
            size = one.count * 4ULL;
        } else if (cardinality <= mostInArray) {
            one.count = cardinality;
            size = cardinality * 2ULL;
        } else {
            one.type = Container::Type::Bitmap;
            one.count = cardinality;
            size = bitmapWords * 8;
        }
        if (rest.size() < size)
            return;
        one.data = rest.data();
        each(one);
        rest = rest.subspan(size);
    }
}

void setRange(std::uint64_t *words, std::size_t from, std::size_t to) // to: not with it
{
    for (; from < to && from % 64 != 0; ++from)
        words[from / 64] |= std::uint64_t{1} << (from % 64);
    for (; from + 64 <= to; from += 64)
        words[from / 64] = ~std::uint64_t{0};
    for (; from < to; ++from)
        words[from / 64] |= std::uint64_t{1} << (from % 64);
}

void addContainer(const Container &one, Bits &set)
{
    if (one.first >= set.size())
        return;
    const std::size_t room = std::min<std::size_t>(65536, set.size() - one.first);
    std::uint64_t *words = set.data() + one.first / 64;
    switch (one.type) {
    case Container::Type::Array:
        for (std::uint32_t i = 0; i < one.count; ++i) {
            const std::uint32_t low = read16(one.data + i * 2);
            if (low < room)
                words[low / 64] |= std::uint64_t{1} << (low % 64);
        }
        break;
    case Container::Type::Bitmap: {
        const std::size_t whole = room / 64;
        for (std::size_t i = 0; i < whole; ++i)
            words[i] |= read64(one.data + i * 8);
        if (room % 64 != 0)
            words[whole] |= read64(one.data + whole * 8) & ((std::uint64_t{1} << (room % 64)) - 1);
        break;
    }
    case Container::Type::Runs:
        for (std::uint32_t i = 0; i < one.count; ++i) {
            const std::size_t from = read16(one.data + i * 4);
            const std::size_t to = from + read16(one.data + i * 4 + 2) + 1;
            setRange(words, std::min(from, room), std::min(to, room));
        }
        break;
    }
}

/// How many bits are set from one place to another.
std::size_t countRange(const std::uint64_t *words, std::size_t from, std::size_t to)
{
    std::size_t found = 0;
    for (; from < to && from % 64 != 0; ++from)
        found += (words[from / 64] >> (from % 64)) & 1;
    if (const std::size_t whole = from < to ? (to - from) / 64 : 0; whole > 0) {
        found += countBoth(words + from / 64, words + from / 64, whole);
        from += whole * 64;
    }
    for (; from < to; ++from)
        found += (words[from / 64] >> (from % 64)) & 1;
    return found;
}

std::uint32_t countContainer(const Container &one, const Bits &set)
{
    if (one.first >= set.size())
        return 0;
    const std::size_t room = std::min<std::size_t>(65536, set.size() - one.first);
    const std::uint64_t *words = set.data() + one.first / 64;
    std::size_t found = 0;
    switch (one.type) {
    case Container::Type::Array:
        for (std::uint32_t i = 0; i < one.count; ++i) {
            const std::uint32_t low = read16(one.data + i * 2);
            found += low < room ? (words[low / 64] >> (low % 64)) & 1 : 0;
        }
        break;
    case Container::Type::Bitmap: {
        // Bits behind the last document are never set, so whole words may be compared.
        std::uint64_t aligned[bitmapWords];
        const std::size_t whole = (room + 63) / 64;
        std::memcpy(aligned, one.data, whole * 8);
        found = countBoth(aligned, words, whole);
        break;
    }
    case Container::Type::Runs:
        for (std::uint32_t i = 0; i < one.count; ++i) {
            const std::size_t from = read16(one.data + i * 4);
            const std::size_t to = std::min(from + read16(one.data + i * 4 + 2) + 1, room);
            found += countRange(words, from, to);
        }
        break;
    }
    return static_cast<std::uint32_t>(found);
}

/// Calls `each` with the numbers of a list of differences; ends where the bytes end.
template<typename Each>
void forEachDifference(ByteView bytes, std::uint32_t count, Each each)
{
    const unsigned char *at = bytes.data();
    const unsigned char *const end = at + bytes.size();
    std::uint64_t number = 0;
    for (; count > 0 && at != end; --count) {
        if (*at < 128) { // nearly all
            number += *at++;
        } else {
            ByteView rest(at, end);
            std::uint64_t step = 0;
            if (!readLongVarint(rest, step))
                return;
            at = rest.data();
            number += step;
        }
        if (!each(number))
            return;
    }
}

} // namespace

void appendVarint(std::string &bytes, std::uint64_t value)
{
    for (; value >= 128; value >>= 7)
        bytes += static_cast<char>(value | 128);
    bytes += static_cast<char>(value);
}

bool readLongVarint(ByteView &bytes, std::uint64_t &value)
{
    value = 0;
    for (std::size_t i = 0; i < bytes.size() && i < 10; ++i) {
        value |= static_cast<std::uint64_t>(bytes[i] & 127) << (7 * i);
        if (bytes[i] < 128) {
            bytes = bytes.subspan(i + 1);
            return true;
        }
    }
    return false;
}

void appendPostings(std::string &bytes, std::span<const std::uint32_t> numbers, Packing packing)
{
    std::string differences;
    std::uint32_t before = 0;
    for (const std::uint32_t number : numbers) {
        appendVarint(differences, number - before);
        before = number;
    }
    if (numbers.size() > mostPlain) {
        Roaring bitmap(numbers.size(), numbers.data());
        bitmap.runOptimize();
        const std::size_t size = bitmap.getSizeInBytes(true);
        if (packing == Packing::Quick || size <= differences.size()) {
            appendVarint(bytes, numbers.size() * 2 + 1);
            const std::size_t at = bytes.size();
            bytes.resize(at + size);
            bitmap.write(bytes.data() + at, true);
            return;
        }
    }
    appendVarint(bytes, numbers.size() * 2);
    bytes += differences;
}

Postings::Postings(ByteView bytes)
{
    std::uint64_t head = 0;
    if (!readVarint(bytes, head) || head / 2 > 0xFFFFFFFFULL)
        return;
    m_count = static_cast<std::uint32_t>(head / 2);
    m_isBitmap = (head & 1) != 0;
    m_rest = bytes;
}

void Postings::addTo(Bits &set) const
{
    if (m_isBitmap) {
        forEachContainer(m_rest, [&](const Container &one) { addContainer(one, set); });
        return;
    }
    std::uint64_t *const words = set.data();
    const std::uint64_t below = set.size();
    forEachDifference(m_rest, m_count, [=](std::uint64_t number) {
        if (number >= below)
            return false; // they only grow
        words[number / 64] |= std::uint64_t{1} << (number % 64);
        return true;
    });
}

std::uint32_t Postings::countIn(const Bits &set) const
{
    std::uint32_t found = 0;
    if (m_isBitmap) {
        forEachContainer(m_rest, [&](const Container &one) { found += countContainer(one, set); });
        return found;
    }
    forEachDifference(m_rest, m_count, [&](std::uint64_t number) {
        found += set.test(number) ? 1 : 0;
        return number < set.size();
    });
    return found;
}

std::vector<std::uint32_t> Postings::few() const
{
    std::vector<std::uint32_t> list;
    ByteView rest = m_rest;
    std::uint64_t number = 0, step = 0;
    while (!m_isBitmap && list.size() < std::min<std::size_t>(m_count, mostPlain) &&
           readVarint(rest, step)) {
        number += step;
        list.push_back(static_cast<std::uint32_t>(number));
    }
    return list;
}

std::vector<std::uint32_t> Postings::numbers(std::uint32_t below) const
{
    Bits set(below);
    addTo(set);
    std::vector<std::uint32_t> list;
    set.forEach([&](std::size_t number) {
        list.push_back(static_cast<std::uint32_t>(number));
        return true;
    });
    return list;
}

} // namespace meshlens::search
