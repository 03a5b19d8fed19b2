// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_picture.h"

#include "ui/lineage/graph_pass.h"
#include "ui/parts/badges.h"
#include "ui/parts/tags.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QImage>
#include <QPageLayout>
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
constexpr double meaningLine = 18;   // of what marks mean, below the graph
constexpr double mostPixels = 100e6; // of an image: 400 MB
constexpr int band = 4096;           // an image is painted in squares of this side
constexpr double pixelsAnInch = 96;
constexpr double mostInches = 190;
constexpr double pageScale = 0.7;
constexpr double pageMarginMm = 10;
constexpr double footer = 18; // of a page, in its pixels

struct PictureText {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::GraphPicture)
};

/// What all the kinds of files are made from.
struct Picture {
    std::shared_ptr<const GraphScene> scene;
    std::shared_ptr<const Emphases> emphases;
    GraphLook look;
    QRectF area;
    std::function<bool()> cancelled;
    QList<Mark> meanings;

    /// Paints what lies in `part` of the drawing so that its corner stands at the painter's origin.
    void paint(QPainter &painter, const QRectF &part, double scale) const
    {
        painter.save();
        painter.scale(scale, scale);
        painter.translate(-part.topLeft());
        GraphPass(scene, emphases, look, part)
            .paint(&painter, QDeadlineTimer(QDeadlineTimer::Forever));
        paintMeanings(painter);
        painter.restore();
    }
    /// Below the graph: what the marks on its links mean.
    void paintMeanings(QPainter &painter) const
    {
        const double u = look.unit;
        double x = area.left() + margin * u;
        const double y = area.bottom() - margin * u - meaningLine * u;
        for (const Mark mark : meanings) {
            paintMark(&painter, QRectF(x, y + 3 * u, 12 * u, 12 * u), mark);
            const QString words = markWords(mark);
            const double wide = textWidth(words, TextRole::Caption) + 2;
            paintText(&painter, QRectF(x + 18 * u, y, wide, meaningLine * u), words,
                      TextRole::Caption, Token::Text2);
            x += wide + 36 * u;
        }
    }
    [[nodiscard]] bool stopped() const { return cancelled && cancelled(); }
};

const Error stoppedError{Error::Kind::Cancelled, {}, {}};

/// Names may hold control characters, which XML knows no way to write: a reader would refuse the
/// whole picture.
void dropControls(QByteArray &xml)
{
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
    };
    xml.removeIf(isControl);
    xml.replace("\xef\xbf\xbe", {}).replace("\xef\xbf\xbf", {}); // U+FFFE and U+FFFF
}

QByteArray svgOf(const Picture &picture)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(PictureText::tr("Lineage"));
    generator.setResolution(static_cast<int>(pixelsAnInch));
    generator.setSize(picture.area.size().toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), picture.area.size()));
    QPainter painter;
    if (!painter.begin(&generator))
        return {};
    picture.paint(painter, picture.area, 1);
    painter.end();
    QByteArray svg = buffer.data();
    dropControls(svg);
    // Where the fonts of the program are not installed, letters of the same kind.
    for (const auto &[role, kind] :
         {std::pair(TextRole::Body, "sans-serif"), std::pair(TextRole::Mono, "monospace")}) {
        const QByteArray family = "font-family=\"" + textFont(role).family().toUtf8();
        svg.replace(family + '"', family + ", " + kind + '"');
    }
    return svg;
}

QByteArray pdfOf(const Picture &picture)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QSizeF size = picture.area.size();
    const double scale =
        std::min(1.0, mostInches * pixelsAnInch / std::max(size.width(), size.height()));
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(PictureText::tr("Lineage"));
        writer.setResolution(static_cast<int>(pixelsAnInch));
        writer.setPageMargins({0, 0, 0, 0});
        writer.setPageSize(
            QPageSize(size * scale / pixelsAnInch, QPageSize::Inch, {}, QPageSize::ExactMatch));
        QPainter painter;
        if (!painter.begin(&writer))
            return {};
        picture.paint(painter, picture.area, scale);
    }
    return buffer.data();
}

Result<QByteArray> pagesOf(const Picture &picture, double scale)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(PictureText::tr("Lineage"));
        writer.setResolution(static_cast<int>(pixelsAnInch));
        writer.setPageLayout(
            QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Landscape,
                        QMarginsF(pageMarginMm, pageMarginMm, pageMarginMm, pageMarginMm),
                        QPageLayout::Millimeter));
        QPainter painter;
        if (!painter.begin(&writer))
            return QByteArray();
        const QSizeF page(writer.width(), writer.height() - footer);
        const QSizeF part = page / scale;
        const int columns = std::max(1, qCeil(picture.area.width() / part.width()));
        const int rows = std::max(1, qCeil(picture.area.height() / part.height()));
        for (int i = 0; i < rows * columns; ++i) {
            if (picture.stopped())
                return stoppedError;
            if (i > 0 && !writer.newPage())
                return QByteArray();
            const int row = i / columns;
            const int column = i % columns;
            const QRectF seen(
                picture.area.topLeft() + QPointF(column * part.width(), row * part.height()), part);
            painter.save();
            painter.setClipRect(QRectF(QPointF(0, 0), page));
            picture.paint(painter, seen, scale);
            painter.restore();
            painter.setFont(textFont(TextRole::Caption));
            painter.setPen(colour(Token::Text2));
            painter.drawText(QRectF(0, page.height(), page.width(), footer), Qt::AlignCenter,
                             PictureText::tr("Row %1 of %2, column %3 of %4")
                                 .arg(row + 1)
                                 .arg(rows)
                                 .arg(column + 1)
                                 .arg(columns));
        }
    }
    return buffer.data();
}

