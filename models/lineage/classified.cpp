// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"

#include <algorithm>

/// Where classified data flows: one walk down over columns a class, the strictest first, from all
/// marked things at once; and one for what is personal. A marked thing that another one flows to is
/// reached like any other. A column that no edge names flows along the
/// links whose columns are not known. Nobody says what a step masks or sums up, so this is where
/// the data may be, not where it must be.
namespace meshlens::lineage {
namespace {

using mesh::Classification;

class Flow
{
public:
    Flow(const Graph::Data &data, const ClassifiedOptions &options)
        : m_data(data), m_options(options)
    {
        m_own.assign(static_cast<std::size_t>(data.columnCount()), Classification::Unknown);
        m_ownPersonal.assign(static_cast<std::size_t>(data.columnCount()), false);
        for (const Mark &mark : data.marks) {
            if (mark.column < 0)
                continue;
            m_own[mark.column] = std::max(m_own[mark.column], mark.classification);
            m_ownPersonal[mark.column] = m_ownPersonal[mark.column] || mark.personal;
        }
    }

    Result<ClassifiedFlow> run()
    {
        if (!m_options.root.isEmpty()) {
            const auto starts = startsOf(m_data, m_options.root, Level::Column);
            if (!starts)
                return starts.error();
            m_only = QSet<State>(starts->begin(), starts->end());
        }
        std::vector<Spread> walks;
        QSet<State> sources;
        const auto follow = [&](const std::vector<State> &starts) {
            for (const State start : starts)
                sources.insert(start);
            walks.push_back(spread(starts));
        };
        std::vector<Classification> classes;
        for (int one = static_cast<int>(Classification::Restricted);
             one >= std::max(1, static_cast<int>(m_options.atLeast)); --one) {
            classes.push_back(static_cast<Classification>(one));
            follow(sourcesOf(classes.back()));
        }
        if (m_options.personal)
            follow(personalSources());

        m_flow.sources = sources.size();
        for (State state = 0; state < m_data.stateCount(Level::Column); ++state) {
            const auto arrived =
                std::find_if(walks.begin(), walks.end(),
                             [&](const Spread &walked) { return walked.reaches(state); });
            if (arrived == walks.end())
                continue;
            const auto number = static_cast<std::size_t>(arrived - walks.begin());
            const bool personal = m_options.personal && walks.back().reaches(state);
            add(state, *arrived,
                number < classes.size() ? classes[number] : Classification::Unknown, personal);
        }
        finish();
        for (const Spread &walked : walks)
            addLinks(walked);
        std::sort(m_flow.links.begin(), m_flow.links.end());
        return std::move(m_flow);
    }

private:
    struct Spread {
        Walk walk;
        QHash<State, State> again; // starts that are reached as well, and from where

        [[nodiscard]] bool reaches(State state) const
        {
            return walk.distances[state] > 0 || again.contains(state);
        }
        [[nodiscard]] State before(State state) const // that is reached
        {
            return walk.distances[state] > 0 ? walk.cameFrom[state] : again.value(state);
        }
        [[nodiscard]] int distance(State state) const { return walk.distances[before(state)] + 1; }
        /// From where the data comes to what is reached, by the shortest way.
        [[nodiscard]] std::vector<State> way(State state) const
        {
            std::vector<State> found{state};
            for (State at = before(state); at >= 0; at = walk.cameFrom[at])
                found.push_back(at);
            std::reverse(found.begin(), found.end());
            return found;
        }
    };

    [[nodiscard]] Spread spread(const std::vector<State> &starts) const
    {
        Spread spread{walk(m_data, Level::Column, starts, Direction::Down, std::nullopt), {}};
        for (const State state : spread.walk.order) { // nearest first
            forEachNext(m_data, Level::Column, state, Direction::Down, [&](State next) {
                if (spread.walk.distances[next] == 0 && next != state &&
                    !spread.again.contains(next))
                    spread.again.insert(next, state);
            });
        }
        return spread;
    }

    /// Between the datasets of the stops and of their ways; of all sources where nothing is cut.
    void addLinks(const Spread &spread)
    {
        const bool cut = m_flow.total > m_flow.stops.size();
        for (const State state : spread.walk.order) {
            const int from = m_data.datasetOf(state);
            if (cut && !m_shown.contains(from))
                continue;
            forEachNext(m_data, Level::Column, state, Direction::Down, [&](State next) {
                const int to = m_data.datasetOf(next);
                if (to == from || (cut && !m_shown.contains(to)) || m_linked.contains({from, to}))
                    return;
                m_linked.insert({from, to});
                m_flow.links.append({m_data.datasetKeys.text(from), m_data.datasetKeys.text(to)});
            });
        }
    }

