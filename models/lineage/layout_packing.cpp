// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/layout_packing.h"

#include <algorithm>
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
    int best = columns;
    double least = std::numeric_limits<double>::max();
    while (true) {
        const double height = packInto(parts, order, columns, gap);
        const double needed = std::max(columns * columnWidth / screenAspect, height);
        if (needed < least * 0.98) {
            least = needed;
            best = columns;
        }
        if (columns >= single || columns * columnWidth / screenAspect > height)
            break;
        columns = std::min(single, columns + std::max(1, columns / 3));
    }
    packInto(parts, order, best, gap);
}

} // namespace meshlens::lineage::layered
