// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/facets.h"
#include "models/search/ordering.h"

#include <algorithm>
#include <cctype>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

/// The unfinished word at the cursor: where it starts, with quotes kept together.
int fragmentStart(const QString &text, int cursor)
{
    int start = 0;
    bool quoted = false;
    for (int i = 0; i < cursor; ++i) {
        const QChar character = text[i];
        if (character == u'"')
            quoted = !quoted;
        else if (!quoted && (character.isSpace() || character == u'(' || character == u')'))
            start = i + 1;
    }
    return start;
}

QString written(const QString &value)
{
    Node field;
    field.type = Node::Type::Field;
    field.field = u"tag"_s;
    field.values = {value};
    return toText(field).mid(4); // quoted where that is needed
}

QList<Completion> fieldNamesFor(const QString &begun, int position)
{
    QList<Completion> found;
    for (const QString &name : fieldNames()) {
        if (name.startsWith(begun, Qt::CaseInsensitive))
            found.append({name + u':', name, 0, position, static_cast<int>(begun.size())});
    }
    return found;
}

QList<FacetValue> columnValues(const Index::Data &data, const QString &begun)
{
    QHash<QString, qint64> counts;
    const QByteArray wanted = begun.toUtf8();
    for (const Part &part : data.parts) {
        const StringTable &names = part.segment->columnNames();
        for (std::uint32_t i = 0; i < names.size(); ++i) {
            const std::string_view name = names.at(i);
            const auto contains = std::search(
                name.begin(), name.end(), wanted.begin(), wanted.end(), [](char left, char right) {
                    return std::tolower(static_cast<unsigned char>(left)) ==
                           std::tolower(static_cast<unsigned char>(right));
                });
            if (!wanted.isEmpty() && contains == name.end())
                continue;
            counts[QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))] +=
                part.segment->documentsWith(ColumnNames, i).count();
        }
    }
    QList<FacetValue> values;
    for (auto name = counts.constBegin(); name != counts.constEnd(); ++name)
        values.append({name.key(), name.key(), name.value(), Choice::Free});
    return values;
}

QList<FacetValue> valuesOf(const Index::Data &data, const QString &field, const QString &begun)
{
    if (field == u"column")
        return columnValues(data, begun);
    const Query everything;
    FindOptions options;
    options.facetValues = 0;
    options.kinds = {mesh::Kind::Product, mesh::Kind::Dataset, mesh::Kind::Domain, mesh::Kind::Term,
                     mesh::Kind::Party};
    const auto matchers = matched(data, everything, options, {});
    if (!matchers)
        return {};
    FacetCounter counter(data, everything, options);
    counter.start(*matchers);
    if (!counter.finish({}))
        return {};
    for (const Facet &facet : counter.facets()) {
        if (facet.field == field)
            return facet.values;
    }
    return {};
}

} // namespace

QList<Completion> complete(const Index &index, const QString &text, int cursor, int limit)
{
    cursor = std::clamp(cursor, 0, static_cast<int>(text.size()));
    int start = fragmentStart(text, cursor);
    if (start < cursor && text[start] == u'-')
        ++start;
    const QString fragment = text.mid(start, cursor - start);
    const qsizetype colon = fragment.indexOf(u':');
    if (colon < 0)
        return fragment.isEmpty() ? QList<Completion>()
                                  : fieldNamesFor(fragment, start).mid(0, limit);
    const QString field = fragment.left(colon).toLower();
    if (!fieldNames().contains(field))
        return {};
    if (field == u"changed") {
        QList<Completion> ages;
        for (const QString &age : {u"<1d"_s, u"<7d"_s, u"<30d"_s})
            ages.append({age, age, 0, start + static_cast<int>(colon) + 1,
                         static_cast<int>(fragment.size() - colon - 1)});
        return ages;
    }
    const bool counted = field != u"fresh"; // that depends on the time
    const qsizetype valueAt = std::max(colon, fragment.lastIndexOf(u',')) + 1;
    QString begun = fragment.mid(valueAt);
    begun.remove(u'"');
    QList<Completion> found;
    for (const FacetValue &value : valuesOf(index.data(), field, begun)) {
        const bool fits = value.value.startsWith(begun, Qt::CaseInsensitive) ||
                          value.label.contains(begun, Qt::CaseInsensitive);
        if (fits && (value.count > 0 || !counted))
            found.append({written(value.value), value.label, counted ? value.count : 0,
                          start + static_cast<int>(valueAt),
                          static_cast<int>(fragment.size() - valueAt)});
    }
    std::stable_sort(
        found.begin(), found.end(), [&](const Completion &left, const Completion &right) {
            const bool leftStarts = left.label.startsWith(begun, Qt::CaseInsensitive);
            const bool rightStarts = right.label.startsWith(begun, Qt::CaseInsensitive);
            return leftStarts != rightStarts ? leftStarts : left.count > right.count;
        });
    return found.mid(0, limit);
}

} // namespace meshlens::search
