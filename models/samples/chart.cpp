// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/chart.h"

#include "models/samples/profile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace Qt::StringLiterals;

namespace meshlens::samples {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Chart)
};

constexpr int binCount = 12;

/// Folds the values of one category and series.
struct Fold {
    int rows = 0;
    double sum = 0;
    double least = 0;
    double most = 0;

    void add(double value)
    {
        least = rows == 0 ? value : std::min(least, value);
        most = rows == 0 ? value : std::max(most, value);
        sum += value;
        ++rows;
    }
    void add(const Fold &other)
    {
        if (other.rows == 0)
            return;
        least = rows == 0 ? other.least : std::min(least, other.least);
        most = rows == 0 ? other.most : std::max(most, other.most);
        sum += other.sum;
        rows += other.rows;
    }
    [[nodiscard]] std::optional<double> value(Summary summary) const
    {
        if (rows == 0)
            return std::nullopt;
        switch (summary) {
        case Summary::Count:
            return rows;
        case Summary::Sum:
            return sum;
        case Summary::Mean:
            return sum / rows;
        case Summary::Least:
            return least;
        case Summary::Most:
            return most;
        }
        return std::nullopt;
    }
};

struct Place {
    QString label;
    std::optional<double> position;
};

int columnOf(const mesh::Sample &sample, const QString &name)
{
    for (int i = 0; i < sample.columns.size(); ++i) {
        if (sample.columns[i].name == name)
            return i;
    }
    return -1;
}

bool holds(const QVariant &cell, const ChartFilter &filter)
{
    using Compare = ChartFilter::Compare;
    if (filter.compare == Compare::Contains)
        return cell.toString().contains(filter.value, Qt::CaseInsensitive);
    const auto left = numberOf(cell);
    const auto right = numberOf(filter.value);
    const bool numbers = left && right;
    const int order = numbers ? (*left < *right ? -1 : (*left > *right ? 1 : 0))
                              : cell.toString().compare(filter.value);
    switch (filter.compare) {
    case Compare::Equal:
        return order == 0;
    case Compare::NotEqual:
        return order != 0;
    case Compare::Less:
        return !cell.isNull() && order < 0;
    case Compare::Greater:
        return !cell.isNull() && order > 0;
    case Compare::Contains:
        break;
    }
    return true;
}

std::optional<Place> timePlace(const QVariant &cell, Bucket bucket)
{
    const auto time = timeOf(cell);
    if (!time)
        return std::nullopt;
    QDate day = QDateTime::fromMSecsSinceEpoch(*time, Qt::UTC).date();
    if (bucket == Bucket::Month)
        day = QDate(day.year(), day.month(), 1);
    else if (bucket == Bucket::Week)
        day = day.addDays(1 - day.dayOfWeek());
    const QString label = day.toString(bucket == Bucket::Month ? u"yyyy-MM"_s : u"yyyy-MM-dd"_s);
    return Place{label, static_cast<double>(day.startOfDay(Qt::UTC).toMSecsSinceEpoch())};
}

/// Puts each row in its place across.
class Across
{
public:
    Across(const mesh::Sample &sample, int column, Bucket bucket)
        : m_column(column), m_bucket(bucket)
    {
        if (bucket != Bucket::Bins)
            return;
        bool first = true;
        for (const QVariantList &row : sample.rows) {
            const auto number = numberOf(row.value(column));
            if (!number)
                continue;
            m_least = first ? *number : std::min(m_least, *number);
            m_most = first ? *number : std::max(m_most, *number);
            first = false;
        }
    }

    [[nodiscard]] std::optional<Place> place(const QVariantList &row) const
    {
        const QVariant cell = row.value(m_column);
        if (m_bucket == Bucket::Bins)
            return binPlace(cell);
        if (m_bucket != Bucket::None)
            return timePlace(cell, m_bucket);
        if (cell.isNull() || cell.toString().isEmpty())
            return Place{Text::tr("(empty)"), std::nullopt};
        auto position = numberOf(cell);
        if (const auto time = timeOf(cell))
            position = static_cast<double>(*time);
        return Place{cell.toString(), position};
    }

private:
    [[nodiscard]] std::optional<Place> binPlace(const QVariant &cell) const
    {
        const auto number = numberOf(cell);
        if (!number)
            return std::nullopt;
        const double width = m_most > m_least ? (m_most - m_least) / binCount : 1;
        const int bin = std::min(binCount - 1, static_cast<int>((*number - m_least) / width));
        const double from = m_least + bin * width;
        const QLocale locale;
        return Place{Text::tr("%1 to %2")
                         .arg(locale.toString(from, 'g', 6), locale.toString(from + width, 'g', 6)),
                     from};
    }

