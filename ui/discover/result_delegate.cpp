// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/result_delegate.h"

#include "models/access/words.h"
#include "ui/discover/marked_text.h"
#include "ui/discover/result_model.h"
#include "ui/discover/words.h"
#include "ui/parts/badges.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double rightWidth = 138;

void paintGround(QPainter *painter, const QStyleOptionViewItem &option, bool firstColumn)
{
    const QRectF row = option.rect;
    const bool chosen = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    painter->fillRect(row, colour(chosen    ? Token::AccentSoft
                                  : hovered ? Token::Surface2
                                            : Token::Surface));
    if (chosen && firstColumn)
        painter->fillRect(QRectF(row.left(), row.top(), px(3), row.height()),
                          colour(Token::Accent));
    painter->fillRect(QRectF(row.left(), row.bottom() - 1, row.width(), 1), colour(Token::Border));
}

/// The kind of a result; a check once it is marked for comparing.
void paintTile(QPainter *painter, const QRectF &tile, const QString &iconName, bool chosen,
               bool marked)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour(marked ? Token::AccentFill : chosen ? Token::Surface : Token::Sunken));
    painter->drawRoundedRect(tile, px(6), px(6));
    painter->restore();
    const qreal side = px(16);
    paintIcon(painter,
              QRectF(tile.center().x() - side / 2, tile.center().y() - side / 2, side, side),
              marked ? u"check"_s : iconName, colour(marked ? Token::OnAccent : Token::Text2));
}

/// Grey blocks where a row has not been read yet.
void paintBlocks(QPainter *painter, const QRectF &row)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour(Token::Sunken));
    painter->drawRoundedRect(QRectF(row.left() + px(14), row.top() + px(9), px(28), px(28)), px(6),
                             px(6));
    painter->drawRoundedRect(QRectF(row.left() + px(52), row.top() + px(12), px(180), px(11)),
                             px(4), px(4));
    painter->drawRoundedRect(
        QRectF(row.left() + px(52), row.top() + px(34), std::max(row.width() * 0.5, 40.0), px(9)),
        px(4), px(4));
    painter->restore();
}

/// Matching columns as one text: "subscription_id, net_revenue_eur, +3".
MarkedText columnsText(const search::Hit &hit)
{
    MarkedText all;
    QStringList named; // the same column of two datasets is one word
    for (const search::HitColumn &column : hit.matchingColumns) {
        if (named.contains(column.name))
            continue;
        named += column.name;
        if (!all.text.isEmpty())
            all.text += u", "_s;
        const int at = static_cast<int>(all.text.size());
        for (const search::Match &match : column.matches)
            all.matches.append({at + match.start, match.length});
        all.text += column.name;
    }
    if (hit.moreColumns > 0)
        all.text += u", +%1"_s.arg(hit.moreColumns);
    return all;
}

QString catalogsText(const search::Hit &hit)
{
    if (hit.catalogs.size() < 2)
        return hit.catalogs.value(0);
    return u"%1 +%2"_s.arg(hit.catalogs.first()).arg(hit.catalogs.size() - 1);
}

/// An icon of 12 px and one line behind it; returns where the next one starts.
qreal paintFact(QPainter *painter, const QRectF &line, const QString &iconName,
                const MarkedText &text)
{
    paintIcon(painter, QRectF(line.left(), line.center().y() - px(6), px(12), px(12)), iconName,
              colour(Token::Text3));
    const qreal width =
        paintMarked(painter, line.adjusted(px(16), 0, 0, 0), text, TextRole::Table, Token::Text3);
    return line.left() + px(16) + width + px(12);
}

FreshnessBadge badgeOf(const search::HitFreshness &freshness)
{
    return {freshness.ageMs, freshness.objectiveMs, freshness.learned, false};
}

/// The same painter, but ending at the right edge.
QRectF rightAligned(const QRectF &line, qreal width)
{
    return QRectF(line.right() - std::min(width, line.width()), line.top(),
                  std::min(width, line.width()), line.height());
}

