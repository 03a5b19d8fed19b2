// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/rows.h"

#include <memory>

namespace meshlens::store {

/// Stages one pull of one catalog as its next generation.
///
/// Rows go in by small transactions and stay invisible until commit() moves the catalog's
/// generation in one update. Unchanged rows are left alone: a full pull closes what it did not see,
/// an incremental one only what it is told. Destroyed without commit (or by a kill), it leaves the
/// last good generation whole.
/// Thread: one at a time; put() blocks while the writer thread is behind.
class PullWriter
{
public:
    ~PullWriter();

    Result<void> put(const Batch &batch);

    /// Shows the new generation and records the run. `run` gives problems, requests, bytes and
    /// start; entities, changed, generation and finish are filled in and returned. Without any
    /// change no generation is made.
    Result<SyncRun> commit(SyncRun run, const PullOutcome &outcome);
    /// Shows what was put, which is a few things and no picture of the catalog: how old the picture
    /// is stays as it was, and no run is recorded.
    Result<SyncRun> commitThings(SyncRun run, const PullOutcome &outcome);

private:
    friend class Store;
    struct Private;
    explicit PullWriter(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace meshlens::store
