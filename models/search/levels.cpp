// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/levels.h"

#include "models/search/folding.h"
#include "models/search/together.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

constexpr std::size_t shortestPart = 3; // letters of a word that are looked for inside words
constexpr std::size_t phraseChecksInJob = 20;
constexpr std::size_t mostPhraseChecks = 400; // texts that are read for one phrase, best first

using Fields = std::array<Bits, FieldCount>;

std::vector<std::string> piecesOfWord(const Node &word)
{
    std::vector<std::string> pieces;
    forEachWord(word.text, [&](std::string_view piece) { pieces.emplace_back(piece); });
    return pieces;
}

void addTo(const Segment &segment, const Postings &list, Bits &set)
{
    if (list.isEmpty())
        return;
    if (set.size() == 0)
        set = Bits(segment.documents());
    list.addTo(set);
}

using Wanted = std::array<bool, FieldCount>;
constexpr Wanted everywhere{true, true, true, true, true, true, true};

void addGroup(const Segment &segment, const Group &group, Fields &fields,
              const Wanted &wanted = everywhere)
{
    for (int field = 0; field < FieldCount; ++field) {
        if (wanted[field])
            addTo(segment, group.lists[field], fields[field]);
    }
    const Postings &names = group.lists[columnNamesList];
    if (!wanted[InColumn] || names.isEmpty() || !group.lists[InColumn].isEmpty())
        return;
    for (const std::uint32_t name : names.few())
        addTo(segment, segment.documentsWith(ColumnNames, name), fields[InColumn]);
}

Fields whole(const Segment &segment, std::string_view piece)
{
    Fields fields;
    if (const auto token = segment.token(piece))
        addGroup(segment, segment.group(*token), fields);
    return fields;
}

Fields beginning(const Segment &segment, std::string_view piece)
{
    Fields fields;
    Wanted wanted = everywhere;
    if (const auto group = segment.beginning(piece)) {
        for (int field = 0; field < FieldCount; ++field) {
            wanted[field] = group->lists[field].isEmpty();
            addTo(segment, group->lists[field], fields[field]);
        }
    }
    const Segment::Range range = segment.tokensFrom(piece);
    segment.expectGroups(range.from, range.to);
    for (std::uint32_t token = range.from; token < range.to; ++token)
        addGroup(segment, segment.group(token), fields, wanted);
    return fields;
}

/// Tokens that have the piece inside, not at their start.
template<typename Each>
void forEachInside(const StringTable &tokens, std::string_view piece, Each each)
{
    const std::string_view all = tokens.bytes();
    std::size_t at = 0;
    while (at < all.size()) {
        const void *found = memmem(all.data() + at, all.size() - at, piece.data(), piece.size());
        if (found == nullptr)
            return;
        at = static_cast<std::size_t>(static_cast<const char *>(found) - all.data());
        const std::uint32_t number = tokens.numberAt(at);
        const std::string_view token = tokens.at(number);
        const std::size_t end = static_cast<std::size_t>(token.data() - all.data()) + token.size();
        if (token.empty() || at + piece.size() > end) {
            ++at;
            continue;
        }
        if (token.data() != all.data() + at)
            each(number);
        at = end;
    }
}

/// Names, tables and columns of them; descriptions are found by the beginnings of their words.
Fields inside(const Segment &segment, std::string_view piece)
{
    Fields fields;
    if (QString::fromUtf8(piece.data(), static_cast<qsizetype>(piece.size())).size() <
        static_cast<qsizetype>(shortestPart))
        return fields;
    std::vector<std::uint32_t> found;
    forEachInside(segment.tokens(), piece, [&](std::uint32_t token) {
        segment.expectGroups(token, token + 1); // all of them before the first is read
        found.push_back(token);
    });
    Wanted wanted = everywhere;
    wanted[InText] = false;
    for (const std::uint32_t token : found)
        addGroup(segment, segment.group(token), fields, wanted);
    return fields;
}

void cut(Bits &set, const Bits &other, bool first)
{
    if (first)
        set = other;
    else if (set.size() > 0 && other.size() > 0)
        set &= other;
    else
        set = {};
}

QString marked(const QString &text)
{
    return QString::fromUtf8(wordLine(text));
}

using FieldMask = std::array<bool, FieldCount>;

