// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"

#include "models/mesh/identity_platform.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::mesh {
namespace {

QString scheme(const char16_t *name, const QString &authority, const QString &id)
{
    return QString::fromUtf16(name) + u"://"_s + authority.toLower() + u'/' +
           QString::fromLatin1(QUrl::toPercentEncoding(id, ":@.-_"));
}

struct Known {
    Platform platform;
    QStringList aliases;
};

const QList<Known> &knownPlatforms()
{
    // Source: the platform table of our identity rules.
    static const QList<Known> all = {
        {{u"glue"_s, 0, true, false, 2}, {}},
        {{u"athena"_s, 0, true, false, 3}, {u"awsathena"_s}},
        {{u"unity"_s, 0, true, false, 3}, {u"unitycatalog"_s, u"unity-catalog"_s, u"databricks"_s}},
        {{u"snowflake"_s, 0, true, false, 3}, {}},
        {{u"bigquery"_s, 0, false, false, 2}, {}},
        {{u"redshift"_s, 0, true, false, 3}, {}},
        {{u"postgres"_s, 5432, false, false, 3}, {u"postgresql"_s}},
        {{u"mysql"_s, 3306, false, false, 2}, {u"mariadb"_s}},
        {{u"mssql"_s, 1433, false, false, 3}, {u"sqlserver"_s}},
        {{u"oracle"_s, 1521, false, false, 3}, {}},
        {{u"db2"_s, 50000, false, false, 3}, {}},
        {{u"cassandra"_s, 9042, false, false, 2}, {}},
        {{u"teradata"_s, 1025, false, false, 2}, {}},
        {{u"hive"_s, 0, true, false, 2}, {u"spark"_s}},
        {{u"trino"_s, 0, true, false, 3}, {u"starburst"_s}},
        {{u"kafka"_s, 0, false, false, 1}, {}},
        {{u"s3"_s, 0, false, true, 0}, {u"s3a"_s, u"s3n"_s}},
        {{u"gs"_s, 0, false, true, 0}, {u"gcs"_s}},
        {{u"hdfs"_s, 8020, false, true, 0}, {}},
        {{u"dbfs"_s, 0, false, true, 0}, {}},
        {{u"file"_s, 0, false, true, 0}, {u"local"_s}},
        {{u"abfs"_s, 0, false, true, 0}, {u"abfss"_s, u"wasb"_s, u"wasbs"_s}},
        {{u"icebergrest"_s, 0, false, false, 0}, {}},
        {{u"deltasharing"_s, 0, false, false, 3}, {}},
    };
    return all;
}

/// Only what would break the grammar is encoded; the rest stays readable.
QString encoded(const QString &part)
{
    QString text;
    text.reserve(part.size());
    for (const QChar character : part) {
        const char16_t code = character.unicode();
        const bool isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
        if (code == u'%' || code == u'/' || code == u'?' || code == u'#' || code == u' ' ||
            isControl)
            text += QString::fromLatin1(QString(character).toUtf8().toPercentEncoding());
        else
            text += character;
    }
    return text;
}

/// `cluster.region` of an endpoint: `cluster.abc.region.redshift.amazonaws.com:5439`.
QString redshiftInstance(const QString &host)
{
    const QStringList labels = host.section(u':', 0, 0).split(u'.');
    for (const QString &service : {u"redshift"_s, u"redshift-serverless"_s}) {
        const qsizetype at = labels.indexOf(service);
        if (at >= 2)
            return labels.first() + u'.' + labels[at - 1];
    }
    return labels.join(u'.');
}

/// `container@account` of `container@account.dfs.core.windows.net`.
QString azureInstance(const QString &authority)
{
    const QString container = authority.section(u'@', 0, 0);
    const QString account = authority.section(u'@', 1).section(u'.', 0, 0);
    return account.isEmpty() ? authority : container + u'@' + account;
}

QString canonicalInstance(const Platform &platform, const QString &given)
{
    QString instance = given.trimmed().toLower();
    while (instance.endsWith(u'/'))
        instance.chop(1);
    if (instance.isEmpty() || instance.startsWith(u'_'))
        return instance;
    if (platform.name == u"redshift")
        return redshiftInstance(instance);
    if (platform.name == u"abfs")
        return azureInstance(instance);
    const bool isIpv6 = instance.startsWith(u'[');
    const bool hasPort = isIpv6 ? instance.contains(u"]:"_s) : instance.contains(u':');
    if (platform.defaultPort != 0 && !hasPort)
        instance += u':' + QString::number(platform.defaultPort);
    return instance;
}

QStringList canonicalParts(const Platform &platform, QStringList parts)
{
    if (platform.isStorage) { // slashes at the ends say nothing, those inside do
        while (!parts.isEmpty() && parts.constFirst().isEmpty())
            parts.removeFirst();
        while (!parts.isEmpty() && parts.constLast().isEmpty())
            parts.removeLast();
    } else {
        parts.removeAll(QString());
    }
    return parts;
}

} // namespace

Platform platformOf(const QString &name)
{
    const QString wanted = name.trimmed().toLower();
    for (const Known &known : knownPlatforms()) {
        if (known.platform.name == wanted || known.aliases.contains(wanted))
            return known.platform;
    }
    return {wanted, 0, false, false, 0};
}

QString unknownInstance(const IdentityHints &hints)
{
    return u'_' + hints.value(u"catalog"_s).toLower();
}

DatasetKey datasetKey(const QString &platformName, const QString &instanceName,
                      const QStringList &given)
{
    const Platform platform = platformOf(platformName);
    const QStringList parts = canonicalParts(platform, given);
    DatasetKey dataset;
    if (platform.name.isEmpty() || parts.isEmpty())
        return dataset;
    QString instance = canonicalInstance(platform, instanceName);
    if (instance.isEmpty())
        instance = u"_"_s;
    dataset.name = parts.constLast();
    dataset.qualifiedName = parts.join(platform.isStorage ? u'/' : u'.');
    QStringList keyParts;
    for (const QString &part : parts) {
        const QString normal = part.normalized(QString::NormalizationForm_C);
        keyParts.append(encoded(platform.folds ? normal.toLower() : normal));
    }
    dataset.key = platform.name + u"://"_s + encoded(instance) + u'/' + keyParts.join(u'/');
    if (platform.isStorage)
        dataset.strength = KeyStrength::Location;
    else
        dataset.strength = instance.startsWith(u'_') ? KeyStrength::Hint : KeyStrength::Name;
    return dataset;
}

QStringList splitQuoted(const QString &name)
{
    QStringList parts;
    QString part;
    QChar quote;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar character = name[i];
        if (!quote.isNull()) {
            if (character != quote)
                part += character;
            else if (i + 1 < name.size() && name[i + 1] == quote)
                part += name[i++ + 1]; // a doubled quote stands for one
            else
                quote = QChar();
        } else if ((character == u'"' || character == u'`') && part.isEmpty()) {
            quote = character;
        } else if (character == u'.') {
            parts.append(part);
            part.clear();
        } else {
            part += character;
        }
    }
    parts.append(part);
    return parts;
}

std::optional<Arn> arnOf(const QString &text)
{
    if (!text.startsWith(u"arn:"_s))
        return std::nullopt;
    return Arn{text.section(u':', 2, 2), text.section(u':', 3, 3), text.section(u':', 4, 4),
               text.section(u':', 5)};
}

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

QString partyKeyInCatalog(const QString &catalog, const QString &id)
{
    return scheme(u"party", u'_' + catalog, id);
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
