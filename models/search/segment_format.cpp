// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/segment_format.h"

#include <array>
#include <bit>
#include <cstring>

namespace meshlens::search {

std::uint64_t hashOf(const void *data, std::size_t size)
{
    constexpr std::uint64_t one = 0x9E3779B97F4A7C15ULL, two = 0xC2B2AE3D27D4EB4FULL;
    const auto *at = static_cast<const unsigned char *>(data);
    std::array<std::uint64_t, 4> lanes{one, two, one ^ two, size};
    const auto mix = [&](std::uint64_t lane, std::uint64_t value) {
        return std::rotl(lane ^ (value * two), 31) * one;
    };
    for (; size >= 32; size -= 32, at += 32) {
        for (std::size_t lane = 0; lane < 4; ++lane) {
            std::uint64_t value;
            std::memcpy(&value, at + lane * 8, 8);
            lanes[lane] = mix(lanes[lane], value);
        }
    }
    for (; size > 0; --size, ++at)
        lanes[0] = mix(lanes[0], *at + 1ULL);
    std::uint64_t hash = 0;
    for (const std::uint64_t lane : lanes)
        hash = mix(hash, lane);
    hash ^= hash >> 33;
    hash *= one;
    return hash ^ (hash >> 29);
}

} // namespace meshlens::search
