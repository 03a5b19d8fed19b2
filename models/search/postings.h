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
/// Shape:  varint count; then up to 32 numbers as varint differences, more as a Roaring bitmap in
///         its portable format, which CRoaring writes.
/// Reading: straight out of the mapped file, without building a bitmap first and without asking for
///         memory. The bytes are not trusted: what would leave the list or the set is left out, so a
///         damaged list gives wrong answers, never a wrong access.
/// Source: Roaring bitmap format specification (RoaringFormatSpec), "general layout".
namespace meshlens::search {

/// Appends the encoded list; `numbers` ascend and none comes twice.
void appendPostings(std::string &bytes, std::span<const std::uint32_t> numbers);
void appendVarint(std::string &bytes, std::uint64_t value);

using ByteView = std::span<const unsigned char>;

/// Reads one varint and moves on; false at the end or when it is too long.
[[nodiscard]] bool readVarint(ByteView &bytes, std::uint64_t &value);

class Postings
{
public:
    Postings() = default;
    explicit Postings(ByteView bytes);

    [[nodiscard]] std::uint32_t count() const { return m_count; } // as the list says
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }

    void addTo(Bits &set) const;
    [[nodiscard]] std::uint32_t countIn(const Bits &set) const;
    [[nodiscard]] std::vector<std::uint32_t> numbers(std::uint32_t below) const;

private:
    std::uint32_t m_count = 0;
    ByteView m_rest;
};

} // namespace meshlens::search
