// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/mesh.h"

#include "app/node/server.h"

#include <QDebug>
#include <QUrl>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace meshlens::demo {
namespace {

constexpr std::int64_t hourMs = 3'600'000;

/// Adds to the past at each full hour until it is told to stop.
void liveOn(std::stop_token stop, const Plan &plan, const Clock &clock)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
        const std::int64_t left = hourMs - clock.nowMs() % hourMs + 1000;
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, std::chrono::milliseconds(left), [] { return false; });
        if (stop.stop_requested())
            return;
        if (const auto hour = extendHistory(plan, clock); !hour)
            qWarning("demo: %s", qUtf8Printable(hour.error().message));
    }
}

Result<std::unique_ptr<node::Server>> startNode(const PlanNode &planned, const Clock &clock)
{
    node::Options options;
    options.folder = planned.folder;
    options.stateFile = planned.stateFile;
    options.clock = clock;
    options.port = planned.port;
    auto server = node::Server::start(options);
    if (!server && server.error().kind == Error::Kind::Network && planned.port != 0) {
        options.port = 0; // somebody else has the port by now
        server = node::Server::start(options);
    }
    return server;
}

} // namespace

class Mesh::Private
{
public:
    Plan plan;
    std::vector<std::unique_ptr<node::Server>> servers;
    std::jthread life; // last: joins before the rest goes
};

Mesh::Mesh(std::unique_ptr<Private> parts) : d(std::move(parts)) {}

Mesh::~Mesh()
{
    stop();
}

Result<std::unique_ptr<Mesh>> Mesh::start(const Plan &plan, const Clock &clock)
{
    auto parts = std::make_unique<Private>();
    parts->plan = plan;
    QHash<QString, int> ports;
    for (const PlanNode &planned : plan.nodes) {
        auto server = startNode(planned, clock);
        if (!server)
            return std::move(server).error();
        ports.insert(planned.id, QUrl((*server)->url()).port());
        parts->servers.push_back(std::move(*server));
    }
    if (auto done = rememberPorts(plan, ports); !done)
        return done.error();
    parts->life =
        std::jthread([plan, clock](std::stop_token stop) { liveOn(std::move(stop), plan, clock); });
    return std::unique_ptr<Mesh>(new Mesh(std::move(parts)));
}

QList<Mesh::Node> Mesh::nodes() const
{
    QList<Node> nodes;
    for (std::size_t i = 0; i < d->servers.size(); ++i) {
        const PlanNode &planned = d->plan.nodes[static_cast<qsizetype>(i)];
        nodes.append({planned.id, planned.name, d->servers[i]->url(), planned.domains});
    }
    return nodes;
}

void Mesh::stop()
{
    d->life.request_stop();
    for (const auto &server : d->servers)
        server->stop();
}

} // namespace meshlens::demo
