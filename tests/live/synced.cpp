// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/synced.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace meshlens::test {

Result<void> syncThrice(LiveServer &server, Puller &puller, Synced &into)
{
    const auto timed = [&](const char *name, tests::RecordingSink &sink) -> Result<PullOutcome> {
        QElapsedTimer clock;
        clock.start();
        auto outcome = puller.pull(sink);
        if (outcome)
            qInfo("%s, %s sync: %lld datasets, %lld problems, %lld calls, %lld KB, %.2f s",
                  qPrintable(server.version()), name, qint64(sink.all.datasets.size()),
                  qint64(sink.problems.size()), outcome->requests, outcome->bytes / 1024,
                  double(clock.elapsed()) / 1000);
        return outcome;
    };
    const auto steps = puller.catalog->test({});
    for (const ConnectionStep &step : steps) {
        if (!step.passed)
            return Error{Error::Kind::Usage, step.title + u": "_s + step.detail, {}};
    }
    if (!server.run(u"seed"_s, {u"first"_s}))
        return Error{Error::Kind::Usage, server.failure(), {}};
    const auto first = timed("first", into.first);
    if (!first)
        return first.error();
    const auto same = timed("unchanged", into.same);
    if (!same)
        return same.error();
    if (!same->unchanged)
        return Error{
            Error::Kind::Usage, u"the second sync saw changes: "_s + printed(into.same), {}};
    if (!server.run(u"seed"_s, {u"second"_s}))
        return Error{Error::Kind::Usage, server.failure(), {}};
    auto changed = timed("changed", into.changed);
    if (!changed)
        return std::move(changed).error();
    into.last = *std::move(changed);
    return {};
}

QString wordsOf(const Result<void> &result)
{
    return result ? QString() : result.error().message + u' ' + result.error().detail;
}

const mesh::Dataset *named(const QList<mesh::Dataset> &datasets, const QString &nativeId)
{
    for (const mesh::Dataset &dataset : datasets) {
        if (dataset.nativeId == nativeId)
            return &dataset;
    }
    return nullptr;
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

QStringList idsOf(const QList<mesh::Dataset> &datasets)
{
    QStringList ids;
    for (const mesh::Dataset &dataset : datasets)
        ids.append(dataset.nativeId);
    return sorted(ids);
}

} // namespace meshlens::test
