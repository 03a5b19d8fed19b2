// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/context.h"

#include "app/demo/host.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

constexpr int shownCandidates = 20;
constexpr int lookedAt = 500; // matches of any kind, before they are narrowed

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

} // namespace

Context::Context(Globals globals) : m_globals(std::move(globals)) {}

Context::~Context() = default;

Result<std::shared_ptr<app::Operations>> Context::operations()
{
    return open(app::Workspace::NewProfile::Refuse);
}

Result<std::shared_ptr<app::Operations>> Context::newcomer()
{
    return open(app::Workspace::NewProfile::Make);
}

Result<std::shared_ptr<app::Operations>> Context::open(app::Workspace::NewProfile unknown)
{
    if (!m_operations) {
        auto workspace =
            app::Workspace::open(m_globals.workspace, m_globals.profile, m_globals.demo, unknown);
        if (!workspace)
            return std::move(workspace).error();
        auto opened = app::Operations::open(*workspace, Clock::fromEnvironment());
        if (!opened)
            return std::move(opened).error();
        m_operations = *std::move(opened);
    }
    return m_operations;
}

Result<std::shared_ptr<app::Operations>> Context::connected()
{
    auto opened = operations();
    if (!opened || m_host)
        return opened;
    if (auto hosted = hostDemo(); !hosted)
        return std::move(hosted).error();
    return opened;
}

Result<void> Context::hostDemo()
{
    const app::Workspace &workspace = m_operations->workspace();
    const bool isDemo = m_globals.demo || workspace.isDemo();
    if (!isDemo || demo::runningProcess(workspace.folder()) != 0)
        return {};
    auto host = demo::Host::start(workspace.folder(), m_operations->clock());
    if (!host) // another process was faster: its nodes serve as well
        return host.error().kind == Error::Kind::Conflict ? Result<void>()
                                                          : Result<void>(host.error());
    m_host = *std::move(host);
    if (auto connected = m_host->connect(*m_operations); !connected)
        return connected;
    auto reader = m_operations->store()->read();
    if (!reader)
        return std::move(reader).error();
    const auto catalogs = reader->catalogs();
    if (!catalogs)
        return catalogs.error();
    const bool isRead =
        std::any_of(catalogs->begin(), catalogs->end(),
                    [](const store::CatalogRow &row) { return row.lastGoodSyncMs.has_value(); });
    return isRead ? Result<void>()
                  : m_host->connectAndSync({workspace.profile()}, m_operations->clock());
}

Result<store::Reader> Context::read()
{
    auto opened = operations();
    if (!opened)
        return std::move(opened).error();
    // A demo that was never made has nothing to read yet: it is made now, once.
    const app::Workspace &workspace = m_operations->workspace();
    if (m_globals.demo && !m_host && !QFile::exists(workspace.folder() + u"/demo/mesh.json"_s)) {
        say(tr("Making the demo mesh. This takes a few seconds, once."));
        if (auto hosted = hostDemo(); !hosted)
            return std::move(hosted).error();
    }
    return (*opened)->store()->read();
}

Result<store::ThingRef> findThing(const Context &context, const store::Reader &reader,
                                  const QString &text, const QList<mesh::Kind> &kinds)
{
    auto found = reader.resolve(text, lookedAt);
    if (!found)
        return std::move(found).error();
    QList<store::ThingRef> fitting;
    for (const store::ThingRef &thing : *found) {
        if (kinds.isEmpty() || kinds.contains(thing.kind))
            fitting.append(thing);
    }
    if (fitting.size() == 1)
        return fitting.first();
    if (fitting.isEmpty() && !found->isEmpty()) {
        QStringList words;
        for (const mesh::Kind kind : kinds)
            words.append(mesh::toText(kind));
        return Error{
            Error::Kind::NotFound,
            tr("\"%1\" is a %2. This command takes: %3.")
                .arg(found->first().name, mesh::toText(found->first().kind), words.join(u", "_s)),
            {}};
    }
    if (fitting.isEmpty())
        return Error{Error::Kind::NotFound,
                     tr("Nothing is called \"%1\". Try: meshlens search \"%1\"").arg(text),
                     {}};
    say(tr("Several things match \"%1\":").arg(text));
    Json matches = Json::array();
    for (const store::ThingRef &thing : fitting.mid(0, shownCandidates)) {
        say(u"  %1  %2, %3"_s.arg(thing.key, thing.name, mesh::toText(thing.kind)));
        matches.push_back({{"key", json(thing.key)},
                           {"kind", json(mesh::toText(thing.kind))},
                           {"name", json(thing.name)},
                           {"domain", textOrNull(thing.domainName)}});
    }
    if (fitting.size() > shownCandidates)
        say(tr("  and more"));
    if (context.json())
        printJson({{"matches", matches}});
    return Error{Error::Kind::Ambiguous, tr("Give the whole key of one of them."), {}};
}

} // namespace meshlens::commands
