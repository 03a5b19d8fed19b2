// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/expression.h"

/// The functions and operators of the language (expression.h), apart from its grammar.
namespace meshlens::demo {

struct Call {
    Expression::Node::Function function = nullptr;
    std::size_t fewest = 0;
    std::size_t most = 0;
};

/// A function or operator by its name (`round`, `+`); nothing for other words.
[[nodiscard]] const Call *callNamed(std::string_view name);

} // namespace meshlens::demo
