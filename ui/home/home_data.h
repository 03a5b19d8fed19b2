// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/governance.h"
#include "models/scores/overview.h"
#include "models/session.h"

#include <QHash>

namespace meshlens::ui {

/// A request with what a list wants to know of its product.
struct HomeRequest {
    mesh::AccessRequest request;
    QString productName;
    QString domain; // key
    QString domainName;
    bool personal = false; // personal columns would be given or masked
};

/// A product that the person answers for, with the promise it keeps worst.
struct OwnProduct {
    store::ProductRow row;
    int promises = 0; // whose state is known
    int kept = 0;
    QString worst; // "Freshness within 6 h"; empty: all known ones are kept
    QString measured;
    bool severe = false;
    int consumers = 0; // people with an active grant
};

/// Everything that one variant of Home shows, of one moment.
struct HomeData {
    std::int64_t nowMs = 0;
    int days = 30;
    int catalogs = 0;
    qint64 datasets = 0;          // that catalogs tell of, in a product or not
    bool seesAllRequests = false; // catalogs show others no more than their own
    scores::Overview overview;
    QList<HomeRequest> waiting; // for me, oldest first
    std::optional<HomeRequest> lastAnswer;
    QList<store::Kept> metrics;
    QHash<QString, store::ProductRow> products; // by key
    // Owner
    QList<OwnProduct> own;        // worst first
    QList<HomeRequest> consumers; // active grants on own products, soonest end first
    QList<HomeRequest> questions; // on own products, asked and not answered
    // Governance
    std::optional<scores::Governance> governance;
    QList<HomeRequest> ending;    // active grants that end within 30 days, soonest first
    QList<HomeRequest> openEnded; // active grants on personal data without an end
};

enum class HomeVariant { Executive, Owner, Governance };
[[nodiscard]] HomeVariant usualVariant(const Profile &profile);
[[nodiscard]] QString variantWord(HomeVariant variant); // of links: "executive"
[[nodiscard]] std::optional<HomeVariant> variantOf(const QString &word);

/// Thread: a worker. Errors: the store's.
[[nodiscard]] Result<HomeData> readHome(const store::Reader &reader, const Profile &profile,
                                        HomeVariant variant, std::int64_t nowMs, int days);

/// Changes since a visit, newest first: those the store noted, products that went late since, and
/// scores that moved by a point or more.
[[nodiscard]] Result<QList<store::Change>> changesSince(const store::Reader &reader,
                                                        std::int64_t sinceMs, std::int64_t nowMs);

} // namespace meshlens::ui
