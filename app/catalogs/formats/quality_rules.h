// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/fields.h"

namespace meshlens::catalogs {

/// Turns ODCS quality rules into checks: see odcs.h for ids, DECISIONS.md for dimensions.
class RuleReader
{
public:
    RuleReader(QString contract, QList<mesh::Check> &checks)
        : m_contract(std::move(contract)), m_checks(checks)
    {}

    /// Reads `quality` of a schema object or property. Rules of type `text` are for people and make
    /// no check.
    void read(const Field &node, const QString &dataset, const QString &object,
              const QString &column);

private:
    [[nodiscard]] QString idOf(const Field &rule, const QString &object, const QString &column);

    QString m_contract;
    QList<mesh::Check> &m_checks;
    QSet<QString> m_taken;
};

/// The dimension of a check by the words of ODCS, dbt or OpenLineage: `conformity`, `not_null`,
/// `nullValues`, ... Validity when nothing tells.
[[nodiscard]] mesh::Dimension dimensionOf(const QString &word);

} // namespace meshlens::catalogs
