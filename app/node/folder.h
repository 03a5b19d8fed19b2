// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/content.h"
#include "app/node/document_file.h"
#include "models/clock.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <set>

namespace meshlens::node {

class State;

/// A node's folder on disk. Looks at the times and sizes of its files when somebody asks, at most
/// once a second, and reads it again when one has changed; meanwhile others get the picture before.
/// Thread: any.
class Folder
{
public:
    Folder(QString path, State &state, const Clock &clock);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] std::shared_ptr<const Content> content();
    /// Called after a reading that found changes, from the thread that asked.
    void setChangeHandler(std::function<void()> handler) { m_changed = std::move(handler); }

private:
    void readIfChanged();
    [[nodiscard]] QByteArray signature() const;
    void report(const FileProblem &problem);

    const QString m_path;
    State &m_state;
    const Clock &m_clock;
    std::function<void()> m_changed;
    std::mutex m_reading;
    std::mutex m_mutex; // of m_content
    std::shared_ptr<const Content> m_content;
    QByteArray m_signature;
    std::chrono::steady_clock::time_point m_looked;
    std::set<QString> m_reported; // a problem is told once, not at every reading
};

} // namespace meshlens::node
