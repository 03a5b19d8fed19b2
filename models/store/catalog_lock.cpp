// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/catalog_lock.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

/// -1 where it cannot be had.
int locked(const QString &folder, const QString &name, int operation)
{
    const QString locks = folder + u"/locks"_s;
    QDir().mkpath(locks);
    QFile::setPermissions(locks, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QByteArray path = QFile::encodeName(locks + u'/' + name + u".lock"_s);
    const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return -1;
    int code = 0;
    do {
        code = ::flock(descriptor, operation);
    } while (code != 0 && errno == EINTR);
    if (code == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}

} // namespace

std::optional<FileLock> FileLock::tryLock(const QString &folder, const QString &name)
{
    const int descriptor = locked(folder, name, LOCK_EX | LOCK_NB);
    return descriptor < 0 ? std::nullopt : std::optional<FileLock>(FileLock(descriptor));
}

std::optional<FileLock> FileLock::lock(const QString &folder, const QString &name)
{
    const int descriptor = locked(folder, name, LOCK_EX);
    return descriptor < 0 ? std::nullopt : std::optional<FileLock>(FileLock(descriptor));
}

FileLock::FileLock(FileLock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1))
{}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace meshlens::store
