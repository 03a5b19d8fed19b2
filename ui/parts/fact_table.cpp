// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/fact_table.h"

#include "ui/parts/delegates.h"
#include "ui/parts/icons.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

FactTable::FactTable(const QString &accessibleName, QList<FactColumn> columns, int rowHeight,
                     QWidget *parent)
    : QTableView(parent), m_model(new FactModel(std::move(columns), this)),
      m_filter(new FactFilter(m_model, this)), m_delegate(new CellDelegate(rowHeight, this))
{
    setAccessibleName(accessibleName);
    setModel(m_filter);
    setUpTable(this, m_delegate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::SingleSelection);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        m_delegate->setPainter(
            column, [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                paintCell(painter, rect, index);
            });
    }
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setMinimumSectionSize(px(20));
    const auto open = [this](const QModelIndex &index) {
        if (const FactRow *row = m_model->row(m_filter->mapToSource(index).row()))
            emit rowOpened(*row);
    };
    connect(this, &QAbstractItemView::clicked, this, [this, open](const QModelIndex &index) {
        if (m_opensByClick)
            open(index);
    });
    connect(this, &QAbstractItemView::doubleClicked, this, [this, open](const QModelIndex &index) {
        if (!m_opensByClick)
            open(index);
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { emit currentRowChanged(); });
    connect(&Theme::instance(), &Theme::changed, this, &FactTable::arrangeColumns);
    arrangeColumns();
}

void FactTable::setRows(const QList<FactRow> &rows)
{
    m_model->setRows(rows);
    updateGeometry();
}

void FactTable::setFilter(const QString &words)
{
    m_filter->setWords(words);
}

int FactTable::shownCount() const
{
    return m_filter->rowCount();
}

const FactRow *FactTable::current() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? m_model->row(m_filter->mapToSource(index).row()) : nullptr;
}

bool FactTable::choose(const QString &id)
{
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex index = m_filter->index(row, 0);
        if (index.data(FactModel::IdRole).toString() == id) {
            setCurrentIndex(index);
            scrollTo(index);
            return true;
        }
    }
    return false;
}

void FactTable::setSortable(bool on)
{
    setSortingEnabled(on);
    if (on) {
        horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // as given until asked for
        horizontalHeader()->setSortIndicatorClearable(true);
    }
}

void FactTable::setFittingHeight(bool on)
{
    m_fitting = on;
    setVerticalScrollBarPolicy(on ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, on ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
}

void FactTable::setOpensByClick(bool on)
{
    m_opensByClick = on;
}

QString FactTable::csv() const
{
    return QString::fromUtf8(csvOf(table()));
}

TableText FactTable::table() const
{
    QList<int> rows;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        rows += m_filter->mapToSource(m_filter->index(row, 0)).row();
    TableText shown = m_model->table(rows);
    shown.title = accessibleName();
    return shown;
}

QSize FactTable::sizeHint() const
{
    const int header = horizontalHeader()->isHidden() ? 0 : horizontalHeader()->sizeHint().height();
    const int rows = m_filter->rowCount() * m_delegate->rowHeight();
    return {px(240), header + (m_fitting ? rows : std::min(rows, px(240)))};
}

QSize FactTable::minimumSizeHint() const
{
    return {px(120), m_fitting ? sizeHint().height() : px(60)};
}

void FactTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    arrangeColumns();
}

void FactTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const FactRow *row = current())
            emit rowOpened(*row);
        return;
    }
    // Left and right walk cells, which a table of whole rows has no use for.
    QTableView::keyPressEvent(event);
}

void FactTable::arrangeColumns()
{
    const QList<FactColumn> &columns = m_model->columns();
    int fixed = 0;
    int sharing = 0;
    for (const FactColumn &column : columns) {
        fixed += px(column.width);
        sharing += column.width == 0 ? 1 : 0;
    }
    const int left = std::max(0, viewport()->width() - fixed);
    for (int i = 0; i < columns.size(); ++i)
        horizontalHeader()->resizeSection(i, columns[i].width > 0
                                                 ? px(columns[i].width)
                                                 : std::max(px(60), left / std::max(1, sharing)));
}

void FactTable::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const FactCell *cell = m_model->cell(m_filter->mapToSource(index));
    if (!cell)
        return;
    if (cell->spark) {
        paintSpark(painter, rect.adjusted(0, px(6), 0, -px(6)), *cell->spark);
        return;
    }
    const bool right = m_model->columns()[index.column()].align.testFlag(Qt::AlignRight);
    const bool alone = cell->text.isEmpty();
    QRectF left = rect;
    const auto take = [&](double width) {
        QRectF part = left;
        if (right && alone)
            part.setLeft(left.right() - width);
        else
            part.setRight(left.left() + width);
        part.setWidth(width);
        if (right && alone)
            left.setRight(left.right() - width - px(6));
        else
            left.setLeft(left.left() + width + px(6));
        return part;
    };
    if (cell->mark) {
        QRectF spot = right ? QRectF(rect.right() - textWidth(cell->text, cell->role) - px(18),
                                     rect.y(), px(12), rect.height())
                            : take(px(12));
        spot = QRectF(spot.x(), spot.center().y() - px(6), px(12), px(12));
        if (!cell->second.isEmpty())
            spot.translate(0, -Theme::instance().lineHeight(TextRole::Caption) / 2.0);
        paintMark(painter, spot, *cell->mark);
    }
    if (!cell->icon.isEmpty()) {
        const QRectF spot = take(px(16));
        paintIcon(painter, QRectF(spot.x(), spot.center().y() - px(8), px(16), px(16)), cell->icon,
                  colour(Token::Text2));
    }
    if (!cell->domainName.isEmpty()) {
        const DomainStyle style = Theme::instance().domain(cell->domainKey, cell->domainName);
        paintDomain(painter, take(domainSize(style, {}).width()), style, {});
    }
    if (cell->hexagon)
        paintHexagon(painter, take(px(18)), *cell->hexagon);
    if (cell->quality)
        paintQuality(painter, take(qualitySize(*cell->quality).width()), *cell->quality);
    if (cell->freshness)
        paintFreshness(painter, take(freshnessSize(*cell->freshness).width()), *cell->freshness);
    double tags = 0;
    for (const Tag &tag : cell->tags)
        tags += tagSize(tag).width() + px(4);
    if (!cell->second.isEmpty()) {
        paintTwoLines(painter, left.adjusted(0, 0, -tags, 0), cell->text, cell->second, cell->role);
    } else if (!cell->text.isEmpty()) {
        paintText(painter, left.adjusted(0, 0, right ? 0 : -tags, 0), cell->text, cell->role,
                  cell->colour, (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (!cell->tags.isEmpty()) {
        const double words = alone ? 0
                                   : std::min(left.width() - tags,
                                              double(textWidth(cell->text, cell->role) + px(8)));
        paintTags(painter, left.adjusted(std::max(0.0, words), 0, 0, 0), cell->tags);
    }
}

} // namespace meshlens::ui
