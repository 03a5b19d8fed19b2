// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/live/places.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace meshlens::live {
namespace {

qsizetype tierOf(const search::Hit &hit)
{
    static const QStringList tiers{u"exact_name"_s, u"qualified_name"_s, u"name_prefix"_s,
                                   u"name_words"_s, u"term"_s,           u"tag"_s,
                                   u"owner"_s,      u"description"_s,    u"column"_s};
    const qsizetype tier = hit.why.isEmpty() ? -1 : tiers.indexOf(hit.why.first());
    return tier < 0 ? tiers.size() : tier;
}

} // namespace

int rankedPlace(const QList<search::Hit> &local, const search::Hit &hit)
{
    const auto worse = std::ranges::find_if(
        local, [tier = tierOf(hit)](const search::Hit &other) { return tierOf(other) > tier; });
    return static_cast<int>(worse - local.begin());
}

QList<Row> placed(QList<Row> there, const QList<Row> &came, const QList<search::Hit> &local,
                  int firstFree)
{
    QSet<QString> known;
    for (const search::Hit &hit : local)
        known.insert(hit.key);
    there.removeIf([&](const Row &row) { return known.contains(row.hit.key); });
    for (const Row &row : std::as_const(there))
        known.insert(row.hit.key);
    for (Row row : came) {
        if (known.contains(row.hit.key))
            continue;
        known.insert(row.hit.key);
        row.localBefore = std::max(rankedPlace(local, row.hit), firstFree);
        there.append(std::move(row));
    }
    std::ranges::stable_sort(there, [](const Row &one, const Row &other) {
        return one.localBefore != other.localBefore ? one.localBefore < other.localBefore
                                                    : tierOf(one.hit) < tierOf(other.hit);
    });
    return there;
}

} // namespace meshlens::live
