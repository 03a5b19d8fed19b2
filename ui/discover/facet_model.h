// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

#include <QAbstractItemModel>

namespace meshlens::ui {

/// Facets as a tree: fields, below each its values with the number of hits that would remain.
///
/// A field shows its first values and those in use; a row below them opens the rest, with a filter
/// on top where there are many. New counts change the rows in place: what stays the same keeps its
/// row, so that nothing jumps while one types.
class FacetModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        TypeRole = Qt::UserRole,
        FieldRole,
        ValueRole,
        LabelRole,
        CountRole,  // qint64; of a field: its values in use; of More: the hidden ones
        ChoiceRole, // int of search::Choice
    };
    enum class RowType { Field, Value, Filter, More, Note };
    static constexpr int mostShown = 200; // of an open field; the filter finds the rest

    explicit FacetModel(QObject *parent = nullptr);

    void setFacets(const QList<search::Facet> &facets);
    /// Whether the further fields (owner, tag, term ...) are shown as well.
    void setFurtherShown(bool on);
    [[nodiscard]] bool isFurtherShown() const { return m_further; }
    /// Shows all values of a field or its first ones.
    void setOpen(const QString &field, bool open);
    void setFilter(const QString &field, const QString &text);
    /// What the index knows of a filtered field beyond the values of the answer.
    void setFound(const QString &text, const search::Facet &facet);
    [[nodiscard]] QModelIndex indexOf(const QString &field) const;

signals:
    void filterChanged(const QString &field, const QString &text);

public:
    /// What a click on a row does to the query: the value's next choice. Nothing for rows that
    /// cannot be chosen.
    [[nodiscard]] std::optional<search::Choice> next(const QModelIndex &index, bool exclude) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        RowType type = RowType::Value;
        search::FacetValue value;
        qint64 hidden = 0; // of More
        [[nodiscard]] bool sameAs(const Row &other) const
        {
            return type == other.type && value.value == other.value.value;
        }
    };
    struct Field {
        QString name;
        bool open = false;
        QString filter;
        QList<search::FacetValue> values;
        QList<search::FacetValue> found; // by the filter
        QList<Row> rows;
    };

    [[nodiscard]] static QList<Row> rowsOf(const Field &field);
    [[nodiscard]] const Row *rowAt(const QModelIndex &index) const;
    void refresh(int field);
    [[nodiscard]] int inUse(const Field &field) const;

    QList<Field> m_fields;
    bool m_further = false;
};

} // namespace meshlens::ui
