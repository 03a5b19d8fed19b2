// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/matcher.h"

#include "models/clock.h"
#include "models/search/folding.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

/// The documents that a field of the query leaves.
namespace meshlens::search {
namespace {

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

} // namespace

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

} // namespace meshlens::search
