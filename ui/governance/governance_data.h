// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/accepted.h"
#include "models/scores/governance.h"

#include <QHash>

namespace meshlens::ui {

/// What scorecard, findings, rules and ownership show.
struct GovernanceData {
    std::int64_t readAtMs = 0;
    scores::Governance governance;
    QHash<QString, store::ProductRow> products; // by key
    QHash<QString, QString> emails;             // of parties, by key
    QList<scores::AcceptedRisk> accepted;       // also those that are over
    int catalogs = 0;

    [[nodiscard]] const scores::AcceptedRisk *acceptance(const scores::Finding &finding) const
    {
        return scores::acceptedFor(accepted, finding, readAtMs);
    }
    [[nodiscard]] const scores::Finding *finding(const QString &rule, const QString &key) const;
    [[nodiscard]] int openFindings() const;
};
[[nodiscard]] Result<GovernanceData> readGovernanceData(const store::Reader &reader,
                                                        std::int64_t nowMs);

/// One contract of one product, and how it is kept.
struct KeptContract {
    mesh::Contract contract;
    store::ProductRow product;
    int promises = 0;
    int broken = 0;
    int unknown = 0;
    bool severe = false;
    QStringList breaches; // "Freshness within 6 h: 9 h"
};
[[nodiscard]] Result<QList<KeptContract>> readContracts(const store::Reader &reader,
                                                        std::int64_t nowMs); // breaches first

/// One meaning of a word.
struct TermUse {
    mesh::Term term;
    QString domainName;
    int meanings = 1; // of this word in the mesh
    QStringList said; // "Core: ...", where catalogs define it differently
    int products = 0; // that refer to it
    QStringList catalogs;
};
[[nodiscard]] Result<QList<TermUse>> readTerms(const store::Reader &reader); // problems first

/// A product and one of its owners; empty owner: nobody is named.
struct Ownership {
    QString owner; // party key
    QString ownerName;
    QString team;
    store::ProductRow product;
};
[[nodiscard]] Result<QList<Ownership>> readOwnership(const store::Reader &reader);

} // namespace meshlens::ui
