// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/use_steps.h"

namespace meshlens::search {
namespace {

constexpr std::int64_t dayMs = 86'400'000;

} // namespace

/// How many others read a dataset, and a product through its datasets.
Result<QHash<QString, int>> usesOf(const store::Reader &reader, const Mesh &mesh)
{
    QHash<QString, int> uses;
    QSet<std::pair<QString, QString>> counted;
    const auto read = reader.forEachEdge([&](const store::Reader::EdgeRow &row) {
        const std::pair pair(row.edge.from, row.edge.to);
        if (row.edge.from != row.edge.to && !counted.contains(pair)) {
            counted.insert(pair);
            ++uses[row.edge.from];
        }
        return true;
    });
    if (!read)
        return read.error();
    for (const store::ProductRow &product : mesh.products) {
        int all = 0;
        for (const QString &dataset : product.outputs)
            all += uses.value(dataset, 0);
        if (all > 0)
            uses.insert(product.key, all);
    }
    return uses;
}

Result<UseSteps> UseSteps::of(const store::Reader &reader, const Mesh &mesh, const Before &state)
{
    UseSteps steps(state.base);
    steps.m_countedAtMs = state.smallMade.usesAtMs;
    steps.m_areCounted = mesh.made.newestChangeMs - steps.m_countedAtMs >= dayMs;
    if (steps.m_areCounted) {
        steps.m_countedAtMs = mesh.made.newestChangeMs;
        const auto uses = usesOf(reader, mesh);
        if (!uses)
            return uses.error();
        for (auto use = uses->constBegin(); use != uses->constEnd(); ++use)
            steps.m_known.insert(use.key(), useStep(*use));
        for (std::uint32_t document = 0; document < state.base.documents(); ++document)
            steps.compare(state.base.text(document).key, document);
    } else if (state.small) {
        for (std::uint32_t document = 0; document < state.small->documents(); ++document) {
            const QString key = state.small->text(document).key;
            steps.m_known.insert(key, state.small->usage(document));
            if (const auto old = state.base.find(key))
                steps.compare(key, *old);
        }
    }
    return steps;
}

int UseSteps::stepOf(const QString &key) const
{
    if (const auto found = m_known.constFind(key); found != m_known.constEnd())
        return *found;
    const auto document = m_areCounted ? std::nullopt : m_base->find(key);
    return document ? m_base->usage(*document) : 0;
}

void UseSteps::compare(const QString &key, std::uint32_t document)
{
    const int kind = m_base->flags(document).kind();
    const bool isUsed = kind == static_cast<int>(mesh::Kind::Dataset) ||
                        kind == static_cast<int>(mesh::Kind::Product);
    if (isUsed && m_known.value(key, 0) != m_base->usage(document))
        m_changed.insert(key);
}

} // namespace meshlens::search
