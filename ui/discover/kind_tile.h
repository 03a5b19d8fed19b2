// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/icons.h"

#include <QPainter>
#include <QWidget>

namespace meshlens::ui {

/// The icon of a kind on a small ground.
class KindTile final : public QWidget
{
public:
    explicit KindTile(QWidget *parent) : QWidget(parent) { setFixedSize(px(28), px(28)); }
    void setIconName(const QString &name)
    {
        m_name = name;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(Token::Sunken));
        painter.drawRoundedRect(rect(), px(6), px(6));
        if (!m_name.isEmpty())
            paintIcon(&painter, QRectF(rect()).adjusted(px(6), px(6), -px(6), -px(6)), m_name,
                      colour(Token::Text2));
    }

private:
    QString m_name;
};

} // namespace meshlens::ui
