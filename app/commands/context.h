// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/output.h"
#include "app/operations.h"
#include "models/store/reader.h"

#include <memory>

namespace meshlens::demo {
class Host;
}

namespace meshlens::commands {

/// What stands before the command: workspace, profile, output.
struct Globals {
    QString workspace;
    QString profile;
    bool demo = false;
    bool json = false;
};

/// What a command works with; the workspace opens at first use.
class Context
{
public:
    explicit Context(Globals globals);
    ~Context();

    [[nodiscard]] const Globals &globals() const { return m_globals; }
    [[nodiscard]] bool json() const { return m_globals.json; }

    /// Error: the workspace cannot be opened.
    [[nodiscard]] Result<std::shared_ptr<app::Operations>> operations();
    /// The same where a profile that is not there yet is meant to be made: connecting a catalog.
    [[nodiscard]] Result<std::shared_ptr<app::Operations>> newcomer();

    /// The same as operations(), for a command that talks to catalogs: where the workspace holds a
    /// demo mesh that no process runs, this one runs its nodes until the command ends.
    [[nodiscard]] Result<std::shared_ptr<app::Operations>> connected();

    /// A snapshot of the index.
    [[nodiscard]] Result<store::Reader> read();

private:
    [[nodiscard]] Result<std::shared_ptr<app::Operations>> open(app::Workspace::NewProfile unknown);
    [[nodiscard]] Result<void> hostDemo();

    Globals m_globals;
    std::shared_ptr<app::Operations> m_operations;
    std::unique_ptr<demo::Host> m_host;
};

/// The one thing that a KEY argument names: an identity key, a native identifier, a qualified name
/// or an unambiguous part of one. Where several match, the Error is Ambiguous and they are listed:
/// on standard error, or with `json` as `{"matches": [{"key", "kind", "name", "domain"}]}` on
/// standard output. `kinds` narrows the choice; empty: any.
[[nodiscard]] Result<store::ThingRef> findThing(const Context &context, const store::Reader &reader,
                                                const QString &text,
                                                const QList<mesh::Kind> &kinds = {});

} // namespace meshlens::commands
