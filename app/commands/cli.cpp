// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/arguments.h"

using namespace Qt::StringLiterals;

namespace meshlens::commands {
CLI::App *Arguments::command(CLI::App *parent, const char *name, const char *help, Run run)
{
    CLI::App *command = parent->add_subcommand(name, help);
    command->fallthrough();
    if (run)
        command->callback([this, run = std::move(run)] {
            if (m_invocation.kind == Invocation::Kind::Window)
                m_invocation.kind = Invocation::Kind::Command;
            m_invocation.run = run;
        });
    return command;
}

CLI::App *Arguments::printing(CLI::App *parent, const char *name, const char *help, Run run)
{
    CLI::App *made = command(parent, name, help, std::move(run));
    made->add_option_function<std::string>(
            "--format",
            [this](const std::string &format) { m_invocation.globals.json = format == "json"; },
            "table or json (the same as --json)")
        ->check(CLI::IsMember({"table", "json"}));
    return made;
}

void Arguments::addGlobals()
{
    m_app.set_version_flag("--version", "meshlens " MESHLENS_VERSION);
    m_app.add_option("--workspace", m_workspace, "Folder of the workspace");
    m_app.add_option("--profile", m_profile, "Who works here; the last used one without it");
    m_app.add_flag("--demo", m_invocation.globals.demo, "Work on the demo mesh");
    m_app.add_flag("--json", m_invocation.globals.json, "One JSON document on standard output");
    m_app.add_option("link", m_link, "A meshlens:// link to open");
    m_app.require_subcommand(0, 1);
    m_app.footer("Without a command the window opens. Exit codes: 0 done, 1 the answer is no,\n"
                 "2 wrong usage, 3 a catalog failed, 4 not permitted, 5 workspace unusable.");
}

void Arguments::addPicture()
{
    struct Texts {
        std::string screen, out, key, theme = "light", size = "1440x900", state;
    };
    auto given = std::make_shared<Texts>();
    CLI::App *picture = command(
        &m_app, "shot", "A picture of a screen, without a display", [given](Context &context) {
            return shot(context, {q(given->screen), q(given->out), q(given->key), q(given->theme),
                                  q(given->size), q(given->state)});
        });
    picture->add_option("SCREEN", given->screen, "home, discover, product ...")
        ->required()
        ->check(CLI::IsMember({"home", "discover", "product", "lineage", "access", "samples",
                               "governance", "catalogs", "welcome"}));
    picture->add_option("OUT.png", given->out, "File to write")->required();
    picture->add_option("--key", given->key, keyHelp);
    picture->add_option("--theme", given->theme, "light or dark")
        ->check(CLI::IsMember({"light", "dark"}));
    picture->add_option("--size", given->size, "WIDTHxHEIGHT");
    picture->add_option("--state", given->state, "As in links: tab=quality");
    picture->parse_complete_callback([this] { m_invocation.kind = Invocation::Kind::Picture; });
}

void Arguments::addServers()
{
    CLI::App *demo = command(&m_app, "demo", "Start the demo mesh's nodes", {});
    demo->add_flag("--headless")->description("Accepted; the command never opens a window");
    demo->add_option("--for", m_invocation.demoSeconds, "Seconds to run; until stopped without it")
        ->check(CLI::Range(0, 2'000'000'000));
    demo->callback([this] {
        m_invocation.kind = Invocation::Kind::Demo;
        m_invocation.globals.demo = true;
    });

    auto folder = std::make_shared<std::string>(), listen = std::make_shared<std::string>(),
         state = std::make_shared<std::string>();
    CLI::App *serve = command(&m_app, "serve", "A mesh node over a folder of descriptors", {});
    serve->add_option("DIR", *folder, "What it publishes")->required();
    serve->add_option("--listen", *listen, "HOST:PORT");
    serve->add_option("--state", *state, "The node's own database");
    serve->callback([=, this] {
        m_invocation.kind = Invocation::Kind::Serve;
        m_invocation.serve.folder = q(*folder);
        if (!listen->empty())
            m_invocation.serve.listen = q(*listen);
        m_invocation.serve.stateFile = q(*state);
    });
}

std::variant<Invocation, int> Arguments::read(int argc, char **argv)
{
    addGlobals();
    addCatalog();
    addFinding();
    addLineage();
    addQuestions();
    addIdentity();
    addLayout();
    addRows();
    addAccess();
    addScores();
    addExport();
    addPicture();
    addServers();
    try {
        m_app.parse(argc, argv);
    } catch (const CLI::ParseError &stop) {
        return m_app.exit(stop) == 0 ? int(Done) : int(WrongUsage);
    }
    m_invocation.globals.workspace = q(m_workspace);
    m_invocation.globals.profile = q(m_profile);
    m_invocation.link = q(m_link);
    if (!m_link.empty() && !m_invocation.link.startsWith(u"meshlens://")) {
        say(u"Neither a command nor a meshlens:// link: %1"_s.arg(m_invocation.link));
        return int(WrongUsage);
    }
    return std::move(m_invocation);
}

std::variant<Invocation, int> readArguments(int argc, char **argv)
{
    Arguments arguments;
    return arguments.read(argc, argv);
}

} // namespace meshlens::commands
