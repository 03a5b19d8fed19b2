// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/lineage_query.h"

#include "models/lineage/graph_data.h"
#include "ui/parts/badges.h"

#include <QCoreApplication>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

constexpr int mostColumnsRead = 80;  // datasets whose columns are looked up for their marks
constexpr int mostFolded = 30'000;   // nodes that may stand inside domains and schemas
constexpr qsizetype draftFrom = 400; // nodes; smaller graphs are laid out well at once
constexpr qsizetype mostPast = 3;    // graphs of other moments that are kept

const QStringList questionWords{u"around"_s,      u"ways"_s,      u"classified"_s,
                                u"no-consumer"_s, u"no-source"_s, u"disagreements"_s};

void readColumns(const store::Reader &reader, const lineage::Subgraph &graph,
                 const DrawingOptions &options, GraphExtras &extras,
                 const std::function<bool()> &cancelled)
{
    int read = 0;
    for (const lineage::Node &node : graph.nodes) {
        if (node.columns.isEmpty() || node.referenced)
            continue;
        const bool open = options.open.contains(node.key) != (graph.level == Level::Column);
        if (!open || ++read > mostColumnsRead || cancelled())
            continue;
        const auto dataset = reader.dataset(node.key);
        if (!dataset)
            continue;
        auto &columns = extras.columns[node.key];
        for (const mesh::Column &column : dataset->thing.columns)
            columns.insert(column.name, column);
        for (const QString &flowing : node.columns) { // lineage may spell it in other letters
            const auto same = std::ranges::find_if(columns, [&](const mesh::Column &column) {
                return column.name.compare(flowing, Qt::CaseInsensitive) == 0;
            });
            if (!columns.contains(flowing) && same != columns.end())
                columns.insert(flowing, mesh::Column(*same));
        }
        extras.columnCounts.insert(node.key, static_cast<int>(dataset->thing.columns.size()));
    }
}

/// Domains are known to the catalogs of their products; a link crosses where none knows both ends.
void markDomains(lineage::Subgraph &graph, const GraphExtras &extras)
{
    for (lineage::Node &node : graph.nodes)
        node.catalogs = extras.domains.value(node.key).catalogs;
    for (lineage::Edge &edge : graph.edges) {
        const QStringList from = extras.domains.value(edge.from).catalogs;
        const QStringList to = extras.domains.value(edge.to).catalogs;
        const bool shared =
            std::ranges::any_of(from, [&](const QString &catalog) { return to.contains(catalog); });
        if (!from.isEmpty() && !to.isEmpty() && !shared)
            edge.crossesCatalogs = true;
    }
}

void nameRoot(const lineage::Graph &graph, LineageAnswer &answer)
{
    if (const auto node = graph.find(lineage::thingOf(answer.wish.root))) {
        answer.rootName = node->name;
        answer.rootKind = node->kind;
    }
}

/// The graph as it was at a moment, kept for the next wish.
Result<std::shared_ptr<const lineage::Graph>> moment(const store::Reader &reader, qint64 atMs,
                                                     PastGraphs &past,
                                                     const std::function<bool()> &cancelled)
{
    if (const auto known = past.value(atMs))
        return known;
    auto built = lineage::Graph::build(reader, atMs, cancelled);
    if (!built)
        return std::move(built).error();
    if (past.size() >= mostPast)
        past.clear();
    past.insert(atMs, *built);
    return *built;
}

void noteChanges(const lineage::Diff &diff, LineageAnswer &result)
{
    for (const QString &key : diff.nodesCame)
        result.extras.nodeChanges.insert(key, Change::Came);
    for (const QString &key : diff.nodesWent)
        result.extras.nodeChanges.insert(key, Change::Went);
    for (const lineage::Edge &edge : diff.came)
        result.extras.edgeChanges.insert(changeId(edge), Change::Came);
    for (const lineage::Edge &edge : diff.went)
        result.extras.edgeChanges.insert(changeId(edge), Change::Went);
    // A link that is drawn as one counts as one, however many of its columns changed.
    const auto drawn = [&](const QList<lineage::Edge> &edges) {
        QSet<std::pair<QString, QString>> links;
        for (const lineage::Edge &edge : edges) {
            if (edge.level != Level::Column || diff.both.level == Level::Column)
                links.insert({edge.from, edge.to});
        }
        return links.size();
    };
    result.notes +=
        QCoreApplication::translate("meshlens::ui::LineageQuery",
                                    "Links: %1 came, %2 went. Things: %3 came, %4 went.")
            .arg(drawn(diff.came))
            .arg(drawn(diff.went))
            .arg(diff.nodesCame.size())
            .arg(diff.nodesWent.size());
}

