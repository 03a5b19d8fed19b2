// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/button.h"

namespace meshlens::ui {

/// The queries that were run lately, newest first, each once (setting `sql_history`, a JSON list of
/// {"sql", "at"}): a button that offers them.
class SqlHistory final : public Button
{
    Q_OBJECT

public:
    explicit SqlHistory(Session &session, QWidget *parent = nullptr);

    void add(const QString &sql); // it went well
    [[nodiscard]] QStringList queries() const;

signals:
    void chosen(const QString &sql);

private:
    struct Run {
        QString sql;
        std::int64_t atMs = 0;
    };
    void read(const std::function<void()> &then);
    void take(const QByteArray &kept);
    void offer();
    void save();

    Session &m_session;
    QList<Run> m_runs;
};

} // namespace meshlens::ui
