// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/expression_calls.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace meshlens::demo {
namespace {

using Node = Expression::Node;
using Row = RowContext;
constexpr std::int64_t dayMs = 86'400'000;

double num(const Node &node, Row &row)
{
    const Value value = node(row);
    return value.kind == Value::Kind::Text ? std::strtod(value.text.c_str(), nullptr)
                                           : value.number;
}

double num(const Node &node, std::size_t index, Row &row)
{
    return num(node.arguments[index], row);
}

std::int64_t whole(const Node &node, std::size_t index, Row &row)
{
    return static_cast<std::int64_t>(std::floor(num(node, index, row)));
}

std::string words(const Value &value)
{
    if (value.kind != Value::Kind::Number)
        return value.text;
    return std::to_string(value.integer());
}

Value truth(bool value)
{
    return value ? 1.0 : 0.0;
}

Value add(const Node &n, Row &row)
{
    const Value left = n.arguments[0](row), right = n.arguments[1](row);
    if (left.kind == Value::Kind::Text || right.kind == Value::Kind::Text)
        return words(left) + words(right);
    return left.number + right.number;
}

Value equal(const Node &n, Row &row)
{
    const Value left = n.arguments[0](row), right = n.arguments[1](row);
    return truth(left.kind == right.kind && left.number == right.number && left.text == right.text);
}

Value choice(const Node &n, Row &row)
{
    double total = 0;
    for (std::size_t i = 1; i < n.arguments.size(); i += 2)
        total += num(n, i, row);
    double place = row.random.real() * total;
    for (std::size_t i = 0; i + 1 < n.arguments.size(); i += 2) {
        place -= num(n, i + 1, row);
        if (place < 0)
            return n.arguments[i](row);
    }
    return n.arguments[0](row);
}

Value rounded(const Node &n, Row &row)
{
    const double scale = std::pow(10.0, num(n, 1, row));
    return std::round(num(n, 0, row) * scale) / scale;
}

Value lower(const Node &n, Row &row)
{
    std::string text = n.arguments[0](row).text;
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

/// The week has a Saturday and the year a winter: both move how much people listen.
Value season(const Node &n, Row &row)
{
    const double days = static_cast<double>(row.endMs) / dayMs - num(n, 0, row);
    return (1 + 0.16 * std::cos((days - 2) * 2 * std::numbers::pi / 7)) *
           (1 + 0.08 * std::cos(days * 2 * std::numbers::pi / 365.25));
}

std::int64_t daysAgo(const Node &n, Row &row)
{
    return row.endMs - static_cast<std::int64_t>(num(n, 0, row) * dayMs);
}

Value seed(const Node &n, Row &row)
{
    const std::uint64_t name = hashText(n.arguments[0](row).text);
    row.random.seed(mix(name, static_cast<std::uint64_t>(whole(n, 1, row))));
    return 0.0;
}

std::string identifier(const Node &n, Row &row, std::int64_t number)
{
    return padded(n.arguments[0](row).text + "-", 100001 + number, 7);
}

const std::map<std::string_view, Call> calls{
    {"+", {add, 2, 2}},
    {"-", {[](const Node &n, Row &r) -> Value { return num(n, 0, r) - num(n, 1, r); }, 2, 2}},
    {"*", {[](const Node &n, Row &r) -> Value { return num(n, 0, r) * num(n, 1, r); }, 2, 2}},
    {"/", {[](const Node &n, Row &r) -> Value { return num(n, 0, r) / num(n, 1, r); }, 2, 2}},
    {"=", {equal, 2, 2}},
    {"<", {[](const Node &n, Row &r) { return truth(num(n, 0, r) < num(n, 1, r)); }, 2, 2}},
    {">", {[](const Node &n, Row &r) { return truth(num(n, 0, r) > num(n, 1, r)); }, 2, 2}},
    {"&",
     {[](const Node &n, Row &r) {
          return truth(n.arguments[0](r).truth() && n.arguments[1](r).truth());
      },
      2, 2}},
    {"if",
     {[](const Node &n, Row &r) { return n.arguments[n.arguments[0](r).truth() ? 1 : 2](r); }, 3,
      3}},
    {"int",
     {[](const Node &n, Row &r) -> Value {
          return static_cast<double>(r.random.integer(whole(n, 0, r), whole(n, 1, r)));
      },
      2, 2}},
    {"real",
     {[](const Node &n, Row &r) -> Value { return r.random.real(num(n, 0, r), num(n, 1, r)); }, 2,
      2}},
    {"normal",
     {[](const Node &n, Row &r) -> Value { return r.random.normal(num(n, 0, r), num(n, 1, r)); }, 2,
      2}},
    {"lognormal",
     {[](const Node &n, Row &r) -> Value { return r.random.lognormal(num(n, 0, r), num(n, 1, r)); },
      2, 2}},
    {"chance", {[](const Node &n, Row &r) { return truth(r.random.chance(num(n, 0, r))); }, 1, 1}},
    {"zipf",
     {[](const Node &n, Row &r) -> Value {
          return static_cast<double>(r.random.skewed(num(n, 0, r)));
      },
      1, 1}},
    {"choice", {choice, 2, 40}},
    {"recent",
     {[](const Node &n, Row &r) -> Value {
          return 0.02 + num(n, 0, r) * std::pow(r.random.real(), 1.2);
      },
      1, 1}},
    {"seed", {seed, 2, 2}},
    {"floor", {[](const Node &n, Row &r) -> Value { return std::floor(num(n, 0, r)); }, 1, 1}},
    {"round", {rounded, 2, 2}},
    {"abs", {[](const Node &n, Row &r) -> Value { return std::fabs(num(n, 0, r)); }, 1, 1}},
    {"min",
     {[](const Node &n, Row &r) -> Value { return std::min(num(n, 0, r), num(n, 1, r)); }, 2, 2}},
    {"max",
     {[](const Node &n, Row &r) -> Value { return std::max(num(n, 0, r), num(n, 1, r)); }, 2, 2}},
    {"clamp",
     {[](const Node &n, Row &r) -> Value {
          return std::clamp(num(n, 0, r), num(n, 1, r), num(n, 2, r));
      },
      3, 3}},
    {"div",
     {[](const Node &n, Row &r) -> Value { return std::floor(num(n, 0, r) / num(n, 1, r)); }, 2,
      2}},
    {"mod",
     {[](const Node &n, Row &r) -> Value { return std::fmod(num(n, 0, r), num(n, 1, r)); }, 2, 2}},
    {"sin", {[](const Node &n, Row &r) -> Value { return std::sin(num(n, 0, r)); }, 1, 1}},
    {"hash",
     {[](const Node &n, Row &r) -> Value {
          return std::floor(unit(mix(0x5eed, static_cast<std::uint64_t>(whole(n, 0, r)))) *
                            num(n, 1, r));
      },
      2, 2}},
    {"season", {season, 1, 1}},
    {"id", {[](const Node &n, Row &r) -> Value { return identifier(n, r, r.row); }, 1, 1}},
    {"ref",
     {[](const Node &n, Row &r) -> Value { return identifier(n, r, whole(n, 1, r)); }, 2, 2}},
    {"pad",
     {[](const Node &n, Row &r) -> Value {
          return padded("", whole(n, 0, r), static_cast<int>(num(n, 1, r)));
      },
      2, 2}},
    {"lower", {lower, 1, 1}},
    {"genre", {[](const Node &n, Row &r) -> Value { return genreName(whole(n, 0, r)); }, 1, 1}},
    {"ip", {[](const Node &n, Row &r) -> Value { return ipAddress(whole(n, 0, r)); }, 1, 1}},
    {"person", {[](const Node &n, Row &r) -> Value { return personName(whole(n, 0, r)); }, 1, 1}},
    {"day", {[](const Node &n, Row &r) -> Value { return dateText(daysAgo(n, r)); }, 1, 1}},
    {"time", {[](const Node &n, Row &r) -> Value { return timeText(daysAgo(n, r)); }, 1, 1}},
    {"first",
     {[](const Node &n, Row &r) -> Value { return monthText(r.endMs, whole(n, 0, r), true); }, 1,
      1}},
    {"month",
     {[](const Node &n, Row &r) -> Value { return monthText(r.endMs, whole(n, 0, r), false); }, 1,
      1}},
};

struct Date {
    std::int64_t year;
    unsigned month;
    unsigned day;
};

Date civil(std::int64_t ms)
{
    const std::chrono::sys_days days{
        std::chrono::floor<std::chrono::days>(std::chrono::milliseconds(ms))};
    const std::chrono::year_month_day date(days);
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day())};
}

