// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"

#include <QWidget>

namespace meshlens::ui {

/// What a product is made from at the left, what is made from it at the right, one step each way.
/// A click, or the arrow keys and Enter, open a neighbour.
class StepGraph final : public QWidget
{
    Q_OBJECT

public:
    /// At most `most` neighbours a side are drawn; how many more there are is said.
    explicit StepGraph(int most, QWidget *parent = nullptr);

    void setGraph(const lineage::Subgraph &graph);
    [[nodiscard]] int drawn() const { return static_cast<int>(m_boxes.size()); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void opened(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Box {
        lineage::Node node;
        int side = 0; // -1 upstream, 1 downstream
        bool broken = false;
    };
    [[nodiscard]] QRectF rectOf(const Box &box, int place, int count) const;
    [[nodiscard]] QList<QRectF> rects() const;
    [[nodiscard]] QRectF centre() const;
    [[nodiscard]] int boxAt(const QPointF &at) const;
    [[nodiscard]] int count(int side) const;

    int m_most;
    QString m_name;
    QList<Box> m_boxes;
    int m_moreUp = 0;
    int m_moreDown = 0;
    int m_current = 0;
};

} // namespace meshlens::ui
