// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/theme.h"

#include <QRectF>
#include <QSize>

class QPainter;

/// Painted words on a soft ground, domain codes and people: pure functions of value and rectangle.
namespace meshlens::ui {

struct Tag {
    QString text = {};
    Tone tone = Tone::Mute;
    QString icon = {}; // name, or empty
    bool outline = false;
};
[[nodiscard]] Tag personalTag(); // always with its icon
[[nodiscard]] QSize tagSize(const Tag &tag);
/// Drawn at the left of `rect`, centred vertically; text that does not fit is elided.
void paintTag(QPainter *painter, const QRectF &rect, const Tag &tag);
/// Several in a row; those that do not fit become "+2". Returns the width used.
qreal paintTags(QPainter *painter, const QRectF &rect, const QList<Tag> &tags);

/// The two letters of a domain in its colour, then its name (empty: the code alone).
[[nodiscard]] QSize domainSize(const DomainStyle &style, const QString &name);
void paintDomain(QPainter *painter, const QRectF &rect, const DomainStyle &style,
                 const QString &name, Token textColour = Token::Text2);

/// Initials in a circle as large as the smaller side of `rect`.
void paintAvatar(QPainter *painter, const QRectF &rect, const QString &fullName,
                 Tone tone = Tone::Mute);

/// One line of plain text, elided to the rectangle.
void paintText(QPainter *painter, const QRectF &rect, const QString &text, TextRole role,
               Token colour, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter,
               Qt::TextElideMode elide = Qt::ElideRight);
[[nodiscard]] int textWidth(const QString &text, TextRole role);

} // namespace meshlens::ui
