// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <nlohmann/json.hpp>

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

/// What commands print and how they end (the command line is a contract).
namespace meshlens::commands {

using Json = nlohmann::ordered_json;

enum ExitCode {
    Done = 0,
    No = 1,
    WrongUsage = 2,
    CatalogFailed = 3,
    NotAllowed = 4,
    NoWorkspace = 5
};

[[nodiscard]] int exitCode(const Error &error);

/// Prints the error's sentence (and its detail) to standard error and returns its exit code.
int fail(const Error &error);

/// Error Usage: the file cannot be made or written (a place the caller chose).
Result<void> writeFile(const QString &path, const QByteArray &content);

void printJson(const Json &document); // one document on standard output
void printLine(const QString &text);  // standard output
void say(const QString &text);        // standard error: messages, progress

/// A table for people: columns padded, numbers to the right, control characters of data made
/// visible.
void printTable(const QStringList &head, const QList<QStringList> &rows);

/// As models/csv.h says.
[[nodiscard]] QByteArray csv(const QStringList &head, const QList<QStringList> &rows);

/// Text for JSON; null where it is empty.
[[nodiscard]] Json textOrNull(const QString &text);
[[nodiscard]] Json json(const QString &text);
[[nodiscard]] Json json(const QStringList &texts);

/// RFC 3339, or null.
[[nodiscard]] Json timeOrNull(std::optional<std::int64_t> ms);

} // namespace meshlens::commands
