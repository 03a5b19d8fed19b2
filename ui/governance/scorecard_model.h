// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/governance/governance_data.h"
#include "ui/parts/table_file.h"

#include <QAbstractItemModel>

namespace meshlens::ui {

/// Products by domain or catalog, or all with the worst first; the name, all six at once, and a
/// column for each quality.
class ScorecardModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, All, FirstQuality, ColumnCount = FirstQuality + 6 };
    enum Role {
        KeyRole = Qt::UserRole, // of the product, or of the group
        ValueRole,              // double, or invalid where no rule applies
        ValuesRole,             // Qualities: scores::SixValues
        IsGroupRole,
        CountRole, // products of a group
        DomainRole // key
    };
    enum class Grouping { Domain, Catalog, Worst };

    explicit ScorecardModel(QObject *parent = nullptr);

    using QAbstractItemModel::setData;
    void setData(const GovernanceData &data);
    void setGrouping(Grouping grouping);
    [[nodiscard]] Grouping grouping() const { return m_grouping; }
    void setFilter(const QString &words, bool onlyCertified);
    [[nodiscard]] int productCount() const; // that pass the filter
    [[nodiscard]] QModelIndex indexOf(const QString &key, int column = Name) const;
    [[nodiscard]] const scores::SixValues &meshValues() const { return m_data.governance.values; }
    [[nodiscard]] TableText table() const; // every product, whatever is open

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    /// The quality of a column; nothing for the first two.
    [[nodiscard]] static std::optional<mesh::Quality> qualityOf(int column);

private:
    struct Group {
        QString key;
        QString name;
        scores::SixValues values;
        QList<scores::ScorecardRow> rows;
    };
    void rebuild();
    [[nodiscard]] QList<Group> grouped() const;
    [[nodiscard]] bool passes(const scores::ScorecardRow &row, const QString &domainName) const;
    [[nodiscard]] bool isFlat() const { return m_grouping == Grouping::Worst; }
    [[nodiscard]] const Group *groupAt(const QModelIndex &index) const;
    [[nodiscard]] const scores::ScorecardRow *rowAt(const QModelIndex &index) const;

    GovernanceData m_data;
    QList<Group> m_groups; // flat: one, whose rows stand at the top
    Grouping m_grouping = Grouping::Domain;
    QStringList m_words;
    bool m_onlyCertified = false;
};

} // namespace meshlens::ui

Q_DECLARE_METATYPE(meshlens::scores::SixValues)
