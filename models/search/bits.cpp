// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/bits.h"

#include <algorithm>

// Where the machine counts the bits of a word in one step, use that. Sanitizers start up after the
// loader has chosen, so they take the plain way.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define MESHLENS_FAST_COUNT __attribute__((target_clones("popcnt", "default")))
#else
#define MESHLENS_FAST_COUNT
#endif

namespace meshlens::search {
namespace {

constexpr std::size_t mostKept = 64; // sets a thread keeps for its next search

std::vector<std::vector<std::uint64_t>> &pool()
{
    thread_local std::vector<std::vector<std::uint64_t>> kept;
    return kept;
}

std::vector<std::uint64_t> taken(std::size_t words)
{
    auto &kept = pool();
    if (kept.empty() || kept.back().capacity() < words)
        return std::vector<std::uint64_t>(words);
    std::vector<std::uint64_t> storage = std::move(kept.back());
    kept.pop_back();
    storage.assign(words, 0);
    return storage;
}

void giveBack(std::vector<std::uint64_t> storage)
{
    if (storage.capacity() > 0 && pool().size() < mostKept)
        pool().push_back(std::move(storage));
}

MESHLENS_FAST_COUNT std::size_t countWords(const std::uint64_t *data, std::size_t words)
{
    std::size_t found = 0;
    for (std::size_t i = 0; i < words; ++i)
        found += static_cast<std::size_t>(__builtin_popcountll(data[i]));
    return found;
}

MESHLENS_FAST_COUNT std::size_t countCut(const std::uint64_t *left, const std::uint64_t *right,
                                         std::size_t words)
{
    std::size_t found = 0;
    for (std::size_t i = 0; i < words; ++i)
        found += static_cast<std::size_t>(__builtin_popcountll(left[i] & right[i]));
    return found;
}

} // namespace

std::size_t countBoth(const std::uint64_t *left, const std::uint64_t *right, std::size_t words)
{
    return countCut(left, right, words);
}

Bits::Bits(std::size_t size) : m_size(size), m_words(taken((size + 63) / 64)) {}

Bits::Bits(const Bits &other) : m_size(other.m_size), m_words(taken(other.m_words.size()))
{
    std::copy(other.m_words.begin(), other.m_words.end(), m_words.begin());
}

Bits::Bits(Bits &&other) noexcept : m_size(other.m_size), m_words(std::move(other.m_words))
{
    other.m_size = 0;
    other.m_words.clear();
}

Bits &Bits::operator=(const Bits &other)
{
    if (this != &other) {
        m_size = other.m_size;
        m_words.assign(other.m_words.begin(), other.m_words.end());
    }
    return *this;
}

Bits &Bits::operator=(Bits &&other) noexcept
{
    std::swap(m_size, other.m_size);
    std::swap(m_words, other.m_words);
    return *this;
}

Bits::~Bits()
{
    giveBack(std::move(m_words));
}

void Bits::fill()
{
    std::fill(m_words.begin(), m_words.end(), ~std::uint64_t{0});
    if (m_size % 64 != 0)
        m_words.back() = (std::uint64_t{1} << (m_size % 64)) - 1;
}

void Bits::invert()
{
    for (std::uint64_t &word : m_words)
        word = ~word;
    if (m_size % 64 != 0)
        m_words.back() &= (std::uint64_t{1} << (m_size % 64)) - 1;
}

Bits &Bits::operator|=(const Bits &other)
{
    const std::size_t words = std::min(m_words.size(), other.m_words.size());
    for (std::size_t i = 0; i < words; ++i)
        m_words[i] |= other.m_words[i];
    return *this;
}

Bits &Bits::operator&=(const Bits &other)
{
    const std::size_t words = std::min(m_words.size(), other.m_words.size());
    for (std::size_t i = 0; i < words; ++i)
        m_words[i] &= other.m_words[i];
    std::fill(m_words.begin() + static_cast<std::ptrdiff_t>(words), m_words.end(), 0);
    return *this;
}

Bits &Bits::remove(const Bits &other)
{
    const std::size_t words = std::min(m_words.size(), other.m_words.size());
    for (std::size_t i = 0; i < words; ++i)
        m_words[i] &= ~other.m_words[i];
    return *this;
}

std::size_t Bits::next(std::size_t from) const
{
    if (from >= m_size)
        return m_size;
    std::size_t word = from / 64;
    std::uint64_t rest = m_words[word] >> (from % 64) << (from % 64);
    while (rest == 0) {
        if (++word == m_words.size())
            return m_size;
        rest = m_words[word];
    }
    return word * 64 + static_cast<std::size_t>(std::countr_zero(rest));
}

std::size_t Bits::count() const
{
    return countWords(m_words.data(), m_words.size());
}

bool Bits::any() const
{
    return std::any_of(m_words.begin(), m_words.end(),
                       [](std::uint64_t word) { return word != 0; });
}

bool Bits::intersects(const Bits &other) const
{
    const std::size_t words = std::min(m_words.size(), other.m_words.size());
    for (std::size_t i = 0; i < words; ++i) {
        if ((m_words[i] & other.m_words[i]) != 0)
            return true;
    }
    return false;
}

} // namespace meshlens::search
