// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/identity.h"
#include "models/mesh/identity_platform.h"

using namespace Qt::StringLiterals;

/// Servers of data contracts. Source: Open Data Contract Standard 3.1, section infrastructure and
/// servers; the earlier Data Contract Specification has the same fields for the types it knows.
namespace meshlens::mesh {
namespace {

class Server
{
public:
    Server(const QMap<QString, QString> &fields, const IdentityHints &hints)
        : m_fields(fields), m_hints(hints), m_platform(platformOf(fields.value(u"type"_s)))
    {}

    [[nodiscard]] DatasetKey keyOf(const QString &physicalName) const
    {
        if (physicalName.contains(u"://"_s) || physicalName.startsWith(u"arn:"_s))
            return locationKey(physicalName, m_hints);
        const QString location = field({u"location"_s, u"path"_s});
        if (!location.isEmpty() && (m_platform.isStorage || m_platform.levels == 0))
            return located(location, physicalName);
        if (physicalName.isEmpty())
            return {};
        if (m_platform.name == u"kafka")
            return datasetKey(m_platform.name, instance(), {physicalName});
        QStringList parts = splitQuoted(physicalName);
        const QStringList outer = outerLevels();
        // What the name leaves out, the server says: `orders` in shop.public is shop.public.orders.
        for (qsizetype missing = outer.size() + 1 - parts.size(); missing > 0; --missing)
            parts.prepend(outer[missing - 1]);
        return datasetKey(m_platform.name, instance(), parts);
    }

private:
    [[nodiscard]] QString field(const QStringList &names) const
    {
        for (const QString &name : names) {
            if (const QString value = m_fields.value(name).trimmed(); !value.isEmpty())
                return value;
        }
        return {};
    }

    [[nodiscard]] QString hinted(const QString &name, const QStringList &names) const
    {
        const QString value = field(names);
        return value.isEmpty() ? m_hints.value(name) : value;
    }

    /// `s3://bucket/{model}/*.parquet`: up to the first wildcard.
    [[nodiscard]] DatasetKey located(QString location, const QString &physicalName) const
    {
        location.replace(u"{model}"_s, physicalName).replace(u"{object}"_s, physicalName);
        const qsizetype wildcard = location.indexOf(u'*');
        if (wildcard >= 0)
            location = location.left(location.lastIndexOf(u'/', wildcard));
        if (location.contains(u":/"_s))
            return locationKey(location, m_hints);
        return datasetKey(u"file"_s, u"_"_s, location.split(u'/'));
    }

    [[nodiscard]] QStringList outerLevels() const
    {
        const QString database = field({u"database"_s, u"catalog"_s, u"serviceName"_s});
        const QString schema = field({u"schema"_s, u"dataset"_s});
        if (m_platform.name == u"bigquery")
            return {field({u"dataset"_s, u"schema"_s})};
        if (m_platform.levels == 2)
            return {field({u"database"_s, u"schema"_s, u"keyspace"_s})};
        if (m_platform.name == u"unity" || m_platform.name == u"trino" ||
            m_platform.name == u"athena")
            return {field({u"catalog"_s, u"database"_s}), schema};
        QStringList outer{database, schema};
        outer.removeAll(QString());
        return outer;
    }

    [[nodiscard]] QString instance() const
    {
        const QString account = hinted(u"account"_s, {u"account"_s});
        const QString region = hinted(u"region"_s, {u"region"_s, u"regionName"_s});
        QString host = field({u"host"_s, u"endpoint"_s, u"bootstrapServers"_s});
        host = host.section(u"://"_s, -1).section(u'/', 0, 0).section(u',', 0, 0).trimmed();
        if (const QString port = field({u"port"_s});
            !port.isEmpty() && !host.isEmpty() && !host.contains(u':'))
            host += u':' + port;
        QString place = host;
        if (m_platform.name == u"glue")
            place = account.isEmpty() || region.isEmpty() ? QString() : account + u'.' + region;
        else if (m_platform.name == u"athena")
            place = region;
        else if (m_platform.name == u"snowflake")
            place = account;
        else if (m_platform.name == u"bigquery")
            place = field({u"project"_s, u"database"_s});
        else if (m_platform.name == u"unity" && m_hints.contains(u"metastore"_s))
            place = m_hints.value(u"metastore"_s);
        else if (m_platform.name == u"redshift" && host.isEmpty() && !region.isEmpty())
            place = field({u"clusterIdentifier"_s, u"workgroup"_s}).isEmpty()
                        ? QString()
                        : field({u"clusterIdentifier"_s, u"workgroup"_s}) + u'.' + region;
        if (place.isEmpty())
            place = m_hints.value(u"instance"_s);
        return place.isEmpty() ? unknownInstance(m_hints) : place;
    }

    const QMap<QString, QString> &m_fields;
    const IdentityHints &m_hints;
    const Platform m_platform;
};

} // namespace

DatasetKey contractServerKey(const QMap<QString, QString> &server, const QString &physicalName,
                             const IdentityHints &hints)
{
    return Server(server, hints).keyOf(physicalName.trimmed());
}

} // namespace meshlens::mesh
