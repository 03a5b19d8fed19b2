// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/check_model.h"

#include "ui/parts/format.h"
#include "ui/product/product_words.h"

#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

int urgency(const scores::CheckHistory &history)
{
    const auto status = latestStatus(history);
    if (!status)
        return 3;
    switch (*status) {
    case mesh::CheckStatus::Failed:
        return 0;
    case mesh::CheckStatus::Warning:
        return 1;
    case mesh::CheckStatus::Errored:
        return 2;
    case mesh::CheckStatus::Passed:
        break;
    }
    return 4;
}

} // namespace

std::optional<mesh::CheckStatus> latestStatus(const scores::CheckHistory &history)
{
    if (history.runs.isEmpty())
        return std::nullopt;
    return history.runs.last().status;
}

QString statusText(std::optional<mesh::CheckStatus> status)
{
    if (!status)
        return QCoreApplication::translate("meshlens::ui::CheckModel", "Never ran");
    switch (*status) {
    case mesh::CheckStatus::Passed:
        return QCoreApplication::translate("meshlens::ui::CheckModel", "Passed");
    case mesh::CheckStatus::Warning:
        return QCoreApplication::translate("meshlens::ui::CheckModel", "Warning");
    case mesh::CheckStatus::Failed:
        return QCoreApplication::translate("meshlens::ui::CheckModel", "Failed");
    case mesh::CheckStatus::Errored:
        return QCoreApplication::translate("meshlens::ui::CheckModel", "Could not run");
    }
    return {};
}

namespace {

/// "at least 98 %" as "≥ 98 %": the column is narrow, the tooltip has the whole.
QString shortObjective(QString words)
{
    static const QList<std::pair<QString, QString>> signs{{u"at least "_s, u"≥ "_s},
                                                          {u"at most "_s, u"≤ "_s},
                                                          {u"less than "_s, u"< "_s},
                                                          {u"more than "_s, u"> "_s}};
    for (const auto &[text, sign] : signs) {
        if (words.startsWith(text, Qt::CaseInsensitive))
            return words.replace(0, text.size(), sign);
    }
    return words;
}

} // namespace

CheckModel::CheckModel(QObject *parent) : QAbstractTableModel(parent) {}

void CheckModel::sortChecks(QList<scores::CheckHistory> &checks) const
{
    if (m_order == Order::FailingFirst)
        std::ranges::stable_sort(checks, std::ranges::less{}, urgency);
    else
        std::ranges::stable_sort(checks, std::ranges::less{},
                                 [](const auto &history) { return history.check.column; });
}

void CheckModel::setChecks(const QList<scores::CheckHistory> &checks)
{
    QList<scores::CheckHistory> sorted = checks;
    sortChecks(sorted);
    const int before = rowCount();
    const int now = static_cast<int>(sorted.size());
    if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_checks = sorted;
        endRemoveRows();
    } else if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_checks = sorted;
        endInsertRows();
    } else {
        m_checks = sorted;
    }
    if (const int same = std::min(before, now); same > 0)
        emit dataChanged(index(0, 0), index(same - 1, Count - 1));
}

void CheckModel::setOrder(Order order)
{
    if (order == m_order)
        return;
    m_order = order;
    setChecks(m_checks);
}

const scores::CheckHistory *CheckModel::check(int row) const
{
    return row >= 0 && row < m_checks.size() ? &m_checks[row] : nullptr;
}

int CheckModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_checks.size());
}

int CheckModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Count);
}

QVariant CheckModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const scores::CheckHistory &history = m_checks[index.row()];
    if (role == Qt::TextAlignmentRole &&
        (index.column() == Result || index.column() == Objective || index.column() == Since))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == SortRole && index.column() == State)
        return urgency(history);
    if (role == Qt::ToolTipRole && index.column() == Title)
        return history.check.description.isEmpty() ? history.check.title
                                                   : history.check.description;
    if (role == Qt::ToolTipRole && index.column() == Objective)
        return history.runs.isEmpty() ? QString() : history.runs.last().expected;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != SortRole)
        return {};
    const mesh::CheckResult *last = history.runs.isEmpty() ? nullptr : &history.runs.last();
    switch (index.column()) {
    case State:
        return role == Qt::DisplayRole ? QVariant() : QVariant(statusText(latestStatus(history)));
    case Title:
        return history.check.title.isEmpty() ? history.check.id : history.check.title;
    case Dimension:
        return dimensionName(history.check.dimension);
    case ColumnName:
        return history.check.column;
    case Result:
        return last ? (last->value.isEmpty() ? statusText(last->status) : last->value)
                    : statusText(std::nullopt);
    case Objective:
        return last ? (role == Qt::DisplayRole ? shortObjective(last->expected) : last->expected)
                    : QString();
    case Runs:
        return role == Qt::AccessibleTextRole
                   ? QVariant(tr("%n runs", nullptr, static_cast<int>(history.runs.size())))
                   : QVariant();
    case Since:
        return history.notPassedSinceMs ? format::shortDate(*history.notPassedSinceMs) : tr("–");
    default:
        return {};
    }
}

QVariant CheckModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole &&
        (section == Result || section == Objective || section == Since))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title:
        return tr("Check");
    case Dimension:
        return tr("Dimension");
    case ColumnName:
        return tr("Column");
    case Result:
        return tr("Result");
    case Objective:
        return tr("Objective");
    case Runs:
        return tr("Last 14 runs");
    case Since:
        return tr("Since");
    default:
        return {};
    }
}

} // namespace meshlens::ui
