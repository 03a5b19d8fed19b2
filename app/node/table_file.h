// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QList>
#include <QString>
#include <QVariant>

#include <memory>

namespace meshlens::node {

/// Writes tables into a new SQLite file that a node can publish (`data/*.sqlite`). The file is not
/// safe against a crash while it is written: write beside and rename.
/// Thread: one at a time.
class TableFile
{
public:
    struct Column {
        QString name;
        QString affinity; // TEXT, INTEGER or REAL
    };

    /// Errors: Storage, of all calls.
    static Result<TableFile> create(const QString &path);
    TableFile(TableFile &&other) noexcept;
    ~TableFile();

    Result<void> beginTable(const QString &name, const QList<Column> &columns);
    /// A cell is null, bool, qint64, double or QByteArray (UTF-8 text).
    Result<void> addRow(const QList<QVariant> &cells);
    Result<void> finish();

private:
    class Private;
    explicit TableFile(std::unique_ptr<Private> parts);
    std::unique_ptr<Private> d;
};

} // namespace meshlens::node
