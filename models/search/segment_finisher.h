// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/bits.h"
#include "models/search/segment_collected.h"
#include "models/search/segment_output.h"

namespace meshlens::search {

/// Turns arrival numbers into ranks, in ascending order.
class Ranker
{
public:
    explicit Ranker(const std::vector<std::uint32_t> &numberOf)
        : m_numberOf(numberOf), m_marks(numberOf.size())
    {}
    std::vector<std::uint32_t> operator()(const GrowingList &list)
    {
        std::vector<std::uint32_t> numbers;
        numbers.reserve(list.count());
        list.forEach([&](std::uint32_t arrival) { numbers.push_back(m_numberOf[arrival]); });
        if (numbers.size() < m_numberOf.size() / 64) {
            std::sort(numbers.begin(), numbers.end());
            return numbers;
        }
        for (const std::uint32_t number : numbers)
            m_marks.set(number);
        numbers.clear();
        m_marks.forEach([&](std::size_t number) {
            numbers.push_back(static_cast<std::uint32_t>(number));
            return true;
        });
        m_marks = Bits(m_marks.size());
        return numbers;
    }

private:
    const std::vector<std::uint32_t> &m_numberOf;
    Bits m_marks;
};

/// Gives documents their rank as number and writes one section after the other.
struct SegmentWriter::Finisher {
    Private &d;
    SegmentOutput out;
    std::vector<std::uint32_t> order;    // arrival numbers by rank
    std::vector<std::uint32_t> numberOf; // ranks by arrival number
    Ranker ranked;
    std::string postings;
    const char *texts; // as they were spooled

    struct Token {
        std::string_view word;
        std::uint32_t number = 0;                      // in Private::words
        std::array<std::uint32_t, FieldCount> sizes{}; // of its lists
    };
    std::vector<Token> tokens; // sorted

    Finisher(Private &from, QIODevice &device, std::uint64_t id, const char *spooled)
        : d(from), out(device, id, static_cast<std::uint32_t>(from.heads.size())),
          order(ranking(from)), numberOf(inverse(order)), ranked(numberOf), texts(spooled)
    {}

    static std::vector<std::uint32_t> ranking(const Private &d);
    static std::vector<std::uint32_t> inverse(const std::vector<std::uint32_t> &order);
    [[nodiscard]] std::string_view nameOf(std::uint32_t number) const
    {
        return d.name(d.heads[order[number]]);
    }
    std::uint32_t end(); // of the lists so far
    void writeTokens();
    void writeBeginnings(const std::vector<std::uint64_t> &costs);
    std::array<std::string, listsInGroup> unionsOf(const std::string &beginning);
    void writeTables();
    void writeNames();
    void writeNumbers();
    void writeNarrow(SectionId id, int plus, std::size_t distinct,
                     const std::vector<std::uint32_t> &numbers);
    void writeRows();
    void writeTexts();
    void writeKeys();
};

} // namespace meshlens::search
