// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"

#include <nlohmann/json.hpp>

/// What DataZone's shapes mean in the mesh's words. Pure functions; JSON is that of a stranger.
/// Source: the service model of Amazon DataZone, 2018-05-10.
namespace meshlens::catalogs {

struct ZoneNames {
    QString catalog; // the connection's name
    QString domain;  // id of DataZone's domain ("dzd_..."): what this catalog's keys begin with
    QMap<QString, QString> unitOfProject; // project id to domain unit id
    QMap<QString, QString> termKeys;      // by the term's name, which is all that a listing gives

    [[nodiscard]] QString partyKey(const QString &id) const;
    [[nodiscard]] QString unitKey(const QString &id) const; // empty for none
};

/// A point of quality that a listing shows as the latest.
struct ZonePoint {
    QString listing;
    QString form;
    QString id;
};

/// An entry of SearchListings: something that can be subscribed to.
struct ZoneListing {
    mesh::DataProduct product;
    std::optional<mesh::Dataset> dataset; // of a published asset
    QString assetId;
    QString source;      // its ARN, where it has one
    QStringList members; // listings, of a published data product
    QList<ZonePoint> points;
};
/// Error Decode: it is neither an asset nor a data product, or has no id.
[[nodiscard]] Result<ZoneListing> decodeZoneListing(const nlohmann::json &node,
                                                    const ZoneNames &names);

/// The checks and results in one time series data point of data quality; `content` is JSON text.
void decodeZoneQuality(const QString &content, const ZonePoint &point, const QString &dataset,
                       std::int64_t atMs, Batch &batch);

/// The key of a dataset that lineage names by its source identifier; empty where it names none.
[[nodiscard]] QString zoneSourceKey(const QString &source);

/// A subscription request; what became of it is in `subscription` and its `grants` (null, empty:
/// not known).
[[nodiscard]] Result<mesh::AccessRequest> decodeZoneRequest(const nlohmann::json &node,
                                                            const nlohmann::json &subscription,
                                                            const nlohmann::json &grants,
                                                            const ZoneNames &names);

} // namespace meshlens::catalogs
