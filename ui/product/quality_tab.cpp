// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/quality_tab.h"

#include "ui/parts/badge_widget.h"
#include "ui/parts/card.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/chart.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/segmented.h"
#include "ui/product/check_model.h"
#include "ui/product/product_words.h"
#include "ui/product/score_charts.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QPainter>
#include <QScrollArea>
#include <QTableView>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

const QList<int> periods{30, 90, 180};

Mark markOf(std::optional<mesh::CheckStatus> status)
{
    if (!status)
        return Mark::Unknown;
    switch (*status) {
    case mesh::CheckStatus::Passed:
        return Mark::Met;
    case mesh::CheckStatus::Warning:
        return Mark::Warning;
    case mesh::CheckStatus::Failed:
        return Mark::Missed;
    case mesh::CheckStatus::Errored:
        break;
    }
    return Mark::Unknown;
}

QList<Run> runsOf(const scores::CheckHistory &history)
{
    QList<Run> runs;
    for (const mesh::CheckResult &result : history.runs) {
        switch (result.status) {
        case mesh::CheckStatus::Passed:
            runs += Run::Passed;
            break;
        case mesh::CheckStatus::Warning:
            runs += Run::Warning;
            break;
        case mesh::CheckStatus::Failed:
            runs += Run::Failed;
            break;
        case mesh::CheckStatus::Errored:
            runs += Run::Unknown;
            break;
        }
    }
    return runs;
}

} // namespace

QualityTab::QualityTab(Session &session, QWidget *parent) : ProductTab(session, parent)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    m_page = new QWidget(scroll);
    m_grid = new QGridLayout(m_page);
    m_grid->setContentsMargins(px(20), px(14), px(20), px(16));
    m_grid->setSpacing(px(12));
    makeScore();
    makeParts();
    makeChecks();
    arrange();
    scroll->setWidget(m_page);
    box->addWidget(scroll);
}

void QualityTab::resizeEvent(QResizeEvent *event)
{
    ProductTab::resizeEvent(event);
    arrange();
}

void QualityTab::arrange()
{
    const bool wide = width() >= px(1060);
    if (m_placed && wide == m_wide)
        return;
    m_placed = true;
    m_wide = wide;
    const QList<QWidget *> cards{m_score, m_parts, m_checks, m_loads, m_incidents};
    for (QWidget *card : cards)
        m_grid->removeWidget(card);
    for (int row = 0; row < 5; ++row)
        m_grid->setRowStretch(row, 0);
    if (wide) {
        m_grid->addWidget(m_score, 0, 0);
        m_grid->addWidget(m_parts, 0, 1);
        m_grid->addWidget(m_checks, 1, 0, 2, 1);
        m_grid->addWidget(m_loads, 1, 1);
        m_grid->addWidget(m_incidents, 2, 1);
        m_grid->setRowStretch(2, 1);
    } else {
        for (int row = 0; row < cards.size(); ++row)
            m_grid->addWidget(cards[row], row, 0);
    }
    m_grid->setColumnStretch(0, wide ? 65 : 100);
    m_grid->setColumnStretch(1, wide ? 35 : 0);
}

void QualityTab::makeScore()
{
    m_score = new Card(tr("Score"), m_page);
    m_period = new SegmentedControl(tr("Period"), m_score);
    for (const int days : periods)
        m_period->addChoice(tr("%1 d").arg(days));
    m_period->setCurrent(1);
    m_score->addAtRight(m_period);
    auto *boxes = new QHBoxLayout;
    boxes->setSpacing(px(12));
    for (int i = 0; i < 6; ++i) {
        const auto dimension = static_cast<mesh::Dimension>(i);
        auto *box = new QCheckBox(dimensionName(dimension), m_score);
        box->setFont(textFont(TextRole::Table));
        connect(box, &QCheckBox::toggled, this, &QualityTab::showScore);
        m_boxes.insert(dimension, box);
        boxes->addWidget(box);
    }
    boxes->addStretch();
    m_chart = new Chart(tr("Quality score over time"), m_score);
    m_chart->setMinimumHeight(px(200));
    m_score->body()->addLayout(boxes);
    m_score->body()->addWidget(m_chart, 1);
    connect(m_period, &SegmentedControl::currentChanged, this, &QualityTab::showScore);
}

