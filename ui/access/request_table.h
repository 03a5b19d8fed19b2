// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/request_model.h"

#include <QTableView>

class QSortFilterProxyModel;

namespace meshlens::ui {

/// A table of requests with a filter by words, sorting by its header, and the columns given.
class RequestTable final : public QTableView
{
    Q_OBJECT

public:
    struct Shown {
        RequestModel::Column column;
        int width = 0;         // design pixels; 0: takes what is left
        bool wideOnly = false; // hidden where the table is narrow
    };
    RequestTable(const QList<Shown> &columns, int rowHeight, const QString &accessibleName,
                 QWidget *parent = nullptr);

    void setRequests(const SharedAccessData &data, const QList<int> &rows);
    void setFilter(const QString &text);
    [[nodiscard]] const mesh::AccessRequest *current() const; // null: nothing is chosen
    bool choose(const QString &id);                           // false: not here
    void chooseFirst();
    [[nodiscard]] int shownRows() const;
    [[nodiscard]] const mesh::AccessRequest *shown(int row) const;
    [[nodiscard]] const RequestModel &requests() const { return *m_model; }

signals:
    void currentChosen(); // another row, or the same row with new content
    void opened();        // Enter or double click

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();

    QList<Shown> m_columns;
    RequestModel *m_model;
    QSortFilterProxyModel *m_sorted;
};

} // namespace meshlens::ui
