// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace meshlens::demo {

/// A cell while it is made: nothing, a number or a text.
struct Value {
    enum class Kind : std::uint8_t { Null, Number, Text };

    Value() = default;
    Value(double value) : kind(Kind::Number), number(value) {}
    Value(std::string value) : kind(Kind::Text), text(std::move(value)) {}
    Value(std::string_view value) : kind(Kind::Text), text(value) {}
    Value(const char *value) : kind(Kind::Text), text(value) {}

    [[nodiscard]] bool truth() const
    {
        return kind == Kind::Number ? number != 0 : kind == Kind::Text && !text.empty();
    }
    [[nodiscard]] std::int64_t integer() const { return static_cast<std::int64_t>(number); }

    Kind kind = Kind::Null;
    double number = 0;
    std::string text;
};

/// `prefix` and the number with at least `width` digits.
[[nodiscard]] std::string padded(std::string_view prefix, std::int64_t number, int width);

} // namespace meshlens::demo
