// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/live_server.h"

#include "app/net/client.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QThread>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace meshlens::test {
namespace {

constexpr int portsInARow = 3;

QString cacheFolder()
{
    const QString given = qEnvironmentVariable("MESHLENS_LIVE_CACHE");
    if (!given.isEmpty())
        return given;
    return qEnvironmentVariable("XDG_CACHE_HOME", QDir::homePath() + u"/.cache"_s) +
           u"/meshlens-live"_s;
}

/// The files of all servers of this test program.
QTemporaryDir &runFolder()
{
    static QTemporaryDir folder(QDir::tempPath() + u"/meshlens-live-XXXXXX"_s);
    return folder;
}

QString script(const QString &name)
{
    return QStringLiteral(MESHLENS_SOURCE_DIR) + u"/tests/live/servers/"_s + name + u".sh"_s;
}

/// The first of a few free ports that follow one another; 0: there are none.
int freePorts()
{
    for (int attempt = 0; attempt < 50; ++attempt) {
        QTcpServer first;
        if (!first.listen(QHostAddress::LocalHost))
            return 0;
        bool allFree = first.serverPort() < 65'000;
        for (int i = 1; allFree && i < portsInARow; ++i) {
            QTcpServer next;
            allFree =
                next.listen(QHostAddress::LocalHost, static_cast<quint16>(first.serverPort() + i));
        }
        if (allFree)
            return first.serverPort();
    }
    return 0;
}

/// A group of its own, so that whatever it starts ends with it; and it ends with the test program.
void leadOwnGroup()
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

} // namespace

LiveServer::LiveServer(QString name)
    : m_name(std::move(name)), m_cache(cacheFolder() + u'/' + m_name),
      m_installed(QFileInfo::exists(m_cache + u"/.installed"_s))
{}

LiveServer::~LiveServer()
{
    stop();
}

void LiveServer::setEnvironment(const QString &name, const QString &value)
{
    m_more.insert(name, value);
}

QProcessEnvironment LiveServer::environment() const
{
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    all.insert(u"LIVE_CACHE"_s, m_cache);
    all.insert(u"LIVE_RUN"_s, m_folder);
    all.insert(u"LIVE_PORT"_s, QString::number(m_port));
    all.insert(u"LIVE_PORT_2"_s, QString::number(m_port + 1));
    all.insert(u"LIVE_PORT_3"_s, QString::number(m_port + 2));
    for (auto it = m_more.cbegin(); it != m_more.cend(); ++it)
        all.insert(it.key(), it.value());
    return all;
}

bool LiveServer::maySkip() const
{
    return !m_installed && qEnvironmentVariable("MESHLENS_LIVE") != "required"_L1;
}

bool LiveServer::start(int patienceMs)
{
    if (!m_installed) {
        m_failure = u"%1 is not installed; run tests/live/setup %1"_s.arg(m_name);
        return false;
    }
    m_port = freePorts();
    m_folder = runFolder().filePath(u"%1-%2"_s.arg(m_name).arg(m_port));
    QString health;
    if (m_port == 0 || !QDir().mkpath(m_folder) || !run(u"health"_s, {}, &health)) {
        m_failure = u"%1 cannot be prepared: %2"_s.arg(m_name, m_failure);
        return false;
    }
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(environment());
    m_process->setWorkingDirectory(m_folder);
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(m_folder + u"/server.log"_s);
    m_process->setChildProcessModifier(&leadOwnGroup);
    m_process->start(u"bash"_s, {script(m_name), u"start"_s});

    QElapsedTimer clock;
    clock.start();
    while (!m_process->waitForFinished(100) && clock.elapsed() < patienceMs) {
        if (isHealthy(QUrl(health.trimmed())))
            return true;
    }
    const bool ended = m_process->state() == QProcess::NotRunning;
    m_failure = u"%1 %2:\n%3"_s.arg(m_name,
                                    ended ? u"ended while it started"_s
                                          : u"was not ready within %1 s"_s.arg(patienceMs / 1000),
                                    log());
    stop();
    return false;
}

bool LiveServer::isHealthy(const QUrl &health) const
{
    net::Client client;
    net::Request request;
    request.url = health;
    request.transport.proxy = u"none"_s;
    request.limits.retries = 0;
    request.limits.firstByte = std::chrono::seconds(5);
    const auto answer = client.send(request);
    return answer && answer->status >= 200 && answer->status < 300;
}

bool LiveServer::run(const QString &verb, const QStringList &arguments, QString *output,
                     int patienceMs)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setWorkingDirectory(m_folder);
    process.setChildProcessModifier(&leadOwnGroup);
    process.start(u"bash"_s, QStringList{script(m_name), verb} + arguments);
    const bool done = process.waitForFinished(patienceMs);
    const QByteArray said = process.readAllStandardOutput();
    if (output)
        *output = QString::fromUtf8(said);
    if (done && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_failure =
        u"%1 %2 failed: %3 %4"_s.arg(m_name, verb, QString::fromUtf8(said.right(2000)),
                                     QString::fromUtf8(process.readAllStandardError().right(4000)));
    if (!done) {
        kill(-static_cast<pid_t>(process.processId()), SIGKILL);
        process.waitForFinished();
    }
    return false;
}

QUrl LiveServer::url(const QString &path) const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path));
}

QString LiveServer::version()
{
    QString line;
    return run(u"version"_s, {}, &line) ? line.trimmed() : QString();
}

QString LiveServer::log() const
{
    QFile file(m_folder + u"/server.log"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    constexpr qint64 most = 4000;
    file.seek(std::max<qint64>(0, file.size() - most));
    return QString::fromUtf8(file.readAll());
}

void LiveServer::stop()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    const auto group = static_cast<pid_t>(m_process->processId());
    kill(-group, SIGTERM);
    if (!m_process->waitForFinished(10'000)) {
        kill(-group, SIGKILL);
        m_process->waitForFinished();
    }
}

} // namespace meshlens::test
