// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QProcess>
#include <QUrl>

#include <memory>

namespace meshlens::test {

/// A server written by others, started for one test: `tests/live/servers/NAME.sh` knows how (see
/// common.sh there for what a script has to do), `tests/live/setup` has installed it.
///
/// It listens on a free loopback port, keeps its files in the test run's own temporary folder, and
/// dies with this object, or with the test program.
class LiveServer
{
public:
    explicit LiveServer(QString name);
    ~LiveServer();
    LiveServer(const LiveServer &) = delete;
    LiveServer &operator=(const LiveServer &) = delete;

    /// Given to the script with every verb. Before start().
    void setEnvironment(const QString &name, const QString &value);

    /// Starts it and waits until its health URL answers 2xx. False: `failure()` says why.
    [[nodiscard]] bool start(int patienceMs = 120'000);
    /// What is missing is the set-up, not the server, and this run does not insist on it
    /// (packaging/test --live sets MESHLENS_LIVE=required).
    [[nodiscard]] bool maySkip() const;
    [[nodiscard]] QString failure() const { return m_failure; }

    /// Runs another verb of the script to its end ("seed", {"first"}); false: failure() has its
    /// output. `output` receives what it printed.
    [[nodiscard]] bool run(const QString &verb, const QStringList &arguments = {},
                           QString *output = nullptr, int patienceMs = 300'000);

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] QUrl url(const QString &path = {}) const; // http://127.0.0.1:PORT + path
    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QString version();   // one line, as installed
    [[nodiscard]] QString log() const; // the last of what it wrote

    void stop();

private:
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] bool isHealthy(const QUrl &health) const;

    const QString m_name;
    QString m_cache;
    QString m_folder;
    QMap<QString, QString> m_more;
    QString m_failure;
    int m_port = 0;
    bool m_installed = false;
    std::unique_ptr<QProcess> m_process;
};

} // namespace meshlens::test

/// Starts the server, or ends the test function: skipped only where nothing was set up and nobody
/// insists.
#define MESHLENS_START_LIVE(server)                                                                \
    do {                                                                                           \
        if (!(server).start()) {                                                                   \
            if ((server).maySkip())                                                                \
                QSKIP(qPrintable((server).failure()));                                             \
            QFAIL(qPrintable((server).failure()));                                                 \
        }                                                                                          \
    } while (false)