void QualityTab::makeParts()
{
    m_parts = new Card(tr("How the score is made"), m_page);
    m_quality = new BadgeWidget(m_parts);
    m_parts->addAtRight(m_quality);
    m_partGrid = new CellGrid({{88, 0}, {40, 0}, {0, 1}, {36, 0}, {48, 0}, {40, 0}},
                              tr("Dimensions"), m_parts);
    m_partGrid->setRowHeight(29);
    m_partGrid->setLined(true);
    m_partGrid->setHeader({{.text = tr("Dimension")},
                           {.text = tr("Weight"), .align = Qt::AlignRight},
                           {},
                           {.text = tr("Score"), .align = Qt::AlignRight},
                           {.text = tr("30 days"), .align = Qt::AlignRight},
                           {.text = tr("Lost"), .align = Qt::AlignRight}});
    m_formula = new Label(TextRole::Table, Token::Text2, m_parts);
    m_formula->setWordWrap(true);
    m_parts->body()->setSpacing(px(8));
    m_parts->body()->addWidget(m_partGrid);
    m_parts->body()->addWidget(m_formula);
    m_parts->body()->addStretch();

    m_loads = new Card(tr("Freshness"), m_page);
    m_loadChart = new Chart(tr("Age of the data at each load"), m_loads);
    m_loadChart->setMinimumHeight(px(130));
    m_loadNote = new Label(TextRole::Table, Token::Text2, m_loads);
    m_loadNote->setWordWrap(true);
    m_loads->body()->addWidget(m_loadChart, 1);
    m_loads->body()->addWidget(m_loadNote);

    m_incidents = new Card(tr("Incidents"), m_page);
    m_incidents->setCaption(tr("not passed, since when"));
    m_incidentGrid = new CellGrid({{0, 1}, {110, 0}}, tr("Incidents"), m_incidents);
    m_incidentGrid->setClickable(true);
    m_incidentGrid->setRowHeight(26);
    connect(m_incidentGrid, &CellGrid::rowClicked, this, [this](int row) {
        if (row < m_model->rowCount())
            m_table->selectRow(row);
    });
    m_incidents->body()->addWidget(m_incidentGrid);
    m_incidents->body()->addStretch();
}

void QualityTab::makeChecks()
{
    m_checks = new Card(tr("Checks"), m_page);
    auto *order = new SegmentedControl(tr("Order of the checks"), m_checks);
    order->addChoice(tr("Failing first"));
    order->addChoice(tr("By column"));
    m_checks->addAtRight(order);
    m_checks->setBodyMargins(1, 0, 1, 1);
    m_model = new CheckModel(this);
    connect(order, &SegmentedControl::currentChanged, this, [this](int choice) {
        m_model->setOrder(choice == 0 ? CheckModel::Order::FailingFirst
                                      : CheckModel::Order::ByColumn);
    });
    m_table = new QTableView(m_checks);
    auto *delegate = new CellDelegate(32, m_table);
    delegate->setPainter(
        CheckModel::State, [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            if (const scores::CheckHistory *history = m_model->check(index.row()))
                paintMark(painter, QRectF(rect.left(), rect.center().y() - px(6), px(13), px(13)),
                          markOf(latestStatus(*history)));
        });
    delegate->setPainter(
        CheckModel::Title, [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            paintText(painter, rect, index.data().toString(), TextRole::TableStrong, Token::Text);
        });
    delegate->setPainter(CheckModel::ColumnName, [](QPainter *painter, const QRectF &rect,
                                                    const QModelIndex &index) {
        paintText(painter, rect, index.data().toString(), TextRole::MonoSmall, Token::Text3);
    });
    delegate->setPainter(CheckModel::Result, [this](QPainter *painter, const QRectF &rect,
                                                    const QModelIndex &index) {
        const scores::CheckHistory *history = m_model->check(index.row());
        const bool failed = history && latestStatus(*history) == mesh::CheckStatus::Failed;
        paintText(painter, rect, index.data().toString(), TextRole::TableStrong,
                  failed ? Token::Bad : Token::Text, Qt::AlignRight | Qt::AlignVCenter);
    });
    delegate->setPainter(CheckModel::Runs,
                         [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                             if (const scores::CheckHistory *history = m_model->check(index.row()))
                                 paintRuns(painter, rect, runsOf(*history));
                         });
    m_table->setModel(m_model);
    setUpTable(m_table, delegate);
    m_table->setAccessibleName(tr("Checks"));
    m_table->setMinimumHeight(px(240));
    QHeaderView &header = *m_table->horizontalHeader();
    header.setStretchLastSection(false);
    constexpr std::array<int, CheckModel::Count> widths{30, 0, 98, 116, 66, 72, 124, 60};
    for (int column = 0; column < CheckModel::Count; ++column) {
        if (column == CheckModel::Title)
            header.setSectionResizeMode(column, QHeaderView::Stretch);
        else
            m_table->setColumnWidth(column, px(widths[static_cast<size_t>(column)]));
    }
    m_checks->body()->addWidget(m_table, 1);
}

