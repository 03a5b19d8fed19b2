// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/plain_tabs.h"

#include "models/access/words.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/product/change_model.h"
#include "ui/product/product_words.h"
#include "ui/product/step_graph.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QScrollArea>
#include <QTableView>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

Mark markOf(access::Mark mark)
{
    switch (mark) {
    case access::Mark::Met:
        return Mark::Met;
    case access::Mark::Partly:
        return Mark::Partly;
    case access::Mark::Warning:
        return Mark::Warning;
    case access::Mark::Missed:
        return Mark::Missed;
    case access::Mark::Waiting:
        return Mark::Waiting;
    case access::Mark::Offline:
        return Mark::Waiting;
    case access::Mark::None:
    case access::Mark::Unknown:
        break;
    }
    return Mark::Unknown;
}

QList<Cell> fact(const QString &name, const QString &value)
{
    return {{.text = name, .colour = Token::Text3}, {.text = value, .colour = Token::Text}};
}

QList<Cell> nothing(const QString &text)
{
    return {{.text = text, .colour = Token::Text3}};
}

/// A neighbour in the lineage: name, domain, quality, freshness.
QList<Cell> neighbourCells(const lineage::Node &node, std::int64_t nowMs)
{
    const QualityBadge quality = qualityBadge(node.score);
    const Grade grade = gradeOf(quality.value);
    return {
        {.text = node.name,
         .colour = Token::Text,
         .role = TextRole::TableStrong,
         .tip = node.qualifiedName},
        {.text = node.domainName,
         .domain = node.domain.isEmpty()
                       ? std::nullopt
                       : std::optional(Theme::instance().domain(node.domain, node.domainName))},
        {.text = format::score(quality.value, quality.coverage),
         .colour = toneText(gradeTone(grade))},
        {.text = freshnessText(freshnessBadge(node.score, nowMs)), .colour = Token::Text2},
        {.text = node.owners.isEmpty() ? QString() : node.owners.first(), .colour = Token::Text3}};
}

const QList<CellGrid::Column> neighbourColumns{{0, 1}, {140, 0}, {80, 0}, {140, 0}, {130, 0}};

} // namespace

CardsTab::CardsTab(Session &session, QWidget *parent) : ProductTab(session, parent)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    m_page = new QWidget(scroll);
    m_cards = new QVBoxLayout(m_page);
    m_cards->setContentsMargins(px(20), px(14), px(20), px(16));
    m_cards->setSpacing(px(12));
    scroll->setWidget(m_page);
    box->addWidget(scroll);
}

PortsTab::PortsTab(Session &session, QWidget *parent) : CardsTab(session, parent)
{
    cards()->addStretch(1);
}

void PortsTab::present(const ProductView &view)
{
    for (QWidget *card : std::exchange(m_made, {}))
        card->deleteLater();
    const auto add = [this](QWidget *card) {
        cards()->insertWidget(static_cast<int>(m_made.size()), card);
        m_made += card;
    };
    for (const mesh::Port &port : view.product.product.thing.ports) {
        const bool output = port.direction == mesh::PortDirection::Output;
        auto *card = new Card(port.name.isEmpty() ? portWords(port) : port.name, page());
        card->setCaption(output ? tr("output port") : tr("input port"));
        if (!port.address.isEmpty()) {
            auto *copy = new IconButton(u"copy"_s, tr("Copy the address"), card);
            copy->setSmall(true);
            connect(copy, &QAbstractButton::clicked, copy,
                    [address = port.address] { QGuiApplication::clipboard()->setText(address); });
            card->addAtRight(copy);
        }
        if (!port.dataset.isEmpty()) {
            LinkLabel *link = card->setLink(tr("Open the dataset"));
            connect(link, &QAbstractButton::clicked, this,
                    [this, key = port.dataset] { emit navigate(linkTo(key)); });
        }
        auto *grid = new CellGrid({{110, 0}, {0, 1}}, card->accessibleName(), card);
        grid->setRowHeight(22);
        const auto orUnknown = [](const QString &text) {
            return text.isEmpty() ? tr("unknown") : text;
        };
        QList<QList<Cell>> rows{
            fact(tr("Protocol"), orUnknown(port.protocol)),
            fact(tr("Format"), orUnknown(port.format)),
            fact(tr("Address"), port.address.isEmpty() ? tr("not described") : port.address),
            fact(tr("Dataset"), port.dataset.isEmpty() ? tr("none named") : port.dataset)};
        if (!port.version.isEmpty())
            rows.append(fact(tr("Version"), port.version));
        if (!port.description.isEmpty())
            rows.prepend(fact(tr("About"), port.description.left(400)));
        grid->setRows(rows);
        card->body()->addWidget(grid);
        add(card);
    }
    if (m_made.isEmpty()) {
        auto *card = new Card(tr("Ports"), page());
        card->body()->addWidget(new Label(tr("No ports are described by any catalog."),
                                          TextRole::Body, Token::Text2, card));
        add(card);
    }
}

