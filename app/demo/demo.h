// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clock.h"
#include "models/result.h"

#include <QHash>
#include <QList>
#include <QStringList>

#include <memory>

/// Cadenza Media, the demo mesh: four nodes on this machine with generated data and a past of 90
/// days.
///
/// In `<workspace>/demo/`:
///   core payments labels customers   a node's folder each (app/node/server.h)
///   state/<folder>.db                what each node remembers: requests, grants, audit
///   tokens.json                      {profile: token}, mode 0600; people.yaml holds hashes only
///   mesh.json                        first start, how far the past is told, ports, whether the
///                                    next versions of contracts are in force; written last
///   lock                             held by the process that runs the nodes, with its number
///   inside
namespace meshlens::demo {

struct PlanNode {
    QString id;     // "cadenza-payments", the authority of its keys
    QString name;   // "Payments"
    QString folder; // what it publishes
    QString stateFile;
    QStringList domains; // names, as people read them
    int port = 0;        // of the last start; 0: there was none
};

struct PlanPerson {
    QString profile; // "hanna"
    QString name;
    QString email;
    QStringList roles; // consumer, owner, steward
};

/// What to start and who may sign in.
struct Plan {
    QString workspace;
    QList<PlanNode> nodes;
    QList<PlanPerson> people;       // the first is the default profile
    QHash<QString, QString> tokens; // secret, by profile
    std::int64_t firstStartMs = 0;
    std::int64_t recordedUntilMs = 0; // last full hour that the past is told to
};

/// Makes the folders at the first call, later adds what has happened since the last one: to the
/// last full hour of `clock`. The same seed and hour give the same files (tokens apart). May be
/// killed at any moment: the next call makes anew what was not finished.
/// Errors: Storage; Decode, the program's own description of the mesh is broken.
/// Thread: any, one call at a time for a workspace; takes seconds at first.
[[nodiscard]] Result<Plan> prepare(const QString &workspace, const Clock &clock);

/// Adds what has happened since `plan.recordedUntilMs` to the folders, while nodes may run on them.
/// Returns the new hour. Errors: as of prepare().
[[nodiscard]] Result<std::int64_t> extendHistory(const Plan &plan, const Clock &clock);

/// Puts the next versions of some contracts into force, once, while nodes may run on the folders;
/// false: they are in force. Errors: as of prepare().
[[nodiscard]] Result<bool> publishNext(const Plan &plan);

/// Keeps the ports of this start for the next one.
Result<void> rememberPorts(const Plan &plan, const QHash<QString, int> &portsByNode);

/// Held by the one process that runs the nodes of a workspace; let go when it ends in any way.
class Lock
{
public:
    /// Errors: Conflict, another process holds it, named in `message`; Storage.
    static Result<Lock> take(const QString &workspace);
    Lock(Lock &&other) noexcept;
    Lock &operator=(Lock &&other) noexcept;
    ~Lock();

private:
    explicit Lock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

/// Number of the process that runs the nodes of a workspace; 0: none does.
[[nodiscard]] qint64 runningProcess(const QString &workspace);

} // namespace meshlens::demo
