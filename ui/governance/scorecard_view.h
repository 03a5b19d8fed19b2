// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"

#include <QTreeView>

#include <optional>

namespace meshlens::ui {

class ScorecardModel;

/// The scorecard as painted cells; the arrow keys walk them, and the current one is told to the
/// panel beside it.
class ScorecardView final : public QTreeView
{
    Q_OBJECT

public:
    explicit ScorecardView(ScorecardModel &model, QWidget *parent = nullptr);

    bool choose(const QString &key, std::optional<mesh::Quality> quality);
    [[nodiscard]] QString currentKey() const; // of the product; empty on a group
    [[nodiscard]] std::optional<mesh::Quality> currentQuality() const;

signals:
    void cellChosen(); // the current cell is another one
    void productOpened(const QString &key);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;

private:
    void arrangeColumns();
    void paintName(QPainter *painter, const QRectF &rect, const QModelIndex &index) const;
    void paintValue(QPainter *painter, const QRectF &rect, const QModelIndex &index) const;

    ScorecardModel &m_scorecard;
};

} // namespace meshlens::ui
