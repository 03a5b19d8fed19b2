// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_tiles.h"

#include <QDeadlineTimer>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

namespace {

constexpr int side = 256; // of a tile, in pixels before the ratio of the screen
constexpr double overviewPixels = 1.4e6;
constexpr double overviewSide = 6000;

int floorDiv(int value, int by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

QImage blank(QSize size, double ratio)
{
    QImage image((QSizeF(size) * ratio).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    return image;
}

} // namespace

void GraphTiles::setScene(std::shared_ptr<const GraphScene> scene)
{
    m_scene = std::move(scene);
    m_now.tiles.clear();
    m_before.tiles.clear();
    m_overview = {};
    m_job.reset();
    ++m_version;
}

void GraphTiles::setLook(const GraphLook &look, std::shared_ptr<const Emphases> emphases)
{
    m_look = look;
    m_emphases = std::move(emphases);
    m_job.reset();
    ++m_version;
}

void GraphTiles::setView(double zoom, QPoint offset, QSize size, double pixelRatio)
{
    if (pixelRatio != m_ratio) {
        m_now.tiles.clear();
        m_before.tiles.clear();
        m_job.reset();
        m_ratio = pixelRatio;
    }
    if (zoom != m_now.zoom) {
        // A layer with gaps is no better than the one before, unless that is from far away.
        const double apart = m_before.zoom > 0 ? zoom / m_before.zoom : 0;
        if (!m_now.tiles.isEmpty() &&
            (m_before.tiles.isEmpty() || apart > 3 || apart < 1 / 3.0 || covered()))
            m_before = std::move(m_now);
        m_now = {};
        m_now.zoom = zoom;
        if (m_job && m_job->tile)
            m_job.reset();
    }
    m_offset = offset;
    m_size = size;
    forgetFar();
}

QRect GraphTiles::cells(double zoom, int ring) const
{
    const double by = zoom / m_now.zoom;
    const auto at = [by](int value) { return static_cast<int>(std::floor(value * by)); };
    return QRect(
        QPoint(floorDiv(at(m_offset.x()), side) - ring, floorDiv(at(m_offset.y()), side) - ring),
        QPoint(floorDiv(at(m_offset.x() + m_size.width() - 1), side) + ring,
               floorDiv(at(m_offset.y() + m_size.height() - 1), side) + ring));
}

std::optional<QPoint> GraphTiles::missing(int ring) const
{
    const QRect range = cells(m_now.zoom, ring);
    std::optional<QPoint> best;
    int bestFar = 0;
    const QPoint middle = range.center();
    for (int y = range.top(); y <= range.bottom(); ++y) {
        for (int x = range.left(); x <= range.right(); ++x) {
            const auto tile = m_now.tiles.constFind({x, y});
            if (tile != m_now.tiles.constEnd() && tile->version == m_version)
                continue;
            const int far = (QPoint(x, y) - middle).manhattanLength();
            if (!best || far < bestFar) {
                best = QPoint(x, y);
                bestFar = far;
            }
        }
    }
    return best;
}

bool GraphTiles::covered() const
{
    const QRect range = cells(m_now.zoom, 0);
    for (int y = range.top(); y <= range.bottom(); ++y) {
        for (int x = range.left(); x <= range.right(); ++x) {
            if (!m_now.tiles.contains({x, y}))
                return false;
        }
    }
    return true;
}

bool GraphTiles::isSharp() const
{
    return !m_scene || !missing(0);
}

void GraphTiles::paintStretched(QPainter *painter) const
{
    // The overview is wanted only where the older tiles leave a gap.
    const QRect old = m_before.zoom > 0 ? cells(m_before.zoom, 0) : QRect();
    bool gap = m_before.tiles.isEmpty();
    for (int y = old.top(); y <= old.bottom() && !gap; ++y) {
        for (int x = old.left(); x <= old.right() && !gap; ++x)
            gap = !m_before.tiles.contains({x, y});
    }
    if (gap) {
        painter->fillRect(QRect({}, m_size), colour(Token::Bg));
        if (!m_overview.image.isNull()) {
            const QRectF seen = QRectF(QPointF(m_offset) / m_now.zoom, QSizeF(m_size) / m_now.zoom)
                                    .intersected(m_overview.area);
            const double scale = m_overview.zoom;
            const QRectF source((seen.topLeft() - m_overview.area.topLeft()) * scale,
                                seen.size() * scale);
            const QRectF target(seen.topLeft() * m_now.zoom - m_offset, seen.size() * m_now.zoom);
            if (!seen.isEmpty())
                painter->drawImage(target, m_overview.image, source);
        }
    }
    if (m_before.tiles.isEmpty())
        return;
    const double by = m_now.zoom / m_before.zoom;
    for (int y = old.top(); y <= old.bottom(); ++y) {
        for (int x = old.left(); x <= old.right(); ++x) {
            const auto tile = m_before.tiles.constFind({x, y});
            if (tile == m_before.tiles.constEnd())
                continue;
            // Whole pixels, so that stretched tiles meet without a seam.
            const QPoint from((QPointF(x, y) * side * by - m_offset).toPoint());
            const QPoint to((QPointF(x + 1, y + 1) * side * by - m_offset).toPoint());
            painter->drawImage(QRect(from, to - QPoint(1, 1)), tile->image);
        }
    }
}

void GraphTiles::paint(QPainter *painter)
{
    if (!covered())
        paintStretched(painter);
    const QRect range = cells(m_now.zoom, 0);
    for (int y = range.top(); y <= range.bottom(); ++y) {
        for (int x = range.left(); x <= range.right(); ++x) {
            const auto tile = m_now.tiles.constFind({x, y});
            if (tile != m_now.tiles.constEnd())
                painter->drawImage(QPoint(x, y) * side - m_offset, tile->image);
        }
    }
}

bool GraphTiles::begin()
{
    Job job;
    job.version = m_version;
    // The overview comes first, as a ground for everything; later changes of it can wait.
    const auto inView = missing(0);
    const bool noOverview = m_overview.image.isNull() && !m_scene->area().isEmpty();
    const bool oldOverview = m_overview.version != m_version;
    if (noOverview || (!inView && oldOverview && !m_scene->area().isEmpty())) {
        const QRectF &area = m_scene->area();
        job.part = area;
        job.zoom = std::min({1.0, std::sqrt(overviewPixels / (area.width() * area.height())),
                             overviewSide / std::max(area.width(), area.height())});
        job.image = blank((area.size() * job.zoom).toSize(), 1);
    } else if (const auto tile = inView ? inView : missing(1)) {
        job.tile = tile;
        job.zoom = m_now.zoom;
        job.part = QRectF(QPointF(*tile) * side / job.zoom, QSizeF(side, side) / job.zoom);
        job.image = blank({side, side}, m_ratio);
    } else {
        return false;
    }
    GraphLook look = m_look;
    look.detail = job.zoom;
    job.pass = std::make_unique<GraphPass>(m_scene, m_emphases, look, job.part);
    m_job = std::move(job);
    return true;
}

void GraphTiles::finish()
{
    if (m_job->tile)
        m_now.tiles.insert(*m_job->tile, {m_job->image, m_job->version});
    else
        m_overview = {m_job->image, m_job->part, m_job->zoom, m_job->version};
    m_job.reset();
    if (!m_before.tiles.isEmpty() && covered())
        m_before = {};
}

bool GraphTiles::work(const QDeadlineTimer &until)
{
    if (!m_scene || m_size.isEmpty())
        return true;
    do {
        if (!m_job && !begin())
            return true;
        QPainter painter(&m_job->image);
        painter.scale(m_job->zoom, m_job->zoom);
        painter.translate(-m_job->part.topLeft());
        const bool done = m_job->pass->paint(&painter, until);
        painter.end();
        if (done)
            finish();
    } while (!until.hasExpired());
    return false;
}

void GraphTiles::forgetFar()
{
    const QRect keep = cells(m_now.zoom, 2);
    erase_if(m_now.tiles, [&](const auto &tile) { return !keep.contains(tile.key()); });
}

qsizetype GraphTiles::bytes() const
{
    qsizetype sum = m_overview.image.sizeInBytes();
    for (const Layer *layer : {&m_now, &m_before}) {
        for (const Tile &tile : layer->tiles)
            sum += tile.image.sizeInBytes();
    }
    return sum;
}

} // namespace meshlens::ui
