// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/core.h"

#include <future>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr std::size_t idleReaders = 8;

} // namespace

std::unique_ptr<Connection> ReadPool::take()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            std::unique_ptr<Connection> connection = std::move(m_idle.back());
            m_idle.pop_back();
            return connection;
        }
    }
    return std::make_unique<Connection>(m_file, Connection::Mode::Read);
}

void ReadPool::giveBack(std::unique_ptr<Connection> connection)
{
    const std::lock_guard lock(m_mutex);
    if (m_idle.size() < idleReaders)
        m_idle.push_back(std::move(connection));
}

WriterThread::WriterThread() : m_thread([this](const std::stop_token &stop) { loop(stop); }) {}

WriterThread::~WriterThread()
{
    m_thread.request_stop();
    m_wake.notify_all();
}

void WriterThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void WriterThread::runAndWait(const Job &job)
{
    Q_ASSERT(!isCurrent());
    std::promise<void> done;
    post([&] {
        job();
        done.set_value();
    });
    done.get_future().wait();
}

bool WriterThread::isCurrent() const
{
    return std::this_thread::get_id() == m_thread.get_id();
}

void WriterThread::loop(const std::stop_token &stop)
{
    while (true) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); });
            if (m_jobs.empty())
                return; // asked to stop, and nothing is left to do
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

Core::Core(QString folder, const Clock &clock)
    : m_folder(std::move(folder)), m_clock(clock),
      m_pool(std::make_shared<ReadPool>(indexFile(m_folder))),
      m_writing(indexFile(m_folder), Connection::Mode::Write)
{}

void Core::setDurability(Durability durability)
{
    m_writing.database().exec(durability == Durability::Disk ? "PRAGMA synchronous = FULL"
                                                             : "PRAGMA synchronous = NORMAL");
}

void Core::onCommit(std::function<void()> callback)
{
    // Waits for calls under way: what an ended callback uses may go once this returns.
    const std::lock_guard lock(m_mutex);
    if (callback)
        m_callbacks.push_back(std::move(callback));
    else
        m_callbacks.clear();
}

void Core::announceCommit()
{
    const std::lock_guard lock(m_mutex);
    for (const auto &callback : m_callbacks)
        callback();
}

qint64 Core::dataVersion()
{
    // On the writing connection, whose own commits do not count. SQLite serialises its use; a
    // statement that is prepared here is not shared with the writer thread.
    sqlite3_stmt *statement = nullptr;
    sqlite3 *handle = m_writing.handle();
    int code = sqlite3_prepare_v2(handle, "PRAGMA data_version", -1, &statement, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    const qint64 version = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    if (code != SQLITE_ROW)
        throw SQLite::Exception("The data version could not be read", code);
    return version;
}

} // namespace meshlens::store
