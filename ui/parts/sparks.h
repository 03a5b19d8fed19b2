// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/badges.h"

#include <QList>

#include <optional>

/// Painted small charts without axes: pure functions of values and a rectangle.
namespace meshlens::ui {

using Series = QList<std::optional<double>>; // nothing: a gap

struct Spark {
    Series values = {};
    Token colour = Token::Accent;
    bool area = true;
    bool lastPoint = true;
    std::optional<double> low = {}; // else of the values
    std::optional<double> high = {};
};
void paintSpark(QPainter *painter, const QRectF &rect, const Spark &spark);

void paintHistogram(QPainter *painter, const QRectF &rect, const QList<double> &values,
                    Token colour = Token::MuteFill);

/// A share from 0 to 1 as a bar; `objective` (0 to 1) as a line across it.
void paintBar(QPainter *painter, const QRectF &rect, std::optional<double> share,
              Token colour = Token::AccentFill, std::optional<double> objective = std::nullopt);

/// The last runs of something, oldest first: upright blocks, warnings with a point, failures
/// taller.
enum class Run { Passed, Warning, Failed, Unknown, Running };
[[nodiscard]] QSize runStripSize(int count);
void paintRuns(QPainter *painter, const QRectF &rect, const QList<Run> &runs);
[[nodiscard]] QString runsWords(const QList<Run> &runs);

} // namespace meshlens::ui
