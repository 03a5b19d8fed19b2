// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/theme.h"

#include <QIcon>
#include <QPixmap>
#include <QRectF>

class QPainter;

namespace meshlens::ui {

/// An icon of `resources/icons/NAME.svg` in a colour of the theme. It follows the theme by itself:
/// no need to set it again. Disabled it is drawn pale, chosen (QIcon::On) in the accent.
[[nodiscard]] QIcon themeIcon(const QString &name, Token colour = Token::Text2);

/// One picture of an icon, from the cache by (name, colour, size, device ratio).
[[nodiscard]] QPixmap iconPixmap(const QString &name, const QColor &colour, int size,
                                 qreal deviceRatio);

/// Draws an icon centred in `rect`, as large as the smaller side.
void paintIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &colour);

/// The icon of a kind of thing or type of dataset by its word: "product", "table", "party" ...
[[nodiscard]] QString iconOfKind(const QString &word);

/// The names of all icons, for tests.
[[nodiscard]] QStringList iconNames();

} // namespace meshlens::ui
