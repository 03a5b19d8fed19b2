// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/matcher.h"

#include "models/clock.h"
#include "models/search/folding.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

constexpr std::size_t mostQualified = 500; // names that are read to compare a qualified name

bool compares(double left, Comparison comparison, double right)
{
    switch (comparison) {
    case Comparison::Less:
        return left < right;
    case Comparison::LessOrEqual:
        return left <= right;
    case Comparison::Greater:
        return left > right;
    case Comparison::GreaterOrEqual:
        return left >= right;
    case Comparison::Equal:
        break;
    }
    return std::round(left) == std::round(right);
}

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

void collectWords(const Node &node, QList<const Node *> &words)
{
    if (node.type == Node::Type::Word || node.type == Node::Type::Phrase)
        words.append(&node);
    if (node.type == Node::Type::Not)
        return;
    for (const Node &child : node.children)
        collectWords(child, words);
}

/// Whether `text` ends with `end`, at the start of one of its words. Both are pieces of names.
bool endsWith(const QStringList &text, const QStringList &end)
{
    const QString joined = end.join(QString());
    QString tail;
    for (auto piece = text.rbegin(); piece != text.rend() && tail.size() < joined.size(); ++piece)
        tail.prepend(*piece);
    return tail == joined;
}

} // namespace

Why whyOfTier(int tier)
{
    return tier < wholeTiers ? static_cast<Why>(tier)
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
    take(2, std::move(prefix));
    for (int level = 0; level < LevelCount; ++level) {
        if (levels[level].size() > 0)
            take(wholeTiers + level, std::move(levels[level]));
    }
    return true;
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

Bits Matcher::tableSet(TableId table, const QStringList &wanted) const
{
    Bits set(segment().documents());
    const Values &values = segment().values(table);
    for (const QString &value : wanted) {
        if (const auto exact = values.byText.constFind(folded(value));
            exact != values.byText.constEnd()) {
            for (const int number : *exact)
                segment().documentsWith(table, static_cast<std::uint32_t>(number)).addTo(set);
            continue;
        }
        // A part of its words is enough where no value is called so.
        const QStringList pieces = wordsOf(value);
        if (pieces.isEmpty())
            continue;
        for (int number = 0; number < values.size(); ++number) {
            const QString line = folded(values.texts[number]);
            const bool maybe = std::all_of(pieces.begin(), pieces.end(), [&](const QString &piece) {
                return line.contains(piece);
            });
            if (!maybe)
                continue;
            const QByteArray words = wordLine(values.texts[number]);
            if (std::all_of(pieces.begin(), pieces.end(), [&](const QString &piece) {
                    return words.contains(' ' + piece.toUtf8());
                }))
                segment().documentsWith(table, static_cast<std::uint32_t>(number)).addTo(set);
        }
    }
    return set;
}

Bits Matcher::columnSet(const QStringList &wanted) const
{
    Bits set(segment().documents());
    for (const QString &value : wanted) {
        Node word;
        word.type = Node::Type::Word;
        word.text = value;
        const Bits names = columnNamesWith(segment(), word);
        Bits exact(names.size());
        const QString name = folded(value);
        names.forEach([&](std::size_t number) {
            const std::string_view text =
                segment().columnNames().at(static_cast<std::uint32_t>(number));
            if (folded(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))) == name)
                exact.set(number);
            return true;
        });
        set |= documentsWithColumns(segment(), exact.any() ? exact : names);
    }
    return set;
}

Bits Matcher::vocabularySet(int list, const QStringList &words, const QStringList &all) const
{
    Bits set(segment().documents());
    for (const QString &word : words) {
        if (const qsizetype at = all.indexOf(word); at >= 0)
            segment().vocabulary(list + static_cast<int>(at)).addTo(set);
    }
    return set;
}

Bits Matcher::qualitySet(const Node &node) const
{
    static const QStringList bands = fieldValues(u"quality"_s);
    Bits set(segment().documents());
    for (const QString &value : node.values) {
        bool isNumber = false;
        const double wanted = value.toDouble(&isNumber);
        if (!isNumber) {
            set |= vocabularySet(QualityList, {value}, bands);
            continue;
        }
        for (std::uint32_t document = 0; document < segment().documents(); ++document) {
            const std::uint16_t quality = segment().quality(document);
            if (quality != unknownQuality && compares(quality / 10.0, node.comparison, wanted))
                set.set(document);
        }
    }
    return set;
}

/// `<7d` speaks of the age, `>2026-03-01` of the moment.
Bits Matcher::changedSet(const Node &node) const
{
    Bits set(segment().documents());
    const auto changed = segment().changedSeconds();
    for (const QString &value : node.values) {
        const qint64 age = durationMs(value);
        const qint64 moment = age >= 0 ? 0 : fromRfc3339(value);
        for (std::uint32_t document = 0; document < segment().documents(); ++document) {
            if (changed[document] == unknownSeconds)
                continue;
            const std::int64_t atMs = changed[document] * std::int64_t{1000};
            const bool holds = age >= 0 ? compares(static_cast<double>(m_options.nowMs - atMs),
                                                   node.comparison, static_cast<double>(age))
                                        : compares(static_cast<double>(atMs), node.comparison,
                                                   static_cast<double>(moment));
            if (holds)
                set.set(document);
        }
    }
    return set;
}

