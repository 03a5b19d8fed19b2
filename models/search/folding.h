// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace meshlens::search {

/// A word of a text, where it stands there and how it is compared.
struct Piece {
    int start = 0;
    int length = 0;
    QString folded;
};

/// Words as wordsOf() gives them, with their places.
[[nodiscard]] QList<Piece> piecesOf(QStringView text);

/// The words as ` gross revenue eur `, so that ` rev` finds a word's start and ` net revenue ` a
/// phrase.
[[nodiscard]] QByteArray wordLine(QStringView text);

/// The words without anything between: `grossrevenueeur`.
[[nodiscard]] QByteArray compact(QStringView text);

/// Whether `wrong` is `right` but for at most `most` letters (changed, missing, doubled, swapped).
[[nodiscard]] bool isNear(QStringView wrong, QStringView right, int most);

} // namespace meshlens::search
