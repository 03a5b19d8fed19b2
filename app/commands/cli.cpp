// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/cli.h"

#include "app/commands/commands.h"

#include <CLI/CLI.hpp>

#include <memory>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

/// CLI11 fills std::string; our code wants QString.
QString q(const std::string &text)
{
    return QString::fromStdString(text);
}

QStringList q(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list.append(q(text));
    return list;
}

/// Collects the options of all commands while CLI11 parses, and the command to run.
class Reader
{
public:
    std::variant<Invocation, int> read(int argc, char **argv);

private:
    using Run = std::function<int(Context &)>;

    CLI::App *command(CLI::App *parent, const char *name, const char *help, Run run);

    void addGlobals();
    void addCatalog();
    void addFinding();
    void addLineage();
    void addRows();
    void addAccess();
    void addAccessActions(CLI::App *access);
    void addScores();
    void addPicture();
    void addServers();

    CLI::App m_app{"Meshlens: a desktop explorer for data meshes", "meshlens"};
    Invocation m_invocation;
    std::string m_workspace;
    std::string m_profile;
    std::string m_link;
};

CLI::App *Reader::command(CLI::App *parent, const char *name, const char *help, Run run)
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

void Reader::addGlobals()
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

void Reader::addCatalog()
{
    CLI::App *catalog = command(&m_app, "catalog", "Connections to catalogs", {});
    catalog->require_subcommand(1);

    auto kind = std::make_shared<std::string>(), url = std::make_shared<std::string>();
    auto options = std::make_shared<std::vector<std::string>>();
    auto name = std::make_shared<std::string>();
    CLI::App *add = command(
        catalog, "add", "Add a connection (secret: MESHLENS_SECRET)", [=](Context &context) {
            return catalogAdd(context, q(*kind), q(*url), q(*name), q(*options));
        });
    add->add_option("KIND", *kind, "See: meshlens catalog kinds")->required();
    add->add_option("URL", *url, "Address or folder")->required();
    add->add_option("--name", *name, "How it is called here");
    add->add_option("--option", *options, "NAME=VALUE, may be given several times")
        ->allow_extra_args(false);

    command(catalog, "list", "All connections", catalogList);
    command(catalog, "kinds", "Kinds of catalog and what each can do", catalogKinds);
    auto tested = std::make_shared<std::string>();
    command(catalog, "test", "Test a connection step by step",
            [tested](Context &context) { return catalogTest(context, q(*tested)); })
        ->add_option("NAME", *tested)
        ->required();
    auto removed = std::make_shared<std::string>();
    command(catalog, "remove", "Remove a connection and what was read from it",
            [removed](Context &context) { return catalogRemove(context, q(*removed)); })
        ->add_option("NAME", *removed)
        ->required();

    auto names = std::make_shared<std::vector<std::string>>();
    auto full = std::make_shared<bool>(false);
    CLI::App *syncCommand =
        command(&m_app, "sync", "Read catalogs into the index",
                [=](Context &context) { return sync(context, q(*names), *full); });
    syncCommand->add_option("NAME", *names, "All without a name");
    syncCommand->add_flag("--full", *full, "Everything, not only what changed");
}

void Reader::addFinding()
{
    auto query = std::make_shared<std::string>();
    auto limit = std::make_shared<int>(20), offset = std::make_shared<int>(0);
    auto facets = std::make_shared<bool>(false);
    CLI::App *find = command(&m_app, "search", "Search everything", [=](Context &context) {
        return search(context, {q(*query), *limit, *offset, *facets});
    });
    find->add_option("QUERY", *query, "Words, field:value, \"phrase\", -not, (a OR b)")->required();
    find->add_option("--limit", *limit)->check(CLI::NonNegativeNumber);
    find->add_option("--offset", *offset)->check(CLI::NonNegativeNumber);
    find->add_flag("--facets", *facets, "Counts by domain, catalog, kind ...");

    auto key = std::make_shared<std::string>();
    command(&m_app, "show", "One thing, whole",
            [key](Context &context) { return show(context, q(*key)); })
        ->add_option("KEY", *key)
        ->required();
}

