// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/csv.h"

#include <algorithm>
#include <cmath>

namespace meshlens {
namespace {

constexpr QStringView starts = u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

bool isNumber(const QString &text)
{
    bool number = false;
    const double value = text.toDouble(&number);
    return number && std::isfinite(value) && text == text.trimmed();
}

bool needsApostrophe(const QString &text)
{
    if (text.isEmpty())
        return false;
    if (text.front() == u'\'')
        return text.size() > 1 && (text[1] == u'\'' || starts.contains(text[1]));
    return starts.contains(text.front()) && !isNumber(text);
}

} // namespace

QString withoutFormula(const QString &text)
{
    return needsApostrophe(text) ? u'\'' + text : text;
}

QString csvCell(const QString &text)
{
    static constexpr QStringView special = u",;\"\r\n";
    QString cell = withoutFormula(text);
    const bool quoted = std::any_of(cell.cbegin(), cell.cend(),
                                    [](QChar character) { return special.contains(character); });
    return quoted ? u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"' : cell;
}

QString csvLine(const QStringList &cells)
{
    QStringList written;
    written.reserve(cells.size());
    for (const QString &cell : cells)
        written.append(csvCell(cell));
    return written.join(u',') + QStringLiteral("\r\n");
}

} // namespace meshlens
