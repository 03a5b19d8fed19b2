// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/demo_command.h"

#include "app/commands/signals.h"
#include "app/demo/host.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

Json describe(const demo::Host &host)
{
    Json nodes = Json::array();
    for (const demo::Mesh::Node &node : host.nodes())
        nodes.push_back({{"id", json(node.id)},
                         {"name", json(node.name)},
                         {"url", json(node.url)},
                         {"domains", json(node.domains)}});
    Json people = Json::array();
    for (const demo::PlanPerson &person : host.plan().people)
        people.push_back({{"profile", json(person.profile)},
                          {"name", json(person.name)},
                          {"roles", json(person.roles)}});
    return {{"nodes", nodes}, {"workspace", json(host.plan().workspace)}, {"people", people}};
}

} // namespace

int runDemo(const Globals &globals, int seconds)
{
    const StopSignals stop; // before any thread, so that each inherits the mask
    const Clock clock = Clock::fromEnvironment();
    const auto workspace = app::Workspace::open(globals.workspace, globals.profile, true);
    if (!workspace)
        return fail(workspace.error());
    const auto host = demo::Host::start(workspace->folder(), clock);
    if (!host) {
        fail(host.error());
        return NoWorkspace;
    }
    if (auto synced = (*host)->connectAndSync({}, clock); !synced)
        return fail(synced.error());
    const std::string line = describe(**host).dump() + "\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
    stop.wait(seconds);
    return Done;
}

} // namespace meshlens::commands
