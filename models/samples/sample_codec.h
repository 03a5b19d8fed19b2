// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/sample.h"
#include "models/result.h"

#include <QByteArray>

/// How a sample becomes bytes that nobody can read without the key, and back.
namespace meshlens::samples {

constexpr int keyBytes = 32;

/// Rows and columns as compressed bytes (zstd over a QDataStream).
[[nodiscard]] Result<QByteArray> packed(const mesh::Sample &sample);
/// Error Decode; a pack that claims to be over 1 GB is refused unread.
[[nodiscard]] Result<mesh::Sample> unpacked(const QByteArray &pack);

/// Sealed with `key` and a fresh nonce; `context` must be the same when it is opened, so that a
/// sealed text cannot be moved to another row.
[[nodiscard]] QByteArray sealed(const QByteArray &plain, const QByteArray &key,
                                const QByteArray &context);
/// Error Decode: another key, another context, or damaged.
[[nodiscard]] Result<QByteArray> opened(const QByteArray &sealedText, const QByteArray &key,
                                        const QByteArray &context);

} // namespace meshlens::samples
