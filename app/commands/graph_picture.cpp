// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/output.h"
#include "app/commands/picture.h"

namespace meshlens::commands {

int drawGraph(const lineage::Subgraph &, const QString &format, const QString &)
{
    return fail({Error::Kind::Usage, QStringLiteral("No pictures of graphs yet: ") + format, {}});
}

} // namespace meshlens::commands
