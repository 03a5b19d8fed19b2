// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_painter.h"

/// A lineage graph as a picture in a file.
namespace meshlens::ui {

struct PictureOptions {
    QString format;              // "svg", "png" or "pdf"
    std::optional<double> scale; // pixels of a PNG a pixel of the screen; nothing: 2, or less where
                                 // that would take more than 100 million pixels. Of pages: 0.7
    bool pages = false;          // a PDF on A4 pages in rows and columns, to be put together
};

/// Paints as the Lineage screen does, in the colours of the theme as it stands, with every node and
/// edge whatever the size. SVG and PDF are made of lines and letters. A PDF on one page is made
/// smaller where a side would be over 190 inches, which readers do not know. Nothing is left behind
/// where it fails.
///
/// Thread: any while a QGuiApplication exists and the theme does not change. Errors: Usage for
/// another format; TooLarge for a PNG of the scale asked for, with the scale that would do; Storage
/// where the file cannot be written; Cancelled.
[[nodiscard]] Result<void> writePicture(const Drawing &drawing, const PictureOptions &options,
                                        const QString &path, const GraphLook &look,
                                        const Emphases &emphases = {},
                                        const std::function<bool()> &cancelled = {});

/// How a part is drawn where nobody opened anything: columns that were asked for are shown.
[[nodiscard]] DrawingOptions pictureDrawing(const lineage::Subgraph &graph, const GraphLook &look);

/// Lays the graph out first, by pictureDrawing().
[[nodiscard]] Result<void> writePicture(const lineage::Subgraph &graph, const QString &format,
                                        const QString &path, const GraphLook &look,
                                        const GraphExtras &extras = {},
                                        const std::function<bool()> &cancelled = {});

[[nodiscard]] const QStringList &pictureFormats();

} // namespace meshlens::ui
