// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"
#include "app/net/client.h"
#include "models/catalog.h"
#include "models/clock.h"

#include <mutex>

namespace meshlens::catalogs {

/// A directory, a git checkout or one file of open descriptors, dbt artifacts and OpenLineage
/// events (formats/): see FolderReader for what is read, walkFolder() for what is passed over.
///
/// Authority: the connection's name. Options are identity hints: `instance`, `account`, `region`.
/// A pull of an unchanged folder says so; any other is a full one. Samples come from CSV files
/// inside the folder: where a contract's server (`path`, `location`) or a port's address names one,
/// else `data/<native id>.csv` or `data/<name>.csv`.
class FolderCatalog final : public Catalog
{
public:
    static CatalogKind kind();
    static Result<std::unique_ptr<Catalog>> make(const CatalogConnection &connection,
                                                 const QString &secret, net::Client &client,
                                                 const Clock &clock);

    /// `connection.url`: a path (`~` is the home folder) or a `file:` URL. Error Usage: anything
    /// else.
    static Result<std::unique_ptr<Catalog>> open(const CatalogConnection &connection,
                                                 const Clock &clock);

    QList<ConnectionStep> test(std::stop_token stop) override;
    Result<PullOutcome> pull(const PullRequest &request, PullSink &sink,
                             std::stop_token stop) override;
    Result<mesh::Sample> sample(const SampleQuery &query, std::stop_token stop) override;

private:
    struct DataFile {
        QString path;
        QList<mesh::Column> columns;
    };

    FolderCatalog(CatalogConnection connection, QString root, const Clock &clock);

    [[nodiscard]] DecodeContext context() const;
    [[nodiscard]] QByteArray salt() const;
    [[nodiscard]] QHash<QString, DataFile> dataFilesOf(const Decoded &decoded) const;
    Result<void> findDataFiles(std::stop_token stop);

    CatalogConnection m_connection;
    QString m_root;
    Clock m_clock;
    std::mutex m_mutex; // of what follows
    bool m_dataKnown = false;
    QHash<QString, DataFile> m_data; // by native id of the dataset
};

} // namespace meshlens::catalogs
