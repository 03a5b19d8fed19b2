// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"

namespace meshlens::ui {

/// A thing that was opened.
struct RecentThing {
    QString key;
    QString name;
    std::int64_t atMs = 0;
    bool operator==(const RecentThing &) const = default;
};

/// The things that this person opened lately, the newest first; kept with the profile.
class RecentThings final : public QObject
{
    Q_OBJECT

public:
    static constexpr int most = 20;

    /// The one of a session, made when first asked for.
    static RecentThings &of(Session &session);

    [[nodiscard]] const QList<RecentThing> &all() const { return m_all; }
    /// How far back a thing was opened: 0 the newest; -1: not lately.
    [[nodiscard]] int placeOf(const QString &key) const;
    void add(const QString &key, const QString &name);

signals:
    void changed();

private:
    explicit RecentThings(Session &session);
    void read();

    Session &m_session;
    QList<RecentThing> m_all;
};

} // namespace meshlens::ui
