// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"

namespace meshlens::ui {

/// Pins or unpins, follows or unfollows a thing: `kind` is a word of store::Kept.
QFuture<Result<void>> setKept(Session &session, const QString &kind, const QString &key,
                              const QString &name, bool keep);

/// Keeps a search by a name; one of the same name is replaced. Body: {"q": query, "sort": order}.
QFuture<Result<void>> saveSearch(Session &session, const QString &name, const QString &query,
                                 const QString &order);

} // namespace meshlens::ui
