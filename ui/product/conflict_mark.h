// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/rows.h"
#include "ui/parts/button.h"

namespace meshlens::ui {

/// Says that catalogs disagree about a value; a click shows what each of them said.
class ConflictMark final : public IconButton
{
    Q_OBJECT

public:
    explicit ConflictMark(QWidget *parent = nullptr);

    /// Shows the conflicts about these fields; without any it hides.
    void setConflicts(const QList<store::Conflict> &conflicts, const QStringList &fields);

private:
    void explain();

    QList<store::Conflict> m_conflicts;
};

[[nodiscard]] QString fieldWords(const QString &field); // "Description"

} // namespace meshlens::ui
