// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/identity.h"
#include "models/store/rows.h"

#include <QSet>

/// What may be one thing under two keys. Pure functions. Not for other folders.
namespace meshlens::store {

/// Pairs of products of different catalogs that put out the same dataset or have the same name (in
/// lower case, words in any order, without a plural s). `alike` weighs name 0.4, domain, owners and
/// datasets 0.2 each.
[[nodiscard]] QList<IdentityProposal> alikeProducts(const QList<ProductRow> &products);

/// Gathers dataset keys and pairs those that differ only by a place that is not known, or by case.
class AlikeDatasets
{
public:
    void add(const QString &key);
    [[nodiscard]] QList<IdentityProposal> pairs() const;

private:
    QHash<quint64, QString> m_first;      // by hash of likeness
    QHash<QString, QStringList> m_groups; // of those that have company
};

} // namespace meshlens::store
