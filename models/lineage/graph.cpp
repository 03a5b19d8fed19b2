// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph.h"

#include "models/lineage/graph_data.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Lineage)
};

/// Places with their distance from the root, negative upstream.
struct Places {
    std::vector<int> order; // nearest first
    QHash<int, int> distances;

    void meet(int place, int distance)
    {
        const auto known = distances.find(place);
        if (known == distances.end()) {
            distances.insert(place, distance);
            order.push_back(place);
        } else if (std::abs(distance) < std::abs(*known)) {
            *known = distance;
        }
    }
    void sort()
    {
        std::stable_sort(order.begin(), order.end(), [this](int left, int right) {
            return std::abs(distances.value(left)) < std::abs(distances.value(right));
        });
    }
};

/// The subgraph of some places, with the edges between them.
class Cutting
{
public:
    Cutting(const Graph::Data &data, Level level) : m_data(data), m_level(level) {}

    void add(const std::vector<int> &order, const QHash<int, int> &distances)
    {
        for (const int place : order) {
            m_kept.insert(place, static_cast<int>(result.nodes.size()));
            Node node = m_data.node(place, m_level);
            node.distance = distances.value(place);
            result.nodes.append(std::move(node));
        }
    }

    /// Edges between all that was added, of the level; column edges where `wanted` says so.
    void connect(bool placeEdges, const std::function<bool(int dataset, int column)> &wanted)
    {
        const Links &links = m_data.links(m_level);
        for (auto place = m_kept.constBegin(); place != m_kept.constEnd(); ++place)
            m_ordered.append(place.key());
        std::sort(m_ordered.begin(), m_ordered.end(),
                  [this](int left, int right) { return m_kept.value(left) < m_kept.value(right); });
        for (const int place : m_ordered) {
            Node &from = result.nodes[m_kept.value(place)];
            for (const int number : links.out[place]) {
                const auto to = m_kept.constFind(links.all[number].to);
                if (to == m_kept.constEnd()) {
                    ++from.hiddenDown;
                    continue;
                }
                if (wanted && addColumnEdges(number, from, result.nodes[*to], wanted))
                    continue;
                if (placeEdges || m_data.columnEdges[number].empty())
                    result.edges.append(edgeOf(links.all[number], from, result.nodes[*to]));
            }
            for (const int number : links.in[place])
                from.hiddenUp += m_kept.contains(links.all[number].from) ? 0 : 1;
        }
    }

    /// Column edges beside the dataset edges.
    void addColumns()
    {
        const auto all = [](int, int) { return true; };
        for (const int place : std::as_const(m_ordered)) {
            Node &from = result.nodes[m_kept.value(place)];
            for (const int number : m_data.datasetLinks.out[place]) {
                const auto to = m_kept.constFind(m_data.datasetLinks.all[number].to);
                if (to != m_kept.constEnd())
                    (void)addColumnEdges(number, from, result.nodes[*to], all);
            }
        }
    }

    Subgraph result;

private:
    Edge edgeOf(const Link &link, const Node &from, const Node &to) const
    {
        Edge edge;
        edge.from = from.key;
        edge.to = to.key;
        edge.level = m_level == Level::Column ? Level::Dataset : m_level;
        for (const int job : link.jobs)
            edge.via.append(m_data.jobs.text(job));
        edge.sources = m_data.sourceSets[link.sources];
        edge.declared = link.declared;
        edge.crossesCatalogs = crosses(from, to);
        edge.count = link.count;
        edge.firstSeenMs = link.firstSeenMs;
        edge.lastSeenMs = link.lastSeenMs;
        return edge;
    }

    bool addColumnEdges(int link, Node &from, Node &to, const std::function<bool(int, int)> &wanted)
    {
        const std::vector<ColumnEdge> &columns = m_data.columnEdges[link];
        const Link &between = m_data.datasetLinks.all[link];
        for (const ColumnEdge &column : columns) {
            if (!wanted(between.from, column.fromColumn) || !wanted(between.to, column.toColumn))
                continue;
            Edge edge = edgeOf(between, from, to);
            edge.level = Level::Column;
            edge.fromColumn = m_data.columns.text(column.fromColumn);
            note(from, edge.fromColumn);
            if (column.toColumn >= 0) {
                edge.toColumn = m_data.columns.text(column.toColumn);
                note(to, edge.toColumn);
            }
            edge.via = column.job < 0 ? QStringList() : QStringList{m_data.jobs.text(column.job)};
            edge.sources = m_data.sourceSets[column.sources];
            edge.declared = column.declared;
            edge.count = 1;
            edge.firstSeenMs = column.firstSeenMs;
            edge.lastSeenMs = column.lastSeenMs;
            result.edges.append(std::move(edge));
        }
        return !columns.empty();
    }

