// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/sheet.h"

namespace meshlens::ui {

/// How the window looks and when catalogs are read, over `window`. Changes take effect at once and
/// are kept.
Sheet *showSettingsSheet(Session &session, QWidget *window);

/// Reads and applies the kept look of a profile; written by showSettingsSheet().
void recallLook(Session &session);
void keepLook(Session &session);

} // namespace meshlens::ui
