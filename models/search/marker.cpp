// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/marker.h"

#include "models/search/folding.h"

#include <algorithm>

namespace meshlens::search {

QList<const Node *> wordsIn(const Node &node)
{
    if (node.type == Node::Type::Word || node.type == Node::Type::Phrase)
        return {&node};
    QList<const Node *> words;
    if (node.type != Node::Type::Not) {
        for (const Node &child : node.children)
            words += wordsIn(child);
    }
    return words;
}

Marker::Marker(const Query &query)
{
    for (const Node *word : wordsIn(query.root)) {
        for (const QString &piece : wordsOf(word->text))
            m_pieces.append({piece, word->type == Node::Type::Phrase});
    }
}

QList<Match> Marker::marks(const QString &text) const
{
    QList<Match> marks;
    if (m_pieces.isEmpty())
        return marks;
    for (const search::Piece &word : piecesOf(text)) {
        Match best;
        for (const Piece &piece : m_pieces) {
            const qsizetype at =
                piece.whole ? (word.folded == piece.text ? 0 : -1)
                            : (piece.text.size() < 3 ? (word.folded.startsWith(piece.text) ? 0 : -1)
                                                     : word.folded.indexOf(piece.text));
            if (at < 0 || piece.text.size() <= best.length)
                continue;
            // Folding may change the number of letters (`ß`): stay inside the word.
            const int start = std::min(static_cast<int>(at), word.length);
            best = {word.start + start,
                    std::min(static_cast<int>(piece.text.size()), word.length - start)};
        }
        if (best.length > 0)
            marks.append(best);
    }
    return marks;
}

} // namespace meshlens::search
