// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/lineage_find.h"
#include "app/commands/picture.h"
#include "models/lineage/export.h"
#include "models/lineage/graph.h"
#include "models/lineage/layout.h"
#include "models/mesh/identity.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

/// Steps of `--up` and `--down`: a number, or `all`.
Result<std::optional<int>> steps(const QString &text)
{
    if (text == u"all")
        return std::optional<int>();
    bool number = false;
    const int count = text.toInt(&number);
    if (!number || count < 0)
        return Error{Error::Kind::Usage, tr("Steps are a number or all: %1").arg(text), {}};
    return std::optional<int>(count);
}

Result<std::optional<std::int64_t>> moment(const QString &text)
{
    if (text.isEmpty())
        return std::optional<std::int64_t>();
    const std::int64_t ms = fromRfc3339(text);
    if (ms < 0)
        return Error{Error::Kind::Usage,
                     tr("This is not a time (2026-03-12 or 2026-03-12T09:00:00Z): %1").arg(text),
                     {}};
    return std::optional<std::int64_t>(ms);
}

Result<lineage::WalkOptions> walkOptions(const LineageOptions &options)
{
    lineage::WalkOptions walk;
    const auto up = steps(options.up);
    const auto down = steps(options.down);
    const auto level = lineage::levelFromText(options.level);
    if (!up || !down)
        return up ? down.error() : up.error();
    if (!level)
        return Error{Error::Kind::Usage,
                     tr("A level is domain, product, dataset or column: %1").arg(options.level),
                     {}};
    walk.up = *up;
    walk.down = *down;
    walk.level = *level;
    walk.withColumns = options.columns || *level == lineage::Level::Column;
    walk.maxNodes = walk.up && walk.down ? 100'000 : 10'000'000; // `all` means all
    return walk;
}

int deliver(const QByteArray &content, const QString &out)
{
    if (out.isEmpty()) {
        std::fwrite(content.constData(), 1, std::size_t(content.size()), stdout);
        std::fflush(stdout);
        return Done;
    }
    const auto written = writeFile(out, content);
    return written ? int(Done) : fail(written.error());
}

void printTree(const lineage::Subgraph &graph)
{
    QHash<QString, QString> names;
    QList<QStringList> nodes;
    for (const lineage::Node &node : graph.nodes) {
        names.insert(node.key, node.name);
        nodes.append({QString::number(node.distance), node.name, mesh::toText(node.kind),
                      node.domainName, node.key});
    }
    printTable({tr("Step"), tr("Name"), tr("Kind"), tr("Domain"), tr("Key")}, nodes);
    QList<QStringList> edges;
    for (const lineage::Edge &edge : graph.edges) {
        const auto end = [&names](const QString &key, const QString &column) {
            const QString name = names.value(key, key);
            return column.isEmpty() ? name : name + u'.' + column;
        };
        edges.append({end(edge.from, edge.fromColumn), end(edge.to, edge.toColumn),
                      edge.declared ? tr("declared") : tr("seen"), edge.sources.join(u", "_s)});
    }
    if (!edges.isEmpty())
        printTable({tr("From"), tr("To"), tr("How"), tr("Catalogs")}, edges);
}

void sayCut(const std::optional<lineage::Truncation> &cut)
{
    if (cut)
        say(tr("%1 %2 are not shown. %3").arg(cut->why).arg(cut->hidden).arg(cut->how));
}

int deliverGraph(Context &context, const PartOf &source, const lineage::Subgraph &graph,
                 const LineageOptions &options)
{
    // With a file to write, --json is about what is said of it.
    const QString format = context.json() && options.out.isEmpty() ? u"json"_s : options.format;
    sayCut(graph.truncated);
    if (format.isEmpty() && options.out.isEmpty()) {
        printTree(graph);
        return Done;
    }
    if (format == u"csv")
        return deliver(lineage::toCsv(graph), options.out);
    if (format == u"dot")
        return deliver(lineage::toDot(graph), options.out);
    if (format == u"graphml")
        return deliver(lineage::toGraphMl(graph), options.out);
    if (format == u"openlineage")
        return deliver(lineage::toOpenLineage(graph, Clock::fromEnvironment().nowMs()),
                       options.out);
    if (format == u"svg" || format == u"png" || format == u"pdf")
        return drawGraph(source, graph, format, options.out);
    if (format.isEmpty() || format == u"json")
        return deliver(QByteArray::fromStdString(lineage::toJson(graph).dump(2) + "\n"),
                       options.out);
    return fail({Error::Kind::Usage, tr("This format is not known: %1").arg(format), {}});
}