/// The part of the graph that the wish is about, before anything is folded or filtered.
Result<lineage::Subgraph> walked(const store::Reader &reader, const LineageWish &wish,
                                 const std::function<bool()> &cancelled, LineageAnswer &result)
{
    const lineage::Graph &graph = *result.source;
    if (wish.question != LineageQuestion::Around)
        return asked(graph, wish, result.notes);
    lineage::WalkOptions options;
    options.level = wish.level;
    options.up = wish.up;
    options.down = wish.down;
    options.withColumns = wish.level == Level::Dataset;
    options.maxNodes = wish.maxNodes;
    if (wish.sinceMs) {
        const auto before = moment(reader, *wish.sinceMs, result.past, cancelled);
        if (!before)
            return before.error();
        auto diff = lineage::difference(**before, graph, wish.root, options);
        if (!diff)
            return std::move(diff).error();
        noteChanges(*diff, result);
        return std::move(diff->both);
    }
    auto around = lineage::neighbourhood(graph, wish.root, options);
    if (!around)
        return around;
    for (const QString &key : wish.widened) {
        if (cancelled())
            return Error{Error::Kind::Cancelled, {}, {}};
        lineage::WalkOptions near = options;
        near.up = near.down = 1;
        // A thing that has gone since is no reason to show nothing.
        if (const auto more = lineage::neighbourhood(graph, key, near))
            unite(*around, *more);
    }
    return around;
}

/// To stay near to a drawing that knows few of the things would only spoil the new one.
bool knowsMost(const Drawing &before, const lineage::Subgraph &graph)
{
    const auto known = std::ranges::count_if(
        graph.nodes, [&](const lineage::Node &node) { return before.number(node.key) >= 0; });
    return known * 2 >= graph.nodes.size();
}

} // namespace

QString toText(LineageQuestion question)
{
    return questionWords.value(static_cast<int>(question));
}

LineageQuestion questionFromText(QStringView text)
{
    const auto at = questionWords.indexOf(text);
    return at < 0 ? LineageQuestion::Around : static_cast<LineageQuestion>(at);
}

/// Datasets of no product: all there is where catalogs know of tables only.
void countOthers(const lineage::Graph &graph, GraphExtras &extras)
{
    const lineage::Graph::Data &data = graph.data();
    std::vector<int> counts(static_cast<std::size_t>(data.domains.size()), 0);
    for (std::size_t i = 0; i < data.datasets.size(); ++i) {
        const int domain = data.datasets[i].domain;
        if (domain < 0 || data.productsStart[i] != data.productsStart[i + 1])
            continue;
        if (++counts[static_cast<std::size_t>(domain)] > 1)
            continue;
        DomainFacts &facts = extras.domains[data.domains[domain].key];
        const int catalogs = data.datasets[i].catalogs;
        if (facts.products == 0 && catalogs >= 0)
            facts.catalogs = data.catalogSets[catalogs];
    }
    for (qsizetype i = 0; i < data.domains.size(); ++i) {
        if (counts[static_cast<std::size_t>(i)] > 0)
            extras.domains[data.domains[i].key].datasets = counts[static_cast<std::size_t>(i)];
    }
}

GraphExtras extrasOf(const lineage::Graph &graph, const lineage::Subgraph &part, std::int64_t nowMs)
{
    GraphExtras extras;
    QHash<QString, double> sums;
    QHash<QString, mesh::Classification> products;
    for (const store::ProductRow &product : graph.data().products) {
        products.insert(product.key, product.classification);
        DomainFacts &facts = extras.domains[product.domain];
        ++facts.products;
        ++facts.grades[static_cast<int>(gradeOf(product.score.quality))];
        if (product.score.quality)
            sums[product.domain] += *product.score.quality;
        const auto state = freshnessBadge(product.score, nowMs).state();
        if (state != mesh::FreshnessState::Unknown) {
            ++facts.withObjective;
            facts.onTime += state == mesh::FreshnessState::OnTime ? 1 : 0;
        }
        for (const QString &catalog : product.catalogs) {
            if (!facts.catalogs.contains(catalog))
                facts.catalogs.append(catalog);
        }
    }
    countOthers(graph, extras);
    for (auto it = extras.domains.begin(); it != extras.domains.end(); ++it) {
        const int scored = it->products - it->grades[0];
        if (scored > 0)
            it->quality = sums.value(it.key()) / scored;
    }
    for (const lineage::Node &node : part.nodes) {
        if (!node.product.isEmpty())
            extras.classifications.insert(node.key, products.value(node.product));
    }
    return extras;
}

GraphExtras extrasWithColumns(const store::Reader &reader, const lineage::Graph &graph,
                              lineage::Subgraph &part, const DrawingOptions &options,
                              std::int64_t nowMs)
{
    GraphExtras extras = extrasOf(graph, part, nowMs);
    if (part.level == Level::Domain)
        markDomains(part, extras);
    readColumns(reader, part, options, extras, [] { return false; });
    return extras;
}

static qint64 outsideOfDomains(const lineage::Graph &graph)
{
    const lineage::Graph::Data &data = graph.data();
    qint64 count = 0;
    for (int dataset = 0; dataset < data.datasetCount(); ++dataset) {
        const bool flows =
            !data.datasetLinks.next(dataset).empty() || !data.datasetLinks.before(dataset).empty();
        count += data.datasets[dataset].domain < 0 && flows ? 1 : 0;
    }
    return count;
}

