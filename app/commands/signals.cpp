// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/signals.h"

#include <cerrno>
#include <csignal>
#include <ctime>

namespace meshlens::commands {
namespace {

sigset_t stopSet()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

StopSignals::StopSignals()
{
    const sigset_t set = stopSet();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void StopSignals::wait(int seconds) const
{
    const sigset_t set = stopSet();
    if (seconds <= 0) {
        int which = 0;
        sigwait(&set, &which);
        return;
    }
    timespec patience{seconds, 0};
    while (sigtimedwait(&set, nullptr, &patience) < 0 && errno == EINTR) {
    }
}

} // namespace meshlens::commands
