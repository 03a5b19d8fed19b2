// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/reader.h"

namespace meshlens::ui {

/// The domains in the order in which they take colours: that of first sync, which the window keeps.
struct DomainOrder {
    QList<std::pair<QString, QString>> domains; // key and name, for Theme::setDomains()
    QStringList fresh;                          // keys that the kept order does not have yet
};
/// Thread: any. Errors: the store's.
[[nodiscard]] Result<DomainOrder> domainOrder(const store::Reader &reader);

/// The setting that keeps it: keys by line.
[[nodiscard]] QString domainOrderSetting();

} // namespace meshlens::ui
