// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/plain_tabs.h"

#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/cell_grid.h"
#include "ui/product/product_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollArea>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

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
    const auto addCard = [this](QWidget *card) {
        cards()->insertWidget(static_cast<int>(m_made.size()), card);
        m_made += card;
    };
    QList<mesh::Port> ports = view.product.product.thing.ports;
    std::ranges::stable_partition(ports, [](const mesh::Port &port) {
        return port.direction == mesh::PortDirection::Output;
    });
    for (const mesh::Port &port : std::as_const(ports)) {
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
        QList<QList<Cell>> rows;
        // What a port gives out must be described; of one that takes in, what is known is enough.
        const auto add = [&](const QString &name, const QString &text, const QString &unknown) {
            if (output || !text.isEmpty())
                rows.append(factCells(name, text.isEmpty() ? unknown : text));
        };
        if (!port.description.isEmpty())
            rows.append(factCells(tr("About"), port.description.left(400)));
        add(tr("Protocol"), port.protocol, tr("unknown"));
        add(tr("Format"), port.format, tr("unknown"));
        add(tr("Address"), port.address, tr("not described"));
        add(tr("Dataset"), port.dataset, tr("none named"));
        if (!port.version.isEmpty())
            rows.append(factCells(tr("Version"), port.version));
        grid->setRows(rows);
        card->body()->addWidget(grid);
        addCard(card);
    }
    if (m_made.isEmpty()) {
        auto *card = new Card(tr("Ports"), page());
        card->body()->addWidget(new Label(tr("No ports are described by any catalog."),
                                          TextRole::Body, Token::Text2, card));
        addCard(card);
    }
}

} // namespace meshlens::ui
