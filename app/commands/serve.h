// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace meshlens::commands {

struct ServeOptions {
    QString folder;
    QString listen = QStringLiteral("127.0.0.1:0"); // HOST:PORT, `[::1]:0` for IPv6
    QString stateFile;                              // empty: inside the folder
};

/// Runs a mesh node until SIGINT or SIGTERM. Prints `{"url": ...}` on one line as soon as it
/// answers. Returns the exit code of the command line: 0, 2 (no such folder, bad address), 5 (state
/// file). Thread: the main one, before any other thread was started; needs no event loop.
int runServe(const ServeOptions &options);

} // namespace meshlens::commands
