// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/arguments.h"

namespace meshlens::commands {
namespace {

constexpr int mostRows = 10'000'000;

} // namespace

void Arguments::addQuestions()
{
    struct Ways {
        std::string from, to, level = "dataset";
        int limit = 100;
    };
    auto asked = std::make_shared<Ways>();
    CLI::App *ways = printing(
        &m_app, "paths", "How one thing reaches another, shortest way first",
        [asked](Context &context) {
            return paths(context, {q(asked->from), q(asked->to), q(asked->level), asked->limit});
        });
    ways->add_option("FROM", asked->from, keyHelp)->required();
    ways->add_option("TO", asked->to, keyHelp)->required();
    ways->add_option("--level", asked->level, "domain, product, dataset or column");
    ways->add_option("--limit", asked->limit, "Most ways to list (100)")
        ->check(CLI::Range(1, mostRows));

    struct Survey {
        std::string what, key, level = "product", atLeast = "confidential";
        int limit = 1000;
    };
    auto given = std::make_shared<Survey>();
    CLI::App *all = printing(
        &m_app, "survey", "Where classified data flows, loose ends, where catalogs disagree",
        [given](Context &context) {
            return survey(context, {q(given->what), q(given->key), q(given->level),
                                    q(given->atLeast), given->limit});
        });
    all->add_option("WHAT", given->what, "classified, unread, unsourced or disagreements")
        ->required()
        ->check(CLI::IsMember({"classified", "unread", "unsourced", "disagreements"}));
    all->add_option("--key", given->key, "Of classified: only from this one");
    all->add_option("--level", given->level, "Of unread and unsourced: domain, product or dataset");
    all->add_option("--class", given->atLeast, "Of classified: from this class on (confidential)");
    all->add_option("--limit", given->limit, "Most rows (1000)")->check(CLI::Range(1, mostRows));
}

void Arguments::addIdentity()
{
    CLI::App *identity =
        command(&m_app, "identity", "One thing under several keys: join, keep apart", {});
    identity->require_subcommand(1);
    printing(identity, "list", "What is merged, decided and refused",
             [](Context &context) { return identityList(context); });
    auto limit = std::make_shared<int>(200);
    printing(identity, "suggest", "What may be one thing in two catalogs",
             [=](Context &context) { return identitySuggest(context, *limit); })
        ->add_option("--limit", *limit, "Most rows (200)")
        ->check(CLI::Range(1, mostRows));
    for (const auto &[name, help] : {std::pair("join", "They are one, whatever the rules say"),
                                     std::pair("apart", "They are two, whatever the rules say"),
                                     std::pair("ignore", "Do not suggest them again"),
                                     std::pair("forget", "Take the decision on them back")}) {
        auto left = std::make_shared<std::string>(), right = std::make_shared<std::string>();
        const QString decision = QString::fromLatin1(name);
        CLI::App *one = printing(identity, name, help, [=](Context &context) {
            return identityDecide(context, q(*left), q(*right), decision);
        });
        one->add_option("KEY", *left, keyHelp)->required();
        one->add_option("OTHER", *right, keyHelp)->required();
    }
}

} // namespace meshlens::commands
