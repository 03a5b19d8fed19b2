// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_painter.h"

/// A lineage graph as a picture in a file.
namespace meshlens::ui {

/// Lays the graph out and paints it as the Lineage screen does, in the colours of the theme as it
/// stands. `format` is "svg", "png" or "pdf". A picture is at most 16,000 pixels wide or high;
/// larger graphs are made smaller to fit. Nothing is left behind where it fails.
///
/// Thread: any while a QGuiApplication exists and the theme does not change. Errors: Usage for
/// another format, Storage where the file cannot be written, Cancelled.
[[nodiscard]] Result<void> writePicture(const lineage::Subgraph &graph, const QString &format,
                                        const QString &path, const GraphLook &look,
                                        const GraphExtras &extras = {},
                                        const std::function<bool()> &cancelled = {});

/// The same of something that is laid out already.
[[nodiscard]] Result<void> writePicture(const Drawing &drawing, const QString &format,
                                        const QString &path, const GraphLook &look,
                                        const Highlight &highlight = {});

[[nodiscard]] const QStringList &pictureFormats();

} // namespace meshlens::ui