    /// The dataset's own class, else the strictest of its products.
    [[nodiscard]] Classification classOf(int dataset) const
    {
        Classification own = m_data.datasets[dataset].classification;
        if (own == Classification::Unknown) {
            for (const int product : m_data.productsOf(dataset))
                own = std::max(own, m_data.products[product].classification);
        }
        return own;
    }

    [[nodiscard]] bool isWanted(State state) const
    {
        return m_options.root.isEmpty() || m_only.contains(state) ||
               m_only.contains(m_data.stateOf(m_data.datasetOf(state), -1));
    }

    [[nodiscard]] State stateOf(const Mark &mark) const
    {
        return mark.column < 0 ? m_data.unnamedColumn(mark.dataset)
                               : m_data.stateOf(mark.dataset, mark.column);
    }

    [[nodiscard]] std::vector<State> sourcesOf(Classification wanted) const
    {
        std::vector<State> starts;
        for (int dataset = 0; dataset < m_data.datasetCount(); ++dataset) {
            if (classOf(dataset) == wanted && isWanted(dataset))
                starts.push_back(m_data.stateOf(dataset, -1));
        }
        for (const Mark &mark : m_data.marks) {
            if (mark.classification == wanted && isWanted(stateOf(mark)))
                starts.push_back(stateOf(mark));
        }
        return starts;
    }

    [[nodiscard]] std::vector<State> personalSources() const
    {
        std::vector<State> starts;
        for (const Mark &mark : m_data.marks) {
            if (mark.personal && isWanted(stateOf(mark)))
                starts.push_back(stateOf(mark));
        }
        return starts;
    }

    void add(State state, const Spread &walked, Classification arrives, bool personal)
    {
        const int dataset = m_data.datasetOf(state);
        const int column = m_data.columnOf(state);
        ClassifiedStop stop;
        stop.column = m_data.columnText(column);
        stop.arrives = arrives;
        stop.personalArrives = personal;
        stop.marked =
            std::max(classOf(dataset), column < 0 ? Classification::Unknown : m_own[column]);
        stop.personalMarked = column < 0 ? m_data.datasets[dataset].personal
                                         : static_cast<bool>(m_ownPersonal[column]);
        stop.underMarked = stop.marked < arrives || (stop.personalArrives && !stop.personalMarked);
        stop.distance = walked.distance(state);
        m_flow.underMarked += stop.underMarked ? 1 : 0;
        const State source = walked.way(state).front();
        const int home = m_data.datasets[m_data.datasetOf(source)].domain;
        stop.otherDomain = home != m_data.datasets[dataset].domain;
        m_found.push_back({std::move(stop), state, &walked});
    }

    void finish()
    {
        std::stable_sort(m_found.begin(), m_found.end(), [](const Found &a, const Found &b) {
            const auto key = [](const ClassifiedStop &stop) {
                return std::tuple(!stop.underMarked, -static_cast<int>(stop.arrives),
                                  stop.distance);
            };
            return key(a.stop) < key(b.stop);
        });
        m_flow.total = static_cast<qint64>(m_found.size());
        if (m_flow.total > m_options.limit)
            m_found.resize(static_cast<std::size_t>(std::max(0, m_options.limit)));
        for (Found &found : m_found) {
            found.stop.node = m_data.node(m_data.datasetOf(found.state), Level::Dataset);
            for (const State state : found.walked->way(found.state)) {
                m_shown.insert(m_data.datasetOf(state));
                found.stop.path.append(keyOf(m_data, state, Level::Column));
                found.stop.pathNames.append(shownName(m_data, state, Level::Column));
            }
            found.stop.source = found.stop.path.first();
            m_flow.stops.append(std::move(found.stop));
        }
    }

    struct Found {
        ClassifiedStop stop;
        State state;
        const Spread *walked;
    };

    const Graph::Data &m_data;
    const ClassifiedOptions &m_options;
    QSet<State> m_only;
    std::vector<Classification> m_own; // of columns
    std::vector<bool> m_ownPersonal;
    std::vector<Found> m_found;
    QSet<int> m_shown; // datasets
    QSet<std::pair<int, int>> m_linked;
    ClassifiedFlow m_flow;
};

} // namespace

Result<ClassifiedFlow> classifiedFlow(const Graph &graph, const ClassifiedOptions &options)
{
    return Flow(graph.data(), options).run();
}

} // namespace meshlens::lineage
