// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_datazone_decode.h"
#include "app/catalogs/aws_service.h"
#include "models/clock.h"

namespace meshlens::catalogs {

/// `/v2/domains/{id}` + what follows; ids are percent-encoded by the caller.
[[nodiscard]] QByteArray zonePath(const QString &domain, const QByteArray &rest);

/// Id and root unit of the domain that a connection reads: the option `domain`, else the only one
/// there is.
struct ZoneDomain {
    QString id;
    QString name;
    QString rootUnit;
};
[[nodiscard]] Result<ZoneDomain>
findZoneDomain(AwsService &zone, const CatalogConnection &connection, std::stop_token stop);

/// What the last good pull told.
struct ZoneState {
    QMap<QString, qint64> things;    // native id to the hash of what was said
    QMap<QString, QString> points;   // listing/form to the id of its latest point of quality
    std::int64_t lineageAfterMs = 0; // events before this are in the picture
    bool isComplete = false;

    [[nodiscard]] QByteArray toJson() const;
    [[nodiscard]] static ZoneState fromJson(const QByteArray &text);
};

/// One pull of a DataZone domain.
///
/// Calls: GetDomain; ListDomainUnitsForParent a unit; ListProjects and SearchListings 50 a call;
/// Search of terms; GetTimeSeriesDataPoint for each point of quality that is new;
/// ListLineageEvents, and where something happened since, those of ZoneLineage. There is no list of
/// what changed: a second pull lists as well, but hands on only what differs. A broken connection
/// or a service that stays busy ends the pull; what this person may not read is told and stays as
/// it was.
class ZonePull
{
public:
    ZonePull(AwsService &zone, const CatalogConnection &connection, const Clock &clock,
             const PullRequest &request, PullSink &sink, std::stop_token stop);

    [[nodiscard]] Result<PullOutcome> run();

private:
    Result<void> readUnits(const QString &parent, int depth);
    Result<void> readProjects();
    Result<void> readTerms();
    Result<void> readListings();
    Result<void> putListings();
    Result<void> readQuality();
    Result<void> readLineage();
    Result<bool> hasNewEvents();
    Result<void> putDeleted();

    void keepAll(const QString &prefix);
    Result<void> told(const QString &part, const Error &error);
    bool isNew(const QString &id, qint64 hash);
    void problem(const QString &part, const Error &error);

    AwsService &m_zone;
    const CatalogConnection m_connection;
    PullSink &m_sink;
    const std::stop_token m_stop;
    const std::int64_t m_startedMs;
    ZoneState m_known;  // what the last pull left
    ZoneState m_before; // the same; empty for a full pull
    ZoneState m_after;
    ZoneNames m_names;
    QList<ZoneListing> m_listings;
    QMap<QString, QString> m_keyOfAsset;
    QSet<QString> m_newListings;
    QStringList m_unread;  // things that were kept, as in ZoneState
    bool m_hasOdd = false; // a listing could not be read
    bool m_incremental = false;
    qint64 m_changed = 0;
};

} // namespace meshlens::catalogs
