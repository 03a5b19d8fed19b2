// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/link.h"

#include <QList>
#include <QVariant>

namespace meshlens::ui {

/// The way through the window: places with what each page wants to remember. At most 100.
class History
{
public:
    struct Entry {
        Link link;
        QVariant memory = {};
    };

    /// Goes to a new place; what lay ahead is forgotten. The same place again changes nothing.
    void go(const Link &link);
    /// The place is the same, its state another.
    void update(const Link &link);
    void remember(const QVariant &memory);
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_entries.size(); }
    /// The entry that is current afterwards; null where there is none.
    const Entry *back();
    const Entry *forward();
    [[nodiscard]] const Entry *current() const;

private:
    QList<Entry> m_entries;
    qsizetype m_at = -1;
};

} // namespace meshlens::ui
