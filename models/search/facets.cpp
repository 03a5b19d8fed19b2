// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/facets.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

// What labelOf() makes of the vocabularies, for the translators.
[[maybe_unused]] const char *const labels[] = {QT_TRANSLATE_NOOP("Facet", "Domain"),
                                               QT_TRANSLATE_NOOP("Facet", "Product"),
                                               QT_TRANSLATE_NOOP("Facet", "Dataset"),
                                               QT_TRANSLATE_NOOP("Facet", "Column"),
                                               QT_TRANSLATE_NOOP("Facet", "Term"),
                                               QT_TRANSLATE_NOOP("Facet", "Party"),
                                               QT_TRANSLATE_NOOP("Facet", "Job"),
                                               QT_TRANSLATE_NOOP("Facet", "Table"),
                                               QT_TRANSLATE_NOOP("Facet", "View"),
                                               QT_TRANSLATE_NOOP("Facet", "Stream"),
                                               QT_TRANSLATE_NOOP("Facet", "File"),
                                               QT_TRANSLATE_NOOP("Facet", "Api"),
                                               QT_TRANSLATE_NOOP("Facet", "Model"),
                                               QT_TRANSLATE_NOOP("Facet", "Metric"),
                                               QT_TRANSLATE_NOOP("Facet", "Dashboard"),
                                               QT_TRANSLATE_NOOP("Facet", "Proposed"),
                                               QT_TRANSLATE_NOOP("Facet", "Draft"),
                                               QT_TRANSLATE_NOOP("Facet", "Active"),
                                               QT_TRANSLATE_NOOP("Facet", "Deprecated"),
                                               QT_TRANSLATE_NOOP("Facet", "Retired"),
                                               QT_TRANSLATE_NOOP("Facet", "Public"),
                                               QT_TRANSLATE_NOOP("Facet", "Internal"),
                                               QT_TRANSLATE_NOOP("Facet", "Confidential"),
                                               QT_TRANSLATE_NOOP("Facet", "Restricted"),
                                               QT_TRANSLATE_NOOP("Facet", "Personal"),
                                               QT_TRANSLATE_NOOP("Facet", "Source-aligned"),
                                               QT_TRANSLATE_NOOP("Facet", "Aggregate"),
                                               QT_TRANSLATE_NOOP("Facet", "Consumer-aligned"),
                                               QT_TRANSLATE_NOOP("Facet", "On time"),
                                               QT_TRANSLATE_NOOP("Facet", "Late"),
                                               QT_TRANSLATE_NOOP("Facet", "Stale"),
                                               QT_TRANSLATE_NOOP("Facet", "Unknown"),
                                               QT_TRANSLATE_NOOP("Facet", "Open"),
                                               QT_TRANSLATE_NOOP("Facet", "Granted"),
                                               QT_TRANSLATE_NOOP("Facet", "Policy"),
                                               QT_TRANSLATE_NOOP("Facet", "Owner"),
                                               QT_TRANSLATE_NOOP("Facet", "None"),
                                               QT_TRANSLATE_NOOP("Facet", "A"),
                                               QT_TRANSLATE_NOOP("Facet", "B"),
                                               QT_TRANSLATE_NOOP("Facet", "C"),
                                               QT_TRANSLATE_NOOP("Facet", "D")};

/// The first list of a field's vocabulary, as fieldValues() orders it.
int firstList(const QString &field)
{
    static const QHash<QString, int> lists{
        {u"kind"_s, KindList},       {u"type"_s, TypeList},
        {u"class"_s, ClassList + 1}, {u"status"_s, StatusList + 1}, // without Unknown
        {u"quality"_s, QualityList}, {u"archetype"_s, ArchetypeList + 1},
        {u"access"_s, AccessList}};
    return lists.value(field, -1);
}

bool contains(const QStringList &values, const QString &value)
{
    return values.contains(value, Qt::CaseInsensitive);
}

// Below one in so many documents it is quicker to ask each for its row.
constexpr std::size_t fewDocuments = 4;

} // namespace

QString labelOf(const QString &word)
{
    QString label = word;
    label.replace(u'_', u' ');
    if (!label.isEmpty())
        label[0] = label[0].toUpper();
    return QCoreApplication::translate("Facet", label.toUtf8().constData());
}

std::optional<TableId> tableOf(const QString &field)
{
    static const QStringList tables{u"domain"_s, u"catalog"_s, u"owner"_s, u"tag"_s, u"term"_s};
    const qsizetype at = tables.indexOf(field);
    return at < 0 ? std::nullopt : std::optional(static_cast<TableId>(at));
}

QString writtenValue(const Values &values, TableId table, int number)
{
    return table == Owners || table == Catalogs ? values.texts[number] : values.values[number];
}

FacetCounter::FacetCounter(const Index::Data &data, const Query &query, const FindOptions &options)
    : m_data(data), m_options(options), m_tokens(tokens(query))
{
    for (int table = 0; table < rowTables; ++table)
        m_tables[table].assign(static_cast<std::size_t>(data.values[table].size()), 0);
    for (qsizetype field = 0; field < fieldNames().size(); ++field)
        m_words[static_cast<std::size_t>(field)].assign(
            static_cast<std::size_t>(fieldValues(fieldNames()[field]).size()), 0);
}

