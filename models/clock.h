// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>

namespace meshlens {

/// The one source of "now". Times are UTC milliseconds since 1970.
///
/// `MESHLENS_NOW=TIME` (RFC 3339) sets where the clock starts, and it runs on from there;
/// `MESHLENS_NOW=frozen:TIME` stops it, for pictures and golden tests. Copies tell the same time.
/// Thread: any.
class Clock
{
public:
    /// The clock that the environment asks for; the system's own without MESHLENS_NOW or with one
    /// that is not a time.
    static Clock fromEnvironment();
    static Clock frozenAt(std::int64_t nowMs);

    [[nodiscard]] std::int64_t nowMs() const;

private:
    std::int64_t m_offsetMs = 0;
    std::int64_t m_frozenMs = -1;
};

/// RFC 3339 in UTC with milliseconds left out where they are zero: `2026-03-12T09:41:00Z`.
[[nodiscard]] QString toRfc3339(std::int64_t ms);

/// Reads RFC 3339 with any offset; a bare date means the end of that day UTC, a time without
/// zone UTC. Returns -1 where the text is not a time.
[[nodiscard]] std::int64_t fromRfc3339(QStringView text);

} // namespace meshlens
