// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

namespace meshlens::app {

int runWindow(const QString &, const QString &, bool, const QString &, int, char **)
{
    return 0;
}

} // namespace meshlens::app
