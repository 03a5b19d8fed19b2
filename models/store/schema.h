// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/connection.h"

namespace meshlens::store {

/// Brings the file to the newest schema, one transaction a migration. A file that is newer than
/// this program is refused (Error Storage) and left as it is. Throws SQLite::Exception.
Result<void> migrate(Connection &connection);

[[nodiscard]] int newestSchema();

/// The text of migration `number`, 1 to newestSchema(). Never changed once released.
[[nodiscard]] const char *migrationText(int number);

/// What the first version of the file had.
extern const char *const firstSchema;
/// The migration that brought merged identities.
extern const char *const identitySchema;
/// The migration that brought things with one key that are kept apart.
extern const char *const identitySplits;

/// The migration that lets what names them by key go along with them.
extern const char *const splitRecords;

/// The views that people write SQL against; made again after every migration.
[[nodiscard]] const char *publicViews();
[[nodiscard]] QStringList publicViewNames();

} // namespace meshlens::store
