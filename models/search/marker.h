// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

namespace meshlens::search {

/// The words and phrases below a node, without those that must not be found.
[[nodiscard]] QList<const Node *> wordsIn(const Node &node);

/// What of a text the query's words are found in, to be marked.
class Marker
{
public:
    explicit Marker(const Query &query);
    [[nodiscard]] QList<Match> marks(const QString &text) const;

private:
    struct Piece {
        QString text;
        bool whole = false;
    };
    QList<Piece> m_pieces;
};

} // namespace meshlens::search
