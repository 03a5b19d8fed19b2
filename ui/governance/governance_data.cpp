// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/governance_data.h"

#include "models/scores/facts.h"

#include <QCoreApplication>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t historyMs = 90LL * 86'400'000;

/// A contract's promises are named by its own name; those of checks stand beside all of them.
void judge(KeptContract &kept, const QList<scores::SloState> &levels)
{
    for (const scores::SloState &level : levels) {
        if (!level.contract.isEmpty() && level.contract != kept.contract.name)
            continue;
        ++kept.promises;
        if (!level.met) {
            ++kept.unknown;
        } else if (!*level.met) {
            ++kept.broken;
            kept.severe = kept.severe || level.severity == mesh::Severity::Error;
            kept.breaches +=
                level.measured.isEmpty() ? level.title : level.title + u": "_s + level.measured;
        }
    }
}

} // namespace

const scores::Finding *GovernanceData::finding(const QString &rule, const QString &key) const
{
    const auto found = std::ranges::find_if(governance.findings, [&](const scores::Finding &one) {
        return one.rule == rule && one.key == key;
    });
    return found == governance.findings.end() ? nullptr : &*found;
}

int GovernanceData::openFindings() const
{
    return static_cast<int>(std::ranges::count_if(
        governance.findings, [this](const scores::Finding &one) { return !acceptance(one); }));
}

Result<GovernanceData> readGovernanceData(const store::Reader &reader, std::int64_t nowMs)
{
    GovernanceData data;
    data.readAtMs = nowMs;
    auto governance = scores::governance(reader, nowMs);
    if (!governance)
        return governance.error();
    data.governance = std::move(*governance);
    const auto products = reader.products();
    if (!products)
        return products.error();
    for (const store::ProductRow &row : *products)
        data.products.insert(row.key, row);
    const auto parties = reader.parties();
    if (!parties)
        return parties.error();
    for (const mesh::Party &party : *parties)
        data.emails.insert(party.key, party.email);
    const auto catalogs = reader.catalogs();
    if (!catalogs)
        return catalogs.error();
    data.catalogs = static_cast<int>(catalogs->size());
    auto accepted = scores::acceptedRisks(reader);
    if (!accepted)
        return std::move(accepted).error();
    data.accepted = *std::move(accepted);
    return data;
}

Result<QList<KeptContract>> readContracts(const store::Reader &reader, std::int64_t nowMs)
{
    const auto mesh = scores::knownMesh(reader, {}, nowMs, nowMs - historyMs);
    if (!mesh)
        return mesh.error();
    QList<KeptContract> all;
    for (const scores::KnownProduct &product : mesh->products) {
        const QList<scores::SloState> levels = scores::serviceLevels(product.facts);
        for (const mesh::Contract &contract : product.facts.contracts) {
            KeptContract kept;
            kept.contract = contract;
            kept.product = product.row;
            judge(kept, levels);
            all += kept;
        }
    }
    std::ranges::stable_sort(all, {}, [](const KeptContract &kept) {
        return std::tuple(kept.severe ? 0 : 1, -kept.broken);
    });
    return all;
}

Result<QList<TermUse>> readTerms(const store::Reader &reader)
{
    const auto terms = reader.terms();
    const auto products = reader.products();
    const auto domains = reader.domains();
    for (const Error *failure :
         {terms ? nullptr : &terms.error(), products ? nullptr : &products.error(),
          domains ? nullptr : &domains.error()}) {
        if (failure)
            return *failure;
    }
    QHash<QString, int> used;
    for (const store::ProductRow &row : *products) {
        for (const QString &term : row.terms)
            ++used[term];
    }
    QHash<QString, QString> domainNames;
    for (const mesh::Domain &domain : *domains)
        domainNames.insert(domain.key, domain.name);
    QHash<QString, int> meanings;
    for (const mesh::Term &term : *terms)
        ++meanings[term.name.trimmed().toLower()];

    QList<TermUse> all;
    for (const mesh::Term &term : *terms) {
        TermUse use;
        use.term = term;
        use.domainName = domainNames.value(term.domain);
        use.meanings = meanings.value(term.name.trimmed().toLower());
        use.products = used.value(term.key);
        const auto merged = reader.term(term.key);
        if (!merged)
            return merged.error();
        for (const store::Source &source : merged->sources)
            use.catalogs += source.catalog;
        for (const store::Conflict &conflict : merged->conflicts) {
            if (conflict.field != u"definition")
                continue;
            for (const auto &[catalog, words] : conflict.values)
                use.said += catalog + u": "_s + words;
        }
        all += use;
    }
    std::ranges::stable_sort(all, {}, [](const TermUse &use) {
        return std::tuple(use.said.isEmpty() ? 1 : 0, use.meanings > 1 ? 0 : 1,
                          use.term.name.toLower());
    });
    return all;
}

Result<QList<Ownership>> readOwnership(const store::Reader &reader)
{
    const auto products = reader.products();
    if (!products)
        return products.error();
    const auto parties = reader.parties();
    if (!parties)
        return parties.error();
    QHash<QString, QString> teams;
    for (const mesh::Party &party : *parties)
        teams.insert(party.key, party.team);
    QList<Ownership> all;
    for (const store::ProductRow &row : *products) {
        if (row.owners.isEmpty())
            all += Ownership{{}, {}, {}, row};
        for (qsizetype i = 0; i < row.owners.size(); ++i)
            all +=
                Ownership{row.owners[i], row.ownerNames.value(i, row.owners[i].section(u'/', -1)),
                          teams.value(row.owners[i]), row};
    }
    std::ranges::stable_sort(all, {}, [](const Ownership &one) {
        return std::tuple(one.owner.isEmpty() ? 0 : 1, one.ownerName.toLower());
    });
    return all;
}

} // namespace meshlens::ui
