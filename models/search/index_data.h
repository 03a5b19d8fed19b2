// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

#include <QHash>
#include <QSet>

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// How an Index keeps a mesh. An entry is one thing that can be a hit; all its texts lie in one
// arena of UTF-8 and are spans of it. What many entries share (owners, tags, terms, catalogs,
// column names and types) is said once in a Table and numbered. Columns are two numbers each.

namespace meshlens::search {

struct Span {
    quint32 at = 0; // in the arena, divided by spanUnit
    quint32 size = 0;
};
constexpr quint32 spanUnit = 4; // lets 32 bits reach 16 GB

/// Texts that are said once, with their words for matching.
struct Table {
    QList<QString> texts;  // as shown
    QList<QString> values; // as in a query (keys, lower case)
    QList<QByteArray> lines;
    QHash<int, QString> keys; // of domains: the first key of that name
    QHash<QString, int> numbers;

    int number(const QString &value, const QString &text);
    [[nodiscard]] int find(const QString &value) const { return numbers.value(value, -1); }
    [[nodiscard]] int size() const { return static_cast<int>(texts.size()); }
};

/// Some numbers in the arena of numbers.
struct NumberSpan {
    quint32 at = 0;
    quint32 size = 0;
};

struct ColumnEntry {
    int name = 0; // number in columnNames
    int type = 0; // number in columnTypes
};

constexpr float unknownValue = std::numeric_limits<float>::quiet_NaN();
constexpr std::int64_t unknownTime = std::numeric_limits<std::int64_t>::min();

struct Entry {
    mesh::Kind kind = mesh::Kind::Product;
    mesh::DatasetType type = mesh::DatasetType::Table;
    mesh::Status status = mesh::Status::Unknown;
    mesh::Classification classification = mesh::Classification::Unknown;
    mesh::Archetype archetype = mesh::Archetype::Unknown;
    mesh::AccessWay access = mesh::AccessWay::None;
    bool hasType = false;
    bool hasScore = false;
    bool certified = false;
    bool personal = false;
    bool insideProduct = false; // a dataset that its product stands for
    bool learned = false;
    int domain = -1; // number in domains
    Span key, name, qualified, description, version;
    Span nameLine, qualifiedLine, descriptionLine;
    NumberSpan owners, tags, terms, catalogs;
    NumberSpan datasets; // of a product: entries of its output datasets
    quint32 firstColumn = 0;
    quint32 columnCount = 0;
    int product = -1; // entry, of a dataset that belongs to one
    float quality = unknownValue;
    float coverage = 0;
    std::array<float, 6> qualities{};
    std::int64_t dataTimeMs = unknownTime;
    std::int64_t objectiveMs = unknownTime;
    std::int64_t changedAtMs = unknownTime;
};

struct Index::Data {
    std::vector<Entry> entries;
    std::string arena;
    std::vector<int> numbers;
    std::vector<ColumnEntry> columns;
    Table domains, owners, tags, terms, catalogs, columnNames, columnTypes;
    QHash<QString, int> vocabulary; // every word of names, and how often: for mending spelling

    [[nodiscard]] std::string_view view(Span span) const
    {
        return {arena.data() + static_cast<std::size_t>(span.at) * spanUnit, span.size};
    }
    [[nodiscard]] QString text(Span span) const
    {
        const std::string_view bytes = view(span);
        return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }
    [[nodiscard]] std::span<const int> list(NumberSpan span) const
    {
        return {numbers.data() + span.at, span.size};
    }
    [[nodiscard]] std::span<const ColumnEntry> columnsOf(const Entry &entry) const
    {
        return {columns.data() + entry.firstColumn, entry.columnCount};
    }
};

/// Makes an index from plain values. Datasets before products, so that a product finds its own.
class IndexBuilder
{
public:
    IndexBuilder();
    ~IndexBuilder();

    void setPartyNames(const QHash<QString, QString> &names);
    void setChangeTimes(const QHash<QString, std::int64_t> &times);
    void setAnsweredByPolicy(const QSet<QString> &products);

    void add(const mesh::Domain &domain); // first, all of them
    void add(const mesh::Term &term);     // then these
    void add(const mesh::Party &party);
    void add(const store::Merged<mesh::Dataset> &dataset);
    void add(const store::ProductRow &product);
    [[nodiscard]] std::shared_ptr<const Index> build();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace meshlens::search
