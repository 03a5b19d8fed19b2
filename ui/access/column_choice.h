// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/access.h"
#include "models/mesh/dataset.h"
#include "ui/parts/tags.h"

#include <QFrame>

class QCheckBox;
class QGridLayout;
class QScrollArea;

namespace meshlens::ui {

/// What a column is, in one tag; nothing where there is nothing to say.
[[nodiscard]] std::optional<Tag> columnTag(const mesh::Column &column);

/// The columns of a dataset to tick, in two columns. Personal ones start without a tick.
class ColumnChoice final : public QFrame
{
    Q_OBJECT

public:
    explicit ColumnChoice(QWidget *parent = nullptr);

    void setColumns(const QList<mesh::Column> &columns);
    /// Takes over what an earlier request asked for; an empty list changes nothing.
    void setScope(const QList<mesh::ColumnScope> &scope);
    [[nodiscard]] QList<mesh::ColumnScope> scope() const; // of every column: give or omit
    [[nodiscard]] int chosen() const;
    [[nodiscard]] int count() const { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] QStringList chosenPersonal() const;
    void chooseAllButPersonal();
    void chooseNone();

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<mesh::Column> m_columns;
    QList<QCheckBox *> m_boxes; // one a column
    QScrollArea *m_scroll;
};

} // namespace meshlens::ui
