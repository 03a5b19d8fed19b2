// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/segment_finisher.h"

#include <QCoreApplication>

#include <algorithm>

namespace meshlens::search {
namespace {

// A beginning whose tokens take more than this is kept as a union: reading a megabyte of lists
// takes about a millisecond.
constexpr std::size_t bytesWorthAUnion = 800'000;
constexpr std::size_t longestBeginning = 4;
// A union is kept where it is so much smaller than what it joins; else that is read itself.
constexpr std::size_t worthAUnion = 2;
// Lists of a word in columns that are so few columns' are read column by column.
constexpr std::size_t fewColumnNames = 4;

Error cannotWrite(const QIODevice &device)
{
    return {Error::Kind::Storage,
            QCoreApplication::translate("Search", "The search index cannot be written. Is the disk "
                                                  "full?"),
            device.errorString()};
}

void appendGroup(std::string &bytes, const std::array<std::string, listsInGroup> &lists)
{
    unsigned mask = 0;
    for (int list = 0; list < listsInGroup; ++list)
        mask |= lists[list].empty() ? 0U : 1U << list;
    bytes += static_cast<char>(mask);
    for (const std::string &list : lists) {
        if (!list.empty())
            appendVarint(bytes, list.size());
    }
    for (const std::string &list : lists)
        bytes += list;
}

/// Beginnings of the sorted tokens that take long to read together, shortest first inside a letter.
std::vector<std::string> largeBeginnings(const std::vector<std::string_view> &tokens,
                                         const std::vector<std::uint64_t> &costs)
{
    std::vector<std::string> found;
    for (std::size_t length = 1; length <= longestBeginning; ++length) {
        for (std::size_t from = 0; from < tokens.size();) {
            const std::string_view prefix = tokens[from].substr(0, length);
            std::size_t to = from;
            while (to < tokens.size() && tokens[to].substr(0, length) == prefix)
                ++to;
            if (prefix.size() == length && costs[to] - costs[from] > bytesWorthAUnion)
                found.emplace_back(prefix);
            from = to;
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

std::uint32_t SegmentWriter::Finisher::end()
{
    if (postings.size() > 0xFFFFFFF0ULL)
        d.failed = true;
    return static_cast<std::uint32_t>(postings.size());
}

void SegmentWriter::Finisher::writeTokens()
{
    tokens.reserve(d.tokenNumbers.size());
    for (const auto &[word, number] : d.tokenNumbers)
        tokens.push_back({word, number, {}});
    std::sort(tokens.begin(), tokens.end(),
              [](const Token &left, const Token &right) { return left.word < right.word; });
    std::vector<std::uint32_t> groups{0};
    std::vector<std::uint64_t> costs{0}; // of reading all words so far, with their columns
    std::vector<std::string_view> words;
    for (Token &token : tokens) {
        const WordLists &word = d.words[token.number];
        std::array<std::string, listsInGroup> lists;
        for (int field = 0; field < FieldCount; ++field) {
            if (word.lists[field] < 0 ||
                (field == InColumn && word.columnNames.size() <= fewColumnNames))
                continue;
            appendPostings(lists[field], ranked(d.lists[word.lists[field]]));
            token.sizes[field] = static_cast<std::uint32_t>(lists[field].size());
        }
        if (!word.columnNames.empty())
            appendPostings(lists[columnNamesList], word.columnNames);
        appendGroup(postings, lists);
        groups.push_back(end());
        costs.push_back(costs.back() + groups.back() - groups[groups.size() - 2]);
        if (lists[InColumn].empty()) {
            for (const std::uint32_t name : word.columnNames)
                costs.back() += d.tables[ColumnNames].documents[name].bytes();
        }
        words.push_back(token.word);
    }
    out.strings(SectionId::TokenOffsets, SectionId::TokenBytes, words);
    out.section(SectionId::GroupOffsets, groups);
    writeBeginnings(costs);
}

void SegmentWriter::Finisher::writeBeginnings(const std::vector<std::uint64_t> &costs)
{
    std::vector<std::string_view> words;
    for (const Token &token : tokens)
        words.push_back(token.word);
    const std::vector<std::string> beginnings = largeBeginnings(words, costs);
    std::vector<std::uint32_t> offsets{end()};
    for (const std::string &beginning : beginnings) {
        appendGroup(postings, unionsOf(beginning));
        offsets.push_back(end());
    }
    out.strings(SectionId::PrefixOffsets, SectionId::PrefixBytes, beginnings);
    out.section(SectionId::PrefixGroupOffsets, offsets);
}

std::array<std::string, listsInGroup>
SegmentWriter::Finisher::unionsOf(const std::string &beginning)
{
    const auto from = std::lower_bound(
        tokens.begin(), tokens.end(), beginning,
        [](const Token &token, const std::string &text) { return token.word < text; });
    std::array<std::string, listsInGroup> lists;
    for (int field = 0; field < FieldCount; ++field) {
        Bits all(order.size());
        std::size_t joined = 0;
        for (auto token = from; token != tokens.end() && token->word.starts_with(beginning);
             ++token) {
            joined += token->sizes[field];
            if (const std::int32_t list = d.words[token->number].lists[field]; list >= 0)
                d.lists[list].forEach([&](std::uint32_t doc) { all.set(numberOf[doc]); });
        }
        std::string packed;
        std::vector<std::uint32_t> numbers;
        all.forEach([&](std::size_t number) {
            numbers.push_back(static_cast<std::uint32_t>(number));
            return true;
        });
        appendPostings(packed, numbers);
        if (field == InColumn || packed.size() * worthAUnion < joined)
            lists[field] = std::move(packed);
    }
    return lists;
}

void SegmentWriter::Finisher::writeTables()
{
    for (int table = 0; table < TableCount; ++table) {
        out.strings(SectionId::TableOffsets, SectionId::TableBytes, d.tables[table].strings, table);
        std::vector<std::uint32_t> offsets{end()};
        for (const GrowingList &list : d.tables[table].documents) {
            appendPostings(postings, ranked(list));
            offsets.push_back(end());
        }
        out.section(SectionId::TablePostings, offsets, table);
    }
    std::vector<std::uint32_t> offsets{end()};
    for (const GrowingList &list : d.vocabulary) {
        appendPostings(postings, ranked(list), Packing::Quick);
        offsets.push_back(end());
    }
    out.section(SectionId::VocabularyOffsets, offsets);
    out.section(SectionId::Postings, postings);
    postings = {};
}

Result<void> SegmentWriter::finish(QIODevice &device, std::uint64_t id, const QByteArray &meta)
{
    if (d->spooled > 0 && !d->waiting.empty()) {
        d->failed = d->failed ||
                    d->spool.write(d->waiting.data(), static_cast<qint64>(d->waiting.size())) !=
                        static_cast<qint64>(d->waiting.size()) ||
                    !d->spool.flush();
    }
    if (d->failed)
        return cannotWrite(d->spool);
    const char *texts = d->waiting.data();
    if (d->spooled > 0) {
        if (!d->spool.flush())
            return cannotWrite(d->spool);
        texts = reinterpret_cast<const char *>(d->spool.map(0, d->spool.size()));
        if (texts == nullptr)
            return cannotWrite(d->spool);
        d->waiting = {};
    }

    Finisher finisher(*d, device, id, texts);
    finisher.out.section(SectionId::Meta, meta.constData(), static_cast<std::size_t>(meta.size()));
    finisher.writeTokens();
    finisher.writeTables();
    finisher.writeNames();
    finisher.writeNumbers();
    finisher.writeRows();
    finisher.writeTexts();
    finisher.writeKeys();
    return !d->failed && finisher.out.close() ? Result<void>() : Result<void>(cannotWrite(device));
}

} // namespace meshlens::search
