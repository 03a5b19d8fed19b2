// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scores/history.h"

#include <functional>

namespace meshlens::scores {

/// A figure and what it was 30 days before.
struct Figure {
    std::optional<double> value;
    std::optional<double> before;
    [[nodiscard]] std::optional<double> change() const
    {
        return value && before ? std::optional<double>(*value - *before) : std::nullopt;
    }
};

struct DomainHealth {
    QString key;
    QString name;
    Figure health; // mean quality of its scored products
    int products = 0;
    int unscored = 0;
    std::optional<double> slosMet; // percent
    std::optional<double> fresh;   // percent of those with a freshness state
    int breaches = 0;
    bool severe = false;               // some breach is of severity error
    QList<std::optional<double>> days; // health, 90 days
};

struct Breach {
    QString product; // key
    QString name;
    QString domain; // key
    QString domainName;
    QString title;    // "Freshness within 6 h"
    QString measured; // "9 h"
    std::optional<std::int64_t> sinceMs;
    mesh::Severity severity = mesh::Severity::Error;
};

struct WeekOfRequests {
    std::int64_t startMs = 0; // Monday 00:00 UTC
    int week = 0;             // ISO week
    int byPolicy = 0;         // approved by policy
    int byOwner = 0;          // decided by a person
    std::optional<std::int64_t> medianLeadMs;
};

/// Everything that Home shows (row 1, the pinned figures, comes from samples).
struct Overview {
    int products = 0;
    int unscored = 0;
    Figure health; // mean quality of scored products, 0 to 100
    int slosMet = 0;
    int slos = 0; // whose state is known
    Figure slosMetPercent;
    Figure freshOnTime;     // percent of products with a freshness state
    Figure fullyDescribed;  // percent of products with description, all columns described and a
                            // contract
    Figure activeConsumers; // people with an active grant
    Figure accessLeadMs;    // median of the decided requests of 30 days
    std::optional<double> atOncePercent; // of those, answered by policy
    QList<DomainHealth> domains;         // worst first, unscored last
    DailySeries onTime;                  // percent of products on time each day
    DailySeries available; // percent of products whose last load before the day's end came within 3
                           // objectives
    QList<Breach> breaches;                        // worst, then longest first
    QList<WeekOfRequests> weeks;                   // 12, oldest first
    QList<mesh::AccessRequest> waitingForMe;       // oldest first
    std::optional<mesh::AccessRequest> lastAnswer; // to a request of mine
};

/// Errors: the store's; Cancelled. `days` is the period of the series.
[[nodiscard]] Result<Overview> overview(const store::Reader &reader, std::int64_t nowMs,
                                        int days = 30, const std::function<bool()> &cancelled = {});

} // namespace meshlens::scores
