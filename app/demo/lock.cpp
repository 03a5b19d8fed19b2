// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

QString lockPath(const QString &workspace)
{
    return workspace + u"/demo/lock"_s;
}

qint64 processIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(32).trimmed().toLongLong() : 0;
}

Error storageError(const QString &path)
{
    return {Error::Kind::Storage, u"The demo mesh cannot be locked."_s,
            path + u": "_s + QString::fromLocal8Bit(std::strerror(errno))};
}

} // namespace

Result<Lock> Lock::take(const QString &workspace)
{
    const QString path = lockPath(workspace);
    if (!QDir().mkpath(workspace + u"/demo"_s))
        return storageError(path);
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return storageError(path);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return Error{
            Error::Kind::Conflict,
            QCoreApplication::translate(
                "Demo", "The demo mesh of this workspace is already running, as process %1.")
                .arg(processIn(path)),
            path};
    }
    const QByteArray process = QByteArray::number(QCoreApplication::applicationPid()) + '\n';
    if (::ftruncate(descriptor, 0) != 0 ||
        ::write(descriptor, process.constData(), static_cast<size_t>(process.size())) !=
            process.size()) {
        ::close(descriptor);
        return storageError(path);
    }
    return Lock(descriptor);
}

Lock::Lock(Lock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

Lock &Lock::operator=(Lock &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

Lock::~Lock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor); // lets go of the lock as well
}

qint64 runningProcess(const QString &workspace)
{
    const QString path = lockPath(workspace);
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return 0;
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return held ? processIn(path) : 0;
}

} // namespace meshlens::demo
