// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string_view>

/// Numbers that look random and are the same on every machine: the demo mesh is a function of its
/// seed. (The distributions of the standard library differ between libraries.)
namespace meshlens::demo {

/// Spreads the bits of a number (splitmix64's finisher).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    return mix(a ^ mix(b));
}

[[nodiscard]] constexpr std::uint64_t hashText(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    return mix(hash);
}

/// A number of [0, 1) from a hash.
[[nodiscard]] constexpr double unit(std::uint64_t hash)
{
    return static_cast<double>(hash >> 11) * 0x1.0p-53;
}

/// A sequence of numbers from a seed.
class Random
{
public:
    explicit Random(std::uint64_t seed = 0) : m_state(seed) {}

    void seed(std::uint64_t seed) { m_state = seed; }
    std::uint64_t next() { return mix(m_state++); }
    double real() { return unit(next()); }
    double real(double from, double to) { return from + (to - from) * real(); }
    std::int64_t integer(std::int64_t from, std::int64_t to) // both included
    {
        return from + static_cast<std::int64_t>(real() * static_cast<double>(to - from + 1));
    }
    bool chance(double probability) { return real() < probability; }
    double normal(double mean, double deviation)
    {
        const double radius = std::sqrt(-2 * std::log(1 - real()));
        return mean + deviation * radius * std::cos(2 * std::numbers::pi * real());
    }
    double lognormal(double median, double sigma) { return median * std::exp(normal(0, sigma)); }
    /// An index below `count`, small ones far more often: the curve of streams over tracks.
    std::int64_t skewed(double count)
    {
        const double knee = count / 40 + 0.5;
        const double value = knee * (std::pow(count / knee + 1, real()) - 1);
        return static_cast<std::int64_t>(value < count - 1 ? value : count - 1);
    }

private:
    std::uint64_t m_state;
};

} // namespace meshlens::demo
