// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"

#include <nlohmann/json.hpp>

namespace meshlens::catalogs {

/// Collects what could not be read of one document; keeps the first hundred and counts the rest.
class Report
{
public:
    explicit Report(const DecodeContext &context) : m_context(context) {}

    void problem(const std::string &pointer, const QString &reason);
    [[nodiscard]] QList<PullProblem> take();

private:
    const DecodeContext &m_context;
    QList<PullProblem> m_problems;
    int m_more = 0;
};

/// One node of a document and its JSON pointer: reads what is expected there, takes "absent" and
/// null as empty, and reports anything of another type while the rest is still read. Texts of YAML
/// stand for numbers and booleans too.
class Field
{
public:
    Field(const nlohmann::json &value, std::string pointer, Report &report)
        : m_value(&value), m_pointer(std::move(pointer)), m_report(&report)
    {}

    [[nodiscard]] bool has(const char *key) const;     // present and not null
    [[nodiscard]] QString text(const char *key) const; // a number or boolean as it is written
    [[nodiscard]] std::optional<bool> flag(const char *key) const;
    [[nodiscard]] std::optional<double> number(const char *key) const;
    [[nodiscard]] QStringList texts(const char *key) const; // one text counts as a list of one
    [[nodiscard]] Field object(const char *key) const;      // empty when absent
    [[nodiscard]] QList<Field> objects(const char *key) const;
    /// The members of an object, in order; none when absent.
    [[nodiscard]] QList<std::pair<QString, Field>> members(const char *key) const;

    [[nodiscard]] const nlohmann::json &value() const { return *m_value; }
    [[nodiscard]] const std::string &pointer() const { return m_pointer; }
    [[nodiscard]] Report &report() const { return *m_report; }
    void problem(const QString &reason) const { m_report->problem(m_pointer, reason); }

private:
    [[nodiscard]] const nlohmann::json *find(const char *key) const;
    [[nodiscard]] std::string below(std::string_view key) const;
    void wrongType(std::string_view key, const QString &expected,
                   const nlohmann::json &found) const;

    const nlohmann::json *m_value;
    std::string m_pointer;
    Report *m_report;
};

/// A scalar as text; nothing for null, objects and lists.
[[nodiscard]] std::optional<QString> scalarText(const nlohmann::json &value);

/// Reads `customProperties: [{property, value}]` of Bitol documents; a plain map is accepted too.
/// The first property of that name (upper or lower case) counts; null when there is none.
[[nodiscard]] const nlohmann::json &customProperty(const nlohmann::json &node,
                                                   std::string_view name);
[[nodiscard]] QString customText(const nlohmann::json &node, std::string_view name);
[[nodiscard]] std::optional<bool> customFlag(const nlohmann::json &node, std::string_view name);
/// A list, or one text split at commas.
[[nodiscard]] QStringList customTexts(const nlohmann::json &node, std::string_view name);

} // namespace meshlens::catalogs
