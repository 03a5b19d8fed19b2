// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_data.h"

namespace meshlens::ui {

/// Writes the brief of the mesh, two pages A4 with the figures, tables and charts of Home.
///
/// Thread: a worker; always in the light colours. Errors: Storage, when the file cannot be written.
[[nodiscard]] Result<void> writeBrief(const QString &path, const QString &meshName,
                                      const HomeData &data);

} // namespace meshlens::ui