Bits Matcher::fieldSet(const Node &node) const
{
    const QString &field = node.field;
    static const QStringList tables{u"domain"_s, u"catalog"_s, u"owner"_s, u"tag"_s, u"term"_s};
    if (const qsizetype table = tables.indexOf(field); table >= 0)
        return tableSet(static_cast<TableId>(table), node.values);
    if (field == u"column")
        return columnSet(node.values);
    if (field == u"kind")
        return vocabularySet(KindList, node.values, fieldValues(field));
    if (field == u"type")
        return vocabularySet(TypeList, node.values, fieldValues(field));
    if (field == u"status") // the lists begin with Unknown
        return vocabularySet(StatusList + 1, node.values, fieldValues(field));
    if (field == u"class") { // with `personal` behind the classes
        return vocabularySet(ClassList + 1, node.values, fieldValues(field));
    }
    if (field == u"archetype")
        return vocabularySet(ArchetypeList + 1, node.values, fieldValues(field));
    if (field == u"access")
        return vocabularySet(AccessList, node.values, fieldValues(field));
    if (field == u"quality")
        return qualitySet(node);
    if (field == u"changed")
        return changedSet(node);
    Bits set(segment().documents());
    const auto states = segment().freshness(m_options.nowMs);
    for (const QString &value : node.values) {
        if (const auto state = mesh::fromText<mesh::FreshnessState>(value))
            set |= (*states)[static_cast<std::size_t>(*state)];
    }
    return set;
}

/// Documents whose name is the whole text, whose qualified name it is, whose name begins with it.
void Matcher::findWhole(Bits &exact, Bits &qualified, Bits &prefix) const
{
    if (m_wholeText.isEmpty())
        return;
    const std::string_view text(m_wholeText.constData(),
                                static_cast<std::size_t>(m_wholeText.size()));
    const auto mark = [&](std::span<const std::uint32_t> documents, Bits &set) {
        for (const std::uint32_t document : documents) {
            if (document < set.size())
                set.set(document);
        }
    };
    mark(segment().named(text), exact);
    mark(segment().nameBegins(text), prefix);
    findQualified(qualified);
}

/// The end of the text is a name; what stands before it must be the end of the path, or the other
/// way round: `public.orders` and `warehouse.shop.public.orders` are both `shop.public.orders`.
void Matcher::findQualified(Bits &qualified) const
{
    for (qsizetype last = 1; last < m_pieces.size(); ++last) {
        const QByteArray name = m_pieces.last(last).join(QString()).toUtf8();
        const auto documents =
            segment().named({name.constData(), static_cast<std::size_t>(name.size())});
        if (documents.empty())
            continue;
        Bits candidates(segment().documents());
        for (const std::uint32_t document : documents) {
            if (document < candidates.size())
                candidates.set(document);
        }
        const auto inPath = [&](const QString &piece) {
            Bits found(segment().documents());
            const QByteArray bytes = piece.toUtf8();
            if (const auto token =
                    segment().token({bytes.constData(), static_cast<std::size_t>(bytes.size())}))
                segment().group(*token).lists[InPath].addTo(found);
            return found;
        };
        candidates &= inPath(m_pieces[m_pieces.size() - last - 1]);
        // Those with all words of the path first: a common name has many others.
        Bits likely = candidates;
        for (qsizetype i = 0; i + last < m_pieces.size(); ++i)
            likely &= inPath(m_pieces[i]);
        std::size_t looked = 0;
        const auto look = [&](std::size_t number) {
            const auto document = static_cast<std::uint32_t>(number);
            const int kind = segment().flags(document).kind();
            // Of terms these are synonyms, of people an address: found, but no name of theirs.
            if (kind == static_cast<int>(mesh::Kind::Term) ||
                kind == static_cast<int>(mesh::Kind::Party))
                return true;
            const QStringList path = wordsOf(segment().text(document).qualified);
            if (path.size() > last && (endsWith(path, m_pieces) || endsWith(m_pieces, path)))
                qualified.set(number);
            return ++looked < mostQualified;
        };
        likely.forEach(look);
        if (!qualified.any())
            candidates.forEach(look);
    }
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
        QList<const Node *> words;
        collectWords(m_text, words);
        for (const Node *word : std::as_const(words))
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

Marker::Marker(const Query &query)
{
    QList<const Node *> words;
    for (const Node &node : query.root.children)
        collectWords(node, words);
    for (const Node *word : std::as_const(words)) {
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
