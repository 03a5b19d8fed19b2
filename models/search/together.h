// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

#include <functional>
#include <memory>
#include <vector>

namespace meshlens::search {

/// Jobs that have nothing to do with each other, done by whoever asks and by one helper.
///
/// The helper is a thread that stands by for the whole program and sleeps while nobody searches.
/// Where it serves another search, or there is only one core, the asking thread does all itself;
/// it never waits for a helper that has not begun.
class Together
{
public:
    using Job = std::function<void()>; // must not throw, and must not start another Together

    Together();
    ~Together(); // what has not begun is left out
    Together(const Together &) = delete;
    Together &operator=(const Together &) = delete;

    /// The helper begins; the caller may do something else meanwhile. Once.
    void start(std::vector<Job> jobs);
    /// Does what is left and waits for what the helper is at; false: cancelled half-way.
    [[nodiscard]] bool finish(const Cancelled &cancelled);

private:
    struct Shared;
    std::shared_ptr<Shared> d;
};

} // namespace meshlens::search
