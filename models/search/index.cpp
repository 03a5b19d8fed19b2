// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/index.h"

#include "models/search/index_data.h"

namespace meshlens::search {
Index::Index(std::unique_ptr<const Data> data) : m_data(std::move(data)) {}
Index::~Index() = default;

std::unique_ptr<const Index::Data>
Index::Data::of(std::vector<std::shared_ptr<const Segment>> segments, const QSet<QString> &gone,
                const Bits &dead)
{
    auto data = std::make_unique<Data>();
    std::array<QHash<QString, int>, rowTables> known;
    for (std::shared_ptr<const Segment> &segment : segments) {
        Part part;
        for (int table = 0; table < rowTables; ++table) {
            const Values &own = segment->values(static_cast<TableId>(table));
            Values &all = data->values[table];
            for (int i = 0; i < own.size(); ++i) {
                const auto found = known[table].constFind(own.values[i]);
                const int number = found != known[table].constEnd() ? *found : all.size();
                if (number == all.size()) {
                    known[table].insert(own.values[i], number);
                    all.values.append(own.values[i]);
                    all.texts.append(own.texts[i]);
                    all.keys.append(own.keys[i]);
                }
                part.numbers[table].push_back(static_cast<std::uint32_t>(number));
            }
        }
        part.segment = std::move(segment);
        data->parts.push_back(std::move(part));
    }
    for (Values &values : data->values) {
        QHash<QString, int> first;
        std::vector<int> sorted(static_cast<std::size_t>(values.size()));
        for (int i = 0; i < values.size(); ++i) {
            if (!first.contains(values.texts[i]))
                first.insert(values.texts[i], i);
            values.same.push_back(first.value(values.texts[i]));
            sorted[static_cast<std::size_t>(i)] = i;
        }
        std::sort(sorted.begin(), sorted.end(),
                  [&](int left, int right) { return values.texts[left] < values.texts[right]; });
        values.order.resize(sorted.size());
        for (std::size_t i = 0; i < sorted.size(); ++i)
            values.order[static_cast<std::size_t>(sorted[i])] = static_cast<int>(i);
    }
    if (dead.size() > 0) {
        data->parts.front().dead = dead;
        return data;
    }
    const auto bury = [&](std::size_t index, std::string_view key) {
        Part &part = data->parts[index];
        const auto document = part.segment->find(key);
        if (!document)
            return;
        if (part.dead.size() == 0)
            part.dead = Bits(part.segment->documents());
        part.dead.set(*document);
    };
    for (std::size_t later = 1; later < data->parts.size(); ++later) {
        const Segment &segment = *data->parts[later].segment;
        for (std::uint32_t document = 0; document < segment.documents(); ++document) {
            const QByteArray key = segment.text(document).key.toUtf8();
            for (std::size_t earlier = 0; earlier < later; ++earlier)
                bury(earlier, {key.constData(), static_cast<std::size_t>(key.size())});
        }
    }
    for (const QString &key : gone) {
        const QByteArray bytes = key.toUtf8();
        for (std::size_t part = 0; part + 1 < data->parts.size(); ++part)
            bury(part, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    }
    return data;
}

qint64 Index::size() const
{
    qint64 size = 0;
    for (const Part &part : m_data->parts)
        size += part.segment->documents() - static_cast<qint64>(part.dead.count());
    return size;
}

qint64 Index::bytes() const
{
    qint64 bytes = 0;
    for (const Part &part : m_data->parts)
        bytes += static_cast<qint64>(part.segment->bytes());
    return bytes;
}

bool Index::isIntact() const
{
    return std::all_of(m_data->parts.begin(), m_data->parts.end(),
                       [](const Part &part) { return part.segment->isIntact(); });
}

} // namespace meshlens::search
