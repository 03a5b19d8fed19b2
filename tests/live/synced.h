// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/live/live_server.h"
#include "tests/support/api_double.h"

namespace meshlens::test {

/// What three syncs of one server gave: the first, one in which nothing had changed, one after the
/// second step of its seed.
struct Synced {
    tests::RecordingSink first, same, changed;
    PullOutcome last;
};

/// Tests the connection, seeds `server` and syncs it three times; prints what each sync has cost.
/// An error where a step of the test, a seed or a sync fails, or where the second saw changes.
Result<void> syncThrice(LiveServer &server, Puller &puller, Synced &into);

/// The words of a failure, empty where there was none.
QString wordsOf(const Result<void> &result);

/// The dataset of that native id, null where there is none.
const mesh::Dataset *named(const QList<mesh::Dataset> &datasets, const QString &nativeId);
QStringList sorted(QStringList list);
QStringList idsOf(const QList<mesh::Dataset> &datasets);

} // namespace meshlens::test
