// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/reader.h"

namespace meshlens::ui {

/// What the index says beside the rows of a dataset.
struct SampleInfo {
    QString dataset; // key
    QString name;
    std::optional<qint64> sourceRows;
    QStringList columns;
    std::optional<store::ProductRow> product;
    QString limitations;                 // known issues of the product
    QList<mesh::AccessRequest> requests; // of the product, newest first
};

/// `key`: of a dataset, or of a product (its first output). Error NotFound: neither, or a product
/// without rows. Thread: any.
[[nodiscard]] Result<SampleInfo> readSampleInfo(const store::Reader &reader, const QString &key);

/// The request behind a grant; nothing: the index knows none.
[[nodiscard]] const mesh::AccessRequest *requestOf(const SampleInfo &info, const QString &grant);
/// The newest own request.
[[nodiscard]] const mesh::AccessRequest *ownRequest(const SampleInfo &info);

/// Why rows that were here are not any more, or why there are none.
struct NoRowsWords {
    QString icon;
    QString title;
    QString text;
    enum class Way { None, Request, Renew, SeeRequest } way = Way::None;
    QString request; // id, for Renew and SeeRequest
};
[[nodiscard]] NoRowsWords erasedWords(const SampleInfo &info, const QString &grant);
[[nodiscard]] NoRowsWords noAccessWords(const SampleInfo &info);

/// "A part: 2,000 of 10,400 rows. Fetched 12 March 09:41. Your grant runs until 10 June 2026."
[[nodiscard]] QString rowsNote(const mesh::Sample &sample, std::optional<qint64> sourceRows,
                               std::int64_t nowMs);

} // namespace meshlens::ui
