// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/discover/search_runner.h"

#include <QWidget>

namespace meshlens::ui {

/// Says what was not found, with a spelling proposal and the filters to drop.
class NothingFound final : public QWidget
{
    Q_OBJECT

public:
    explicit NothingFound(const SearchAnswer &answer, QWidget *parent = nullptr);

signals:
    void queryChosen(const QString &query);
    void catalogsWanted(); // the index is empty: a catalog is to be connected or read
};

} // namespace meshlens::ui
