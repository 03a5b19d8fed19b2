// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/picture.h"
#include "models/lineage/export.h"
#include "models/lineage/graph.h"
#include "models/lineage/layout.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

/// What lineage can be drawn around.
const QList<mesh::Kind> graphKinds{mesh::Kind::Domain, mesh::Kind::Product, mesh::Kind::Dataset,
                                   mesh::Kind::Column};

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
    if (graph.truncated)
        say(tr("%1 %2 are not shown. %3")
                .arg(graph.truncated->why)
                .arg(graph.truncated->hidden)
                .arg(graph.truncated->how));
}

/// Error NotFound: neither the dataset nor an output of the product has such a column.
Result<void> hasColumn(const store::Reader &reader, const store::ThingRef &thing,
                       const QString &column)
{
    QList<mesh::Column> columns;
    if (thing.kind == mesh::Kind::Product) {
        const auto datasets = reader.outputDatasets(thing.key);
        if (!datasets)
            return datasets.error();
        for (const mesh::Dataset &dataset : *datasets)
            columns += dataset.columns;
    } else {
        const auto dataset = reader.dataset(thing.key.section(u'#', 0, 0));
        if (!dataset)
            return dataset.error();
        columns = dataset->thing.columns;
    }
    const bool known =
        std::any_of(columns.begin(), columns.end(), [&column](const mesh::Column &one) {
            return one.name.compare(column, Qt::CaseInsensitive) == 0;
        });
    if (known)
        return {};
    return Error{Error::Kind::NotFound, tr("%1 has no column %2.").arg(thing.name, column), {}};
}

int deliverGraph(Context &context, const lineage::Subgraph &graph, const LineageOptions &options)
{
    // With a file to write, --json is about what is said of it.
    const QString format = context.json() && options.out.isEmpty() ? u"json"_s : options.format;
    if (graph.truncated)
        say(tr("%1 %2 are not shown. %3")
                .arg(graph.truncated->why)
                .arg(graph.truncated->hidden)
                .arg(graph.truncated->how));
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
        return drawGraph(graph, format, options.out);
    if (format.isEmpty() || format == u"json")
        return deliver(QByteArray::fromStdString(lineage::toJson(graph).dump(2) + "\n"),
                       options.out);
    return fail({Error::Kind::Usage, tr("This format is not known: %1").arg(format), {}});
}

/// The graph, and with `--out` and `--json` a word on it.
int deliverAndTell(Context &context, const lineage::Subgraph &graph, const LineageOptions &options)
{
    const int code = deliverGraph(context, graph, options);
    if (code == Done && context.json() && !options.out.isEmpty())
        printJson({{"out", json(options.out)},
                   {"nodes", graph.nodes.size()},
                   {"edges", graph.edges.size()}});
    return code;
}

int deliverDifference(Context &context, const store::Reader &reader, const QString &root,
                      std::int64_t sinceMs, const lineage::WalkOptions &walk,
                      const LineageOptions &options)
{
    const auto before = lineage::Graph::build(reader, sinceMs);
    const auto after = lineage::Graph::build(reader);
    if (!before || !after)
        return fail(before ? after.error() : before.error());
    const auto difference = lineage::difference(**before, **after, root, walk);
    if (!difference)
        return fail(difference.error());
    if (context.json() || options.format == u"json")
        return deliver(QByteArray::fromStdString(lineage::toJson(*difference).dump(2) + "\n"),
                       options.out);
    for (const lineage::Edge &edge : difference->came)
        printLine(u"+ %1 -> %2"_s.arg(edge.from, edge.to));
    for (const lineage::Edge &edge : difference->went)
        printLine(u"- %1 -> %2"_s.arg(edge.from, edge.to));
    if (difference->came.isEmpty() && difference->went.isEmpty())
        say(tr("Nothing came or went since then."));
    return Done;
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
    auto root = findThing(context, *reader, options.key, graphKinds);
    // What has gone since is no longer in the index, but its key still names it then.
    if (!root && root.error().kind == Error::Kind::NotFound && (*at || *since))
        root = store::ThingRef{options.key, mesh::Kind::Dataset, options.key, {}};
    if (!root)
        return fail(root.error());
    if (*since)
        return deliverDifference(context, *reader, root->key, **since, *walk, options);

    const auto graph = lineage::Graph::build(*reader, *at);
    if (!graph)
        return fail(graph.error());
    if (!options.to.isEmpty()) {
        const auto target = findThing(context, *reader, options.to, graphKinds);
        if (!target)
            return fail(target.error());
        const auto ways = lineage::paths(**graph, root->key, target->key, walk->level);
        if (!ways)
            return fail(ways.error());
        if (ways->nodes.isEmpty()) {
            say(tr("No data flows from %1 to %2.").arg(root->name, target->name));
            if (context.json())
                printJson(Json::parse(lineage::toJson(*ways).dump()));
            return No;
        }
        return deliverAndTell(context, *ways, options);
    }
    const auto around = lineage::neighbourhood(**graph, root->key, *walk);
    if (!around)
        return fail(around.error());
    return deliverAndTell(context, *around, options);
}

int impact(Context &context, const QString &key, const QString &column, const QString &by)
{
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto root = findThing(context, *reader, key,
                                {mesh::Kind::Product, mesh::Kind::Dataset, mesh::Kind::Column});
    if (!root)
        return fail(root.error());
    const auto graph = lineage::Graph::build(*reader);
    if (!graph)
        return fail(graph.error());
    if (!column.isEmpty()) {
        const auto known = hasColumn(*reader, *root, column);
        if (!known)
            return fail(known.error());
    }
    if (!by.isEmpty()) {
        const auto report = lineage::impactReport(**graph, root->key, column);
        return report ? impactBy(context, *report, by) : fail(report.error());
    }
    const auto impacts = lineage::impact(**graph, root->key, column);
    if (!impacts)
        return fail(impacts.error());
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
