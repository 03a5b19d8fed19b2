// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"
#include "models/mesh/identity_platform.h"

using namespace Qt::StringLiterals;

/// What two keys may have to do with each other.
namespace meshlens::mesh {
namespace {

struct Split {
    QStringView platform, instance, path;
};

Split split(QStringView key)
{
    const qsizetype scheme = key.indexOf(u"://");
    if (scheme < 0)
        return {};
    const QStringView rest = key.mid(scheme + 3);
    const qsizetype slash = rest.indexOf(u'/');
    return {key.left(scheme), slash < 0 ? rest : rest.left(slash),
            slash < 0 ? QStringView() : rest.mid(slash + 1)};
}

} // namespace

bool isHintKey(QStringView key)
{
    return split(key).instance.startsWith(u'_') && !isPathKey(key);
}

bool isPathKey(QStringView key)
{
    const QStringView platform = split(key).platform;
    return !platform.isEmpty() && platformOf(platform.toString()).isStorage;
}

bool isUsableLocation(QStringView key)
{
    return isPathKey(key) && !split(key).path.isEmpty();
}

QString guardScope(const QString &alias)
{
    if (alias.contains(u"://"_s)) {
        const Split parts = split(alias);
        return parts.platform.toString() + u"://"_s + parts.instance.toString();
    }
    const QString scheme = alias.section(u':', 0, 0);
    if (scheme == u"iceberg-uuid" || scheme == u"delta-id")
        return scheme;
    if (scheme == u"odcs") // two contracts may describe one table
        return {};
    return alias.contains(u':') ? alias.section(u':', 0, 1) : QString();
}

QString likenessOf(const QString &datasetKey)
{
    const Split parts = split(datasetKey);
    if (parts.path.isEmpty() || platformOf(parts.platform.toString()).isStorage)
        return {};
    return parts.platform.toString() + u'/' + parts.path.toString().toLower();
}

} // namespace meshlens::mesh
