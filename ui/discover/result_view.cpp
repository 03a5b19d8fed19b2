// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/result_view.h"

#include "ui/discover/result_model.h"
#include "ui/parts/theme.h"

#include <QAccessible>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace meshlens::ui {

namespace {

// Design pixels, in the order of ResultModel::Column; the name takes what is left.
constexpr std::array<int, ResultModel::Count> columnWidths{200, 136, 136, 76, 72,
                                                           104, 128, 116, 104};
// What a reader wants first stands first.
constexpr std::array<int, ResultModel::Count> columnOrder{
    ResultModel::Name,      ResultModel::Kind,      ResultModel::Domain,
    ResultModel::Quality,   ResultModel::Freshness, ResultModel::Access,
    ResultModel::Qualities, ResultModel::Owner,     ResultModel::Catalog};

} // namespace

ResultView::ResultView(ResultModel &model, QWidget *parent)
    : QAbstractItemView(parent), m_model(model), m_delegate(new ResultDelegate(model, this)),
      m_header(new QHeaderView(Qt::Horizontal, this))
{
    setModel(&model);
    setItemDelegate(m_delegate);
    setAccessibleName(tr("Results"));
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);

    m_header->setModel(&model);
    m_header->setHighlightSections(false);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->setMinimumSectionSize(px(40));
    for (int place = 0; place < ResultModel::Count; ++place)
        m_header->moveSection(m_header->visualIndex(columnOrder[static_cast<size_t>(place)]),
                              place);
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        updateGeometries();
        viewport()->update();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, [this] {
            updateGeometries();
            viewport()->update();
        });
    connect(&Theme::instance(), &Theme::changed, this, &ResultView::layOut);
    layOut();
}

void ResultView::setMode(ResultDelegate::Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    m_delegate->setMode(mode);
    layOut();
    if (currentIndex().isValid())
        scrollTo(currentIndex());
}

void ResultView::layOut()
{
    const bool list = m_mode == ResultDelegate::Mode::List;
    m_header->setVisible(!list);
    setHorizontalScrollBarPolicy(list ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    fitColumns();
    updateGeometries();
    viewport()->update();
}

void ResultView::fitColumns()
{
    const QSignalBlocker blocker(m_header);
    int others = 0;
    for (int column = 1; column < ResultModel::Count; ++column) {
        const int width = px(columnWidths[static_cast<size_t>(column)]);
        m_header->resizeSection(column, width);
        others += width;
    }
    m_header->resizeSection(ResultModel::Name,
                            std::max(px(columnWidths[0]), viewport()->width() - others));
}

int ResultView::rowAt(int y) const
{
    if (m_model.rowCount() == 0)
        return -1;
    const int row = (y + verticalOffset()) / rowHeight();
    return y + verticalOffset() >= 0 && row < m_model.rowCount() ? row : -1;
}

QRect ResultView::rowRect(int row) const
{
    const int width = m_mode == ResultDelegate::Mode::List
                          ? viewport()->width()
                          : std::max(m_header->length(), viewport()->width());
    return {-horizontalOffset(), row * rowHeight() - verticalOffset(), width, rowHeight()};
}

std::pair<int, int> ResultView::rowsInView() const
{
    if (m_model.total() == 0)
        return {0, 0};
    int last = rowAt(viewport()->height() - 1);
    if (last < 0)
        last = m_model.rowCount() - 1;
    return {rowAt(0) + 1, last + 1};
}

QRect ResultView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const QRect row = rowRect(index.row());
    if (m_mode == ResultDelegate::Mode::List)
        return index.column() == 0 ? row : QRect();
    return {m_header->sectionViewportPosition(index.column()), row.y(),
            m_header->sectionSize(index.column()), row.height()};
}

QModelIndex ResultView::indexAt(const QPoint &point) const
{
    const int row = rowAt(point.y());
    if (row < 0)
        return {};
    const int column =
        m_mode == ResultDelegate::Mode::List ? 0 : m_header->logicalIndexAt(point.x());
    return m_model.index(row, std::max(column, 0));
}

void ResultView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * rowHeight();
    const int room = viewport()->height();
    int offset = verticalOffset();
    if (hint == PositionAtTop || (hint == EnsureVisible && top < offset))
        offset = top;
    else if (hint == PositionAtBottom ||
             (hint == EnsureVisible && top + rowHeight() > offset + room))
        offset = top + rowHeight() - room;
    else if (hint == PositionAtCenter)
        offset = top - (room - rowHeight()) / 2;
    verticalScrollBar()->setValue(offset);
}

QModelIndex ResultView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return {};
    const int here = currentIndex().isValid() ? currentIndex().row() : -1;
    const int page = std::max(1, viewport()->height() / rowHeight());
    int row = here;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row = here - 1;
        break;
    case MoveDown:
    case MoveNext:
        row = here + 1;
        break;
    case MovePageUp:
        row = here - page;
        break;
    case MovePageDown:
        row = here + page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return m_model.index(std::clamp(row, 0, rows - 1), 0);
}

int ResultView::horizontalOffset() const
{
    return m_mode == ResultDelegate::Mode::List ? 0 : horizontalScrollBar()->value();
}

int ResultView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

bool ResultView::isIndexHidden(const QModelIndex &index) const
{
    return m_mode == ResultDelegate::Mode::List && index.column() != 0;
}