void digits(char *place, std::int64_t number, int width)
{
    for (int i = width - 1; i >= 0; --i, number /= 10)
        place[i] = static_cast<char>('0' + number % 10);
}

} // namespace

const Call *callNamed(std::string_view name)
{
    const auto found = calls.find(name);
    return found == calls.end() ? nullptr : &found->second;
}

std::string dateText(std::int64_t ms)
{
    const Date date = civil(ms);
    std::string text = "0000-00-00";
    digits(text.data(), date.year, 4);
    digits(text.data() + 5, date.month, 2);
    digits(text.data() + 8, date.day, 2);
    return text;
}

std::string timeText(std::int64_t ms)
{
    const std::int64_t second = (ms % dayMs + dayMs) % dayMs / 1000;
    std::string text = dateText(ms) + "T00:00:00Z";
    digits(text.data() + 11, second / 3600, 2);
    digits(text.data() + 14, second / 60 % 60, 2);
    digits(text.data() + 17, second % 60, 2);
    return text;
}

std::string monthText(std::int64_t endMs, std::int64_t months, bool withDay)
{
    const Date date = civil(endMs);
    const std::int64_t count =
        date.year * 12 + date.month - 2 - months; // the running month is not whole
    std::string text = "0000-00";
    digits(text.data(), count / 12, 4);
    digits(text.data() + 5, count % 12 + 1, 2);
    return withDay ? text + "-01" : text;
}

} // namespace meshlens::demo
