// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Catalogs page is made of: its table and its cards.
#include "ui/catalogs/catalogs_page.h"
#include "ui/catalogs/same_panel.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/chart.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

/// A card whose body scrolls.
QVBoxLayout *scrollIn(Card *card)
{
    auto *scroll = new QScrollArea(card);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    auto *host = new QWidget;
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, px(4), 0);
    column->setSpacing(px(6));
    scroll->setWidget(host);
    host->setAutoFillBackground(false); // setWidget() turns it on
    card->body()->addWidget(scroll);
    return column;
}

} // namespace

void CatalogsPage::makeTable(QWidget *parent)
{
    m_model = new CatalogModel(this);
    m_model->setKinds(session().kinds());
    m_table = new QTableView(parent);
    m_table->setAccessibleName(tr("Catalogs"));
    auto *delegate = new CellDelegate(44, m_table);
    delegate->setPainter(CatalogModel::Name, [this](QPainter *painter, const QRectF &rect,
                                                    const QModelIndex &index) {
        const CatalogLine *line = m_model->line(index);
        paintIcon(painter, QRectF(rect.x(), rect.center().y() - px(8), px(16), px(16)),
                  m_model->kindIcon(line->row.connection.kind), colour(Token::Text2));
        paintTwoLines(painter, rect.adjusted(px(26), 0, 0, 0), line->row.connection.name,
                      m_model->kindTitle(line->row.connection.kind), TextRole::Section);
    });
    delegate->setPainter(
        CatalogModel::Address, [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            paintText(painter, rect, index.data().toString(), TextRole::Mono, Token::Text2,
                      Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        });
    delegate->setPainter(CatalogModel::LastSync,
                         [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                             const CatalogLine *line = m_model->line(index);
                             paintTwoLines(painter, rect, m_model->lastSyncWords(*line),
                                           m_model->nextSyncWords(*line), TextRole::Table);
                         });
    delegate->setPainter(CatalogModel::Runs,
                         [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                             paintRuns(painter, rect, m_model->runs(*m_model->line(index)));
                         });
    delegate->setPainter(CatalogModel::State,
                         [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                             const CatalogState state = m_model->state(*m_model->line(index));
                             paintMarkedText(painter, rect, state.mark, state.words,
                                             state.mark == Mark::Missed ? Token::Bad : Token::Text);
                         });
    delegate->setPainter(CatalogModel::Act, [](QPainter *painter, const QRectF &rect,
                                               const QModelIndex &index) {
        const bool stop = index.data().toString() == CatalogModel::tr("Stop");
        paintIcon(painter, QRectF(rect.right() - px(46), rect.center().y() - px(8), px(16), px(16)),
                  stop ? u"close"_s : u"sync"_s, colour(Token::Text2));
        paintIcon(painter, QRectF(rect.right() - px(18), rect.center().y() - px(8), px(16), px(16)),
                  u"more"_s, colour(Token::Text2));
    });
    m_table->setModel(m_model);
    setUpTable(m_table, delegate);
    QHeaderView *head = m_table->horizontalHeader();
    head->setSectionResizeMode(QHeaderView::Interactive);
    head->setSectionResizeMode(CatalogModel::Address, QHeaderView::Stretch);
    static constexpr std::pair<int, int> widths[] = {
        {CatalogModel::Name, 212},     {CatalogModel::Products, 80}, {CatalogModel::Columns, 80},
        {CatalogModel::LastSync, 110}, {CatalogModel::Runs, 130},    {CatalogModel::State, 130},
        {CatalogModel::Act, 80}};
    for (const auto &[section, width] : widths)
        head->resizeSection(section, px(width));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint &at) {
        if (const QModelIndex index = m_table->indexAt(at); index.isValid())
            showMenu(index.row(), m_table->viewport()->mapToGlobal(at));
    });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() != CatalogModel::Act)
            return;
        const QRect cell = m_table->visualRect(index);
        const int x = m_table->viewport()->mapFromGlobal(QCursor::pos()).x();
        const QString name = m_model->line(index)->row.connection.name;
        if (x > cell.right() - px(30))
            showMenu(index.row(), m_table->viewport()->mapToGlobal(cell.bottomLeft()));
        else if (m_model->progress(name))
            session().stopSync({name});
        else
            session().sync({name}, false);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showDetails();
        emit linkChanged();
    });
}

void CatalogsPage::makeCards(QWidget *parent, QVBoxLayout *column)
{
    auto *cards = new QWidget(parent);
    auto *row = new QHBoxLayout(cards);
    row->setContentsMargins(px(20), px(14), px(20), px(16));
    row->setSpacing(px(12));
    m_syncCard = new Card(tr("Last sync"), cards);
    m_chart = new Chart(tr("Changes per sync"), m_syncCard);
    m_chart->setFixedHeight(px(150));
    m_syncCard->body()->addWidget(
        new Label(tr("Changes per sync"), TextRole::Table, Token::Text2, m_syncCard));
    m_syncCard->body()->addWidget(m_chart);
    m_log = scrollIn(m_syncCard);
    m_settingsCard = new Card(tr("What is read, and how"), cards);
    connect(m_settingsCard->setLink(tr("Edit")), &QAbstractButton::clicked, this, [this] {
        if (const CatalogLine *line = current())
            editCatalog(line->row.connection.name);
    });
    m_settings = scrollIn(m_settingsCard);
    m_sameCard = new Card(tr("Same product in two catalogs"), cards);
    m_toSettle = new BadgeWidget(m_sameCard);
    m_toSettle->hide();
    m_sameCard->addBesideTitle(m_toSettle);
    QVBoxLayout *same = scrollIn(m_sameCard);
    m_same = new SamePanel(session(), m_sameCard);
    connect(m_same, &SamePanel::openChanged, this, [this](qint64 open) {
        m_toSettle->setVisible(open > 0);
        m_toSettle->setTag({tr("%1 to settle").arg(format::count(open)), Tone::Warn});
    });
    same->addWidget(m_same);
    same->addSpacing(px(8));
    same->addWidget(
        new Label(tr("Which catalog wins"), TextRole::BodyStrong, Token::Text, m_sameCard));
    m_order = new QVBoxLayout;
    m_order->setSpacing(px(6));
    same->addLayout(m_order);
    same->addStretch(1);
    for (Card *card : {m_syncCard, m_settingsCard, m_sameCard})
        row->addWidget(card, 1);
    column->addWidget(cards, 1);
}

} // namespace meshlens::ui
