// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/postings.h"

#include <atomic>
#include <memory>

namespace meshlens::search {

/// Tells the system which bytes of a mapped file are read next, so that it fetches them together
/// and in the background instead of one page each time a search stumbles over one. A piece of the
/// file is asked for once: later calls cost a look at a few bits.
///
/// These are hints. What was not asked for, or what the system has let go again, is read when it
/// is touched.
/// Thread: any number.
class ReadAhead
{
public:
    ReadAhead() = default; // of bytes in memory: there is nothing to do
    explicit ReadAhead(ByteView mapped);

    /// Begins to read and returns; false: all of it has been asked for before.
    bool expect(ByteView bytes) const;
    /// Begins to read and returns when it is done.
    void fetch(ByteView bytes) const;
    /// These are read here and there: what lies beside a page is not worth reading with it.
    void readsHereAndThere(ByteView bytes) const;

private:
    ByteView m_all;
    std::unique_ptr<std::atomic<std::uint64_t>[]> m_asked; // one bit a piece
};

} // namespace meshlens::search
