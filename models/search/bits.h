// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace meshlens::search {

/// A set of document numbers below `size`, one bit each: a million documents are 125 KB, which
/// stays in the cache of a core, so that whole sets are cut and joined in a few microseconds.
///
/// Storage is taken from and given back to a pool of the thread, so that a search asks the system
/// for no memory. Sets of one search are all of one size.
class Bits
{
public:
    Bits() = default;
    explicit Bits(std::size_t size); // empty
    Bits(const Bits &other);
    Bits(Bits &&other) noexcept;
    Bits &operator=(const Bits &other);
    Bits &operator=(Bits &&other) noexcept;
    ~Bits();

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::size_t words() const { return m_words.size(); }
    [[nodiscard]] const std::uint64_t *data() const { return m_words.data(); }
    [[nodiscard]] std::uint64_t *data() { return m_words.data(); }

    [[nodiscard]] bool test(std::size_t at) const
    {
        return at < m_size && ((m_words[at / 64] >> (at % 64)) & 1) != 0;
    }
    void set(std::size_t at) { m_words[at / 64] |= std::uint64_t{1} << (at % 64); }
    void clear(std::size_t at) { m_words[at / 64] &= ~(std::uint64_t{1} << (at % 64)); }
    void fill();   // all documents
    void invert(); // those that are not in it

    Bits &operator|=(const Bits &other);
    Bits &operator&=(const Bits &other);
    Bits &remove(const Bits &other); // what `other` has

    /// The first one from `from` on; size() where there is none.
    [[nodiscard]] std::size_t next(std::size_t from) const;
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] bool any() const;
    [[nodiscard]] bool intersects(const Bits &other) const;

    /// Calls `each(number)` in ascending order until it returns false.
    template<typename Each>
    void forEach(Each each) const
    {
        for (std::size_t word = 0; word < m_words.size(); ++word) {
            for (std::uint64_t rest = m_words[word]; rest != 0; rest &= rest - 1) {
                if (!each(word * 64 + static_cast<std::size_t>(std::countr_zero(rest))))
                    return;
            }
        }
    }

private:
    std::size_t m_size = 0;
    std::vector<std::uint64_t> m_words;
};

/// The same for a set that stands for "nothing" while it has no size.
inline void join(Bits &set, const Bits &more)
{
    if (set.size() == 0)
        set = more;
    else
        set |= more;
}

[[nodiscard]] inline Bits operator&(Bits left, const Bits &right)
{
    left &= right;
    return left;
}

/// Bits that both have, of `words` words each.
[[nodiscard]] std::size_t countBoth(const std::uint64_t *left, const std::uint64_t *right,
                                    std::size_t words);

} // namespace meshlens::search
