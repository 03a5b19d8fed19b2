// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/tags.h"

#include "ui/parts/format.h"
#include "ui/parts/icons.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double tagHeight = 20;
constexpr double tagPadding = 7;
constexpr double codeWidth = 22;
constexpr double codeHeight = 16;

int tagTextWidth(const QString &text)
{
    return textWidth(text, TextRole::CaptionStrong);
}

} // namespace

Tag personalTag()
{
    return {QCoreApplication::translate("meshlens::ui::Tags", "Personal"), Tone::Warn,
            u"personal"_s};
}

QSize tagSize(const Tag &tag)
{
    const int iconWidth = tag.icon.isEmpty() ? 0 : px(12) + px(4);
    return {2 * px(tagPadding) + iconWidth + tagTextWidth(tag.text) + 1, px(tagHeight)};
}

void paintTag(QPainter *painter, const QRectF &rect, const Tag &tag)
{
    const QSize size = tagSize(tag);
    const QRectF box(rect.x(), std::round(rect.y() + (rect.height() - size.height()) / 2),
                     std::min<double>(size.width(), rect.width()), size.height());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (tag.outline) {
        painter->setPen(colour(Token::BorderStrong));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4));
    } else {
        painter->setPen(Theme::instance().highContrast() ? QPen(colour(Token::Control))
                                                         : QPen(Qt::NoPen));
        painter->setBrush(colour(toneSoft(tag.tone)));
        painter->drawRoundedRect(box, px(4), px(4));
    }
    painter->restore();
    QRectF inner = box.adjusted(px(tagPadding), 0, -px(tagPadding) + 1, 0);
    if (!tag.icon.isEmpty()) {
        paintIcon(painter, QRectF(inner.x(), box.y() + (box.height() - px(12)) / 2, px(12), px(12)),
                  tag.icon, colour(toneText(tag.tone)));
        inner.adjust(px(12) + px(4), 0, 0, 0);
    }
    paintText(painter, inner, tag.text, TextRole::CaptionStrong, toneText(tag.tone));
}

qreal paintTags(QPainter *painter, const QRectF &rect, const QList<Tag> &tags)
{
    const double between = px(6);
    double x = rect.x();
    for (qsizetype i = 0; i < tags.size(); ++i) {
        const double width = tagSize(tags[i]).width();
        const Tag rest{u"+%1"_s.arg(tags.size() - i), Tone::Mute, {}};
        const double reserve = i + 1 < tags.size() ? between + tagSize(rest).width() : 0;
        if (x + width + reserve > rect.right() + 1) {
            paintTag(painter, QRectF(x, rect.y(), rect.right() - x, rect.height()),
                     i == 0 ? tags[0] : rest);
            return rect.width();
        }
        paintTag(painter, QRectF(x, rect.y(), width, rect.height()), tags[i]);
        x += width + between;
    }
    return tags.isEmpty() ? 0 : x - between - rect.x();
}

QSize domainSize(const DomainStyle &, const QString &name)
{
    const int words = name.isEmpty() ? 0 : px(6) + textWidth(name, TextRole::Table);
    return {px(codeWidth) + words, px(codeHeight)};
}

void paintDomain(QPainter *painter, const QRectF &rect, const DomainStyle &style,
                 const QString &name, Token textColour)
{
    const QRectF box(rect.x(), std::round(rect.y() + (rect.height() - px(codeHeight)) / 2),
                     px(codeWidth), px(codeHeight));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(colour(style.colour));
    painter->setBrush(colour(Token::Surface));
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(3), px(3));
    QFont letters = textFont(TextRole::Caption);
    letters.setPixelSize(px(10));
    letters.setWeight(QFont::DemiBold);
    painter->setFont(letters);
    painter->drawText(box, Qt::AlignCenter, style.code);
    painter->restore();
    if (!name.isEmpty())
        paintText(painter, rect.adjusted(px(codeWidth) + px(6), 0, 0, 0), name, TextRole::Table,
                  textColour);
}

void paintAvatar(QPainter *painter, const QRectF &rect, const QString &fullName, Tone tone)
{
    const double side = std::min(rect.width(), rect.height());
    const QRectF box(rect.x(), rect.y() + (rect.height() - side) / 2, side, side);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour(toneSoft(tone)));
    painter->drawEllipse(box);
    QFont letters = textFont(TextRole::Caption);
    letters.setPixelSize(std::max(7, static_cast<int>(side * 0.4)));
    letters.setWeight(QFont::DemiBold);
    painter->setFont(letters);
    painter->setPen(colour(toneText(tone)));
    painter->drawText(box, Qt::AlignCenter, format::initials(fullName));
    painter->restore();
}

void paintText(QPainter *painter, const QRectF &rect, const QString &text, TextRole role,
               Token textColour, Qt::Alignment alignment, Qt::TextElideMode elide)
{
    if (text.isEmpty() || rect.width() < 2)
        return;
    painter->save();
    const QFont used = textFont(role);
    painter->setFont(used);
    painter->setPen(colour(textColour));
    const QFontMetricsF metrics(used);
    QString line = text;
    line.replace(u'\n', u' ');
    painter->drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine,
                      metrics.elidedText(line, elide, rect.width() + 0.5));
    painter->restore();
}

int textWidth(const QString &text, TextRole role)
{
    return static_cast<int>(std::ceil(QFontMetricsF(textFont(role)).horizontalAdvance(text)));
}

} // namespace meshlens::ui
