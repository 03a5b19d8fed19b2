// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/facets.h"

#include "models/scores/quality.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

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

bool isTable(const QString &field)
{
    static const QSet<QString> tables{u"domain"_s, u"catalog"_s, u"owner"_s, u"tag"_s, u"term"_s};
    return tables.contains(field);
}

const Table &tableOf(const Index::Data &data, const QString &field)
{
    if (field == u"domain")
        return data.domains;
    if (field == u"catalog")
        return data.catalogs;
    if (field == u"owner")
        return data.owners;
    return field == u"tag" ? data.tags : data.terms;
}

bool contains(const QStringList &values, const QString &value)
{
    return values.contains(value, Qt::CaseInsensitive);
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

FacetCounter::FacetCounter(const Index::Data &data, const Matcher &matcher, const Query &query)
    : m_data(data), m_matcher(matcher), m_tokens(tokens(query))
{
    for (int field = 0; field < fieldNames().size(); ++field) {
        if (isTable(fieldNames()[field]))
            m_numbers[field].assign(tableOf(data, fieldNames()[field]).size(), 0);
    }
}

void FacetCounter::countAll(const Entry &entry)
{
    for (int field = 0; field < fieldNames().size(); ++field)
        count(entry, field);
}

void FacetCounter::count(const Entry &entry, int field)
{
    // In the order of fieldNames(): this runs for every entry, so it compares no text.
    enum Field {
        Domain,
        Catalog,
        Kind,
        Type,
        Owner,
        Tag,
        Term,
        Class,
        Status,
        Archetype,
        Quality,
        Fresh,
        Access
    };
    constexpr int personal = 4;
    constexpr int notScored = 4;
    const auto word = [&](auto value) { ++m_words[field][static_cast<int>(value)]; };
    const auto knownWord = [&](auto value) { // without the empty word of Unknown
        if (static_cast<int>(value) > 0)
            ++m_words[field][static_cast<int>(value) - 1];
    };
    const auto numbers = [&](NumberSpan span) {
        for (const int value : m_data.list(span))
            ++m_numbers[field][value];
    };
    switch (field) {
    case Domain:
        if (entry.domain >= 0)
            ++m_numbers[field][entry.domain];
        break;
    case Catalog:
        numbers(entry.catalogs);
        break;
    case Kind:
        word(entry.kind);
        break;
    case Type:
        if (entry.hasType)
            word(entry.type);
        break;
    case Owner:
        numbers(entry.owners);
        break;
    case Tag:
        numbers(entry.tags);
        break;
    case Term:
        numbers(entry.terms);
        break;
    case Class:
        knownWord(entry.classification);
        if (entry.personal)
            word(personal);
        break;
    case Status:
        knownWord(entry.status);
        break;
    case Archetype:
        knownWord(entry.archetype);
        break;
    case Quality:
        if (entry.hasScore)
            word(std::isnan(entry.quality) ? notScored
                                           : static_cast<int>(scores::gradeOf(entry.quality)));
        break;
    case Fresh:
        if (entry.hasScore)
            word(m_matcher.freshness(entry));
        break;
    case Access:
        if (entry.kind == mesh::Kind::Product)
            word(entry.access);
        break;
    default:
        break;
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
    const auto &counts = m_words[fieldNames().indexOf(field)];
    std::size_t at = 0;
    for (const QString &word : fieldValues(field)) {
        const Choice choice = choiceOf(field, word);
        const qint64 count = counts[at++];
        // Kinds that are hits only when asked for are offered only then.
        if (field == u"kind" && count == 0 && choice == Choice::Free)
            continue;
        facet.values.append({word, labelOf(word), count, choice});
    }
    return facet;
}

Facet FacetCounter::tableFacet(const QString &field, const Table &table) const
{
    Facet facet{field, {}};
    QHash<QString, qsizetype> known; // two owners of one name are one value
    for (int i = 0; i < table.size(); ++i) {
        const QString value =
            field == u"owner" || field == u"catalog" ? table.texts[i] : table.values[i];
        const qint64 count = m_numbers[fieldNames().indexOf(field)][i];
        if (value.isEmpty())
            continue;
        if (const auto found = known.constFind(value); found != known.constEnd()) {
            facet.values[*found].count += count;
            continue;
        }
        known.insert(value, facet.values.size());
        facet.values.append({value, table.texts[i], count, choiceOf(field, value)});
    }
    std::sort(facet.values.begin(), facet.values.end(),
              [](const FacetValue &left, const FacetValue &right) {
                  return left.count != right.count ? left.count > right.count
                                                   : left.label < right.label;
              });
    return facet;
}

QList<Facet> FacetCounter::facets() const
{
    QList<Facet> all;
    for (const QString &field : fieldNames()) {
        if (field != u"column" && field != u"changed")
            all.append(isTable(field) ? tableFacet(field, tableOf(m_data, field))
                                      : vocabularyFacet(field));
    }
    return all;
}

} // namespace meshlens::search
