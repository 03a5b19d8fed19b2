// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clock.h"
#include "models/store/connection.h"
#include "models/store/pull_writer.h"
#include "models/store/reader.h"
#include "models/store/writer.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

/// What Store, Reader, Writer and PullWriter share. Not for other folders.
namespace meshlens::store {

/// Read connections that nobody uses right now. Thread: any.
class ReadPool
{
public:
    explicit ReadPool(QString file) : m_file(std::move(file)) {}
    [[nodiscard]] std::unique_ptr<Connection> take(); // throws SQLite::Exception
    void giveBack(std::unique_ptr<Connection> connection);
    [[nodiscard]] QString file() const { return m_file; }

private:
    const QString m_file;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Connection>> m_idle;
};

/// Runs jobs one after the other in its own thread; the last ones before it ends.
class WriterThread
{
public:
    using Job = std::function<void()>;
    WriterThread();
    ~WriterThread();
    Q_DISABLE_COPY_MOVE(WriterThread)
    void post(Job job);
    void runAndWait(const Job &job); // not in the writer thread itself
    [[nodiscard]] bool isCurrent() const;

private:
    void loop(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    std::jthread m_thread; // last: joins before the queue goes
};

enum class Durability { Process, Disk }; // survives a kill; survives a power cut too

class Core
{
public:
    Core(QString folder, const Clock &clock);

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] const std::shared_ptr<ReadPool> &pool() const { return m_pool; }
    [[nodiscard]] Connection &writing() { return m_writing; }
    [[nodiscard]] WriterThread &thread() { return m_thread; }

    void setDurability(Durability durability); // writer thread, outside of a transaction
    void onCommit(std::function<void()> callback);
    void announceCommit(); // writer thread
    [[nodiscard]] qint64 dataVersion();

    std::set<qint64> pulling; // catalogs; writer thread only

private:
    const QString m_folder;
    const Clock m_clock;
    std::shared_ptr<ReadPool> m_pool;
    Connection m_writing;
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_callbacks;
    WriterThread m_thread; // last: ends before what its jobs use
};

struct Writer::Private {
    Connection &connection;
    const Clock &clock;
};

struct Reader::Private {
    std::shared_ptr<ReadPool> pool;
    std::unique_ptr<Connection> connection;
    Clock clock;
    ~Private();
};

[[nodiscard]] QString indexFile(const QString &folder);
[[nodiscard]] Error workspaceError(const QString &detail);
/// The folder and the file exist with their modes before SQLite writes; its WAL inherits the mode.
Result<void> makeIndexFile(const QString &folder);
/// WAL and the newest schema.
Result<void> prepareIndex(const QString &folder);

} // namespace meshlens::store
