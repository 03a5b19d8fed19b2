// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/sheet.h"

#include <QPointer>

class QAction;
class QGridLayout;

namespace meshlens::ui {

/// All commands with their keys, each of which can be changed.
class KeysSheet final : public Sheet
{
    Q_OBJECT

public:
    KeysSheet(Session &session, QWidget *window, const QList<QAction *> &commands);

private:
    void addRow(QGridLayout *grid, int row, QAction *command);
    void say(const QString &words); // empty: nothing to say

    Session &m_session;
    QList<QAction *> m_commands;
    Label *m_problem;
};

} // namespace meshlens::ui
