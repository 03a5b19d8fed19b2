// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"

namespace meshlens::lineage {
namespace {

template<typename Value>
qint64 bytesOf(const std::vector<Value> &values)
{
    return static_cast<qint64>(values.capacity() * sizeof(Value));
}

} // namespace

void Links::connect(std::size_t placeCount)
{
    outStart.assign(placeCount + 1, 0);
    inStart.assign(placeCount + 1, 0);
    targets.resize(all.size());
    inLinks.resize(all.size());
    inFrom.resize(all.size());
    for (const Link &link : all) {
        ++outStart[link.from + 1];
        ++inStart[link.to + 1];
    }
    for (std::size_t i = 1; i <= placeCount; ++i) {
        outStart[i] += outStart[i - 1];
        inStart[i] += inStart[i - 1];
    }
    std::vector<int> filled(inStart.begin(), inStart.end() - 1);
    for (std::size_t i = 0; i < all.size(); ++i) {
        targets[i] = all[i].to;
        const int at = filled[all[i].to]++;
        inLinks[at] = static_cast<int>(i);
        inFrom[at] = all[i].from;
    }
}

int Links::find(int from, int to) const
{
    const auto found = next(from);
    const auto at = std::lower_bound(found.begin(), found.end(), to);
    return at != found.end() && *at == to ? outStart[from] + static_cast<int>(at - found.begin())
                                          : -1;
}

qint64 Links::memory() const
{
    return bytesOf(all) + bytesOf(jobs) + bytesOf(outStart) + bytesOf(inStart) + bytesOf(targets) +
           bytesOf(inLinks) + bytesOf(inFrom);
}

int Graph::Data::column(int dataset, int name) const
{
    const auto begin = columnName.begin() + columnsStart[dataset];
    const auto end = columnName.begin() + columnsStart[dataset + 1];
    const auto found = std::lower_bound(begin, end, name);
    return found != end && *found == name ? static_cast<int>(found - columnName.begin()) : -1;
}

int Graph::Data::stateCount(Level level) const
{
    return level == Level::Column ? 2 * datasetCount() + columnCount() : links(level).places();
}

qint64 Graph::Data::memory() const
{
    return datasetKeys.memory() + datasetNames.memory() + qualifiedNames.memory() +
           columnNames.memory() + jobs.memory() + bytesOf(datasets) + bytesOf(productsStart) +
           bytesOf(productsOfAll) + domainLinks.memory() + productLinks.memory() +
           datasetLinks.memory() + bytesOf(columnsStart) + bytesOf(columnName) +
           bytesOf(columnDataset) + bytesOf(columnEdgeStart) + bytesOf(columnEdges) +
           bytesOf(byTarget) + bytesOf(marks);
}

} // namespace meshlens::lineage