    static void note(Node &node, const QString &column)
    {
        if (!node.columns.contains(column))
            node.columns.append(column);
    }

    static bool crosses(const Node &from, const Node &to)
    {
        if (from.catalogs.isEmpty() || to.catalogs.isEmpty())
            return false;
        return std::none_of(from.catalogs.begin(), from.catalogs.end(),
                            [&](const QString &catalog) { return to.catalogs.contains(catalog); });
    }

    const Graph::Data &m_data;
    const Level m_level;
    QHash<int, int> m_kept;
    QList<int> m_ordered;
};

int placeOf(State state, Level level)
{
    return level == Level::Column ? datasetOf(state) : static_cast<int>(state);
}

void limit(Places &places, int most, Subgraph &result)
{
    const auto total = static_cast<qint64>(places.order.size());
    if (total <= most)
        return;
    places.order.resize(static_cast<std::size_t>(std::max(1, most)));
    result.truncated = Truncation{Text::tr("Only the nearest %n are shown.", nullptr, most),
                                  total - static_cast<qint64>(places.order.size())};
}

/// Everything of the level, the most connected first.
Places everything(const Graph::Data &data, Level level)
{
    const Links &links = data.links(level);
    const auto degree = [&](int place) { return links.out[place].size() + links.in[place].size(); };
    Places places;
    for (int place = 0; place < static_cast<int>(links.out.size()); ++place) {
        if (degree(place) > 0 || level == Level::Domain || place < data.products.size())
            places.meet(place, 0);
    }
    std::stable_sort(places.order.begin(), places.order.end(),
                     [&](int left, int right) { return degree(left) > degree(right); });
    return places;
}

/// A thing that the graph knows but no place of this level stands for.
Subgraph alone(const Graph::Data &data, const QString &root, Level level)
{
    Subgraph result;
    result.level = level;
    const QString key = thingOf(root);
    if (const int dataset = data.datasetNumbers.value(key, -1); dataset >= 0)
        result.nodes.append(data.node(dataset, Level::Dataset));
    else if (const int product = data.productNumbers.value(key, -1); product >= 0)
        result.nodes.append(data.node(product, Level::Product));
    else
        result.nodes.append(data.node(data.domainNumbers.value(key), Level::Domain));
    result.root = result.nodes.first().key;
    result.rootColumn = columnPart(root);
    return result;
}

} // namespace

QString toText(Level level)
{
    static const QStringList words{u"domain"_s, u"product"_s, u"dataset"_s, u"column"_s};
    return words[static_cast<int>(level)];
}

std::optional<Level> levelFromText(QStringView text)
{
    for (const Level level : {Level::Domain, Level::Product, Level::Dataset, Level::Column}) {
        if (text.compare(toText(level), Qt::CaseInsensitive) == 0)
            return level;
    }
    return std::nullopt;
}

Graph::Graph(std::unique_ptr<const Data> data) : m_data(std::move(data)) {}
Graph::~Graph() = default;

qint64 Graph::datasets() const
{
    return m_data->datasets.size();
}

qint64 Graph::edges() const
{
    return m_data->edgeCount;
}

QStringList Graph::Data::ownerNames(const QStringList &parties) const
{
    QStringList names;
    for (const QString &party : parties)
        names.append(partyNames.value(party, party.section(u"://"_s, 1)));
    return names;
}

Node Graph::Data::node(int place, Level level) const
{
    Node node;
    if (level == Level::Domain) {
        const mesh::Domain &domain = domains[place];
        node.key = node.domain = domain.key;
        node.kind = mesh::Kind::Domain;
        node.name = node.domainName = domain.name;
        node.owners = ownerNames(domain.owners);
        node.products = productsIn[place];
        return node;
    }
    if (level == Level::Product && place < products.size()) {
        const store::ProductRow &product = products[place];
        node.key = product.key;
        node.kind = mesh::Kind::Product;
        node.name = product.name;
        node.type = product.type;
        node.product = product.key;
        node.domain = product.domain;
        node.domainName = product.domainName;
        node.owners = product.ownerNames;
        node.catalogs = product.catalogs;
        node.score = product.score;
        return node;
    }
    const int dataset = level == Level::Product ? place - static_cast<int>(products.size()) : place;
    const DatasetFacts &facts = datasets[dataset];
    node.key = facts.key;
    node.name = facts.name;
    node.qualifiedName = facts.qualifiedName;
    node.type = facts.type;
    node.catalogs = facts.catalogs;
    node.referenced = facts.referenced;
    node.owners = ownerNames(facts.owners);
    if (domainOf[dataset] >= 0) {
        node.domain = domains[domainOf[dataset]].key;
        node.domainName = domains[domainOf[dataset]].name;
    }
    if (!productsOf[dataset].empty()) {
        const store::ProductRow &product = products[productsOf[dataset].front()];
        node.product = product.key;
        node.score = product.score;
        if (node.owners.isEmpty())
            node.owners = product.ownerNames;
    }
    return node;
}

