// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/badges.h"
#include "ui/shell/link.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QStyledItemDelegate>

class QAction;

namespace meshlens::ui {

/// One line of the palette: a heading, or something that can be opened or done.
struct PaletteEntry {
    enum class Kind { Heading, Thing, Page, Command, Search, Action };
    /// What an Action does with `link.key`.
    enum class Act { Open, OpenBeside, RequestAccess, Pin, CopyAddress, CopyName };

    Kind kind = Kind::Thing;
    QString name = {};
    QString detail = {};
    QString icon = {};
    QString keys = {}; // shown at the right
    Link link = {};
    QPointer<QAction> action = {};
    Act act = Act::Open;
    std::optional<QualityBadge> quality = {};
    std::optional<FreshnessBadge> freshness = {};
    QList<int> marks = {}; // characters of the name that matched
    bool mono = false;
    QString key = {}; // of the thing; empty for the rest
};

class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { EntryRole = Qt::UserRole };
    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<PaletteEntry> &entries);
    [[nodiscard]] const PaletteEntry *entry(const QModelIndex &index) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<PaletteEntry> m_entries;
};

/// Draws an entry: icon, name with its matched letters, detail, badges, keys.
class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int rowHeight = 36; // design pixels
    static constexpr int headingHeight = 28;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace meshlens::ui
