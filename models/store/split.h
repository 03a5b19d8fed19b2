// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Keeping apart what two catalogs call by one key. The address of such a decision is the key and,
/// on the right, the catalog that means something else by it: `catalog:NAME`. Every later sync says
/// both again. Writer::decideIdentity(key, address, Apart) makes a thing of its own of all that the
/// catalog says of the key; its key is the same with a question mark and the catalog's name.
/// `Join`, or forgetDecision(), makes them one again.
namespace meshlens::store {

inline QString splitAddress(const QString &catalog)
{
    return QStringLiteral("catalog:") + catalog;
}

inline bool isSplitAddress(const QString &key)
{
    return key.startsWith(QLatin1String("catalog:"));
}

inline QString catalogOfSplit(const QString &address)
{
    return address.mid(8);
}

} // namespace meshlens::store
