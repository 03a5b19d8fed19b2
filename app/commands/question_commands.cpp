// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Questions to the lineage graph beside `lineage` itself.
#include "app/commands/commands.h"
#include "app/commands/lineage_find.h"
#include "models/lineage/export.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

Result<lineage::Level> levelOf(const QString &text)
{
    if (const auto level = lineage::levelFromText(text))
        return *level;
    return Error{
        Error::Kind::Usage, tr("A level is domain, product, dataset or column: %1").arg(text), {}};
}

void printJsonOf(const nlohmann::json &document)
{
    printJson(Json::parse(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"–"_s : text;
}

void printGroups(const QString &head, const QList<lineage::ImpactGroup> &groups)
{
    QList<QStringList> rows;
    for (const lineage::ImpactGroup &group : groups)
        rows.append({orDash(group.name), QString::number(group.things),
                     QString::number(group.breaking), QString::number(group.nearest)});
    printTable({head, tr("Things"), tr("Contracts that break"), tr("Nearest")}, rows);
}

void printPeople(const lineage::ImpactReport &report)
{
    QList<QStringList> rows;
    for (const lineage::PersonToTell &person : report.people)
        rows.append({person.name, orDash(person.email),
                     person.contractBreaks ? tr("breaks") : QString(),
                     QString::number(person.nearest), person.things.join(u", "_s)});
    printTable({tr("Who"), tr("E-mail"), tr("Contract"), tr("Nearest"), tr("Owns")}, rows);
    if (report.withoutOwner > 0)
        say(tr("Nobody is known to own %1 of them.").arg(report.withoutOwner));
}

void sayCut(qint64 shown, qint64 total)
{
    if (shown < total)
        say(tr("%1 of %2 are shown; --limit shows more.").arg(shown).arg(total));
}

void printEnds(const lineage::Ends &ends)
{
    QList<QStringList> rows;
    for (const lineage::Node &node : ends.nodes)
        rows.append({node.name, mesh::toText(node.kind), orDash(node.domainName),
                     node.catalogs.join(u", "_s), node.key});
    printTable({tr("Name"), tr("Kind"), tr("Domain"), tr("Catalogs"), tr("Key")}, rows);
    sayCut(ends.nodes.size(), ends.total);
}

void printClassified(const lineage::ClassifiedFlow &flow)
{
    QList<QStringList> rows;
    for (const lineage::ClassifiedStop &stop : flow.stops) {
        QStringList arrives, marked;
        for (auto &[words, value, personal] :
             {std::tuple(&arrives, stop.arrives, stop.personalArrives),
              std::tuple(&marked, stop.marked, stop.personalMarked)}) {
            if (value != mesh::Classification::Unknown)
                words->append(mesh::toText(value));
            if (personal)
                words->append(tr("personal"));
        }
        rows.append({stop.column.isEmpty() ? stop.node.name : stop.node.name + u'.' + stop.column,
                     orDash(stop.node.domainName), arrives.join(u", "_s),
                     orDash(marked.join(u", "_s)),
                     stop.underMarked ? tr("under-marked") : QString(),
                     QString::number(stop.distance), stop.pathNames.join(u" > "_s)});
    }
    printTable(
        {tr("Reaches"), tr("Domain"), tr("Arrives"), tr("Marked"), {}, tr("Step"), tr("Path")},
        rows);
    sayCut(flow.stops.size(), flow.total);
    say(tr("%1 marked sources; %2 places are marked less strictly than what may arrive there.")
            .arg(flow.sources)
            .arg(flow.underMarked));
}

void printDisagreements(const lineage::Disagreements &all)
{
    QList<QStringList> rows;
    for (const lineage::Disagreement &one : all.list) {
        QStringList said;
        for (const auto &[catalog, words] : one.said)
            said.append(words.isEmpty() ? catalog : catalog + u": "_s + words);
        if (!one.silent.isEmpty())
            said.append(tr("not said by %1").arg(one.silent.join(u", "_s)));
        rows.append({lineage::toText(one.kind),
                     one.to.isEmpty() ? one.name : one.name + u" > "_s + one.toName, one.field,
                     said.join(u"; "_s)});
    }
    printTable({tr("About"), tr("What"), tr("Field"), tr("Said")}, rows);
    sayCut(all.list.size(), all.total);
}

/// Fields and identities beside the edges.
Result<void> addStored(const store::Reader &reader, int limit, lineage::Disagreements &all)
{
    using lineage::Disagreement;
    const auto keep = [&](Disagreement one) {
        ++all.total;
        if (all.list.size() < limit)
            all.list.append(std::move(one));
    };
    const auto products = reader.products();
    if (!products)
        return products.error();
    for (const store::ProductRow &row : *products) {
        if (row.catalogs.size() < 2)
            continue;
        const auto product = reader.product(row.key);
        if (!product)
            return product.error();
        for (const store::Conflict &conflict : product->conflicts)
            keep({Disagreement::Kind::Field,
                  row.key,
                  row.name,
                  {},
                  {},
                  conflict.field,
                  conflict.values,
                  {}});
    }
    QStringList shared;
    const auto read = reader.forEachDataset(false, [&](const store::Merged<mesh::Dataset> &merged) {
        if (merged.sources.size() > 1)
            shared.append(merged.thing.key);
        return true;
    });
    if (!read)
        return read.error();
    for (const QString &key : std::as_const(shared)) {
        const auto dataset = reader.dataset(key);
        if (!dataset)
            return dataset.error();
        for (const store::Conflict &conflict : dataset->conflicts)
            keep({Disagreement::Kind::Field,
                  key,
                  dataset->thing.name,
                  {},
                  {},
                  conflict.field,
                  conflict.values,
                  {}});
    }
    const auto conflicts = reader.identityConflicts(std::numeric_limits<int>::max());
    if (!conflicts)
        return conflicts.error();
    for (const store::IdentityConflict &conflict : *conflicts) {
        if (!conflict.scope.isEmpty()) // what a person keeps apart is settled
            keep({Disagreement::Kind::Identity,
                  conflict.left,
                  conflict.left.section(u'/', -1),
                  conflict.right,
                  conflict.right.section(u'/', -1),
                  conflict.scope,
                  {},
                  {}});
    }
    return {};
}

} // namespace

QStringList inWords(const QList<lineage::OwnContract> &own)
{
    QStringList lines;
    for (const lineage::OwnContract &contract : own)
        lines.append(tr("Its own contract “%1” promises this.").arg(contract.name));
    return lines;
}

int impactBy(Context &context, const lineage::ImpactReport &report, const QString &by)
{
    if (context.json()) {
        printJsonOf(lineage::toJson(report));
        return Done;
    }
    for (const QString &line : inWords(report.own))
        printLine(line);
    if (report.all.isEmpty())
        say(tr("Nothing is made from %1.").arg(report.rootName));
    else if (by == u"distance")
        printGroups(tr("Steps"), report.byDistance);
    else if (by == u"domain")
        printGroups(tr("Domain"), report.byDomain);
    else if (by == u"owner")
        printGroups(tr("Owner"), report.byOwner);
    else
        printPeople(report);
    return Done;
}

int paths(Context &context, const PathOptions &options)
{
    const auto level = levelOf(options.level);
    if (!level)
        return fail(level.error());
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto graph = lineage::Graph::build(*reader);
    if (!graph)
        return fail(graph.error());
    const auto from = findInLineage(context, *reader, {*graph}, options.from);
    if (!from)
        return fail(from.error());
    const auto to = findInLineage(context, *reader, {*graph}, options.to);
    if (!to)
        return fail(to.error());
    const auto ways = lineage::ways(**graph, from->key, to->key, *level, options.limit);
    if (!ways)
        return fail(ways.error());
    if (context.json())
        printJsonOf(lineage::toJson(*ways));
    if (ways->shortest < 0) {
        say(tr("No data flows from %1 to %2.").arg(from->name, to->name));
        return No;
    }
    if (context.json())
        return Done;
    QList<QStringList> rows;
    for (const lineage::Way &way : ways->ways)
        rows.append({QString::number(way.keys.size() - 1), way.names.join(u" > "_s)});
    printTable({tr("Steps"), tr("Way")}, rows);
    if (!ways->complete && ways->ways.size() < options.limit)
        say(tr("There may be more ways, in circles too many to try; %1 are of the shortest length, "
               "%2 steps. Ask for the ways to one of the things between.")
                .arg(ways->shortestCount, 0, 'g', 6)
                .arg(ways->shortest));
    else if (!ways->complete)
        say(tr("There are more ways; %1 of the shortest length, %2 steps. --limit shows more.")
                .arg(ways->shortestCount, 0, 'g', 6)
                .arg(ways->shortest));
    return Done;
}

int survey(Context &context, const SurveyOptions &options)
{
    const auto level = levelOf(options.level);
    const auto atLeast = mesh::fromText<mesh::Classification>(options.atLeast);
    if (!level)
        return fail(level.error());
    if (!atLeast)
        return fail(
            {Error::Kind::Usage,
             tr("A class is public, internal, confidential or restricted: %1").arg(options.atLeast),
             {}});
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto graph = lineage::Graph::build(*reader);
    if (!graph)
        return fail(graph.error());
    if (options.what == u"unread" || options.what == u"unsourced") {
        const lineage::Ends ends = options.what == u"unread"
                                       ? lineage::withoutConsumer(**graph, *level, options.limit)
                                       : lineage::withoutSource(**graph, *level, options.limit);
        context.json() ? printJsonOf(lineage::toJson(ends)) : printEnds(ends);
        return Done;
    }
    if (options.what == u"disagreements") {
        lineage::Disagreements all = lineage::edgeDisagreements(**graph, options.limit);
        if (const auto added = addStored(*reader, options.limit, all); !added)
            return fail(added.error());
        context.json() ? printJsonOf(lineage::toJson(all)) : printDisagreements(all);
        return Done;
    }
    lineage::ClassifiedOptions asked;
    asked.atLeast = *atLeast;
    asked.limit = options.limit;
    if (!options.key.isEmpty()) {
        const auto root = findInLineage(context, *reader, {*graph}, options.key);
        if (!root)
            return fail(root.error());
        asked.root = root->key;
    }
    const auto flow = lineage::classifiedFlow(**graph, asked);
    if (!flow)
        return fail(flow.error());
    context.json() ? printJsonOf(lineage::toJson(*flow)) : printClassified(*flow);
    return Done;
}

} // namespace meshlens::commands
