// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace meshlens::commands {

/// SIGINT and SIGTERM, held back from the moment of construction to be waited for.
/// Thread: construct in the main thread before any other was started.
class StopSignals
{
public:
    StopSignals();
    /// Returns at a signal, or after so many seconds (0: never). Sleeps in the kernel meanwhile.
    void wait(int seconds) const;
};

} // namespace meshlens::commands
