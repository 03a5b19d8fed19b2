// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/completion_model.h"

#include "ui/parts/format.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void CompletionModel::setCompletions(const QList<search::Completion> &completions)
{
    const int before = rowCount();
    const int now = static_cast<int>(completions.size());
    if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_completions = completions;
        endRemoveRows();
    } else if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_completions = completions;
        endInsertRows();
    } else {
        m_completions = completions;
    }
    if (const int same = std::min(before, now); same > 0)
        emit dataChanged(index(0), index(same - 1));
}

const search::Completion *CompletionModel::at(int row) const
{
    return row >= 0 && row < m_completions.size() ? &m_completions[row] : nullptr;
}

int CompletionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_completions.size());
}

QVariant CompletionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const search::Completion &completion = m_completions[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return completion.label.isEmpty() ? completion.text : completion.label;
    case Qt::EditRole:
        return completion.text;
    case CountRole:
        return completion.count;
    case Qt::AccessibleTextRole:
        return completion.count > 0 ? tr("%1, %2 results")
                                          .arg(data(index, Qt::DisplayRole).toString(),
                                               format::count(completion.count))
                                    : data(index, Qt::DisplayRole);
    default:
        return {};
    }
}

} // namespace meshlens::ui
