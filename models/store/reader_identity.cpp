// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"
#include "models/store/proposals.h"
#include "models/store/reader.h"
#include "models/store/said.h"
#include "models/store/split.h"

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr auto visible =
    " r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation) ";

/// Name and catalogs of a thing, as far as some catalog describes it.
struct Described {
    QString name;
    QStringList catalogs;
    mesh::Kind kind = mesh::Kind::Dataset;
};

/// Of the key alone, whatever it is merged into.
Described described(Connection &connection, const QString &key)
{
    Described found;
    for (const auto &[table, kind] : {std::pair("product_row", mesh::Kind::Product),
                                      std::pair("dataset_row", mesh::Kind::Dataset)}) {
        Query query(connection,
                    joined({"SELECT r.name, c.name FROM thing t JOIN ", table,
                            " r ON r.thing_id = t.id JOIN catalog c ON c.id = r.catalog_id"
                            " WHERE t.key = :key AND",
                            visible, "ORDER BY c.rank, r.id"}));
        query.bind(key);
        while (query.step()) {
            if (found.name.isEmpty())
                found.name = query.text(0);
            if (!found.catalogs.contains(query.text(1)))
                found.catalogs.append(query.text(1));
            found.kind = kind;
        }
        if (!found.catalogs.isEmpty())
            break;
    }
    if (found.name.isEmpty())
        found.name = key.section(u'/', -1);
    return found;
}

void describe(Connection &connection, IdentityProposal &proposal)
{
    const Described left = described(connection, proposal.left);
    const Described right = described(connection, proposal.right);
    proposal.leftName = left.name;
    proposal.leftCatalogs = left.catalogs;
    proposal.rightName = right.name;
    proposal.rightCatalogs = right.catalogs;
    proposal.kind = left.kind;
}

/// Products that several catalogs call by one key, and what a person keeps apart: one for each
/// catalog but the first, on the right the address of a decision (split.h).
QList<IdentityProposal> oneKeyProducts(Connection &connection, int limit)
{
    QList<IdentityProposal> found;
    Query kept(connection, R"sql(
        SELECT s.key, c.name FROM identity_split s JOIN catalog c ON c.id = s.catalog_id
        ORDER BY s.at_ms DESC, s.key LIMIT :limit
    )sql");
    kept.bind(limit);
    while (kept.step()) {
        IdentityProposal one;
        one.left = kept.text(0);
        one.right = splitAddress(kept.text(1));
        found.append(one);
    }
    Query query(connection, joined({R"sql(
        SELECT t.key, c.name FROM thing t JOIN product_row r ON r.thing_id = t.id
            JOIN catalog c ON c.id = r.catalog_id
        WHERE t.id IN (SELECT thing_id FROM product_row GROUP BY thing_id
                       HAVING count(DISTINCT catalog_id) > 1) AND)sql",
                                    visible, "ORDER BY t.key, c.rank, c.id"}));
    QString key, first;
    while (query.step() && found.size() < limit) {
        if (query.text(0) != key) {
            key = query.text(0);
            first = query.text(1);
            continue;
        }
        IdentityProposal one;
        one.left = key;
        one.right = splitAddress(query.text(1));
        one.leftCatalogs = {first};
        one.joined = true;
        found.append(one);
    }
    return found;
}

/// The two of one key: what the left side says, and who means it so on the right.
void describeSplit(Connection &connection, IdentityProposal &proposal)
{
    const Described left = described(connection, proposal.left);
    proposal.leftName = proposal.rightName = left.name;
    if (proposal.leftCatalogs.isEmpty())
        proposal.leftCatalogs = left.catalogs;
    proposal.rightCatalogs = {catalogOfSplit(proposal.right)};
    proposal.kind = left.kind;
}

} // namespace

Result<QList<IdentityDecision>> Reader::identityDecisions() const
{
    return guarded([&]() -> Result<QList<IdentityDecision>> {
        Query query(*d->connection, R"sql(
            SELECT left_key, right_key, kind, at_ms FROM identity_decision
            ORDER BY at_ms DESC, left_key, right_key
        )sql");
        QList<IdentityDecision> decisions;
        while (query.step())
            decisions.append(
                {query.text(0), query.text(1), query.word<Decision>(2), query.number(3)});
        return decisions;
    });
}

Result<QList<IdentityMerge>> Reader::identityMerges(const QString &key, int limit) const
{
    return guarded([&]() -> Result<QList<IdentityMerge>> {
        Query query(*d->connection,
                    joined({"SELECT from_key, into_key, reason, evidence, at_ms FROM identity_merge"
                            " WHERE undone_at_ms IS NULL",
                            key.isEmpty() ? "" : " AND (from_key = :key OR into_key = :key)",
                            " ORDER BY id DESC LIMIT :limit"}));
        if (key.isEmpty())
            query.bind(limit);
        else
            query.bind(key, limit);
        QList<IdentityMerge> merges;
        while (query.step())
            merges.append({query.text(0), query.text(1), query.word<IdentityMerge::Reason>(2),
                           query.text(3), query.number(4)});
        return merges;
    });
}

Result<qint64> Reader::mergedThings() const
{
    return guarded([&]() -> Result<qint64> {
        Query query(*d->connection, "SELECT count(*) FROM thing WHERE same_as IS NOT NULL");
        return query.step() ? query.number(0) : 0;
    });
}

