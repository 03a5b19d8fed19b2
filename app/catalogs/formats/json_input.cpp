// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/json_input.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Json)
};

constexpr int deepest = 64;
constexpr qsizetype largest = 256LL * 1024 * 1024;

bool isSpace(char character)
{
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

int lineAt(QByteArrayView bytes, qsizetype position)
{
    const auto *end = bytes.data() + std::min(position, bytes.size());
    return 1 + static_cast<int>(std::count(bytes.data(), end, '\n'));
}

QByteArrayView withoutByteOrderMark(QByteArrayView bytes)
{
    return bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes;
}

/// The end of the value that begins at `from` with a bracket; -1 when the stream ends before it.
/// `depth` receives how deep it nests.
qsizetype endOfValue(QByteArrayView bytes, qsizetype from, int &depth)
{
    int open = 0;
    depth = 0;
    for (qsizetype i = from; i < bytes.size(); ++i) {
        switch (bytes[i]) {
        case '"':
            for (++i; i < bytes.size() && bytes[i] != '"'; ++i) {
                if (bytes[i] == '\\')
                    ++i;
            }
            break;
        case '{':
        case '[':
            depth = std::max(depth, ++open);
            break;
        case '}':
        case ']':
            if (--open == 0)
                return i + 1;
            break;
        default:
            break;
        }
    }
    return -1;
}

/// Objects one after another, wherever lines end; commas and brackets around them are passed over.
void splitObjects(QByteArrayView bytes, int firstLine, std::vector<JsonPiece> &pieces)
{
    int line = firstLine;
    for (qsizetype i = 0; i < bytes.size();) {
        if (bytes[i] != '{') {
            line += bytes[i] == '\n' ? 1 : 0;
            ++i;
            continue;
        }
        int depth = 0;
        const qsizetype end = endOfValue(bytes, i, depth);
        const bool whole = end >= 0;
        const QByteArrayView piece = whole ? bytes.sliced(i, end - i) : bytes.sliced(i);
        pieces.push_back({piece, line, whole});
        line += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
        i += piece.size();
    }
}

QByteArrayView lineFrom(QByteArrayView bytes, qsizetype &begin)
{
    while (begin < bytes.size() && isSpace(bytes[begin]))
        ++begin;
    qsizetype end = bytes.indexOf('\n', begin);
    end = end < 0 ? bytes.size() : end;
    const QByteArrayView line = bytes.sliced(begin, end - begin).trimmed();
    begin = end;
    return line;
}

/// One event a line: the first line holds a whole object, or, where it is a broken one, the line
/// after it begins another.
bool isStreamOfLines(QByteArrayView bytes)
{
    qsizetype position = 0;
    const QByteArrayView first = lineFrom(bytes, position);
    if (!first.startsWith('{') || first.size() == 1)
        return false;
    int depth = 0;
    return endOfValue(first, 0, depth) >= 0 || lineFrom(bytes, position).startsWith('{');
}

} // namespace

Result<json> readJson(QByteArrayView input)
{
    const QByteArrayView bytes = withoutByteOrderMark(input);
    if (bytes.size() > largest)
        return Error{
            Error::Kind::TooLarge, Text::tr("larger than %1 MB.").arg(largest / 1024 / 1024), {}};
    qsizetype begin = 0;
    while (begin < bytes.size() && isSpace(bytes[begin]))
        ++begin;
    int depth = 0;
    if (begin < bytes.size() && (bytes[begin] == '{' || bytes[begin] == '[')) {
        static_cast<void>(endOfValue(bytes, begin, depth));
        if (depth > deepest)
            return Error{
                Error::Kind::TooLarge, Text::tr("nested deeper than %1 levels.").arg(deepest), {}};
    }
    try {
        return json::parse(bytes.begin(), bytes.end());
    } catch (const json::parse_error &broken) {
        const int line = lineAt(bytes, static_cast<qsizetype>(broken.byte));
        return Error{Error::Kind::Decode, Text::tr("line %1: broken JSON.").arg(line),
                     u"line:%1"_s.arg(line)};
    } catch (const json::exception &broken) {
        return Error{Error::Kind::Decode, Text::tr("broken JSON."),
                     QString::fromUtf8(broken.what())};
    }
}

std::vector<JsonPiece> splitJsonStream(QByteArrayView input)
{
    const QByteArrayView bytes = withoutByteOrderMark(input);
    std::vector<JsonPiece> pieces;
    if (!isStreamOfLines(bytes)) {
        splitObjects(bytes, 1, pieces);
        return pieces;
    }
    int line = 1;
    for (qsizetype begin = 0; begin < bytes.size(); ++line) {
        qsizetype end = bytes.indexOf('\n', begin);
        end = end < 0 ? bytes.size() : end;
        const QByteArrayView text = bytes.sliced(begin, end - begin).trimmed();
        if (text.startsWith('{'))
            splitObjects(text, line, pieces); // usually one; some producers leave the line end out
        else if (!text.isEmpty())
            pieces.push_back({text, line, true});
        begin = end + 1;
    }
    return pieces;
}

} // namespace meshlens::catalogs
