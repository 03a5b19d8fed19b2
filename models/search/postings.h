// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/bits.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Lists of numbers (documents, column names) as they lie in an index file.
///
/// Shape:  varint (2 x count + whether a bitmap follows); then varint differences, or a Roaring
/// bitmap
///         in its portable format, which CRoaring writes. Differences take a byte a number where
///         one in 128 or more is in the list; bitmaps take two bytes or, where it is dense, less.
/// Reading: straight out of the mapped file, without building a bitmap first and without asking for
///         memory. The bytes are not trusted: what would leave the list or the set is left out, so
///         a damaged list gives wrong answers, never a wrong access.
/// Source: Roaring bitmap format specification (RoaringFormatSpec), "general layout".
namespace meshlens::search {

/// What a list is to be good at: Small takes whichever form is smaller, Quick what is counted
/// quickest.
enum class Packing { Small, Quick };

/// Appends the encoded list; `numbers` ascend and none comes twice.
void appendPostings(std::string &bytes, std::span<const std::uint32_t> numbers,
                    Packing packing = Packing::Small);
void appendVarint(std::string &bytes, std::uint64_t value);

using ByteView = std::span<const unsigned char>;

/// Reads one varint and moves on; false at the end or when it is too long.
[[nodiscard]] bool readLongVarint(ByteView &bytes, std::uint64_t &value);
[[nodiscard]] inline bool readVarint(ByteView &bytes, std::uint64_t &value)
{
    if (!bytes.empty() && bytes[0] < 128) {
        value = bytes[0];
        bytes = bytes.subspan(1);
        return true;
    }
    return readLongVarint(bytes, value);
}

class Postings
{
public:
    Postings() = default;
    explicit Postings(ByteView bytes);

    [[nodiscard]] std::uint32_t count() const { return m_count; } // as the list says
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }

    void addTo(Bits &set) const;
    [[nodiscard]] std::uint32_t countIn(const Bits &set) const;
    /// The numbers of a list without a bitmap: no more than a few.
    [[nodiscard]] std::vector<std::uint32_t> few() const;
    [[nodiscard]] std::vector<std::uint32_t> numbers(std::uint32_t below) const;

private:
    std::uint32_t m_count = 0;
    bool m_isBitmap = false;
    ByteView m_rest;
};

} // namespace meshlens::search
