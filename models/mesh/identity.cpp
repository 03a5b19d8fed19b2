// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::mesh {
namespace {

QString scheme(const char16_t *name, const QString &authority, const QString &id)
{
    return QString::fromUtf16(name) + u"://"_s + authority.toLower() + u'/' +
           QString::fromLatin1(QUrl::toPercentEncoding(id, ":@.-_"));
}

} // namespace

QString productKey(const QString &authority, const QString &id)
{
    return scheme(u"product", authority, id);
}

QString domainKey(const QString &authority, const QString &id)
{
    return scheme(u"domain", authority, id);
}

QString termKey(const QString &authority, const QString &id)
{
    return scheme(u"term", authority, id);
}

QString partyKey(const QString &email)
{
    return u"party://"_s + email.trimmed().toLower();
}

QString jobKey(const QString &nameSpace, const QString &name)
{
    return scheme(u"job", nameSpace, name);
}

QString columnKey(const QString &datasetKey, const QString &columnPath)
{
    return datasetKey + u'#' + columnPath;
}

} // namespace meshlens::mesh
