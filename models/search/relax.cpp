// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/relax.h"

#include "models/search/folding.h"

#include <algorithm>
#include <bit>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

constexpr qsizetype shortestMended = 3;
constexpr qsizetype twoLettersFrom = 8;
constexpr qsizetype mostWords = 8; // whose parts are all tried; of more the last are left out

/// Which letters a word has, one bit each: words that are near share nearly all.
std::uint64_t lettersOf(std::string_view word)
{
    std::uint64_t letters = 0;
    for (const char c : word)
        letters |= std::uint64_t{1} << (static_cast<unsigned char>(c) % 61);
    return letters;
}

/// How often a token is a name's, term's, tag's, owner's or column's; those of descriptions alone
/// are no spelling to mend to.
quint64 weightOf(const Group &group)
{
    quint64 weight = 0;
    for (const Field field : {InName, InTerm, InTag, InOwner, InPath, InColumn})
        weight += group.lists[field].count();
    return weight;
}

/// The most frequent word of the index that is nearly this one; empty: there is none.
QString mended(const Index::Data &data, const QString &word)
{
    if (word.size() < shortestMended)
        return {};
    const int most = word.size() >= twoLettersFrom ? 2 : 1;
    const QByteArray bytes = word.toUtf8();
    const std::string_view wanted(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    const std::uint64_t letters = lettersOf(wanted);
    for (int near = 1; near <= most; ++near) {
        QString best;
        quint64 bestWeight = 0;
        for (const Part &part : data.parts) {
            const StringTable &tokens = part.segment->tokens();
            for (std::uint32_t i = 0; i < tokens.size(); ++i) {
                const std::string_view token = tokens.at(i);
                const auto longer = static_cast<qsizetype>(token.size()) - bytes.size();
                if (std::abs(longer) > 2 * near ||
                    std::popcount(lettersOf(token) ^ letters) > 2 * near)
                    continue;
                const QString known =
                    QString::fromUtf8(token.data(), static_cast<qsizetype>(token.size()));
                if (known.size() < shortestMended || !isNear(word, known, near))
                    continue;
                const quint64 weight = weightOf(part.segment->group(i));
                if (weight > bestWeight || (weight == bestWeight && weight > 0 && known < best)) {
                    best = known;
                    bestWeight = weight;
                }
            }
        }
        if (!best.isEmpty())
            return best;
    }
    return {};
}

bool isKnown(const Index::Data &data, const QString &word)
{
    const QByteArray bytes = word.toUtf8();
    const std::string_view view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    return std::any_of(data.parts.begin(), data.parts.end(), [&](const Part &part) {
        const auto token = part.segment->token(view);
        return token && weightOf(part.segment->group(*token)) > 0;
    });
}

/// The query text with unknown words mended; the same text when none could be.
QString mendedText(const Index::Data &data, const Query &query,
                   const std::vector<Matcher> &matchers)
{
    QString text = query.text;
    if (matchers.empty())
        return text;
    const QList<Node> &words = matchers.front().words();
    for (qsizetype i = words.size() - 1; i >= 0; --i) { // from the right: positions stay true
        const Node &word = words[i];
        const bool known = std::any_of(matchers.begin(), matchers.end(),
                                       [&](const Matcher &one) { return one.knowsWord(i); });
        if (known || word.type != Node::Type::Word)
            continue;
        QStringList parts;
        bool changed = false;
        for (const QString &part : wordsOf(word.text)) {
            const QString better = isKnown(data, part) ? QString() : mended(data, part);
            changed = changed || !better.isEmpty();
            parts.append(better.isEmpty() ? part : better);
        }
        if (changed)
            text.replace(word.position, word.length, parts.join(u' '));
    }
    return text;
}

/// The largest set of words that something has, as bits; of equals the one that finds most. Words
/// behind the eighth are left out.
quint32 bestWords(const std::vector<Matcher> &matchers, qsizetype words)
{
    std::vector<std::vector<Bits>> sets; // by part and word
    for (const Matcher &matcher : matchers) {
        std::vector<Bits> &own = sets.emplace_back();
        for (qsizetype word = 0; word < words; ++word)
            own.push_back(matcher.foundWord(word));
    }
    quint32 best = 0;
    std::size_t bestCount = 0;
    for (int size = static_cast<int>(words); size > 0 && best == 0; --size) {
        for (quint32 mask = 1; mask < (1U << words); ++mask) {
            if (std::popcount(mask) != size)
                continue;
            std::size_t count = 0;
            for (const std::vector<Bits> &own : sets) {
                Bits all;
                for (qsizetype word = 0; word < words; ++word) {
                    if ((mask >> word & 1) == 0)
                        continue;
                    if (all.size() == 0)
                        all = own[word];
                    else
                        all &= own[word];
                }
                count += all.count();
            }
            if (count > bestCount) {
                best = mask;
                bestCount = count;
            }
        }
    }
    return best;
}

} // namespace

Relaxed relaxed(const Index::Data &data, const Query &query, const FindOptions &options,
                const Cancelled &cancelled)
{
    Relaxed result;
    result.query = query;
    auto matchers = matched(data, query, options, cancelled);
    if (!matchers || matchers->empty() || matchers->front().words().isEmpty())
        return result;
    if (const QString text = mendedText(data, query, *matchers); text != query.text) {
        result.query = parse(text);
        result.mended = text;
        result.changed = true;
        matchers = matched(data, result.query, options, cancelled);
        if (!matchers)
            return result;
    }
    const QList<Node> words = matchers->front().words();
    const qsizetype tried = std::min(words.size(), mostWords);
    const quint32 kept = bestWords(*matchers, tried);
    if (kept == 0 || std::popcount(kept) == words.size())
        return result;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (i < tried && (kept >> i & 1) != 0)
            continue;
        result.dropped.append(words[i].text);
        result.query.root.children.removeIf([&](const Node &node) {
            return node.position == words[i].position && node.type == words[i].type;
        });
    }
    result.changed = true;
    return result;
}

} // namespace meshlens::search
