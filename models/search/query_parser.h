// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/query.h"

namespace meshlens::search {

/// Reads one query text from left to right:
///
///     sequence := choice*            choice := item ("OR" item)*
///     item     := "-" item | "(" sequence ")" | '"' phrase '"' | field ":" value | word
///
/// Anything that does not fit becomes a Problem and is stepped over.
class QueryParser
{
public:
    explicit QueryParser(const QString &text);
    [[nodiscard]] Query parse();

private:
    QList<Node> sequence(bool insideBrackets);
    std::optional<Node> choice();
    std::optional<Node> item();
    std::optional<Node> negated();
    std::optional<Node> bracketed();
    Node phrase();
    std::optional<Node> wordOrField();
    std::optional<Node> field(const QString &name, int start);
    QString value();
    QString quotedText();

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar peek(int ahead = 0) const;
    [[nodiscard]] bool atOr() const;
    void skipSpaces();
    void problem(int position, int length, const QString &message);

    QString m_text;
    int m_at = 0;
    int m_depth = 0;
    QList<Problem> m_problems;
};

} // namespace meshlens::search
