// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/history.h"

namespace meshlens::ui {

namespace {
constexpr qsizetype most = 100;
}

void History::go(const Link &link)
{
    if (const Entry *here = current(); here && here->link == link)
        return;
    m_entries.resize(m_at + 1);
    m_entries.append({link});
    if (m_entries.size() > most)
        m_entries.removeFirst();
    m_at = m_entries.size() - 1;
}

void History::update(const Link &link)
{
    if (m_at >= 0)
        m_entries[m_at].link = link;
}

void History::remember(const QVariant &memory)
{
    if (m_at >= 0)
        m_entries[m_at].memory = memory;
}

const History::Entry *History::back()
{
    if (!canGoBack())
        return nullptr;
    --m_at;
    return current();
}

const History::Entry *History::forward()
{
    if (!canGoForward())
        return nullptr;
    ++m_at;
    return current();
}

const History::Entry *History::current() const
{
    return m_at >= 0 ? &m_entries[m_at] : nullptr;
}

} // namespace meshlens::ui
