// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

#include <QAbstractListModel>

namespace meshlens::ui {

/// What the query line offers: fields and values, with how many things have that value.
class CompletionModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { CountRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;

    void setCompletions(const QList<search::Completion> &completions);
    [[nodiscard]] const search::Completion *at(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<search::Completion> m_completions;
};

} // namespace meshlens::ui
