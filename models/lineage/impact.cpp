// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "models/mesh/identity.h"

#include <algorithm>
#include <numeric>

namespace meshlens::lineage {
namespace {

constexpr int anyDataset = -2; // of a product that changes as a whole

/// `column`: number of its lower-case name; -1: any.
bool covers(const Promise &promise, int dataset, int column)
{
    if (dataset != anyDataset && !promise.datasets.empty() &&
        std::find(promise.datasets.begin(), promise.datasets.end(), dataset) ==
            promise.datasets.end())
        return false;
    return column == -1 || promise.columns.empty() ||
           std::binary_search(promise.columns.begin(), promise.columns.end(), column);
}

/// Texts of what is met: a hundred thousand things share few ways and fewer owners, so each text is
/// made once and shared.
class ImpactTexts
{
public:
    explicit ImpactTexts(const Graph::Data &data)
        : m_data(data), m_keys(data.stateCount(Level::Column)), m_names(m_keys.size())
    {}

    void trace(const Walk &walked, State end, Impact &impact)
    {
        qsizetype steps = 0;
        for (State state = end; state >= 0; state = walked.cameFrom[state])
            ++steps;
        impact.path.resize(steps);
        impact.pathNames.reserve(steps);
        for (State state = end; state >= 0; state = walked.cameFrom[state]) {
            impact.path[--steps] = key(state);
            const QString &name = this->name(state);
            if (impact.pathNames.isEmpty() || impact.pathNames.last() != name)
                impact.pathNames.append(name);
        }
        std::reverse(impact.pathNames.begin(), impact.pathNames.end());
    }

    /// What `node()` of the graph says of a place, without what an impact has no room for.
    Impact impactOn(int place, State state)
    {
        Impact impact;
        const auto products = static_cast<int>(m_data.products.size());
        if (place < products) {
            const store::ProductRow &product = m_data.products[place];
            impact.key = impact.product = product.key;
            impact.kind = mesh::Kind::Product;
            impact.name = product.name;
            impact.domain = product.domain;
            impact.domainName = product.domainName;
            impact.owners = product.ownerNames;
            impact.ownerKeys = product.owners;
            impact.score = product.score;
            return impact;
        }
        const DatasetRow &facts = m_data.datasets[place - products]; // of no product
        impact.key =
            m_data.columnOf(state) < 0 ? key(state) : m_data.datasetKeys.text(place - products);
        impact.name = m_data.datasetNames.text(place - products);
        impact.ownerKeys = m_data.ownerSets.value(facts.owners);
        impact.owners = ownersOf(facts.owners, impact.ownerKeys);
        if (facts.domain >= 0) {
            impact.domain = m_data.domains[facts.domain].key;
            impact.domainName = m_data.domains[facts.domain].name;
        }
        return impact;
    }

private:
    const QString &key(State state)
    {
        QString &text = m_keys[state];
        if (text.isEmpty())
            text = keyOf(m_data, state, Level::Column);
        return text;
    }
    const QString &name(State state)
    {
        QString &text = m_names[state];
        if (text.isEmpty())
            text = shownName(m_data, state, Level::Column);
        return text;
    }
    QStringList ownersOf(int set, const QStringList &keys)
    {
        const auto known = m_owners.constFind(set);
        return known != m_owners.constEnd() ? *known
                                            : *m_owners.insert(set, m_data.ownerNames(keys));
    }

