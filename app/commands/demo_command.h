// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/context.h"

namespace meshlens::commands {

/// Runs the demo mesh: prints its one JSON line once every profile is connected and synced, then
/// runs until a signal or, where `seconds` is not 0, for that long. Exit code 5 where another
/// process runs it on this workspace.
int runDemo(const Globals &globals, int seconds);

} // namespace meshlens::commands
