// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/compare_page.h"

#include "ui/discover/bar.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
#include "ui/parts/states.h"
#include "ui/product/product_words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int labelWidth = 190;
constexpr int margin = 20;

void paintLabel(QPainter *painter, const QRectF &rect, const CompareRow &row)
{
    if (row.heading) {
        paintText(painter, rect, row.label, TextRole::CaptionStrong, Token::Text3);
        return;
    }
    QRectF words = rect;
    if (row.differs()) { // a sign, never colour alone
        paintIcon(painter, QRectF(rect.x(), rect.center().y() - px(6), px(12), px(12)),
                  u"conflict"_s, colour(Token::Warn));
    }
    words.adjust(px(18), 0, 0, 0);
    paintText(painter, words, row.label, row.mono ? TextRole::Mono : TextRole::Table, Token::Text2);
}

void paintCompared(QPainter *painter, const QRectF &rect, const CompareCell &cell)
{
    if (cell.quality) {
        paintQuality(painter, rect, *cell.quality);
    } else if (cell.freshness) {
        paintFreshness(painter, rect, *cell.freshness);
    } else if (cell.mark) {
        paintMarkedText(painter, rect, *cell.mark, cell.text,
                        cell.unknown ? Token::Text3 : Token::Text);
    } else {
        paintText(painter, rect, cell.text, cell.mono ? TextRole::MonoSmall : TextRole::Table,
                  cell.unknown ? Token::Text3 : Token::Text);
    }
}

} // namespace

ComparePage::ComparePage(Session &session, QWidget *parent)
    : Page(session, parent), m_model(new CompareModel(this))
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new PageHeader(tr("Compare"), page);
    m_caption = new Label(TextRole::Table, Token::Text2, top);
    top->addBesideTitle(m_caption);
    m_only = new Button(tr("Only differences"), top);
    m_only->setCheckable(true);
    top->addAtRight(m_only);
    top->setGround(true);
    column->addWidget(top);
    auto *heads = new Bar(Token::Surface, Qt::BottomEdge, page);
    m_heads = new QHBoxLayout(heads);
    m_heads->setContentsMargins(px(margin), px(10), px(margin), px(10));
    m_heads->setSpacing(0);
    column->addWidget(heads);

    m_table = new QTableView(page);
    auto *delegate = new CellDelegate(30, m_table);
    delegate->setPainter(0,
                         [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                             if (const CompareRow *row = m_model->row(index.row()))
                                 paintLabel(painter, rect, *row);
                         });
    for (int i = 0; i < most; ++i) {
        delegate->setPainter(
            i + 1, [this, i](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                const CompareRow *row = m_model->row(index.row());
                if (row && i < row->cells.size())
                    paintCompared(painter, rect, row->cells[i]);
            });
    }
    m_table->setModel(m_model);
    setUpTable(m_table, delegate);
    m_table->setAccessibleName(tr("Comparison"));
    m_table->horizontalHeader()->hide();
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(px(margin - 8), 0, px(margin - 8), 0);
    inset->addWidget(m_table);
    column->addLayout(inset, 1);
    m_content = new ContentStack(page, Skeleton::Shape::Rows, this);
    box->addWidget(m_content);

    connect(m_only, &QAbstractButton::toggled, m_model, &CompareModel::setOnlyDifferences);
    connect(&session, &Session::requestsChanged, this, [this] {
        if (isVisible())
            reload();
    });
    setFocusProxy(m_table);
}

QString ComparePage::title() const
{
    return tr("Compare");
}

void ComparePage::open(const Link &link)
{
    QStringList keys;
    for (int i = 1; i <= most; ++i) {
        const QString key = link.state.value(QString::number(i));
        if (!key.isEmpty() && !keys.contains(key))
            keys += key;
    }
    if (keys == m_keys && !m_things.isEmpty())
        return;
    m_keys = keys;
    m_content->begin();
    read();
}

Link ComparePage::link() const
{
    Link here{u"compare"_s, {}, {}};
    for (int i = 0; i < m_keys.size(); ++i)
        here.state.insert(QString::number(i + 1), m_keys[i]);
    return here;
}

void ComparePage::reload()
{
    read();
}

QList<QWidget *> ComparePage::focusRegions()
{
    return {m_table};
}

