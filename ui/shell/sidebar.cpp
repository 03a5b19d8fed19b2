// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidebar.h"

#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

// Sections are top-level rows; an item's internal id is its section plus one.
constexpr quintptr sectionId = 0;

class SidebarDelegate final : public QStyledItemDelegate
{
public:
    SidebarDelegate(const Sidebar *bar, QObject *parent) : QStyledItemDelegate(parent), m_bar(bar)
    {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &,
                                 const QModelIndex &index) const override
    {
        const auto *model = m_bar->model();
        const SidebarItem *item = model->item(index);
        if (!item && index.row() != SidebarModel::Pages && index.data().isNull())
            return {px(40), 0}; // nothing stands below it
        if (!item)
            return {px(40), index.row() == SidebarModel::Pages || m_bar->isSlim() ? px(8) : px(36)};
        if (m_bar->isSlim())
            return {px(40), px(36)};
        return {px(100), px(index.parent().row() == SidebarModel::Pages ? 30 : 26)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const SidebarItem *item = m_bar->model()->item(index);
        const bool slim = m_bar->isSlim();
        if (!item) {
            if (!slim && index.row() != SidebarModel::Pages)
                paintText(painter, QRectF(option.rect).adjusted(px(16), px(14), -px(8), 0),
                          index.data().toString(), TextRole::CaptionStrong, Token::Text3);
            return;
        }
        const bool page = index.parent().row() == SidebarModel::Pages;
        const bool on = option.state & QStyle::State_Selected;
        // The hidden header may keep its one column wider than the slim view.
        QRectF whole = option.rect;
        whole.setWidth(m_bar->view()->viewport()->width());
        const QRectF body = whole.adjusted(px(slim ? 6 : 8), 0, -px(slim ? 6 : 8), 0);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        if (on || option.state & QStyle::State_MouseOver) {
            painter->setBrush(colour(on ? Token::AccentSoft : Token::Sunken));
            painter->drawRoundedRect(body, px(6), px(6));
        }
        if (on) {
            painter->setBrush(colour(Token::Accent));
            painter->drawRoundedRect(QRectF(0, body.y() + px(6), px(3), body.height() - px(12)), 1,
                                     1);
        }
        painter->restore();
        const Token ink = on ? Token::Accent : Token::Text2;
        const double side = px(page ? 16 : 14);
        const double x = slim ? body.center().x() - side / 2 : body.x() + px(8);
        paintIcon(painter, QRectF(x, body.center().y() - side / 2, side, side), item->icon,
                  colour(ink));
        QRectF words = body.adjusted(px(page ? 34 : 30), 0, -px(8), 0);
        if (item->badge > 0) {
            const QString text = format::count(item->badge);
            const double width = std::max<double>(
                px(slim ? 14 : 18), textWidth(text, TextRole::CaptionStrong) + px(10));
            const double height = px(slim ? 14 : 16);
            const QRectF badge(slim ? body.right() - width : words.right() - width,
                               slim ? body.y() + px(2) : body.center().y() - height / 2, width,
                               height);
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(colour(Token::AccentFill));
            painter->drawRoundedRect(badge, height / 2, height / 2);
            painter->restore();
            paintText(painter, badge, text, TextRole::CaptionStrong, Token::OnAccent,
                      Qt::AlignCenter);
            words.setRight(badge.left() - px(6));
        } else if (item->count && !slim) {
            const QString text = format::count(*item->count);
            paintText(painter, words, text, TextRole::Caption, Token::Text3,
                      Qt::AlignRight | Qt::AlignVCenter);
            words.adjust(0, 0, -textWidth(text, TextRole::Caption) - px(6), 0);
        }
        if (!slim)
            paintText(painter, words, item->name, page ? TextRole::BodyStrong : TextRole::Table,
                      ink);
    }

private:
    const Sidebar *m_bar;
};

} // namespace

void SidebarModel::setSection(Section section, const QList<SidebarItem> &items)
{
    const QModelIndex parent = index(section, 0);
    if (!m_sections[section].isEmpty()) {
        beginRemoveRows(parent, 0, static_cast<int>(m_sections[section].size()) - 1);
        m_sections[section].clear();
        endRemoveRows();
    }
    if (items.isEmpty())
        return;
    beginInsertRows(parent, 0, static_cast<int>(items.size()) - 1);
    m_sections[section] = items;
    endInsertRows();
}

