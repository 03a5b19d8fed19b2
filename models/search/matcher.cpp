// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/matcher.h"

#include "models/search/folding.h"
#include "models/search/marker.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

constexpr std::size_t mostInside = 64; // datasets of one name that are shown beside products

bool isFilter(const Node &node)
{
    return node.type == Node::Type::Field ||
           (node.type == Node::Type::Not && node.children.first().type == Node::Type::Field);
}

int numberOf(const QString &field)
{
    return static_cast<int>(fieldNames().indexOf(field));
}

/// Sets by level become sets by level or better.
void accumulate(Levels &levels)
{
    for (std::size_t level = 1; level < LevelCount; ++level) {
        if (levels[level - 1].size() > 0)
            join(levels[level], levels[level - 1]);
    }
}

} // namespace

Why whyOfTier(int tier)
{
    constexpr std::array wholes{Why::ExactName, Why::QualifiedName, Why::NamePrefix,
                                Why::NamePrefix};
    return tier < wholeTiers ? wholes[static_cast<std::size_t>(tier)]
                             : whyOf(static_cast<Level>(tier - wholeTiers));
}

Matcher::Matcher(const Part &part, const Query &query, const FindOptions &options)
    : m_part(part), m_options(options)
{
    prepare(query);
}

void Matcher::prepare(const Query &query)
{
    m_onlyWords = true;
    for (const Node &node : query.root.children) {
        if (isFilter(node)) {
            m_fields.append(node);
            continue;
        }
        m_text.children.append(node);
        if (node.type != Node::Type::Word && node.type != Node::Type::Phrase) {
            m_onlyWords = false;
            continue;
        }
        m_words.append(node);
        m_pieces += wordsOf(node.text);
    }
    m_wholeText = m_pieces.join(QString()).toUtf8();
}

bool Matcher::run(const Cancelled &cancelled)
{
    m_cancelled = cancelled;
    const std::size_t documents = segment().documents();

    QSet<mesh::Kind> named;
    for (const Node &node : std::as_const(m_fields)) {
        if (node.type != Node::Type::Field || node.field != u"kind")
            continue;
        for (const QString &value : node.values) {
            if (const auto kind = mesh::fromText<mesh::Kind>(value))
                named.insert(*kind);
        }
    }
    m_ofKinds = Bits(documents);
    for (const mesh::Kind kind :
         QSet<mesh::Kind>(m_options.kinds.begin(), m_options.kinds.end()) + named)
        segment().vocabulary(KindList + static_cast<int>(kind)).addTo(m_ofKinds);
    if (m_part.dead.size() > 0)
        m_ofKinds.remove(m_part.dead);
    m_visible = m_ofKinds;
    if (!named.contains(mesh::Kind::Dataset)) {
        Bits inside(documents);
        segment().vocabulary(InsideList).addTo(inside);
        m_visible.remove(inside);
    }

    for (const Node &node : std::as_const(m_fields)) {
        if (m_cancelled && m_cancelled())
            return false;
        const bool excluded = node.type == Node::Type::Not;
        const Node &field = excluded ? node.children.first() : node;
        Bits set = fieldSet(field);
        if (excluded)
            set.invert();
        m_filters.push_back({numberOf(field.field), std::move(set)});
    }

    Levels levels;
    if (m_text.children.isEmpty()) {
        levels[NameWhole] = Bits(documents);
        levels[NameWhole].fill();
        accumulate(levels);
    } else {
        levels = evaluate(m_text);
    }
    if (m_stopped)
        return false;

    Bits exact(documents), qualified(documents), prefix(documents);
    findWhole(exact, qualified, prefix);
    if (m_onlyWords)
        showInside(exact, qualified);
    const Bits &worst = levels[LevelCount - 1];
    m_textFound = worst.size() > 0 ? worst : Bits(documents);
    if (m_onlyWords) { // `grossrevenue` and `shop.public.orders` are found by their letters alone
        m_textFound |= exact;
        m_textFound |= qualified;
        m_textFound |= prefix;
    }
    m_found = m_textFound & m_visible;
    for (const Filter &filter : m_filters)
        m_found &= filter.set;

    Bits rest = m_found;
    const auto take = [&](int tier, Bits set) {
        set &= rest;
        if (!set.any())
            return;
        rest.remove(set);
        m_tiers[static_cast<std::size_t>(tier)] = std::move(set);
    };
    take(0, std::move(exact));
    take(1, std::move(qualified));
    if (levels[NameWhole].size() > 0)
        take(2, prefix & levels[NameWhole]);
    take(3, std::move(prefix));
    if (m_text.children.isEmpty()) { // who only looks around looks for products
        take(wholeTiers, ofKind(mesh::Kind::Product));
        take(wholeTiers + 1, ofKind(mesh::Kind::Dataset));
        take(wholeTiers + 2, rest);
        return true;
    }
    for (int level = 0; level < LevelCount; ++level) {
        if (levels[level].size() > 0)
            take(wholeTiers + level, std::move(levels[level]));
    }
    return true;
}

Bits Matcher::ofKind(mesh::Kind kind) const
{
    Bits set(segment().documents());
    segment().vocabulary(KindList + static_cast<int>(kind)).addTo(set);
    return set;
}

