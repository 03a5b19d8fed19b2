// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/request_table.h"

#include "ui/parts/delegates.h"

#include <QHeaderView>
#include <QResizeEvent>
#include <QSortFilterProxyModel>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowBelow = 1060;

/// Keeps rows that hold every word.
class WordFilter final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString &text)
    {
        m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QString all =
            sourceModel()->index(row, 0, parent).data(RequestModel::FilterRole).toString();
        return std::ranges::all_of(
            m_words, [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList m_words;
};

} // namespace

RequestTable::RequestTable(const QList<Shown> &columns, int rowHeight,
                           const QString &accessibleName, QWidget *parent)
    : QTableView(parent), m_columns(columns), m_model(new RequestModel(this)),
      m_sorted(new WordFilter(this))
{
    setAccessibleName(accessibleName);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(RequestModel::SortRole);
    setModel(m_sorted);
    auto *delegate = new CellDelegate(rowHeight, this);
    paintRequestColumns(*delegate);
    setUpTable(this, delegate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder); // as given
    setSortingEnabled(true);
    m_sorted->sort(-1);
    for (int column = 0; column < RequestModel::ColumnCount; ++column)
        setColumnHidden(column,
                        std::ranges::find(m_columns, column, &Shown::column) == m_columns.end());
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(m_columns[i].column),
                                        static_cast<int>(i));
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RequestTable::currentChosen);
    connect(this, &QAbstractItemView::activated, this, &RequestTable::opened);
    connect(&Theme::instance(), &Theme::changed, this, &RequestTable::fitColumns);
}

void RequestTable::setRequests(const SharedAccessData &moment, const QList<int> &rows)
{
    const mesh::AccessRequest *before = current();
    const QString id = before ? before->id : QString();
    m_model->setRequests(moment, rows);
    if (!id.isEmpty() && choose(id))
        emit currentChosen();
    else
        chooseFirst();
}

void RequestTable::setFilter(const QString &text)
{
    static_cast<WordFilter *>(m_sorted)->setWords(text);
    if (!currentIndex().isValid())
        chooseFirst();
}

const mesh::AccessRequest *RequestTable::current() const
{
    const QModelIndex at = currentIndex();
    return at.isValid() ? m_model->request(m_sorted->mapToSource(at).row()) : nullptr;
}

bool RequestTable::choose(const QString &id)
{
    const int row = m_model->rowOf(id);
    if (row < 0)
        return false;
    const QModelIndex at = m_sorted->mapFromSource(m_model->index(row, m_columns.front().column));
    if (!at.isValid())
        return false;
    if (currentIndex().row() != at.row())
        setCurrentIndex(at);
    return true;
}

void RequestTable::chooseFirst()
{
    if (m_sorted->rowCount() > 0)
        setCurrentIndex(m_sorted->index(0, m_columns.front().column));
    else
        emit currentChosen();
}

int RequestTable::shownRows() const
{
    return m_sorted->rowCount();
}

const mesh::AccessRequest *RequestTable::shown(int row) const
{
    return m_model->request(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
}

void RequestTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void RequestTable::fitColumns()
{
    const bool narrow = width() < px(narrowBelow);
    int left = viewport()->width();
    int flexible = 0;
    for (const Shown &shown : m_columns) {
        const bool hidden = shown.wideOnly && narrow;
        setColumnHidden(shown.column, hidden);
        if (hidden)
            continue;
        left -= px(shown.width);
        flexible += shown.width == 0 ? 1 : 0;
    }
    for (const Shown &shown : m_columns)
        setColumnWidth(shown.column, shown.width > 0
                                         ? px(shown.width)
                                         : std::max(px(120), left / std::max(flexible, 1)));
}

} // namespace meshlens::ui
