// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/host.h"

#include "models/store/reader.h"
#include "models/store/writer.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

Result<QList<store::CatalogRow>> catalogsOf(const app::Operations &operations)
{
    auto reader = operations.store()->read();
    if (!reader)
        return std::move(reader).error();
    return reader->catalogs();
}

} // namespace

Result<std::unique_ptr<Host>> Host::start(const QString &workspace, const Clock &clock)
{
    QDir().mkpath(workspace);
    auto lock = Lock::take(workspace);
    if (!lock)
        return std::move(lock).error();
    auto plan = prepare(workspace, clock);
    if (!plan)
        return std::move(plan).error();
    for (const PlanPerson &person : plan->people) { // known by name from the start
        const auto made =
            app::Workspace::open(workspace, person.profile, true, app::Workspace::NewProfile::Make);
        if (!made)
            return made.error();
    }
    std::unique_ptr<Host> host(new Host(*std::move(plan), *std::move(lock))); // private constructor
    auto mesh = Mesh::start(host->m_plan, clock);
    if (!mesh)
        return std::move(mesh).error();
    host->m_mesh = *std::move(mesh);
    return host;
}

Result<void> Host::connect(app::Operations &operations) const
{
    const QString token = m_plan.tokens.value(operations.workspace().profile());
    if (token.isEmpty())
        return {}; // a profile of the user's own: it connects what it likes
    const auto known = catalogsOf(operations);
    if (!known)
        return known.error();
    for (const Mesh::Node &node : nodes()) {
        ConnectionDraft draft;
        draft.connection.name = node.name;
        draft.connection.kind = u"node"_s;
        draft.connection.url = node.url;
        draft.connection.options.insert(u"auth"_s, u"bearer"_s);
        draft.secret = token;
        const auto same =
            std::find_if(known->begin(), known->end(), [&node](const store::CatalogRow &row) {
                return row.connection.name == node.name;
            });
        if (same == known->end()) {
            if (auto added = operations.addCatalog(draft); !added)
                return added;
        } else if (same->connection.url != node.url) {
            draft.connection = same->connection;
            draft.connection.url = node.url;
            if (auto updated = operations.updateCatalog(draft); !updated)
                return updated;
        }
    }
    return {};
}

Result<void> Host::connectAndSync(const QStringList &profiles, const Clock &clock) const
{
    QStringList wanted = profiles;
    if (wanted.isEmpty()) {
        for (const PlanPerson &person : m_plan.people)
            wanted.append(person.profile);
    }
    auto synced = syncEach(wanted, clock);
    if (!synced || !profiles.isEmpty())
        return synced;
    const auto published = publishNext(m_plan);
    if (!published)
        return published.error();
    return *published ? syncEach(wanted, clock) : Result<void>();
}

Result<void> Host::syncEach(const QStringList &profiles, const Clock &clock) const
{
    for (const QString &profile : profiles) {
        const auto workspace =
            app::Workspace::open(m_plan.workspace, profile, true, app::Workspace::NewProfile::Make);
        if (!workspace)
            return workspace.error();
        auto operations = app::Operations::open(*workspace, clock);
        if (!operations)
            return std::move(operations).error();
        if (auto connected = connect(**operations); !connected)
            return connected;
        const auto runs = (*operations)->sync({}, false, {}, {});
        if (!runs)
            return runs.error();
        for (const auto &[catalog, run] : *runs) {
            if (!run.ok)
                return Error{Error::Kind::Network, run.error, catalog};
        }
    }
    return {};
}

} // namespace meshlens::demo
