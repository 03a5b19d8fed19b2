// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QList>
#include <QString>

/// Lists of small values as the JSON texts of columns. What is not of the expected shape is left
/// out. Not for other folders.
namespace meshlens::store {

using Json = nlohmann::json;

inline std::string utf8(const QString &text)
{
    return text.toStdString();
}

inline QString textOf(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string()
               ? QString::fromStdString(found->get<std::string>())
               : QString();
}

inline qint64 numberOf(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_number() ? found->get<qint64>() : 0;
}

template<typename Value, typename Make>
QList<Value> listOf(const QByteArray &json, const Make &make)
{
    QList<Value> list;
    if (json.size() <= 2)
        return list;
    const Json array =
        Json::parse(json.constData(), json.constData() + json.size(), nullptr, false);
    if (!array.is_array())
        return list;
    for (const Json &entry : array) {
        if (entry.is_object())
            list.append(make(entry));
    }
    return list;
}

} // namespace meshlens::store
