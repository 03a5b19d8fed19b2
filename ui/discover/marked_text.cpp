// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/marked_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

namespace meshlens::ui {

namespace {

/// How much of a text can be of use in so few lines: long descriptions are not laid out whole.
constexpr qsizetype longestLine = 400;

QList<QTextLayout::FormatRange> formats(const QList<search::Match> &matches)
{
    QTextCharFormat marked;
    marked.setBackground(colour(Token::Mark));
    marked.setForeground(colour(Token::Text));
    QList<QTextLayout::FormatRange> ranges;
    for (const search::Match &match : matches)
        ranges.append({match.start, match.length, marked});
    return ranges;
}

} // namespace

qreal paintMarked(QPainter *painter, const QRectF &rect, const MarkedText &marked, TextRole role,
                  Token textColour, int lines)
{
    const QFont textFontNow = textFont(role);
    QString text = marked.text.left(longestLine * lines);
    text.replace(QChar::LineFeed, QChar::Space);
    QTextLayout layout(text, textFontNow);
    layout.setFormats(formats(marked.matches));
    layout.setCacheEnabled(false);

    const qreal lineHeight = Theme::instance().lineHeight(role);
    qreal widest = 0;
    QString rest;
    int restFrom = 0;
    layout.beginLayout();
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(rect.width());
        line.setPosition({0, i * lineHeight + (lineHeight - line.height()) / 2});
        const bool last = i + 1 == lines;
        if (last && line.textStart() + line.textLength() < text.size()) {
            restFrom = line.textStart();
            rest = text.mid(restFrom);
        }
        widest = std::max(widest, line.naturalTextWidth());
    }
    layout.endLayout();

    painter->save();
    painter->setPen(colour(textColour));
    painter->setClipRect(rect, Qt::IntersectClip);
    if (rest.isEmpty()) {
        layout.draw(painter, rect.topLeft());
    } else {
        for (int i = 0; i + 1 < layout.lineCount(); ++i)
            layout.lineAt(i).draw(painter, rect.topLeft());
        // The last line again, elided; its marks move with it.
        const QString elided =
            QFontMetricsF(textFontNow).elidedText(rest, Qt::ElideRight, rect.width());
        QTextLayout ending(elided, textFontNow);
        QList<search::Match> matches;
        for (const search::Match &match : marked.matches) {
            const int from = std::max(match.start - restFrom, 0);
            const int to = std::min(match.start + match.length - restFrom,
                                    static_cast<int>(elided.size()) - 1);
            if (to > from)
                matches.append({from, to - from});
        }
        ending.setFormats(formats(matches));
        ending.beginLayout();
        QTextLine line = ending.createLine();
        line.setNumColumns(static_cast<int>(elided.size()));
        line.setPosition({0, (lines - 1) * lineHeight + (lineHeight - line.height()) / 2});
        ending.endLayout();
        line.draw(painter, rect.topLeft());
        widest = rect.width();
    }
    painter->restore();
    return widest;
}

} // namespace meshlens::ui
