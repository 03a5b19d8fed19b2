// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/plain_tabs.h"

#include "ui/parts/card.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/states.h"
#include "ui/product/change_model.h"

#include <QHeaderView>
#include <QPainter>
#include <QStackedWidget>
#include <QTableView>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

HistoryTab::HistoryTab(Session &session, QWidget *parent)
    : ProductTab(session, parent), m_model(new ChangeModel(this))
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(px(20), px(14), px(20), px(16));
    auto *card = new Card(tr("History"), this);
    card->setBodyMargins(1, 0, 1, 1);
    m_caption = new Label(TextRole::Table, Token::Text3, card);
    card->addAtRight(m_caption);
    m_stack = new QStackedWidget(card);
    m_table = new QTableView(m_stack);
    auto *delegate = new CellDelegate(30, m_table);
    delegate->setPainter(
        ChangeModel::When, [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            paintText(painter, rect, index.data().toString(), TextRole::Table, Token::Text3);
        });
    delegate->setPainter(
        ChangeModel::What, [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            paintText(painter, rect, index.data().toString(), TextRole::TableStrong, Token::Text);
        });
    m_table->setModel(m_model);
    setUpTable(m_table, delegate);
    m_table->setAccessibleName(tr("Changes"));
    QHeaderView &header = *m_table->horizontalHeader();
    header.setStretchLastSection(false);
    m_table->setColumnWidth(ChangeModel::When, px(170));
    m_table->setColumnWidth(ChangeModel::What, px(120));
    m_table->setColumnWidth(ChangeModel::Thing, px(180));
    m_table->setColumnWidth(ChangeModel::Catalog, px(150));
    header.setSectionResizeMode(ChangeModel::Detail, QHeaderView::Stretch);
    m_none = new EmptyState(u"history"_s, tr("Nothing has changed yet"), {}, Tone::Mute, m_stack);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_none);
    card->body()->addWidget(m_stack, 1);
    box->addWidget(card, 1);
}

void HistoryTab::present(const ProductView &view)
{
    if (!view.history)
        return;
    m_model->setChanges(view.history->changes);
    const std::int64_t first = view.product.product.firstSeenMs;
    const QString since = first > 0 ? format::date(first) : QString();
    m_caption->setText(since.isEmpty() ? QString() : tr("first seen %1").arg(since));
    m_none->setText(since.isEmpty()
                        ? tr("Each sync compares what the catalogs say with what they said before. "
                             "What differs is listed here.")
                        : tr("Each sync since %1 found the same. Changes of version, schema, "
                             "contract, owner and status are listed here.")
                              .arg(since));
    m_stack->setCurrentIndex(view.history->changes.isEmpty() ? 1 : 0);
}

} // namespace meshlens::ui
