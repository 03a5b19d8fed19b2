// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/query_words.h"

#include <QCoreApplication>

#include <numeric>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

/// Letters to add, drop or change to make one word of the other.
qsizetype distance(const QString &from, const QString &to)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= from.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i;
        for (qsizetype j = 1; j <= to.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const qsizetype changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({row[at] + 1, row[at - 1] + 1, changed});
        }
    }
    return row.back();
}

/// The word that somebody most likely meant; empty where none is near.
QString nearest(const QString &name, const QStringList &words)
{
    const QString wanted = name.toLower();
    QString best;
    qsizetype bestCost = std::max<qsizetype>(2, wanted.size() / 3) + 1;
    for (const QString &word : words) {
        const QString candidate = word.toLower();
        // The beginning of a longer name is as good as one slip.
        const bool begins =
            wanted.size() >= 3 && (candidate.startsWith(wanted) || wanted.startsWith(candidate));
        const qsizetype cost = begins ? 1 : distance(wanted, candidate);
        if (cost < bestCost) {
            bestCost = cost;
            best = word;
        }
    }
    return best;
}

QString atLine(const QByteArray &sql, int offset, const QString &sentence)
{
    if (offset < 0)
        return sentence;
    const int line = static_cast<int>(sql.left(offset).count('\n')) + 1;
    return tr("Line %1: %2").arg(line).arg(sentence);
}

QString capitalised(const QString &sentence)
{
    return sentence.left(1).toUpper() + sentence.mid(1);
}

} // namespace

void QueryWords::addTable(const QString &name, const QStringList &columns)
{
    m_columns.insert(name, columns);
}

QString QueryWords::likeColumn(const QString &name, const QString &sql) const
{
    const QString bare = name.section(u'.', -1);
    QStringList mentioned, all;
    for (auto table = m_columns.begin(); table != m_columns.end(); ++table) {
        all += table.value();
        if (sql.contains(table.key().section(u'.', -1), Qt::CaseInsensitive))
            mentioned += table.value();
    }
    const QString near = nearest(bare, mentioned);
    return near.isEmpty() ? nearest(bare, all) : near;
}

QString QueryWords::likeTable(const QString &name) const
{
    QStringList words = m_columns.keys();
    words.append(u"mesh.views"_s);
    for (const QString &table : words) {
        if (table.section(u'.', -1).compare(name.section(u'.', -1), Qt::CaseInsensitive) == 0)
            return table.startsWith(u"mesh."_s) ? table : u'"' + table + u'"';
    }
    const QString near = nearest(name, words);
    return near.isEmpty() || near.startsWith(u"mesh."_s) ? near : u'"' + near + u'"';
}

Error QueryWords::explained(const QByteArray &sql, int code, const QString &message,
                            int offset) const
{
    const auto rest = [&](const char16_t *start) {
        const QString prefix = QString::fromUtf16(start);
        return message.startsWith(prefix) ? message.mid(prefix.size()) : QString();
    };
    QString sentence;
    QString near;
    if (code == SQLITE_AUTH) {
        return {Error::Kind::Usage,
                tr("Only questions can be asked here: one SELECT or WITH over the samples and the "
                   "views of mesh."),
                message};
    }
    if (const QString column = rest(u"no such column: "); !column.isEmpty()) {
        if (offset < 0) // SQLite does not always say where
            offset = static_cast<int>(sql.indexOf(column.toUtf8()));
        sentence = tr("there is no column `%1`.").arg(column);
        near = likeColumn(column, QString::fromUtf8(sql));
    } else if (const QString table = rest(u"no such table: "); !table.isEmpty()) {
        if (offset < 0)
            offset = static_cast<int>(sql.indexOf(table.section(u'.', -1).toUtf8()));
        sentence = tr("there is no table `%1`.").arg(table);
        near = likeTable(table);
    } else if (const QString function = rest(u"no such function: "); !function.isEmpty()) {
        sentence = tr("there is no function `%1`.").arg(function);
    } else if (message.endsWith(u": syntax error"_s)) {
        sentence = tr("this is not SQL, at %1.").arg(message.mid(5, message.size() - 5 - 14));
    } else if (message == u"incomplete input") {
        offset = static_cast<int>(sql.trimmed().size());
        sentence = tr("the statement ends too early.");
    } else {
        sentence = message + u'.';
    }
    if (!near.isEmpty())
        sentence += u' ' + tr("Did you mean `%1`?").arg(near);
    return {Error::Kind::Usage, offset < 0 ? capitalised(sentence) : atLine(sql, offset, sentence),
            message};
}

} // namespace meshlens::store
