// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/quality.h"

namespace meshlens::scores {

Result<QList<CheckState>> checkStates(const store::Reader &reader, const QStringList &datasetKeys,
                                      std::int64_t nowMs)
{
    if (datasetKeys.isEmpty())
        return QList<CheckState>();
    auto checks = reader.checks(datasetKeys);
    if (!checks)
        return std::move(checks).error();
    auto results = reader.latestResults(datasetKeys);
    if (!results)
        return std::move(results).error();
    QHash<qint64, mesh::CheckResult> latest;
    for (const store::Reader::ResultRow &row : *results)
        latest.insert(row.checkRowId, row.result);
    QList<CheckState> states;
    for (const store::Reader::CheckRow &row : *checks) {
        CheckState state;
        state.check = row.check;
        if (const auto found = latest.constFind(row.rowId); found != latest.constEnd()) {
            state.latest = *found;
            state.usable = isUsable(row.check, *found, nowMs);
        }
        states.append(std::move(state));
    }
    return states;
}

} // namespace meshlens::scores
