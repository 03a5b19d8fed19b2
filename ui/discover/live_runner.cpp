// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/live_runner.h"

#include "ui/parts/watch.h"

namespace meshlens::ui {

using namespace std::chrono_literals;

LiveRunner::LiveRunner(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(150ms); // a person's next key press mostly comes sooner
    connect(&m_rest, &QTimer::timeout, this, &LiveRunner::ask);
}

LiveRunner::~LiveRunner()
{
    m_stop.request_stop();
}

void LiveRunner::search(const QString &query)
{
    m_stop.request_stop();
    m_query = query;
    m_asking.clear();
    ++m_number;
    if (query.trimmed().isEmpty())
        m_rest.stop();
    else
        m_rest.start();
}

void LiveRunner::ask()
{
    auto *session = dynamic_cast<live::SearchingSession *>(&m_session);
    if (!session)
        return;
    m_stop = std::stop_source();
    const auto future = session->searchLive(m_query, m_stop.get_token());
    auto *watcher = watch(this, future, [](const live::Answer &) {});
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this,
            [this, future, number = m_number](int at) {
                if (number == m_number)
                    take(future.resultAt(at));
            });
}

void LiveRunner::take(const live::Answer &answer)
{
    m_asking.removeAll(answer.catalog);
    if (!answer.done)
        m_asking.append(answer.catalog);
    emit answered(answer);
}

} // namespace meshlens::ui
