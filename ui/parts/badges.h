// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"
#include "models/store/rows.h"
#include "ui/parts/theme.h"

#include <QRectF>
#include <QSize>

#include <array>
#include <cstdint>
#include <optional>

class QPainter;

/// Painted signs of trust (UI.md section 9): pure functions of a value and a rectangle, for widgets
/// and delegates alike. Each is drawn at the left of `rect`, centred vertically, in the theme's
/// colours; `...Size` says what it needs at the current text size.
namespace meshlens::ui {

enum class Grade { None, A, B, C, D };
[[nodiscard]] Grade gradeOf(std::optional<double> score);
[[nodiscard]] Tone gradeTone(Grade grade);

/// Quality: letter in a shape, then the number. Hollow and "about" while coverage is under half.
struct QualityBadge {
    std::optional<double> value = {}; // 0 to 100
    double coverage = 1;              // 0 to 1
    bool shapeOnly = false;
};
[[nodiscard]] QSize qualitySize(const QualityBadge &badge);
void paintQuality(QPainter *painter, const QRectF &rect, const QualityBadge &badge);
[[nodiscard]] QString qualityWords(const QualityBadge &badge); // "quality 87, grade B"

/// Freshness: age of the data against its objective, both in milliseconds.
struct FreshnessBadge {
    std::optional<std::int64_t> ageMs = {};
    std::optional<std::int64_t> objectiveMs = {};
    bool learned = false;
    bool brief = false; // leaves the objective out of the words: "2 h"
    [[nodiscard]] mesh::FreshnessState state() const;
};
[[nodiscard]] QSize freshnessSize(const FreshnessBadge &badge);
void paintFreshness(QPainter *painter, const QRectF &rect, const FreshnessBadge &badge);
[[nodiscard]] QString freshnessText(const FreshnessBadge &badge); // "2 h of 6 h"
[[nodiscard]] QString
freshnessWords(const FreshnessBadge &badge); // a sentence for assistive technology

[[nodiscard]] QualityBadge qualityBadge(const store::ScoreSummary &score);
[[nodiscard]] FreshnessBadge freshnessBadge(const store::ScoreSummary &score, std::int64_t nowMs);

/// The six qualities as a hexagon, from the top clockwise in the order of mesh::Quality.
using Qualities = std::array<std::optional<double>, 6>;
enum class QualityMark { Met, Partly, Missed, Unknown };
[[nodiscard]] QualityMark qualityMark(std::optional<double> value); // met 80, partly 60
void paintHexagon(QPainter *painter, const QRectF &rect, const Qualities &values);
[[nodiscard]] QString hexagonWords(const Qualities &values);
[[nodiscard]] QString qualityName(mesh::Quality quality); // "Self-describing"

enum class Mark { Met, Partly, Warning, Missed, Waiting, Note, Unknown };
/// Fills the smaller side of `rect` (12 px in rows).
void paintMark(QPainter *painter, const QRectF &rect, Mark mark);
/// A mark with its word behind it.
[[nodiscard]] QSize markedTextSize(const QString &text, TextRole role = TextRole::Table);
void paintMarkedText(QPainter *painter, const QRectF &rect, Mark mark, const QString &text,
                     Token textColour = Token::Text, TextRole role = TextRole::Table);

} // namespace meshlens::ui
