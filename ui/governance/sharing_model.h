// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/governance/sharing.h"

#include <QAbstractTableModel>

namespace meshlens::ui {

/// The sharing of data as a matrix: providers down, consumers across.
class SharingModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { DomainKeyRole = Qt::UserRole, DomainNameRole };

    explicit SharingModel(QObject *parent = nullptr);

    void setSharing(const Sharing &sharing, SharingBy by);
    [[nodiscard]] const Sharing &sharing() const { return m_sharing; }
    [[nodiscard]] SharingBy by() const { return m_by; }
    [[nodiscard]] const Sharing::Cell *cell(const QModelIndex &index) const;
    [[nodiscard]] bool isSame(const QModelIndex &index) const; // provider and consumer are one
    [[nodiscard]] qsizetype mostProducts() const { return m_most; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    Sharing m_sharing;
    SharingBy m_by = SharingBy::Grants;
    qsizetype m_most = 0; // products in one cell
};

} // namespace meshlens::ui
