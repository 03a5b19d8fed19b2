// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/segment_writer.h"

#include "models/search/folding.h"
#include "models/search/index.h"
#include "models/search/segment_collected.h"

#include <algorithm>
#include <cmath>

namespace meshlens::search {
namespace {

constexpr std::size_t spoolBuffer = 4 << 20;

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

} // namespace

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
    forEachVocabulary(flags, [&](int list) { vocabulary[list].add(document); });
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
    for (int table = 0; table < rowTables; ++table) {
        auto &[ends, values] = d->rows[table];
        values.insert(values.end(), row[table].begin(), row[table].end());
        ends.push_back(static_cast<std::uint32_t>(values.size()));
        for (const std::uint32_t number : row[table])
            d->tables[table].documents[number].add(document);
    }
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

} // namespace meshlens::search
