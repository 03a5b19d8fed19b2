// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double margin = 24;
constexpr double mostPixels = 16'000;
constexpr double mostArea = 100e6; // pixels of an image: 400 MB
constexpr double pixelsAnInch = 96;

QString tr(const char *text)
{
    return QCoreApplication::translate("meshlens::ui::GraphPicture", text);
}

QRectF areaOf(const Drawing &drawing, const GraphLook &look)
{
    QRectF area = drawing.bounds;
    for (const DrawnNode &node : drawing.nodes)
        area |= node.rect | hiddenRect(node, true, look.unit) | hiddenRect(node, false, look.unit);
    const double side = margin * look.unit;
    return area.adjusted(-side, -side, side, side);
}

void paintAll(QPainter &painter, const Drawing &drawing, const GraphLook &look,
              const Highlight &highlight, const QRectF &area, double scale)
{
    painter.fillRect(QRectF(QPointF(0, 0), area.size() * scale), colour(Token::Bg));
    painter.scale(scale, scale);
    painter.translate(-area.topLeft());
    paintDrawing(&painter, drawing, look, highlight);
}

QByteArray svgOf(const Drawing &drawing, const GraphLook &look, const Highlight &highlight)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QRectF area = areaOf(drawing, look);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(tr("Lineage"));
    generator.setResolution(static_cast<int>(pixelsAnInch));
    generator.setSize(area.size().toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), area.size()));
    QPainter painter;
    if (!painter.begin(&generator))
        return {};
    paintAll(painter, drawing, look, highlight, area, 1);
    painter.end();
    return buffer.data();
}

QByteArray pdfOf(const Drawing &drawing, const GraphLook &look, const Highlight &highlight)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QRectF area = areaOf(drawing, look);
    // PDF readers know pages up to 200 inches.
    const double scale = std::min(1.0, 190 * pixelsAnInch / std::max(area.width(), area.height()));
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(tr("Lineage"));
        writer.setResolution(static_cast<int>(pixelsAnInch));
        writer.setPageMargins({0, 0, 0, 0});
        writer.setPageSize(QPageSize(area.size() * scale / pixelsAnInch, QPageSize::Inch, {},
                                     QPageSize::ExactMatch));
        QPainter painter;
        if (!painter.begin(&writer))
            return {};
        paintAll(painter, drawing, look, highlight, area, scale);
    }
    return buffer.data();
}

QByteArray pngOf(const Drawing &drawing, const GraphLook &look, const Highlight &highlight)
{
    const QRectF area = areaOf(drawing, look);
    double scale = std::min(2.0, mostPixels / std::max(area.width(), area.height()));
    scale = std::min(scale, std::sqrt(mostArea / (area.width() * area.height())));
    QImage image((area.size() * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    if (image.isNull())
        return {};
    QPainter painter(&image);
    GraphLook sharp = look;
    sharp.detail = std::max(0.7, scale); // a picture keeps its words
    paintAll(painter, drawing, sharp, highlight, area, scale);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "PNG") ? buffer.data() : QByteArray();
}

} // namespace

const QStringList &pictureFormats()
{
    static const QStringList formats{u"svg"_s, u"png"_s, u"pdf"_s};
    return formats;
}

Result<void> writePicture(const lineage::Subgraph &graph, const QString &format,
                          const QString &path, const GraphLook &look, const GraphExtras &extras,
                          const std::function<bool()> &cancelled)
{
    DrawingOptions options;
    options.unit = look.unit;
    auto drawing = draw(graph, extras, options, cancelled);
    if (!drawing)
        return std::move(drawing).error();
    dress(*drawing);
    return writePicture(*drawing, format, path, look);
}

Result<void> writePicture(const Drawing &drawing, const QString &format, const QString &path,
                          const GraphLook &look, const Highlight &highlight)
{
    if (!pictureFormats().contains(format))
        return Error{Error::Kind::Usage,
                     tr("Pictures are written as svg, png or pdf, not as %1.").arg(format),
                     {}};
    GraphLook full = look;
    full.detail = 2;
    const QByteArray bytes = format == u"svg"   ? svgOf(drawing, full, highlight)
                             : format == u"pdf" ? pdfOf(drawing, full, highlight)
                                                : pngOf(drawing, full, highlight);
    QSaveFile file(path);
    if (bytes.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() ||
        !file.commit())
        return Error{Error::Kind::Storage, tr("The picture could not be written."),
                     file.errorString()};
    return {};
}

} // namespace meshlens::ui
