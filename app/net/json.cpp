// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/json.h"

#include "models/clock.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::net {
namespace {

using nlohmann::json;

QString tr(const char *text)
{
    return QCoreApplication::translate("Net", text);
}

QString childPointer(const QString &pointer, const char *name)
{
    return pointer + u'/' + QString::fromUtf8(name).replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
}

/// The member, or null where it is absent or null. Error where the node is no object.
Result<const json *> member(const json &node, const char *name, const QString &pointer)
{
    if (!node.is_object())
        return wrongType(pointer, u"an object"_s);
    const auto found = node.find(name);
    return found == node.end() || found->is_null() ? nullptr : &*found;
}

Error tooLarge(const QString &what)
{
    return {Error::Kind::TooLarge, tr("The answer holds more than Meshlens reads at once."), what};
}

/// Counts nesting and values without building anything, so that a hostile text costs one pass.
std::optional<Error> beyond(QByteArrayView text, const JsonLimits &limits)
{
    int depth = 0;
    qint64 values = 0;
    bool inText = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
            continue;
        }
        switch (c) {
        case '"':
            inText = true;
            break;
        case '[':
        case '{':
            if (++depth > limits.depth)
                return tooLarge(u"nested deeper than %1"_s.arg(limits.depth));
            [[fallthrough]];
        case ',':
            if (++values > limits.values)
                return tooLarge(u"more than %1 values"_s.arg(limits.values));
            break;
        case ']':
        case '}':
            --depth;
            break;
        default:
            break;
        }
    }
    return std::nullopt;
}

Result<QString> toText(const json &value, const QString &pointer)
{
    if (!value.is_string())
        return wrongType(pointer, u"a text"_s);
    const auto &text = value.get_ref<const std::string &>();
    if (static_cast<qsizetype>(text.size()) > longestText)
        return wrongType(pointer, u"a text of at most %1 bytes"_s.arg(longestText));
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Result<const json *> ofType(const json &node, const char *name, const QString &pointer,
                            bool (*isRight)(const json &), const QString &expected)
{
    auto found = member(node, name, pointer);
    if (found && *found && !isRight(**found))
        return wrongType(childPointer(pointer, name), expected);
    return found;
}

} // namespace

Error wrongType(const QString &pointer, const QString &expected)
{
    return {Error::Kind::Decode,
            tr("The answer is not in the form Meshlens knows: %1.")
                .arg(pointer.isEmpty() ? tr("the document") : pointer),
            u"%1 is not %2"_s.arg(pointer.isEmpty() ? u"/"_s : pointer, expected)};
}

Result<json> parseJson(QByteArrayView text, const JsonLimits &limits)
try {
    if (text.size() > limits.bytes)
        return tooLarge(u"more than %1 bytes"_s.arg(limits.bytes));
    if (auto error = beyond(text, limits))
        return *std::move(error);
    return json::parse(text.begin(), text.end());
} catch (const json::parse_error &fault) {
    return Error{Error::Kind::Decode, tr("The answer is not valid JSON."),
                 u"at byte %1 of %2"_s.arg(fault.byte).arg(text.size())};
} catch (const std::exception &fault) { // a number out of range, no memory
    return Error{Error::Kind::Decode, tr("The answer is not valid JSON."),
                 QString::fromUtf8(fault.what()).left(200)};
}

Result<QString> optionalString(const json &node, const char *name, const QString &pointer)
{
    auto found = member(node, name, pointer);
    if (!found)
        return std::move(found).error();
    return *found ? toText(**found, childPointer(pointer, name)) : QString();
}

Result<QString> requireString(const json &node, const char *name, const QString &pointer)
{
    auto text = optionalString(node, name, pointer);
    if (text && text->isEmpty())
        return wrongType(childPointer(pointer, name), u"a text (it is needed)"_s);
    return text;
}

