// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <stop_token>
#include <string>
#include <unordered_set>

class QIODevice;

/// Large JSON documents, read as a stream: only one entry is in memory at a time.
namespace meshlens::catalogs {

struct SectionPlan {
    std::unordered_set<std::string> whole;   // top-level members handed over in one piece
    std::unordered_set<std::string> entries; // top-level objects or arrays handed over by entry
    /// Members of an entry that are kept; empty: all. What is not kept is never built.
    std::unordered_set<std::string> keep;
};

/// One entry: its section, its key (the index as text in an array; empty for a whole section), and
/// its value. Returning false ends the reading, which then counts as complete.
using OnSection =
    std::function<bool(const std::string &section, const std::string &id, nlohmann::json &&value)>;

/// Reads one JSON object from the device's position on.
/// Errors: Decode with the line (errorLine() of yaml.h); TooLarge: nested deeper than 64 levels, or
/// an entry of more than a million values; Cancelled.
/// Thread: any. Memory: the largest kept entry and a buffer of 1 MB.
[[nodiscard]] Result<void> readSections(QIODevice &device, const SectionPlan &plan,
                                        const OnSection &onSection, std::stop_token stop = {});

/// The top level of the first JSON value of a device: the scalars of an object by their key,
/// objects and arrays as empty ones, `metadata` whole. For an array the top level of its first
/// object. Enough to tell a format, and no more than a few values are in memory. Reading ends early
/// once `enough` says so.
[[nodiscard]] Result<nlohmann::json>
sniffJson(QIODevice &device, const std::function<bool(const nlohmann::json &)> &enough);

} // namespace meshlens::catalogs
