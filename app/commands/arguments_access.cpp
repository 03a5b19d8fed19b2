// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/arguments.h"

using namespace Qt::StringLiterals;

namespace meshlens::commands {

void Arguments::addAccess()
{
    CLI::App *access = command(&m_app, "access", "Ask for access, and answer", {});
    access->require_subcommand(1);

    addRequest(access);

    auto inbox = std::make_shared<bool>(false), all = std::make_shared<bool>(false);
    CLI::App *list = printing(access, "list", "Requests", [=](Context &context) {
        return accessList(context, *inbox ? AccessList::Inbox
                                   : *all ? AccessList::All
                                          : AccessList::Mine);
    });
    CLI::Option *inboxFlag = list->add_flag("--inbox", *inbox, "Waiting for your decision");
    CLI::Option *mineFlag = list->add_flag("--mine")->description("Yours (without a flag too)");
    CLI::Option *allFlag = list->add_flag("--all", *all, "All that you may see");
    inboxFlag->excludes(mineFlag)->excludes(allFlag);
    mineFlag->excludes(allFlag);

    auto id = std::make_shared<std::string>();
    printing(access, "show", "One request",
             [id](Context &context) { return accessShow(context, q(*id)); })
        ->add_option("ID", *id, "Of the request")
        ->required();
    addAccessActions(access);
}

void Arguments::addRequest(CLI::App *access)
{
    struct Texts {
        std::string key, purpose, kind = "other", port, until, columns, mask;
    };
    auto given = std::make_shared<Texts>();
    CLI::App *ask =
        printing(access, "request", "Ask for access to a product", [given](Context &context) {
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
    ask->add_option("KEY", given->key, keyHelp)->required();
    ask->add_option("--purpose", given->purpose, "What for, in your words")->required();
    ask->add_option(
        "--purpose-kind", given->kind,
        "reporting, forecasting, product_analysis, model_training, regulatory or other");
    ask->add_option("--port", given->port, "Output port; the first one without it");
    ask->add_option("--until", given->until, "Last day, as 2026-06-30");
    ask->add_option("--columns", given->columns, "Only these: A,B");
    ask->add_option("--mask", given->mask, "These as tokens: A,B");
}

void Arguments::addAccessActions(CLI::App *access)
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
        CLI::App *act = printing(
            access, action.name, action.help, [given, kind = action.kind](Context &context) {
                AccessOptions options;
                options.key = q(given->id);
                options.note = q(given->note);
                options.until = q(given->until);
                options.columns = q(given->columns);
                return kind ? accessAct(context, *kind, options) : accessRenew(context, options);
            });
        act->add_option("ID", given->id, "Of the request")->required();
        act->add_option("--note", given->note, "What you say with it")->required(action.note);
        if (action.until || action.kind == Kind::Approve)
            act->add_option("--until", given->until, "Last day, as 2026-06-30")
                ->required(action.until);
        if (action.kind == Kind::Approve)
            act->add_option("--columns", given->columns, "Only these: A,B");
    }
}

} // namespace meshlens::commands
