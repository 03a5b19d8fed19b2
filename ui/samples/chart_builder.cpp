// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/chart_builder.h"

#include "ui/parts/chart.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/parts/search_field.h"
#include "ui/samples/chart_drawing.h"
#include "ui/samples/chart_wells.h"
#include "ui/samples/column_boxes.h"
#include "ui/samples/ground.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using samples::Bucket;
using samples::Summary;

ChartBuilder::ChartBuilder(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new Ground(Token::Surface, {}, scroll);
    auto *inner = new QVBoxLayout(inside);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    m_wells = new ChartWells(this);
    inner->addWidget(m_wells);
    connect(m_wells, &ChartWells::changed, this, [this] {
        m_choice = m_wells->choice();
        draw();
        emit chosen();
    });
    m_body = makeBelow();
    inner->addWidget(m_body, 1);
    scroll->setWidget(inside);
    column->addWidget(scroll, 1);
    column->addWidget(makeFoot());
    showRows(nullptr, {}, {}, {});
}

void ChartBuilder::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, 0, 1, height(), colour(Token::Border)); // it may lie over the rows
}

QWidget *ChartBuilder::makeBelow()
{
    auto *below = new QWidget(this);
    auto *column = new QVBoxLayout(below);
    column->setContentsMargins(px(14), px(12), px(14), px(12));
    column->setSpacing(px(6));
    m_title = new Label(TextRole::Section, Token::Text, below);
    m_title->setWordWrap(true);
    m_caption = new Label(TextRole::Table, Token::Text2, below);
    m_caption->setWordWrap(true);
    m_chart = new Chart(tr("Chart of the rows"), below);
    m_chart->setFixedHeight(px(224));
    m_problem = new Label(TextRole::Table, Token::Text2, below);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_issue = new MessageStrip(Tone::Warn, below);
    m_issue->hide();
    column->addWidget(m_title);
    column->addWidget(m_caption);
    column->addWidget(m_chart);
    column->addWidget(m_problem);
    column->addWidget(m_issue);
    m_onward = new QWidget(below);
    auto *onward = new QVBoxLayout(m_onward);
    onward->setContentsMargins(0, px(10), 0, 0);
    onward->setSpacing(px(8));
    onward->addWidget(
        new Label(tr("Go on from here"), TextRole::CaptionStrong, Token::Text2, m_onward));
    auto *lineage = new LinkLabel(tr("See where these rows come from"), m_onward);
    lineage->setIconName(u"lineage"_s);
    auto *product = new LinkLabel(tr("Open the product"), m_onward);
    product->setIconName(u"product"_s);
    onward->addWidget(lineage, 0, Qt::AlignLeft);
    onward->addWidget(product, 0, Qt::AlignLeft);
    column->addWidget(m_onward);
    column->addStretch(1);
    connect(lineage, &QAbstractButton::clicked, this, &ChartBuilder::lineageWanted);
    connect(product, &QAbstractButton::clicked, this, &ChartBuilder::productWanted);
    connect(m_chart, &Chart::pointActivated, this, [this](int point) {
        if (const auto rows = rowsBehind(point, m_data, m_choice.spec, m_choice.look))
            emit rowsWanted(rows);
    });
    return below;
}