void ComparePage::read()
{
    if (m_keys.size() < 2) {
        m_things.clear();
        auto *state = new EmptyState(u"columns"_s, tr("Two or more are needed to compare"),
                                     tr("Mark results in Discover with C or Ctrl+click, then "
                                        "choose Compare."),
                                     Tone::Mute, this);
        connect(state->addAction(tr("Open Discover"), ButtonKind::Primary),
                &QAbstractButton::clicked, this, [this] {
                    emit navigate({u"discover"_s, {}, {}});
                });
        m_content->showEmpty(state);
        return;
    }
    load(
        this, session(),
        [keys = m_keys, now = nowMs()](store::Reader &reader) -> Result<QList<ProductData>> {
            QList<ProductData> all;
            for (const QString &key : keys) {
                auto known = readProduct(reader, key, now);
                if (!known)
                    return known.error();
                all.append(std::move(*known));
            }
            return all;
        },
        [this](const QList<ProductData> &all) {
            QList<Compared> things;
            for (const ProductData &known : all)
                things.append({known, accessOffer(known.row, known.requests, known.ownerNames(),
                                                  canRequest(session(), known), known.readAtMs)});
            fill(things);
        },
        [this](const Error &failure) {
            m_content->showError(tr("They could not be compared"), failure, [this] { read(); });
        });
}

void ComparePage::fill(const QList<Compared> &things)
{
    m_things = things;
    QStringList names;
    for (const Compared &thing : things)
        names += thing.data.row.name;
    const int scroll = m_table->verticalScrollBar()->value();
    m_model->setRows(names, compareRows(things, nowMs()));
    m_caption->setText(
        format::counted(m_model->differences(), tr("1 line differs"), tr("%1 lines differ")));
    showHeads();
    fitColumns();
    m_content->showContent();
    m_table->verticalScrollBar()->setValue(scroll);
}

void ComparePage::showHeads()
{
    while (QLayoutItem *item = m_heads->takeAt(0)) {
        const std::unique_ptr<QLayoutItem> taken(item);
        if (taken->widget()) {
            taken->widget()->hide();
            taken->widget()->deleteLater();
        }
    }
    m_heads->addSpacing(px(labelWidth));
    QWidget *ground = m_heads->parentWidget();
    for (const Compared &thing : std::as_const(m_things)) {
        const ProductData &known = thing.data;
        auto *head = new QWidget(ground);
        head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        auto *box = new QVBoxLayout(head);
        box->setContentsMargins(px(8), 0, px(8), 0);
        box->setSpacing(px(4));
        auto *first = new QHBoxLayout;
        auto *name = new ElidedLabel(known.row.name, TextRole::CardTitle, Token::Text, head);
        auto *close = new IconButton(u"close"_s, tr("Do not compare %1").arg(known.row.name), head);
        close->setSmall(true);
        first->addWidget(name, 1);
        first->addWidget(close);
        box->addLayout(first);
        auto *second = new QHBoxLayout;
        second->setSpacing(px(8));
        auto *openIt = new Button(tr("Open"), head);
        openIt->setSmall(true);
        openIt->setAccessibleName(tr("Open %1").arg(known.row.name));
        second->addWidget(openIt);
        if (!known.isDataset && thing.offer.act == AccessOffer::Act::Request) {
            auto *ask = new Button(thing.offer.words, ButtonKind::Quiet, head);
            ask->setSmall(true);
            ask->setIconName(thing.offer.icon);
            ask->setToolTip(thing.offer.hint.toHtmlEscaped());
            connect(ask, &QAbstractButton::clicked, this,
                    [this, key = known.key()] { emit accessRequested(key, {}); });
            second->addWidget(ask);
        }
        second->addStretch();
        box->addLayout(second);
        connect(openIt, &QAbstractButton::clicked, this,
                [this, key = known.key()] { emit navigate(linkTo(key)); });
        connect(close, &QAbstractButton::clicked, this, [this, key = known.key()] { drop(key); });
        m_heads->addWidget(head, 1);
    }
}

void ComparePage::drop(const QString &key)
{
    m_keys.removeOne(key);
    emit linkChanged();
    read();
}

void ComparePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

void ComparePage::fitColumns()
{
    const int things = m_model->columnCount() - 1;
    if (things < 1)
        return;
    const int whole = width() - px(2 * (margin - 8));
    const int each = std::max(px(120), (width() - px(2 * margin) - px(labelWidth)) / things);
    m_table->setColumnWidth(0, whole - things * each - px(8));
    for (int i = 1; i <= things; ++i)
        m_table->setColumnWidth(i, each);
}

} // namespace meshlens::ui
