// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/load.h"

#include <QCoreApplication>
#include <QHash>
#include <QThreadPool>

namespace meshlens::ui {

namespace {

/// The tickets of one owner; a child of it, so that they end with it.
class TicketBook final : public QObject
{
public:
    using QObject::QObject;
    QHash<const void *, LoadTicket> tickets;
};

} // namespace

QThreadPool &loadPool()
{
    // Never destroyed before the application: its workers hold stores by shared_ptr.
    static QThreadPool pool;
    [[maybe_unused]] static const bool sized = [] {
        pool.setMaxThreadCount(std::max(2, QThread::idealThreadCount()));
        pool.setObjectName(QStringLiteral("load"));
        // What workers still read (statics of any file) goes after the application.
        qAddPostRoutine([] { loadPool().waitForDone(); });
        return true;
    }();
    return pool;
}

LoadTicket loadTicket(QObject *owner, const void *place)
{
    TicketBook *book = nullptr;
    for (QObject *child : owner->children()) {
        if ((book = dynamic_cast<TicketBook *>(child)))
            break;
    }
    if (!book)
        book = new TicketBook(owner);
    LoadTicket &ticket = book->tickets[place];
    if (!ticket)
        ticket = std::make_shared<std::atomic<quint64>>(0);
    return ticket;
}

} // namespace meshlens::ui