Result<std::optional<qint64>> optionalInt(const json &node, const char *name,
                                          const QString &pointer)
{
    auto number = optionalNumber(node, name, pointer);
    if (!number)
        return std::move(number).error();
    if (!*number)
        return std::optional<qint64>();
    const json &value = node[name];
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > std::numeric_limits<qint64>::max())
        return wrongType(childPointer(pointer, name), u"a number of this size"_s);
    if (value.is_number_integer())
        return std::optional<qint64>(value.get<qint64>());
    constexpr double largest = 9007199254740992.0; // 2^53: beyond it a double is no whole number
    if (std::abs(**number) > largest || std::trunc(**number) != **number)
        return wrongType(childPointer(pointer, name), u"a whole number"_s);
    return std::optional<qint64>(static_cast<qint64>(**number));
}

Result<qint64> requireInt(const json &node, const char *name, const QString &pointer)
{
    auto number = optionalInt(node, name, pointer);
    if (!number)
        return std::move(number).error();
    if (!*number)
        return wrongType(childPointer(pointer, name), u"a whole number (it is needed)"_s);
    return **number;
}

Result<std::optional<double>> optionalNumber(const json &node, const char *name,
                                             const QString &pointer)
{
    auto found = ofType(
        node, name, pointer, [](const json &value) { return value.is_number(); }, u"a number"_s);
    if (!found)
        return std::move(found).error();
    return *found ? std::optional((*found)->get<double>()) : std::nullopt;
}

Result<std::optional<bool>> optionalBool(const json &node, const char *name, const QString &pointer)
{
    auto found = ofType(
        node, name, pointer, [](const json &value) { return value.is_boolean(); },
        u"true or false"_s);
    if (!found)
        return std::move(found).error();
    return *found ? std::optional((*found)->get<bool>()) : std::nullopt;
}

Result<std::optional<std::int64_t>> optionalTime(const json &node, const char *name,
                                                 const QString &pointer)
{
    auto text = optionalString(node, name, pointer);
    if (!text)
        return std::move(text).error();
    if (text->isEmpty())
        return std::optional<std::int64_t>();
    const std::int64_t ms = fromRfc3339(*text);
    if (ms < 0)
        return wrongType(childPointer(pointer, name), u"a time (RFC 3339)"_s);
    return std::optional(ms);
}

Result<std::int64_t> requireTime(const json &node, const char *name, const QString &pointer)
{
    auto time = optionalTime(node, name, pointer);
    if (!time)
        return std::move(time).error();
    if (!*time)
        return wrongType(childPointer(pointer, name), u"a time (it is needed)"_s);
    return **time;
}

Result<QStringList> optionalStrings(const json &node, const char *name, const QString &pointer,
                                    qsizetype most)
{
    auto array = optionalArray(node, name, pointer);
    if (!array)
        return std::move(array).error();
    QStringList texts;
    if (!*array)
        return texts;
    const QString here = childPointer(pointer, name);
    if (static_cast<qsizetype>((*array)->size()) > most)
        return wrongType(here, u"a list of at most %1"_s.arg(most));
    for (const json &value : **array) {
        auto text = toText(value, here + u'/' + QString::number(texts.size()));
        if (!text)
            return std::move(text).error();
        texts.append(*std::move(text));
    }
    return texts;
}

Result<const json *> optionalObject(const json &node, const char *name, const QString &pointer)
{
    return ofType(
        node, name, pointer, [](const json &value) { return value.is_object(); }, u"an object"_s);
}

Result<const json *> optionalArray(const json &node, const char *name, const QString &pointer)
{
    return ofType(
        node, name, pointer, [](const json &value) { return value.is_array(); }, u"a list"_s);
}

Result<const json *> requireArray(const json &node, const char *name, const QString &pointer)
{
    auto array = optionalArray(node, name, pointer);
    if (array && !*array)
        return wrongType(childPointer(pointer, name), u"a list (it is needed)"_s);
    return array;
}

Fields::Fields(const json &node, QString pointer) : m_node(node), m_pointer(std::move(pointer))
{
    if (!node.is_object())
        m_error = wrongType(m_pointer, u"an object"_s);
}

QString Fields::at(const char *name) const
{
    return childPointer(m_pointer, name);
}

} // namespace meshlens::net
