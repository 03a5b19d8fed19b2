// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/yaml_text.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>

namespace meshlens::demo {
namespace {

using Json = nlohmann::ordered_json;

bool looksLikeNumber(const std::string &text)
{
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    const auto digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    return text.size() > first && digit(static_cast<unsigned char>(text[first])) &&
           digit(static_cast<unsigned char>(text.back())) &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(first), text.end(),
                       [&](unsigned char c) { return digit(c) || c == '.'; }) &&
           std::count(text.begin(), text.end(), '.') <= 1;
}

Json convert(const YAML::Node &node)
{
    if (node.IsMap()) {
        Json object = Json::object();
        for (const auto &member : node)
            object[member.first.Scalar()] = convert(member.second);
        return object;
    }
    if (node.IsSequence()) {
        Json list = Json::array();
        for (const auto &item : node)
            list.push_back(convert(item));
        return list;
    }
    if (!node.IsScalar())
        return nullptr;
    const std::string &text = node.Scalar();
    if (node.Tag() == "!")
        return text;
    if (text == "true" || text == "false")
        return text == "true";
    if (looksLikeNumber(text))
        return text.find('.') == std::string::npos ? Json(std::stoll(text)) : Json(std::stod(text));
    return text;
}

bool readsAsText(const std::string &text)
{
    static constexpr std::array others{"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
    if (text.empty() || text.front() == ' ' || text.back() == ' ' || looksLikeNumber(text))
        return false;
    if (!std::isalpha(static_cast<unsigned char>(text.front())))
        return false;
    if (text.find(": ") != std::string::npos || text.find(" #") != std::string::npos ||
        text.back() == ':')
        return false;
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }))
        return false;
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    return std::find(others.begin(), others.end(), lower) == others.end();
}

std::string scalar(const Json &value)
{
    if (value.is_string() && readsAsText(value.get_ref<const std::string &>()))
        return value.get<std::string>();
    return value.dump(); // JSON scalars are YAML scalars
}

void write(const Json &value, int depth, std::string &out);

void writeMembers(const Json &object, int depth, bool indentFirst, std::string &out)
{
    for (const auto &[key, member] : object.items()) {
        if (indentFirst)
            out.append(static_cast<std::size_t>(depth) * 2, ' ');
        indentFirst = true;
        out += key + ":";
        write(member, depth, out);
    }
}

/// Writes what follows `key:` or `-`, with the line's end.
void write(const Json &value, int depth, std::string &out)
{
    if (!value.is_structured() || value.empty()) {
        out += " " + (value.is_structured() ? value.dump() : scalar(value)) + "\n";
        return;
    }
    if (value.is_object()) {
        out += "\n";
        writeMembers(value, depth + 1, true, out);
        return;
    }
    const bool flat =
        std::none_of(value.begin(), value.end(), [](const Json &i) { return i.is_structured(); });
    if (flat) {
        out += " [";
        for (std::size_t i = 0; i < value.size(); ++i)
            out += (i ? ", " : "") + (value[i].is_string() ? value[i].dump() : scalar(value[i]));
        out += "]\n";
        return;
    }
    out += "\n";
    for (const Json &item : value) {
        out.append(static_cast<std::size_t>(depth + 1) * 2, ' ');
        out += "-";
        if (item.is_object() && !item.empty()) {
            out += " ";
            writeMembers(item, depth + 2, false, out);
        } else {
            write(item, depth + 1, out);
        }
    }
}

} // namespace

Json fromYaml(const std::string &text)
{
    return convert(YAML::Load(text));
}

std::string toYaml(const Json &value)
{
    std::string out;
    writeMembers(value, 0, true, out);
    return out;
}

} // namespace meshlens::demo
