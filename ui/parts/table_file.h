// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QStringList>

#include <functional>

class QWidget;

/// Tables as files: for a spreadsheet, for an auditor.
namespace meshlens::ui {

struct TableText {
    QString title; // over the pages of a PDF, the name of the sheet
    QStringList columns;
    QList<QStringList> rows;
};

/// As models/csv.h says. Thread: any.
[[nodiscard]] QByteArray csvOf(const TableText &table);

/// By the ending of the path: .csv, .xlsx or .pdf (A4 across, the heads repeated on each page).
/// Replaces a file in one step. Errors: Usage, another ending; Storage. Thread: a worker's.
Result<void> writeTable(const QString &path, const TableText &table);

/// Asks where and as what, writes in a worker, then says how it went.
void saveTable(QWidget *owner, const TableText &table, const QString &fileName,
               const std::function<void(const QString &words)> &say);

} // namespace meshlens::ui