void paintTrust(QPainter *painter, const QRectF &box, const search::Hit &hit)
{
    const qreal line = px(20);
    const qreal gap = px(4);
    const bool scored = hit.kind == mesh::Kind::Product || hit.quality;
    const int lines = (scored ? 1 : 0) + (hit.freshness ? 1 : 0) + (hit.access ? 1 : 0);
    qreal top = box.center().y() - (lines * line + (lines - 1) * gap) / 2;
    if (scored) {
        const QualityBadge badge{hit.quality, hit.coverage, false};
        QRectF row(box.left(), top, box.width(), line);
        if (hit.kind == mesh::Kind::Product) {
            paintHexagon(painter, QRectF(row.right() - px(20), row.top(), px(20), px(20)),
                         hit.qualities);
            row.adjust(0, 0, -px(30), 0);
        }
        paintQuality(painter, rightAligned(row, qualitySize(badge).width()), badge);
        top += line + gap;
    }
    if (hit.freshness) {
        const FreshnessBadge badge = badgeOf(*hit.freshness);
        const QRectF row(box.left(), top, box.width(), line);
        paintFreshness(painter, rightAligned(row, freshnessSize(badge).width()), badge);
        top += line + gap;
    }
    if (hit.access) {
        const QRectF row(box.left(), top, box.width(), line);
        const QString words = access::accessWords(*hit.access);
        const QRectF at = rightAligned(row, px(17) + textWidth(words, TextRole::Table));
        paintIcon(painter, QRectF(at.left(), at.center().y() - px(6), px(12), px(12)),
                  accessIcon(*hit.access), colour(Token::Text2));
        paintText(painter, at.adjusted(px(16), 0, 0, 0), words, TextRole::Table, Token::Text2,
                  Qt::AlignRight | Qt::AlignVCenter);
    }
}

QString kindLine(const search::Hit &hit)
{
    const QString words = kindWords(hit.kind, hit.type);
    if (hit.version.isEmpty())
        return words;
    return hit.version.startsWith(u'v') ? words + u' ' + hit.version
                                        : words + u" v"_s + hit.version;
}

} // namespace

ResultDelegate::ResultDelegate(const ResultModel &model, QObject *parent)
    : QStyledItemDelegate(parent), m_model(model)
{}

int ResultDelegate::rowHeight(Mode mode)
{
    return px(mode == Mode::List ? 94 : 32);
}

QRect ResultDelegate::tileRect(Mode mode, const QRect &row)
{
    return mode == Mode::List ? QRect(row.left() + px(14), row.top() + px(9), px(28), px(28))
                              : QRect(row.left(), row.top(), px(34), row.height());
}

void ResultDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const search::Hit *hit = m_model.hit(index.row());
    paintGround(painter, option, index.column() == 0);
    if (!hit) {
        (void)index.data(); // asks for the page
        if (m_mode == Mode::List)
            paintBlocks(painter, option.rect);
    } else if (m_mode == Mode::List) {
        paintRow(painter, option, *hit);
    } else {
        paintCell(painter, option, *hit, index.column());
    }
    if ((option.state & QStyle::State_HasFocus) &&
        (option.state & QStyle::State_KeyboardFocusChange)) {
        painter->setPen(QPen(colour(Token::Accent), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2));
    }
}

void ResultDelegate::paintRow(QPainter *painter, const QStyleOptionViewItem &option,
                              const search::Hit &hit) const
{
    const bool chosen = option.state & QStyle::State_Selected;
    const QRectF row = QRectF(option.rect).adjusted(px(14), px(9), -px(16), -px(5));
    paintTile(painter, tileRect(Mode::List, option.rect), kindIcon(hit.kind, hit.type), chosen,
              m_model.isMarked(hit.key));
    const QRectF right(row.right() - px(rightWidth), row.top(), px(rightWidth), row.height());
    const live::Row *live = m_model.liveOf(hit.key);
    if (live)
        paintText(painter, right, tr("Not read yet"), TextRole::Table, Token::Text3,
                  Qt::AlignRight | Qt::AlignVCenter);
    else
        paintTrust(painter, right, hit);

    const QRectF main(row.left() + px(38), row.top(), right.left() - row.left() - px(48),
                      row.height());
    const QRectF first(main.left(), main.top(), main.width(), px(18));
    const QString kind = kindLine(hit);
    QList<Tag> tags;
    if (hit.certified)
        tags.append({tr("Certified"), Tone::Accent, u"check"_s, false});
    if (live)
        tags.append({tr("from %1, live").arg(live->catalog), Tone::Accent, u"cloud"_s, false});
    else if (m_model.hasTwin(hit))
        tags.append({hit.kind == mesh::Kind::Term ? tr("Two meanings") : tr("Published twice?"),
                     Tone::Warn, u"conflict"_s, false});
    qreal aside = px(8) + textWidth(kind, TextRole::Table);
    for (const Tag &tag : std::as_const(tags))
        aside += px(8) + tagSize(tag).width();
    const QRectF nameBox = first.adjusted(0, 0, -std::min(aside, first.width() / 2), 0);
    qreal x = first.left() +
              paintMarked(painter, nameBox, {hit.name, hit.nameMatches}, TextRole::BodyStrong,
                          Token::Text) +
              px(8);
    paintText(painter, QRectF(x, first.top(), first.right() - x, first.height()), kind,
              TextRole::Table, Token::Text3);
    x += textWidth(kind, TextRole::Table) + px(8);
    for (const Tag &tag : std::as_const(tags)) {
        if (x < first.right())
            paintTag(painter, QRectF(x, first.top(), first.right() - x, first.height()), tag);
        x += tagSize(tag).width() + px(8);
    }

    paintMarked(painter, QRectF(main.left(), first.bottom() + px(2), main.width(), px(36)),
                {hit.description, hit.descriptionMatches}, TextRole::Body, Token::Text2, 2);

    const QRectF facts(main.left(), first.bottom() + px(40), main.width(), px(18));
    x = facts.left();
    if (!hit.domainName.isEmpty()) {
        const DomainStyle style = Theme::instance().domain(hit.domain, hit.domainName);
        paintDomain(painter, facts, style, hit.domainName);
        x += domainSize(style, hit.domainName).width() + px(12);
    }
    const auto from = [&](qreal left) {
        return QRectF(left, facts.top(), std::max(facts.right() - left, 0.0), facts.height());
    };
    if (!hit.catalogs.isEmpty() && facts.right() - x > px(40))
        x = paintFact(painter, from(x), u"catalogs"_s, {catalogsText(hit), {}});
    if (!hit.matchingColumns.isEmpty() && facts.right() - x > px(40))
        paintFact(painter, from(x), u"columns"_s, columnsText(hit));
}

