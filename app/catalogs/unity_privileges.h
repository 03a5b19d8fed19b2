// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QCoreApplication>
#include <QCryptographicHash>

/// What the sources of UnityAccess share. Not for others.
namespace meshlens::catalogs::privileges {

using namespace Qt::StringLiterals;

[[nodiscard]] inline QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

/// The open source server writes `USE SCHEMA`, Databricks `USE_SCHEMA`.
[[nodiscard]] inline QString plain(const QString &privilege)
{
    return QString(privilege).replace(u' ', u'_');
}

/// What lets somebody read rows.
[[nodiscard]] inline bool isToRead(const QString &privilege)
{
    return plain(privilege) == "SELECT"_L1 || plain(privilege) == "ALL_PRIVILEGES"_L1;
}

[[nodiscard]] inline QString idOf(const QString &principal, const QString &fullName)
{
    const QByteArray text = (principal + u'\n' + fullName).toUtf8();
    return u"uc-"_s +
           QString::fromLatin1(
               QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(20));
}

[[nodiscard]] inline bool isMissing(const Error &error)
{
    return error.kind == Error::Kind::NotFound || error.kind == Error::Kind::Usage;
}

} // namespace meshlens::catalogs::privileges
