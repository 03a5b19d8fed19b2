// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/single_window.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace meshlens::app {
namespace {

constexpr int patienceMs = 2'000;
constexpr qint64 longestLink = 16'384;

/// A socket only this user can reach, named by what it stands for.
QString socketPath(const QString &workspace, const QString &profile)
{
    const QByteArray name =
        QCryptographicHash::hash((workspace + u'\n' + profile).toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(24);
    QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (folder.isEmpty())
        folder = workspace;
    return folder + u"/meshlens-"_s + QString::fromLatin1(name);
}

} // namespace

std::unique_ptr<SingleWindow> SingleWindow::claim(const QString &workspace, const QString &profile,
                                                  const QString &link)
{
    const QString path = socketPath(workspace, profile);
    QLocalSocket other;
    other.connectToServer(path);
    if (other.waitForConnected(patienceMs)) {
        other.write(link.toUtf8() + '\n');
        other.waitForBytesWritten(patienceMs);
        other.disconnectFromServer();
        return nullptr;
    }
    QLocalServer::removeServer(path);                       // left by a process that died
    std::unique_ptr<SingleWindow> window(new SingleWindow); // private constructor
    window->m_server.setSocketOptions(QLocalServer::UserAccessOption);
    window->m_server.listen(path); // where that fails, windows are merely not joined
    connect(&window->m_server, &QLocalServer::newConnection, window.get(), &SingleWindow::receive);
    return window;
}

void SingleWindow::receive()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->canReadLine())
                emit linkReceived(QString::fromUtf8(socket->readLine(longestLink)).trimmed());
            else if (socket->bytesAvailable() > longestLink)
                socket->abort();
        });
    }
}

} // namespace meshlens::app