void ResultDelegate::paintCell(QPainter *painter, const QStyleOptionViewItem &option,
                               const search::Hit &hit, int column) const
{
    const QRectF cell = QRectF(option.rect).adjusted(px(8), 0, -px(8), -1);
    switch (column) {
    case ResultModel::Name: {
        const QRectF at = cell.adjusted(px(6), 0, 0, 0);
        const bool marked = m_model.isMarked(hit.key);
        paintIcon(painter, QRectF(at.left(), at.center().y() - px(7), px(14), px(14)),
                  marked ? u"check"_s : kindIcon(hit.kind, hit.type),
                  colour(marked ? Token::Accent : Token::Text2));
        const qreal line = Theme::instance().lineHeight(TextRole::TableStrong);
        paintMarked(
            painter,
            QRectF(at.left() + px(22), at.center().y() - line / 2, at.width() - px(22), line),
            {hit.name, hit.nameMatches}, TextRole::TableStrong, Token::Text);
        break;
    }
    case ResultModel::Domain:
        if (!hit.domainName.isEmpty())
            paintDomain(painter, cell, Theme::instance().domain(hit.domain, hit.domainName),
                        hit.domainName);
        break;
    case ResultModel::Quality:
        if (m_model.liveOf(hit.key))
            paintText(painter, cell, tr("Not read yet"), TextRole::Table, Token::Text3);
        else if (hit.kind == mesh::Kind::Product || hit.quality)
            paintQuality(painter, cell, {hit.quality, hit.coverage, false});
        break;
    case ResultModel::Qualities:
        if (hit.kind == mesh::Kind::Product && !m_model.liveOf(hit.key))
            paintHexagon(painter, QRectF(cell.left(), cell.center().y() - px(9), px(18), px(18)),
                         hit.qualities);
        break;
    case ResultModel::Freshness:
        if (hit.freshness) {
            FreshnessBadge badge = badgeOf(*hit.freshness);
            badge.brief = true; // the tooltip has the objective
            paintFreshness(painter, cell, badge);
        }
        break;
    case ResultModel::Access:
        if (hit.access) {
            paintIcon(painter, QRectF(cell.left(), cell.center().y() - px(6), px(12), px(12)),
                      accessIcon(*hit.access), colour(Token::Text2));
            paintText(painter, cell.adjusted(px(17), 0, 0, 0), access::accessWords(*hit.access),
                      TextRole::Table, Token::Text2);
        }
        break;
    default:
        paintText(painter, cell,
                  column == ResultModel::Kind      ? kindLine(hit)
                  : column == ResultModel::Owner   ? hit.ownerNames.join(u", "_s)
                  : column != ResultModel::Catalog ? QString()
                  : m_model.liveOf(hit.key)        ? tr("%1, live").arg(catalogsText(hit))
                                                   : catalogsText(hit),
                  TextRole::Table, Token::Text2);
    }
}

} // namespace meshlens::ui
