// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/openlineage.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

bool isStorage(const QString &platform)
{
    static const QSet<QString> storage = {u"s3"_s,   u"gs"_s,   u"hdfs"_s,
                                          u"dbfs"_s, u"file"_s, u"abfs"_s};
    return storage.contains(platform);
}

} // namespace

OpenLineageName openLineageName(const QString &datasetKey)
{
    const qsizetype scheme = datasetKey.indexOf(u"://"_s);
    if (scheme <= 0)
        return {{}, datasetKey};
    const QString platform = datasetKey.left(scheme);
    QStringList parts = datasetKey.mid(scheme + 3).split(u'/');
    for (QString &part : parts)
        part = QUrl::fromPercentEncoding(part.toUtf8());
    const QString instance = parts.takeFirst();
    if (platform == u"glue") { // account.region
        const qsizetype dot = instance.indexOf(u'.');
        if (dot > 0 && !instance.startsWith(u'_')) {
            return {u"arn:aws:glue:"_s + instance.mid(dot + 1) + u':' + instance.left(dot),
                    u"table/"_s + parts.join(u'/')};
        }
    }
    if (platform == u"bigquery")
        return {u"bigquery"_s, instance + u'.' + parts.join(u'.')};
    const QString nameSpace = platform + u"://"_s + instance;
    return {nameSpace, parts.join(isStorage(platform) ? u"/"_s : u"."_s)};
}

} // namespace meshlens::catalogs
