// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/sharing_panel.h"

#include "models/access/words.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/fact_table.h"
#include "ui/parts/format.h"
#include "ui/parts/states.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int panelWidth = 324;
}

SharingPanel::SharingPanel(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("What is shared"));
    setMinimumWidth(px(290));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(px(16), px(12), px(16), px(12));
    all->setSpacing(px(10));
    auto *head = new QHBoxLayout;
    head->setSpacing(px(8));
    m_from = new BadgeWidget(this);
    m_to = new BadgeWidget(this);
    m_title = new ElidedLabel({}, TextRole::TableStrong, Token::Text, this);
    auto *close = new IconButton(u"close"_s, tr("Close the panel"), this);
    close->setSmall(true);
    connect(close, &QAbstractButton::clicked, this, &SharingPanel::closed);
    head->addWidget(m_from);
    head->addWidget(m_to);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    all->addLayout(head);
    m_hint =
        new Label(tr("Choose a cell to see what is shared."), TextRole::Table, Token::Text2, this);
    m_hint->setWordWrap(true);
    all->addWidget(m_hint);

    m_content = new QWidget(this);
    auto *box = new QVBoxLayout(m_content);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(px(10));
    m_figures = new CellGrid({{0, 1}, {0, 1}, {0, 1}}, tr("Figures"), m_content);
    m_figures->setRowHeight(26);
    box->addWidget(m_figures);
    m_warning = new MessageStrip(Tone::Warn, m_content);
    box->addWidget(m_warning);
    m_why = new QWidget(m_content);
    auto *whyBox = new QVBoxLayout(m_why);
    whyBox->setContentsMargins(0, 0, 0, 0);
    whyBox->setSpacing(px(4));
    whyBox->addWidget(new Label(tr("Why they use it"), TextRole::Section, Token::Text, m_why));
    m_purposes = new CellGrid({{120, 0}, {0, 1}, {44, 0}}, tr("Purposes"), m_why);
    m_purposes->setRowHeight(22);
    whyBox->addWidget(m_purposes);
    box->addWidget(m_why);
    box->addWidget(new Label(tr("Products"), TextRole::Section, Token::Text, m_content));
    m_products =
        new FactTable(tr("Products shared"), {{{}, 0}, {{}, 96, Qt::AlignRight}}, 42, m_content);
    m_products->horizontalHeader()->hide();
    connect(m_products, &FactTable::rowOpened, this,
            [this](const FactRow &row) { emit productOpened(row.data.toString()); });
    box->addWidget(m_products, 1);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(px(8));
    auto *lineage = new Button(tr("In lineage"), m_content);
    lineage->setSmall(true);
    lineage->setIconName(u"lineage"_s);
    auto *grants = new Button(tr("Review grants"), ButtonKind::Primary, m_content);
    grants->setSmall(true);
    acts->addWidget(lineage);
    acts->addStretch();
    acts->addWidget(grants);
    box->addLayout(acts);
    connect(lineage, &QAbstractButton::clicked, this, [this] { emit lineageWanted(m_domain); });
    connect(grants, &QAbstractButton::clicked, this, &SharingPanel::grantsWanted);
    all->addWidget(m_content, 1);
    all->addStretch();
    clear();
}

QSize SharingPanel::sizeHint() const
{
    return {px(panelWidth), px(400)};
}

void SharingPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, 0, 1, height(), colour(Token::Border));
}

void SharingPanel::clear()
{
    m_content->hide();
    m_hint->show();
    m_from->hide();
    m_to->hide();
    m_title->setText(tr("Data sharing"));
}

void SharingPanel::show(const Sharing &sharing, int provider, int consumer, SharingBy by)
{
    const Sharing::Side &from = sharing.providers[provider];
    const Sharing::Side &to = sharing.consumers[consumer];
    const Sharing::Cell *cell = sharing.cell(provider, consumer);
    m_domain = from.key;
    m_from->setDomain(from.key, from.name, false);
    m_to->setDomain(to.key, to.name, false);
    m_from->show();
    m_to->show();
    m_title->setText(tr("%1 to %2").arg(from.name, to.name));
    m_content->setVisible(cell != nullptr);
    m_hint->setVisible(cell == nullptr);
    if (!cell) {
        m_hint->setText(tr("Nothing is shared between them."));
        return;
    }
    const bool grants = by == SharingBy::Grants;
    const auto figure = [](const QString &text, Token ink = Token::Text) {
        return Cell{.text = text, .colour = ink, .role = TextRole::CardTitle};
    };
    const auto word = [](const QString &text) {
        return Cell{.text = text, .colour = Token::Text3, .role = TextRole::Caption};
    };
    m_figures->setRows(
        {{figure(format::count(cell->uses.size())), figure(format::count(cell->people())),
          figure(format::count(cell->personal()),
                 cell->personal() > 0 ? Token::Warn : Token::Text)},
         {word(tr("products")), word(grants ? tr("people") : tr("used by products")),
          word(tr("with personal data"))}});

    int open = 0;
    int uses = 0;
    QMap<mesh::PurposeKind, int> purposes;
    QList<FactRow> rows;
    for (const Sharing::Use &use : cell->uses) {
        open += use.personal && use.openEnded ? 1 : 0;
        for (auto it = use.purposes.cbegin(); it != use.purposes.cend(); ++it) {
            purposes[it.key()] += it.value();
            uses += it.value();
        }
        FactRow row;
        row.id = use.product;
        row.data = use.product;
        row.cells += FactCell{.text = use.productName,
                              .second = use.personal ? tr("personal data") : tr("no personal data"),
                              .role = TextRole::TableStrong,
                              .tip = use.productName};
        row.cells +=
            !grants ? FactCell{.text = format::count(use.people.size()), .colour = Token::Text2}
            : use.openEnded
                ? FactCell{.text = tr("open end"), .colour = Token::Warn}
                : FactCell{.text = use.firstEndMs
                                       ? tr("to %1").arg(format::shortDate(*use.firstEndMs))
                                       : QString(),
                           .colour = Token::Text2};
        rows += row;
    }
    m_products->setRows(rows);
    m_warning->setVisible(open > 0);
    m_warning->setMessage(
        Tone::Warn, {},
        tr("%n products with personal data have a grant without an end.", nullptr, open));
    QList<QList<Cell>> why;
    for (auto it = purposes.cbegin(); it != purposes.cend(); ++it) {
        const double share = double(it.value()) / uses;
        why += {Cell{.text = access::purposeWords(it.key()), .colour = Token::Text},
                Cell{.bar = share, .hasBar = true},
                Cell{.text = format::percent(share), .align = Qt::AlignRight}};
    }
    m_why->setVisible(!why.isEmpty());
    m_purposes->setRows(why);
}

} // namespace meshlens::ui