/// The graph, and with `--out` and `--json` a word on it.
int deliverAndTell(Context &context, const PartOf &source, const lineage::Subgraph &graph,
                   const LineageOptions &options)
{
    const int code = deliverGraph(context, source, graph, options);
    if (code == Done && context.json() && !options.out.isEmpty())
        printJson({{"out", json(options.out)},
                   {"nodes", graph.nodes.size()},
                   {"edges", graph.edges.size()}});
    return code;
}

QString endOf(const QString &key, const QString &column)
{
    return column.isEmpty() ? key : mesh::columnKey(key, column);
}

QByteArray toText(const lineage::Diff &difference)
{
    QString text;
    for (const auto &[sign, edges] :
         {std::pair(u"+ "_s, &difference.came), {u"- "_s, &difference.went}}) {
        for (const lineage::Edge &edge : *edges)
            text += sign + endOf(edge.from, edge.fromColumn) + u" -> "_s +
                    endOf(edge.to, edge.toColumn) + u'\n';
    }
    return text.toUtf8();
}

int deliverDifference(Context &context, const lineage::Diff &difference,
                      const LineageOptions &options)
{
    const QString format = context.json() && options.out.isEmpty() ? u"json"_s : options.format;
    sayCut(difference.both.truncated);
    if (difference.came.isEmpty() && difference.went.isEmpty())
        say(tr("Nothing came or went in that time."));
    int code = Done;
    if (format == u"json" || (format.isEmpty() && context.json()))
        code = deliver(QByteArray::fromStdString(lineage::toJson(difference).dump(2) + "\n"),
                       options.out);
    else if (format == u"csv")
        code = deliver(lineage::toCsv(difference), options.out);
    else
        code = deliver(toText(difference), options.out);
    if (code == Done && context.json() && !options.out.isEmpty())
        printJson({{"out", json(options.out)},
                   {"came", difference.came.size()},
                   {"went", difference.went.size()}});
    return code;
}

/// What came and went from one time to another, or to now.
int compare(Context &context, const store::Reader &reader, std::int64_t sinceMs,
            std::optional<std::int64_t> atMs, const lineage::WalkOptions &walk,
            const LineageOptions &options)
{
    if (!options.to.isEmpty())
        return fail({Error::Kind::Usage, tr("--diff and --to do not go together."), {}});
    if (!options.format.isEmpty() && options.format != u"json" && options.format != u"csv")
        return fail({Error::Kind::Usage, tr("A difference is written as json or csv."), {}});
    const auto before = lineage::Graph::build(reader, sinceMs);
    const auto after = lineage::Graph::build(reader, atMs);
    if (!before || !after)
        return fail(before ? after.error() : before.error());
    const auto root = findInLineage(context, reader, {*after, *before}, options.key);
    if (!root)
        return fail(root.error());
    const auto difference = lineage::difference(**before, **after, root->key, walk);
    return difference ? deliverDifference(context, *difference, options) : fail(difference.error());
}

int deliverWays(Context &context, const store::Reader &reader,
                const std::shared_ptr<const lineage::Graph> &graph, bool ofNow,
                const store::ThingRef &root, const lineage::WalkOptions &walk,
                const LineageOptions &options)
{
    const auto target = findInLineage(context, reader, {graph}, options.to);
    if (!target)
        return fail(target.error());
    const auto level = walk.withColumns ? lineage::Level::Column : walk.level;
    const auto ways = lineage::paths(*graph, root.key, target->key, level);
    if (!ways)
        return fail(ways.error());
    if (!ways->nodes.isEmpty())
        return deliverAndTell(context, {reader, *graph, ofNow}, *ways, options);
    say(tr("No data flows from %1 to %2.").arg(root.name, target->name));
    if (context.json())
        printJson(Json::parse(lineage::toJson(*ways).dump()));
    return No;
}

} // namespace

