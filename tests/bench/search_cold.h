// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace meshlens::bench {

/// What the first search costs when nothing of an index is in memory: for each of some queries the
/// pages of the file are given back to the system, the index is opened and searched once, with all
/// facets and 50 rows. Prints milliseconds, page faults that went to the disk and how much of the
/// file was in memory before and after; first how long the disk takes for the whole file.
void timeCold(const QString &indexFile, std::int64_t nowMs);

/// The same of a profile's folder, as the program opens it: database, index, search.
void timeColdProfile(const QString &folder);

} // namespace meshlens::bench
