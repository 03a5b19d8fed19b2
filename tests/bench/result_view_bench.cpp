// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the interface thread takes for a list of a million results: to take a new answer, to
// scroll by one step, and to jump anywhere. Usage: result_view_bench [ROWS]
// A line on the clock, and one of what the thread had of a core: where only the first has a high
// maximum, others had the core.
#include "ui/discover/result_model.h"
#include "ui/discover/result_view.h"
#include "ui/parts/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPixmap>
#include <QRandomGenerator>
#include <QScrollBar>

#include <cstdio>
#include <ctime>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

search::Hit hitAt(int row)
{
    search::Hit hit;
    hit.key = u"product://bench/%1"_s.arg(row);
    hit.name = u"Subscription revenue by plan and country %1"_s.arg(row);
    hit.description = u"Recognised revenue per subscription, plan and country, one row per billing "
                      "month, after refunds, taxes and payment fees. Number %1."_s.arg(row);
    hit.version = u"2.3.%1"_s.arg(row % 10);
    hit.domain = u"domain://bench/%1"_s.arg(row % 200);
    hit.domainName = u"Domain %1"_s.arg(row % 200);
    hit.catalogs = {u"Core"_s, u"Payments"_s};
    hit.quality = row % 101;
    hit.coverage = 1;
    hit.qualities.fill(80);
    hit.freshness = search::HitFreshness{mesh::FreshnessState::OnTime, 3'600'000, 7'200'000, false};
    hit.access = mesh::AccessWay::Owner;
    hit.certified = row % 3 == 0;
    hit.nameMatches = {{0, 12}};
    hit.descriptionMatches = {{11, 7}, {23, 12}};
    hit.matchingColumns = {{u"subscription_id"_s, u"string"_s, {}, {{0, 12}}}};
    return hit;
}

QList<search::Hit> pageAt(int offset)
{
    QList<search::Hit> hits;
    for (int i = 0; i < ResultModel::pageSize; ++i)
        hits.append(hitAt(offset + i));
    return hits;
}

/// Time on the clock and time that this thread had.
struct Watch {
    QElapsedTimer clock;
    double core = 0;

    static double coreMs()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }
    Watch() : core(coreMs()) { clock.start(); }
};

struct Times {
    QList<double> clock;
    QList<double> core;
    void add(const Watch &watch)
    {
        clock.append(static_cast<double>(watch.clock.nsecsElapsed()) / 1e6);
        core.append(Watch::coreMs() - watch.core);
    }
};

void print(const char *what, QList<double> ms)
{
    std::ranges::sort(ms);
    const auto at = [&](double share) {
        return ms[static_cast<qsizetype>(share * static_cast<double>(ms.size() - 1))];
    };
    std::printf("%-22s n=%-5d p50 %6.2f  p95 %6.2f  p99 %6.2f  max %6.2f ms\n", what,
                static_cast<int>(ms.size()), at(0.5), at(0.95), at(0.99), ms.last());
}

void print(const char *what, const Times &times)
{
    print(what, times.clock);
    print("  of a core", times.core);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    Theme::instance().install(app);
    const int rows = argc > 1 ? std::max(1000, QByteArray(argv[1]).toInt()) : 1'000'000;
    ResultModel model;
    ResultView view(model);
    view.resize(900, 900);
    QObject::connect(
        &model, &ResultModel::pageWanted, &model, // at once: the worker is not the
        [&](int offset) { model.addHits(offset, pageAt(offset)); },
        Qt::QueuedConnection); // matter here
    search::Hits answer;
    answer.total = rows;
    answer.hits = pageAt(0);
    model.setHits(answer);
    view.show();
    QPixmap target(view.size());
    const auto frame = [&](Times &times) {
        const Watch watch;
        view.viewport()->render(&target);
        times.add(watch);
    };
    Times first, answers, steps, jumps;
    frame(first); // fonts and icons

    for (int i = 0; i < 200; ++i) {
        answer.total = rows - (i % 2) * rows / 3; // rows come and go
        const Watch watch;
        model.setHits(answer);
        answers.add(watch);
    }
    QScrollBar &bar = *view.verticalScrollBar();
    for (int i = 0; i < 1000; ++i) {
        bar.setValue(bar.value() + 120);
        QApplication::processEvents();
        frame(steps);
    }
    QRandomGenerator random(7);
    for (int i = 0; i < 500; ++i) {
        bar.setValue(static_cast<int>(random.bounded(bar.maximum())));
        frame(jumps); // blocks: the page is not there yet
        QApplication::processEvents();
        frame(jumps);
    }
    std::printf("%d rows, a view of 900 x 900\n", rows);
    print("the first frame", first);
    print("a new answer", answers);
    print("a frame, one step", steps);
    print("a frame, anywhere", jumps);
    return 0;
}
