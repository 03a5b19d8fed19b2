// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/sample.h"
#include "models/session.h"

#include <memory>

namespace meshlens::samples {

/// The sealed samples of one profile: `samples.db`, whose rows nobody can read without the key.
///
/// Rows are compressed (zstd), then sealed (libsodium, XChaCha20-Poly1305, a nonce each) and bound
/// to their dataset, grant and end. What is erased is overwritten. Expired samples are never given
/// out and are removed when met. Thread: any; calls take turns and block.
class SampleCache
{
public:
    struct Options {
        qint64 maxBytes = 512LL * 1024 * 1024; // oldest out
    };

    /// Opens or creates `folder/samples.db` (mode 0600). `key`: 32 bytes. Errors: Storage.
    static Result<std::unique_ptr<SampleCache>> open(const QString &folder, const QByteArray &key,
                                                     Options options);
    static Result<std::unique_ptr<SampleCache>> open(const QString &folder, const QByteArray &key);
    ~SampleCache();

    /// What goes with a sample; `rows`, `sizeBytes`, times and grant are taken from the sample.
    struct Origin {
        QString product;   // key, may be empty
        QString dataset;   // key
        QString catalog;   // name of the connection it came through
        QString tableName; // "product.dataset"
        QString title;
    };
    /// Replaces the dataset's earlier sample. Error TooLarge: alone over the limit.
    Result<void> put(const Origin &origin, const mesh::Sample &sample);

    /// Error NotFound: none, or expired. Error Decode: sealed with another key or damaged; the
    /// entry is gone.
    Result<mesh::Sample> get(const QString &datasetKey, std::int64_t nowMs);

    /// By table name; expired ones are removed first.
    Result<QList<CachedSample>> list(std::int64_t nowMs);

    /// How many were erased.
    Result<int> erase(const QString &datasetKey);
    Result<int> eraseOf(const QString &datasetKey, const QString &catalog); // as it came through
    Result<int> eraseByGrant(const QString &grant);
    Result<int> eraseProduct(const QString &productKey);
    Result<int> eraseByCatalog(const QString &catalog);
    Result<int> eraseExpired(std::int64_t nowMs);
    Result<int> eraseAll();

private:
    Result<int> eraseWhere(const char *sql, const QString &value);

    struct Private;
    explicit SampleCache(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace meshlens::samples
