// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/context.h"
#include "app/commands/picture.h"
#include "app/commands/serve.h"

#include <functional>

namespace meshlens::commands {

/// What the arguments ask for.
struct Invocation {
    enum class Kind { Window, Command, Picture, Serve, Demo };
    Kind kind = Kind::Window;
    Globals globals;
    QString link;                      // meshlens://..., for the window
    std::function<int(Context &)> run; // of Command and Picture
    ServeOptions serve;
    int demoSeconds = 0; // 0: until stopped
};

/// Reads the arguments. An exit code instead of an invocation: `--help`, `--version` (0) or wrong
/// usage (2), already printed.
[[nodiscard]] std::variant<Invocation, int> readArguments(int argc, char **argv);

} // namespace meshlens::commands
