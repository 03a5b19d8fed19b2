// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/socket_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

namespace meshlens::node {
namespace {

constexpr int transferTimeoutMs = 30'000;

bool waitFor(int socket, short event, int timeoutMs)
{
    pollfd entry{socket, event, 0};
    int ready = 0;
    do {
        ready = ::poll(&entry, 1, timeoutMs);
    } while (ready < 0 && errno == EINTR);
    return ready > 0 && (entry.revents & (event | POLLHUP)) != 0;
}

using NameOf = int (*)(int, sockaddr *, socklen_t *);

void address(int socket, NameOf nameOf, std::string &ip, int &port)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *const plain = reinterpret_cast<sockaddr *>(&storage);
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> service{};
    if (nameOf(socket, plain, &size) != 0 ||
        ::getnameinfo(plain, size, host.data(), host.size(), service.data(), service.size(),
                      NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return;
    ip = host.data();
    port = std::atoi(service.data());
}

} // namespace

SocketStream::SocketStream(int socket) : m_socket(socket) {}

bool SocketStream::waitForRequest(int timeoutMs) const
{
    return m_from < m_to || waitFor(m_socket, POLLIN, timeoutMs);
}

bool SocketStream::is_readable() const
{
    return waitForRequest(transferTimeoutMs);
}

bool SocketStream::is_writable() const
{
    return waitFor(m_socket, POLLOUT, transferTimeoutMs);
}

ssize_t SocketStream::read(char *to, size_t size)
{
    if (m_from == m_to) {
        if (!is_readable())
            return -1;
        ssize_t count = 0;
        do {
            count = ::recv(m_socket, m_buffer.data(), m_buffer.size(), 0);
        } while (count < 0 && errno == EINTR);
        if (count <= 0)
            return count;
        m_from = 0;
        m_to = static_cast<std::size_t>(count);
    }
    const std::size_t count = std::min(size, m_to - m_from);
    std::memcpy(to, m_buffer.data() + m_from, count);
    m_from += count;
    return static_cast<ssize_t>(count);
}

ssize_t SocketStream::write(const char *from, size_t size)
{
    if (!is_writable())
        return -1;
    ssize_t count = 0;
    do {
        count = ::send(m_socket, from, size, MSG_NOSIGNAL);
    } while (count < 0 && errno == EINTR);
    return count;
}

void SocketStream::get_remote_ip_and_port(std::string &ip, int &port) const
{
    address(m_socket, ::getpeername, ip, port);
}

void SocketStream::get_local_ip_and_port(std::string &ip, int &port) const
{
    address(m_socket, ::getsockname, ip, port);
}

} // namespace meshlens::node
