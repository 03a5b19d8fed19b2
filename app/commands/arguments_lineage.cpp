// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/arguments.h"

using namespace Qt::StringLiterals;

namespace meshlens::commands {

void Arguments::addLineage()
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
    walk->add_option("KEY", given->key, keyHelp)->required();
    walk->add_option("--up", given->up, "Steps upstream, or all");
    walk->add_option("--down", given->down, "Steps downstream, or all");
    walk->add_option("--level", given->level, "domain, product, dataset or column");
    walk->add_flag("--columns", given->columns, "Column edges as well");
    walk->add_option("--to", given->to, "The ways from KEY to this one");
    walk->add_option("--at", given->at, "As it was known at that time");
    walk->add_option(
        "--diff", given->diff,
        "What came and went since that time (until --at, else now): text, json or csv");
    walk->add_option("--format", given->format,
                     "json, csv, dot, graphml, svg, png, pdf or openlineage")
        ->check(
            CLI::IsMember({"json", "csv", "dot", "graphml", "svg", "png", "pdf", "openlineage"}));
    walk->add_option("--out", given->out, "File to write");
    walk->parse_complete_callback([this, given] {
        if (given->format == "svg" || given->format == "png" || given->format == "pdf")
            m_invocation.kind = Invocation::Kind::Picture;
    });

    auto key = std::make_shared<std::string>(), column = std::make_shared<std::string>(),
         by = std::make_shared<std::string>();
    CLI::App *downstream =
        printing(&m_app, "impact", "Everything downstream, with owners and path",
                 [=](Context &context) { return impact(context, q(*key), q(*column), q(*by)); });
    downstream->add_option("KEY", *key, keyHelp)->required();
    downstream->add_option("--column", *column, "Of this column only");
    downstream
        ->add_option("--by", *by, "Summed up by distance, domain or owner; people: who to tell")
        ->check(CLI::IsMember({"distance", "domain", "owner", "people"}));
}

void Arguments::addLayout()
{
    auto in = std::make_shared<std::string>(), out = std::make_shared<std::string>();
    CLI::App *place = command(&m_app, "layout", "Lay a graph out (JSON in, JSON out)",
                              [=](Context &) { return layout(q(*in), q(*out)); });
    place->add_option("IN", *in, "nodes with id, width and height; edges with source and target")
        ->required();
    place->add_option("OUT", *out, "The same with positions")->required();
}

void Arguments::addExport()
{
    auto what = std::make_shared<std::string>(), format = std::make_shared<std::string>(),
         out = std::make_shared<std::string>(), level = std::make_shared<std::string>();
    CLI::App *table = command(&m_app, "export", "Write a table to a file", [=](Context &context) {
        return exportTable(context, {q(*what), q(*format), q(*out), q(*level)});
    });
    table->add_option("WHAT", *what, "products, findings, access or lineage")
        ->required()
        ->check(CLI::IsMember({"products", "findings", "access", "lineage"}));
    table->add_option("--format", *format, "csv, xlsx or json")
        ->required()
        ->check(CLI::IsMember({"csv", "xlsx", "json"}));
    table->add_option("--out", *out, "File to write")->required();
    table
        ->add_option("--level", *level,
                     "Of lineage: links of domains, products or datasets (datasets with columns)")
        ->check(CLI::IsMember({"domain", "product", "dataset"}));
}

} // namespace meshlens::commands
