// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/sheet.h"

class QAction;

namespace meshlens::ui {

/// How the window looks and which keys it knows, over `window`. Changes take effect at once and are
/// kept.
Sheet *showSettingsSheet(Session &session, QWidget *window);

/// All commands with their keys.
Sheet *showKeysSheet(QWidget *window, const QList<QAction *> &commands);

/// Reads and applies the kept look of a profile; written by showSettingsSheet().
void recallLook(Session &session);
void keepLook(Session &session);

/// Where this window's state is kept: a small file beside the profile.
[[nodiscard]] QString windowStateFile(const Session &session);

} // namespace meshlens::ui
