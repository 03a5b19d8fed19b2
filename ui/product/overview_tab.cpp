// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/overview_tab.h"

#include "ui/parts/badge_widget.h"
#include "ui/parts/card.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/chart.h"
#include "ui/parts/format.h"
#include "ui/parts/states.h"
#include "ui/product/conflict_mark.h"
#include "ui/product/product_words.h"
#include "ui/product/score_charts.h"
#include "ui/product/step_graph.h"

#include <QDesktopServices>
#include <QGridLayout>
#include <QScrollArea>
#include <QUrl>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

Cell words(const QString &text)
{
    return {.text = text, .colour = Token::Text2};
}

} // namespace

OverviewTab::OverviewTab(Session &session, QWidget *parent) : ProductTab(session, parent)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_page = new QWidget(m_scroll);
    m_grid = new QGridLayout(m_page);
    m_grid->setContentsMargins(px(20), px(14), px(20), px(16));
    m_grid->setSpacing(px(12));
    makeAbout();
    makeScore();
    makeTrust();
    m_scroll->setWidget(m_page);
    box->addWidget(m_scroll);
}

void OverviewTab::makeAbout()
{
    m_about = new Card(tr("About"), m_page);
    m_conflict = new ConflictMark(m_about);
    m_about->addBesideTitle(m_conflict);
    m_documentation = m_about->setLink(tr("Documentation"));
    connect(m_documentation, &QAbstractButton::clicked, this, [this] {
        const QUrl url(m_url, QUrl::StrictMode);
        if (url.scheme() == u"https" || url.scheme() == u"http")
            QDesktopServices::openUrl(url);
    });
    m_description = new Label(TextRole::Body, Token::Text, m_about);
    m_description->setWordWrap(true);
    m_description->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_limitations = new MessageStrip(Tone::Warn, m_about);
    m_facts = new CellGrid({{64, 0}, {0, 1}, {64, 0}, {0, 1}}, tr("Facts"), m_about);
    m_facts->setRowHeight(20);
    m_about->body()->setSpacing(px(8));
    m_about->body()->addWidget(m_description);
    m_lookalikes = new MessageStrip(Tone::Accent, m_about);
    m_lookalikes->hide();
    m_about->body()->addWidget(m_limitations);
    m_about->body()->addWidget(m_lookalikes);
    m_about->body()->addWidget(m_facts);
    m_about->body()->addStretch();

    m_ports = new Card(tr("Ports"), m_page);
    connect(m_ports->setLink(tr("How to connect")), &QAbstractButton::clicked, this,
            [this] { emit tabWanted(u"ports"_s, {}); });
    m_portGrid = new CellGrid({{40, 0}, {86, 0}, {0, 1}}, tr("Ports"), m_ports);
    m_portGrid->setRowHeight(30);
    m_portGrid->setLined(true);
    m_ports->body()->addWidget(m_portGrid);
    m_ports->body()->addStretch();

    m_columns = new Card(tr("Columns"), m_page);
    connect(m_columns->setLink(tr("Full schema")), &QAbstractButton::clicked, this,
            [this] { emit tabWanted(u"schema"_s, {}); });
    m_columnGrid = new CellGrid({{0, 1}, {70, 0}, {0, 0.9}, {82, 0}}, tr("Columns"), m_columns);
    m_columnGrid->setRowHeight(28);
    m_columnGrid->setLined(true);
    m_columns->body()->addWidget(m_columnGrid);
    m_columns->body()->addStretch();
}

