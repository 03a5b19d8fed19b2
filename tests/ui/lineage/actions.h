// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>

namespace meshlens::test {

/// The first whose words begin so; null: there is none.
inline QAction *startingWith(const QList<QAction *> &actions, const QString &start)
{
    for (QAction *one : actions) {
        if (one->text().startsWith(start))
            return one;
    }
    return nullptr;
}

} // namespace meshlens::test
