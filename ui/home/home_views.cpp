// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_views.h"

#include "ui/home/home_charts.h"
#include "ui/home/home_words.h"
#include "ui/home/metric_tile.h"
#include "ui/parts/format.h"

#include <QGridLayout>
#include <QHeaderView>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int wideFrom = 1100; // design pixels
constexpr int mostMetrics = 4;
constexpr int mostFindings = 100;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Home)
};

QList<FactColumn> healthColumns()
{
    return {{Text::tr("Domain"), 0},
            {Text::tr("Health"), 112},
            {Text::tr("Products"), 70, Qt::AlignRight},
            {Text::tr("SLOs"), 54, Qt::AlignRight, Text::tr("Service levels met")},
            {Text::tr("Fresh"), 54, Qt::AlignRight, Text::tr("Products fresh on time")},
            {Text::tr("Breaches"), 72, Qt::AlignRight},
            {Text::tr("90 days"), 76}};
}

void openDomains(HomeView *view, FactTable &table)
{
    QObject::connect(&table, &FactTable::rowOpened, view, [view](const FactRow &row) {
        emit view->opened({u"governance"_s, row.data.toString(), {{u"tab"_s, u"scorecard"_s}}});
    });
}

} // namespace

HomeView::HomeView(Session &session, const QString &figures, QWidget *parent)
    : QWidget(parent), m_session(session)
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(px(20), 0, px(20), px(16));
    m_column->setSpacing(px(12));
    m_figures = new KpiStrip(figures, this);
    m_column->addWidget(m_figures);
    m_grid = new QGridLayout;
    m_grid->setSpacing(px(12));
    m_column->addLayout(m_grid, 1);
    connect(m_figures, &KpiStrip::opened, this, &HomeView::opened);
}

void HomeView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < px(wideFrom);
    if (m_narrow == narrow)
        return;
    m_narrow = narrow;
    arrange(narrow);
}

void HomeView::openProducts(FactTable &table, const QString &tab)
{
    connect(&table, &FactTable::rowOpened, this, [this, tab](const FactRow &row) {
        emit opened({u"product"_s, row.data.toString(), {{u"tab"_s, tab}}});
    });
}

void HomeView::openRequests(FactTable &table, const QString &tab)
{
    connect(&table, &FactTable::rowOpened, this, [this, tab](const FactRow &row) {
        emit opened({u"access"_s, {}, {{u"tab"_s, tab}, {u"request"_s, row.data.toString()}}});
    });
}

void HomeView::place(QWidget *card, int row, int column, int rows, int columns)
{
    m_grid->removeWidget(card);
    m_grid->addWidget(card, row, column, rows, columns);
}

ExecutiveView::ExecutiveView(Session &session, QWidget *parent)
    : HomeView(session, tr("Figures of the mesh"), parent)
{
    m_metricRow = new QWidget(this);
    m_metrics = new QGridLayout(m_metricRow);
    m_metrics->setContentsMargins(0, 0, 0, 0);
    m_metrics->setSpacing(px(12));
    m_metricRow->hide();
    m_column->insertWidget(0, m_metricRow);

    m_health = new TableCard(tr("Health by domain"), healthColumns(), 29, true, this);
    m_health->setNote(Mark::Unknown, tr("No domain is known yet."));
    connect(m_health->setLink(tr("Open governance")), &QAbstractButton::clicked, this, [this] {
        emit opened({u"governance"_s, {}, {}});
    });
    openDomains(this, m_health->table());
    m_fresh = new ChartCard(
        tr("Fresh and available"), tr("Products on time and available, in percent, each day"),
        tr("No product has loads and a freshness objective yet, so nothing can be said of them."),
        this);
    m_breaches =
        new TableCard(tr("SLO breaches"), {{{}, 0}, {{}, 116, Qt::AlignRight}}, 46, false, this);
    connect(m_breaches->setLink(tr("All")), &QAbstractButton::clicked, this, [this] {
        emit opened({u"governance"_s, {}, {{u"tab"_s, u"contracts"_s}}});
    });
    openProducts(m_breaches->table(), u"quality"_s);
    m_requests = new ChartCard(tr("Access requests and lead time"),
                               tr("Decided requests by week and way, with the median time"),
                               tr("No request was decided in the last 12 weeks."), this);
    m_waiting = new WaitingCard(session, this);
}

