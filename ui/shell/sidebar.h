// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/link.h"

#include <QAbstractItemModel>
#include <QTreeView>

class QPushButton;

namespace meshlens::ui {

/// What the sidebar lists: pages, then pinned things, then saved searches.
struct SidebarItem {
    QString name = {};
    QString icon = {};
    Link link = {};
    int badge = 0; // pages: waiting for the user; saved searches: new since the last look
    std::optional<qint64> count = {}; // saved searches: hits now
};

class SidebarModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role { ItemRole = Qt::UserRole, SectionRole };
    enum Section { Pages, Pinned, Searches };
    using QAbstractItemModel::QAbstractItemModel;

    void setSection(Section section, const QList<SidebarItem> &items);
    void setBadge(const QString &page, int badge);
    [[nodiscard]] const SidebarItem *item(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex find(const Link &link) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<SidebarItem> m_sections[3];
};

/// 208 px with words, or 52 px with icons only.
class Sidebar final : public QWidget
{
    Q_OBJECT

public:
    explicit Sidebar(QWidget *parent);

    [[nodiscard]] SidebarModel *model() const { return m_model; }
    [[nodiscard]] QTreeView *view() const { return m_view; }
    void setSlim(bool on);
    [[nodiscard]] bool isSlim() const { return m_slim; }
    void setCurrent(const Link &link);

signals:
    void chosen(const Link &link, bool beside);
    void settingsWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    SidebarModel *m_model;
    QTreeView *m_view;
    QPushButton *m_settings;
    bool m_slim = false;
};

} // namespace meshlens::ui