void SidebarModel::setBadge(const QString &page, int badge)
{
    for (int row = 0; row < m_sections[Pages].size(); ++row) {
        SidebarItem &item = m_sections[Pages][row];
        if (item.link.page != page || item.badge == badge)
            continue;
        item.badge = badge;
        const QModelIndex changed = index(row, 0, index(Pages, 0));
        emit dataChanged(changed, changed);
    }
}

const SidebarItem *SidebarModel::item(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == sectionId)
        return nullptr;
    const QList<SidebarItem> &items = m_sections[index.internalId() - 1];
    return index.row() < items.size() ? &items[index.row()] : nullptr;
}

QModelIndex SidebarModel::find(const Link &link) const
{
    for (int section = 0; section < 3; ++section) {
        for (int row = 0; row < m_sections[section].size(); ++row) {
            const Link &its = m_sections[section][row].link;
            const bool same = section == Pages ? its.page == link.page
                                               : its.page == link.page && its.key == link.key &&
                                                     !its.key.isEmpty();
            if (same)
                return index(row, 0, index(section, 0));
        }
    }
    return {};
}

QModelIndex SidebarModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : sectionId);
}

QModelIndex SidebarModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == sectionId)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, sectionId);
}

int SidebarModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return 3;
    return parent.internalId() == sectionId ? static_cast<int>(m_sections[parent.row()].size()) : 0;
}

int SidebarModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant SidebarModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SidebarItem *found = item(index);
    if (!found) {
        if (role != Qt::DisplayRole || m_sections[index.row()].isEmpty())
            return {};
        return index.row() == Pinned     ? tr("Pinned")
               : index.row() == Searches ? tr("Saved searches")
                                         : tr("Pages");
    }
    switch (role) {
    case Qt::DisplayRole:
        return found->name;
    case Qt::ToolTipRole:
        return found->badge > 0 && found->count
                   ? data(index, Qt::AccessibleTextRole).toString().toHtmlEscaped()
                   : found->name.toHtmlEscaped();
    case Qt::AccessibleTextRole:
        if (found->badge > 0 && found->count)
            return tr("%1, %2 results, %3 of them new since you last looked")
                .arg(found->name, format::count(*found->count), format::count(found->badge));
        if (found->badge > 0)
            return tr("%1, %2 waiting").arg(found->name, format::count(found->badge));
        return found->count ? tr("%1, %2 results").arg(found->name, format::count(*found->count))
                            : found->name;
    default:
        return {};
    }
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex &index) const
{
    return item(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

Sidebar::Sidebar(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 1, px(8));
    column->setSpacing(0);
    m_model = new SidebarModel(this);
    m_view = new QTreeView(this);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new SidebarDelegate(this, m_view));
    m_view->setHeaderHidden(true);
    m_view->header()->setMinimumSectionSize(px(10));
    m_view->setRootIsDecorated(false);
    m_view->setIndentation(0);
    m_view->setItemsExpandable(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Navigation"));
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->expandAll();
    connect(m_model, &QAbstractItemModel::rowsInserted, m_view, &QTreeView::expandAll);
    const auto open = [this](const QModelIndex &index) {
        if (const SidebarItem *item = m_model->item(index))
            emit chosen(item->link, QApplication::keyboardModifiers() & Qt::ShiftModifier);
    };
    connect(m_view, &QTreeView::clicked, this, open);
    connect(m_view, &QTreeView::activated, this, open);
    column->addWidget(m_view, 1);
    auto *settings = new Button(tr("Settings"), ButtonKind::Quiet, this);
    settings->setIconName(u"settings"_s);
    m_settings = settings;
    connect(m_settings, &QPushButton::clicked, this, &Sidebar::settingsWanted);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(px(6), 0, 0, 0);
    foot->addWidget(m_settings);
    foot->addStretch(1);
    column->addLayout(foot);
    connect(&Theme::instance(), &Theme::changed, this, &Sidebar::refresh);
    refresh();
}

void Sidebar::refresh()
{
    setFixedWidth(px(m_slim ? 52 : 208));
    m_settings->setText(m_slim ? QString() : tr("Settings"));
    m_settings->setAccessibleName(tr("Settings"));
    m_settings->setToolTip(m_slim ? tr("Settings") : QString());
    m_view->doItemsLayout();
    update();
}

void Sidebar::setSlim(bool on)
{
    if (m_slim == on)
        return;
    m_slim = on;
    refresh();
}

void Sidebar::setCurrent(const Link &link)
{
    const QModelIndex index = m_model->find(link);
    if (index.isValid())
        m_view->setCurrentIndex(index);
    else
        m_view->clearSelection();
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface2));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), colour(Token::Border));
}

} // namespace meshlens::ui