    int m_column;
    Bucket m_bucket;
    double m_least = 0;
    double m_most = 0;
};

struct Table {
    QHash<QString, Place> places;
    QHash<QString, QHash<QString, Fold>> cells; // by series, then category
    QHash<QString, int> rowsOf;                 // of a series
    QHash<QString, int> rowsAt;                 // of a category
};

/// Places with a position in its order; else by rows, largest first.
QStringList orderedPlaces(const Table &table)
{
    QStringList labels = table.places.keys();
    const bool positioned = std::all_of(labels.begin(), labels.end(), [&](const QString &label) {
        return table.places[label].position.has_value();
    });
    std::sort(labels.begin(), labels.end(), [&](const QString &left, const QString &right) {
        if (positioned && *table.places[left].position != *table.places[right].position)
            return *table.places[left].position < *table.places[right].position;
        if (!positioned && table.rowsAt[left] != table.rowsAt[right])
            return table.rowsAt[left] > table.rowsAt[right];
        return left < right;
    });
    return labels;
}

/// By what they add up to where values are summed; else by rows.
QStringList largestSeries(const Table &table, Summary summary)
{
    QStringList names = table.cells.keys();
    QHash<QString, double> totals;
    if (summary == Summary::Sum) {
        for (auto series = table.cells.begin(); series != table.cells.end(); ++series) {
            double &total = totals[series.key()];
            for (const Fold &fold : series.value())
                total += std::abs(fold.sum);
        }
    }
    std::sort(names.begin(), names.end(), [&](const QString &left, const QString &right) {
        if (totals.value(left) != totals.value(right))
            return totals.value(left) > totals.value(right);
        return table.rowsOf[left] != table.rowsOf[right] ? table.rowsOf[left] > table.rowsOf[right]
                                                         : left < right;
    });
    return names;
}

ChartSeries seriesOf(const QList<const QHash<QString, Fold> *> &parts,
                     const QStringList &categories, Summary summary)
{
    ChartSeries series;
    for (const QString &category : categories) {
        Fold fold;
        for (const QHash<QString, Fold> *part : parts)
            fold.add(part->value(category));
        series.values.append(fold.value(summary));
    }
    return series;
}

Error noColumn(const QString &name)
{
    return {Error::Kind::Usage, Text::tr("There is no column “%1”.").arg(name), {}};
}

Result<QList<int>> filterColumnsOf(const mesh::Sample &sample, const ChartSpec &spec)
{
    QList<int> columns;
    for (const ChartFilter &filter : spec.filters) {
        columns.append(columnOf(sample, filter.column));
        if (columns.last() < 0)
            return noColumn(filter.column);
    }
    return columns;
}

bool isWanted(const QVariantList &row, const ChartSpec &spec, const QList<int> &filterColumns)
{
    for (qsizetype i = 0; i < spec.filters.size(); ++i) {
        if (!holds(row.value(filterColumns[i]), spec.filters[i]))
            return false;
    }
    return true;
}

} // namespace

Result<ChartData> chart(const mesh::Sample &sample, const ChartSpec &spec,
                        const std::function<bool()> &cancelled)
{
    const int across = columnOf(sample, spec.across);
    const int up = spec.up.isEmpty() ? -1 : columnOf(sample, spec.up);
    const int colour = spec.colour.isEmpty() ? -1 : columnOf(sample, spec.colour);
    if (across < 0)
        return noColumn(spec.across);
    if (up < 0 && !spec.up.isEmpty())
        return noColumn(spec.up);
    if (up < 0 && spec.summary != Summary::Count)
        return Error{Error::Kind::Usage, Text::tr("Choose a column with numbers to go up."), {}};
    if (colour < 0 && !spec.colour.isEmpty())
        return noColumn(spec.colour);
    const auto filterColumns = filterColumnsOf(sample, spec);
    if (!filterColumns)
        return filterColumns.error();

    ChartData data;
    Table table;
    const Across places(sample, across, spec.bucket);
    for (qsizetype number = 0; number < sample.rows.size(); ++number) {
        if (number % 4096 == 0 && cancelled && cancelled())
            return Error{Error::Kind::Cancelled, {}, {}};
        const QVariantList &row = sample.rows[number];
        if (!isWanted(row, spec, *filterColumns))
            continue;
        const auto place = places.place(row);
        const auto value =
            spec.summary == Summary::Count ? std::optional<double>(1) : numberOf(row.value(up));
        if (!place || !value) {
            ++data.skipped;
            continue;
        }
        const QString series = colour < 0 ? QString() : row.value(colour).toString();
        table.places.insert(place->label, *place);
        table.cells[series][place->label].add(*value);
        ++table.rowsOf[series];
        ++table.rowsAt[place->label];
        ++data.rows;
    }

    data.categories = orderedPlaces(table);
    data.hiddenCategories =
        static_cast<int>(std::max<qsizetype>(0, data.categories.size() - spec.maxCategories));
    data.categories.resize(data.categories.size() - data.hiddenCategories);
    for (const QString &category : std::as_const(data.categories))
        data.positions.append(table.places[category].position);
    const QStringList names = largestSeries(table, spec.summary);
    const qsizetype most = std::max(1, spec.maxSeries);
    const qsizetype own = names.size() > most ? most - 1 : names.size();
    for (qsizetype i = 0; i < own; ++i) {
        data.series.append(seriesOf({&table.cells[names[i]]}, data.categories, spec.summary));
        data.series.last().name =
            colour >= 0 && names[i].isEmpty() ? Text::tr("(empty)") : names[i];
    }
    if (own < names.size()) {
        QList<const QHash<QString, Fold> *> rest;
        for (qsizetype i = own; i < names.size(); ++i)
            rest.append(&table.cells[names[i]]);
        data.series.append(seriesOf(rest, data.categories, spec.summary));
        data.series.last().name = Text::tr("other");
        data.series.last().other = true;
    }
    return data;
}