QWidget *ChartBuilder::makeFoot()
{
    auto *foot = new Ground(Token::Surface2, Qt::TopEdge, this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(px(14), px(8), px(14), px(9));
    row->setSpacing(px(8));
    m_copy = new Button(tr("Copy image"), foot);
    m_copy->setIconName(u"copy"_s);
    m_copy->setSmall(true);
    m_save = new Button(tr("PNG, SVG, CSV"), foot);
    m_save->setIconName(u"download"_s);
    m_save->setSmall(true);
    m_pin = new Button(tr("Pin to Home"), ButtonKind::Primary, foot);
    m_pin->setIconName(u"pin"_s);
    m_pin->setSmall(true);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    row->addStretch(1);
    row->addWidget(m_pin);
    connect(m_copy, &QPushButton::clicked, m_chart, &Chart::copy);
    connect(m_save, &QPushButton::clicked, this, [this] {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const QString &suffix : {u"png"_s, u"svg"_s, u"csv"_s})
            menu->addAction(themeIcon(u"download"_s), tr("Save as %1").arg(suffix.toUpper()),
                            m_chart, [this, suffix] { m_chart->save(suffix); });
        menu->popup(m_save->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    });
    connect(m_pin, &QPushButton::clicked, this, &ChartBuilder::pinWanted);
    return foot;
}

QString ChartBuilder::title() const
{
    return m_choice.title.isEmpty() ? chartTitle(m_choice.spec, m_choice.look) : m_choice.title;
}

bool ChartBuilder::usesMasked() const
{
    if (!m_rows)
        return false;
    for (const mesh::SampleColumn &column : m_rows->sample.columns) {
        const samples::ChartSpec &spec = m_choice.spec;
        if (column.masked &&
            (column.name == spec.across || column.name == spec.up || column.name == spec.colour))
            return true;
    }
    return false;
}

void ChartBuilder::showRows(const SampleRows &rows, const std::optional<ChartChoice> &choice,
                            const SampleInfo &info, const QString &origin, bool isQuery)
{
    m_isQuery = isQuery;
    m_rows = rows;
    m_info = info;
    m_origin = origin;
    m_data = {};
    m_choice = choice.value_or(ChartChoice());
    if (rows && !choice) {
        m_choice.spec = rows->suggested;
        const bool byTime = m_choice.spec.bucket == Bucket::Day ||
                            m_choice.spec.bucket == Bucket::Week ||
                            m_choice.spec.bucket == Bucket::Month;
        m_choice.look = byTime ? ChartLook::Line : ChartLook::Bars;
    }
    const bool any = rows && !rows->sample.columns.isEmpty() && !rows->sample.rows.isEmpty();
    setEnabled(any);
    m_body->setVisible(any);
    m_issue->setVisible(!info.limitations.isEmpty());
    if (!info.limitations.isEmpty())
        m_issue->setMessage(Tone::Warn, tr("Known issue."), info.limitations);
    m_onward->setVisible(info.product.has_value());
    m_wells->setRows(rows, m_choice);
    if (any)
        draw();
    else
        m_chart->setData({});
}

bool ChartBuilder::isKeyFigure() const
{
    const samples::ChartSpec &spec = m_choice.spec;
    const int column = m_rows ? m_rows->columnOf(spec.across) : -1;
    if (column < 0 || m_isQuery || m_info.dataset.isEmpty())
        return false;
    const samples::ColumnProfile &across = m_rows->profiles[column];
    return isTime(across.type) && across.distinct == m_data.categories.size() &&
           spec.summary == Summary::Sum && !spec.up.isEmpty() && spec.colour.isEmpty() &&
           spec.filters.isEmpty() && m_choice.look != ChartLook::Histogram &&
           m_choice.look != ChartLook::Scatter;
}

void ChartBuilder::setChoice(const ChartChoice &choice)
{
    m_choice = choice;
    m_wells->setChoice(choice);
    draw();
    emit chosen();
}

void ChartBuilder::draw()
{
    m_title->setText(title());
    const bool allowed = !usesMasked();
    m_chart->setExportAllowed(allowed);
    m_copy->setEnabled(allowed);
    m_save->setEnabled(allowed);
    m_copy->setText(allowed ? tr("Copy image") : tr("Copy off: masked"));
    compute(
        this,
        [rows = m_rows, choice = m_choice]() -> Result<samples::ChartData> {
            const samples::ChartSpec spec = specFor(choice.spec, choice.look);
            return choice.look == ChartLook::Scatter ? samples::points(rows->sample, spec)
                                                     : samples::chart(rows->sample, spec);
        },
        [this, rows = m_rows](const samples::ChartData &made) {
            if (rows == m_rows)
                take(made);
        },
        [this](const Error &error) {
            m_chart->hide();
            m_problem->setText(error.message);
            m_problem->show();
        });
}

void ChartBuilder::take(const samples::ChartData &made)
{
    m_data = made;
    const samples::ChartSpec spec = specFor(m_choice.spec, m_choice.look);
    m_chart->setData(drawn(made, spec, m_choice.look));
    m_chart->showTable(m_choice.look == ChartLook::Table);
    m_chart->show();
    QStringList said;
    if (!m_origin.isEmpty())
        said += m_origin;
    said += made.rows == 1 ? tr("1 row") : tr("%1 rows").arg(format::count(made.rows));
    if (made.skipped > 0)
        said += tr("%1 without a value left out").arg(format::count(made.skipped));
    m_caption->setText(said.join(u", "_s));
    m_problem->setVisible(made.hiddenCategories > 0);
    m_problem->setText(
        m_choice.look == ChartLook::Scatter
            ? tr("%1 more points are not drawn.").arg(format::count(made.hiddenCategories))
            : tr("%1 more values across are not drawn.").arg(format::count(made.hiddenCategories)));
    const bool figure = isKeyFigure();
    m_pin->setText(figure ? tr("Pin to Home") : tr("Save chart"));
    m_pin->setIconName(figure ? u"pin"_s : u"star"_s);
    m_pin->setToolTip(figure ? QString()
                             : tr("Home shows one measure, summed over each value of a time "
                                  "column. Other charts are kept under Saved work."));
    m_chart->setDescription(tr("%1, %2").arg(title(), said.join(u", "_s)));
}

} // namespace meshlens::ui
