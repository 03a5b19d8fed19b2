// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_model.h"

#include "ui/parts/icons.h"
#include "ui/parts/labels.h"
#include "ui/parts/tags.h"

#include <QAction>
#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

/// Draws a name with its matched letters marked; returns its width.
double paintMarked(QPainter *painter, const QRectF &rect, const PaletteEntry &entry)
{
    const QFont used = textFont(entry.mono ? TextRole::Mono : TextRole::BodyStrong);
    const QFontMetricsF metrics(used);
    for (const int at : entry.marks) {
        if (at >= entry.name.size())
            continue;
        const double x = rect.x() + metrics.horizontalAdvance(entry.name.left(at));
        const double width = metrics.horizontalAdvance(entry.name.left(at + 1)) -
                             metrics.horizontalAdvance(entry.name.left(at));
        painter->fillRect(
            QRectF(x, rect.center().y() - metrics.height() / 2, width, metrics.height()),
            colour(Token::Mark));
    }
    painter->setFont(used);
    painter->setPen(colour(Token::Text));
    painter->drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(entry.name, Qt::ElideRight, rect.width()));
    return std::min(rect.width(), metrics.horizontalAdvance(entry.name));
}

} // namespace

void PaletteModel::setEntries(const QList<PaletteEntry> &entries)
{
    beginResetModel(); // another query: nothing of the list stays
    m_entries = entries;
    endResetModel();
}

const PaletteEntry *PaletteModel::entry(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_entries.size() ? &m_entries[index.row()] : nullptr;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry &entry = m_entries[index.row()];
    if (role == Qt::DisplayRole)
        return entry.name;
    if (role == Qt::AccessibleTextRole) {
        QStringList words = {entry.name, entry.detail};
        if (entry.quality)
            words += qualityWords(*entry.quality);
        if (entry.freshness)
            words += freshnessWords(*entry.freshness);
        words.removeAll(QString());
        return words.join(u", "_s);
    }
    return {};
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    const PaletteEntry *found = entry(index);
    if (!found || found->kind == PaletteEntry::Kind::Heading)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *entry = static_cast<const PaletteModel *>(index.model())->entry(index);
    if (!entry)
        return;
    QRectF row = QRectF(option.rect).adjusted(px(14), 0, -px(14), 0);
    if (entry->kind == PaletteEntry::Kind::Heading) {
        paintText(painter, row, entry->name, TextRole::CaptionStrong, Token::Text3);
        return;
    }
    const bool on = option.state & QStyle::State_Selected;
    if (on)
        painter->fillRect(option.rect, colour(Token::AccentSoft));
    paintIcon(painter, QRectF(row.x(), row.center().y() - px(8), px(16), px(16)), entry->icon,
              colour(on ? Token::Accent : Token::Text2));
    row.adjust(px(26), 0, 0, 0);
    if (!entry->keys.isEmpty() || on) {
        const QString keys = entry->keys.isEmpty() ? PaletteDelegate::tr("Enter") : entry->keys;
        KeyHint::paint(painter, row, keys);
        row.adjust(0, 0, -KeyHint::sizeOf(keys).width() - px(10), 0);
    }
    if (entry->freshness) {
        const int width = freshnessSize(*entry->freshness).width();
        paintFreshness(painter, QRectF(row.right() - width, row.y(), width, row.height()),
                       *entry->freshness);
        row.adjust(0, 0, -width - px(14), 0);
    }
    if (entry->quality) {
        const int width = qualitySize(*entry->quality).width();
        paintQuality(painter, QRectF(row.right() - width, row.y(), width, row.height()),
                     *entry->quality);
        row.adjust(0, 0, -width - px(14), 0);
    }
    const double used = paintMarked(painter, row, *entry);
    if (entry->kind == PaletteEntry::Kind::Action)
        return; // what it is about stands in the heading
    paintText(painter, row.adjusted(used + px(10), 0, 0, 0), entry->detail, TextRole::Table,
              Token::Text3);
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *entry = static_cast<const PaletteModel *>(index.model())->entry(index);
    const bool isHeading = entry && entry->kind == PaletteEntry::Kind::Heading;
    return {px(200), px(isHeading ? headingHeight : rowHeight)};
}

} // namespace meshlens::ui
