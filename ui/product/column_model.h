// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/profile.h"
#include "models/scores/quality.h"
#include "models/store/reader.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace meshlens::ui {

/// The columns of a product as a tree: datasets (where there are several), columns, and the fields
/// of structured columns, which are told apart by the dots of their names.
class ColumnModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Type, Meaning, Role, Profile, Checks, Count };
    enum Roles {
        ColumnRole = Qt::UserRole, // name as in the catalog; empty for groups
        DatasetRole,               // key
        SortRole,
    };
    enum class Show { All, Keys, Personal, Undescribed };

    explicit ColumnModel(QObject *parent = nullptr);

    void setDatasets(const QList<mesh::Dataset> &datasets, const QList<scores::CheckState> &checks);
    /// What sample rows of a dataset say of its columns; columns without are left empty.
    void setProfiles(const QString &dataset, const QList<samples::ColumnProfile> &profiles);
    void forgetProfiles();
    void setFilter(const QString &text, Show show);
    /// How many columns there are of each choice.
    [[nodiscard]] int count(Show show) const;

    /// Columns of one dataset without fields of their own: a plain list.
    [[nodiscard]] bool isFlat() const;

    [[nodiscard]] const mesh::Column *column(const QModelIndex &index) const; // null: a group
    [[nodiscard]] QList<scores::CheckState> checksOf(const QModelIndex &index) const;
    /// Nothing where no sample is at hand.
    [[nodiscard]] std::optional<samples::ColumnProfile> profileOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex find(const QString &column) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Node {
        QString label; // last part of the name
        QString dataset;
        std::optional<mesh::Column> column;
        Node *up = nullptr;
        int row = 0;
        std::vector<std::unique_ptr<Node>> down;
    };

    [[nodiscard]] static bool fits(const mesh::Column &column, Show show);
    void rebuild();
    void announce(Column column, const QModelIndex &parent = {});
    Node *child(Node *parent, const QString &label, const QString &dataset);
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;

    QList<mesh::Dataset> m_datasets;
    QHash<QString, QList<scores::CheckState>> m_checks; // by dataset#column
    QHash<QString, samples::ColumnProfile> m_profiles;  // by dataset#column
    QString m_filter;
    Show m_show = Show::All;
    std::unique_ptr<Node> m_root;
};

} // namespace meshlens::ui
