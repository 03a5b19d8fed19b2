// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/rest_pull.h"

namespace meshlens::catalogs {

/// One pull of a Unity Catalog (unity_catalog.h says which calls). `api` stands before the paths of
/// its own API; with a `warehouse` (its id on Databricks) the recorded lineage is read as well,
/// without one by up to `lineageCalls` calls (unity_facts.h).
[[nodiscard]] Result<void> pullUnity(RestClient &client, RestPull &pull, const QByteArray &api,
                                     const QString &warehouse, int lineageCalls);

} // namespace meshlens::catalogs
