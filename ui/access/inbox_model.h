// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/access_data.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace meshlens::ui {

/// Requests to a product owner in three parts, each under a heading: waiting for the owner, waiting
/// for the requester, decided. Own requests for own products are there, to be seen.
class InboxModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Part { ForMe, ForRequester, Decided };
    enum Role { IdRole = Qt::UserRole, HeadingRole, CountRole };

    explicit InboxModel(QObject *parent = nullptr);

    using QAbstractItemModel::setData;
    void setData(SharedAccessData data);
    void setFilter(const QString &text);
    [[nodiscard]] const mesh::AccessRequest *request(int row) const; // null: a heading
    [[nodiscard]] int rowOf(const QString &id) const;
    [[nodiscard]] int firstRow() const; // the first that is no heading, -1: none
    /// The next or last request from a row; the row itself at the end.
    [[nodiscard]] int neighbour(int row, int step) const;
    [[nodiscard]] int count(Part part) const;
    [[nodiscard]] const SharedAccessData &source() const { return m_data; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        Part part = Part::ForMe;
        int request = -1; // place in data->requests; -1: the heading of the part
        QString id;
        bool operator==(const Row &) const = default;
    };
    void rebuild();

    SharedAccessData m_data;
    QString m_filter;
    QList<Row> m_rows;
};

/// Which part of the inbox a request belongs to; nothing: it is not for this person.
[[nodiscard]] std::optional<InboxModel::Part> inboxPart(const AccessData &data,
                                                        const mesh::AccessRequest &request);

/// Draws headings and requests; rows have two heights.
class InboxDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace meshlens::ui
