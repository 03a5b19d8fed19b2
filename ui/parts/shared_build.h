// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"

#include <QObject>
#include <QTimer>

namespace meshlens::ui {

/// Something derived from the index that every screen of a session shares: made in a worker, made
/// again after the index changed, kept until the new one is ready.
///
/// Changes that come while it is being made are gathered into one more time.
/// Thread: interface thread.
class SharedBuild : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] bool isBuilding() const { return m_building; }

signals:
    void changed();                    // there is a newer one
    void failed(const Error &failure); // the older one, if any, stays

protected:
    explicit SharedBuild(Session &session);

    [[nodiscard]] Session &session() const { return m_session; }
    void start();
    void startSoon(); // after a change; gathers what follows closely
    /// Starts the worker; it ends with finish().
    virtual void build() = 0;
    void finish(const Error *failure);

    /// The one of a session, made when first asked for; it lives as long as the session.
    template<typename T>
    static T &of(Session &session)
    {
        for (QObject *child : session.children()) {
            if (auto *found = dynamic_cast<T *>(child))
                return *found;
        }
        auto *made = new T(session); // its parent is the session
        made->start();
        return *made;
    }

private:
    Session &m_session;
    QTimer m_again;
    bool m_building = false;
    bool m_outdated = false;
};

} // namespace meshlens::ui