void FacetCounter::count(const Matcher &matcher, std::size_t number)
{
    const Part &part = m_data.parts[number];
    std::array<bool, rowTables> together{};
    for (int field = 0; field < fieldNames().size(); ++field) {
        const QString &name = fieldNames()[field];
        const bool own = matcher.filters(field) || name == u"kind";
        if (const auto table = tableOf(name); !table) {
            if (own)
                countVocabulary(*part.segment, matcher.foundWithout(field), field, m_options.nowMs);
            else
                countVocabulary(*part.segment, matcher.found(), field, m_options.nowMs);
        } else if (own) {
            std::array<bool, rowTables> alone{};
            alone[*table] = true;
            countTables(part, matcher.foundWithout(field), alone);
        } else {
            together[*table] = true;
        }
    }
    countTables(part, matcher.found(), together);
}

void FacetCounter::countVocabulary(const Segment &segment, const Bits &set, int field,
                                   std::int64_t nowMs)
{
    Counts &counts = m_words[static_cast<std::size_t>(field)];
    const QString &name = fieldNames()[field];
    if (name == u"fresh") {
        const auto states = segment.freshness(nowMs);
        for (std::size_t i = 0; i < counts.size() && i < states->size(); ++i)
            counts[i] +=
                static_cast<qint64>(countBoth((*states)[i].data(), set.data(), set.words()));
        return;
    }
    const int first = firstList(name);
    if (first < 0)
        return;
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] += segment.vocabulary(first + static_cast<int>(i)).countIn(set);
}

void FacetCounter::countTables(const Part &part, const Bits &set,
                               const std::array<bool, rowTables> &wanted)
{
    if (std::none_of(wanted.begin(), wanted.end(), [](bool is) { return is; }))
        return;
    const Segment &segment = *part.segment;
    const std::size_t found = set.count();
    const std::size_t all = segment.documents();
    if (found == 0)
        return;
    const bool few = found < all / fewDocuments;
    const bool most = all - found < all / fewDocuments;
    std::array<std::vector<std::uint32_t>, rowTables> counts;
    for (int table = 0; table < rowTables; ++table)
        counts[table].assign(
            static_cast<std::size_t>(segment.values(static_cast<TableId>(table)).size()), 0);
    if (few || most) {
        Bits asked = set;
        if (most)
            asked.invert();
        segment.countRows(asked, counts);
    }
    for (int table = 0; table < rowTables; ++table) {
        if (!wanted[table])
            continue;
        for (std::uint32_t value = 0; value < counts[table].size(); ++value) {
            qint64 count = counts[table][value];
            if (!few) {
                const Postings list = segment.documentsWith(static_cast<TableId>(table), value);
                count = most ? static_cast<qint64>(list.count()) - count : list.countIn(set);
            }
            m_tables[table][part.numbers[table][value]] += count;
        }
    }
}

Choice FacetCounter::choiceOf(const QString &field, const QString &value) const
{
    for (const Token &token : m_tokens) {
        if (token.field == field && token.comparison == Comparison::Equal &&
            contains(token.values, value))
            return token.excluded ? Choice::Excluded : Choice::Chosen;
    }
    return Choice::Free;
}

Facet FacetCounter::vocabularyFacet(const QString &field) const
{
    Facet facet{field, {}};
    const Counts &counts = m_words[static_cast<std::size_t>(fieldNames().indexOf(field))];
    std::size_t at = 0;
    for (const QString &word : fieldValues(field)) {
        const Choice choice = choiceOf(field, word);
        const qint64 count = counts[at++];
        // Kinds that are hits only when asked for are offered only then.
        if (field == u"kind" && count == 0 && choice == Choice::Free)
            continue;
        facet.values.append({word, labelOf(word), count, choice});
    }
    facet.distinct = static_cast<int>(facet.values.size());
    return facet;
}

Facet FacetCounter::tableFacet(const QString &field, TableId table) const
{
    Facet facet{field, {}};
    const Values &values = m_data.values[table];
    struct Value {
        int number = 0;
        qint64 count = 0;
    };
    // Two owners of one name are one value.
    std::vector<qint64> counts = m_tables[table];
    const bool names = table == Owners || table == Catalogs;
    for (int number = 0; names && number < values.size(); ++number) {
        if (const int first = values.same[number]; first != number)
            counts[first] += counts[number];
    }
    std::vector<Value> all;
    for (int number = 0; number < values.size(); ++number) {
        if ((!names || values.same[number] == number) &&
            !(names ? values.texts : values.values)[number].isEmpty())
            all.push_back({number, counts[number]});
    }
    facet.distinct = static_cast<int>(all.size());
    const auto isBefore = [&](const Value &left, const Value &right) {
        return left.count != right.count ? left.count > right.count
                                         : values.order[left.number] < values.order[right.number];
    };
    const std::size_t shown =
        m_options.facetValues <= 0
            ? all.size()
            : std::min<std::size_t>(all.size(), static_cast<std::size_t>(m_options.facetValues));
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown), all.end(),
                      isBefore);
    const bool chooses = std::any_of(m_tokens.begin(), m_tokens.end(),
                                     [&](const Token &token) { return token.field == field; });
    for (std::size_t i = 0; i < all.size() && (i < shown || chooses); ++i) {
        const QString value = writtenValue(values, table, all[i].number);
        // What is chosen stays in sight.
        const Choice choice = chooses ? choiceOf(field, value) : Choice::Free;
        if (i < shown || choice != Choice::Free)
            facet.values.append({value, values.texts[all[i].number], all[i].count, choice});
    }
    return facet;
}

QList<Facet> FacetCounter::facets() const
{
    QList<Facet> all;
    for (const QString &field : fieldNames()) {
        if (const auto table = tableOf(field))
            all.append(tableFacet(field, *table));
        else if (field != u"column" && field != u"changed")
            all.append(vocabularyFacet(field));
    }
    return all;
}

} // namespace meshlens::search
