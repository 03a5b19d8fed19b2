// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/relax.h"

#include "models/search/folding.h"

#include <bit>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

constexpr qsizetype shortestMended = 3;
constexpr qsizetype twoLettersFrom = 8;

/// The most frequent word of the index that is nearly this one; empty: there is none.
QString mended(const Index::Data &data, const QString &word)
{
    if (word.size() < shortestMended)
        return {};
    const int most = word.size() >= twoLettersFrom ? 2 : 1;
    for (int letters = 1; letters <= most; ++letters) {
        QString best;
        int bestCount = 0;
        for (auto known = data.vocabulary.constBegin(); known != data.vocabulary.constEnd();
             ++known) {
            const bool better =
                known.value() > bestCount || (known.value() == bestCount && known.key() < best);
            if (known.key().size() >= shortestMended && better &&
                isNear(word, known.key(), letters)) {
                best = known.key();
                bestCount = known.value();
            }
        }
        if (!best.isEmpty())
            return best;
    }
    return {};
}

quint32 foundAnywhere(const Index::Data &data, const Matcher &matcher)
{
    quint32 found = 0;
    for (const Entry &entry : data.entries)
        found |= matcher.wordsFound(entry);
    return found;
}

/// The query text with unknown words mended; the same text when none could be.
QString mendedText(const Index::Data &data, const Query &query, const Matcher &matcher)
{
    QString text = query.text;
    const quint32 found = foundAnywhere(data, matcher);
    for (qsizetype i = matcher.words().size() - 1; i >= 0; --i) {
        const Node &word = matcher.words()[i];
        if (i >= 32 || (found & (1u << i)) != 0 || word.type != Node::Type::Word)
            continue;
        QStringList parts;
        bool changed = false;
        for (const QString &part : wordsOf(word.text)) {
            const QString better = data.vocabulary.contains(part) ? QString() : mended(data, part);
            changed = changed || !better.isEmpty();
            parts.append(better.isEmpty() ? part : better);
        }
        if (changed)
            text.replace(word.position, word.length, parts.join(u' '));
    }
    return text;
}

/// The words that most entries with the most words have in common.
quint32 bestWords(const Index::Data &data, const Matcher &matcher)
{
    QHash<quint32, int> counts;
    for (const Entry &entry : data.entries) {
        if (entry.kind != mesh::Kind::Party && matcher.failedField(entry) == Matcher::meetsAll)
            ++counts[matcher.wordsFound(entry)];
    }
    quint32 best = 0;
    for (auto set = counts.constBegin(); set != counts.constEnd(); ++set) {
        const int words = std::popcount(set.key());
        const int bestWordCount = std::popcount(best);
        const bool better =
            words > bestWordCount ||
            (words == bestWordCount && (set.value() > counts.value(best) ||
                                        (set.value() == counts.value(best) && set.key() < best)));
        if (better)
            best = set.key();
    }
    return best;
}

} // namespace

Relaxed relaxed(const Index::Data &data, const Query &query, std::int64_t nowMs)
{
    Relaxed result;
    result.query = query;
    Matcher matcher(data, query, nowMs);
    if (matcher.words().isEmpty())
        return result;
    if (const QString text = mendedText(data, query, matcher); text != query.text) {
        result.query = parse(text);
        result.mended = text;
        result.changed = true;
    }
    const Matcher again(data, result.query, nowMs);
    const quint32 kept = bestWords(data, again);
    const qsizetype words = std::min<qsizetype>(32, again.words().size());
    if (kept == 0 || std::popcount(kept) == words)
        return result;
    for (qsizetype i = 0; i < words; ++i) {
        if ((kept & (1u << i)) != 0)
            continue;
        const Node &word = again.words()[i];
        result.dropped.append(word.text);
        const auto at =
            std::find_if(result.query.root.children.begin(), result.query.root.children.end(),
                         [&](const Node &node) {
                             return node.position == word.position && node.type == word.type;
                         });
        if (at != result.query.root.children.end())
            result.query.root.children.erase(at);
    }
    result.changed = true;
    return result;
}

} // namespace meshlens::search
