// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_packing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace meshlens::lineage::layered {
namespace {

constexpr double screenAspect = 1.6; // width to height
constexpr int mostPlaces = 256;      // tried for one part

/// Returns the height of the whole.
double packInto(std::vector<PackedPart> &parts, const std::vector<int> &order, int columns,
                double gap)
{
    std::vector<double> filled(columns, 0);
    double height = 0;
    for (const int number : order) {
        PackedPart &part = parts[number];
        const int places = std::min(mostPlaces, columns - part.columns + 1);
        double best = std::numeric_limits<double>::max();
        for (int column = 0; column < places; ++column) {
            double y = 0;
            for (int i = column; i < column + part.columns && y < best; ++i)
                y = std::max(y, filled[i]);
            if (y < best) {
                best = y;
                part.column = column;
            }
        }
        part.y = best;
        for (int i = part.column; i < part.column + part.columns; ++i)
            filled[i] = best + part.height + gap;
        height = std::max(height, best + part.height);
    }
    return height;
}

} // namespace

void pack(std::vector<PackedPart> &parts, double columnWidth, double gap)
{
    if (parts.empty())
        return;
    std::vector<int> order(parts.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return parts[a].columns * parts[a].height > parts[b].columns * parts[b].height;
    });
    int columns = 1;
    int single = 0; // as many as would stand side by side
    for (const PackedPart &part : parts) {
        columns = std::max(columns, part.columns);
        single += part.columns;
    }
    double area = 0; // in columns by height
    double tallest = 0;
    for (const PackedPart &part : parts) {
        area += part.columns * part.height;
        tallest = std::max(tallest, part.height);
    }
    const double ideal = std::max(tallest, std::sqrt(area * columnWidth / screenAspect));
    int best = columns;
    double least = std::numeric_limits<double>::max();
    while (true) {
        // So few columns that even without a gap the whole is much too tall need not be tried.
        const int more = std::min(single, columns + std::max(1, columns / 3));
        const bool first = least == std::numeric_limits<double>::max();
        if (!first && columns < single && area / columns > 1.5 * ideal) {
            columns = more;
            continue;
        }
        const double height = packInto(parts, order, columns, gap);
        const double needed = std::max(columns * columnWidth / screenAspect, height);
        if (needed < least * 0.98) {
            least = needed;
            best = columns;
        }
        if (columns >= single || height <= tallest || columns * columnWidth / screenAspect > height)
            break;
        columns = more;
    }
    packInto(parts, order, best, gap);
}

} // namespace meshlens::lineage::layered
