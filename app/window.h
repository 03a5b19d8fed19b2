// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace meshlens::app {

/// Opens the window on a workspace and runs until it closes. One window process a workspace and
/// profile: where one is open already it gets the link, comes to the front, and this returns 0.
/// Returns the exit code of the command line.
int runWindow(const QString &workspace, const QString &profile, bool demo, const QString &link,
              int argc, char **argv);

} // namespace meshlens::app
