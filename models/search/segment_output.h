// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/segment_format.h"

#include <QIODevice>

#include <string>
#include <vector>

namespace meshlens::search {

/// The sections of a segment on their way to an open, seekable device.
class SegmentOutput
{
public:
    SegmentOutput(QIODevice &device, std::uint64_t id, std::uint32_t documents);

    void section(SectionId id, const void *data, std::size_t size, int plus = 0);
    template<typename T>
    void section(SectionId id, const std::vector<T> &list, int plus = 0)
    {
        section(id, list.data(), list.size() * sizeof(T), plus);
    }
    void section(SectionId id, const std::string &bytes, int plus = 0)
    {
        section(id, bytes.data(), bytes.size(), plus);
    }
    /// A string table as two sections.
    template<typename Strings>
    void strings(SectionId offsetsId, SectionId bytesId, const Strings &all, int plus = 0)
    {
        std::vector<std::uint32_t> offsets{0};
        std::string bytes;
        for (const auto &text : all) {
            bytes += text;
            offsets.push_back(static_cast<std::uint32_t>(bytes.size()));
        }
        section(offsetsId, offsets, plus);
        section(bytesId, bytes, plus);
    }
    /// Writes the header; false: something could not be written.
    [[nodiscard]] bool close();

private:
    void write(const void *data, std::size_t size);

    QIODevice &m_device;
    SegmentHeader m_header;
    bool m_failed = false;
};

} // namespace meshlens::search
