// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace meshlens::lineage {

/// Texts one after the other as UTF-8, numbered from 0: four bytes a text beside its letters, where
/// a QString costs some forty. At most 4 GB of text.
class TextPool
{
public:
    int add(const QString &text);
    [[nodiscard]] QString text(int number) const; // empty for a number that is not there
    [[nodiscard]] std::string_view bytes(int number) const;
    [[nodiscard]] int size() const { return static_cast<int>(m_ends.size()); }
    [[nodiscard]] qint64 memory() const;
    void squeeze();

private:
    std::string m_bytes;
    std::vector<std::uint32_t> m_ends;
};

/// Gives each text one number.
class Names
{
public:
    int number(const QString &text);                   // of a text that is new: the next
    [[nodiscard]] int find(const QString &text) const; // -1: not there
    [[nodiscard]] QString text(int number) const { return m_texts.text(number); }
    [[nodiscard]] int size() const { return m_texts.size(); }
    [[nodiscard]] qint64 memory() const;
    void squeeze() { m_texts.squeeze(); }

private:
    [[nodiscard]] std::size_t slotOf(std::string_view bytes) const;
    void grow();

    TextPool m_texts;
    std::vector<std::int32_t> m_slots; // open addressing, a power of two; -1: free
};

} // namespace meshlens::lineage
