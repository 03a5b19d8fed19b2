// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/segment_writer.h"

#include "models/search/folding.h"
#include "models/search/index.h"
#include "models/search/postings.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryFile>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <unordered_map>
#include <zstd.h>

namespace meshlens::search {
namespace {

// A beginning whose tokens take more than this is kept as a union: reading a megabyte of lists
// takes about half a millisecond.
constexpr std::size_t bytesWorthAUnion = 1'500'000;
constexpr std::size_t longestBeginning = 4;
// A union is kept where it is so much smaller than what it joins; else that is read itself.
constexpr std::size_t worthAUnion = 2;
// Lists of a word in columns that are so few columns' are read column by column.
constexpr std::size_t fewColumnNames = 4;
constexpr int textLevel = 3; // of zstd
constexpr std::size_t spoolBuffer = 4 << 20;

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return hashOf(text.data(), text.size()); }
};
template<typename T>
using StringMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

/// Numbers that only grow, as differences.
class GrowingList
{
public:
    void add(std::uint32_t number)
    {
        if (m_count > 0 && number == m_last)
            return;
        appendVarint(m_bytes, number - m_last);
        m_last = number;
        ++m_count;
    }
    [[nodiscard]] std::uint32_t count() const { return m_count; }
    template<typename Each>
    void forEach(Each each) const
    {
        ByteView bytes(reinterpret_cast<const unsigned char *>(m_bytes.data()), m_bytes.size());
        std::uint64_t number = 0, step = 0;
        while (readVarint(bytes, step)) {
            number += step;
            each(static_cast<std::uint32_t>(number));
        }
    }

private:
    std::string m_bytes;
    std::uint32_t m_last = 0;
    std::uint32_t m_count = 0;
};

struct WordLists {
    std::array<std::int32_t, FieldCount> lists; // numbers of GrowingLists; -1: none
    std::vector<std::uint32_t> columnNames;
    WordLists() { lists.fill(-1); }
};

struct Table {
    StringMap<std::uint32_t> numbers; // by value
    std::vector<std::string> strings; // value NUL text NUL key, or the text alone
    std::vector<QString> texts;
    std::vector<std::vector<std::uint32_t>> tokens; // of the text
    std::vector<GrowingList> documents;
};

struct Head { // of a document, as it arrived
    std::uint64_t textAt = 0;
    std::uint64_t nameAt = 0;
    std::uint64_t rowAt = 0;
    std::uint32_t textSize = 0;
    std::uint32_t nameSize = 0;
    std::uint32_t rowSize = 0;
    std::uint32_t keyHash = 0;
    Flags flags;
    std::uint32_t dataTime = 0, objective = 0, changed = 0;
    std::uint16_t quality = unknownQuality, usage = 0;
};

std::uint32_t seconds(std::int64_t ms, std::int64_t roundUp = 0)
{
    const std::int64_t value = (ms + roundUp) / 1000;
    return value <= 0 ? unknownSeconds
                      : static_cast<std::uint32_t>(std::min<std::int64_t>(value, 0xFFFFFFFF));
}

void appendText(std::string &bytes, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    appendVarint(bytes, static_cast<std::uint64_t>(utf8.size()));
    bytes.append(utf8.constData(), static_cast<std::size_t>(utf8.size()));
}

void appendNumbers(std::string &bytes, const std::vector<std::uint32_t> &numbers)
{
    appendVarint(bytes, numbers.size());
    for (const std::uint32_t number : numbers)
        appendVarint(bytes, number);
}

Error cannotWrite(const QIODevice &device)
{
    return {Error::Kind::Storage,
            QCoreApplication::translate("Search", "The search index cannot be written. Is the disk "
                                                  "full?"),
            device.errorString()};
}

} // namespace

struct SegmentWriter::Private {
    explicit Private(const QString &folder)
        : spool((folder.isEmpty() ? QDir::tempPath() : folder) +
                QStringLiteral("/meshlens-search-XXXXXX"))
    {
        heads.reserve(1024);
    }

    std::array<Table, TableCount> tables;
    StringMap<std::uint32_t> tokenNumbers;
    std::vector<WordLists> words;
    std::vector<GrowingList> lists;
    std::array<GrowingList, VocabularyCount> vocabulary;
    std::vector<Head> heads;
    std::string names; // compact
    std::string rows;
    QTemporaryFile spool;
    std::uint64_t spooled = 0;
    std::string waiting; // for the spool
    bool failed = false;

