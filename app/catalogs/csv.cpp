// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/csv.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Csv)
};

constexpr qsizetype mostRowBytes = 1024 * 1024;
constexpr qsizetype mostCells = 10'000;

Error brokenAt(int line, const QString &reason)
{
    return {Error::Kind::Decode, Text::tr("line %1: %2").arg(line).arg(reason),
            u"line:%1"_s.arg(line)};
}

/// One record, which quotes may spread over several lines.
class RowReader
{
public:
    explicit RowReader(QIODevice &device) : m_device(device) {}

    /// Nothing at the end of the file.
    Result<std::optional<QByteArray>> next()
    {
        QByteArray row;
        const int first = m_line + 1;
        do {
            const QByteArray line = m_device.readLine(mostRowBytes);
            if (line.isEmpty()) {
                if (row.isEmpty())
                    return std::optional<QByteArray>();
                return brokenAt(first, Text::tr("a quote that does not end."));
            }
            ++m_line;
            row += line;
            if (row.size() >= mostRowBytes)
                return brokenAt(first, Text::tr("a row of more than 1 MB."));
        } while (row.count('"') % 2 != 0);
        while (row.endsWith('\n') || row.endsWith('\r'))
            row.chop(1);
        return std::optional(row);
    }

    [[nodiscard]] int line() const { return m_line; }

private:
    QIODevice &m_device;
    int m_line = 0;
};

QStringList cellsOf(const QByteArray &row, char delimiter)
{
    QStringList cells;
    QByteArray cell;
    bool quoted = false;
    for (qsizetype i = 0; i < row.size(); ++i) {
        const char character = row[i];
        if (quoted) {
            if (character == '"' && i + 1 < row.size() && row[i + 1] == '"') {
                cell += '"';
                ++i;
            } else if (character == '"') {
                quoted = false;
            } else {
                cell += character;
            }
        } else if (character == '"' && cell.isEmpty()) {
            quoted = true;
        } else if (character == delimiter) {
            cells.append(QString::fromUtf8(cell));
            cell.clear();
        } else {
            cell += character;
        }
    }
    cells.append(QString::fromUtf8(cell));
    return cells;
}

char delimiterOf(const QByteArray &header)
{
    const auto candidates = {',', ';', '\t', '|'};
    return std::max(candidates, [&](char a, char b) { return header.count(a) < header.count(b); });
}

/// The narrowest type of a column that nobody has described.
QString guessedType(const QList<QStringList> &rows, qsizetype column)
{
    bool isInteger = true;
    bool isNumber = true;
    bool any = false;
    for (const QStringList &row : rows) {
        const QString cell = row.value(column);
        if (cell.isEmpty())
            continue;
        any = true;
        bool ok = false;
        // Leading zeroes make an identifier, not a number.
        const bool padded = cell.size() > 1 && cell[0] == u'0' && cell[1].isDigit();
        static_cast<void>(cell.toLongLong(&ok));
        isInteger = isInteger && ok && !padded;
        static_cast<void>(cell.toDouble(&ok));
        isNumber = isNumber && ok && !padded;
    }
    if (!any || !isNumber)
        return u"string"_s;
    return isInteger ? u"integer"_s : u"number"_s;
}

} // namespace

QVariant typedCell(const QString &text, const QString &type)
{
    if (text.isEmpty())
        return {};
    const QString word = type.toLower();
    const auto is = [&](std::initializer_list<QStringView> words) {
        return std::any_of(words.begin(), words.end(),
                           [&](QStringView start) { return word.startsWith(start); });
    };
    bool ok = false;
    if (is({u"int", u"bigint", u"smallint", u"tinyint", u"long", u"serial"}) &&
        !word.startsWith(u"interval")) {
        const qint64 number = text.toLongLong(&ok);
        return ok ? QVariant(number) : QVariant(text);
    }
    if (is({u"num", u"dec", u"double", u"float", u"real"})) {
        const double number = text.toDouble(&ok);
        return ok ? QVariant(number) : QVariant(text);
    }
    if (is({u"bool"})) {
        const QString value = text.toLower();
        if (value == u"true" || value == u"t" || value == u"1" || value == u"yes")
            return true;
        if (value == u"false" || value == u"f" || value == u"0" || value == u"no")
            return false;
    }
    return text;
}

Result<mesh::Sample> readCsv(QIODevice &device, const QList<mesh::Column> &columns, int rows,
                             std::stop_token stop)
{
    RowReader reader(device);
    auto header = reader.next();
    if (!header)
        return std::move(header).error();
    mesh::Sample sample;
    if (!*header) {
        sample.complete = true;
        return sample;
    }
    QByteArray first = **header;
    if (first.startsWith("\xef\xbb\xbf"))
        first.remove(0, 3);
    const char delimiter = delimiterOf(first);
    const QStringList names = cellsOf(first, delimiter);
    if (names.size() > mostCells)
        return brokenAt(1, Text::tr("more than %1 columns.").arg(mostCells));

    QList<QStringList> texts;
    for (;;) {
        if (stop.stop_requested())
            return Error{Error::Kind::Cancelled, Text::tr("Stopped."), {}};
        auto row = reader.next();
        if (!row)
            return std::move(row).error();
        if (!*row) {
            sample.complete = true;
            break;
        }
        if (texts.size() >= rows)
            break;
        if (!(*row)->isEmpty())
            texts.append(cellsOf(**row, delimiter));
    }

    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString name = names[i].trimmed();
        const auto known =
            std::find_if(columns.begin(), columns.end(), [&](const mesh::Column &column) {
                return column.name.compare(name, Qt::CaseInsensitive) == 0;
            });
        const bool isTyped = known != columns.end() && !known->type.isEmpty();
        sample.columns.append({name, isTyped ? known->type : guessedType(texts, i), false});
    }
    for (const QStringList &row : std::as_const(texts)) {
        QVariantList cells;
        for (qsizetype i = 0; i < names.size(); ++i)
            cells.append(typedCell(row.value(i), sample.columns[i].type));
        sample.rows.append(cells);
    }
    return sample;
}

} // namespace meshlens::catalogs
