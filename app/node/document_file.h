// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace meshlens::node {

/// Something that could not be read while the rest was; line 0: not known.
struct FileProblem {
    QString file;
    int line = 0;
    QString reason;
};
using ProblemSink = std::function<void(FileProblem)>;

/// The bytes of a file; nothing where it does not exist, is larger than `most` or cannot be read
/// (the sink knows why).
[[nodiscard]] std::optional<QByteArray> readBytes(const QString &path, qint64 most,
                                                  const ProblemSink &problems);

/// The first document of a YAML file; scalars are text. Null where there is none.
[[nodiscard]] nlohmann::json readDocument(const QString &path, const ProblemSink &problems);

/// The entries of a list that stands alone or under `name`.
[[nodiscard]] nlohmann::json listOf(const nlohmann::json &document, const char *name);

/// The text of a scalar member; empty where there is none.
[[nodiscard]] std::string textOf(const nlohmann::json &object, const char *member);
/// A list of texts, also from a single one.
[[nodiscard]] std::vector<std::string> textsOf(const nlohmann::json &object, const char *member);
[[nodiscard]] std::optional<int> numberOf(const nlohmann::json &object, const char *member);
[[nodiscard]] std::optional<bool> flagOf(const nlohmann::json &object, const char *member);

[[nodiscard]] std::string lowerCase(const std::string &text);

/// `Royalty & payouts` -> `royalty-payouts`.
[[nodiscard]] std::string slug(const std::string &text);

} // namespace meshlens::node
