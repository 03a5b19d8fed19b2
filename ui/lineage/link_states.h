// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"
#include "ui/lineage/link_standing.h"
#include "ui/parts/badges.h"
#include "ui/parts/table_file.h"

/// What is known of the links of products that a link between two domains is made of.
namespace meshlens::ui {

/// The worst first. Broken: a contract in force is not kept now. Troubled: late or a check fails,
/// and no contract is broken by that. Unknown: whether the contracts are kept cannot be told.
enum class LinkState { Broken, Troubled, Unknown, Met, NoContract };

/// One product (else dataset) of the first domain that one of the second reads.
struct DomainLink {
    QString from; // keys
    QString to;
    QString fromName;
    QString toName;
    int count = 1; // links of datasets
    LinkState state = LinkState::NoContract;
    int contracts = 0; // in force, over what the link carries
    int met = 0;       // of those: something of them was measured and all of that is kept
    mesh::FreshnessState freshness = mesh::FreshnessState::Unknown; // of the source
    std::optional<std::int64_t> lateMs;                             // past the objective
    std::optional<std::int64_t> sinceMs;                            // of the trouble
    QString check;         // title of one that does not pass
    bool personal = false; // carries personal data that no contract in force covers
};

struct DomainLinks {
    QList<DomainLink> all; // worst first
    QStringList addresses; // of the owners of sources that are broken, without repeats
    int withContract = 0;  // links
    int broken = 0;        // links
    int personal = 0;      // links
    /// Loads of the sources that came late, oldest week first, the last is that of now; nothing for
    /// a week without loads. Empty: no load or no objective is known.
    QList<std::optional<double>> latePerWeek;
    QList<int> weeks; // ISO numbers of those
};

/// The links from one domain to another. `nowMs`: states are those of now. Thread: worker. Errors:
/// the store's.
[[nodiscard]] Result<DomainLinks> domainLinks(const store::Reader &reader,
                                              const lineage::Graph &graph, const QString &from,
                                              const QString &to, std::int64_t nowMs);

[[nodiscard]] QString reasonOf(const DomainLink &link); // "9 h late", "2 contracts met"
[[nodiscard]] Mark markOf(const DomainLink &link);
/// Broken, then troubled, then personal data without a contract, then by state.
[[nodiscard]] bool isWorse(const DomainLink &one, const DomainLink &other);
/// A heading and a sentence on a broken link: what, since when, whom it feeds.
[[nodiscard]] std::pair<QString, QString> alarmOf(const DomainLink &link, std::int64_t nowMs);
[[nodiscard]] TableText tableOf(const QList<DomainLink> &links); // as a file

} // namespace meshlens::ui
