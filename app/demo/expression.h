// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/random.h"
#include "app/demo/value.h"
#include "app/demo/world.h"
#include "models/result.h"

#include <map>
#include <vector>

/// The small language in which resources/demo says what a column holds.
///
/// Terms: numbers, 'texts', `null`, names of variables and earlier columns, fields of things
/// (`s.country`), calls. Operators by rising strength: `&`; `=` `<` `>`; `+` `-` (a text on either
/// side joins); `*` `/`. Calls:
///   things      sub plan country artist label track device campaign (number)
///   chance      int(a,b) real(a,b) normal(mean,dev) lognormal(median,sigma) chance(p) zipf(n)
///               choice(value,weight,...) recent(days) seed(name,k): what follows depends on k only
///   numbers     floor round(x,digits) abs min max clamp(x,lo,hi) div mod sin hash(k,n)
///   season(days) texts       id(prefix) ref(prefix,k) pad(n,width) lower genre(k) ip(k) person(k)
///   times       day(d) time(d): d days before the end; first(m) month(m): m months before the last
///               whole month
///   other       if(condition,then,else) row null
namespace meshlens::demo {

/// What a row is made from: its number, its luck, the values made so far.
struct RowContext {
    std::int64_t endMs = 0; // the hour all times are told from
    std::int64_t row = 0;
    Random random;
    std::vector<Value> values;
};

/// The names an expression may use; each has a place in RowContext.
class Scope
{
public:
    struct Name {
        std::size_t slot = 0;
        Thing thing = Thing::None;
    };
    std::size_t add(const std::string &name, Thing thing);
    [[nodiscard]] const Name *find(std::string_view name) const;
    [[nodiscard]] std::size_t size() const { return m_names.size(); }

private:
    std::map<std::string, Name, std::less<>> m_names;
};

class Expression
{
public:
    struct Node {
        using Function = Value (*)(const Node &, RowContext &);
        Function function = nullptr;
        std::vector<Node> arguments;
        Value constant;
        std::size_t slot = 0;
        FieldReader reader = nullptr;
        Thing thing = Thing::None; // what the value is the number of

        [[nodiscard]] Value operator()(RowContext &row) const { return function(*this, row); }
    };

    /// Errors: Decode, with the text in `detail`.
    static Result<Expression> compile(const std::string &text, const Scope &scope);

    [[nodiscard]] Value evaluate(RowContext &row) const { return m_root(row); }
    [[nodiscard]] Thing thing() const { return m_root.thing; }

private:
    Node m_root;
};

/// `2026-03-12` and `2026-03-12T09:41:00Z` of UTC milliseconds.
[[nodiscard]] std::string dateText(std::int64_t ms);
[[nodiscard]] std::string timeText(std::int64_t ms);
/// The first day of the month `months` before the last whole month before `endMs`.
[[nodiscard]] std::string monthText(std::int64_t endMs, std::int64_t months, bool withDay);

} // namespace meshlens::demo
