// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace meshlens::search {

/// A word of a text, where it stands there and how it is compared.
struct Piece {
    int start = 0;
    int length = 0;
    QString folded;
};

/// Words as wordsOf() gives them, with their places.
[[nodiscard]] QList<Piece> piecesOf(QStringView text);

/// The same words as UTF-8, one after the other; `ends` says where each ends. Plain ASCII, which
/// most names are, takes a short way.
void splitWords(QStringView text, std::string &words, std::vector<std::uint32_t> &ends);

/// Calls `each(std::string_view)` for every word.
template<typename Each>
void forEachWord(QStringView text, Each each)
{
    std::string words;
    std::vector<std::uint32_t> ends;
    splitWords(text, words, ends);
    std::uint32_t from = 0;
    for (const std::uint32_t end : ends) {
        each(std::string_view(words).substr(from, end - from));
        from = end;
    }
}

/// The words as ` gross revenue eur `, so that ` rev` finds a word's start and ` net revenue ` a
/// phrase.
[[nodiscard]] QByteArray wordLine(QStringView text);

/// The words without anything between: `grossrevenueeur`.
[[nodiscard]] QByteArray compact(QStringView text);

/// Whether `wrong` is `right` but for at most `most` letters (changed, missing, doubled, swapped).
[[nodiscard]] bool isNear(QStringView wrong, QStringView right, int most);

} // namespace meshlens::search
