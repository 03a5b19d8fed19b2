// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/query_tables.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

/// A text, a comment or a name by itself, or a table with its schema: the first alternative that
/// fits wins, so that nothing inside a text or a comment is taken for a table.
const QRegularExpression &pieces()
{
    static const QRegularExpression shape(
        uR"re('(?:[^']|'')*'|--[^\n]*|/\*.*?\*/|(?<![\w."])(?:mesh|"mesh")\s*\.\s*"?(?<table>\w+)"?|"(?:[^"]|"")*")re"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return shape;
}

} // namespace

QStringList findingColumns()
{
    return {u"rule"_s,   u"severity"_s, u"quality"_s,  u"product"_s, u"name"_s,
            u"domain"_s, u"title"_s,    u"evidence"_s, u"fix"_s};
}

bool namesMeshTable(const QString &sql, const QString &table)
{
    for (const QRegularExpressionMatch &match : pieces().globalMatch(sql)) {
        if (match.captured(u"table").compare(table, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

QString withoutSchema(const QString &sql, const QStringList &tables)
{
    QString bare;
    qsizetype from = 0;
    for (const QRegularExpressionMatch &match : pieces().globalMatch(sql)) {
        const QString table = match.captured(u"table");
        if (!tables.contains(table, Qt::CaseInsensitive))
            continue;
        bare += sql.mid(from, match.capturedStart() - from);
        bare += u'"' + table.toLower() + u'"';
        from = match.capturedEnd();
    }
    return bare + sql.mid(from);
}

} // namespace meshlens::store
