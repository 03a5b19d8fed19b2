// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>
#include <iterator>
#include <stop_token>
#include <vector>

/// What readers of large JSON files share: they parse as they read.
namespace meshlens::catalogs {

struct JsonText {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Json)
};

constexpr int deepestJson = 64;

/// A device as characters, with the line that has been reached.
class JsonSource
{
public:
    JsonSource(QIODevice &device, std::stop_token stop) : m_device(device), m_stop(std::move(stop))
    {
        m_buffer.resize(chunkBytes);
        refill();
        if (m_size >= 3 && std::equal(m_buffer.begin(), m_buffer.begin() + 3, "\xef\xbb\xbf"))
            m_at = 3;
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_size; }
    [[nodiscard]] char current() const { return m_buffer[static_cast<std::size_t>(m_at)]; }
    void advance()
    {
        if (++m_at == m_size)
            refill();
    }
    [[nodiscard]] int line() const
    {
        const auto begin = m_buffer.begin();
        return static_cast<int>(m_linesBefore + std::count(begin, begin + m_at, '\n') + 1);
    }
    [[nodiscard]] bool stopped() const { return m_stop.stop_requested(); }

private:
    static constexpr qint64 chunkBytes = 1024 * 1024;

    void refill()
    {
        m_linesBefore += std::count(m_buffer.begin(), m_buffer.begin() + m_size, '\n');
        m_at = 0;
        m_size = m_stop.stop_requested()
                     ? 0
                     : std::max<qint64>(0, m_device.read(m_buffer.data(), chunkBytes));
    }

    QIODevice &m_device;
    std::stop_token m_stop;
    std::vector<char> m_buffer;
    qint64 m_at = 0;
    qint64 m_size = 0;
    qint64 m_linesBefore = 0;
};

/// What the parser asks of its input. All iterators of a source share its place; none is the end.
class JsonIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = char;

    JsonIterator() = default;
    explicit JsonIterator(JsonSource &source) : m_source(&source) {}

    char operator*() const { return m_source->current(); }
    JsonIterator &operator++()
    {
        m_source->advance();
        return *this;
    }
    bool operator==(const JsonIterator &other) const { return atEnd() == other.atEnd(); }
    bool operator!=(const JsonIterator &other) const { return !(*this == other); }

private:
    [[nodiscard]] bool atEnd() const { return !m_source || m_source->atEnd(); }

    JsonSource *m_source = nullptr;
};

[[nodiscard]] inline Error brokenJsonAt(int line)
{
    return {Error::Kind::Decode, JsonText::tr("line %1: broken JSON.").arg(line),
            QStringLiteral("line:%1").arg(line)};
}

} // namespace meshlens::catalogs
