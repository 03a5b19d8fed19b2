// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_assembly.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>

#include <cstdio>
#include <ctime>
#include <functional>

/// Figures of the lineage graph: `graph_bench [DATASETS] [EDGES]` (200,000 and 1,000,000). Random
/// edges from lower to higher numbers, so that everything is below the first datasets; one dataset
/// with 5,000 neighbours.
namespace meshlens::lineage {
namespace {

using namespace Qt::StringLiterals;

constexpr int neighbours = 5000;

double residentMb()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').first().toDouble() / 1024;
    }
    return -1;
}

void timed(const char *what, const std::function<qint64()> &work)
{
    double best = 1e9, processor = 1e9; // on a busy machine the second is the one to look at
    qint64 answer = 0;
    for (int i = 0; i < 3; ++i) {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t start = std::clock();
        answer = work();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
        processor = std::min(processor, double(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
    }
    std::printf("%-46s %9.1f ms, %9.1f of the processor   (%lld)\n", what, best, processor,
                static_cast<long long>(answer));
}

QString keyOf(int number)
{
    return u"postgres://db%1.example.com:5432/shop/schema_%2/table_%3"_s.arg(number % 4)
        .arg(number % 100)
        .arg(number, 7, 10, QChar(u'0'));
}

std::shared_ptr<const Graph> made(int datasets, int edges)
{
    QList<mesh::Domain> domains;
    for (int i = 0; i < 40; ++i) {
        mesh::Domain domain;
        domain.key = domain.name = u"domain://acme/d%1"_s.arg(i);
        domains.append(domain);
    }
    Assembly assembly(domains, {}, {});
    for (int i = 0; i < datasets; ++i) {
        DatasetFacts facts;
        facts.key = keyOf(i);
        facts.name = facts.key.section(u'/', -1);
        facts.qualifiedName = facts.key.section(u'/', 3).replace(u'/', u'.');
        facts.domain = domains[i % 40].key;
        facts.catalogs = {u"core"_s};
        facts.owners = {u"party://owner%1@example.com"_s.arg(i % 50)};
        assembly.add(facts);
    }
    QRandomGenerator random(1);
    store::Reader::EdgeRow row;
    row.catalog = u"core"_s;
    for (int i = 0; i < edges; ++i) {
        int from = random.bounded(datasets), to = random.bounded(datasets);
        if (i < datasets - 1) { // a tree first: everything hangs below the first
            from = std::max(0, i + 1 - 1 - random.bounded(1000));
            to = i + 1;
        } else if (i < datasets - 1 + neighbours) {
            from = datasets / 2;
        }
        if (from > to)
            std::swap(from, to);
        row.edge.from = keyOf(from);
        row.edge.to = keyOf(to);
        row.edge.job = u"job://airflow/task_%1"_s.arg(i % 5000);
        row.firstSeenMs = row.lastSeenMs = i;
        assembly.add(row);
    }
    return std::make_shared<const Graph>(assembly.finish());
}

void run(int datasets, int edges)
{
    const double before = residentMb();
    QElapsedTimer timer;
    timer.start();
    const auto graph = made(datasets, edges);
    std::printf("%d datasets, %lld edges: made in %lld ms; %.0f MB by its own account, %.0f MB "
                "resident more than before\n",
                datasets, static_cast<long long>(graph->edges()),
                static_cast<long long>(timer.elapsed()), double(graph->data().memory()) / 1e6,
                residentMb() - before);
    const Graph::Data &data = graph->data();
    const QString root = keyOf(0);
    timed("downstream closure, walked", [&] {
        return qint64(walk(data, Level::Dataset, {0}, Direction::Down, std::nullopt).order.size());
    });
    timed("downstream closure, nodes and edges counted",
          [&] { return reach(*graph, root, Level::Dataset, Direction::Down)->edges; });
    timed("the same by columns",
          [&] { return reach(*graph, root, Level::Column, Direction::Down)->edges; });
    timed("expand a node of 5,000 neighbours", [&] {
        WalkOptions options;
        options.maxNodes = 20'000;
        return neighbourhood(*graph, keyOf(datasets / 2), options)->nodes.size();
    });
    timed("neighbourhood, two steps both ways", [&] {
        WalkOptions options;
        options.up = options.down = 2;
        return neighbourhood(*graph, keyOf(datasets / 3), options)->nodes.size();
    });
    timed("the whole closure with all its texts", [&] {
        WalkOptions options;
        options.up = 0;
        options.down = std::nullopt;
        options.maxNodes = 100'000'000;
        return neighbourhood(*graph, root, options)->edges.size();
    });
    timed("100 ways from the first to the last", [&] {
        return ways(*graph, root, keyOf(datasets - 1), Level::Dataset, 100)->ways.size();
    });
    timed("impact, everything downstream", [&] { return impact(*graph, root)->size(); });
    std::printf("resident at the end: %.0f MB\n", residentMb());
}

} // namespace
} // namespace meshlens::lineage

int main(int argc, char **argv)
{
    meshlens::lineage::run(argc > 1 ? std::atoi(argv[1]) : 200'000,
                           argc > 2 ? std::atoi(argv[2]) : 1'000'000);
    return 0;
}
