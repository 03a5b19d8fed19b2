// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Walks against other ways to find the same: distances between all pairs by Floyd and Warshall,
// ways by trying everything, columns by a search over plain sets.
#include "graph_fixture.h"

#include <QtTest>

#include <functional>
#include <map>
#include <numeric>
#include <set>

using namespace meshlens;
using namespace meshlens::lineage;

namespace {

constexpr int far = 1'000'000;
using Matrix = std::vector<std::vector<int>>;

Matrix allDistances(int count, const QList<std::pair<int, int>> &edges)
{
    Matrix distance(count, std::vector<int>(count, far));
    for (int i = 0; i < count; ++i)
        distance[i][i] = 0;
    for (const auto &[from, to] : edges)
        distance[from][to] = std::min(distance[from][to], 1);
    for (int k = 0; k < count; ++k) {
        for (int i = 0; i < count; ++i) {
            for (int j = 0; j < count; ++j)
                distance[i][j] = std::min(distance[i][j], distance[i][k] + distance[k][j]);
        }
    }
    return distance;
}

/// Every way without a circle, as keys; by trying everything.
std::multiset<QString> everyWay(int from, int to, const QList<std::pair<int, int>> &edges)
{
    std::map<int, std::set<int>> next;
    for (const auto &[a, b] : edges)
        next[a].insert(b);
    std::multiset<QString> ways;
    QStringList path;
    std::set<int> on;
    const std::function<void(int)> go = [&](int at) {
        path.append(u"n%1"_s.arg(at));
        on.insert(at);
        if (at == to)
            ways.insert(path.join(u'>'));
        for (const int other : next[at]) {
            if (!on.contains(other) && at != to)
                go(other);
        }
        on.erase(at);
        path.removeLast();
    };
    go(from);
    return ways;
}

} // namespace