Result<Subgraph> neighbourhood(const Graph &graph, const QString &root, const WalkOptions &options)
{
    const Graph::Data &data = graph.data();
    const bool whole =
        root.isEmpty() && (options.level == Level::Domain || options.level == Level::Product);
    Cutting cutting(data, options.level);
    Subgraph &result = cutting.result;
    result.level = options.level;
    Places places;
    QSet<State> states;
    if (whole) {
        places = everything(data, options.level);
    } else {
        const auto starts = startsOf(data, root, options.level);
        if (!starts)
            return starts.error();
        if (starts->empty())
            return alone(data, root, options.level);
        const Walk up = walk(data, options.level, *starts, Direction::Up, options.up);
        const Walk down = walk(data, options.level, *starts, Direction::Down, options.down);
        for (const State state : down.order)
            places.meet(placeOf(state, options.level), down.distances.value(state));
        for (const State state : up.order)
            places.meet(placeOf(state, options.level), -up.distances.value(state));
        places.sort();
        states = QSet<State>(down.order.begin(), down.order.end());
        states.unite(QSet<State>(up.order.begin(), up.order.end()));
    }
    limit(places, options.maxNodes, result);
    cutting.add(places.order, places.distances);
    if (options.level == Level::Column) {
        cutting.connect(false, [&](int dataset, int column) {
            return states.contains(columnState(dataset, column)) ||
                   states.contains(columnState(dataset, -1));
        });
    } else {
        cutting.connect(true, {});
        if (options.withColumns && options.level == Level::Dataset)
            cutting.addColumns();
    }
    std::stable_sort(result.nodes.begin(), result.nodes.end(),
                     [](const Node &left, const Node &right) {
                         if (std::abs(left.distance) != std::abs(right.distance))
                             return std::abs(left.distance) < std::abs(right.distance);
                         return left.name < right.name;
                     });
    if (!whole) {
        const QString key = thingOf(root);
        const bool shown = std::any_of(result.nodes.begin(), result.nodes.end(),
                                       [&](const Node &node) { return node.key == key; });
        result.root = shown ? key : result.nodes.first().key;
        result.rootColumn = columnPart(root);
    }
    return std::move(result);
}

Result<Subgraph> paths(const Graph &graph, const QString &from, const QString &to, Level level)
{
    const Graph::Data &data = graph.data();
    const auto starts = startsOf(data, from, level);
    if (!starts)
        return starts.error();
    const auto ends = startsOf(data, to, level);
    if (!ends)
        return ends.error();
    const Walk there = walk(data, level, *starts, Direction::Down, std::nullopt);
    const Walk back = walk(data, level, *ends, Direction::Up, std::nullopt);
    int shortest = -1;
    for (const State end : *ends) {
        const auto distance = there.distances.constFind(end);
        if (distance != there.distances.constEnd() && (shortest < 0 || *distance < shortest))
            shortest = *distance;
    }
    Cutting cutting(data, level);
    cutting.result.level = level;
    cutting.result.root = thingOf(from);
    cutting.result.rootColumn = columnPart(from);
    if (shortest < 0)
        return std::move(cutting.result);
    Places places;
    QHash<State, int> onPath;
    for (const State state : there.order) {
        const auto rest = back.distances.constFind(state);
        const int distance = there.distances.value(state);
        if (rest != back.distances.constEnd() && distance + *rest == shortest) {
            onPath.insert(state, distance);
            places.meet(placeOf(state, level), distance);
        }
    }
    places.sort();
    cutting.add(places.order, places.distances);
    cutting.connect(level != Level::Column,
                    level == Level::Column
                        ? std::function<bool(int, int)>([&](int dataset, int column) {
                              return onPath.contains(columnState(dataset, column)) ||
                                     onPath.contains(columnState(dataset, -1));
                          })
                        : std::function<bool(int, int)>());
    // Only the edges of shortest ways: each goes one step on.
    cutting.result.edges.removeIf([&](const Edge &edge) {
        const auto distance = [&](const QString &key) {
            for (const Node &node : std::as_const(cutting.result.nodes)) {
                if (node.key == key)
                    return node.distance;
            }
            return -1;
        };
        return distance(edge.to) != distance(edge.from) + 1;
    });
    return std::move(cutting.result);
}

Result<QList<Node>> consumers(const Graph &graph, const QString &root)
{
    WalkOptions options;
    options.level = Level::Product;
    options.up = 0;
    options.down = 1;
    auto around = neighbourhood(graph, root, options);
    if (!around)
        return std::move(around).error();
    around->nodes.removeIf([](const Node &node) { return node.distance == 0; });
    return around->nodes;
}

} // namespace meshlens::lineage
