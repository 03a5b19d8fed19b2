// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/output.h"

#include "models/clock.h"
#include "models/csv.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

constexpr int widestCell = 60;

/// Data must not steer the terminal it is printed on.
QString harmless(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar character : text) {
        if (character == u'\n' || character == u'\t')
            shown += u' ';
        else if (character.category() == QChar::Other_Control)
            shown += QChar(0xFFFD);
        else
            shown += character;
    }
    return shown;
}

bool isNumber(const QString &text)
{
    bool number = false;
    text.toDouble(&number);
    return number || text.isEmpty() || text == u"-";
}

void write(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
}

} // namespace

int exitCode(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Cancelled:
    case Error::Kind::NotFound:
    case Error::Kind::Ambiguous:
    case Error::Kind::Conflict:
        return No;
    case Error::Kind::Usage:
        return WrongUsage;
    case Error::Kind::Network:
    case Error::Kind::HttpStatus:
    case Error::Kind::Decode:
    case Error::Kind::TooLarge:
        return CatalogFailed;
    case Error::Kind::NotPermitted:
        return NotAllowed;
    case Error::Kind::Storage:
        return NoWorkspace;
    }
    return No;
}

int fail(const Error &error)
{
    say(error.message.isEmpty() ? error.detail : error.message);
    if (!error.message.isEmpty() && !error.detail.isEmpty())
        say(u"  ("_s + error.detail + u')');
    return exitCode(error);
}

Result<void> writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
        return Error{Error::Kind::Usage,
                     QCoreApplication::translate("Commands", "%1 could not be written: %2")
                         .arg(path, file.errorString()),
                     {}};
    return {};
}

void printJson(const Json &document)
{
    const std::string text = document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void printLine(const QString &text)
{
    write(stdout, harmless(text) + u'\n');
    std::fflush(stdout);
}

void say(const QString &text)
{
    write(stderr, harmless(text) + u'\n');
}

void printTable(const QStringList &head, const QList<QStringList> &rows)
{
    QList<int> widths;
    QList<bool> numbers;
    for (qsizetype column = 0; column < head.size(); ++column) {
        int width = int(head[column].size());
        bool number = !rows.isEmpty();
        for (const QStringList &row : rows) {
            const QString cell = row.value(column);
            width = std::max(width, std::min(int(cell.size()), widestCell));
            number = number && isNumber(cell);
        }
        widths.append(width);
        numbers.append(number);
    }
    const auto line = [&](const QStringList &cells) {
        QString text;
        for (qsizetype column = 0; column < head.size(); ++column) {
            QString cell = harmless(cells.value(column));
            if (cell.size() > widestCell)
                cell = cell.left(widestCell - 1) + QChar(0x2026);
            const bool last = column == head.size() - 1;
            text += numbers[column] ? cell.rightJustified(widths[column])
                    : last          ? cell
                                    : cell.leftJustified(widths[column]);
            if (!last)
                text += u"  "_s;
        }
        write(stdout, text + u'\n');
    };
    line(head);
    for (const QStringList &row : rows)
        line(row);
    std::fflush(stdout);
}

QByteArray csv(const QStringList &head, const QList<QStringList> &rows)
{
    QString text = csvLine(head);
    for (const QStringList &row : rows)
        text += csvLine(row);
    return text.toUtf8();
}

Json json(const QString &text)
{
    return text.toStdString();
}

Json json(const QStringList &texts)
{
    Json list = Json::array();
    for (const QString &text : texts)
        list.push_back(text.toStdString());
    return list;
}

Json textOrNull(const QString &text)
{
    return text.isEmpty() ? Json() : json(text);
}

Json timeOrNull(std::optional<std::int64_t> ms)
{
    return ms ? json(toRfc3339(*ms)) : Json();
}

} // namespace meshlens::commands
