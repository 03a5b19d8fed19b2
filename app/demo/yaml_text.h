// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace meshlens::demo {

/// The value of a YAML text of ours. Plain scalars that look like numbers or booleans become such;
/// quoted ones stay texts. Throws std::exception on bad YAML: call it only with our own files.
[[nodiscard]] nlohmann::ordered_json fromYaml(const std::string &text);

/// A value as YAML in block style, so that people can read it. Members keep their order; texts that
/// would be read as something else are quoted.
[[nodiscard]] std::string toYaml(const nlohmann::ordered_json &value);

} // namespace meshlens::demo
