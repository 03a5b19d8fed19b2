// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

/// The query language, one for the window and the command line:
///
///     domain:payments,labels quality:>=75 fresh:late owner:"Ana Ruiz" changed:<7d
///     -deprecated (refund OR "charge back") column:iban
///
/// Words side by side must all match; `OR` inside brackets or at the top, `-` in front for "not",
/// a comma between the values of a field for "any of".
/// Thread: any; pure functions.
namespace meshlens::search {

enum class Comparison { Equal, Less, LessOrEqual, Greater, GreaterOrEqual };

/// A node of the query tree.
struct Node {
    enum class Type { All, Any, Not, Word, Phrase, Field };
    Type type = Type::All;
    QList<Node> children;                      // of All and Any; the one of Not
    QString text;                              // of Word and Phrase, as typed
    QString field;                             // of Field: one of fieldNames()
    Comparison comparison = Comparison::Equal; // of Field: quality and changed only
    QStringList values;                        // of Field: any of these
    int position = 0;                          // in the query text
    int length = 0;
    bool operator==(const Node &other) const; // without positions
};

/// Bad syntax: what to underline and what to say about it. The part is left out of the search.
struct Problem {
    int position = 0;
    int length = 0;
    QString message;
};

struct Query {
    QString text;
    Node root; // All
    QList<Problem> problems;
    [[nodiscard]] bool isEmpty() const { return root.children.isEmpty(); }
};

/// A complete `field:value` at the top of a query, as the query line shows it as a chip.
struct Token {
    QString field;
    Comparison comparison = Comparison::Equal;
    QStringList values;
    bool excluded = false;
    int position = 0; // with the minus sign
    int length = 0;
};

enum class Choice { Free, Chosen, Excluded };

/// domain, catalog, kind, type, owner, tag, term, class, status, archetype, quality, fresh, access,
/// column, changed.
[[nodiscard]] const QStringList &fieldNames();

/// The words a field takes; empty where any text will do (owner, tag, domain, ...).
[[nodiscard]] QStringList fieldValues(const QString &field);

/// Never fails: what cannot be read becomes a problem, the rest still searches.
[[nodiscard]] Query parse(const QString &text);

/// The query as text; parse(toText(q)).root == q.root.
[[nodiscard]] QString toText(const Query &query);
[[nodiscard]] QString toText(const Node &node);

[[nodiscard]] QList<Token> tokens(const Query &query);

/// The query text with one value of a field chosen, excluded or neither: what a click on a facet
/// does.
[[nodiscard]] QString withChoice(const QString &text, const QString &field, const QString &value,
                                 Choice choice);

/// The words and phrases without the tokens.
[[nodiscard]] QString freeText(const Query &query);

/// Milliseconds of `90s`, `30min`, `12h`, `7d`, `2w`, `3mo`, `1y`; -1 where it is no duration.
[[nodiscard]] qint64 durationMs(const QString &text);

} // namespace meshlens::search