int lineage(Context &context, const LineageOptions &options)
{
    const auto walk = walkOptions(options);
    const auto at = moment(options.at);
    const auto since = moment(options.diff);
    if (!walk || !at || !since)
        return fail(!walk ? walk.error() : !at ? at.error() : since.error());
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    if (*since)
        return compare(context, *reader, **since, *at, *walk, options);
    const auto graph = lineage::Graph::build(*reader, *at);
    if (!graph)
        return fail(graph.error());
    const auto root = findInLineage(context, *reader, {*graph}, options.key);
    if (!root)
        return fail(root.error());
    if (!options.to.isEmpty())
        return deliverWays(context, *reader, *graph, !*at, *root, *walk, options);
    const auto around = lineage::neighbourhood(**graph, root->key, *walk);
    return around ? deliverAndTell(context, {*reader, **graph, !*at}, *around, options)
                  : fail(around.error());
}

int impact(Context &context, const QString &key, const QString &asked, const QString &by)
{
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto graph = lineage::Graph::build(*reader);
    if (!graph)
        return fail(graph.error());
    const auto root = findInLineage(context, *reader, {*graph}, key);
    if (!root)
        return fail(root.error());
    QString column;
    if (!asked.isEmpty()) {
        const auto known = findColumn(*reader, **graph, *root, asked);
        if (!known)
            return fail(known.error());
        column = *known;
    }
    if (!by.isEmpty()) {
        const auto report = lineage::impactReport(**graph, root->key, column);
        return report ? impactBy(context, *report, by) : fail(report.error());
    }
    const auto impacts = lineage::impact(**graph, root->key, column);
    if (!impacts)
        return fail(impacts.error());
    const auto own = lineage::ownContracts(**graph, root->key, column);
    if (!own)
        return fail(own.error());
    // The document is a list of what is downstream, and has no place for more: `--by` has.
    for (const QString &line : inWords(*own))
        context.json() ? say(line) : printLine(line);
    if (context.json()) {
        printJson(Json::parse(lineage::toJson(*impacts).dump()));
        return Done;
    }
    QList<QStringList> rows;
    for (const lineage::Impact &impact : *impacts)
        rows.append({QString::number(impact.distance), impact.name, impact.domainName,
                     impact.owners.join(u", "_s), impact.contractBreaks ? tr("breaks") : QString(),
                     impact.pathNames.join(u" > "_s)});
    if (rows.isEmpty())
        say(tr("Nothing is made from %1.").arg(root->name));
    else
        printTable({tr("Step"), tr("Name"), tr("Domain"), tr("Owners"), tr("Contract"), tr("Path")},
                   rows);
    return Done;
}

int layout(const QString &in, const QString &out)
{
    QFile file(in);
    if (!file.open(QIODevice::ReadOnly))
        return fail(
            {Error::Kind::Usage, tr("%1 could not be read: %2").arg(in, file.errorString()), {}});
    const auto input = lineage::layoutInputFromJson(file.readAll());
    if (!input) {
        fail(input.error());
        return WrongUsage;
    }
    QElapsedTimer timer;
    timer.start();
    lineage::LayoutOptions options;
    options.groups = false; // as other tools that read such files: for few crossings alone
    const auto placed = lineage::layOut(*input, options);
    const double tookMs = double(timer.nsecsElapsed()) / 1e6;
    if (!placed)
        return fail(placed.error());
    const int delivered = deliver(lineage::toJson(*placed), out);
    if (delivered == Done)
        printLine(u"layout_ms=%1"_s.arg(tookMs, 0, 'f', 3));
    return delivered;
}

} // namespace meshlens::commands
