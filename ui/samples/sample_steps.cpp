// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sample_steps.h"

#include "ui/parts/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double muchEmpty = 0.05; // a share that has moved so far is worth a mark

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::SampleSteps)
};

/// How likely a column is a key, by its name.
int keyRank(const QString &column)
{
    const QString name = column.toLower();
    return name == u"id" ? 1 // often an id of something else
           : name.endsWith(u"_id") || name.endsWith(u"_key") || name.endsWith(u"_code") ? 3
           : name.endsWith(u"date") || name.endsWith(u"month") || name.endsWith(u"day") ? 2
                                                                                        : 0;
}

const samples::ColumnProfile *called(const QList<samples::ColumnProfile> &all, const QString &name)
{
    const auto found = std::ranges::find_if(all, [&](const samples::ColumnProfile &one) {
        return one.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == all.end() ? nullptr : &*found;
}

QString rangeOf(const samples::ColumnProfile &profile)
{
    return profile.min.isEmpty() && profile.max.isEmpty()
               ? u"\u2013"_s
               : Text::tr("%1 to %2").arg(profile.min, profile.max);
}

QString bothWords(const QString &left, const QString &right)
{
    return left == right ? left : left + u" \u2192 "_s + right;
}

} // namespace

QString quotedName(const QString &name)
{
    QString quoted = name;
    return u'"' + quoted.replace(u'"', u"\"\""_s) + u'"';
}

QString sharedKey(const SampleTable &left, const SampleTable &right)
{
    QString best;
    int bestRank = -1;
    for (const QString &column : left.columns) {
        if (right.columns.contains(column, Qt::CaseInsensitive) && keyRank(column) > bestRank) {
            best = column;
            bestRank = keyRank(column);
        }
    }
    return best;
}

QString joinSql(const SampleTable &left, const SampleTable &right)
{
    const QString key = sharedKey(left, right);
    const QString on = key.isEmpty() ? Text::tr("1 = 0 -- say here what belongs together")
                                     : u"a.%1 = b.%1"_s.arg(quotedName(key));
    return u"SELECT a.*, b.*\nFROM   %1 AS a\nJOIN   %2 AS b\n  ON   %3\nLIMIT  1000"_s.arg(
        quotedName(left.name), quotedName(right.name), on);
}

QList<FactColumn> comparisonColumns(const QString &left, const QString &right)
{
    return {{Text::tr("Column"), 0},
            {Text::tr("Type"), 130},
            {Text::tr("Empty"), 130, Qt::AlignRight, bothWords(left, right)},
            {Text::tr("Distinct"), 130, Qt::AlignRight, bothWords(left, right)},
            {left, 0},
            {right, 0}};
}

QList<FactRow> comparisonRows(const QList<samples::ColumnProfile> &left,
                              const QList<samples::ColumnProfile> &right)
{
    QStringList names;
    for (const samples::ColumnProfile &profile : left)
        names += profile.name;
    for (const samples::ColumnProfile &profile : right) {
        if (!names.contains(profile.name, Qt::CaseInsensitive))
            names += profile.name;
    }
    QList<FactRow> rows;
    for (const QString &name : names) {
        const samples::ColumnProfile *one = called(left, name);
        const samples::ColumnProfile *other = called(right, name);
        FactRow row;
        row.id = name;
        FactCell title{.text = name, .role = TextRole::Mono};
        if (!one || !other) {
            title.mark = Mark::Missed;
            title.tip = Text::tr("Only one of them has this column.");
        }
        row.cells += title;
        const auto typeOf = [](const samples::ColumnProfile *profile) {
            return profile ? samples::toText(profile->type) : u"\u2013"_s;
        };
        const auto share = [](const samples::ColumnProfile *profile) {
            return profile ? format::percent(profile->emptyShare()) : u"\u2013"_s;
        };
        const auto distinct = [](const samples::ColumnProfile *profile) {
            return profile ? format::count(profile->distinct) : u"\u2013"_s;
        };
        const bool both = one && other;
        FactCell type{.text = bothWords(typeOf(one), typeOf(other))};
        if (both && one->type != other->type)
            type.mark = Mark::Warning;
        FactCell empty{.text = bothWords(share(one), share(other))};
        if (both && std::abs(one->emptyShare() - other->emptyShare()) > muchEmpty)
            empty.mark = Mark::Warning;
        row.cells += type;
        row.cells += empty;
        row.cells += FactCell{.text = bothWords(distinct(one), distinct(other))};
        row.cells += FactCell{.text = one ? rangeOf(*one) : u"\u2013"_s, .colour = Token::Text2};
        row.cells +=
            FactCell{.text = other ? rangeOf(*other) : u"\u2013"_s, .colour = Token::Text2};
        for (FactCell &cell : row.cells) {
            if (cell.tip.isEmpty())
                cell.tip = cell.text;
        }
        rows += row;
    }
    return rows;
}

} // namespace meshlens::ui
