// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <httplib.h>

#include <array>
#include <string>

namespace meshlens::node {

/// A connection as cpp-httplib wants it, waiting in poll() instead of waking every ten
/// milliseconds.
class SocketStream final : public httplib::Stream
{
public:
    explicit SocketStream(int socket);

    /// True once a byte can be read; false at the end of the connection or after the time-out.
    [[nodiscard]] bool waitForRequest(int timeoutMs) const;

    [[nodiscard]] bool is_readable() const override;
    [[nodiscard]] bool is_writable() const override;
    ssize_t read(char *to, size_t size) override;
    ssize_t write(const char *from, size_t size) override;
    void get_remote_ip_and_port(std::string &ip, int &port) const override;
    void get_local_ip_and_port(std::string &ip, int &port) const override;
    [[nodiscard]] int socket() const override { return m_socket; }

private:
    int m_socket;
    std::array<char, 16384> m_buffer;
    std::size_t m_from = 0;
    std::size_t m_to = 0;
};

} // namespace meshlens::node
