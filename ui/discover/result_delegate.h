// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

#include <QStyledItemDelegate>

namespace meshlens::ui {

class ResultModel;

/// Draws a result as a row of the list (94 px) or its cells in the table.
class ResultDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum class Mode { List, Table };

    explicit ResultDelegate(const ResultModel &model, QObject *parent = nullptr);

    void setMode(Mode mode) { m_mode = mode; }
    [[nodiscard]] static int rowHeight(Mode mode);
    /// Where the icon of a row stands: a click on it marks the row for comparing.
    [[nodiscard]] static QRect tileRect(Mode mode, const QRect &row);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintRow(QPainter *painter, const QStyleOptionViewItem &option,
                  const search::Hit &hit) const;
    void paintCell(QPainter *painter, const QStyleOptionViewItem &option, const search::Hit &hit,
                   int column) const;

    const ResultModel &m_model;
    Mode m_mode = Mode::List;
};

} // namespace meshlens::ui