Result<QByteArray> pngOf(const Picture &picture, std::optional<double> wanted)
{
    const QSizeF size = picture.area.size();
    const double most = std::sqrt(mostPixels / std::max(1.0, size.width() * size.height()));
    if (wanted && *wanted > most)
        return Error{
            Error::Kind::TooLarge,
            PictureText::tr("At scale %1 the picture would have more than 100 million pixels. "
                            "%2 is possible; SVG and PDF have no such limit.")
                .arg(*wanted)
                .arg(std::floor(most * 100) / 100),
            {}};
    const double scale = wanted.value_or(std::min(2.0, most));
    QImage image((size * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    if (image.isNull())
        return QByteArray();
    // In squares: a painter knows no coordinates beyond some 32,000 pixels.
    for (int top = 0; top < image.height(); top += band) {
        for (int left = 0; left < image.width(); left += band) {
            if (picture.stopped())
                return stoppedError;
            QImage square(image.scanLine(top) + 4 * static_cast<qsizetype>(left),
                          std::min(band, image.width() - left),
                          std::min(band, image.height() - top), image.bytesPerLine(),
                          image.format());
            QPainter painter(&square);
            const QRectF part(picture.area.topLeft() + QPointF(left, top) / scale,
                              QSizeF(square.size()) / scale);
            picture.paint(painter, part, scale);
        }
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "PNG") ? buffer.data() : QByteArray();
}

Result<QByteArray> bytesOf(const Picture &picture, const PictureOptions &options)
{
    if (options.format == u"png")
        return pngOf(picture, options.scale);
    if (options.format == u"pdf" && options.pages)
        return pagesOf(picture, options.scale.value_or(pageScale));
    return options.format == u"pdf" ? pdfOf(picture) : svgOf(picture);
}

} // namespace

const QStringList &pictureFormats()
{
    static const QStringList formats{u"svg"_s, u"png"_s, u"pdf"_s};
    return formats;
}

DrawingOptions pictureDrawing(const lineage::Subgraph &graph, const GraphLook &look)
{
    DrawingOptions options;
    options.unit = look.unit;
    if (graph.level == lineage::Level::Dataset) {
        for (const lineage::Node &node : graph.nodes) {
            if (!node.columns.isEmpty())
                options.open.insert(node.key);
        }
    }
    return options;
}

Result<void> writePicture(const lineage::Subgraph &graph, const QString &format,
                          const QString &path, const GraphLook &look, const GraphExtras &extras,
                          const std::function<bool()> &cancelled)
{
    auto drawing = draw(graph, extras, pictureDrawing(graph, look), cancelled);
    if (!drawing)
        return std::move(drawing).error();
    dress(*drawing);
    return writePicture(*drawing, {format, {}, false}, path, look, {}, cancelled);
}

Result<void> writePicture(const Drawing &drawing, const PictureOptions &options,
                          const QString &path, const GraphLook &look, const Emphases &emphases,
                          const std::function<bool()> &cancelled)
{
    if (!pictureFormats().contains(options.format))
        return Error{Error::Kind::Usage,
                     PictureText::tr("Pictures are written as svg, png or pdf, not as %1.")
                         .arg(options.format),
                     {}};
    Picture picture;
    picture.scene =
        std::make_shared<const GraphScene>(std::make_shared<const Drawing>(drawing), look.unit);
    picture.emphases = std::make_shared<const Emphases>(emphases);
    picture.look = look;
    picture.look.detail = 2; // a picture keeps its words, however small it is made
    picture.look.vector = true;
    const double side = margin * look.unit;
    picture.area = picture.scene->area().adjusted(-side, -side, side, side);
    picture.cancelled = cancelled;
    picture.meanings = marksIn(drawing);
    if (!picture.meanings.isEmpty()) {
        double wide = 2 * side;
        for (const Mark mark : std::as_const(picture.meanings))
            wide += textWidth(markWords(mark), TextRole::Caption) + 38 * look.unit;
        picture.area.adjust(0, 0, std::max(0.0, wide - picture.area.width()),
                            (meaningLine + 8) * look.unit);
    }
    const auto bytes = bytesOf(picture, options);
    if (!bytes)
        return bytes.error();
    QSaveFile file(path);
    if (bytes->isEmpty() || !file.open(QIODevice::WriteOnly) ||
        file.write(*bytes) != bytes->size() || !file.commit())
        return Error{Error::Kind::Storage, PictureText::tr("The picture could not be written."),
                     file.errorString()};
    return {};
}

} // namespace meshlens::ui
