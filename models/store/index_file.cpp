// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/core.h"
#include "models/store/schema.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <mutex>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace meshlens::store {

QString indexFile(const QString &folder)
{
    return folder + u"/meshlens.db"_s;
}

Error workspaceError(const QString &detail)
{
    return {Error::Kind::Storage,
            QCoreApplication::translate(
                "Store", "The workspace cannot be written. Check the permissions of its folder."),
            detail};
}

namespace {

/// Makes an empty file that only its owner reads, where there is none. One that is there is never
/// opened here: to close it again would let go of all locks that this process holds on it (POSIX),
/// and other processes would take away the log of an index that is in use.
bool makeFile(const QByteArray &path)
{
    static std::mutex oneAtATime; // nobody opens the new file before it is closed here
    const std::lock_guard lock(oneAtATime);
    const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return errno == EEXIST;
    ::close(descriptor);
    return true;
}

} // namespace

Result<void> makeIndexFile(const QString &folder)
{
    const QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, ownerOnly | QFile::ExeOwner))
        return workspaceError(u"mkdir "_s + folder);
    const QString file = indexFile(folder);
    if (!makeFile(QFile::encodeName(file)))
        return workspaceError(u"create "_s + file);
    QFile::setPermissions(file, ownerOnly);
    return {};
}

Result<void> prepareIndex(const QString &folder)
{
    return guarded([&]() -> Result<void> {
        Connection connection(indexFile(folder), Connection::Mode::Write);
        connection.database().exec("PRAGMA journal_mode = WAL");
        return migrate(connection);
    });
}

} // namespace meshlens::store
