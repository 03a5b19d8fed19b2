// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <future>

namespace meshlens::catalogs {

template<typename T>
Result<void> eachAtOnce(std::size_t count, std::stop_token stop,
                        const std::function<Result<T>(std::size_t, std::stop_token)> &ask,
                        const std::function<Result<void>(std::size_t, Result<T>)> &take,
                        std::size_t atOnce)
{
    std::stop_source ending; // ends what is on its way when the walk ends early
    const std::stop_callback outside(stop, [&] { ending.request_stop(); });
    std::deque<std::future<Result<T>>> onTheWay; // destructors wait
    std::size_t asked = 0;
    for (std::size_t taken = 0; taken < count; ++taken) {
        for (; asked < count && onTheWay.size() < atOnce; ++asked) {
            onTheWay.push_back(std::async(std::launch::async, [&ask, asked, &ending] {
                return ask(asked, ending.get_token());
            }));
        }
        Result<T> result = onTheWay.front().get();
        onTheWay.pop_front();
        if (auto done = take(taken, std::move(result)); !done) {
            ending.request_stop();
            return done;
        }
    }
    return {};
}

} // namespace meshlens::catalogs