/// Whoever pastes the path or the name of a dataset wants it, though a product stands for it
/// elsewhere; unless the product has that name, too.
void Matcher::showInside(const Bits &exact, const Bits &qualified)
{
    m_visible |= qualified & m_ofKinds;
    Bits named = exact & m_ofKinds;
    std::size_t looked = 0;
    named.remove(m_visible).forEach([&](std::size_t document) {
        const auto found =
            segment().find(segment().text(static_cast<std::uint32_t>(document)).product);
        if (!found || !exact.test(*found))
            m_visible.set(document);
        return ++looked < mostInside;
    });
}

Bits Matcher::foundWithout(int field) const
{
    static const int kind = numberOf(u"kind"_s);
    Bits set = m_textFound & (field == kind ? m_ofKinds : m_visible);
    for (const Filter &filter : m_filters) {
        if (filter.field != field)
            set &= filter.set;
    }
    return set;
}

bool Matcher::filters(int field) const
{
    return std::any_of(m_filters.begin(), m_filters.end(),
                       [&](const Filter &filter) { return filter.field == field; });
}

/// Worst of all that must hold, best of any that may.
Levels Matcher::evaluate(const Node &node)
{
    m_stopped = m_stopped || (m_cancelled && m_cancelled());
    Levels levels;
    if (m_stopped)
        return levels;
    switch (node.type) {
    case Node::Type::All:
    case Node::Type::Any: {
        bool first = true;
        for (const Node &child : node.children) {
            Levels one = evaluate(child);
            for (std::size_t level = 0; level < LevelCount; ++level) {
                if (first)
                    levels[level] = std::move(one[level]);
                else if (node.type == Node::Type::Any)
                    join(levels[level], one[level]);
                else if (levels[level].size() > 0 && one[level].size() > 0)
                    levels[level] &= one[level];
                else
                    levels[level] = {};
            }
            first = false;
        }
        return levels;
    }
    case Node::Type::Not: {
        Bits set = evaluate(node.children.first())[LevelCount - 1];
        if (set.size() == 0)
            set = Bits(segment().documents());
        set.invert();
        levels[NameWhole] = std::move(set);
        break;
    }
    case Node::Type::Field:
        levels[NameWhole] = fieldSet(node);
        break;
    case Node::Type::Word:
    case Node::Type::Phrase:
        levels = levelsOf(segment(), node);
        m_leaves.emplace_back(node.position, node.length);
        m_leafLevels.push_back(levels);
        break;
    }
    accumulate(levels);
    return levels;
}

int Matcher::tierOf(std::uint32_t document) const
{
    for (int tier = 0; tier < tierCount; ++tier) {
        if (m_tiers[static_cast<std::size_t>(tier)].test(document))
            return tier;
    }
    return tierCount;
}

QList<Why> Matcher::reasons(std::uint32_t document) const
{
    QSet<Why> found;
    const int tier = tierOf(document);
    const bool whole = tier < wholeTiers;
    if (whole)
        found.insert(whyOfTier(tier));
    bool inPath = false;
    for (const Levels &levels : m_leafLevels) {
        const bool inName = levels[NameWhole].test(document) || levels[NameBegin].test(document) ||
                            levels[NamePart].test(document);
        if (inName && !whole)
            found.insert(Why::NameWords);
        inPath = inPath || (!inName && levels[AtPath].test(document));
        for (const Level level : {AtTerm, AtTag, AtOwner, AtText, AtColumn}) {
            if (levels[level].test(document))
                found.insert(whyOf(level));
        }
    }
    if (inPath && !whole)
        found.insert(Why::QualifiedName);
    QList<Why> ordered = found.values();
    std::sort(ordered.begin(), ordered.end());
    return ordered;
}

const Bits &Matcher::columns() const
{
    if (!m_columns) {
        m_columns = Bits(segment().columnNames().size());
        for (const Node *word : wordsIn(m_text))
            *m_columns |= columnNamesWith(segment(), *word);
        for (const Node &node : std::as_const(m_fields)) {
            if (node.type != Node::Type::Field || node.field != u"column")
                continue;
            for (const QString &value : node.values) {
                Node word;
                word.type = Node::Type::Word;
                word.text = value;
                *m_columns |= columnNamesWith(segment(), word);
            }
        }
    }
    return *m_columns;
}

bool Matcher::knowsWord(qsizetype word) const
{
    for (std::size_t leaf = 0; leaf < m_leaves.size(); ++leaf) {
        if (m_leaves[leaf].first != m_words[word].position)
            continue;
        return std::any_of(m_leafLevels[leaf].begin(), m_leafLevels[leaf].end(),
                           [](const Bits &set) { return set.any(); });
    }
    return false;
}

Bits Matcher::foundWord(qsizetype word) const
{
    Bits set(segment().documents());
    for (std::size_t leaf = 0; leaf < m_leaves.size(); ++leaf) {
        if (m_leaves[leaf].first != m_words[word].position)
            continue;
        for (const Bits &level : m_leafLevels[leaf])
            set |= level;
    }
    set &= m_visible;
    for (const Filter &filter : m_filters)
        set &= filter.set;
    return set;
}

} // namespace meshlens::search
