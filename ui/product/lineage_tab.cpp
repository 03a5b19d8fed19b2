// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/plain_tabs.h"

#include "models/access/words.h"
#include "ui/parts/card.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/format.h"
#include "ui/product/product_words.h"
#include "ui/product/step_graph.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

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
        up.append(quietCells(tr("Nothing known")));
    if (down.isEmpty())
        down.append(quietCells(tr("Nothing known")));
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
            products.append(quietCells(tr("No product is known to read it")));
    } else {
        products.append(quietCells(tr("Lineage is being read")));
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
        people.append(
            quietCells(tr("You see no grants: they are shown to the owner and to the people "
                          "who hold them")));
    m_peopleGrid->setRows(people);
}

} // namespace meshlens::ui
