// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/readahead.h"

#include <algorithm>
#include <sys/mman.h>
#include <unistd.h>

namespace meshlens::search {
namespace {

constexpr std::size_t pieceBytes = 16384; // a multiple of every usual page

/// Hints may be refused; nothing depends on them.
void advise(ByteView all, std::size_t from, std::size_t to, int advice)
{
    static const auto page = static_cast<std::size_t>(std::max(1L, sysconf(_SC_PAGESIZE)));
    from -= from % page; // mappings begin at a page
    to = std::min(to, all.size());
    if (from < to)
        (void)madvise(const_cast<unsigned char *>(all.data()) + from, to - from, advice);
}

} // namespace

ReadAhead::ReadAhead(ByteView mapped)
    : m_all(mapped), m_asked(new std::atomic<std::uint64_t>[mapped.size() / pieceBytes / 64 + 1] {})
{}

bool ReadAhead::expect(ByteView bytes) const
{
    if (!m_asked || bytes.empty())
        return false;
    const auto from = static_cast<std::size_t>(bytes.data() - m_all.data());
    const std::size_t last = (from + bytes.size() - 1) / pieceBytes;
    bool isNew = false;
    std::size_t begin = from / pieceBytes; // of the pieces that nobody has asked for
    const auto ask = [&](std::size_t end) {
        if (begin < end)
            advise(m_all, begin * pieceBytes, end * pieceBytes, MADV_WILLNEED);
        isNew = isNew || begin < end;
        begin = end + 1;
    };
    for (std::size_t piece = begin; piece <= last; ++piece) {
        std::atomic<std::uint64_t> &word = m_asked[piece / 64];
        const std::uint64_t bit = std::uint64_t{1} << (piece % 64);
        if ((word.load(std::memory_order_relaxed) & bit) != 0 ||
            (word.fetch_or(bit, std::memory_order_relaxed) & bit) != 0)
            ask(piece);
    }
    ask(last + 1);
    return isNew;
}

void ReadAhead::fetch(ByteView bytes) const
{
    if (!m_asked || bytes.empty())
        return;
    (void)expect(bytes);
    // Whoever touches the last page of a piece waits until it is there.
    for (std::size_t at = pieceBytes - 1; at < bytes.size() + pieceBytes - 1; at += pieceBytes)
        (void)*static_cast<const volatile unsigned char *>(&bytes[std::min(at, bytes.size() - 1)]);
}

void ReadAhead::readsHereAndThere(ByteView bytes) const
{
    if (!m_asked || bytes.empty())
        return;
    const auto from = static_cast<std::size_t>(bytes.data() - m_all.data());
    advise(m_all, from, from + bytes.size(), MADV_RANDOM);
}

} // namespace meshlens::search
