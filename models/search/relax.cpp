// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/relax.h"

#include "models/search/folding.h"

#include <algorithm>
#include <array>
#include <bit>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

constexpr qsizetype shortestMended = 3;
constexpr qsizetype twoLettersFrom = 8;
constexpr qsizetype mostWords = 8; // that are tried; of more the last are left out

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
    // A number is no misspelt word, and a large catalog has a million of them.
    if (word.size() < shortestMended || word.front() <= u'9')
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
            const std::vector<std::uint64_t> &known = part.segment->wordLetters();
            const std::uint32_t first = part.segment->firstWord();
            for (std::uint32_t i = first; i - first < known.size(); ++i) {
                if (std::popcount(known[i - first] ^ letters) > 2 * near)
                    continue;
                const std::string_view token = tokens.at(i);
                const auto longer = static_cast<qsizetype>(token.size()) - bytes.size();
                if (std::abs(longer) > 2 * near)
                    continue;
                const QString other =
                    QString::fromUtf8(token.data(), static_cast<qsizetype>(token.size()));
                if (other.size() < shortestMended || !isNear(word, other, near))
                    continue;
                const quint64 weight = weightOf(part.segment->group(i));
                if (weight > bestWeight || (weight == bestWeight && weight > 0 && other < best)) {
                    best = other;
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

/// How many things have which words, of those that have most.
class MostWords
{
public:
    explicit MostWords(qsizetype words) : m_words(words), m_counts(std::size_t{1} << words) {}

    /// Adds the words up for 64 documents at a time: `planes` are the digits of 64 small numbers.
    void add(const std::vector<Bits> &sets)
    {
        for (std::size_t at = 0; at < sets.front().words(); ++at) {
            std::array<std::uint64_t, 4> planes{};
            for (const Bits &set : sets) {
                std::uint64_t carry = set.data()[at];
                for (std::uint64_t &plane : planes) {
                    const std::uint64_t next = plane & carry;
                    plane ^= carry;
                    carry = next;
                }
            }
            std::uint64_t best = ~std::uint64_t{0};
            int count = 0;
            for (int digit = 3; digit >= 0; --digit) {
                if (const std::uint64_t with = best & planes[digit]; with != 0) {
                    best = with;
                    count |= 1 << digit;
                }
            }
            note(sets, at, best, count);
        }
        for (std::size_t word = 0; word < sets.size(); ++word)
            m_single[word] += sets[word].count();
    }
    /// As bits; of equals those that most things have.
    [[nodiscard]] quint32 words() const
    {
        quint32 best = 0;
        std::size_t most = 0;
        for (quint32 mask = 1; mask < m_counts.size(); ++mask) {
            const std::size_t count = m_size > 1                 ? m_counts[mask]
                                      : std::popcount(mask) == 1 ? m_single[std::countr_zero(mask)]
                                                                 : 0;
            if (count > most) {
                best = mask;
                most = count;
            }
        }
        return best;
    }

private:
    void note(const std::vector<Bits> &sets, std::size_t at, std::uint64_t documents, int size)
    {
        if (size < std::max(2, m_size)) // single words are counted as a whole
            return;
        if (size > m_size) {
            m_size = size;
            std::fill(m_counts.begin(), m_counts.end(), 0);
        }
        for (; documents != 0; documents &= documents - 1) {
            const std::uint64_t document = documents & -documents;
            quint32 mask = 0;
            for (qsizetype word = 0; word < m_words; ++word)
                mask |= (sets[word].data()[at] & document) != 0 ? 1U << word : 0U;
            ++m_counts[mask];
        }
    }

    qsizetype m_words;
    int m_size = 0;                        // the most words that one thing has
    std::vector<std::size_t> m_counts;     // by words, of things that have so many
    std::array<std::size_t, 8> m_single{}; // that have a word
};

/// The largest set of words that something has, as bits; of equals the one that finds most. Words
/// behind the eighth are left out.
quint32 bestWords(const std::vector<Matcher> &matchers, qsizetype words)
{
    MostWords most(words);
    for (const Matcher &matcher : matchers) {
        std::vector<Bits> sets;
        for (qsizetype word = 0; word < words; ++word)
            sets.push_back(matcher.foundWord(word));
        most.add(sets);
    }
    return most.words();
}

} // namespace

Relaxed relaxed(const Index::Data &data, const Query &query, const FindOptions &options,
                const std::vector<Matcher> &asked, const Cancelled &cancelled)
{
    Relaxed result;
    result.query = query;
    if (asked.empty() || asked.front().words().isEmpty())
        return result;
    const std::vector<Matcher> *matchers = &asked;
    Result<std::vector<Matcher>> again = std::vector<Matcher>();
    if (const QString text = mendedText(data, query, asked); text != query.text) {
        result.query = parse(text);
        result.mended = text;
        result.changed = true;
        again = matched(data, result.query, options, cancelled);
        if (!again)
            return result;
        matchers = &*again;
    }
    const QList<Node> words = matchers->front().words();
    const qsizetype tried = std::min(words.size(), mostWords);
    const auto isFound = [](const Matcher &one) { return one.found().any(); };
    if (std::any_of(matchers->begin(), matchers->end(), isFound)) { // mending was enough
        result.matchers = std::move(again).value();
        return result;
    }
    const quint32 kept = bestWords(*matchers, tried);
    if (kept == 0 || std::popcount(kept) == words.size())
        return result;
    for (qsizetype i = words.size() - 1; i >= 0; --i) {
        if (i < tried && (kept >> i & 1) != 0)
            continue;
        result.dropped.prepend(words[i].text);
        result.mended.remove(words[i].position, words[i].length);
        result.query.root.children.removeIf([&](const Node &node) {
            return node.position == words[i].position && node.type == words[i].type;
        });
    }
    result.mended = result.mended.simplified();
    result.changed = true;
    return result;
}

} // namespace meshlens::search
