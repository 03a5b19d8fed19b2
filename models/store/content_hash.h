// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"

namespace meshlens::store {

/// 64 bits of everything that a catalog said of a thing, children too; the same on every machine
/// and version of Qt. It tells what changed between two pulls: not a defence against forgery.
[[nodiscard]] qint64 contentHash(const mesh::Domain &domain);
[[nodiscard]] qint64 contentHash(const mesh::Party &party);
[[nodiscard]] qint64 contentHash(const mesh::Term &term);
[[nodiscard]] qint64 contentHash(const mesh::DataProduct &product);
[[nodiscard]] qint64 contentHash(const mesh::Dataset &dataset);
[[nodiscard]] qint64 contentHash(const mesh::Contract &contract);
[[nodiscard]] qint64 contentHash(const mesh::Check &check);

/// Names an edge: all of it but when it was seen.
[[nodiscard]] qint64 identityHash(const mesh::LineageEdge &edge);
[[nodiscard]] qint64 identityHash(QStringView nativeId);

} // namespace meshlens::store
