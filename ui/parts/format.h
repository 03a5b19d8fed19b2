// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

/// Figures and times as people read them, by the locale of the system.
namespace meshlens::ui::format {

/// A span of time in its largest fitting unit: "40 s", "12 min", "5 h 40 min" (under 10 h), "30 h",
/// "3 d".
[[nodiscard]] QString age(std::int64_t ms);
/// The same in one unit: "5 h".
[[nodiscard]] QString shortAge(std::int64_t ms);
/// How long until `age(ms)` reads differently, in milliseconds.
[[nodiscard]] std::int64_t ageChangesIn(std::int64_t ms);

/// "12 min ago", "just now"; "in 14 min" for what lies ahead.
[[nodiscard]] QString ago(std::int64_t atMs, std::int64_t nowMs);
/// "09:41" today, "11 March" this year, "11 March 2025" before.
[[nodiscard]] QString when(std::int64_t atMs, std::int64_t nowMs);
[[nodiscard]] QString date(std::int64_t atMs);      // "12 March 2026"
[[nodiscard]] QString shortDate(std::int64_t atMs); // "12 Mar"
[[nodiscard]] QString time(std::int64_t atMs);      // "09:41"
[[nodiscard]] QString dateTime(std::int64_t atMs);  // "12 March 2026 09:41"

/// `one` where it is one thing, else `many` with the figure in place of %1.
[[nodiscard]] QString counted(qint64 value, const QString &one, const QString &many);
[[nodiscard]] QString count(qint64 value);                     // "41,906"
[[nodiscard]] QString shortCount(double value);                // "48.2 M"
[[nodiscard]] QString bytes(qint64 value);                     // "1.4 MB"
[[nodiscard]] QString percent(double share, int decimals = 0); // 0.916 -> "92%"
[[nodiscard]] QString number(double value, int decimals);
/// A change with its sign: "+2.1", "−3".
[[nodiscard]] QString change(double value, int decimals = 0);

/// "87", "≈ 87" where under half the checks have a result, "Not scored".
[[nodiscard]] QString score(std::optional<double> value, double coverage = 1);

/// Initials of a person's name: "HL".
[[nodiscard]] QString initials(const QString &name);

} // namespace meshlens::ui::format
