// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/mesh.h"
#include "app/operations.h"

#include <memory>
#include <optional>

namespace meshlens::demo {

/// The demo mesh of one workspace, run by this process: its folders made or brought up to date, its
/// four nodes answering, the workspace's profiles connected to them. Ends with the object.
class Host
{
public:
    /// Errors: Conflict, another process runs the demo here (named); those of prepare() and
    /// Mesh::start(). Thread: a worker; takes seconds at the very first start.
    static Result<std::unique_ptr<Host>> start(const QString &workspace, const Clock &clock);

    [[nodiscard]] const Plan &plan() const { return m_plan; }
    [[nodiscard]] QList<Mesh::Node> nodes() const { return m_mesh->nodes(); }

    /// Connects a profile to the nodes, where it is not yet or their addresses have changed.
    Result<void> connect(app::Operations &operations) const;

    /// Opens, connects and reads the named profiles (no names: all), one after the other. Once all
    /// have read the mesh the next versions of some contracts come into force, and are read too.
    /// Error: the first failure.
    Result<void> connectAndSync(const QStringList &profiles, const Clock &clock) const;

private:
    Result<void> syncEach(const QStringList &profiles, const Clock &clock) const;

    Host(Plan plan, Lock lock) : m_plan(std::move(plan)), m_lock(std::move(lock)) {}

    Plan m_plan;
    Lock m_lock;
    std::unique_ptr<Mesh> m_mesh;
};

} // namespace meshlens::demo