void ExecutiveView::show(const HomeData &home)
{
    showMetrics(home);
    m_figures->setKpis(executiveFigures(home));
    m_health->setRows(healthRows(home));
    m_fresh->setCaption(tr("%n days", nullptr, home.days));
    m_fresh->setData(freshChart(home.overview), hasFreshChart(home.overview));
    const QList<FactRow> breaches = breachRows(home);
    m_breaches->setCount(
        breaches.isEmpty() ? QString() : tr("%n open", nullptr, static_cast<int>(breaches.size())),
        Tone::Bad);
    m_breaches->setNote(home.overview.slos > 0 ? Mark::Met : Mark::Unknown,
                        home.overview.slos > 0
                            ? tr("All %n service levels are met.", nullptr, home.overview.slos)
                            : tr("No service level is known yet."));
    m_breaches->setRows(breaches);
    m_requests->setData(requestChart(home.overview), hasRequestChart(home.overview));
    m_waiting->show(home);
}

void ExecutiveView::showMetrics(const HomeData &home)
{
    QList<Metric> metrics;
    for (const store::Kept &kept : home.metrics) {
        if (const auto metric = metricOf(kept); metric && metrics.size() < mostMetrics)
            metrics += *metric;
    }
    while (m_tiles.size() > metrics.size())
        m_tiles.takeLast()->deleteLater();
    while (m_tiles.size() < metrics.size()) {
        auto *tile = new MetricTile(m_session, m_metricRow);
        connect(tile, &QAbstractButton::clicked, this, [this, tile] {
            emit opened({u"product"_s, tile->metric().product, {}});
        });
        m_metrics->addWidget(tile, 0, static_cast<int>(m_tiles.size()));
        m_tiles += tile;
    }
    for (qsizetype i = 0; i < metrics.size(); ++i)
        m_tiles[i]->setMetric(metrics[i], home.products.value(metrics[i].product).score);
    m_metricRow->setVisible(!metrics.isEmpty());
}

void ExecutiveView::arrange(bool narrow)
{
    for (qsizetype i = 0; i < m_tiles.size(); ++i) {
        m_metrics->removeWidget(m_tiles[i]);
        const auto at = static_cast<int>(i);
        m_metrics->addWidget(m_tiles[i], narrow ? at / 2 : 0, narrow ? at % 2 : at);
    }
    if (narrow) {
        place(m_health, 0, 0, 1, 20);
        place(m_fresh, 1, 0, 1, 10);
        place(m_breaches, 1, 10, 1, 10);
        place(m_requests, 2, 0, 1, 10);
        place(m_waiting, 2, 10, 1, 10);
    } else {
        place(m_health, 0, 0, 1, 10);
        place(m_fresh, 0, 10, 1, 5);
        place(m_breaches, 0, 15, 1, 5);
        place(m_requests, 1, 0, 1, 10);
        place(m_waiting, 1, 10, 1, 10);
    }
    for (QWidget *card : QList<QWidget *>{m_health, m_fresh, m_breaches, m_requests, m_waiting}) {
        card->setMinimumHeight(px(240));
        card->setMinimumWidth(px(120)); // columns share the width, whatever is in them
        card->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
    }
    m_health->setMinimumHeight(px(268)); // seven domains without a scroll bar
    for (int i = 0; i < 20; ++i)
        m_grid->setColumnStretch(i, 1);
    for (int i = 0; i < 3; ++i)
        m_grid->setRowStretch(i, narrow || i < 2 ? 1 : 0);
}

OwnerView::OwnerView(Session &session, QWidget *parent)
    : HomeView(session, tr("Figures of your products"), parent)
{
    m_products = new TableCard(tr("Your products"),
                               {{tr("Product"), 0},
                                {tr("Quality"), 96},
                                {tr("Freshness"), 130},
                                {tr("Worst promise"), 0},
                                {tr("Consumers"), 84, Qt::AlignRight}},
                               30, true, this);
    m_products->setCaption(tr("worst first"));
    m_products->setNote(Mark::Unknown, tr("No catalog names you as the owner of a product."));
    m_products->table().setSortable(true);
    openProducts(m_products->table(), u"quality"_s);
    m_consumers = new TableCard(
        tr("Consumers"), {{tr("Who"), 0}, {tr("Product"), 0}, {tr("Until"), 92}}, 42, true, this);
    m_consumers->setNote(Mark::Unknown, tr("Nobody has a grant on your products."));
    connect(m_consumers->setLink(tr("Open grants")), &QAbstractButton::clicked, this, [this] {
        emit opened({u"access"_s, {}, {{u"tab"_s, u"grants"_s}}});
    });
    openRequests(m_consumers->table(), u"grants"_s);
    m_questions = new TableCard(tr("Open questions"), {{{}, 0}, {{}, 140}}, 46, false, this);
    m_questions->setNote(Mark::Met, tr("No question waits for an answer."));
    openRequests(m_questions->table(), u"inbox"_s);
    m_waiting = new WaitingCard(session, this);
}

