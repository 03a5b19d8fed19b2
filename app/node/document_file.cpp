// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/document_file.h"

#include "app/catalogs/formats/yaml.h"

#include <QFile>

#include <charconv>

using namespace Qt::StringLiterals;

namespace meshlens::node {
namespace {

constexpr qint64 largestDocument = 16 * 1024 * 1024;

const nlohmann::json *memberOf(const nlohmann::json &object, const char *member)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(member);
    return found == object.end() ? nullptr : &*found;
}

std::string scalarText(const nlohmann::json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    return value.is_primitive() && !value.is_null() ? value.dump() : std::string();
}

} // namespace

std::optional<QByteArray> readBytes(const QString &path, qint64 most, const ProblemSink &problems)
{
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    if (file.size() > most) {
        problems({path, 0, u"larger than %1 MB"_s.arg(most / (1024 * 1024))});
        return std::nullopt;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        problems({path, 0, file.errorString()});
        return std::nullopt;
    }
    return file.readAll();
}

nlohmann::json readDocument(const QString &path, const ProblemSink &problems)
{
    const std::optional<QByteArray> bytes = readBytes(path, largestDocument, problems);
    if (!bytes)
        return nullptr;
    auto documents = catalogs::readYamlDocuments(*bytes);
    if (!documents) {
        problems({path, catalogs::errorLine(documents.error()), documents.error().message});
        return nullptr;
    }
    return documents->empty() ? nlohmann::json() : std::move(documents->front().value);
}

nlohmann::json listOf(const nlohmann::json &document, const char *name)
{
    if (document.is_array())
        return document;
    const nlohmann::json *const list = memberOf(document, name);
    return list && list->is_array() ? *list : nlohmann::json::array();
}

std::string textOf(const nlohmann::json &object, const char *member)
{
    const nlohmann::json *const value = memberOf(object, member);
    return value ? scalarText(*value) : std::string();
}

std::vector<std::string> textsOf(const nlohmann::json &object, const char *member)
{
    std::vector<std::string> texts;
    const nlohmann::json *const value = memberOf(object, member);
    if (!value)
        return texts;
    for (const nlohmann::json &entry :
         value->is_array() ? *value : nlohmann::json::array({*value})) {
        if (std::string text = scalarText(entry); !text.empty())
            texts.push_back(std::move(text));
    }
    return texts;
}

std::optional<int> numberOf(const nlohmann::json &object, const char *member)
{
    const std::string text = textOf(object, member);
    int number = 0;
    const char *const end = text.data() + text.size();
    if (text.empty() || std::from_chars(text.data(), end, number).ptr != end)
        return std::nullopt;
    return number;
}

std::optional<bool> flagOf(const nlohmann::json &object, const char *member)
{
    const std::string text = textOf(object, member);
    if (text == "true")
        return true;
    return text == "false" ? std::optional(false) : std::nullopt;
}

std::string lowerCase(const std::string &text)
{
    return QString::fromStdString(text).toLower().toStdString();
}

std::string slug(const std::string &text)
{
    QString words;
    for (const QChar character : QString::fromStdString(text).toLower())
        words += character.isLetterOrNumber() ? character : QChar(u' ');
    return words.simplified().replace(u' ', u'-').toStdString();
}

} // namespace meshlens::node