/// The graph of a wish: walked, filtered, and what is too much to be read folded.
static Result<void> shape(const store::Reader &reader, const LineageWish &wish,
                          const LineageMeans &means, const std::function<bool()> &cancelled,
                          LineageAnswer &result)
{
    result.notes.clear();
    result.folded.clear();
    result.schemas.clear();
    result.foldedIn = 0;
    auto around = walked(reader, wish, cancelled, result);
    if (!around)
        return std::move(around).error();
    if (cancelled())
        return Error{Error::Kind::Cancelled, {}, {}};
    const GraphExtras facts = extrasOf(*result.source, *around, means.nowMs);
    result.choices = choicesOf(*around, facts.classifications);
    auto kept = filtered(*around, wish.filter, facts.classifications, cancelled);
    if (!kept)
        return std::move(kept).error();
    result.filteredOut = kept->hidden;
    if (wish.foldsItself && wish.collapsed.isEmpty() && !wish.sinceMs)
        result.folded = domainsToFold(kept->graph);
    result.unfolded = kept->graph;
    const QSet<QString> closed = result.folded.isEmpty() ? wish.collapsed : result.folded;
    if (wish.foldsSchemas && !wish.sinceMs)
        result.schemas = schemasToFold(result.unfolded, closed, wish.opened);
    const QSet<QString> folded = result.folded + result.schemas;
    if (!folded.isEmpty())
        result.foldedIn =
            std::ranges::count_if(result.unfolded.nodes, [&](const lineage::Node &node) {
                return !stackOf(node, folded).isEmpty();
            });
    result.graph = collapsed(result.unfolded, closed + result.schemas);
    result.extras.domains = facts.domains;
    result.extras.classifications = facts.classifications;
    result.extras.through = kept->through;
    return {};
}

Result<LineageAnswer> answer(const store::Reader &reader, const LineageWish &wish,
                             const LineageMeans &means)
{
    const auto cancelled = [&] { return means.cancelled && means.cancelled(); };
    LineageAnswer result;
    result.wish = wish;
    result.past = means.past;
    result.noLineage = // ports alone tell of some as well
        means.now->edges() == 0 && means.now->data().productLinks.all.empty();
    auto then = wish.atMs ? moment(reader, *wish.atMs, result.past, cancelled) : means.now;
    if (!then)
        return std::move(then).error();
    result.source = *then;
    const lineage::Graph &graph = **then;
    result.productsAll = graph.products();
    nameRoot(graph, result);

    if (wish.level == Level::Domain && wish.root.isEmpty() &&
        wish.question == LineageQuestion::Around)
        result.outside = outsideOfDomains(graph);

    // What is folded may be much more than what can be drawn.
    LineageWish roomy = wish;
    if ((wish.foldsItself || wish.foldsSchemas) && !wish.sinceMs)
        roomy.maxNodes = std::max(wish.maxNodes, mostFolded);
    auto shaped = shape(reader, roomy, means, cancelled, result);
    if (shaped && roomy.maxNodes > wish.maxNodes && result.graph.nodes.size() > wish.maxNodes)
        shaped = shape(reader, wish, means, cancelled, result);
    if (!shaped)
        return shaped.error();
    if (const auto done = addStandings(reader, means, cancelled, result); !done)
        return done.error();
    if (wish.level == Level::Domain && wish.question == LineageQuestion::Around) {
        markDomains(result.graph, result.extras);
        result.unfolded = result.graph;
    }
    readColumns(reader, result.graph, wish.drawing, result.extras, cancelled);
    DrawingMeans how;
    if (means.before && means.before->folds == wish.drawing.folds &&
        knowsMost(*means.before, result.graph))
        how.before = means.before;
    how.draft = !how.before && result.graph.nodes.size() > draftFrom;
    result.draft = how.draft;
    auto drawing = draw(result.graph, result.extras, wish.drawing, cancelled, how);
    if (!drawing)
        return std::move(drawing).error();
    result.drawing = std::make_shared<Drawing>(std::move(*drawing));
    result.scene = std::make_shared<const GraphScene>(result.drawing, wish.drawing.unit,
                                                      result.draft ? GraphScene::Edges::Single
                                                                   : GraphScene::Edges::Bundled);
    return result;
}

Result<BetterDrawing> better(const LineageAnswer &draft, const std::function<bool()> &cancelled)
{
    auto drawing = draw(draft.graph, draft.extras, draft.wish.drawing, cancelled);
    if (!drawing)
        return std::move(drawing).error();
    BetterDrawing result;
    result.drawing = std::make_shared<Drawing>(std::move(*drawing));
    result.scene = std::make_shared<const GraphScene>(result.drawing, draft.wish.drawing.unit);
    return result;
}

} // namespace meshlens::ui
