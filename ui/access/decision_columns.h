// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/access.h"
#include "models/mesh/dataset.h"
#include "ui/parts/card.h"

namespace meshlens::ui {

class SegmentedControl;

/// The columns that a request asks for, and what the owner would give of each: all, masked,
/// nothing.
class DecisionColumns final : public Card
{
    Q_OBJECT

public:
    explicit DecisionColumns(QWidget *parent = nullptr);

    void clear();
    /// `asked` is what the request wants, column by column. The same again keeps what was chosen.
    void setColumns(const QList<mesh::Column> &known, const QList<mesh::ColumnScope> &asked);
    void setProblem(const QString &why);
    void setDecidable(bool on);

    [[nodiscard]] const QList<mesh::ColumnScope> &chosen() const { return m_chosen; }
    [[nodiscard]] int changes() const; // columns that differ from what was asked for
    [[nodiscard]] bool isNothingLeft() const;
    [[nodiscard]] bool hasPersonal() const { return m_personal; }

signals:
    void changed();

private:
    void showRows();
    void addRow(int index);
    void setMode(int index, mesh::ColumnMode mode);
    void maskPersonal();
    [[nodiscard]] const mesh::Column *column(const QString &name) const;

    QList<mesh::Column> m_known;
    QList<mesh::ColumnScope> m_asked;
    QList<mesh::ColumnScope> m_chosen;
    QList<SegmentedControl *> m_modes;
    bool m_decidable = false;
    bool m_personal = false;
    LinkLabel *m_maskAll;
    QVBoxLayout *m_rows;
};

} // namespace meshlens::ui