    std::uint32_t token(std::string_view word);
    void note(std::uint32_t token, Field field);
    void note(const std::vector<std::uint32_t> &words, Field field);
    std::vector<std::uint32_t> tokensOf(const QString &text);
    void spoolText(const Doc &doc, Head &head);
    void noteVocabulary(const Flags &flags);

    // finish()
    struct Out;
    std::vector<std::uint32_t> ranked(std::vector<std::uint32_t> &numberOf) const;
    [[nodiscard]] std::string_view name(const Head &head) const
    {
        return std::string_view(names).substr(head.nameAt, head.nameSize);
    }
};

SegmentWriter::SegmentWriter(const QString &folder) : d(std::make_unique<Private>(folder)) {}
SegmentWriter::~SegmentWriter() = default;

std::uint32_t SegmentWriter::documents() const
{
    return static_cast<std::uint32_t>(d->heads.size());
}

std::uint32_t SegmentWriter::Private::token(std::string_view word)
{
    if (const auto found = tokenNumbers.find(word); found != tokenNumbers.end())
        return found->second;
    const auto number = static_cast<std::uint32_t>(words.size());
    tokenNumbers.emplace(word, number);
    words.emplace_back();
    return number;
}

void SegmentWriter::Private::note(std::uint32_t number, Field field)
{
    std::int32_t &list = words[number].lists[field];
    if (list < 0) {
        list = static_cast<std::int32_t>(lists.size());
        lists.emplace_back();
    }
    lists[list].add(static_cast<std::uint32_t>(heads.size()));
}

void SegmentWriter::Private::note(const std::vector<std::uint32_t> &list, Field field)
{
    for (const std::uint32_t word : list)
        note(word, field);
}

std::vector<std::uint32_t> SegmentWriter::Private::tokensOf(const QString &text)
{
    std::vector<std::uint32_t> found;
    forEachWord(text, [&](std::string_view word) { found.push_back(token(word)); });
    return found;
}

std::uint32_t SegmentWriter::number(TableId id, const QString &value, const QString &text,
                                    const QString &key)
{
    Table &table = d->tables[id];
    const QByteArray bytes = value.toUtf8();
    const std::string_view view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (const auto found = table.numbers.find(view); found != table.numbers.end())
        return found->second;
    const auto number = static_cast<std::uint32_t>(table.strings.size());
    table.numbers.emplace(view, number);
    std::string all(view);
    if (id < rowTables) {
        const QByteArray rest = (QChar(0) + text + QChar(0) + key).toUtf8();
        all.append(rest.constData(), static_cast<std::size_t>(rest.size()));
    }
    table.strings.push_back(std::move(all));
    table.texts.push_back(text);
    if (id != ColumnTypes)
        table.tokens.push_back(d->tokensOf(text));
    if (id == ColumnNames) {
        for (const std::uint32_t token : table.tokens.back()) {
            auto &names = d->words[token].columnNames;
            if (names.empty() || names.back() != number)
                names.push_back(number);
        }
    }
    table.documents.emplace_back();
    return number;
}

QString SegmentWriter::textOf(TableId table, std::uint32_t number) const
{
    return d->tables[table].texts[number];
}

void SegmentWriter::Private::noteVocabulary(const Flags &flags)
{
    const auto document = static_cast<std::uint32_t>(heads.size());
    const auto noteIn = [&](int list, int value) {
        if (list + value < VocabularyCount)
            vocabulary[list + value].add(document);
    };
    noteIn(KindList, flags.kind());
    if (flags.has(Flags::hasType))
        noteIn(TypeList, flags.type());
    noteIn(StatusList, flags.status());
    noteIn(ClassList, flags.classification());
    if (flags.has(Flags::personal))
        noteIn(PersonalList, 0);
    noteIn(ArchetypeList, flags.archetype());
    if (flags.has(Flags::hasScore)) {
        noteIn(QualityList, flags.band());
        noteIn(ScoredList, 0);
    }
    if (flags.kind() == static_cast<int>(mesh::Kind::Product))
        noteIn(AccessList, flags.access());
    if (flags.has(Flags::inside))
        noteIn(InsideList, 0);
}

