// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QStyleOption>

/// Shared by the files that draw controls.
namespace meshlens::ui::controls {

/// Saves and restores a painter around a drawing with round corners.
class Smooth
{
public:
    explicit Smooth(QPainter *painter) : m_painter(painter)
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
    }
    ~Smooth() { m_painter->restore(); }
    Smooth(const Smooth &) = delete;
    Smooth &operator=(const Smooth &) = delete;

private:
    QPainter *m_painter;
};

inline QRectF hair(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

inline bool isEnabled(const QStyleOption *option)
{
    return option->state & QStyle::State_Enabled;
}

inline bool isHovered(const QStyleOption *option)
{
    return isEnabled(option) && option->state & QStyle::State_MouseOver;
}

} // namespace meshlens::ui::controls
