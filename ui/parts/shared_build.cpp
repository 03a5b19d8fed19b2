// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/shared_build.h"

namespace meshlens::ui {

using namespace std::chrono_literals;

SharedBuild::SharedBuild(Session &session) : QObject(&session), m_session(session)
{
    m_again.setSingleShot(true);
    m_again.setInterval(120ms); // a sync commits many times in a row
    connect(&m_again, &QTimer::timeout, this, &SharedBuild::start);
    connect(&session, &Session::indexChanged, this, &SharedBuild::startSoon);
    connect(&session, &Session::profileChanged, this, &SharedBuild::startSoon);
}

void SharedBuild::start()
{
    if (m_building) {
        m_outdated = true;
        return;
    }
    m_building = true;
    m_outdated = false;
    build();
}

void SharedBuild::startSoon()
{
    if (!m_again.isActive())
        m_again.start();
}

void SharedBuild::finish(const Error *failure)
{
    m_building = false;
    if (failure)
        emit failed(*failure);
    else
        emit changed();
    if (m_outdated)
        m_again.start();
}

} // namespace meshlens::ui
