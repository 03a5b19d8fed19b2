// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"

/// Pictures of the command line. They need a QApplication, which main makes for such commands.
namespace meshlens::commands {

class Context;

/// Where a part of the lineage comes from.
struct PartOf {
    const store::Reader &reader;
    const lineage::Graph &graph;
    bool ofNow = true; // not of an earlier time
};

/// Draws a part as svg, png or pdf, with all that the window's pictures have; `out` is needed.
/// Returns the exit code.
int drawGraph(const PartOf &source, lineage::Subgraph part, const QString &format,
              const QString &out);

struct ShotOptions {
    QString
        screen; // home, discover, product, lineage, access, samples, governance, catalogs, welcome
    QString out;
    QString key;
    QString theme = QStringLiteral("light");
    QString size = QStringLiteral("1440x900");
    QString state; // as in links
};

/// Renders a screen of the workspace without a display. Returns the exit code.
int shot(Context &context, const ShotOptions &options);

} // namespace meshlens::commands
