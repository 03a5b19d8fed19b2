// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/reach.h"

#include "app/net/failure.h"

#include <QStringList>

#include <array>
#include <memory>

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace meshlens::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

constexpr milliseconds lookAtStop(100);

Addresses lookUp(const QUrl &url)
{
    const int port = url.port(url.scheme() == "https"_L1 ? 443 : 80);
    QByteArray host = QUrl::toAce(url.host());
    if (host.isEmpty()) // an address rather than a name
        host = url.host().toLatin1();
    addrinfo wanted = {};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(host.constData(), QByteArray::number(port).constData(), &wanted, &found) != 0)
        found = nullptr;
    return {found, &freeaddrinfo};
}

Error failed(const QUrl &url, TransferFailure::Reason reason)
{
    Request request;
    request.url = url;
    return errorOf({reason, {}}, request);
}

/// One try to connect; false when it is refused or the time is over.
bool connects(const addrinfo &address, steady_clock::time_point until, const std::stop_token &stop)
{
    struct Socket {
        int number;
        ~Socket() { close(number); }
    } socket{::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (socket.number < 0)
        return false;
    if (::connect(socket.number, address.ai_addr, address.ai_addrlen) == 0)
        return true;
    if (errno != EINPROGRESS)
        return false;
    while (!stop.stop_requested() && steady_clock::now() < until) {
        pollfd wait{socket.number, POLLOUT, 0};
        if (::poll(&wait, 1, static_cast<int>(lookAtStop.count())) <= 0)
            continue;
        int error = 0;
        socklen_t size = sizeof error;
        return getsockopt(socket.number, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
    }
    return false;
}

} // namespace

Result<QString> resolveName(const QUrl &url)
{
    const Addresses found = lookUp(url);
    QStringList texts;
    for (const addrinfo *address = found.get(); address; address = address->ai_next) {
        std::array<char, NI_MAXHOST> text = {};
        if (getnameinfo(address->ai_addr, address->ai_addrlen, text.data(), text.size(), nullptr, 0,
                        NI_NUMERICHOST) == 0)
            texts.append(QString::fromLatin1(text.data()));
    }
    texts.removeDuplicates();
    if (texts.isEmpty())
        return failed(url, TransferFailure::Reason::NameNotFound);
    return texts.mid(0, 3).join(u", "_s);
}

Result<void> reach(const QUrl &url, milliseconds most, const std::stop_token &stop)
{
    const Addresses found = lookUp(url);
    const auto until = steady_clock::now() + most;
    for (const addrinfo *address = found.get(); address; address = address->ai_next) {
        if (connects(*address, until, stop))
            return {};
    }
    if (stop.stop_requested())
        return failed(url, TransferFailure::Reason::Cancelled);
    return failed(url, steady_clock::now() < until ? TransferFailure::Reason::NotConnected
                                                   : TransferFailure::Reason::ConnectTimeout);
}

} // namespace meshlens::net
