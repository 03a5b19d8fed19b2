// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/catalog_health.h"

#include <QTimer>

namespace meshlens::ui {

/// Lets a timer fire once when the next catalog becomes outdated by itself; it stays still where
/// none does. Thread: the interface thread.
inline void startAgeing(QTimer &timer, const QList<store::CatalogRow> &catalogs, std::int64_t nowMs)
{
    constexpr std::int64_t least = 1000, most = 24LL * 3'600'000; // a timer counts in 32 bits
    timer.setSingleShot(true);
    timer.stop();
    if (const auto inMs = store::healthChangesIn(catalogs, nowMs))
        timer.start(static_cast<int>(std::clamp(*inMs, least, most)));
}

} // namespace meshlens::ui
