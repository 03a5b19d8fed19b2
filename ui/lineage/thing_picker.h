// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace meshlens::ui {

struct Pickable {
    QString key;
    QString name;
    QString detail; // such as its domain
};

/// Asks in a sheet over the window for one of many things, by typing a part of its name.
void pickThing(QWidget *window, const QString &title, const QString &subtitle,
               const QList<Pickable> &things, std::function<void(const QString &key)> picked);

} // namespace meshlens::ui
