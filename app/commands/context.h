// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/output.h"
#include "app/operations.h"
#include "models/store/reader.h"

#include <memory>

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

    /// A snapshot of the index.
    [[nodiscard]] Result<store::Reader> read();

private:
    Globals m_globals;
    std::shared_ptr<app::Operations> m_operations;
};

/// The one thing that a KEY argument names: an identity key, a native identifier, a qualified name
/// or an unambiguous part of one. Where several match they are listed on standard error and the
/// Error is Ambiguous. `kind` narrows the choice.
[[nodiscard]] Result<store::ThingRef> findThing(const store::Reader &reader, const QString &text,
                                                std::optional<mesh::Kind> kind = std::nullopt);

} // namespace meshlens::commands
