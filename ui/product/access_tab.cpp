// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/plain_tabs.h"

#include "models/access/words.h"
#include "ui/access/words.h"
#include "ui/parts/card.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/format.h"
#include "ui/product/product_words.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

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
        rows.append(quietCells(tr("It belongs to no data product, so it cannot be asked for")));
    } else {
        rows.append(factCells(tr("Now"), view.offer.hint));
        rows.append(factCells(tr("Way in"), access::accessWords(view.offer.way)));
        rows.append(factCells(tr("Who decides"), known.owners.isEmpty()
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
        rows.append(factCells(tr("Permitted purposes"), purposes.isEmpty()
                                                            ? tr("the contract does not say")
                                                            : purposes.join(u", "_s)));
        rows.append(factCells(tr("Classification"),
                              known.row.classification == mesh::Classification::Unknown
                                  ? tr("unknown")
                                  : classWords(known.row.classification)));
        rows.append(factCells(tr("Personal data"),
                              known.row.personal
                                  ? tr("some columns; masked unless given by the grant")
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
    m_requests->setCaption(
        requests.isEmpty()
            ? QString()
            : tr("%1 that you may see").arg(format::count(static_cast<qint64>(m_ids.size()))));
    if (requests.isEmpty())
        requests.append(quietCells(
            tr("You see no requests: they are shown to the owner and to the people who asked")));
    m_grid->setRows(requests);
    m_requests->setVisible(!known.isDataset);
}

} // namespace meshlens::ui
