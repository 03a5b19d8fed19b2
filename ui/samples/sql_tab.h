// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/work_tab.h"

#include <QElapsedTimer>
#include <QFuture>

class QMenu;
class QSplitter;

namespace meshlens::ui {

class SqlEditor;

/// A query over the cached samples and the views of the index, run on this computer only.
class SqlTab final : public WorkTab
{
    Q_OBJECT

public:
    SqlTab(Session &session, const QString &name, const QString &text, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return m_name; }
    [[nodiscard]] QString iconName() const override;
    [[nodiscard]] Link link() const override;
    [[nodiscard]] QString sql() const override { return m_shownSql; }
    void reload() override;
    void fetchAgain() override { run(); }
    void checkCache(const QList<CachedSample> &cached, const QList<CachedSample> &gone) override;

    [[nodiscard]] SqlEditor *editor() const { return m_editor; }
    [[nodiscard]] QString text() const;
    void setName(const QString &name);
    void setWords(const QStringList &words);
    void run();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }

signals:
    void saveWanted();
    void ran(const QString &text); // went well

private:
    void finish(const Result<mesh::Sample> &answer);
    void readInfoOf(const QString &text);
    void setRunning(bool running);
    void showErased(const QString &table);

    QString m_name;
    QString m_shownSql;
    SqlEditor *m_editor;
    Button *m_run;
    MessageStrip *m_problem;
    QSplitter *m_splitter;
    QList<CachedSample> m_cached;
    QFuture<Result<mesh::Sample>> m_future;
    QElapsedTimer m_clock;
    QString m_runningSql;
    bool m_running = false;
    quint64 m_runs = 0;
};

} // namespace meshlens::ui
