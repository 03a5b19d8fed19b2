// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// How every CSV file of the program is written: by RFC 4180 with commas and CRLF, and so that no
/// text of a server runs as a formula in a spreadsheet.
///
/// A cell gets an apostrophe in front where it begins with = + - @, a tab, a line end or the wide
/// forms ＝ ＋ － ＠ and is not a number, and where it begins with an apostrophe that stands before
/// one of those or before another apostrophe. So whoever reads such a file back takes one
/// apostrophe away wherever it stands before one of those characters, and has each text as it was;
/// numbers stay numbers.
///
/// Thread: any; pure functions. Source of the list: OWASP, CSV injection.
namespace meshlens {

/// One cell: made harmless, and quoted where it holds a comma, a semicolon (some spreadsheets part
/// cells by it), a quote or a line end.
[[nodiscard]] QString csvCell(const QString &text);

/// The same text without quotes, for cells that are quoted anyway.
[[nodiscard]] QString withoutFormula(const QString &text);

/// A row with its line end.
[[nodiscard]] QString csvLine(const QStringList &cells);

} // namespace meshlens