void ResultView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const int row = rowAt(rect.normalized().y());
    selectionModel()->select(row < 0 ? QModelIndex() : m_model.index(row, 0),
                             command | QItemSelectionModel::Rows);
}

QRegion ResultView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        const QRect first = rowRect(range.top());
        const QRect last = rowRect(range.bottom());
        region += first.united(last).intersected(viewport()->rect());
    }
    return region;
}

void ResultView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    viewport()->update(rowRect(previous.row()));
    viewport()->update(rowRect(current.row()));
    if (current.isValid() && hasFocus() && QAccessible::isActive()) {
        // The row is not a child of its own; what it says stands in the description.
        setAccessibleDescription(current.data(Qt::AccessibleTextRole).toString());
        QAccessibleEvent said(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&said);
    }
}

void ResultView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid())
            emit opened(currentIndex().data(ResultModel::KeyRole).toString(),
                        event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
        horizontalScrollBar()->triggerAction(event->key() == Qt::Key_Left
                                                 ? QAbstractSlider::SliderSingleStepSub
                                                 : QAbstractSlider::SliderSingleStepAdd);
        return;
    default:
        // Letters are commands of the page; the view's own type-ahead would eat them.
        if (!event->text().isEmpty() && event->text().front().isPrint()) {
            event->ignore();
            return;
        }
        QAbstractItemView::keyPressEvent(event);
    }
}

void ResultView::mousePressEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const QModelIndex index = indexAt(at);
    const bool onTile = ResultDelegate::tileRect(m_mode, rowRect(index.row())).contains(at);
    const bool marks = event->modifiers().testFlag(Qt::ControlModifier) || onTile;
    if (index.isValid() && event->button() == Qt::LeftButton && marks) {
        emit markToggled(index.row());
        return;
    }
    QAbstractItemView::mousePressEvent(event);
}

void ResultView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const QModelIndex index = indexAt(at);
    if (!index.isValid() || event->button() != Qt::LeftButton)
        return;
    if (ResultDelegate::tileRect(m_mode, rowRect(index.row())).contains(at))
        emit markToggled(index.row()); // the second of two quick clicks
    else
        emit opened(index.data(ResultModel::KeyRole).toString(), false);
}

bool ResultView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverMove:
        setHovered(rowAt(static_cast<QHoverEvent *>(event)->position().toPoint().y()));
        break;
    case QEvent::HoverLeave:
    case QEvent::Leave:
        setHovered(-1);
        break;
    default:
        break;
    }
    return QAbstractItemView::viewportEvent(event);
}

void ResultView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    viewport()->update(rowRect(m_hovered));
    m_hovered = row;
    viewport()->update(rowRect(m_hovered));
}

void ResultView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const int first = rowAt(std::max(event->rect().top(), 0));
    if (first < 0)
        return;
    QStyleOptionViewItem basic;
    initViewItemOption(&basic);
    const QItemSelectionModel *selection = selectionModel();
    for (int row = first; row < m_model.rowCount(); ++row) {
        const QRect whole = rowRect(row);
        if (whole.top() > event->rect().bottom())
            break;
        const bool isCurrent = row == currentIndex().row();
        QStyleOptionViewItem option = basic;
        option.state.setFlag(QStyle::State_Selected,
                             selection && selection->isRowSelected(row, {}));
        option.state.setFlag(QStyle::State_MouseOver, row == m_hovered);
        option.state.setFlag(QStyle::State_HasFocus, isCurrent && hasFocus());
        if (m_mode == ResultDelegate::Mode::List) {
            option.rect = whole;
            m_delegate->paint(&painter, option, m_model.index(row, 0));
            continue;
        }
        for (int column = 0; column < ResultModel::Count; ++column) {
            option.rect = QRect(m_header->sectionViewportPosition(column), whole.y(),
                                m_header->sectionSize(column), whole.height());
            if (option.rect.intersects(viewport()->rect()))
                m_delegate->paint(&painter, option, m_model.index(row, column));
        }
    }
}

void ResultView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    fitColumns();
    updateGeometries();
    emit scrolled();
}

void ResultView::scrollContentsBy(int dx, int dy)
{
    m_header->setOffset(horizontalOffset());
    scrollDirtyRegion(dx, dy);
    viewport()->scroll(dx, dy);
    emit scrolled();
}

void ResultView::updateGeometries()
{
    const bool table = m_mode == ResultDelegate::Mode::Table;
    const int top = table ? m_header->sizeHint().height() : 0;
    setViewportMargins(0, top, 0, 0);
    m_header->setGeometry(viewport()->x(), viewport()->y() - top, viewport()->width(), top);
    QScrollBar &vertical = *verticalScrollBar();
    const int room = viewport()->height();
    vertical.setRange(0, std::max(0, m_model.rowCount() * rowHeight() - room));
    vertical.setPageStep(room);
    vertical.setSingleStep(std::max(px(24), rowHeight() / 3));
    QScrollBar &horizontal = *horizontalScrollBar();
    horizontal.setRange(0, table ? std::max(0, m_header->length() - viewport()->width()) : 0);
    horizontal.setPageStep(viewport()->width());
    horizontal.setSingleStep(px(40));
    QAbstractItemView::updateGeometries();
}

} // namespace meshlens::ui
