// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_scene.h"
#include "ui/lineage/painter_brush.h"
#include "ui/parts/tags.h"

#include <algorithm>

// Names while a graph is too small for more: letters keep their size on screen, so a name needs
// more of the drawing the farther away it is. It takes, in this order, its own node, the free
// space to both sides, a second line where there is room above and below, and only then is cut.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double lineHeight = 14; // of names at full size, in design pixels
constexpr double nameLeft = 8;    // beside the bar
constexpr double nameRight = 4;
constexpr int mostLines = 3;

/// Scene units to pixels of the letters.
double scaleOf(const NodeBrush &b)
{
    return b.look.detail / namesAt;
}

double padding(const NodeBrush &b)
{
    return b.u(nameLeft + nameRight);
}

double heightOf(const NodeBrush &b, qsizetype lines)
{
    return b.u(lineHeight) * static_cast<double>(lines);
}

} // namespace

namespace {

/// Where a name may be broken: after spaces, and after what stands for them in names of tables.
QStringList partsOfName(const QString &name)
{
    constexpr QStringView breaks = u" _-./";
    QStringList parts;
    qsizetype from = 0;
    for (qsizetype at = 1; at < name.size(); ++at) {
        if (breaks.contains(name[at - 1]) && !breaks.contains(name[at])) {
            parts += name.mid(from, at - from);
            from = at;
        }
    }
    return parts << name.mid(from);
}

} // namespace

QStringList linesOfName(const QString &name, double width, int most)
{
    QStringList parts = partsOfName(name);
    QStringList lines;
    while (!parts.isEmpty() && lines.size() < most) {
        QString line = parts.takeFirst();
        const bool last = lines.size() + 1 == most;
        // The last line takes what is left, and is cut where that is too much.
        while (!parts.isEmpty() &&
               (last || textWidth((line + parts.first()).trimmed(), TextRole::Caption) <= width))
            line += parts.takeFirst();
        lines += line.trimmed();
    }
    return lines;
}

bool nameFits(const DrawnNode &node, const GraphLook &look)
{
    const double room = node.rect.width() - (nameLeft + nameRight) * look.unit;
    return textWidth(node.node.name, TextRole::Caption) + 1 <= room * look.detail / namesAt;
}

QMarginsF nameRoom(const GraphScene &scene, int number, double detail)
{
    const double unit = scene.unit();
    const double rise = nameRise * unit / detail;
    const double reach = nameReach * unit;
    const double band = frameTitle * unit;
    const QRectF &own = scene.drawing().nodes[number].rect;
    double toLeft = reach, toRight = reach, upward = rise, downward = rise;
    for (const int other :
         scene.nodesIn(own.adjusted(-2 * reach, -2 * rise, 2 * reach, 2 * rise))) {
        if (other == number)
            continue;
        const QRectF &box = scene.drawing().nodes[other].rect;
        const double right = box.left() - own.right();
        const double left = own.left() - box.right();
        const double below = box.top() - own.bottom();
        const double above = own.top() - box.bottom();
        const double aside = std::max({0.0, right, left});
        const double apart = std::max({0.0, below, above});
        // Two that are far enough from each other in one direction never touch.
        if (apart >= 2 * rise || aside >= 2 * reach)
            continue;
        if (aside >= apart) {
            double &side = right >= left ? toRight : toLeft;
            side = std::min(side, aside / 2);
        } else {
            double &side = below >= above ? downward : upward;
            side = std::min(side, apart / 2);
        }
    }
    for (const DrawnFrame &frame : scene.drawing().frames) { // their titles stand above the nodes
        if (frame.rect.contains(own.center()))
            upward = std::min(upward, std::max(0.0, own.top() - frame.rect.top() - band));
    }
    return {toLeft, upward, toRight, downward};
}

QRectF nameRect(const NodeBrush &b)
{
    const QRectF &r = b.node.rect;
    const double scale = scaleOf(b);
    const auto wantedFor = [&](double letters) { return letters / scale + padding(b); };
    const double wanted = wantedFor(textWidth(b.node.node.name, TextRole::Caption) + 1);
    const auto widened = [&](const QRectF &box, double width) {
        const double more = std::max(0.0, width - box.width());
        const double left = std::min(b.room.left(), std::max(more / 2, more - b.room.right()));
        return box.adjusted(-left, 0, std::min(b.room.right(), more - left), 0);
    };
    const double most = r.width() + b.room.left() + b.room.right();
    if (wanted <= most)
        return widened(r, wanted);
    const double high = heightOf(b, 2) / scale - r.height();
    const double above = std::min(b.room.top(), std::max(high / 2, high - b.room.bottom()));
    if (high - above > b.room.bottom())
        return widened(r, most);
    double width = 0;
    for (const QString &line : linesOfName(b.node.node.name, (most - padding(b)) * scale, 2))
        width = std::max(width, wantedFor(textWidth(line, TextRole::Caption) + 1));
    return widened(r.adjusted(0, -std::max(0.0, above), 0, std::max(0.0, high - above)),
                   std::min(width, most));
}

void paintNameOnly(const NodeBrush &b, const QRectF &r)
{
    const double scale = scaleOf(b);
    b.painter->save();
    b.painter->translate(r.left() + b.u(nameLeft), r.top());
    b.painter->scale(1 / scale, 1 / scale);
    const QSizeF room((r.width() - padding(b)) * scale,
                      std::min(r.height(), b.u(sizes::cardHeight)) * scale);
    const int most =
        std::clamp(static_cast<int>(room.height() / b.u(lineHeight) + 0.01), 1, mostLines);
    const QStringList lines = textWidth(b.node.node.name, TextRole::Caption) <= room.width()
                                  ? QStringList{b.node.node.name}
                                  : linesOfName(b.node.node.name, room.width(), most);
    double top = (room.height() - heightOf(b, lines.size())) / 2;
    for (const QString &line : lines) {
        paintText(b.painter, QRectF(0, top, room.width(), b.u(lineHeight)), line, TextRole::Caption,
                  b.nameColour());
        top += b.u(lineHeight);
    }
    b.painter->restore();
}

} // namespace meshlens::ui