void QualityTab::present(const ProductView &view)
{
    m_view = view;
    const scores::QualityScore &quality = view.product.card.quality;
    m_quality->setQuality(qualityBadge(view.product.card.summary));
    QList<QList<Cell>> rows;
    for (const scores::QualityPart &part : quality.parts) {
        std::optional<double> change;
        if (view.history)
            change = changeOver(view.history->quality, mesh::toText(part.dimension), 30);
        Cell bar{.hasBar = true, .barColour = gradeColour(part.value)};
        if (part.value)
            bar.bar = *part.value / 100;
        const auto figure = [](const QString &text, Token colour, TextRole role) {
            return Cell{.text = text, .colour = colour, .role = role, .align = Qt::AlignRight};
        };
        rows.append(QList<Cell>{{.text = dimensionName(part.dimension),
                                 .colour = Token::Text,
                                 .role = TextRole::TableStrong,
                                 .tip = tr("%1 passed, %2 warned, %3 failed, %4 unknown")
                                            .arg(part.passed)
                                            .arg(part.warned)
                                            .arg(part.failed)
                                            .arg(part.unknown)},
                                figure(part.value ? format::percent(part.weight) : tr("–"),
                                       Token::Text3, TextRole::Table),
                                bar,
                                figure(part.value ? format::number(*part.value, 0) : tr("–"),
                                       Token::Text, TextRole::TableStrong),
                                figure(!change                     ? tr("–")
                                       : std::lround(*change) == 0 ? u"0"_s
                                                                   : format::change(*change),
                                       change && *change <= -1 ? Token::Bad : Token::Text2,
                                       TextRole::Table),
                                figure(!part.value        ? tr("–")
                                       : part.lost < 0.05 ? u"0"_s
                                                          : format::change(-part.lost, 1),
                                       Token::Text2, TextRole::Table)});
    }
    if (rows.isEmpty())
        rows.append(QList<Cell>{{.text = tr("No checks"), .colour = Token::Text3}});
    m_partGrid->setRows(rows);
    m_formula->setText(
        quality.value
            ? tr("Each dimension is the weighted share of its latest results: passed counts 1, a "
                 "warning a half, failed 0. Weights are shared among the dimensions that have "
                 "results. Score %1, %2.")
                  .arg(format::number(*quality.value, 1), checksWords(quality))
            : tr("Not scored: %1.").arg(checksWords(quality)));

    for (auto it = m_boxes.cbegin(); it != m_boxes.cend(); ++it)
        it.value()->setVisible(std::ranges::any_of(
            quality.parts, [&](const auto &part) { return part.dimension == it.key(); }));
    showScore();
    if (!view.history)
        return;
    const ProductHistory &history = *view.history;
    m_model->setChecks(history.checks);
    int failing = 0;
    QList<QList<Cell>> incidents;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const scores::CheckHistory &check = *m_model->check(row);
        if (latestStatus(check) == mesh::CheckStatus::Failed)
            ++failing;
        if (!check.notPassedSinceMs)
            continue;
        const std::int64_t since = *check.notPassedSinceMs;
        incidents.append(QList<Cell>{
            {.text = check.check.title, .colour = Token::Text, .mark = markOf(latestStatus(check))},
            {.text = tr("%1, %2").arg(format::shortDate(since),
                                      format::shortAge(view.product.readAtMs - since)),
             .colour = Token::Text3,
             .align = Qt::AlignRight}});
    }
    m_checks->setCaption(quality.defined == 0 ? tr("none are known")
                                              : tr("%1 checks, %2 with results, %3 failing")
                                                    .arg(quality.defined)
                                                    .arg(quality.usable)
                                                    .arg(failing));
    if (incidents.isEmpty())
        incidents.append(QList<Cell>{
            {.text = quality.defined == 0 ? tr("No checks are known") : tr("Nothing is open"),
             .colour = Token::Text3}});
    m_incidentGrid->setRows(incidents.first(std::min<qsizetype>(incidents.size(), 8)));

    m_loads->setCaption(tr("age at each load"));
    const scores::LoadHistory &loads = history.loads;
    m_loadChart->setVisible(!loads.loads.isEmpty());
    if (!loads.loads.isEmpty())
        m_loadChart->setData(loadChart(loads, 56));
    m_loadNote->setText(
        loads.loads.isEmpty() ? tr("No loads are known in the last 28 days.")
        : loads.objectiveMs
            ? tr("%1 of %2 on time").arg(loads.onTime).arg(loads.loads.size())
            : tr("%n loads, no objective", nullptr, static_cast<int>(loads.loads.size())));
}

void QualityTab::choose(const QString &check)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->check(row)->check.id == check)
            m_table->selectRow(row);
    }
}

void QualityTab::showScore()
{
    const bool scored = m_view.product.card.quality.value.has_value();
    m_chart->setVisible(scored);
    m_score->setCaption(scored ? QString() : tr("not scored"));
    if (!m_view.history)
        return;
    QStringList chosen;
    for (auto it = m_boxes.cbegin(); it != m_boxes.cend(); ++it) {
        if (it.value()->isChecked() && !it.value()->isHidden())
            chosen += mesh::toText(it.key());
    }
    QList<ChartData::Event> events;
    const int days = periods[m_period->current()];
    const std::int64_t from = m_view.product.readAtMs - days * 24LL * 3'600'000;
    for (const store::Change &change : m_view.history->changes) {
        if ((change.what == u"version" || change.what == u"schema") && change.atMs >= from &&
            events.size() < 4)
            events.append({static_cast<double>(change.atMs), change.detail.left(24)});
    }
    m_chart->setData(scoreChart(m_view.history->quality, days, chosen, events));
}

} // namespace meshlens::ui
