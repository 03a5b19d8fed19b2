// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <nlohmann/json.hpp>

#include <QByteArrayView>
#include <QStringList>

#include <cstdint>
#include <optional>

/// Reading JSON that strangers wrote: limits first, then typed getters that name the JSON pointer
/// (RFC 6901) of whatever has the wrong type. Nothing here throws.
///
/// In the getters a member that is absent or null is "not said"; `pointer` is where the object
/// itself stands in its document. Thread: any; pure functions.
namespace meshlens::net {

struct JsonLimits {
    qsizetype bytes = 64 * 1024 * 1024;
    int depth = 64;
    qint64 values = 6'000'000;
};

/// Error Decode with the position of the fault, or TooLarge.
[[nodiscard]] Result<nlohmann::json> parseJson(QByteArrayView text, const JsonLimits &limits = {});

/// Longest text a getter hands out, in bytes; more is an error of its member.
constexpr qsizetype longestText = 256 * 1024;

[[nodiscard]] Result<QString> requireString(const nlohmann::json &node, const char *name,
                                            const QString &pointer = {}); // present and not empty
[[nodiscard]] Result<QString> optionalString(const nlohmann::json &node, const char *name,
                                             const QString &pointer = {}); // else empty
[[nodiscard]] Result<qint64> requireInt(const nlohmann::json &node, const char *name,
                                        const QString &pointer = {});
[[nodiscard]] Result<std::optional<qint64>>
optionalInt(const nlohmann::json &node, const char *name,
            const QString &pointer = {}); // whole numbers, also written as 3.0
[[nodiscard]] Result<std::optional<double>>
optionalNumber(const nlohmann::json &node, const char *name, const QString &pointer = {});
[[nodiscard]] Result<std::optional<bool>> optionalBool(const nlohmann::json &node, const char *name,
                                                       const QString &pointer = {});
/// RFC 3339 text to UTC milliseconds since 1970.
[[nodiscard]] Result<std::optional<std::int64_t>>
optionalTime(const nlohmann::json &node, const char *name, const QString &pointer = {});
[[nodiscard]] Result<std::int64_t> requireTime(const nlohmann::json &node, const char *name,
                                               const QString &pointer = {});
/// At most `most` texts; else empty.
[[nodiscard]] Result<QStringList> optionalStrings(const nlohmann::json &node, const char *name,
                                                  const QString &pointer = {},
                                                  qsizetype most = 10'000);

/// The member itself; null where it is not said. It lives as long as `node`.
[[nodiscard]] Result<const nlohmann::json *>
optionalObject(const nlohmann::json &node, const char *name, const QString &pointer = {});
[[nodiscard]] Result<const nlohmann::json *>
optionalArray(const nlohmann::json &node, const char *name, const QString &pointer = {});
[[nodiscard]] Result<const nlohmann::json *>
requireArray(const nlohmann::json &node, const char *name, const QString &pointer = {});

/// Error Decode: "`pointer` is not `expected`".
[[nodiscard]] Error wrongType(const QString &pointer, const QString &expected);

/// The members of one object, read one after the other; the first that has the wrong type is kept
/// and everything after it reads as "not said", so that a decoder need ask only once.
class Fields
{
public:
    Fields(const nlohmann::json &node, QString pointer);

    QString text(const char *name) { return take(optionalString(m_node, name, m_pointer)); }
    QString needText(const char *name) { return take(requireString(m_node, name, m_pointer)); }
    QStringList texts(const char *name) { return take(optionalStrings(m_node, name, m_pointer)); }
    std::optional<qint64> integer(const char *name)
    {
        return take(optionalInt(m_node, name, m_pointer));
    }
    std::optional<double> number(const char *name)
    {
        return take(optionalNumber(m_node, name, m_pointer));
    }
    bool flag(const char *name, bool otherwise = false)
    {
        return take(optionalBool(m_node, name, m_pointer)).value_or(otherwise);
    }
    std::optional<std::int64_t> time(const char *name)
    {
        return take(optionalTime(m_node, name, m_pointer));
    }
    std::int64_t needTime(const char *name) { return take(requireTime(m_node, name, m_pointer)); }
    const nlohmann::json *object(const char *name)
    {
        return take(optionalObject(m_node, name, m_pointer));
    }
    const nlohmann::json *array(const char *name)
    {
        return take(optionalArray(m_node, name, m_pointer));
    }
    const nlohmann::json *needArray(const char *name)
    {
        return take(requireArray(m_node, name, m_pointer));
    }
    /// A word of a closed vocabulary; one that is not in it reads as `otherwise`.
    template<typename Enum, typename FromText>
    Enum word(const char *name, FromText fromText, Enum otherwise)
    {
        return fromText(QStringView(text(name))).value_or(otherwise);
    }

    [[nodiscard]] QString at(const char *name) const;
    [[nodiscard]] const QString &pointer() const { return m_pointer; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    void fail(Error error)
    {
        if (!m_error)
            m_error = std::move(error);
    }

private:
    template<typename T>
    T take(Result<T> result)
    {
        if (result && !m_error)
            return *std::move(result);
        if (!result)
            fail(std::move(result).error());
        return T{};
    }

    const nlohmann::json &m_node;
    QString m_pointer;
    std::optional<Error> m_error;
};

} // namespace meshlens::net
