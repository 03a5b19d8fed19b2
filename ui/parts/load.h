// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/reader.h"
#include "ui/parts/watch.h"

#include <QtConcurrent/QtConcurrentRun>

#include <atomic>
#include <memory>

class QThreadPool;

namespace meshlens::ui {

/// The workers that read the index for the screens.
[[nodiscard]] QThreadPool &loadPool();

/// The number of the newest request at one place of one owner; a worker that finds a newer one
/// gives up.
using LoadTicket = std::shared_ptr<std::atomic<quint64>>;
[[nodiscard]] LoadTicket loadTicket(QObject *owner, const void *place);

/// Reads the index in a worker and shows the answer in the interface thread.
///
/// `work(store::Reader &) -> Result<T>` runs in a worker on a snapshot: capture values, no widgets.
/// `show(const T &)` or `fail(const Error &)` is called afterwards, unless `owner` is gone or a
/// newer request was made at the same place in the code for the same owner. Until then leave what
/// is on screen as it is; a Skeleton (skeleton.h) covers the first time.
///
///     load(this, session(), [key](store::Reader &reader) { return reader.product(key); },
///         [this](const auto &product) { show(product); }, [this](const Error &error) {
///         showError(error); });
template<typename Work, typename Show, typename Fail>
void load(QObject *owner, Session &session, Work work, Show show, Fail fail)
{
    using Answer = std::invoke_result_t<Work, store::Reader &>; // Result<T>
    static const char place = 0; // one for each lambda type, so for each place
    const LoadTicket ticket = loadTicket(owner, &place);
    const quint64 number = ++*ticket;
    const std::shared_ptr<store::Store> source = session.store();
    auto future = QtConcurrent::run(&loadPool(),
                                    [source, work = std::move(work), ticket, number]() -> Answer {
                                        if (*ticket != number)
                                            return Error{Error::Kind::Cancelled, {}, {}};
                                        Result<store::Reader> reader = source->read();
                                        if (!reader)
                                            return reader.error();
                                        return work(*reader);
                                    });
    watch(owner, future,
          [ticket, number, show = std::move(show),
           fail = std::move(fail)](const Answer &answer) mutable {
              if (*ticket != number)
                  return;
              if (answer)
                  show(*answer);
              else if (answer.error().kind != Error::Kind::Cancelled)
                  fail(answer.error());
          });
}

/// The same for work that needs no index: `work() -> Result<T>`.
template<typename Work, typename Show, typename Fail>
void compute(QObject *owner, Work work, Show show, Fail fail)
{
    using Answer = std::invoke_result_t<Work>;
    static const char place = 0;
    const LoadTicket ticket = loadTicket(owner, &place);
    const quint64 number = ++*ticket;
    auto future =
        QtConcurrent::run(&loadPool(), [work = std::move(work), ticket, number]() -> Answer {
            if (*ticket != number)
                return Error{Error::Kind::Cancelled, {}, {}};
            return work();
        });
    watch(owner, future,
          [ticket, number, show = std::move(show),
           fail = std::move(fail)](const Answer &answer) mutable {
              if (*ticket != number)
                  return;
              if (answer)
                  show(*answer);
              else if (answer.error().kind != Error::Kind::Cancelled)
                  fail(answer.error());
          });
}

} // namespace meshlens::ui