void SegmentWriter::Private::spoolText(const Doc &doc, Head &head)
{
    std::string record;
    for (const QString *text :
         {&doc.key, &doc.name, &doc.qualified, &doc.description, &doc.version, &doc.product})
        appendText(record, *text);
    appendVarint(record, static_cast<std::uint64_t>(std::lround(doc.coverage * 1000)));
    for (const float quality : doc.qualities)
        appendVarint(record, std::isnan(quality)
                                 ? 0
                                 : static_cast<std::uint64_t>(std::lround(quality * 10)) + 1);
    appendVarint(record, static_cast<std::uint64_t>(doc.datasets.size()));
    for (const QString &dataset : doc.datasets)
        appendText(record, dataset);
    appendVarint(record, doc.columns.size());
    for (const auto &[name, type] : doc.columns) {
        appendVarint(record, name);
        appendVarint(record, type);
    }
    head.textAt = spooled + waiting.size();
    head.textSize = static_cast<std::uint32_t>(record.size());
    waiting += record;
    if (waiting.size() < spoolBuffer)
        return;
    if (!spool.isOpen() && !spool.open())
        failed = true;
    failed = failed || spool.write(waiting.data(), static_cast<qint64>(waiting.size())) !=
                           static_cast<qint64>(waiting.size());
    spooled += waiting.size();
    waiting.clear();
}

void SegmentWriter::add(const Doc &doc)
{
    const auto document = documents();
    Head head;
    head.flags = doc.flags;
    head.quality = doc.quality;
    head.usage = doc.usage;
    head.dataTime = seconds(doc.dataTimeMs);
    head.objective = seconds(doc.objectiveMs);
    head.changed = seconds(doc.changedAtMs, 999); // rather once too new than never
    const QByteArray key = doc.key.toUtf8();
    head.keyHash =
        static_cast<std::uint32_t>(hashOf(key.constData(), static_cast<std::size_t>(key.size())));

    head.nameAt = d->names.size();
    forEachWord(doc.name, [&](std::string_view word) {
        d->note(d->token(word), InName);
        d->names += word;
    });
    head.nameSize = static_cast<std::uint32_t>(d->names.size() - head.nameAt);
    // The name at the end of its path is not said twice.
    const QString path =
        doc.qualified.endsWith(doc.name) ? doc.qualified.chopped(doc.name.size()) : doc.qualified;
    forEachWord(path, [&](std::string_view word) { d->note(d->token(word), InPath); });
    forEachWord(doc.description, [&](std::string_view word) { d->note(d->token(word), InText); });

    std::array<std::vector<std::uint32_t>, rowTables> row;
    if (doc.domain >= 0)
        row[Domains] = {static_cast<std::uint32_t>(doc.domain)};
    row[Catalogs] = doc.catalogs;
    row[Owners] = doc.owners;
    row[Tags] = doc.tags;
    row[Terms] = doc.terms;
    head.rowAt = d->rows.size();
    for (int table = 0; table < rowTables; ++table) {
        appendNumbers(d->rows, row[table]);
        for (const std::uint32_t number : row[table])
            d->tables[table].documents[number].add(document);
    }
    head.rowSize = static_cast<std::uint32_t>(d->rows.size() - head.rowAt);
    for (const auto &[table, field] :
         {std::pair(Terms, InTerm), std::pair(Tags, InTag), std::pair(Owners, InOwner)}) {
        for (const std::uint32_t number : row[table])
            d->note(d->tables[table].tokens[number], field);
    }
    Table &columns = d->tables[ColumnNames];
    const auto noteColumn = [&](std::uint32_t name) {
        columns.documents[name].add(document);
        d->note(columns.tokens[name], InColumn);
    };
    for (const auto &column : doc.columns)
        noteColumn(column.first);
    for (const std::uint32_t name : doc.moreColumns)
        noteColumn(name);
    d->noteVocabulary(doc.flags);
    d->spoolText(doc, head);
    d->heads.push_back(head);
}

/// Arrival numbers in the order of rank; `numberOf` gets the way back.
std::vector<std::uint32_t>
SegmentWriter::Private::ranked(std::vector<std::uint32_t> &numberOf) const
{
    std::vector<std::uint32_t> order(heads.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [this](std::uint32_t left, std::uint32_t right) {
        const Head &one = heads[left];
        const Head &other = heads[right];
        if (one.flags.has(Flags::certified) != other.flags.has(Flags::certified))
            return one.flags.has(Flags::certified);
        if (one.usage != other.usage)
            return one.usage > other.usage;
        if (one.quality != other.quality) {
            if (one.quality == unknownQuality || other.quality == unknownQuality)
                return other.quality == unknownQuality;
            return one.quality > other.quality;
        }
        if (one.dataTime != other.dataTime)
            return one.dataTime > other.dataTime;
        if (const int byText = name(one).compare(name(other)); byText != 0)
            return byText < 0;
        return one.keyHash != other.keyHash ? one.keyHash < other.keyHash : left < right;
    });
    numberOf.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        numberOf[order[i]] = static_cast<std::uint32_t>(i);
    return order;
}

