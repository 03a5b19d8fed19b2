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

/// The fields of the tables in rows.
const QStringList &tableFields()
{
    static const QStringList fields{u"domain"_s, u"catalog"_s, u"owner"_s, u"tag"_s, u"term"_s};
    return fields;
}

QString fieldOf(TableId table)
{
    return tableFields()[table];
}

bool contains(const QStringList &values, const QString &value)
{
    return values.contains(value, Qt::CaseInsensitive);
}

/// What is counted instead of a set: itself, or the rest where that is smaller.
bool takeSmaller(Bits &set)
{
    const bool isRest = set.count() * 2 > set.size();
    if (isRest)
        set.invert();
    return isRest;
}

std::vector<std::uint32_t> valuesIn(const Segment &segment, TableId table, const Bits &asked,
                                    bool isRest)
{
    std::vector<std::uint32_t> counts = segment.countRows(table, asked);
    for (std::uint32_t value = 0; isRest && value < counts.size(); ++value)
        counts[value] = segment.documentsWith(table, value).count() - counts[value];
    return counts;
}

std::vector<std::uint32_t> listsIn(const Segment &segment, const Bits &asked, bool isRest)
{
    std::vector<std::uint32_t> counts = segment.countFlags(asked);
    for (std::size_t list = 0; isRest && list < counts.size(); ++list)
        counts[list] = segment.vocabulary(static_cast<int>(list)).count() - counts[list];
    return counts;
}

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
    const qsizetype at = tableFields().indexOf(field);
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

void FacetCounter::start(const std::vector<Matcher> &matchers)
{
    m_parts.resize(matchers.size());
    std::vector<Together::Job> jobs;
    for (std::size_t part = 0; part < matchers.size(); ++part)
        addJobs(matchers[part], m_parts[part], jobs);
    m_work.start(std::move(jobs));
}

bool FacetCounter::finish(const Cancelled &cancelled)
{
    if (!m_work.finish(cancelled))
        return false;
    sum();
    return true;
}

/// The longest first, so that two threads end together.
void FacetCounter::addJobs(const Matcher &matcher, InPart &in,
                           std::vector<Together::Job> &jobs) const
{
    const Segment &segment = matcher.segment();
    in.asked = matcher.found();
    in.isRest = takeSmaller(in.asked);
    for (const TableId table : {Tags, Terms, Owners, Domains, Catalogs}) {
        const auto field = static_cast<int>(fieldNames().indexOf(fieldOf(table)));
        if (matcher.filters(field)) {
            jobs.push_back([&matcher, &segment, &in, table, field] {
                Bits asked = matcher.foundWithout(field);
                const bool isRest = takeSmaller(asked);
                in.tables[table] = valuesIn(segment, table, asked, isRest);
            });
        } else {
            jobs.push_back([&segment, &in, table] {
                in.tables[table] = valuesIn(segment, table, in.asked, in.isRest);
            });
        }
    }
    jobs.push_back([&segment, &in] { in.lists = listsIn(segment, in.asked, in.isRest); });
    for (int field = 0; field < fieldNames().size(); ++field) {
        const QString &name = fieldNames()[field];
        const int first = firstList(name);
        if (first < 0 || (name != u"kind" && !matcher.filters(field)))
            continue;
        std::vector<std::uint32_t> &lists = in.own[static_cast<std::size_t>(field)];
        if (name == u"kind" && !matcher.filters(field)) {
            in.kindsAreMore = true; // than what is found
            jobs.push_back([&matcher, &segment, &lists, field] {
                Bits more = matcher.foundWithout(field);
                lists = segment.countFlags(more.remove(matcher.found()));
            });
            continue;
        }
        jobs.push_back([&matcher, &segment, &lists, field] {
            Bits asked = matcher.foundWithout(field);
            const bool isRest = takeSmaller(asked);
            lists = listsIn(segment, asked, isRest);
        });
    }
    jobs.push_back([&matcher, &segment, &in, nowMs = m_options.nowMs] {
        static const auto field = static_cast<int>(fieldNames().indexOf(u"fresh"_s));
        const auto states = segment.freshness(nowMs);
        const Bits set = matcher.filters(field) ? matcher.foundWithout(field) : matcher.found();
        for (const Bits &state : *states)
            in.fresh.push_back(
                static_cast<qint64>(countBoth(state.data(), set.data(), set.words())));
    });
}

qint64 FacetCounter::listCount(const InPart &in, std::size_t field, std::size_t list) const
{
    static const auto kind = static_cast<std::size_t>(fieldNames().indexOf(u"kind"_s));
    const std::vector<std::uint32_t> &own = in.own[field];
    if (own.empty())
        return in.lists[list];
    return own[list] + (field == kind && in.kindsAreMore ? in.lists[list] : 0);
}

void FacetCounter::sum()
{
    for (std::size_t number = 0; number < m_parts.size(); ++number) {
        const InPart &in = m_parts[number];
        for (int table = 0; table < rowTables; ++table) {
            const std::vector<std::uint32_t> &numbers = m_data.parts[number].numbers[table];
            for (std::size_t value = 0; value < in.tables[table].size(); ++value)
                m_tables[table][numbers[value]] += in.tables[table][value];
        }
        for (std::size_t field = 0; field < m_words.size(); ++field) {
            Counts &counts = m_words[field];
            const QString &name = fieldNames()[static_cast<qsizetype>(field)];
            const int first = firstList(name);
            for (std::size_t i = 0; i < counts.size(); ++i) {
                if (name == u"fresh")
                    counts[i] += i < in.fresh.size() ? in.fresh[i] : 0;
                else if (first >= 0)
                    counts[i] += listCount(in, field, static_cast<std::size_t>(first) + i);
            }
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
