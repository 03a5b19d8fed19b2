// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/server.h"

#include "app/node/api.h"

#include <SQLiteCpp/Exception.h>

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace meshlens::node {
namespace {

constexpr std::int64_t answersKeptMs = 30 * dayMs;

void seed(const QString &folder, const Content &content, State &state, std::int64_t now)
{
    const QString file = folder + "/seed-requests.json"_L1;
    state.transact([&] {
        seedRequests(file, content, state, now, [&](const QString &reason) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(file), qPrintable(reason));
        });
    });
}

} // namespace

class Server::Private
{
public:
    Clock clock;
    std::unique_ptr<State> state;
    std::unique_ptr<Folder> folder;
    std::unique_ptr<Api> api;
    std::unique_ptr<HttpServer> http; // last: its threads use all of the above
    QString host;
    QString id;
    QString name;
};

Server::Server(std::unique_ptr<Private> parts) : d(std::move(parts)) {}

Server::~Server()
{
    stop();
}

Result<std::unique_ptr<Server>> Server::start(const Options &options)
try {
    if (!QFileInfo(options.folder).isDir()) {
        return Error{
            Error::Kind::NotFound,
            QCoreApplication::translate("Node", "There is no folder %1.").arg(options.folder),
            {}};
    }
    auto parts = std::make_unique<Private>();
    parts->clock = options.clock;
    const QString stateFile =
        options.stateFile.isEmpty() ? options.folder + "/.meshlens/node.db"_L1 : options.stateFile;
    auto state = State::open(stateFile);
    if (!state)
        return std::move(state).error();
    parts->state = std::move(*state);
    parts->folder = std::make_unique<Folder>(options.folder, *parts->state, parts->clock);
    const std::shared_ptr<const Content> content = parts->folder->content();
    if (parts->state->isNew())
        seed(options.folder, *content, *parts->state, parts->clock.nowMs());
    parts->state->forgetAnswersBefore(parts->clock.nowMs() - answersKeptMs);
    parts->id = QString::fromStdString(content->id);
    parts->name = QString::fromStdString(content->name);
    parts->host = options.host;
    parts->api = std::make_unique<Api>(*parts->folder, *parts->state, parts->clock);
    auto http = HttpServer::start(
        options.host, options.port,
        [api = parts->api.get()](const HttpRequest &request) { return api->answer(request); });
    if (!http)
        return std::move(http).error();
    parts->http = std::move(*http);
    return std::unique_ptr<Server>(new Server(std::move(parts)));
} catch (const SQLite::Exception &failure) {
    return Error{Error::Kind::Storage,
                 QCoreApplication::translate("Node", "The node's state file cannot be used."),
                 QString::fromUtf8(failure.what())};
}

QString Server::url() const
{
    const QString host = d->host.contains(u':') ? u'[' + d->host + u']' : d->host;
    return "http://"_L1 + host + u':' + QString::number(d->http->port());
}

QString Server::id() const
{
    return d->id;
}

QString Server::name() const
{
    return d->name;
}

void Server::stop()
{
    d->api->close();
    d->http->stop();
}

} // namespace meshlens::node
