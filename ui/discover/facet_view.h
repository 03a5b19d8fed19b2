// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/query.h"

#include <QTreeView>

namespace meshlens::ui {

class FacetModel;

/// The facets beside the results. A click chooses a value, Alt+click or the minus key leaves it
/// out; a click on a field closes or opens it.
class FacetView final : public QTreeView
{
    Q_OBJECT

public:
    explicit FacetView(QWidget *parent = nullptr);

    void setFacetModel(FacetModel *model);

signals:
    void choiceMade(const QString &field, const QString &value, search::Choice choice);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    void act(const QModelIndex &index, bool exclude);
    void placeFilters(const QModelIndex &parent);

    FacetModel *m_facets = nullptr;
};

} // namespace meshlens::ui
