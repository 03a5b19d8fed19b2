// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/live/live_search.h"
#include "models/session.h"

#include <QObject>
#include <QTimer>

namespace meshlens::ui {

/// Asks the catalogs that are searched where they are, while the index answers by itself. A newer
/// query ends the older one at once; catalogs are asked when typing rests for a moment.
class LiveRunner final : public QObject
{
    Q_OBJECT

public:
    explicit LiveRunner(Session &session, QObject *parent = nullptr);
    ~LiveRunner() override;

    void search(const QString &query);
    void askAgain() { search(m_query); }
    [[nodiscard]] const QString &query() const { return m_query; }
    /// Catalogs that have not answered `query()` yet.
    [[nodiscard]] const QStringList &asking() const { return m_asking; }

signals:
    /// Of `query()`; first one that is not done for each catalog, then its answer.
    void answered(const live::Answer &answer);

private:
    void ask();
    void take(const live::Answer &answer);

    Session &m_session;
    QString m_query;
    QStringList m_asking;
    QTimer m_rest;
    std::stop_source m_stop;
    quint64 m_number = 0; // of the query; what an older one brings is thrown away
};

} // namespace meshlens::ui
