// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/folding.h"

#include "models/search/index.h"

#include <QVarLengthArray>

#include <algorithm>

namespace meshlens::search {
namespace {

/// Letters that Unicode does not take apart, as people type them.
void appendFolded(QChar character, QString &text)
{
    switch (character.unicode()) {
    case u'ß':
        text += u"ss";
        break;
    case u'æ':
        text += u"ae";
        break;
    case u'œ':
        text += u"oe";
        break;
    case u'ø':
        text += u'o';
        break;
    case u'ł':
        text += u'l';
        break;
    default:
        text += character;
    }
}

enum class Class { Gap, Lower, Upper, Digit, Mark };

Class classOf(QChar character)
{
    if (character.isMark())
        return Class::Mark;
    if (character.isDigit())
        return Class::Digit;
    if (character.isUpper())
        return Class::Upper;
    return character.isLetterOrNumber() || character.isSurrogate() ? Class::Lower : Class::Gap;
}

/// Whether a new word begins at `at`: after a gap, at a capital of `netRevenue` or `HTTPLog`, and
/// between letters and digits.
bool startsWord(QStringView text, qsizetype at, Class before, Class now)
{
    if (before == Class::Gap)
        return true;
    if ((before == Class::Digit) != (now == Class::Digit))
        return true;
    if (now != Class::Upper)
        return false;
    return before == Class::Lower || (before == Class::Upper && at + 1 < text.size() &&
                                      classOf(text[at + 1]) == Class::Lower);
}

} // namespace

QString folded(QStringView text)
{
    const bool plain =
        std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
    if (plain)
        return text.toString().toLower();
    QString result;
    for (const QChar character :
         text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        if (!character.isMark())
            appendFolded(character, result);
    }
    return result;
}

QList<Piece> piecesOf(QStringView text)
{
    QList<Piece> pieces;
    Class before = Class::Gap;
    qsizetype start = -1;
    const auto close = [&](qsizetype end) {
        if (start >= 0)
            pieces.append({static_cast<int>(start), static_cast<int>(end - start),
                           folded(text.mid(start, end - start))});
        start = -1;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const Class now = classOf(text[i]);
        if (now == Class::Mark && before != Class::Gap)
            continue;
        if (now == Class::Gap || now == Class::Mark) {
            close(i);
            before = Class::Gap;
            continue;
        }
        if (startsWord(text, i, before, now)) {
            close(i);
            start = i;
        }
        before = now;
    }
    close(text.size());
    return pieces;
}

void splitWords(QStringView text, std::string &words, std::vector<std::uint32_t> &ends)
{
    const bool plain =
        std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
    if (!plain) {
        for (const Piece &piece : piecesOf(text)) {
            const QByteArray bytes = piece.folded.toUtf8();
            words.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
            ends.push_back(static_cast<std::uint32_t>(words.size()));
        }
        return;
    }
    const auto asciiClass = [](char16_t c) {
        if (c >= u'a' && c <= u'z')
            return Class::Lower;
        if (c >= u'A' && c <= u'Z')
            return Class::Upper;
        return c >= u'0' && c <= u'9' ? Class::Digit : Class::Gap;
    };
    words.reserve(words.size() + static_cast<std::size_t>(text.size()));
    Class before = Class::Gap;
    const auto close = [&] {
        if (before != Class::Gap)
            ends.push_back(static_cast<std::uint32_t>(words.size()));
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        const Class now = asciiClass(c);
        if (now == Class::Gap) {
            close();
        } else {
            if (before != Class::Gap && startsWord(text, i, before, now))
                close();
            words += static_cast<char>(now == Class::Upper ? c + 32 : c);
        }
        before = now;
    }
    close();
}

QStringList wordsOf(QStringView text)
{
    QStringList words;
    for (const Piece &piece : piecesOf(text))
        words.append(piece.folded);
    return words;
}

QByteArray wordLine(QStringView text)
{
    QByteArray line(" ");
    forEachWord(text, [&](std::string_view word) {
        line.append(word.data(), static_cast<qsizetype>(word.size()));
        line.append(' ');
    });
    return line;
}

QByteArray compact(QStringView text)
{
    std::string words;
    std::vector<std::uint32_t> ends;
    splitWords(text, words, ends);
    return QByteArray::fromStdString(words);
}

bool isNear(QStringView wrong, QStringView right, int most)
{
    const qsizetype n = wrong.size();
    const qsizetype m = right.size();
    if (std::abs(n - m) > most)
        return false;
    // Three rows of the table of distances, with neighbours swapped counting as one.
    QVarLengthArray<int, 192> rows(3 * (m + 1)); // hundreds of words are compared for one
    int *older = rows.data(), *old = older + m + 1, *row = old + m + 1;
    for (qsizetype j = 0; j <= m; ++j)
        old[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= n; ++i) {
        row[0] = static_cast<int>(i);
        int least = row[0];
        for (qsizetype j = 1; j <= m; ++j) {
            const bool same = wrong[i - 1] == right[j - 1];
            row[j] = std::min({old[j] + 1, row[j - 1] + 1, old[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && wrong[i - 1] == right[j - 2] && wrong[i - 2] == right[j - 1])
                row[j] = std::min(row[j], older[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > most)
            return false;
        std::swap(older, old);
        std::swap(old, row);
    }
    return old[m] <= most;
}

} // namespace meshlens::search
