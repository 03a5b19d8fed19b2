// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/column_search.h"

#include "models/search/folding.h"
#include "models/search/ordering.h"

#include <algorithm>

namespace meshlens::search {
namespace {

constexpr std::array columnTiers{Why::ExactName, Why::NamePrefix, Why::NameWords};

bool isKindFilter(const Node &node)
{
    return node.type == Node::Type::Field && node.field == u"kind";
}

} // namespace

bool wantsColumns(const Query &query, const FindOptions &options)
{
    bool named = false;
    for (const Node &node : query.root.children) {
        if (!isKindFilter(node))
            continue;
        named = true;
        if (node.values.contains(mesh::toText(mesh::Kind::Column)))
            return true;
    }
    return !named && options.kinds.contains(mesh::Kind::Column);
}

ColumnSearch::ColumnSearch(const Index::Data &data, const std::vector<Matcher> &matchers,
                           const Query &query, const FindOptions &options)
    : m_data(data), m_matchers(matchers), m_options(options), m_query(query),
      m_datasetOptions(options)
{
    for (const Node &node : query.root.children) {
        const bool isNot = node.type == Node::Type::Not;
        const bool isField = (isNot ? node.children.first() : node).type == Node::Type::Field;
        if (isField && !isKindFilter(node))
            m_fields.root.children.append(node);
    }
    Node kind; // so that datasets inside products count too
    kind.type = Node::Type::Field;
    kind.field = QStringLiteral("kind");
    kind.values = {mesh::toText(mesh::Kind::Dataset)};
    m_fields.root.children.append(kind);
    m_datasetOptions.kinds = {mesh::Kind::Dataset};
}

std::array<Bits, 3> ColumnSearch::namesOf(const Matcher &matcher) const
{
    const StringTable &table = matcher.segment().columnNames();
    Bits all(table.size());
    all.fill();
    for (const Node &word : matcher.words())
        all &= columnNamesWith(matcher.segment(), word);
    QString text;
    for (const Node &word : matcher.words())
        text += wordsOf(word.text).join(QString());
    const QByteArray whole = text.toUtf8();
    std::array<Bits, 3> tiers{Bits(table.size()), Bits(table.size()), Bits(table.size())};
    all.forEach([&](std::size_t number) {
        const std::string_view name = table.at(static_cast<std::uint32_t>(number));
        const QByteArray joined =
            compact(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
        const std::size_t tier = joined == whole ? 0 : joined.startsWith(whole) ? 1 : 2;
        tiers[tier].set(number);
        return true;
    });
    return tiers;
}

bool ColumnSearch::run(const Cancelled &cancelled)
{
    for (std::size_t part = 0; part < m_data.parts.size(); ++part) {
        Matcher datasets(m_data.parts[part], m_fields, m_datasetOptions);
        if (!datasets.run(cancelled))
            return false;
        InPart in{datasets.found(), namesOf(m_matchers[part])};
        for (const Bits &names : in.names) {
            names.forEach([&](std::size_t name) {
                m_total +=
                    m_data.parts[part]
                        .segment->documentsWith(ColumnNames, static_cast<std::uint32_t>(name))
                        .countIn(in.datasets);
                return true;
            });
        }
        m_parts.push_back(std::move(in));
    }
    return true;
}

QList<Hit> ColumnSearch::page(const HitMaker &maker) const
{
    QList<Hit> hits;
    if (m_options.limit <= 0)
        return hits;
    int skip = std::max(0, m_options.offset);
    for (std::size_t tier = 0; tier < columnTiers.size(); ++tier) {
        std::vector<Bits> documents;
        for (std::size_t part = 0; part < m_parts.size(); ++part)
            documents.push_back(
                documentsWithColumns(*m_data.parts[part].segment, m_parts[part].names[tier]) &
                m_parts[part].datasets);
        std::vector<const Bits *> sets;
        for (const Bits &set : documents)
            sets.push_back(&set);
        inOrderOfRank(m_data, sets, [&](const Found &found) {
            const Bits &names = m_parts[found.part].names[tier];
            const std::vector<ColumnRef> columns =
                m_data.parts[found.part].segment->text(found.document).columns;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                if (!names.test(columns[i].name) || skip-- > 0)
                    continue;
                hits.append(maker.columnHit(found, i, columnTiers[tier]));
                if (hits.size() == m_options.limit)
                    return false;
            }
            return true;
        });
        if (hits.size() == m_options.limit)
            return hits;
    }
    return hits;
}

} // namespace meshlens::search
