// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/segment.h"

/// Counting what many documents have: one pass over a column of numbers for each place a value can
/// have in a document.
namespace meshlens::search {
namespace {

/// Every second number is counted apart: the same number often follows itself, and to add to what
/// has just been written takes a core longer than to add to something else.
template<typename Number>
void countNumbers(const Number *numbers, const Bits &documents, std::vector<std::uint32_t> &counts)
{
    const auto below = static_cast<std::uint32_t>(counts.size());
    std::vector<std::uint32_t> second(below);
    std::uint32_t *const even = counts.data(), *const odd = second.data();
    const auto note = [below](std::uint32_t *to, std::uint32_t number) {
        if (number < below)
            ++to[number];
    };
    const std::uint64_t *words = documents.data();
    const std::size_t whole = documents.size() / 64; // words without bits behind the last document
    for (std::size_t word = 0; word < documents.words(); ++word, numbers += 64) {
        std::uint64_t rest = words[word];
        if (rest == ~std::uint64_t{0} && word < whole) {
            for (int i = 0; i < 64; i += 2) {
                note(even, numbers[i]);
                note(odd, numbers[i + 1]);
            }
            continue;
        }
        while (rest != 0) {
            note(even, numbers[std::countr_zero(rest)]);
            rest &= rest - 1;
            if (rest == 0)
                break;
            note(odd, numbers[std::countr_zero(rest)]);
            rest &= rest - 1;
        }
    }
    for (std::size_t i = 0; i < second.size(); ++i)
        counts[i] += second[i];
}

} // namespace

void NumberColumn::countIn(const Bits &documents, std::vector<std::uint32_t> &counts) const
{
    if (m_isWide)
        countNumbers(reinterpret_cast<const std::uint32_t *>(m_bytes.data()), documents, counts);
    else
        countNumbers(reinterpret_cast<const std::uint16_t *>(m_bytes.data()), documents, counts);
}

std::vector<std::uint32_t> Segment::countRows(TableId table, const Bits &documents) const
{
    const Rows &rows = m_rows[table];
    std::vector<std::uint32_t> counts(m_values[table].values.size() + 1ULL); // with none
    for (const NumberColumn &column : rows.columns)
        column.countIn(documents, counts);
    counts.erase(counts.begin());
    for (std::size_t i = 0; i < rows.more.size(); ++i) {
        if (rows.more[i] < counts.size() && documents.test(rows.moreDocs[i]))
            ++counts[rows.more[i]];
    }
    return counts;
}

std::vector<std::uint32_t> Segment::countFlags(const Bits &documents) const
{
    std::vector<std::uint32_t> counts(VocabularyCount);
    std::vector<std::uint32_t> met(m_flagValues.size());
    m_flagsOf.countIn(documents, met);
    for (std::size_t i = 0; i < met.size(); ++i) {
        if (met[i] > 0)
            forEachVocabulary(Flags{m_flagValues[i]},
                              [&](int list) { counts[static_cast<std::size_t>(list)] += met[i]; });
    }
    return counts;
}

} // namespace meshlens::search
