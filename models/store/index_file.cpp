// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/core.h"
#include "models/store/schema.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

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

Result<void> makeIndexFile(const QString &folder)
{
    const QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, ownerOnly | QFile::ExeOwner))
        return workspaceError(u"mkdir "_s + folder);
    const QString file = indexFile(folder);
    const int descriptor =
        ::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return workspaceError(u"create "_s + file);
    ::close(descriptor);
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