    const Graph::Data &m_data;
    std::vector<QString> m_keys; // of each state
    std::vector<QString> m_names;
    QHash<int, QStringList> m_owners; // names of the owners in a set
};

std::span<const Promise> promisesOf(const Graph::Data &data, int place)
{
    const auto products = static_cast<int>(data.products.size());
    if (place < products)
        return data.promises[place];
    const auto found = data.promisesOfDatasets.constFind(place - products);
    return found == data.promisesOfDatasets.constEnd() ? std::span<const Promise>() : *found;
}

/// What covers() takes. -2: a name that no contract gives.
int promisedName(const Graph::Data &data, const QString &column)
{
    if (column.isEmpty())
        return -1;
    const int lower = data.columnNames.find(column.toLower());
    return lower < 0 ? -2 : lower;
}

/// Products that put out no dataset, by the datasets that their ports read. No walk meets those.
QHash<int, std::vector<int>> readersWithoutOutputs(const Graph::Data &data)
{
    QHash<int, std::vector<int>> readers;
    for (int product = 0; product < data.products.size(); ++product) {
        if (!data.outputsOf[product].empty())
            continue;
        for (const QString &key : data.products[product].inputs) {
            if (const int dataset = data.datasetKeys.find(key); dataset >= 0)
                readers[data.standingFor(dataset)].push_back(product);
        }
    }
    return readers;
}

/// A product that reads what is touched; what it makes of it nobody knows, so perhaps all.
void touchAll(const Graph::Data &data, int product, Impact &impact)
{
    for (const Promise &promise : promisesOf(data, product)) {
        if (!impact.contracts.contains(promise.name))
            impact.contracts.append(promise.name);
    }
    impact.contractBreaks = !impact.contracts.isEmpty();
}

/// Notes what is touched of one dataset. `columns` empty: perhaps all of it.
void touch(const Graph::Data &data, int place, State state, Impact &impact)
{
    int column = -1;
    if (data.columnOf(state) >= 0) {
        const QString name = data.columnText(data.columnOf(state));
        if (!impact.columns.contains(name))
            impact.columns.append(name);
        column = promisedName(data, name);
    }
    for (const Promise &promise : promisesOf(data, place)) {
        if (covers(promise, data.datasetOf(state), column) &&
            !impact.contracts.contains(promise.name))
            impact.contracts.append(promise.name);
    }
    impact.contractBreaks = !impact.contracts.isEmpty();
}

} // namespace

Result<QList<Impact>> impact(const Graph &graph, const QString &root, const QString &column)
{
    const Graph::Data &data = graph.data();
    const QString asked = column.isEmpty() ? root : mesh::columnKey(thingOf(root), column);
    const auto starts = startsOf(data, asked, Level::Column);
    if (!starts)
        return starts.error();
    const Walk walked = walk(data, Level::Column, *starts, Direction::Down, std::nullopt);

    QSet<int> own; // the thing itself is not downstream of itself
    for (const State start : *starts) {
        for (const int place : data.places(data.datasetOf(start), Level::Product))
            own.insert(place);
    }
    std::vector<Impact> found; // nearest first, as the walk is
    std::vector<int> known(data.products.size() + data.datasets.size(), -1);
    ImpactTexts texts(data);
    const auto meet = [&](int place, State state) {
        if (own.contains(place))
            return;
        if (known[place] < 0) {
            known[place] = static_cast<int>(found.size());
            found.push_back(texts.impactOn(place, state));
            found.back().distance = walked.distances[state];
            texts.trace(walked, state, found.back());
        }
        touch(data, place, state, found[known[place]]);
    };
    const auto meetReader = [&](int product, State state) {
        if (known[product] >= 0)
            return;
        known[product] = static_cast<int>(found.size());
        Impact &reader = found.emplace_back(texts.impactOn(product, state));
        texts.trace(walked, state, reader);
        reader.distance = walked.distances[state] + 1;
        reader.path.append(reader.key);
        reader.pathNames.append(reader.name);
        touchAll(data, product, reader);
    };
    const QHash<int, std::vector<int>> readers = readersWithoutOutputs(data);
    for (const State state : walked.order) {
        const int dataset = data.datasetOf(state);
        const auto products = data.productsOf(dataset);
        if (const auto reading = readers.constFind(dataset); reading != readers.constEnd()) {
            for (const int product : *reading)
                meetReader(product, state);
        }
        for (const int product : products)
            meet(product, state);
        if (products.empty())
            meet(data.datasetPlace(dataset), state);
    }
    // Numbers are sorted, not the impacts: those are large.
    std::vector<int> order(found.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int left, int right) {
        const Impact &a = found[left];
        const Impact &b = found[right];
        return a.distance != b.distance ? a.distance < b.distance : a.name < b.name;
    });
    QList<Impact> impacts;
    impacts.reserve(static_cast<qsizetype>(found.size()));
    for (const int number : order)
        impacts.append(std::move(found[number]));
    return impacts;
}

Result<QList<OwnContract>> ownContracts(const Graph &graph, const QString &root,
                                        const QString &column)
{
    const Graph::Data &data = graph.data();
    const QString thing = thingOf(root);
    const int name = promisedName(data, column.isEmpty() ? columnPart(root) : column);
    QList<OwnContract> own;
    const auto take = [&](int place, int dataset) {
        const Node holder = data.node(place, Level::Product);
        for (const Promise &promise : promisesOf(data, place)) {
            const bool known = std::ranges::any_of(own, [&](const OwnContract &one) {
                return one.key == holder.key && one.name == promise.name;
            });
            if (!known && covers(promise, dataset, name))
                own.append({promise.name, holder.key, holder.name});
        }
    };
    const auto datasets = datasetsOf(data, thing);
    if (!datasets)
        return datasets.error();
    if (data.datasetKeys.find(thing) >= 0) {
        for (const int place : data.places(datasets->front(), Level::Product))
            take(place, datasets->front());
    } else if (const int product = data.productNumbers.value(thing, -1); product >= 0) {
        take(product, anyDataset);
    }
    return own;
}

} // namespace meshlens::lineage