void OverviewTab::makeScore()
{
    m_score = new Card(tr("Quality score"), m_page);
    m_quality = new BadgeWidget(m_score);
    m_quality->setClickable(true);
    connect(m_quality, &QAbstractButton::clicked, this,
            [this] { emit tabWanted(u"quality"_s, {}); });
    m_change = new Label(TextRole::TableStrong, Token::Text3, m_score);
    m_score->addAtRight(m_quality);
    m_score->addAtRight(m_change);
    m_scoreChart = new Chart(tr("Quality score over 90 days"), m_score);
    m_scoreChart->setMinimumHeight(px(140));
    m_scoreNote = new Label(TextRole::Table, Token::Text2, m_score);
    m_scoreNote->setWordWrap(true);
    m_scoreNote->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_score->body()->addWidget(m_scoreChart, 1);
    m_score->body()->addWidget(m_scoreNote);

    m_why = new Card(tr("Why this score"), m_page);
    connect(m_why->setLink(tr("All checks")), &QAbstractButton::clicked, this,
            [this] { emit tabWanted(u"quality"_s, {}); });
    m_lost = new CellGrid({{84, 0}, {40, 0}, {36, 0}, {0, 1}, {42, 0}}, tr("Points lost"), m_why);
    m_lost->setRowHeight(20);
    m_lost->setHeader({words(tr("Dimension")),
                       {.text = tr("Weight"), .align = Qt::AlignRight},
                       {.text = tr("Score"), .align = Qt::AlignRight},
                       {},
                       {.text = tr("Lost"), .align = Qt::AlignRight}});
    m_sum = new Label(TextRole::TableStrong, Token::Text, m_why);
    m_sum->setAlignment(Qt::AlignRight);
    m_why->body()->addWidget(m_lost);
    m_why->body()->addWidget(new Line(Qt::Horizontal, m_why));
    m_why->body()->addWidget(m_sum);
    m_why->body()->addStretch();

    m_loads = new Card(tr("Freshness"), m_page);
    m_loadChart = new Chart(tr("Age of the data at each load"), m_loads);
    m_loadChart->setMinimumHeight(px(118));
    m_loadNote = new Label(TextRole::Table, Token::Text2, m_loads);
    m_loadNote->setWordWrap(true);
    m_loadNote->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_loads->body()->addWidget(m_loadChart, 1);
    m_loads->body()->addWidget(m_loadNote);
}

void OverviewTab::makeTrust()
{
    m_six = new Card(tr("Six qualities"), m_page);
    auto *row = new QHBoxLayout;
    row->setSpacing(px(14));
    m_hexagon = new BadgeWidget(m_six);
    m_marks = new CellGrid({{0, 1}}, tr("Six qualities"), m_six);
    m_marks->setRowHeight(15.5);
    row->addWidget(m_hexagon);
    row->addWidget(m_marks, 1, Qt::AlignTop);
    m_six->body()->addLayout(row);
    m_six->body()->addStretch();

    m_levels = new Card(tr("Service levels"), m_page);
    m_missed = new BadgeWidget(m_levels);
    m_levels->addBesideTitle(m_missed);
    connect(m_levels->setLink(tr("Contract")), &QAbstractButton::clicked, this,
            [this] { emit tabWanted(u"contract"_s, {}); });
    m_levelGrid = new CellGrid({{0, 1}, {84, 0}}, tr("Service levels"), m_levels);
    m_levelGrid->setRowHeight(28);
    m_levelGrid->setLined(true);
    m_levels->body()->addWidget(m_levelGrid);
    m_levels->body()->addStretch();

    m_lineage = new Card(tr("Lineage"), m_page);
    m_lineage->setCaption(tr("one step each way"));
    connect(m_lineage->setLink(tr("Open graph")), &QAbstractButton::clicked, this,
            [this] { emit tabWanted(u"graph"_s, {}); });
    m_graph = new StepGraph(4, m_lineage);
    connect(m_graph, &StepGraph::opened, this,
            [this](const QString &key) { emit navigate(linkTo(key)); });
    m_lineage->body()->addWidget(m_graph);
    m_lineage->body()->addStretch();
}

void OverviewTab::resizeEvent(QResizeEvent *event)
{
    ProductTab::resizeEvent(event);
    arrange();
}

void OverviewTab::arrange()
{
    const int across = width() >= px(1060) ? 3 : width() >= px(700) ? 2 : 1;
    if (across == m_columnsAcross)
        return;
    m_columnsAcross = across;
    // By rows of the widest arrangement; narrower ones read on in the same order.
    const QList<QWidget *> cards{m_about,  m_score,   m_six,   m_ports,  m_why,
                                 m_levels, m_columns, m_loads, m_lineage};
    for (QWidget *card : cards)
        m_grid->removeWidget(card);
    for (int i = 0; i < cards.size(); ++i)
        m_grid->addWidget(cards[i], i / across, i % across);
    const QList<int> shares = across == 3   ? QList<int>{41, 40, 34}
                              : across == 2 ? QList<int>{50, 50, 0}
                                            : QList<int>{100, 0, 0};
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, shares[column]);
    for (int row = 0; row < 9; ++row)
        m_grid->setRowStretch(row, 0);
    m_grid->setRowStretch((static_cast<int>(cards.size()) - 1) / across, 1);
}

void OverviewTab::present(const ProductView &view)
{
    showAbout(view);
    showLookalikes(view);
    showScore(view);
    showQualities(view);
    showServiceLevels(view);
    showPorts(view);
    showColumns(view);
    showLoads(view);
    showLineage(view);
    arrange();
}

} // namespace meshlens::ui
