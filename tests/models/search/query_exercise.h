// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/query.h"

namespace meshlens::test {

/// What must hold of any text somebody types; the fuzzer and a test of random texts ask it.
/// Returns what does not hold; empty: all does.
inline QString wrongWith(const QString &text)
{
    using namespace search;
    const Query query = parse(text);
    for (const Problem &problem : query.problems) {
        if (problem.position < 0 || problem.length < 0 ||
            problem.position + problem.length > text.size() || problem.message.isEmpty())
            return QStringLiteral("a problem is nowhere");
    }
    const auto tokenList = tokens(query);
    for (const Token &token : tokenList) {
        if (token.position < 0 || token.position + token.length > text.size())
            return QStringLiteral("a token is nowhere");
    }
    const QString written = toText(query);
    // What is written out is longer by quotes and signs: past the limit it would be cut off.
    if (text.size() < 2000) {
        const Query again = parse(written);
        if (!again.problems.isEmpty())
            return QStringLiteral("its own text has problems: ") + written;
        if (!(again.root == query.root))
            return QStringLiteral("its own text means something else: ") + written;
    }
    (void)freeText(query);
    const QString chosen =
        withChoice(text, QStringLiteral("domain"), QStringLiteral("a \"b\\ c"), Choice::Chosen);
    (void)withChoice(chosen, QStringLiteral("domain"), QStringLiteral("a \"b\\ c"), Choice::Free);
    return {};
}

} // namespace meshlens::test
