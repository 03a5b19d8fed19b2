// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/cli.h"
#include "app/commands/commands.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace meshlens::commands {

/// Collects the options of all commands while CLI11 parses, and the command to run. One function a
/// group of commands; what a command needs lives in what it captures.
class Arguments
{
public:
    std::variant<Invocation, int> read(int argc, char **argv);

private:
    using Run = std::function<int(Context &)>;

    CLI::App *command(CLI::App *parent, const char *name, const char *help, Run run);
    /// A command that prints a table, or with `--format json` what `--json` prints.
    CLI::App *printing(CLI::App *parent, const char *name, const char *help, Run run);

    void addGlobals();
    void addCatalog();
    void addFinding();
    void addLineage();
    void addQuestions();
    void addIdentity();
    void addLayout();
    void addRows();
    void addAccess();
    void addRequest(CLI::App *access);
    void addAccessActions(CLI::App *access);
    void addScores();
    void addExport();
    void addPicture();
    void addServers();

    CLI::App m_app{"Meshlens: a desktop explorer for data meshes", "meshlens"};
    Invocation m_invocation;
    std::string m_workspace;
    std::string m_profile;
    std::string m_link;
};

/// What a KEY may be (CLI.md of the design).
constexpr auto keyHelp = "Key, native identifier, qualified name or a part of one";

/// CLI11 fills std::string; our code wants QString.
[[nodiscard]] inline QString q(const std::string &text)
{
    return QString::fromStdString(text);
}

[[nodiscard]] inline QStringList q(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list.append(q(text));
    return list;
}

} // namespace meshlens::commands