/// Where a document has the words of a phrase one after the other.
FieldMask fieldsWithPhrase(const Segment &segment, const Fields &fields, std::uint32_t document,
                           const QString &phrase)
{
    FieldMask mask{};
    const DocText text = segment.text(document);
    const Row row = segment.row(document);
    const auto look = [&](Field field, const QString &where) {
        if (!mask[field] && fields[field].test(document))
            mask[field] = marked(where).contains(phrase);
    };
    look(InName, text.name);
    look(InPath, text.qualified);
    look(InText, text.description);
    for (const auto &[table, field] :
         {std::pair(Terms, InTerm), std::pair(Tags, InTag), std::pair(Owners, InOwner)}) {
        for (const std::uint32_t value : row.numbers[table])
            look(field, segment.values(table).texts.value(static_cast<int>(value)));
    }
    for (const ColumnRef &column : text.columns) {
        const std::string_view name = segment.columnNames().at(column.name);
        look(InColumn, QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    }
    return mask;
}

/// Phrases: all words somewhere in a field, then a look at the texts of the best.
Levels phraseLevels(const Segment &segment, const std::vector<std::string> &pieces)
{
    Fields fields;
    bool first = true;
    for (const std::string &piece : pieces) {
        const Fields one = whole(segment, piece);
        for (int field = 0; field < FieldCount; ++field)
            cut(fields[field], one[field], first);
        first = false;
    }
    Levels levels;
    const auto levelOf = [](int field) {
        constexpr std::array of{NameWhole, AtTerm, AtTag, AtOwner, AtPath, AtText, AtColumn};
        return of[static_cast<std::size_t>(field)];
    };
    if (pieces.size() == 1) {
        for (int field = 0; field < FieldCount; ++field)
            levels[levelOf(field)] = std::move(fields[field]);
        return levels;
    }
    QString phrase(u' ');
    for (const std::string &piece : pieces)
        phrase += QString::fromStdString(piece) + u' ';
    Bits candidates;
    for (const Bits &set : fields)
        join(candidates, set);
    // Names have their own share: they are what people quote most.
    std::vector<std::uint32_t> documents;
    const auto choose = [&](const Bits &set) {
        std::size_t left = mostPhraseChecks;
        set.forEach([&](std::size_t number) {
            documents.push_back(static_cast<std::uint32_t>(number));
            return --left > 0;
        });
    };
    if (fields[InName].size() > 0) {
        choose(fields[InName]);
        candidates.remove(fields[InName]);
    }
    choose(candidates);
    for (const std::uint32_t document : documents)
        (void)segment.expectText(document);
    // Texts are unpacked one by one, which takes longer than all the rest.
    std::vector<FieldMask> found(documents.size());
    std::vector<Together::Job> jobs;
    for (std::size_t from = 0; from < documents.size(); from += phraseChecksInJob) {
        jobs.push_back([&, from] {
            const std::size_t to = std::min(from + phraseChecksInJob, documents.size());
            for (std::size_t i = from; i < to; ++i)
                found[i] = fieldsWithPhrase(segment, fields, documents[i], phrase);
        });
    }
    Together together;
    together.start(std::move(jobs));
    (void)together.finish({});
    for (std::size_t i = 0; i < documents.size(); ++i) {
        for (int field = 0; field < FieldCount; ++field) {
            if (!found[i][static_cast<std::size_t>(field)])
                continue;
            Bits &set = levels[levelOf(field)];
            if (set.size() == 0)
                set = Bits(segment.documents());
            set.set(documents[i]);
        }
    }
    return levels;
}

} // namespace

QString toText(Why why)
{
    static const QStringList words{
        u"exact_name"_s, u"qualified_name"_s, u"name_prefix"_s, u"name_words"_s, u"term"_s,
        u"tag"_s,        u"owner"_s,          u"description"_s, u"column"_s,     QString()};
    return words[static_cast<int>(why)];
}

Why whyOf(Level level)
{
    constexpr std::array whys{Why::NameWords,     Why::NameWords,   Why::NameWords,
                              Why::Term,          Why::Tag,         Why::Owner,
                              Why::QualifiedName, Why::Description, Why::Column};
    return whys[level];
}

Levels levelsOf(const Segment &segment, const Node &word)
{
    const std::vector<std::string> pieces = piecesOfWord(word);
    Levels levels;
    if (pieces.empty()) {
        levels[NameWhole] = Bits(segment.documents());
        levels[NameWhole].fill(); // `...`, `--`: nothing to look for, so nothing is in the way
        return levels;
    }
    if (word.type == Node::Type::Phrase)
        return phraseLevels(segment, pieces);
    bool first = true;
    for (const std::string &piece : pieces) {
        const Fields exact = whole(segment, piece);
        Fields begun = beginning(segment, piece);
        const Fields parts = inside(segment, piece);
        cut(levels[NameWhole], exact[InName], first);
        cut(levels[NameBegin], begun[InName], first);
        for (int field = 0; field < FieldCount; ++field) {
            if (parts[field].size() > 0)
                join(begun[field], parts[field]);
        }
        cut(levels[NamePart], begun[InName], first);
        cut(levels[AtTerm], begun[InTerm], first);
        cut(levels[AtTag], begun[InTag], first);
        cut(levels[AtOwner], begun[InOwner], first);
        cut(levels[AtPath], begun[InPath], first);
        cut(levels[AtText], begun[InText], first);
        cut(levels[AtColumn], begun[InColumn], first);
        first = false;
    }
    if (pieces.size() > 1 && levels[AtColumn].size() > 0) // all pieces in one column
        levels[AtColumn] = documentsWithColumns(segment, columnNamesWith(segment, word));
    return levels;
}

Bits columnNamesWith(const Segment &segment, const Node &word)
{
    const std::uint32_t names = segment.columnNames().size();
    Bits all;
    bool first = true;
    for (const std::string &piece : piecesOfWord(word)) {
        Bits found(names);
        if (word.type == Node::Type::Phrase) {
            if (const auto token = segment.token(piece))
                segment.group(*token).lists[columnNamesList].addTo(found);
        } else {
            const Segment::Range range = segment.tokensFrom(piece);
            for (std::uint32_t token = range.from; token < range.to; ++token)
                segment.group(token).lists[columnNamesList].addTo(found);
            if (piece.size() >= shortestPart) {
                forEachInside(segment.tokens(), piece, [&](std::uint32_t token) {
                    segment.group(token).lists[columnNamesList].addTo(found);
                });
            }
        }
        cut(all, found, first);
        first = false;
    }
    return first ? Bits(names) : all;
}

Bits documentsWithColumns(const Segment &segment, const Bits &names)
{
    Bits found(segment.documents());
    names.forEach([&](std::size_t name) {
        segment.documentsWith(ColumnNames, static_cast<std::uint32_t>(name)).addTo(found);
        return true;
    });
    return found;
}

} // namespace meshlens::search