void Reader::addLineage()
{
    struct Texts {
        std::string key, up = "1", down = "1", level = "dataset", to, at, diff, format, out;
        bool columns = false;
    };
    auto given = std::make_shared<Texts>();
    CLI::App *walk =
        command(&m_app, "lineage", "Where data comes from and goes to", [given](Context &context) {
            LineageOptions options;
            options.key = q(given->key);
            options.up = q(given->up);
            options.down = q(given->down);
            options.level = q(given->level);
            options.columns = given->columns;
            options.to = q(given->to);
            options.at = q(given->at);
            options.diff = q(given->diff);
            options.format = q(given->format);
            options.out = q(given->out);
            return lineage(context, options);
        });
    walk->add_option("KEY", given->key)->required();
    walk->add_option("--up", given->up, "Steps upstream, or all");
    walk->add_option("--down", given->down, "Steps downstream, or all");
    walk->add_option("--level", given->level, "domain, product, dataset or column");
    walk->add_flag("--columns", given->columns, "Column edges as well");
    walk->add_option("--to", given->to, "The ways from KEY to this one");
    walk->add_option("--at", given->at, "As it was known at that time");
    walk->add_option("--diff", given->diff, "What came and went since that time");
    walk->add_option("--format", given->format, "json, csv, dot, svg, png, pdf or openlineage")
        ->check(CLI::IsMember({"json", "csv", "dot", "svg", "png", "pdf", "openlineage"}));
    walk->add_option("--out", given->out, "File to write");
    walk->parse_complete_callback([this, given] {
        if (given->format == "svg" || given->format == "png" || given->format == "pdf")
            m_invocation.kind = Invocation::Kind::Picture;
    });

    auto key = std::make_shared<std::string>(), column = std::make_shared<std::string>();
    CLI::App *downstream =
        command(&m_app, "impact", "Everything downstream, with owners and path",
                [=](Context &context) { return impact(context, q(*key), q(*column)); });
    downstream->add_option("KEY", *key)->required();
    downstream->add_option("--column", *column, "Of this column only");

    auto in = std::make_shared<std::string>(), out = std::make_shared<std::string>();
    CLI::App *place = command(&m_app, "layout", "Lay a graph out (JSON in, JSON out)",
                              [=](Context &) { return layout(q(*in), q(*out)); });
    place->add_option("IN", *in)->required();
    place->add_option("OUT", *out)->required();
}

void Reader::addRows()
{
    for (const bool isSample : {true, false}) {
        auto what = std::make_shared<std::string>(),
             format = std::make_shared<std::string>("table");
        auto rows = std::make_shared<int>(20);
        auto refresh = std::make_shared<bool>(false);
        CLI::App *table =
            command(&m_app, isSample ? "sample" : "query",
                    isSample ? "Sample rows of a product or dataset"
                             : "SQL over cached samples and the index",
                    [=](Context &context) {
                        const RowsOptions options{q(*what), *rows, *refresh, q(*format)};
                        return isSample ? sample(context, options) : query(context, options);
                    });
        table->add_option(isSample ? "KEY" : "SQL", *what)->required();
        table->add_option("--format", *format, "table, csv or json")
            ->check(CLI::IsMember({"table", "csv", "json"}));
        if (isSample) {
            table->add_option("--rows", *rows)->check(CLI::PositiveNumber);
            table->add_flag("--refresh", *refresh, "Fetch again, even if cached");
        }
    }
}

void Reader::addAccess()
{
    CLI::App *access = command(&m_app, "access", "Ask for access, and answer", {});
    access->require_subcommand(1);

    struct Texts {
        std::string key, purpose, kind = "other", port, until, columns, mask;
    };
    auto given = std::make_shared<Texts>();
    CLI::App *ask =
        command(access, "request", "Ask for access to a product", [given](Context &context) {
            AccessOptions options;
            options.key = q(given->key);
            options.purpose = q(given->purpose);
            options.purposeKind = q(given->kind);
            options.port = q(given->port);
            options.until = q(given->until);
            options.columns = q(given->columns);
            options.mask = q(given->mask);
            return accessRequest(context, options);
        });
    ask->add_option("KEY", given->key)->required();
    ask->add_option("--purpose", given->purpose, "What for, in your words")->required();
    ask->add_option("--purpose-kind", given->kind);
    ask->add_option("--port", given->port);
    ask->add_option("--until", given->until, "Date");
    ask->add_option("--columns", given->columns, "A,B");
    ask->add_option("--mask", given->mask, "A,B");

    auto inbox = std::make_shared<bool>(false), mine = std::make_shared<bool>(false),
         all = std::make_shared<bool>(false);
    CLI::App *list = command(access, "list", "Requests", [=](Context &context) {
        return accessList(context, *inbox ? AccessList::Inbox
                                   : *all ? AccessList::All
                                          : AccessList::Mine);
    });
    list->add_flag("--inbox", *inbox, "Waiting for your decision");
    list->add_flag("--mine", *mine, "Yours (without a flag too)");
    list->add_flag("--all", *all);

    auto id = std::make_shared<std::string>();
    command(access, "show", "One request",
            [id](Context &context) { return accessShow(context, q(*id)); })
        ->add_option("ID", *id)
        ->required();
    addAccessActions(access);
}