void OwnerView::show(const HomeData &home)
{
    m_figures->setKpis(ownerFigures(home));
    m_waiting->show(home);
    m_products->setRows(ownRows(home));
    m_consumers->setRows(consumerRows(home));
    m_questions->setRows(questionRows(home));
}

void OwnerView::arrange(bool narrow)
{
    if (narrow) {
        place(m_waiting, 0, 0, 1, 2);
        place(m_products, 1, 0, 1, 2);
        place(m_consumers, 2, 0, 1, 1);
        place(m_questions, 2, 1, 1, 1);
    } else {
        place(m_waiting, 0, 1, 1, 1);
        place(m_products, 0, 0, 1, 1);
        place(m_consumers, 1, 0, 1, 1);
        place(m_questions, 1, 1, 1, 1);
    }
    for (QWidget *card : QList<QWidget *>{m_waiting, m_products, m_consumers, m_questions}) {
        card->setMinimumHeight(px(220));
        card->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
    }
    m_grid->setColumnStretch(0, narrow ? 1 : 3);
    m_grid->setColumnStretch(1, narrow ? 1 : 2);
}

GovernanceView::GovernanceView(Session &session, QWidget *parent)
    : HomeView(session, tr("The six qualities, average of all products"), parent)
{
    m_findings = new TableCard(tr("Findings"), {{{}, 0}, {{}, 190}}, 46, false, this);
    m_findings->setNote(Mark::Met, tr("Every product keeps every rule."));
    connect(m_findings->setLink(tr("All")), &QAbstractButton::clicked, this, [this] {
        emit opened({u"governance"_s, {}, {{u"tab"_s, u"findings"_s}}});
    });
    connect(&m_findings->table(), &FactTable::rowOpened, this, [this](const FactRow &row) {
        emit opened({u"governance"_s,
                     {},
                     {{u"tab"_s, u"scorecard"_s},
                      {u"key"_s, row.data.toString()},
                      {u"quality"_s, row.id.section(u'.', 0, 0)}}});
    });
    m_ending =
        new TableCard(tr("Grants about to end"),
                      {{tr("Who"), 0}, {tr("Product"), 0}, {tr("Ends"), 84}}, 42, true, this);
    m_ending->setNote(Mark::Met, tr("No grant ends within 30 days, and none on personal data is "
                                    "without an end."));
    openRequests(m_ending->table(), u"grants"_s);
    m_health = new TableCard(tr("Health by domain"), healthColumns(), 29, true, this);
    m_health->setNote(Mark::Unknown, tr("No domain is known yet."));
    openDomains(this, m_health->table());
}

void GovernanceView::show(const HomeData &home)
{
    m_figures->setKpis(governanceFigures(home));
    const qsizetype all = home.governance ? home.governance->findings.size() : 0;
    m_findings->setCount(all > 0 ? tr("%n open", nullptr, static_cast<int>(all)) : QString(),
                         Tone::Bad);
    m_findings->setRows(findingRows(home, mostFindings));
    m_ending->setRows(endingRows(home));
    m_health->setRows(healthRows(home));
}

void GovernanceView::arrange(bool narrow)
{
    if (narrow) {
        place(m_findings, 0, 0, 1, 2);
        place(m_health, 1, 0, 1, 2);
        place(m_ending, 2, 0, 1, 2);
    } else {
        place(m_findings, 0, 0, 2, 1);
        place(m_health, 0, 1, 1, 1);
        place(m_ending, 1, 1, 1, 1);
    }
    for (QWidget *card : QList<QWidget *>{m_findings, m_health, m_ending}) {
        card->setMinimumHeight(px(220));
        card->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
    }
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
}

} // namespace meshlens::ui
