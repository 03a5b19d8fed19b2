// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/text_pool.h"

#include <QHashFunctions>

namespace meshlens::lineage {

int TextPool::add(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    m_bytes.append(utf8.constData(), static_cast<std::size_t>(utf8.size()));
    m_ends.push_back(static_cast<std::uint32_t>(m_bytes.size()));
    return size() - 1;
}

std::string_view TextPool::bytes(int number) const
{
    if (number < 0 || number >= size())
        return {};
    const std::size_t begin = number == 0 ? 0 : m_ends[static_cast<std::size_t>(number) - 1];
    return std::string_view(m_bytes).substr(begin,
                                            m_ends[static_cast<std::size_t>(number)] - begin);
}

QString TextPool::text(int number) const
{
    const std::string_view utf8 = bytes(number);
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

qint64 TextPool::memory() const
{
    return static_cast<qint64>(m_bytes.capacity() + m_ends.capacity() * sizeof(std::uint32_t));
}

void TextPool::squeeze()
{
    m_bytes.shrink_to_fit();
    m_ends.shrink_to_fit();
}

std::size_t Names::slotOf(std::string_view bytes) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = qHashBits(bytes.data(), bytes.size()) & mask;
    while (m_slots[slot] >= 0 && m_texts.bytes(m_slots[slot]) != bytes)
        slot = (slot + 1) & mask;
    return slot;
}

void Names::grow()
{
    m_slots.assign(std::max<std::size_t>(16, m_slots.size() * 2), -1);
    for (int i = 0; i < m_texts.size(); ++i)
        m_slots[slotOf(m_texts.bytes(i))] = i;
}

int Names::number(const QString &text)
{
    if (m_slots.size() < (static_cast<std::size_t>(m_texts.size()) + 1) * 3 / 2)
        grow();
    const QByteArray utf8 = text.toUtf8();
    const std::size_t slot = slotOf({utf8.constData(), static_cast<std::size_t>(utf8.size())});
    if (m_slots[slot] < 0)
        m_slots[slot] = m_texts.add(text);
    return m_slots[slot];
}

int Names::find(const QString &text) const
{
    if (m_slots.empty())
        return -1;
    const QByteArray utf8 = text.toUtf8();
    return m_slots[slotOf({utf8.constData(), static_cast<std::size_t>(utf8.size())})];
}

qint64 Names::memory() const
{
    return m_texts.memory() + static_cast<qint64>(m_slots.capacity() * sizeof(std::int32_t));
}

} // namespace meshlens::lineage
