// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_match.h"

namespace meshlens::ui {

namespace {

QChar folded(QChar c)
{
    const QString parts = c.decomposition();
    return (parts.isEmpty() ? c : parts.front()).toCaseFolded();
}

bool startsWord(const QString &text, int i)
{
    return i == 0 || !text[i - 1].isLetterOrNumber() ||
           (text[i].isUpper() && text[i - 1].isLower());
}

/// Where the rest of the query can be found from `from` on, taking starts of words where possible.
std::optional<WordMatch> matchFrom(const QString &query, const QString &text, int from)
{
    WordMatch match;
    int at = from;
    int run = 0;
    for (const QChar wanted : query) {
        if (wanted.isSpace()) {
            run = 0;
            continue;
        }
        const QChar letter = folded(wanted);
        int found = -1;
        if (run > 0 && at < text.size() && folded(text[at]) == letter)
            found = at; // goes on
        for (int i = at; found < 0 && i < text.size(); ++i) {
            if (folded(text[i]) == letter && startsWord(text, i))
                found = i;
        }
        for (int i = at; found < 0 && i < text.size(); ++i) {
            if (folded(text[i]) == letter)
                found = i;
        }
        if (found < 0)
            return std::nullopt;
        run = found == at ? run + 1 : 1;
        match.score += startsWord(text, found) ? 12 : run > 1 ? 6 : 1;
        match.positions += found;
        at = found + 1;
    }
    match.score -= match.positions.isEmpty() ? 0 : std::min(match.positions.front(), 20);
    match.score -=
        static_cast<int>(std::min<qsizetype>(text.size() / 16, 6)); // shorter names first
    return match;
}

} // namespace

std::optional<WordMatch> matchWords(const QString &query, const QString &text)
{
    if (query.trimmed().isEmpty())
        return WordMatch();
    std::optional<WordMatch> best;
    const QChar first = folded(query.trimmed().front());
    for (int i = 0; i < text.size() && i < 200; ++i) {
        if (folded(text[i]) != first)
            continue;
        const auto match = matchFrom(query.trimmed(), text, i);
        if (match && (!best || match->score > best->score))
            best = match;
    }
    return best;
}

} // namespace meshlens::ui