/// The sections on their way to the device.
struct SegmentWriter::Private::Out {
    QIODevice &device;
    SegmentHeader header;
    bool failed = false;

    explicit Out(QIODevice &to) : device(to)
    {
        write(&header, sizeof(header)); // its place
    }
    void write(const void *data, std::size_t size)
    {
        failed = failed || device.write(static_cast<const char *>(data),
                                        static_cast<qint64>(size)) != static_cast<qint64>(size);
    }
    void section(SectionId id, const void *data, std::size_t size, int plus = 0)
    {
        const auto at = static_cast<std::uint64_t>(device.pos());
        const std::string gap((sectionAlignment - at % sectionAlignment) % sectionAlignment, '\0');
        write(gap.data(), gap.size());
        SectionEntry &entry = header.entries[header.sections++];
        entry.id = static_cast<std::uint32_t>(id) + static_cast<std::uint32_t>(plus);
        entry.offset = at + gap.size();
        entry.size = size;
        entry.hash = hashOf(data, size);
        write(data, size);
    }
    template<typename T>
    void section(SectionId id, const std::vector<T> &list, int plus = 0)
    {
        section(id, list.data(), list.size() * sizeof(T), plus);
    }
    void section(SectionId id, const std::string &bytes, int plus = 0)
    {
        section(id, bytes.data(), bytes.size(), plus);
    }
    template<typename Strings>
    void strings(SectionId offsetsId, SectionId bytesId, const Strings &all, int plus = 0)
    {
        std::vector<std::uint32_t> offsets{0};
        std::string bytes;
        for (const auto &text : all) {
            bytes += text;
            offsets.push_back(static_cast<std::uint32_t>(bytes.size()));
        }
        section(offsetsId, offsets, plus);
        section(bytesId, bytes, plus);
    }
};

