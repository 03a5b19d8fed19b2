// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_drawing.h"

#include <QAbstractItemModel>

#include <memory>

namespace meshlens::ui {

/// The graph as a tree of steps, for keyboards and screen readers: the root with what it comes
/// from and what comes from it; without a root the sources with what comes from them. Whatever
/// that leaves out follows, so that no thing and no link is missing. Steps are
/// filled when a branch is opened; a thing that stands above itself is named and not followed.
class StepModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Domain, Quality, Freshness, Link, ColumnCount };
    enum Role { KeyRole = Qt::UserRole, NodeRole }; // NodeRole: number, -1 for "upstream"

    explicit StepModel(QObject *parent = nullptr);
    ~StepModel() override;

    void setDrawing(std::shared_ptr<const Drawing> drawing, std::int64_t nowMs);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    enum class Way { Root, Up, Down };
    struct Item {
        Item *parent = nullptr;
        int row = 0;
        int node = -1; // -1: a heading
        int edge = -1; // that leads here
        Way way = Way::Down;
        bool repeats = false; // stands above itself
        bool filled = false;
        std::vector<std::unique_ptr<Item>> children;
    };
    [[nodiscard]] Item *itemOf(const QModelIndex &index) const;
    [[nodiscard]] std::vector<std::pair<int, int>> steps(const Item &item) const; // node, edge
    void append(Item &parent, int node, int edge, Way way);
    void fillTop();
    /// Marks a node and what is reached from it.
    void meetAll(int from, Way way, std::vector<bool> &met) const;
    [[nodiscard]] QString text(const Item &item, int column) const;
    [[nodiscard]] QString linkText(const DrawnEdge &edge) const;

    std::shared_ptr<const Drawing> m_drawing;
    std::int64_t m_nowMs = 0;
    std::unique_ptr<Item> m_top;
};

} // namespace meshlens::ui