void Reader::addAccessActions(CLI::App *access)
{
    using Kind = mesh::AccessAction::Kind;
    struct Action {
        const char *name;
        const char *help;
        std::optional<Kind> kind; // nothing: renew
        bool note;                // needed
        bool until;               // needed
    };
    const Action actions[] = {
        {"approve", "Approve a request", Kind::Approve, false, false},
        {"deny", "Deny a request", Kind::Deny, true, false},
        {"ask", "Ask the requester something", Kind::Ask, true, false},
        {"answer", "Answer a question", Kind::Answer, true, false},
        {"cancel", "Take a request back", Kind::Cancel, false, false},
        {"revoke", "End a grant you gave", Kind::Revoke, true, false},
        {"return", "Give a grant back", Kind::Return, false, false},
        {"renew", "Ask for more time", std::nullopt, false, true},
    };
    for (const Action &action : actions) {
        struct Texts {
            std::string id, note, until, columns;
        };
        auto given = std::make_shared<Texts>();
        CLI::App *act = command(
            access, action.name, action.help, [given, kind = action.kind](Context &context) {
                AccessOptions options;
                options.key = q(given->id);
                options.note = q(given->note);
                options.until = q(given->until);
                options.columns = q(given->columns);
                return kind ? accessAct(context, *kind, options) : accessRenew(context, options);
            });
        act->add_option("ID", given->id, "Of the request")->required();
        act->add_option("--note", given->note)->required(action.note);
        if (action.until || action.kind == Kind::Approve)
            act->add_option("--until", given->until, "Date")->required(action.until);
        if (action.kind == Kind::Approve)
            act->add_option("--columns", given->columns, "Only these: A,B");
    }
}

void Reader::addScores()
{
    auto key = std::make_shared<std::string>();
    auto all = std::make_shared<bool>(false);
    CLI::App *card =
        command(&m_app, "score", "Quality, freshness and the six qualities",
                [=](Context &context) { return score(context, *all ? QString() : q(*key)); });
    CLI::Option *one = card->add_option("KEY", *key);
    CLI::Option *every = card->add_flag("--all", *all, "Every product");
    one->excludes(every);
    card->parse_complete_callback([=] {
        if (key->empty() && !*all)
            throw CLI::RequiredError("KEY or --all");
    });

    auto rule = std::make_shared<std::string>(), failOn = std::make_shared<std::string>();
    CLI::App *findings = command(&m_app, "govern", "Findings of all rules", [=](Context &context) {
        return govern(context, q(*rule), q(*failOn));
    });
    findings->add_option("--rule", *rule, "Of this rule only");
    findings->add_option("--fail-on", *failOn, "Exit 1 from this severity on");

    auto what = std::make_shared<std::string>(), format = std::make_shared<std::string>(),
         out = std::make_shared<std::string>();
    CLI::App *table = command(&m_app, "export", "Write a table to a file", [=](Context &context) {
        return exportTable(context, q(*what), q(*format), q(*out));
    });
    table->add_option("WHAT", *what)
        ->required()
        ->check(CLI::IsMember({"products", "findings", "access", "lineage"}));
    table->add_option("--format", *format)
        ->required()
        ->check(CLI::IsMember({"csv", "xlsx", "json"}));
    table->add_option("--out", *out)->required();
}

void Reader::addPicture()
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
    picture->add_option("SCREEN", given->screen)
        ->required()
        ->check(CLI::IsMember({"home", "discover", "product", "lineage", "access", "samples",
                               "governance", "catalogs", "welcome"}));
    picture->add_option("OUT.png", given->out)->required();
    picture->add_option("--key", given->key);
    picture->add_option("--theme", given->theme)->check(CLI::IsMember({"light", "dark"}));
    picture->add_option("--size", given->size, "WIDTHxHEIGHT");
    picture->add_option("--state", given->state, "As in links: tab=quality");
    picture->parse_complete_callback([this] { m_invocation.kind = Invocation::Kind::Picture; });
}

void Reader::addServers()
{
    auto headless = std::make_shared<bool>(false);
    CLI::App *demo = command(&m_app, "demo", "Start the demo mesh's nodes", {});
    demo->add_flag("--headless", *headless, "Accepted; the command never opens a window");
    demo->add_option("--for", m_invocation.demoSeconds, "Seconds to run; until stopped without it")
        ->check(CLI::NonNegativeNumber);
    demo->callback([this] {
        m_invocation.kind = Invocation::Kind::Demo;
        m_invocation.globals.demo = true;
    });

    auto folder = std::make_shared<std::string>(), listen = std::make_shared<std::string>(),
         state = std::make_shared<std::string>();
    CLI::App *serve = command(&m_app, "serve", "A mesh node over a folder of descriptors", {});
    serve->add_option("DIR", *folder)->required();
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

std::variant<Invocation, int> Reader::read(int argc, char **argv)
{
    addGlobals();
    addCatalog();
    addFinding();
    addLineage();
    addRows();
    addAccess();
    addScores();
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

} // namespace

std::variant<Invocation, int> readArguments(int argc, char **argv)
{
    Reader reader;
    return reader.read(argc, argv);
}

} // namespace meshlens::commands