namespace {

/// Turns arrival numbers into ranks, in ascending order.
class Ranker
{
public:
    explicit Ranker(const std::vector<std::uint32_t> &numberOf)
        : m_numberOf(numberOf), m_marks(numberOf.size())
    {}
    std::vector<std::uint32_t> operator()(const GrowingList &list)
    {
        std::vector<std::uint32_t> numbers;
        numbers.reserve(list.count());
        list.forEach([&](std::uint32_t arrival) { numbers.push_back(m_numberOf[arrival]); });
        if (numbers.size() < m_numberOf.size() / 64) {
            std::sort(numbers.begin(), numbers.end());
            return numbers;
        }
        for (const std::uint32_t number : numbers)
            m_marks.set(number);
        numbers.clear();
        m_marks.forEach([&](std::size_t number) {
            numbers.push_back(static_cast<std::uint32_t>(number));
            return true;
        });
        m_marks = Bits(m_marks.size());
        return numbers;
    }

private:
    const std::vector<std::uint32_t> &m_numberOf;
    Bits m_marks;
};

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

/// Beginnings of the sorted tokens whose groups together are large, shortest first inside a letter.
std::vector<std::string> largeBeginnings(const std::vector<std::string_view> &tokens,
                                         const std::vector<std::uint32_t> &groups)
{
    std::vector<std::string> found;
    for (std::size_t length = 1; length <= longestBeginning; ++length) {
        for (std::size_t from = 0; from < tokens.size();) {
            const std::string_view prefix = tokens[from].substr(0, length);
            std::size_t to = from;
            while (to < tokens.size() && tokens[to].substr(0, length) == prefix)
                ++to;
            if (prefix.size() == length && groups[to] - groups[from] > bytesWorthAUnion)
                found.emplace_back(prefix);
            from = to;
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

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

    std::vector<std::uint32_t> numberOf;
    const std::vector<std::uint32_t> order = d->ranked(numberOf);
    Ranker ranked(numberOf);
    Private::Out out(device);
    out.header.id = id;
    out.header.documents = documents();
    out.section(SectionId::Meta, meta.constData(), static_cast<std::size_t>(meta.size()));

    // Tokens, sorted, and their groups.
    std::vector<std::pair<std::string_view, std::uint32_t>> sorted;
    sorted.reserve(d->tokenNumbers.size());
    for (const auto &[word, number] : d->tokenNumbers)
        sorted.emplace_back(word, number);
    std::sort(sorted.begin(), sorted.end());
    std::string postings;
    std::vector<std::uint32_t> groups{0};
    std::vector<std::string_view> words;
    const auto append = [&] {
        if (postings.size() > 0xFFFFFFF0ULL)
            d->failed = true;
        return static_cast<std::uint32_t>(postings.size());
    };
    std::vector<std::array<std::uint32_t, FieldCount>> sizes; // of the lists in a group
    for (const auto &[word, number] : sorted) {
        WordLists &token = d->words[number];
        std::array<std::string, listsInGroup> lists;
        for (int field = 0; field < FieldCount; ++field) {
            if (token.lists[field] < 0 ||
                (field == InColumn && token.columnNames.size() <= fewColumnNames))
                continue;
            appendPostings(lists[field], ranked(d->lists[token.lists[field]]));
        }
        if (!token.columnNames.empty())
            appendPostings(lists[columnNamesList], token.columnNames);
        appendGroup(postings, lists);
        auto &size = sizes.emplace_back();
        for (int field = 0; field < FieldCount; ++field)
            size[field] = static_cast<std::uint32_t>(lists[field].size());
        groups.push_back(append());
        words.push_back(word);
    }
    out.strings(SectionId::TokenOffsets, SectionId::TokenBytes, words);
    out.section(SectionId::GroupOffsets, groups);

    const std::vector<std::string> beginnings = largeBeginnings(words, groups);
    std::vector<std::uint32_t> prefixGroups{static_cast<std::uint32_t>(postings.size())};
    for (const std::string &prefix : beginnings) {
        const auto from = std::lower_bound(words.begin(), words.end(), prefix) - words.begin();
        std::array<std::string, listsInGroup> lists;
        for (int field = 0; field < FieldCount; ++field) {
            Bits all(order.size());
            std::size_t joined = 0;
            for (std::size_t i = from;
                 i < words.size() && words[i].substr(0, prefix.size()) == prefix; ++i) {
                joined += sizes[i][field];
                const std::int32_t list = d->words[sorted[i].second].lists[field];
                if (list >= 0)
                    d->lists[list].forEach([&](std::uint32_t doc) { all.set(numberOf[doc]); });
            }
            std::vector<std::uint32_t> numbers;
            all.forEach([&](std::size_t number) {
                numbers.push_back(static_cast<std::uint32_t>(number));
                return true;
            });
            std::string packed;
            appendPostings(packed, numbers);
            if (field == InColumn || packed.size() * worthAUnion < joined)
                lists[field] = std::move(packed);
        }
        appendGroup(postings, lists);
        prefixGroups.push_back(append());
    }
    out.strings(SectionId::PrefixOffsets, SectionId::PrefixBytes, beginnings);
    out.section(SectionId::PrefixGroupOffsets, prefixGroups);

    // Tables and vocabularies.
    for (int table = 0; table < TableCount; ++table) {
        out.strings(SectionId::TableOffsets, SectionId::TableBytes, d->tables[table].strings,
                    table);
        std::vector<std::uint32_t> offsets{static_cast<std::uint32_t>(postings.size())};
        for (const GrowingList &list : d->tables[table].documents) {
            appendPostings(postings, ranked(list),
                           table < rowTables ? Packing::Quick : Packing::Small);
            offsets.push_back(append());
        }
        out.section(SectionId::TablePostings, offsets, table);
    }
    std::vector<std::uint32_t> vocabulary{static_cast<std::uint32_t>(postings.size())};
    for (const GrowingList &list : d->vocabulary) {
        appendPostings(postings, ranked(list), Packing::Quick);
        vocabulary.push_back(append());
    }
    out.section(SectionId::VocabularyOffsets, vocabulary);
    out.section(SectionId::Postings, postings);
    postings = {};

    // Names.
    std::vector<std::uint32_t> byName(order.size());
    std::iota(byName.begin(), byName.end(), 0U);
    const auto nameOf = [&](std::uint32_t number) { return d->name(d->heads[order[number]]); };
    std::sort(byName.begin(), byName.end(), [&](std::uint32_t left, std::uint32_t right) {
        const int names = nameOf(left).compare(nameOf(right));
        return names != 0 ? names < 0 : left < right;
    });
    std::vector<std::uint32_t> blocks, blockDocs;
    std::string nameBytes;
    std::string_view before;
    std::uint32_t distinct = 0;
    for (std::size_t from = 0; from < byName.size();) {
        const std::string_view name = nameOf(byName[from]);
        std::size_t to = from;
        while (to < byName.size() && nameOf(byName[to]) == name)
            ++to;
        if (distinct++ % namesInBlock == 0) {
            blocks.push_back(static_cast<std::uint32_t>(nameBytes.size()));
            blockDocs.push_back(static_cast<std::uint32_t>(from));
            before = {};
        }
        std::size_t shared = 0;
        while (shared < before.size() && shared < name.size() && before[shared] == name[shared])
            ++shared;
        appendVarint(nameBytes, shared);
        appendVarint(nameBytes, name.size() - shared);
        nameBytes += name.substr(shared);
        appendVarint(nameBytes, to - from);
        before = name;
        from = to;
    }
    out.section(SectionId::NameBlocks, blocks);
    out.section(SectionId::NameBlockDocs, blockDocs);
    out.section(SectionId::NameBytes, nameBytes);
    out.section(SectionId::NameDocs, byName);

    // Columns of numbers, in the order of rank.
    const auto column = [&](SectionId section, auto member) {
        std::vector<std::remove_cvref_t<decltype(member(d->heads.front()))>> values;
        values.reserve(order.size());
        for (const std::uint32_t arrival : order)
            values.push_back(member(d->heads[arrival]));
        out.section(section, values);
    };
    column(SectionId::Flags, [](const Head &head) { return head.flags.bits; });
    column(SectionId::Quality, [](const Head &head) { return head.quality; });
    column(SectionId::Usage, [](const Head &head) { return head.usage; });
    column(SectionId::DataTimes, [](const Head &head) { return head.dataTime; });
    column(SectionId::Objectives, [](const Head &head) { return head.objective; });
    column(SectionId::Changed, [](const Head &head) { return head.changed; });

    std::vector<std::uint32_t> rowOffsets;
    std::string rows;
    std::vector<std::uint64_t> textOffsets;
    std::string packed, block;
    const auto flush = [&] {
        textOffsets.push_back(packed.size());
        if (block.empty())
            return;
        const std::size_t room = ZSTD_compressBound(block.size());
        const std::size_t at = packed.size();
        packed.resize(at + room);
        const std::size_t size =
            ZSTD_compress(packed.data() + at, room, block.data(), block.size(), textLevel);
        d->failed = d->failed || ZSTD_isError(size);
        packed.resize(at + (ZSTD_isError(size) ? 0 : size));
        block.clear();
    };
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Head &head = d->heads[order[i]];
        if (i % rowsInBlock == 0)
            rowOffsets.push_back(static_cast<std::uint32_t>(rows.size()));
        appendVarint(rows, head.rowSize);
        rows.append(d->rows, head.rowAt, head.rowSize);
        if (i > 0 && i % textsInBlock == 0)
            flush();
        appendVarint(block, head.textSize);
        block.append(texts + head.textAt, head.textSize);
    }
    rowOffsets.push_back(static_cast<std::uint32_t>(rows.size()));
    if (!order.empty())
        flush();
    textOffsets.push_back(packed.size());
    out.section(SectionId::RowOffsets, rowOffsets);
    out.section(SectionId::Rows, rows);
    out.section(SectionId::TextOffsets, textOffsets);
    out.section(SectionId::Texts, packed);

    std::vector<std::pair<std::uint32_t, std::uint32_t>> keys;
    keys.reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        keys.emplace_back(d->heads[order[i]].keyHash, static_cast<std::uint32_t>(i));
    std::sort(keys.begin(), keys.end());
    std::vector<std::uint32_t> hashes, docs;
    for (const auto &[hash, doc] : keys) {
        hashes.push_back(hash);
        docs.push_back(doc);
    }
    out.section(SectionId::KeyHashes, hashes);
    out.section(SectionId::KeyDocs, docs);

    out.header.fileSize = static_cast<std::uint64_t>(device.pos());
    out.header.hash = hashOf(&out.header, sizeof(out.header) - sizeof(out.header.hash));
    if (d->failed || out.failed || !device.seek(0))
        return cannotWrite(device);
    out.write(&out.header, sizeof(out.header));
    return out.failed ? Result<void>(cannotWrite(device)) : Result<void>();
}

} // namespace meshlens::search
