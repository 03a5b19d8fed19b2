// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/core.h"
#include "models/store/staging.h"

namespace meshlens::store {

/// One pull: hands pages to the writer thread, at most a few ahead of it.
class Pull
{
public:
    static Result<std::unique_ptr<Pull>> begin(const std::shared_ptr<Core> &core, qint64 catalogId);
    ~Pull(); // without a commit: removes what was staged
    Q_DISABLE_COPY_MOVE(Pull)

    Result<void> put(const Batch &batch);
    Result<SyncRun> commit(SyncRun run, const PullOutcome &outcome, Staging::Part part);

private:
    Pull(std::shared_ptr<Core> core, qint64 catalogId);
    void store(const Batch &batch); // writer thread
    void waitForRoom(int pagesAhead);
    [[nodiscard]] Result<void> failure();

    const std::shared_ptr<Core> m_core;
    const qint64 m_catalogId;
    std::unique_ptr<Staging> m_staging; // writer thread
    bool m_isDone = false;

    std::mutex m_mutex;
    std::condition_variable m_stored;
    int m_ahead = 0;
    std::optional<Error> m_error;
};

struct PullWriter::Private {
    std::unique_ptr<Pull> pull;
};

} // namespace meshlens::store