Result<ChartData> points(const mesh::Sample &sample, const ChartSpec &spec, int maxPoints,
                         const std::function<bool()> &cancelled)
{
    const int across = columnOf(sample, spec.across);
    const int up = columnOf(sample, spec.up);
    const int colour = spec.colour.isEmpty() ? -1 : columnOf(sample, spec.colour);
    if (across < 0)
        return noColumn(spec.across);
    if (up < 0)
        return spec.up.isEmpty() ? Error{Error::Kind::Usage,
                                         Text::tr("Choose a column with numbers to go up."),
                                         {}}
                                 : noColumn(spec.up);
    if (colour < 0 && !spec.colour.isEmpty())
        return noColumn(spec.colour);
    const auto filterColumns = filterColumnsOf(sample, spec);
    if (!filterColumns)
        return filterColumns.error();

    struct Point {
        double across;
        double up;
        QString label;
        QString series;
    };
    std::vector<Point> found;
    ChartData data;
    QHash<QString, int> rowsOf;
    for (qsizetype number = 0; number < sample.rows.size(); ++number) {
        if (number % 4096 == 0 && cancelled && cancelled())
            return Error{Error::Kind::Cancelled, {}, {}};
        const QVariantList &row = sample.rows[number];
        if (!isWanted(row, spec, *filterColumns))
            continue;
        const QVariant cell = row.value(across);
        auto x = numberOf(cell);
        if (const auto time = timeOf(cell))
            x = static_cast<double>(*time);
        const auto y = numberOf(row.value(up));
        if (!x || !y) {
            ++data.skipped;
            continue;
        }
        const QString series = colour < 0 ? QString() : row.value(colour).toString();
        ++rowsOf[series];
        ++data.rows;
        found.push_back({*x, *y, cell.toString(), series});
    }

    const auto most = static_cast<std::size_t>(std::max(1, maxPoints));
    if (found.size() > most) {
        data.hiddenCategories = static_cast<int>(found.size() - most);
        for (std::size_t i = 0; i < most; ++i)
            found[i] = found[i * found.size() / most];
        found.resize(most);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Point &a, const Point &b) { return a.across < b.across; });
    QStringList names = rowsOf.keys();
    std::sort(names.begin(), names.end(), [&](const QString &left, const QString &right) {
        return rowsOf[left] != rowsOf[right] ? rowsOf[left] > rowsOf[right] : left < right;
    });
    const qsizetype kept = std::max(1, spec.maxSeries);
    const qsizetype own = names.size() > kept ? kept - 1 : names.size();
    QHash<QString, qsizetype> seriesAt;
    for (qsizetype i = 0; i < names.size(); ++i)
        seriesAt.insert(names[i], std::min(i, own));
    for (qsizetype i = 0; i < own + (own < names.size() ? 1 : 0); ++i) {
        ChartSeries series;
        series.other = i == own;
        series.name = series.other                        ? Text::tr("other")
                      : colour >= 0 && names[i].isEmpty() ? Text::tr("(empty)")
                                                          : names[i];
        series.values.resize(static_cast<qsizetype>(found.size()));
        data.series.append(series);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        data.categories.append(found[i].label);
        data.positions.append(found[i].across);
        data.series[seriesAt[found[i].series]].values[static_cast<qsizetype>(i)] = found[i].up;
    }
    return data;
}

} // namespace meshlens::samples
