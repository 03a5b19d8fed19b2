// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry.h"

#include "app/catalogs/aws_datazone_catalog.h"
#include "app/catalogs/aws_glue_catalog.h"
#include "app/catalogs/folder_catalog.h"
#include "app/catalogs/iceberg_catalog.h"
#include "app/catalogs/lakefs_catalog.h"
#include "app/catalogs/nessie_catalog.h"
#include "app/catalogs/node_catalog.h"
#include "app/catalogs/registry_catalog.h"
#include "app/catalogs/sharing_catalog.h"
#include "app/catalogs/trino_catalog.h"
#include "app/catalogs/unity_catalog.h"

#include <QCoreApplication>

namespace meshlens::catalogs {
namespace {

const QList<Registration> &registrations()
{
    static const QList<Registration> all = {
        NodeCatalog::registration(),       {&FolderCatalog::kind, &FolderCatalog::make},
        registrationOf<UnityCatalog>(),    registrationOf<IcebergCatalog>(),
        registrationOf<NessieCatalog>(),   SharingCatalog::registration(),
        registrationOf<RegistryCatalog>(), registrationOf<TrinoCatalog>(),
        registrationOf<LakefsCatalog>(),   registrationOf<HiveCatalog>(),
        GlueCatalog::registration(),       ZoneCatalog::registration(),
    };
    return all;
}

} // namespace

QList<CatalogKind> kinds()
{
    QList<CatalogKind> all;
    for (const Registration &registration : registrations())
        all.append(registration.kind());
    return all;
}

Result<std::unique_ptr<Catalog>> make(const CatalogConnection &connection, const QString &secret,
                                      net::Client &client, const Clock &clock)
{
    for (const Registration &registration : registrations()) {
        if (registration.kind().kind == connection.kind)
            return registration.make(connection, secret, client, clock);
    }
    return Error{Error::Kind::Usage,
                 QCoreApplication::translate("Catalogs", "There is no kind of catalog named %1.")
                     .arg(connection.kind),
                 {}};
}

} // namespace meshlens::catalogs
