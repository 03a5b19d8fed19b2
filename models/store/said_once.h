// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/rows.h"

#include <QSet>

namespace meshlens::store {

/// A list of changes for people. A contract that changes is noted with every product and dataset
/// under it, so that each can be asked alone; in one list the notes of the datasets go where a
/// product tells the same. Thread: any; a pure function.
[[nodiscard]] inline QList<Change> saidOnce(QList<Change> changes)
{
    const auto toldBy = [](const Change &change) {
        return QString::number(change.atMs) + QChar(0) + change.catalog + QChar(0) + change.detail;
    };
    QSet<QString> told;
    for (const Change &change : std::as_const(changes)) {
        if (change.what == QLatin1String("contract") && change.kind == mesh::Kind::Product)
            told.insert(toldBy(change));
    }
    changes.removeIf([&](const Change &change) {
        return change.what == QLatin1String("contract") && change.kind != mesh::Kind::Product &&
               told.contains(toldBy(change));
    });
    return changes;
}

} // namespace meshlens::store
