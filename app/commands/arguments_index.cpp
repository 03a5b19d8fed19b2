// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/arguments.h"

using namespace Qt::StringLiterals;

namespace meshlens::commands {

void Arguments::addCatalog()
{
    CLI::App *catalog = command(&m_app, "catalog", "Connections to catalogs", {});
    catalog->require_subcommand(1);

    auto kind = std::make_shared<std::string>(), url = std::make_shared<std::string>();
    auto options = std::make_shared<std::vector<std::string>>();
    auto name = std::make_shared<std::string>();
    CLI::App *add = printing(
        catalog, "add", "Add a connection (secret: MESHLENS_SECRET)", [=](Context &context) {
            return catalogAdd(context, q(*kind), q(*url), q(*name), q(*options));
        });
    add->add_option("KIND", *kind, "See: meshlens catalog kinds")->required();
    add->add_option("URL", *url, "Address or folder")->required();
    add->add_option("--name", *name, "How it is called here");
    add->add_option("--option", *options, "NAME=VALUE, may be given several times")
        ->allow_extra_args(false);

    printing(catalog, "list", "All connections", catalogList);
    printing(catalog, "kinds", "Kinds of catalog and what each can do", catalogKinds);
    auto tested = std::make_shared<std::string>();
    printing(catalog, "test", "Test a connection step by step",
             [tested](Context &context) { return catalogTest(context, q(*tested)); })
        ->add_option("NAME", *tested, "As in: meshlens catalog list")
        ->required();
    auto removed = std::make_shared<std::string>();
    printing(catalog, "remove", "Remove a connection and what was read from it",
             [removed](Context &context) { return catalogRemove(context, q(*removed)); })
        ->add_option("NAME", *removed, "As in: meshlens catalog list")
        ->required();

    auto names = std::make_shared<std::vector<std::string>>();
    auto full = std::make_shared<bool>(false);
    CLI::App *syncCommand =
        printing(&m_app, "sync", "Read catalogs into the index",
                 [=](Context &context) { return sync(context, q(*names), *full); });
    syncCommand->add_option("NAME", *names, "All without a name");
    syncCommand->add_flag("--full", *full, "Everything, not only what changed");
}

void Arguments::addFinding()
{
    auto query = std::make_shared<std::string>();
    auto limit = std::make_shared<int>(20), offset = std::make_shared<int>(0);
    auto facets = std::make_shared<bool>(false);
    CLI::App *find = printing(&m_app, "search", "Search everything", [=](Context &context) {
        return search(context, {q(*query), *limit, *offset, *facets});
    });
    find->add_option("QUERY", *query, "Words, field:value, \"phrase\", -not, (a OR b)")->required();
    find->add_option("--limit", *limit, "Most results to print (20)")
        ->check(CLI::Range(0, 100'000));
    find->add_option("--offset", *offset, "Results to leave out first")
        ->check(CLI::Range(0, 1'000'000'000));
    find->add_flag("--facets", *facets, "Counts by domain, catalog, kind ...");

    auto key = std::make_shared<std::string>();
    printing(&m_app, "show", "One thing, whole",
             [key](Context &context) { return show(context, q(*key)); })
        ->add_option("KEY", *key, keyHelp)
        ->required();
}

void Arguments::addRows()
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
        table
            ->add_option(isSample ? "KEY" : "SQL", *what,
                         isSample ? keyHelp
                                  : "One SELECT; samples are \"product.dataset\", the index is "
                                    "mesh.product ... (see mesh.views)")
            ->required();
        table->add_option("--format", *format, "table, csv or json")
            ->check(CLI::IsMember({"table", "csv", "json"}));
        if (isSample) {
            table->add_option("--rows", *rows, "Most rows to print (20)")
                ->check(CLI::Range(1, 100'000));
            table->add_flag("--refresh", *refresh, "Fetch again, even if cached");
        }
    }
}

void Arguments::addScores()
{
    auto key = std::make_shared<std::string>();
    auto all = std::make_shared<bool>(false);
    CLI::App *card =
        printing(&m_app, "score", "Quality, freshness and the six qualities",
                 [=](Context &context) { return score(context, *all ? QString() : q(*key)); });
    CLI::Option *one = card->add_option("KEY", *key, keyHelp);
    CLI::Option *every = card->add_flag("--all", *all, "Every product");
    one->excludes(every);
    card->parse_complete_callback([=] {
        if (key->empty() && !*all)
            throw CLI::RequiredError("KEY or --all");
    });

    auto rule = std::make_shared<std::string>(), failOn = std::make_shared<std::string>();
    CLI::App *findings = printing(&m_app, "govern", "Findings of all rules", [=](Context &context) {
        return govern(context, q(*rule), q(*failOn));
    });
    findings->add_option("--rule", *rule, "Of this rule only");
    findings->add_option("--fail-on", *failOn, "Exit 1 from this severity on");
}

} // namespace meshlens::commands
