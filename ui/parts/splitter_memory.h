// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"

class QSplitter;

namespace meshlens::ui {

/// Gives a splitter the sizes that it had when it was last moved, and keeps those of the next move.
/// `name` tells splitters apart: "discover". Call it once, after the parts are in.
void rememberSizes(QSplitter *splitter, Session &session, const QString &name);

} // namespace meshlens::ui
