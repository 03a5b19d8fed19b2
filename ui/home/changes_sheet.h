// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/rows.h"
#include "ui/parts/sheet.h"
#include "ui/shell/link.h"

namespace meshlens::ui {

class FactTable;
class SegmentedControl;

/// What changed since a visit, all or of one kind: new, schema, contract, went late, score moved.
class ChangesSheet final : public Sheet
{
    Q_OBJECT

public:
    ChangesSheet(QWidget *window, const QList<store::Change> &changes, std::int64_t sinceMs,
                 std::int64_t nowMs);

    enum Kind { All, New, Schema, Contract, Late, Score, Other };
    [[nodiscard]] static Kind kindOf(const store::Change &change);
    [[nodiscard]] FactTable &table() const { return *m_table; }

signals:
    void opened(const meshlens::ui::Link &link);

private:
    void fill();

    QList<store::Change> m_changes;
    std::int64_t m_nowMs;
    QList<Kind> m_kinds; // of the choices, in order
    SegmentedControl *m_choice;
    FactTable *m_table;
};

} // namespace meshlens::ui
