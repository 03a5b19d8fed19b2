// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Keeping apart what two catalogs call by one key. The address of such a decision is the key and,
/// on the right, the catalog that means something else by it: `catalog:NAME`. Every later sync says
/// both again. Writer::decideIdentity(key, address, Apart) makes a thing of its own of all that the
/// catalog says of the key; its key is the same with a question mark and the catalog's name.
/// `Join`, or forgetDecision(), makes them one again.
///
/// What goes along, there and back, now and with every later sync, since the catalog said it:
/// descriptions with their columns, owners and past versions; ports; lineage; checks with their
/// results; loads; the contracts that cover the dataset; the list of changes; the requests and
/// grants that go through the catalog. Scores are worked out anew (scores::recompute). What a
/// person kept (pins, figures, accepted risks) names the key and no catalog: it stays, and what was
/// kept of the other thing comes along when they are joined again. Rows at hand are erased where
/// they came from the other side (Operations::eraseEndedSamples): they can be fetched again.
namespace meshlens::store {

inline QString splitAddress(const QString &catalog)
{
    return QStringLiteral("catalog:") + catalog;
}

inline bool isSplitAddress(const QString &key)
{
    return key.startsWith(QLatin1String("catalog:"));
}

/// Whether a key is of a thing that a person parted: a raw question mark is in no other.
inline bool isSplitKey(const QString &key)
{
    return key.contains(QLatin1Char('?'));
}

inline QString catalogOfSplit(const QString &address)
{
    return address.mid(8);
}

} // namespace meshlens::store