LineageTab::LineageTab(Session &session, QWidget *parent) : CardsTab(session, parent)
{
    m_drawing = new Card(tr("Lineage"), page());
    m_drawing->setCaption(tr("one step each way"));
    connect(m_drawing->setLink(tr("Open graph")), &QAbstractButton::clicked, this, [this] {
        emit navigate({u"lineage"_s, m_key, {}});
    });
    m_graph = new StepGraph(10, m_drawing);
    connect(m_graph, &StepGraph::opened, this,
            [this](const QString &key) { emit navigate(linkTo(key)); });
    m_drawing->body()->addWidget(m_graph);
    const auto list = [this](const QString &title, Card *&card, CellGrid *&grid,
                             QStringList &keys) {
        card = new Card(title, page());
        grid = new CellGrid(neighbourColumns, title, card);
        grid->setRowHeight(28);
        grid->setLined(true);
        grid->setClickable(true);
        card->body()->addWidget(grid);
        connect(grid, &CellGrid::rowClicked, this, [this, &keys](int row) {
            if (row < keys.size())
                emit navigate(linkTo(keys[row]));
        });
        cards()->addWidget(card);
    };
    cards()->addWidget(m_drawing);
    list(tr("Made from"), m_up, m_upGrid, m_upKeys);
    list(tr("Used by"), m_down, m_downGrid, m_downKeys);
    cards()->addStretch(1);
}

void LineageTab::present(const ProductView &view)
{
    m_key = view.product.key();
    if (!view.lineage)
        return;
    m_graph->setGraph(*view.lineage);
    QList<QList<Cell>> up;
    QList<QList<Cell>> down;
    m_upKeys.clear();
    m_downKeys.clear();
    for (const lineage::Node &node : view.lineage->nodes) {
        if (node.distance == 0)
            continue;
        (node.distance < 0 ? up : down).append(neighbourCells(node, view.product.readAtMs));
        (node.distance < 0 ? m_upKeys : m_downKeys).append(node.key);
    }
    m_up->setCaption(format::count(m_upKeys.size()));
    m_down->setCaption(format::count(m_downKeys.size()));
    if (up.isEmpty())
        up.append(nothing(tr("Nothing known")));
    if (down.isEmpty())
        down.append(nothing(tr("Nothing known")));
    m_upGrid->setRows(up);
    m_downGrid->setRows(down);
}

UsageTab::UsageTab(Session &session, QWidget *parent) : CardsTab(session, parent)
{
    m_products = new Card(tr("Products that read it"), page());
    m_productGrid = new CellGrid(neighbourColumns, tr("Products that read it"), m_products);
    m_productGrid->setRowHeight(28);
    m_productGrid->setLined(true);
    m_productGrid->setClickable(true);
    connect(m_productGrid, &CellGrid::rowClicked, this, [this](int row) {
        if (row < m_productKeys.size())
            emit navigate(linkTo(m_productKeys[row]));
    });
    m_products->body()->addWidget(m_productGrid);
    m_people = new Card(tr("People with access"), page());
    m_peopleGrid = new CellGrid({{0, 1}, {160, 0}, {0, 1.6}, {150, 0}}, tr("People"), m_people);
    m_peopleGrid->setRowHeight(28);
    m_peopleGrid->setLined(true);
    m_people->body()->addWidget(m_peopleGrid);
    cards()->addWidget(m_products);
    cards()->addWidget(m_people);
    cards()->addStretch(1);
}

void UsageTab::present(const ProductView &view)
{
    m_productKeys.clear();
    QList<QList<Cell>> products;
    if (view.consumers) {
        for (const lineage::Node &node : *view.consumers) {
            products.append(neighbourCells(node, view.product.readAtMs));
            m_productKeys += node.key;
        }
        m_products->setCaption(tr("%n by lineage", nullptr, static_cast<int>(products.size())));
        if (products.isEmpty())
            products.append(nothing(tr("No product is known to read it")));
    } else {
        products.append(nothing(tr("Lineage is being read")));
    }
    m_productGrid->setRows(products);

    QList<QList<Cell>> people;
    for (const mesh::AccessRequest &request : view.product.requests) {
        if (!access::isActive(request, view.product.readAtMs))
            continue;
        people.append(QList<Cell>{
            {.text = request.requesterName.isEmpty() ? request.requester.section(u"://"_s, 1)
                                                     : request.requesterName,
             .colour = Token::Text,
             .role = TextRole::TableStrong},
            {.text = request.requesterTeam},
            {.text = access::purposeWords(request.purpose.kind) +
                     (request.purpose.text.isEmpty() ? QString() : u": "_s + request.purpose.text)},
            {.text = request.untilMs ? tr("until %1").arg(format::date(*request.untilMs))
                                     : tr("without end"),
             .colour = Token::Text3}});
    }
    m_people->setCaption(people.isEmpty() ? QString()
                                          : tr("%n grants that you may see", nullptr,
                                               static_cast<int>(people.size())));
    if (people.isEmpty())
        people.append(nothing(tr("You see no grants: they are shown to the owner and to the people "
                                 "who hold them")));
    m_peopleGrid->setRows(people);
}

