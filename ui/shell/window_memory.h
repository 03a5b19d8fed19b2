// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"

#include <QHash>
#include <QTimer>
#include <QVariant>

class QSplitter;

namespace meshlens::ui {

/// What the windows of a profile remember from one start to the next: places, sizes, looks, keys.
/// The file (`window.ini` of the profile) is read once, before there is a window; after that values
/// come from memory, and changes are written by a worker a moment later.
///
/// Thread: the interface thread.
class WindowMemory final : public QObject
{
    Q_OBJECT

public:
    /// The one of a session's profile; it lives as long as the program.
    static WindowMemory &of(const Session &session);
    ~WindowMemory() override;

    [[nodiscard]] QVariant value(const QString &name, const QVariant &unset = {}) const;
    [[nodiscard]] bool contains(const QString &name) const { return m_values.contains(name); }
    void set(const QString &name, const QVariant &value); // an invalid value forgets
    void write();                                         // now, in a worker
    [[nodiscard]] QString file() const { return m_file; }

private:
    WindowMemory(const QString &file, QObject *parent);

    QString m_file;
    QHash<QString, QVariant> m_values;
    QTimer m_soon;
};

/// Gives a splitter the sizes it had and keeps the ones that the user drags. Call it once the
/// splitter has all its parts. `name` is unique in the program: "access/inbox".
void rememberSizes(QSplitter *splitter, const Session &session, const QString &name);

} // namespace meshlens::ui
