// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/card.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/format.h"
#include "ui/product/contract_versions.h"
#include "ui/product/plain_tabs.h"
#include "ui/product/product_words.h"

#include "models/access/words.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestDocument = 400'000;

/// Indented where it is JSON and not too large to indent at once.
QString documentText(const QByteArray &document)
{
    if (document.size() < longestDocument) {
        const auto json =
            nlohmann::ordered_json::parse(document.cbegin(), document.cend(), nullptr, false);
        if (!json.is_discarded())
            return QString::fromStdString(
                json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    }
    return QString::fromUtf8(document.left(longestDocument));
}

QString levelWords(const mesh::ServiceLevel &level)
{
    QString name = level.property;
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

} // namespace

ContractTab::ContractTab(Session &session, QWidget *parent) : CardsTab(session, parent)
{
    m_terms = new Card(tr("Contract"), page());
    m_which = new QComboBox(m_terms);
    m_which->setAccessibleName(tr("Contract"));
    m_which->hide();
    m_terms->addAtRight(m_which);
    m_facts = new CellGrid({{140, 0}, {0, 1}}, tr("Terms"), m_terms);
    m_facts->setWrapping(true);
    m_terms->body()->addWidget(m_facts);
    m_levels = new Card(tr("Service levels"), page());
    m_levelGrid = new CellGrid({{180, 0}, {140, 0}, {0, 1}}, tr("Service levels"), m_levels);
    m_levelGrid->setLined(true);
    m_levelGrid->setRowHeight(28);
    m_levelGrid->setWrapping(true);
    m_levels->body()->addWidget(m_levelGrid);
    m_kept = new Card(tr("How they are kept"), page());
    m_kept->setCaption(tr("now"));
    m_stateGrid = new CellGrid({{0, 1}, {160, 0}}, tr("How they are kept"), m_kept);
    m_stateGrid->setLined(true);
    m_stateGrid->setRowHeight(28);
    m_kept->body()->addWidget(m_stateGrid);
    m_versions = new ContractVersionsCard(session, page());
    m_document = new Card(tr("The document"), page());
    m_document->setCaption(tr("as the catalog gave it"));
    m_text = new QPlainTextEdit(m_document);
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("The document"));
    m_text->setFont(textFont(TextRole::Mono));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setMinimumHeight(px(280));
    m_document->body()->addWidget(m_text);
    cards()->addWidget(m_terms);
    cards()->addWidget(m_levels);
    cards()->addWidget(m_kept);
    cards()->addWidget(m_versions);
    cards()->addWidget(m_document, 1);
    cards()->addStretch();
    connect(m_which, &QComboBox::currentIndexChanged, this, &ContractTab::showContract);
}

void ContractTab::present(const ProductView &view)
{
    const bool same = m_view.product.contracts == view.product.contracts;
    m_view = view;
    if (same && m_which->count() == view.product.contracts.size() &&
        !m_text->toPlainText().isEmpty())
        return;
    {
        const QSignalBlocker blocker(m_which);
        const int before = m_which->currentIndex();
        m_which->clear();
        for (const mesh::Contract &contract : view.product.contracts)
            m_which->addItem(contract.name.isEmpty() ? contract.id : contract.name);
        m_which->setCurrentIndex(std::clamp(before, 0, std::max(m_which->count() - 1, 0)));
        m_which->setVisible(m_which->count() > 1);
    }
    showContract();
}

void ContractTab::showContract()
{
    const QList<mesh::Contract> &contracts = m_view.product.contracts;
    const int which = m_which->currentIndex();
    m_levels->setVisible(!contracts.isEmpty());
    m_versions->setVisible(!contracts.isEmpty());
    m_document->setVisible(!contracts.isEmpty());
    if (which < 0 || which >= contracts.size()) {
        m_kept->hide();
        m_facts->setRows({{{.text = tr("No contract is known"), .colour = Token::Text3}}});
        return;
    }
    const mesh::Contract &contract = contracts[which];
    m_versions->setContract(contract, m_view.product.row.key);
    QList<QList<Cell>> facts;
    const auto fact = [&](const QString &name, const QString &value, const QString &unknown) {
        facts.append(QList<Cell>{{.text = name, .colour = Token::Text3},
                                 {.text = value.isEmpty() ? unknown : value.left(1000),
                                  .colour = value.isEmpty() ? Token::Text3 : Token::Text,
                                  .tip = value.left(2000)}});
    };
    QStringList purposes;
    for (const QString &word : contract.permittedPurposes) {
        const auto kind = mesh::fromText<mesh::PurposeKind>(word);
        purposes += kind ? access::purposeWords(*kind) : word;
    }
    QStringList datasets;
    for (const QString &key : contract.datasets)
        datasets += key.section(u"://"_s, 1);
    fact(tr("Name"),
         versioned(contract.name.isEmpty() ? contract.id : contract.name, contract.version),
         tr("unknown"));
    fact(tr("Status"), statusWords(contract.status), tr("unknown"));
    fact(tr("About"), contract.description, tr("not described"));
    fact(tr("Use"), contract.usage, tr("not said"));
    fact(tr("Limitations"), contract.limitations, tr("not said"));
    fact(tr("Permitted purposes"), purposes.join(u", "_s), tr("not said"));
    fact(tr("Covers"), datasets.join(u", "_s), tr("no dataset named"));
    m_facts->setRows(facts);

    QList<QList<Cell>> levels;
    for (const mesh::ServiceLevel &level : contract.serviceLevels)
        levels.append(QList<Cell>{
            {.text = levelWords(level), .colour = Token::Text, .role = TextRole::TableStrong},
            {.text = (level.value + u' ' + level.unit).trimmed()},
            {.text = level.description.isEmpty() ? level.element : level.description,
             .colour = Token::Text3}});
    QList<QList<Cell>> states;
    for (const scores::SloState &slo : m_view.product.card.serviceLevels) {
        if (slo.contract != contract.name && slo.contract != contract.id)
            continue;
        const Mark mark = !slo.met ? Mark::Unknown : *slo.met ? Mark::Met : Mark::Missed;
        states.append(
            QList<Cell>{{.text = slo.title, .colour = Token::Text, .mark = mark},
                        {.text = slo.measured.isEmpty() ? tr("cannot be told") : slo.measured,
                         .colour = mark == Mark::Missed ? Token::Bad : Token::Text}});
    }
    m_kept->setVisible(!states.isEmpty());
    m_stateGrid->setRows(states);
    if (levels.isEmpty())
        levels.append(QList<Cell>{{.text = tr("None are promised"), .colour = Token::Text3}});
    m_levelGrid->setRows(levels);
    m_levels->setCaption(format::count(contract.serviceLevels.size()));
    m_text->setPlainText(contract.document.isEmpty() ? tr("The catalog gave no document.")
                                                     : documentText(contract.document));
}

} // namespace meshlens::ui