AccessTab::AccessTab(Session &session, QWidget *parent) : CardsTab(session, parent)
{
    m_way = new Card(tr("Your access"), page());
    m_ask = m_way->setLink(tr("Request access"));
    connect(m_ask, &QAbstractButton::clicked, this, &ProductTab::accessWanted);
    m_facts = new CellGrid({{140, 0}, {0, 1}}, tr("Your access"), m_way);
    m_way->body()->addWidget(m_facts);
    m_requests = new Card(tr("Requests and grants"), page());
    m_grid = new CellGrid({{0, 1}, {140, 0}, {0, 1.4}, {0, 1.2}, {120, 0}},
                          tr("Requests and grants"), m_requests);
    m_grid->setHeader({{.text = tr("Who")},
                       {.text = tr("Purpose")},
                       {.text = tr("For what")},
                       {.text = tr("State")},
                       {.text = tr("Asked"), .align = Qt::AlignRight}});
    m_grid->setRowHeight(30);
    m_grid->setLined(true);
    m_grid->setClickable(true);
    connect(m_grid, &CellGrid::rowClicked, this, [this](int row) {
        if (row < m_ids.size())
            emit navigate({u"access"_s, {}, {{u"request"_s, m_ids[row]}}});
    });
    m_requests->body()->addWidget(m_grid);
    cards()->addWidget(m_way);
    cards()->addWidget(m_requests);
    cards()->addStretch(1);
}

void AccessTab::present(const ProductView &view)
{
    const ProductData &known = view.product;
    m_ask->setVisible(!known.isDataset);
    m_ask->setText(view.offer.words);
    QList<QList<Cell>> rows;
    if (known.isDataset) {
        rows.append(nothing(tr("It belongs to no data product, so it cannot be asked for")));
    } else {
        rows.append(fact(tr("Now"), view.offer.hint));
        rows.append(fact(tr("Way in"), access::accessWords(view.offer.way)));
        rows.append(fact(tr("Who decides"), known.owners.isEmpty()
                                                ? tr("no owner is named: a steward")
                                                : known.ownerNames()));
        QStringList purposes;
        for (const mesh::Contract &contract : known.contracts) {
            for (const QString &word : contract.permittedPurposes) {
                const auto kind = mesh::fromText<mesh::PurposeKind>(word);
                const QString text = kind ? access::purposeWords(*kind) : word;
                if (!purposes.contains(text))
                    purposes += text;
            }
        }
        rows.append(fact(tr("Permitted purposes"), purposes.isEmpty()
                                                       ? tr("the contract does not say")
                                                       : purposes.join(u", "_s)));
        rows.append(
            fact(tr("Classification"), known.row.classification == mesh::Classification::Unknown
                                           ? tr("unknown")
                                           : classWords(known.row.classification)));
        rows.append(fact(tr("Personal data"),
                         known.row.personal ? tr("some columns; masked unless given by the grant")
                                            : tr("none marked")));
    }
    m_facts->setRows(rows);

    m_ids.clear();
    QList<QList<Cell>> requests;
    for (const mesh::AccessRequest &request : known.requests) {
        const access::Words state = access::words(request, known.ownerNames());
        requests.append(QList<Cell>{{.text = request.mine ? tr("You")
                                             : request.requesterName.isEmpty()
                                                 ? request.requester.section(u"://"_s, 1)
                                                 : request.requesterName,
                                     .colour = Token::Text,
                                     .role = TextRole::TableStrong},
                                    {.text = access::purposeWords(request.purpose.kind)},
                                    {.text = request.purpose.text, .colour = Token::Text3},
                                    {.text = state.text, .mark = markOf(state.mark)},
                                    {.text = format::when(request.createdAtMs, known.readAtMs),
                                     .colour = Token::Text3,
                                     .align = Qt::AlignRight}});
        m_ids += request.id;
    }
    m_requests->setCaption(tr("%n that you may see", nullptr, static_cast<int>(m_ids.size())));
    if (requests.isEmpty())
        requests.append(nothing(tr("None")));
    m_grid->setRows(requests);
    m_requests->setVisible(!known.isDataset);
}

HistoryTab::HistoryTab(Session &session, QWidget *parent)
    : ProductTab(session, parent), m_model(new ChangeModel(this))
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(px(20), px(14), px(20), px(16));
    auto *card = new Card(tr("History"), this);
    card->setBodyMargins(1, 0, 1, 1);
    m_caption = new Label(TextRole::Table, Token::Text3, card);
    card->addAtRight(m_caption);
    m_table = new QTableView(card);
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
    card->body()->addWidget(m_table, 1);
    box->addWidget(card, 1);
}

void HistoryTab::present(const ProductView &view)
{
    if (!view.history)
        return;
    m_model->setChanges(view.history->changes);
    const std::int64_t first = view.product.product.firstSeenMs;
    m_caption->setText(view.history->changes.isEmpty() && first > 0
                           ? tr("No change since it was first seen, %1").arg(format::date(first))
                       : first > 0 ? tr("first seen %1").arg(format::date(first))
                                   : QString());
}

} // namespace meshlens::ui
