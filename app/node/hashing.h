// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace meshlens::node {

/// BLAKE2b-256 in lower-case hex.
[[nodiscard]] std::string hexHash(std::string_view text);
/// SHA-256 in lower-case hex, as people.yaml keeps tokens.
[[nodiscard]] std::string hexSha256(std::string_view text);
/// Compares in a time that does not depend on where the texts differ.
[[nodiscard]] bool sameSecret(const std::string &one, const std::string &other);
/// `prefix` and 16 random hex digits.
[[nodiscard]] std::string randomId(const std::string &prefix);

/// The token that stands for a value in a masked column: equal for equal values of one scope, and
/// of no use without the key.
[[nodiscard]] std::string maskToken(const std::string &key, const std::string &scope,
                                    const std::string &value);

[[nodiscard]] std::string base64Url(std::string_view bytes);
/// Empty where the text is not base64url.
[[nodiscard]] std::string fromBase64Url(const std::string &text);

} // namespace meshlens::node
