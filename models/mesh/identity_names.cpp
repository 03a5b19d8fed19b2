// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity_names.h"

#include "models/mesh/identity_platform.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::mesh {
namespace {

QString decoded(const QString &text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

/// Parts as splitQuoted() takes them apart.
QString dotted(const QStringList &parts)
{
    QStringList written;
    for (QString part : parts) {
        if (part.contains(u'.') || part.startsWith(u'"') || part.startsWith(u'`'))
            part = u'"' + part.replace(u'"', u"\"\""_s) + u'"';
        written.append(part);
    }
    return written.join(u'.');
}

OpenLineageName conventional(const Platform &platform, const QString &instance,
                             const QStringList &parts)
{
    const QString place = platform.name + u"://"_s + instance;
    if (platform.name == u"glue")
        return {
            u"arn:aws:glue:%1:%2"_s.arg(instance.section(u'.', 1), instance.section(u'.', 0, 0)),
            u"table/"_s + parts.join(u'/')};
    if (platform.name == u"athena")
        return {u"awsathena://athena.%1.amazonaws.com"_s.arg(instance), dotted(parts)};
    if (platform.name == u"unity")
        return {u"unitycatalog://"_s + instance, dotted(parts)};
    if (platform.name == u"bigquery")
        return {platform.name, instance + u'.' + dotted(parts)};
    if (platform.name == u"redshift")
        return {place + u":5439"_s, dotted(parts)};
    if (platform.name == u"icebergrest")
        return {u"http://"_s + instance, dotted(parts)};
    if (platform.name == u"file" && instance == u"_")
        return {platform.name, u'/' + parts.join(u'/')};
    if (platform.name == u"abfs")
        return {u"abfss://%1.dfs.core.windows.net"_s.arg(instance), parts.join(u'/')};
    if (platform.name == u"kafka" && parts.size() == 1)
        return {place, parts.constFirst()};
    if (platform.name == u"openlineage" && parts.size() == 1)
        return {instance, parts.constFirst()};
    return {place, platform.isStorage ? parts.join(u'/') : dotted(parts)};
}

} // namespace

OpenLineageName openLineageNameOf(const QString &datasetKey)
{
    const qsizetype scheme = datasetKey.indexOf(u"://"_s);
    const qsizetype slash = scheme < 0 ? -1 : datasetKey.indexOf(u'/', scheme + 3);
    if (slash < 0)
        return {u"meshlens"_s, datasetKey};
    QStringList parts;
    for (const QString &part : datasetKey.mid(slash + 1).split(u'/'))
        parts.append(decoded(part));
    OpenLineageName found =
        conventional(platformOf(datasetKey.left(scheme)),
                     decoded(datasetKey.mid(scheme + 3, slash - scheme - 3)), parts);
    if (openLineageKey(found.nameSpace, found.name).key == datasetKey)
        return found;
    return {datasetKey.left(slash), datasetKey.mid(slash + 1)};
}

OpenLineageName openLineageJobOf(const QString &job)
{
    const QString scheme = u"job://"_s;
    const qsizetype slash = job.lastIndexOf(u'/'); // names have theirs encoded, namespaces do not
    if (job.startsWith(scheme) && slash >= scheme.size()) {
        const OpenLineageName found{job.mid(scheme.size(), slash - scheme.size()),
                                    decoded(job.mid(slash + 1))};
        if (!found.nameSpace.isEmpty() && jobKey(found.nameSpace, found.name) == job)
            return found;
    }
    return {u"meshlens"_s, job};
}

bool foldsCase(const QString &datasetKey)
{
    return platformOf(datasetKey.section(u"://"_s, 0, 0)).folds;
}

} // namespace meshlens::mesh
