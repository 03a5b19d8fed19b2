// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/result_view.h"

#include "ui/discover/result_model.h"
#include "ui/parts/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace meshlens::ui {

ResultView::ResultView(ResultModel &model, QWidget *parent)
    : QTableView(parent), m_model(model), m_delegate(new ResultDelegate(model, this))
{
    setModel(&model);
    setItemDelegate(m_delegate);
    setAccessibleName(tr("Results"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(&Theme::instance(), &Theme::changed, this, &ResultView::layOut);
    layOut();
}

void ResultView::setMode(ResultDelegate::Mode mode)
{
    if (mode == m_mode)
        return;
    const int row = currentIndex().row();
    m_mode = mode;
    m_delegate->setMode(mode);
    layOut();
    if (row >= 0)
        scrollTo(m_model.index(row, 0));
}

void ResultView::layOut()
{
    const bool list = m_mode == ResultDelegate::Mode::List;
    QHeaderView &header = *horizontalHeader();
    header.setVisible(!list);
    setHorizontalScrollBarPolicy(list ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    verticalHeader()->setMinimumSectionSize(ResultDelegate::rowHeight(m_mode));
    verticalHeader()->setDefaultSectionSize(ResultDelegate::rowHeight(m_mode));
    for (int column = 0; column < ResultModel::Count; ++column)
        setColumnHidden(column, list && column != ResultModel::Name);
    if (list) {
        header.setSectionResizeMode(QHeaderView::Fixed);
        setColumnWidth(ResultModel::Name, viewport()->width());
    } else {
        header.setSectionResizeMode(QHeaderView::Interactive);
        constexpr std::array<double, ResultModel::Count> widths{220, 140, 140, 112, 76,
                                                                130, 120, 130, 150};
        for (int column = 0; column < ResultModel::Count; ++column)
            setColumnWidth(column, px(widths[static_cast<size_t>(column)]));
    }
    viewport()->update();
}

std::pair<int, int> ResultView::rowsInView() const
{
    if (m_model.total() == 0)
        return {0, 0};
    const int first = rowAt(0);
    int last = rowAt(viewport()->height() - 1);
    if (last < 0)
        last = m_model.rowCount() - 1;
    return {first + 1, last + 1};
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
    default:
        // Letters are commands of the page; the table's own type-ahead would eat them.
        if (!event->text().isEmpty() && event->text().front().isPrint()) {
            event->ignore();
            return;
        }
        QTableView::keyPressEvent(event);
    }
}

void ResultView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && event->button() == Qt::LeftButton)
        emit opened(index.data(ResultModel::KeyRole).toString(), false);
}

void ResultView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (m_mode == ResultDelegate::Mode::List)
        setColumnWidth(ResultModel::Name, viewport()->width());
    emit scrolled();
}

void ResultView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    emit scrolled();
}

} // namespace meshlens::ui
