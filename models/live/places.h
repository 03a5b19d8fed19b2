// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/live/live_search.h"

/// Where hits that come late stand in a list that is already on screen. Thread: any; pure.
namespace meshlens::live {

/// A hit from a catalog's own search, beside those of the index.
struct Row {
    search::Hit hit;
    Found found; // what the catalog said; `hit` is how it looks for the query
    QString catalog;
    int localBefore = 0; // how many hits of the index stand above it
};

/// The place of a hit among `local` (the first hits of the index, best first): behind all that are
/// as good or better by the tiers of `why`, so after the last one where none is worse.
[[nodiscard]] int rankedPlace(const QList<search::Hit> &local, const search::Hit &hit);

/// Adds what came to what is there. Rows that are there keep their places; new ones go to their
/// ranked place, but never above hit number `firstFree` of the index: what somebody reads does not
/// move. A thing that is among the local hits or there already is left out.
[[nodiscard]] QList<Row> placed(QList<Row> there, const QList<Row> &came,
                                const QList<search::Hit> &local, int firstFree);

} // namespace meshlens::live