class TestGraphRandom : public QObject
{
    Q_OBJECT

private slots:
    void closuresAndDistancesAreThoseOfAllPairs()
    {
        QRandomGenerator random(20'260);
        for (int round = 0; round < 300; ++round) {
            const int count = 1 + random.bounded(30);
            const auto edges = randomEdges(random, count, random.bounded(count * 3), true);
            const auto graph = graphOf(inputOf(count, edges));
            const Matrix distance = allDistances(count, edges);
            const int root = random.bounded(count);
            const int up = random.bounded(4), down = random.bounded(6);
            WalkOptions options;
            options.up = up == 3 ? std::optional<int>() : up;
            options.down = down == 5 ? std::optional<int>() : down;

            const auto around = neighbourhood(*graph, u"n%1"_s.arg(root), options);

            std::map<QString, int> expected;
            for (int i = 0; i < count; ++i) {
                const int below = distance[root][i], above = distance[i][root];
                const bool isBelow = below <= options.down.value_or(far - 1);
                const bool isAbove = above <= options.up.value_or(far - 1);
                if (isBelow && (!isAbove || below <= above))
                    expected[u"n%1"_s.arg(i)] = below;
                else if (isAbove)
                    expected[u"n%1"_s.arg(i)] = -above;
            }
            std::map<QString, int> found;
            for (const Node &node : around->nodes)
                found[node.key] = node.distance;
            QCOMPARE(found, expected);
            std::set<std::pair<QString, QString>> links, wanted;
            for (const Edge &edge : around->edges)
                links.insert({edge.from, edge.to});
            for (const auto &[from, to] : edges) {
                const QString a = u"n%1"_s.arg(from), b = u"n%1"_s.arg(to);
                if (expected.contains(a) && expected.contains(b))
                    wanted.insert({a, b});
            }
            QCOMPARE(links, wanted);
            QCOMPARE(around->edges.size(), qsizetype(links.size())); // none twice

            const auto below = reach(*graph, u"n%1"_s.arg(root), Level::Dataset, Direction::Down);
            qint64 reached = 0;
            for (int i = 0; i < count; ++i)
                reached += i != root && distance[root][i] < far ? 1 : 0;
            QCOMPARE(below->nodes, reached);
            QCOMPARE(std::accumulate(below->byDistance.begin(), below->byDistance.end(), 0LL),
                     reached);
            QCOMPARE(impact(*graph, u"n%1"_s.arg(root))->size(), reached);
        }
    }

    void waysAreAllWaysShortestFirst()
    {
        QRandomGenerator random(4);
        for (int round = 0; round < 300; ++round) {
            const int count = 2 + random.bounded(7);
            const auto edges = randomEdges(random, count, random.bounded(count * 3), true);
            const auto graph = graphOf(inputOf(count, edges));
            const int from = random.bounded(count), to = random.bounded(count);

            const auto found =
                ways(*graph, u"n%1"_s.arg(from), u"n%1"_s.arg(to), Level::Dataset, 100'000);

            const auto expected = everyWay(from, to, edges);
            std::multiset<QString> listed;
            qsizetype last = 0;
            int shortest = 0;
            for (const Way &way : found->ways) {
                listed.insert(way.keys.join(u'>'));
                QVERIFY(way.keys.size() >= last);
                last = way.keys.size();
                shortest += way.keys.size() - 1 == found->shortest ? 1 : 0;
            }
            QVERIFY(found->complete);
            QCOMPARE(listed, expected);
            QCOMPARE(found->shortest < 0, expected.empty());
            QCOMPARE(found->shortestCount, double(shortest));
            if (!expected.empty()) {
                const auto narrow =
                    paths(*graph, u"n%1"_s.arg(from), u"n%1"_s.arg(to), Level::Dataset);
                std::set<QString> on, drawn;
                for (const Way &way : found->ways) {
                    for (const QString &key : way.keys) {
                        if (way.keys.size() - 1 == found->shortest)
                            on.insert(key);
                    }
                }
                for (const Node &node : narrow->nodes)
                    drawn.insert(node.key);
                QCOMPARE(drawn, on);
            }
        }
    }

    void manyWaysAreCountedAndTheListSaysThatItEnds()
    {
        GraphInput input; // 40 diamonds in a row: 2 to the power of 40 ways
        for (int i = 0; i < 40; ++i) {
            for (const QString &side : {u"a"_s, u"b"_s}) {
                addEdge(input, u"k%1"_s.arg(i), side + QString::number(i));
                addEdge(input, side + QString::number(i), u"k%1"_s.arg(i + 1));
            }
        }
        const auto found = ways(*graphOf(input), u"k0"_s, u"k40"_s, Level::Dataset, 50);

        QCOMPARE(found->shortest, 80);
        QCOMPARE(found->shortestCount, 1099511627776.0);
        QCOMPARE(found->ways.size(), 50);
        QVERIFY(!found->complete);
        QCOMPARE(found->between.nodes.size(), 121);
    }

    void columnsAreFollowedAsAPlainSearchFollowsThem()
    {
        QRandomGenerator random(77);
        for (int round = 0; round < 200; ++round) {
            const int count = 2 + random.bounded(8);
            struct Raw {
                int from, fromColumn, to, toColumn; // column -1: none
            };
            QList<Raw> raws;
            GraphInput input;
            for (int i = 0; i < count * 4; ++i) {
                Raw raw{random.bounded(count), random.bounded(4) - 1, random.bounded(count),
                        random.bounded(4) - 1};
                if (raw.fromColumn < 0)
                    raw.toColumn = -1;
                raws.append(raw);
                addEdge(input,
                        u"n%1"_s.arg(raw.from) +
                            (raw.fromColumn < 0 ? QString() : u"#c%1"_s.arg(raw.fromColumn)),
                        u"n%1"_s.arg(raw.to) +
                            (raw.toColumn < 0 ? QString() : u"#c%1"_s.arg(raw.toColumn)));
            }
            const int root = raws.first().from;
            const int column = random.bounded(3);
            // A pair with some column edge flows by columns only.
            std::set<std::pair<int, int>> byColumn;
            for (const Raw &raw : raws) {
                if (raw.fromColumn >= 0)
                    byColumn.insert({raw.from, raw.to});
            }
            std::set<std::pair<int, int>> met{{root, column}}; // column -1: some
            QList<std::pair<int, int>> open{{root, column}};
            while (!open.isEmpty()) {
                const auto [at, name] = open.takeFirst();
                for (const Raw &raw : raws) {
                    if (raw.from != at)
                        continue;
                    const bool plain = !byColumn.contains({raw.from, raw.to});
                    const bool flows =
                        plain || (raw.fromColumn >= 0 && (name < 0 || raw.fromColumn == name));
                    const std::pair next(raw.to, plain ? -1 : raw.toColumn);
                    if (flows && met.insert(next).second)
                        open.append(next);
                }
            }
            std::set<QString> expected, found;
            for (const auto &[at, name] : met)
                expected.insert(u"n%1"_s.arg(at));
            WalkOptions options;
            options.level = Level::Column;
            options.up = 0;
            options.down = std::nullopt;

            const auto around =
                neighbourhood(*graphOf(input), u"n%1#c%2"_s.arg(root).arg(column), options);

            for (const Node &node : around->nodes)
                found.insert(node.key);
            QCOMPARE(found, expected);
        }
    }

    void looseEndsAreThoseWithoutEdges()
    {
        QRandomGenerator random(9);
        for (int round = 0; round < 100; ++round) {
            const int count = 1 + random.bounded(20);
            const auto edges = randomEdges(random, count, random.bounded(count * 2), true);
            std::set<int> reads, feeds;
            for (const auto &[from, to] : edges) {
                if (from != to) {
                    feeds.insert(from);
                    reads.insert(to);
                }
            }
            const auto graph = graphOf(inputOf(count, edges));

            QCOMPARE(withoutConsumer(*graph, Level::Dataset).total, count - qint64(feeds.size()));
            QCOMPARE(withoutSource(*graph, Level::Dataset).total, count - qint64(reads.size()));
        }
    }
};

QTEST_APPLESS_MAIN(TestGraphRandom)
#include "tst_graph_random.moc"
