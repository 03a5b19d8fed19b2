// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demo.h"

namespace meshlens::demo {

/// The four nodes of the demo, running in this process on loopback. While they run, a thread wakes
/// at each full hour and adds what has happened since to their folders.
/// Thread: start and destruction from one thread.
class Mesh
{
public:
    struct Node {
        QString id;
        QString name;
        QString url; // without a slash at the end
        QStringList domains;
    };

    /// Takes the port of the last start where it is free, else another. Errors: as of
    /// node::Server::start(), and Storage.
    static Result<std::unique_ptr<Mesh>> start(const Plan &plan, const Clock &clock);
    ~Mesh();

    [[nodiscard]] QList<Node> nodes() const;
    void stop(); // ends open connections; calling it twice does no harm

    Mesh(const Mesh &) = delete;
    Mesh &operator=(const Mesh &) = delete;

private:
    class Private;
    explicit Mesh(std::unique_ptr<Private> parts);
    std::unique_ptr<Private> d;
};

} // namespace meshlens::demo
