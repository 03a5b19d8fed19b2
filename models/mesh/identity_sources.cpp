// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"
#include "models/mesh/identity_platform.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

/// How each kind of catalog spells the names of datasets.
namespace meshlens::mesh {
namespace {

DatasetKey withStrength(DatasetKey dataset, KeyStrength strength)
{
    dataset.strength = strength;
    return dataset;
}

DatasetKey glueKey(const QString &account, const QString &region, QString resource)
{
    if (resource.startsWith(u"table/"_s))
        resource.remove(0, 6);
    return datasetKey(u"glue"_s, account + u'.' + region, resource.split(u'/'));
}

DatasetKey arnKey(const Arn &arn)
{
    if (arn.service == u"glue" && arn.resource.startsWith(u"table/"_s))
        return withStrength(glueKey(arn.account, arn.region, arn.resource), KeyStrength::Strong);
    if (arn.service.startsWith(u"redshift"_s) && arn.resource.startsWith(u"table/"_s)) {
        QStringList parts = arn.resource.split(u'/').mid(1);
        const QString cluster = parts.isEmpty() ? QString() : parts.takeFirst();
        return withStrength(datasetKey(u"redshift"_s, cluster + u'.' + arn.region, parts),
                            KeyStrength::Strong);
    }
    if (arn.service == u"s3")
        return datasetKey(u"s3"_s, arn.resource.section(u'/', 0, 0),
                          arn.resource.section(u'/', 1).split(u'/'));
    return {};
}

/// Cloud storage behind an https address, else the address itself.
DatasetKey httpsKey(const QUrl &url)
{
    static const QRegularExpression virtualHost(
        u"^(.+)\\.s3[.-](?:[a-z0-9-]+\\.)*amazonaws\\.com(?:\\.cn)?$"_s);
    static const QRegularExpression pathStyle(
        u"^s3[.-](?:[a-z0-9-]+\\.)*amazonaws\\.com(?:\\.cn)?$"_s);
    static const QRegularExpression azure(u"^([^.]+)\\.(?:dfs|blob)\\.core\\.windows\\.net$"_s);
    const QString host = url.host().toLower();
    QStringList parts = url.path(QUrl::FullyDecoded).split(u'/');
    if (!parts.isEmpty() && parts.constFirst().isEmpty())
        parts.removeFirst();
    if (const auto match = virtualHost.match(host); match.hasMatch())
        return datasetKey(u"s3"_s, match.captured(1), parts);
    const QString first = parts.isEmpty() ? QString() : parts.takeFirst();
    if (pathStyle.match(host).hasMatch())
        return datasetKey(u"s3"_s, first, parts);
    if (const auto match = azure.match(host); match.hasMatch())
        return datasetKey(u"abfs"_s, first + u'@' + match.captured(1), parts);
    if (host == u"storage.googleapis.com" || host == u"storage.cloud.google.com")
        return datasetKey(u"gs"_s, first, parts);
    parts.prepend(first);
    const QString port = url.port() > 0 ? u':' + QString::number(url.port()) : QString();
    return withStrength(datasetKey(url.scheme(), host + port, parts), KeyStrength::Location);
}

DatasetKey bigQueryKey(const QString &name)
{
    // From the right: a project may hold dots and a colon.
    QString table = name.section(u'.', -1);
    table = table.section(u'$', 0, 0); // a partition of the table
    return datasetKey(u"bigquery"_s, name.section(u'.', 0, -3),
                      {name.section(u'.', -2, -2), table});
}

QString unityInstance(const IdentityHints &hints, const QString &host)
{
    if (const QString metastore = hints.value(u"metastore"_s); !metastore.isEmpty())
        return metastore;
    return host.isEmpty() ? unknownInstance(hints) : host;
}

DatasetKey athenaKey(const QString &region, QStringList parts, const IdentityHints &hints)
{
    const bool isDefault = parts.size() < 3 || parts.constFirst().compare(u"awsdatacatalog"_s,
                                                                          Qt::CaseInsensitive) == 0;
    if (isDefault && parts.size() > 2)
        parts.removeFirst();
    const QString account = hints.value(u"account"_s);
    if (isDefault && !account.isEmpty())
        return datasetKey(u"glue"_s, account + u'.' + region, parts);
    if (isDefault)
        parts.prepend(u"awsdatacatalog"_s);
    return datasetKey(u"athena"_s, region, parts);
}

/// What a name that a catalog keeps to itself says on a platform whose place is known.
DatasetKey localKey(const QString &platformName, const QString &instance, const QString &name,
                    const IdentityHints &hints)
{
    const Platform platform = platformOf(platformName);
    const QString place = instance.isEmpty() ? unknownInstance(hints) : instance;
    if (platform.name == u"bigquery")
        return bigQueryKey(name);
    if (platform.isStorage)
        return datasetKey(platform.name, name.section(u'/', 0, 0),
                          name.section(u'/', 1).split(u'/'));
    if (platform.name == u"kafka")
        return datasetKey(platform.name, place, {name});
    return datasetKey(platform.name, place, splitQuoted(name));
}

} // namespace

DatasetKey openLineageKey(const QString &nameSpace, const QString &name, const IdentityHints &hints)
{
    if (name.trimmed().isEmpty())
        return {};
    if (const auto arn = arnOf(nameSpace)) {
        if (arn->service == u"glue")
            return withStrength(glueKey(arn->account, arn->region, name), KeyStrength::Strong);
        if (DatasetKey key = arnKey(*arnOf(nameSpace + u'/' + name)); !key.key.isEmpty())
            return key;
        return datasetKey(u"arn"_s, nameSpace.mid(4), {name});
    }
    const qsizetype separator = nameSpace.indexOf(u"://"_s);
    const QString schemeName = (separator < 0 ? nameSpace : nameSpace.left(separator)).toLower();
    const QString authority = separator < 0 ? QString() : nameSpace.mid(separator + 3);
    if (schemeName == u"http" || schemeName == u"https") {
        const QUrl url(nameSpace);
        if (const DatasetKey key = httpsKey(QUrl(nameSpace + u'/' + name));
            !key.key.startsWith(u"http"_s))
            return key;
        const QString port = QString::number(url.port(schemeName == u"https" ? 443 : 80));
        return datasetKey(u"icebergrest"_s, url.host() + u':' + port + url.path(),
                          splitQuoted(name));
    }
    const Platform platform = platformOf(schemeName);
    if (platform.name == u"athena")
        return athenaKey(authority.section(u'.', 1, 1), splitQuoted(name), hints);
    if (platform.name == u"unity")
        return datasetKey(platform.name, unityInstance(hints, authority), splitQuoted(name));
    if (platform.name == u"bigquery")
        return bigQueryKey(name);
    if (platform.name == u"file")
        return datasetKey(platform.name, authority.isEmpty() ? u"_"_s : authority,
                          name.split(u'/'));
    if (platform.isStorage) // the namespace may hold the first folders too
        return datasetKey(platform.name, authority.section(u'/', 0, 0),
                          (authority.section(u'/', 1) + u'/' + name).split(u'/'));
    if (platform.name == u"kafka")
        return datasetKey(platform.name, authority, {name});
    if (separator < 0) // a namespace that somebody made up: it is the instance
        return datasetKey(u"openlineage"_s, nameSpace, {name});
    return datasetKey(platform.name, authority, splitQuoted(name));
}

DatasetKey locationKey(const QString &arnOrUri, const IdentityHints &hints)
{
    const QString text = arnOrUri.trimmed();
    if (const auto arn = arnOf(text))
        return arnKey(*arn);
    const qsizetype separator = text.indexOf(u':');
    if (separator <= 0)
        return {};
    const QString schemeName = text.left(separator).toLower();
    if (schemeName == u"http" || schemeName == u"https")
        return httpsKey(QUrl(text));
    const Platform platform = platformOf(schemeName);
    QString rest = text.mid(separator + 1);
    if (!rest.startsWith(u"//"_s)) { // `file:/data/t.csv`, `dbfs:/t`
        const bool isPath = rest.startsWith(u'/') && platform.isStorage;
        return isPath ? datasetKey(platform.name,
                                   platform.name == u"file" ? u"_"_s : unknownInstance(hints),
                                   rest.split(u'/'))
                      : DatasetKey();
    }
    rest.remove(0, 2);
    const QString authority = rest.section(u'/', 0, 0);
    const QString place = authority.isEmpty()
                              ? (platform.name == u"file" ? u"_"_s : unknownInstance(hints))
                              : authority;
    return datasetKey(platform.name, place, rest.section(u'/', 1).split(u'/'));
}

DatasetKey dbtKey(const QString &adapter, const QString &database, const QString &schema,
                  const QString &alias, const IdentityHints &hints)
{
    const Platform platform = platformOf(adapter);
    const QString account = hints.value(u"account"_s), region = hints.value(u"region"_s);
    QString instance = hints.value(u"instance"_s);
    if (platform.name == u"bigquery")
        return datasetKey(platform.name, database, {schema, alias});
    if (platform.name == u"glue" || platform.name == u"athena") {
        if (!region.isEmpty() && platform.name == u"athena")
            return athenaKey(region, {database, schema, alias}, hints);
        if (instance.isEmpty() && !account.isEmpty() && !region.isEmpty())
            instance = account + u'.' + region;
    }
    if (instance.isEmpty() && platform.name == u"unity")
        instance = hints.value(u"metastore"_s);
    if (instance.isEmpty() && platform.name == u"snowflake")
        instance = account;
    if (instance.isEmpty())
        instance = unknownInstance(hints);
    const QStringList parts =
        platform.levels == 2 ? QStringList{schema, alias} : QStringList{database, schema, alias};
    return datasetKey(platform.name, instance, parts);
}

DatasetKey dataHubKey(const QString &urn, const QMap<QString, PlatformInstance> &instances,
                      const IdentityHints &hints)
{
    static const QRegularExpression shape(
        u"^urn:li:dataset:\\(urn:li:dataPlatform:([^,()]+),(.+),([^,()]*)\\)$"_s);
    const auto match = shape.match(urn.trimmed());
    if (!match.hasMatch())
        return {};
    const QString platform = match.captured(1);
    QString name = QUrl::fromPercentEncoding(match.captured(2).toUtf8());
    const PlatformInstance known = instances.value(platform);
    if (!known.prefix.isEmpty() && name.startsWith(known.prefix + u'.'))
        name.remove(0, known.prefix.size() + 1);
    if (platform == u"delta-lake") {
        const DatasetKey located =
            locationKey(name.contains(u"://"_s) ? name : u"s3://"_s + name, hints);
        return located;
    }
    return localKey(known.platform.isEmpty() ? platform : known.platform, known.instance, name,
                    hints);
}

QString dataHubColumnPath(const QString &fieldPath)
{
    if (!fieldPath.startsWith(u"[version=2.0]"_s))
        return fieldPath;
    QStringList plain;
    for (const QString &token : fieldPath.split(u'.')) {
        if (!token.startsWith(u'[') && !token.endsWith(u']'))
            plain.append(token);
    }
    return plain.join(u'.');
}

DatasetKey openMetadataKey(const QString &fullName, const QMap<QString, PlatformInstance> &services,
                           const IdentityHints &hints)
{
    QStringList parts = splitQuoted(fullName);
    if (parts.size() < 2)
        return {};
    const QString service = parts.takeFirst();
    const PlatformInstance known = services.value(service);
    if (known.platform.isEmpty()) // a service that nobody mapped: known inside this server only
        return withStrength(
            datasetKey(u"openmetadata"_s, unknownInstance(hints), QStringList{service} + parts),
            KeyStrength::Hint);
    const Platform platform = platformOf(known.platform);
    if (platform.name == u"bigquery" && parts.size() == 3)
        return datasetKey(platform.name, parts[0], parts.mid(1));
    if (platform.levels == 2 && parts.size() == 3) // a filler level: `default`
        parts.removeFirst();
    return datasetKey(platform.name,
                      known.instance.isEmpty() ? unknownInstance(hints) : known.instance, parts);
}

DatasetKey unityKey(const QString &metastore, const QString &fullName)
{
    return datasetKey(u"unity"_s, metastore, splitQuoted(fullName));
}

DatasetKey dataplexKey(const QString &fullName)
{
    const QString system = fullName.section(u':', 0, 0);
    const QString name = fullName.section(u':', 1);
    if (name.isEmpty())
        return {};
    if (system == u"bigquery")
        return name.count(u'.') < 2 ? DatasetKey()
                                    : withStrength(bigQueryKey(name), KeyStrength::Strong);
    QStringList parts = splitQuoted(name.section(u':', -1));
    const QString project = parts.takeFirst();
    return withStrength(datasetKey(system, project, parts), KeyStrength::Strong);
}

} // namespace meshlens::mesh
