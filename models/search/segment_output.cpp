// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/segment_output.h"

namespace meshlens::search {

SegmentOutput::SegmentOutput(QIODevice &device, std::uint64_t id, std::uint32_t documents)
    : m_device(device)
{
    m_header.id = id;
    m_header.documents = documents;
    write(&m_header, sizeof(m_header)); // its place
}

void SegmentOutput::write(const void *data, std::size_t size)
{
    m_failed = m_failed || m_device.write(static_cast<const char *>(data),
                                          static_cast<qint64>(size)) != static_cast<qint64>(size);
}

void SegmentOutput::section(SectionId id, const void *data, std::size_t size, int plus)
{
    const auto at = static_cast<std::uint64_t>(m_device.pos());
    const std::string gap((sectionAlignment - at % sectionAlignment) % sectionAlignment, '\0');
    write(gap.data(), gap.size());
    SectionEntry &entry = m_header.entries[m_header.sections++];
    entry.id = static_cast<std::uint32_t>(id) + static_cast<std::uint32_t>(plus);
    entry.offset = at + gap.size();
    entry.size = size;
    entry.hash = hashOf(data, size);
    write(data, size);
}

bool SegmentOutput::close()
{
    m_header.fileSize = static_cast<std::uint64_t>(m_device.pos());
    m_header.hash = hashOf(&m_header, sizeof(m_header) - sizeof(m_header.hash));
    if (m_failed || !m_device.seek(0))
        return false;
    write(&m_header, sizeof(m_header));
    return !m_failed;
}

} // namespace meshlens::search
