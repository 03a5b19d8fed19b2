// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_picture.h"
#include "app/commands/output.h"
#include "app/commands/picture.h"
#include "models/clock.h"
#include "ui/lineage/lineage_query.h"
#include "ui/parts/domain_order.h"
#include "ui/parts/theme.h"

#include <QApplication>

namespace meshlens::commands {

int drawGraph(const PartOf &source, lineage::Subgraph part, const QString &format,
              const QString &out)
{
    if (out.isEmpty())
        return fail({Error::Kind::Usage,
                     QCoreApplication::translate("Commands", "A picture needs --out FILE."),
                     {}});
    auto &application = static_cast<QApplication &>(*QCoreApplication::instance());
    ui::Theme::instance().install(application);
    ui::Theme::instance().setMode(ui::ThemeMode::Light); // the same wherever it is drawn
    ui::GraphLook look;
    look.nowMs = Clock::fromEnvironment().nowMs();
    const auto domains = ui::domainOrder(source.reader);
    if (!domains)
        return fail(domains.error());
    ui::Theme::instance().setDomains(domains->domains);
    const auto extras = ui::extrasForPicture(source.reader, source.graph, source.ofNow, part,
                                             ui::pictureDrawing(part, look), look.nowMs);
    if (!extras)
        return fail(extras.error());
    if (const auto drawn = ui::writePicture(part, format, out, look, *extras); !drawn) {
        fail(drawn.error());
        return WrongUsage; // the place the caller chose
    }
    return Done;
}

} // namespace meshlens::commands