Result<QList<IdentityConflict>> Reader::identityConflicts(int limit) const
{
    return guarded([&]() -> Result<QList<IdentityConflict>> {
        Query query(*d->connection, R"sql(
            SELECT left_key, right_key, evidence, scope, at_ms FROM identity_conflict
            ORDER BY left_key, right_key LIMIT :limit
        )sql");
        query.bind(limit);
        QList<IdentityConflict> conflicts;
        while (query.step())
            conflicts.append(
                {query.text(0), query.text(1), query.text(2), query.text(3), query.number(4)});
        return conflicts;
    });
}

Result<QList<IdentitySplit>> Reader::identitySplits() const
{
    return guarded([&]() -> Result<QList<IdentitySplit>> {
        Query query(*d->connection, R"sql(
            SELECT c.name, s.key, s.own_key, s.at_ms
            FROM identity_split s JOIN catalog c ON c.id = s.catalog_id
            ORDER BY s.at_ms DESC, s.key, c.rank
        )sql");
        QList<IdentitySplit> splits;
        while (query.step())
            splits.append({query.text(0), query.text(1), query.text(2), query.number(3)});
        return splits;
    });
}

Result<QString> Reader::standingKey(const QString &key) const
{
    return guarded([&]() -> Result<QString> {
        Query query(*d->connection, R"sql(
            SELECT s.key FROM thing t JOIN thing s ON s.id = coalesce(t.same_as, t.id)
            WHERE t.key = :key
        )sql");
        return query.bind(key).step() ? query.text(0) : key;
    });
}

Result<IdentityProposals> Reader::identityProposals(int limit) const
{
    const auto products = this->products();
    if (!products)
        return products.error();
    const auto decisions = identityDecisions();
    if (!decisions)
        return decisions.error();
    return guarded([&]() -> Result<IdentityProposals> {
        Connection &connection = *d->connection;
        QList<IdentityProposal> found = alikeProducts(*products);
        AlikeDatasets datasets;
        Query keys(connection, R"sql(
            SELECT t.key FROM thing t
            WHERE t.kind = :kind AND t.same_as IS NULL AND EXISTS (
                SELECT 1 FROM dataset_row r WHERE r.thing_id = t.id AND r.until IS NULL)
        )sql");
        keys.bind(mesh::Kind::Dataset);
        while (keys.step())
            datasets.add(keys.text(0));
        found += datasets.pairs();

        QSet<std::pair<QString, QString>> decided;
        IdentityProposals proposals;
        QList<IdentityProposal> joined;
        for (const IdentityDecision &decision : *decisions) {
            decided.insert({decision.left, decision.right});
            if (decision.kind != Decision::Join)
                continue;
            IdentityProposal one;
            one.left = decision.left;
            one.right = decision.right;
            one.joined = true;
            one.alike = 1;
            joined.append(one);
        }
        found.removeIf([&](const IdentityProposal &one) {
            return decided.contains({std::min(one.left, one.right), std::max(one.left, one.right)});
        });
        std::sort(found.begin(), found.end(),
                  [](const IdentityProposal &left, const IdentityProposal &right) {
                      if (left.alike != right.alike)
                          return left.alike > right.alike;
                      return std::pair(left.left, left.right) < std::pair(right.left, right.right);
                  });
        proposals.open = found.size();
        proposals.list =
            (found + joined + oneKeyProducts(connection, limit)).mid(0, std::max(0, limit));
        for (IdentityProposal &one : proposals.list)
            isSplitAddress(one.right) ? describeSplit(connection, one) : describe(connection, one);
        return proposals;
    });
}

Result<QList<std::pair<QString, QString>>> Reader::sameDataAs() const
{
    return guarded([&]() -> Result<QList<std::pair<QString, QString>>> {
        Query query(*d->connection, joined({R"sql(
            SELECT DISTINCT a.key, s.key, s.id
            FROM dataset_alias a JOIN dataset_row r ON r.id = a.dataset_row_id
                JOIN catalog c ON c.id = r.catalog_id JOIN thing t ON t.id = r.thing_id
                JOIN thing s ON s.id = coalesce(t.same_as, t.id)
            WHERE a.strength = 2 AND)sql",
                                            visible, "ORDER BY a.key, s.id"}));
        QList<std::pair<QString, QString>> pairs;
        QString place, first;
        while (query.step()) {
            if (query.text(0) != place) {
                place = query.text(0);
                first = query.text(1);
            } else if (mesh::isUsableLocation(place)) { // a bucket holds more than one table

                pairs.append({first, query.text(1)});
            }
        }
        return pairs;
    });
}

Result<void>
Reader::forEachMarkedColumn(const std::function<bool(const MarkedColumn &)> &each) const
{
    return guarded([&]() -> Result<void> {
        // The index of marked columns leads; its condition must stand here word by word.
        Query query(*d->connection, joined({R"sql(
            SELECT coalesce(w.key, t.key), k.name, k.classification, k.personal
            FROM dataset_column k JOIN dataset_row r ON r.id = k.dataset_row_id
                JOIN catalog c ON c.id = r.catalog_id JOIN thing t ON t.id = r.thing_id
                LEFT JOIN thing w ON w.id = t.same_as
            WHERE (k.personal <> 0 OR k.classification >= 3) AND)sql",
                                            visible, "ORDER BY r.thing_id, k.position"}));
        while (query.step()) {
            if (!each({query.text(0), query.text(1), query.word<mesh::Classification>(2),
                       query.flag(3)}))
                break;
        }
        return {};
    });
}

} // namespace meshlens::store
