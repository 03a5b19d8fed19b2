// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"

#include <QKeySequence>
#include <QList>

class QAction;

/// The keys of commands, as they come and as the user changed them. A command is known by its
/// object name; keys are kept with what the window remembers.
namespace meshlens::ui::keys {

/// Remembers the keys a command comes with and gives it the ones that the user chose.
void apply(QAction *command, const Session &session);
/// Another key for a command; an empty one takes it away.
void change(QAction *command, const QKeySequence &key, const Session &session);
void reset(QAction *command, const Session &session); // as it came

[[nodiscard]] bool isChanged(const QAction *command);
/// The command that answers to this key already where `command` does; null: it is free.
[[nodiscard]] QAction *holder(const QList<QAction *> &commands, const QAction *command,
                              const QKeySequence &key);

} // namespace meshlens::ui::keys
