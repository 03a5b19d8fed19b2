// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace meshlens::ui {

/// How many answers the interface still waits for: 0 when all that was asked for is shown.
/// Thread: the interface thread.
inline int &pendingAnswers()
{
    static int pending = 0;
    return pending;
}

/// Hands the result of a future to `receive` in the interface thread, and falls silent when
/// `owner` is gone or the future was cancelled. (`QFuture::then(owner, ...)` asserts on Qt 6.4
/// once the owner is gone.)
template<typename T, typename Receive>
QFutureWatcher<T> *watch(QObject *owner, const QFuture<T> &future, Receive &&receive)
{
    auto *watcher = new QFutureWatcher<T>(owner);
    ++pendingAnswers();
    QObject::connect(watcher, &QObject::destroyed, [] { --pendingAnswers(); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner,
                     [watcher, receive = std::forward<Receive>(receive)]() mutable {
                         watcher->deleteLater();
                         if (!watcher->isCanceled() && watcher->future().resultCount() > 0)
                             receive(watcher->result());
                     });
    watcher->setFuture(future);
    return watcher;
}

} // namespace meshlens::ui
