// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/duplicates.h"

#include "models/search/folding.h"
#include "models/search/ordering.h"

namespace meshlens::search {
namespace {

constexpr qsizetype fewestColumns = 2;
constexpr double likeness = 0.8; // shared columns of all that either has
constexpr std::size_t mostLooked = 500;

QSet<QString> columnsOf(const Segment &segment, const DocText &text)
{
    QSet<QString> names;
    for (const ColumnRef &column : text.columns) {
        const std::string_view name = segment.columnNames().at(column.name);
        names.insert(folded(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))));
    }
    return names;
}

bool areAlike(const QSet<QString> &one, const QSet<QString> &other)
{
    if (one.size() < fewestColumns || other.size() < fewestColumns)
        return false;
    const auto shared = static_cast<double>((QSet<QString>(one) & other).size());
    const auto all = static_cast<double>((QSet<QString>(one) | other).size());
    return shared >= likeness * all;
}

} // namespace

QList<Twin> twinsOf(const Index &index, const QString &key, int limit)
{
    QList<Twin> twins;
    const Index::Data &data = index.data();
    const auto self = documentOf(data, key);
    if (!self || limit <= 0)
        return twins;
    const Segment &own = *data.parts[self->part].segment;
    const auto kind = static_cast<mesh::Kind>(own.flags(self->document).kind());
    const bool isDataset = kind == mesh::Kind::Dataset;
    if (kind != mesh::Kind::Product && kind != mesh::Kind::Term && !isDataset)
        return twins;
    const DocText text = own.text(self->document);
    const QByteArray name = compact(text.name);
    if (name.isEmpty())
        return twins;
    const QSet<QString> columns = isDataset ? columnsOf(own, text) : QSet<QString>();

    std::vector<Bits> sameName;
    for (const Part &part : data.parts) {
        Bits &set = sameName.emplace_back(part.segment->documents());
        for (const std::uint32_t document :
             part.segment->named({name.constData(), static_cast<std::size_t>(name.size())})) {
            if (document < set.size() && !part.dead.test(document))
                set.set(document);
        }
    }
    std::vector<const Bits *> sets;
    for (const Bits &set : sameName)
        sets.push_back(&set);
    std::size_t looked = 0;
    inOrderOfRank(data, sets, [&](const Found &found) {
        const Segment &segment = *data.parts[found.part].segment;
        const bool isSelf = found.part == self->part && found.document == self->document;
        if (isSelf || segment.flags(found.document).kind() != static_cast<int>(kind))
            return true;
        const DocText other = segment.text(found.document);
        if (!isDataset || areAlike(columns, columnsOf(segment, other))) {
            const Row row = segment.row(found.document);
            const QString domain =
                row.numbers[Domains].empty()
                    ? QString()
                    : segment.values(Domains).texts[static_cast<int>(row.numbers[Domains].front())];
            const Twin::Sort sort = isDataset                  ? Twin::Sort::SameColumns
                                    : kind == mesh::Kind::Term ? Twin::Sort::SameWord
                                                               : Twin::Sort::SameName;
            twins.append({sort, other.key, other.name, domain, other.description});
        }
        return twins.size() < limit && ++looked < mostLooked;
    });
    return twins;
}

} // namespace meshlens::search
