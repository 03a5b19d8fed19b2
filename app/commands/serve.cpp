// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/serve.h"

#include "app/node/server.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

constexpr int done = 0;
constexpr int wrongUsage = 2;
constexpr int noWorkspace = 5;

int failed(const QString &message, int code)
{
    std::fprintf(stderr, "%s\n", qPrintable(message));
    return code;
}

/// Splits `HOST:PORT` and `[::1]:PORT`; false where that is no address.
bool splitAddress(const QString &text, QString &host, int &port)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    port = text.mid(colon + 1).toInt(&isNumber);
    host = text.left(qMax<qsizetype>(colon, 0));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    return isNumber && port >= 0 && port <= 65535 && !host.isEmpty();
}

} // namespace

int runServe(const ServeOptions &options)
{
    node::Options node;
    node.folder = options.folder;
    node.stateFile = options.stateFile;
    if (!splitAddress(options.listen, node.host, node.port)) {
        return failed(QCoreApplication::translate("Serve", "--listen needs HOST:PORT, not \"%1\".")
                          .arg(options.listen),
                      wrongUsage);
    }
    // Blocked before the node starts its threads, so that only sigwait() below sees them.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigset_t before;
    pthread_sigmask(SIG_BLOCK, &ends, &before);

    const auto server = node::Server::start(node);
    if (!server) {
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        const Error &error = server.error();
        return failed(error.message, error.kind == Error::Kind::Storage ? noWorkspace : wrongUsage);
    }
    const nlohmann::json line = {{"url", (*server)->url().toStdString()}};
    std::printf("%s\n", line.dump().c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ends, &signal);
    (*server)->stop();
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return done;
}

} // namespace meshlens::commands
