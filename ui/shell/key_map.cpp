// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_map.h"

#include "ui/shell/window_memory.h"

#include <QAction>

namespace meshlens::ui::keys {

using namespace Qt::StringLiterals;

namespace {

constexpr auto usualProperty = "meshlensUsualKeys";

QString place(const QAction *command)
{
    return u"keys/"_s + command->objectName();
}

QList<QKeySequence> usual(const QAction *command)
{
    return command->property(usualProperty).value<QList<QKeySequence>>();
}

} // namespace

void apply(QAction *command, const Session &session)
{
    command->setProperty(usualProperty, QVariant::fromValue(command->shortcuts()));
    const WindowMemory &memory = WindowMemory::of(session);
    if (memory.contains(place(command)))
        command->setShortcut(
            QKeySequence(memory.value(place(command)).toString(), QKeySequence::PortableText));
}

void change(QAction *command, const QKeySequence &key, const Session &session)
{
    command->setShortcut(key);
    WindowMemory::of(session).set(place(command), key.toString(QKeySequence::PortableText));
}

void reset(QAction *command, const Session &session)
{
    command->setShortcuts(usual(command));
    WindowMemory::of(session).set(place(command), {});
}

bool isChanged(const QAction *command)
{
    return command->shortcuts() != usual(command);
}

QAction *holder(const QList<QAction *> &commands, const QAction *command, const QKeySequence &key)
{
    if (key.isEmpty())
        return nullptr;
    for (QAction *other : commands) {
        // A letter of a page works in its lists only, but a key of the window works there as well.
        if (other != command && other->shortcuts().contains(key))
            return other;
    }
    return nullptr;
}

} // namespace meshlens::ui::keys
