// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"
#include "ui/parts/theme.h"

#include <QRectF>

class QPainter;

namespace meshlens::ui {

/// Plain text with its matches on the marking ground.
struct MarkedText {
    QString text;
    QList<search::Match> matches;
};

/// Draws at most `lines` lines from the top of `rect`, the last one elided. Returns the width of
/// the widest line.
qreal paintMarked(QPainter *painter, const QRectF &rect, const MarkedText &text, TextRole role,
                  Token colour, int lines = 1);

} // namespace meshlens::ui
