// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/rows_view.h"

#include "ui/parts/icons.h"
#include "ui/parts/sparks.h"
#include "ui/parts/tags.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

class CellPainter final : public QStyledItemDelegate
{
public:
    CellPainter(RowsModel &model, QObject *parent) : QStyledItemDelegate(parent), m_model(model) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const bool chosen = option.state & QStyle::State_Selected;
        painter->fillRect(option.rect, colour(chosen ? Token::AccentSoft : Token::Surface));
        painter->setPen(colour(Token::Border));
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        painter->drawLine(option.rect.topRight(), option.rect.bottomRight());
        const CellFormat format = m_model.format(index.column());
        const bool quiet = index.data(RowsModel::QuietRole).toBool();
        QRectF words = QRectF(option.rect).adjusted(px(8), 0, -px(9), -1);
        if (format.barAtMost > 0 && !quiet)
            paintDiverging(painter, words, index.data(RowsModel::SortRole), format);
        if (format.masked && !index.data(RowsModel::SortRole).isNull()) {
            paintIcon(painter, QRectF(words.x(), words.center().y() - px(6), px(12), px(12)),
                      u"lock"_s, colour(Token::Text3));
            words.adjust(px(18), 0, 0, 0);
        }
        paintText(painter, words, index.data().toString(),
                  format.number && !quiet ? TextRole::Mono : TextRole::Table,
                  quiet ? Token::Text3 : Token::Text,
                  Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(colour(Token::Accent), 2));
            painter->drawRect(QRectF(option.rect).adjusted(1, 1, -2, -2));
        }
    }

private:
    /// A bar from the middle of the free part at the left: below 0 to the left, above to the right.
    static void paintDiverging(QPainter *painter, const QRectF &rect, const QVariant &cell,
                               const CellFormat &format)
    {
        const auto value = samples::numberOf(cell);
        const double room =
            rect.width() - textWidth(numberText(-format.barAtMost, format), TextRole::Mono) - px(8);
        if (!value || room < px(16))
            return;
        const double middle = rect.x() + room / 2;
        const double length = std::abs(*value) / format.barAtMost * room / 2;
        const QRectF bar(*value < 0 ? middle - length : middle, rect.center().y() - px(4),
                         std::max(1.0, length), px(8));
        painter->fillRect(bar, colour(*value < 0 ? Token::BadFill : Token::GoodFill));
    }

    RowsModel &m_model;
};

} // namespace

ProfileHeader::ProfileHeader(RowsModel &model, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent), m_model(model)
{
    setSectionsClickable(true);
    setSectionsMovable(false);
    setHighlightSections(false);
    setMinimumSectionSize(px(64));
    setMaximumSectionSize(px(420));
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignTop);
}

void ProfileHeader::setOrder(const RowOrder &order)
{
    m_order = order;
    viewport()->update();
}

QSize ProfileHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), px(66)};
}

QSize ProfileHeader::sectionSizeFromContents(int section) const
{
    const int name =
        textWidth(m_model.headerData(section, Qt::Horizontal).toString(), TextRole::Mono);
    return {name + px(34), px(66)};
}

void ProfileHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->save();
    painter->fillRect(rect, colour(Token::Surface2));
    painter->setPen(colour(Token::Border));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());
    const SampleRows &rows = m_model.rows();
    if (!rows || section >= rows->profiles.size()) {
        painter->restore();
        return;
    }
    const samples::ColumnProfile &profile = rows->profiles[section];
    const CellFormat &format = rows->formats[section];
    QRectF area = QRectF(rect).adjusted(px(8), px(5), -px(8), -px(5));
    double nameWidth = area.width();
    if (m_order.column == section) {
        nameWidth -= px(16);
        paintIcon(painter, QRectF(area.right() - px(12), area.y() + px(3), px(12), px(12)),
                  m_order.direction == Qt::AscendingOrder ? u"chevron-up"_s : u"chevron-down"_s,
                  colour(Token::Text2));
    }
    const double first = Theme::instance().lineHeight(TextRole::Mono);
    const double second = Theme::instance().lineHeight(TextRole::Caption);
    QRectF name(area.x(), area.y(), nameWidth, first);
    if (format.masked) {
        paintIcon(painter, QRectF(name.x(), name.center().y() - px(6), px(12), px(12)), u"lock"_s,
                  colour(Token::Text3));
        name.adjust(px(16), 0, 0, 0);
    }
    paintText(painter, name, profile.name, TextRole::Mono, Token::Text);
    paintText(painter, QRectF(area.x(), area.y() + first, area.width(), second),
              summaryWords(profile, format), TextRole::Caption, Token::Text3);
    QList<double> bins;
    for (const int bin : profile.bins)
        bins += bin;
    const double top = area.y() + first + second + px(2);
    QRectF plot(area.x(), top, std::min<double>(area.width(), px(110)), area.bottom() - top);
    paintHistogram(painter, plot, bins);
    painter->restore();
}

RowsView::RowsView(RowsModel &model, QWidget *parent)
    : QTableView(parent), m_model(model), m_header(new ProfileHeader(model, this))
{
    setHorizontalHeader(m_header);
    setModel(&model);
    setItemDelegate(new CellPainter(model, this));
    setAccessibleName(tr("Rows"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::ContiguousSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(px(20));
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const auto fit = [this] {
        verticalHeader()->setDefaultSectionSize(px(26));
        verticalHeader()->setMinimumWidth(px(40));
    };
    fit();
    connect(&Theme::instance(), &Theme::changed, this, fit);
    connect(m_header, &QHeaderView::sectionClicked, this, &RowsView::orderWanted);
}

void RowsView::setOrder(const RowOrder &order)
{
    m_header->setOrder(order);
}

void RowsView::fitColumns()
{
    const int rows = std::min(m_model.rowCount(), 60);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const CellFormat format = m_model.format(column);
        const TextRole role = format.number ? TextRole::Mono : TextRole::Table;
        int width =
            textWidth(m_model.headerData(column, Qt::Horizontal).toString(), TextRole::Mono) +
            px(format.masked ? 18 : 2);
        width = std::max(width, px(70));
        if (const SampleRows &shown = m_model.rows())
            width = std::max(
                width, std::min(px(150), textWidth(summaryWords(shown->profiles[column], format),
                                                   TextRole::Caption)));
        for (int row = 0; row < rows; ++row)
            width = std::max(width, textWidth(m_model.index(row, column).data().toString(), role) +
                                        px(format.masked          ? 18
                                           : format.barAtMost > 0 ? 60
                                                                  : 0));
        setColumnWidth(column, std::min(width + px(19), px(280)));
    }
}

void RowsView::copySelection() const
{
    const QItemSelection chosen = selectionModel()->selection();
    if (chosen.isEmpty())
        return;
    const QItemSelectionRange &range = chosen.first();
    QStringList lines;
    for (int row = range.top(); row <= range.bottom(); ++row) {
        QStringList cells;
        for (int column = range.left(); column <= range.right(); ++column) {
            const QModelIndex index = m_model.index(row, column);
            const QVariant cell = index.data(RowsModel::SortRole);
            cells += m_model.format(column).masked ? index.data().toString() : cell.toString();
        }
        lines += cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace meshlens::ui
