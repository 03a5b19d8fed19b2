// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/proposals.h"

#include "models/mesh/identity.h"
#include "models/store/content_hash.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr qsizetype mostOfOneName = 12; // more products of one name are a word, not one product

QString plainName(const QString &name)
{
    static const QRegularExpression between(u"[^\\p{L}\\p{N}]+"_s);
    QStringList words = name.toLower().split(between, Qt::SkipEmptyParts);
    for (QString &word : words) {
        if (word.size() > 3 && word.endsWith(u's'))
            word.chop(1);
    }
    words.sort();
    return words.join(u' ');
}

bool overlap(const QStringList &left, const QStringList &right)
{
    return std::any_of(left.begin(), left.end(),
                       [&](const QString &one) { return right.contains(one); });
}

IdentityProposal compare(const ProductRow &left, const ProductRow &right)
{
    using Why = IdentityProposal::Why;
    IdentityProposal proposal;
    proposal.kind = mesh::Kind::Product;
    proposal.left = left.key;
    proposal.right = right.key;
    proposal.leftName = left.name;
    proposal.rightName = right.name;
    proposal.leftCatalogs = left.catalogs;
    proposal.rightCatalogs = right.catalogs;
    const bool address = overlap(left.outputs, right.outputs);
    const bool name = plainName(left.name) == plainName(right.name);
    const bool owners =
        overlap(left.owners, right.owners) || overlap(left.ownerNames, right.ownerNames);
    const bool domain = !left.domainName.isEmpty() &&
                        left.domainName.compare(right.domainName, Qt::CaseInsensitive) == 0;
    proposal.alike =
        (name ? 0.4 : 0) + (domain ? 0.2 : 0) + (owners ? 0.2 : 0) + (address ? 0.2 : 0);
    const bool otherOwner = !owners && !left.owners.isEmpty() && !right.owners.isEmpty();
    proposal.why = address                        ? Why::SameAddress
                   : name && domain && otherOwner ? Why::OtherOwner
                   : name && domain               ? Why::SameName
                                                  : Why::Alike;
    return proposal;
}

} // namespace

QList<IdentityProposal> alikeProducts(const QList<ProductRow> &products)
{
    QHash<QString, QList<qsizetype>> byName, byDataset;
    for (qsizetype i = 0; i < products.size(); ++i) {
        if (const QString name = plainName(products[i].name); !name.isEmpty())
            byName[name].append(i);
        for (const QString &output : products[i].outputs)
            byDataset[output].append(i);
    }
    QSet<std::pair<qsizetype, qsizetype>> seen;
    QList<IdentityProposal> proposals;
    const auto pairUp = [&](const QList<qsizetype> &group) {
        if (group.size() > mostOfOneName)
            return;
        for (qsizetype a = 0; a < group.size(); ++a) {
            for (qsizetype b = a + 1; b < group.size(); ++b) {
                const std::pair pair(group[a], group[b]);
                if (seen.contains(pair) ||
                    overlap(products[pair.first].catalogs, products[pair.second].catalogs))
                    continue;
                seen.insert(pair);
                proposals.append(compare(products[pair.first], products[pair.second]));
            }
        }
    };
    for (const auto &group : std::as_const(byName))
        pairUp(group);
    for (const auto &group : std::as_const(byDataset))
        pairUp(group);
    return proposals;
}

void AlikeDatasets::add(const QString &key)
{
    const QString likeness = mesh::likenessOf(key);
    if (likeness.isEmpty())
        return;
    const auto hash = static_cast<quint64>(identityHash(likeness));
    const auto first = m_first.constFind(hash);
    if (first == m_first.constEnd()) {
        m_first.insert(hash, key);
        return;
    }
    QStringList &group = m_groups[likeness];
    if (group.isEmpty())
        group.append(*first);
    if (group.size() < mostOfOneName)
        group.append(key);
}

QList<IdentityProposal> AlikeDatasets::pairs() const
{
    using Why = IdentityProposal::Why;
    QList<IdentityProposal> proposals;
    for (const QStringList &group : m_groups) {
        for (qsizetype a = 0; a < group.size(); ++a) {
            for (qsizetype b = a + 1; b < group.size(); ++b) {
                IdentityProposal proposal;
                proposal.kind = mesh::Kind::Dataset;
                proposal.left = group[a];
                proposal.right = group[b];
                if (group[a].compare(group[b], Qt::CaseInsensitive) == 0) {
                    proposal.why = Why::OnlyCase;
                    proposal.alike = 0.9;
                } else if (mesh::isHintKey(group[a]) != mesh::isHintKey(group[b])) {
                    proposal.why = Why::UnknownPlace;
                    // Where several places have it, which one is meant is the more open.
                    proposal.alike = group.size() == 2 ? 0.7 : 0.5;
                } else {
                    continue; // two known places are two tables; two unknown ones say nothing
                }
                if (mesh::isHintKey(proposal.left))
                    std::swap(proposal.left, proposal.right);
                proposals.append(proposal);
            }
        }
    }
    return proposals;
}

} // namespace meshlens::store
