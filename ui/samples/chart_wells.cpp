// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/chart_wells.h"

#include "ui/parts/segmented.h"
#include "ui/samples/chart_filters.h"
#include "ui/samples/column_boxes.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using samples::Bucket;
using samples::Summary;
using samples::ValueType;

namespace {

void choose(QComboBox *box, const QVariant &value)
{
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

} // namespace

ChartWells::ChartWells(QWidget *parent) : Ground(Token::Surface, Qt::BottomEdge, parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(14), px(9), px(14), px(10));
    column->setSpacing(px(8));
    column->addLayout(makeTop());
    m_across = wellBox(tr("Across"), this);
    m_bucket = wellBox(tr("Grouped across"), this);
    m_up = wellBox(tr("Up"), this);
    m_summary = wellBox(tr("Summary"), this);
    m_colour = wellBox(tr("Colour"), this);
    m_series = wellBox(tr("Most series"), this);
    column->addLayout(makeWell(tr("Across"), m_across, m_bucket));
    column->addLayout(makeWell(tr("Up"), m_up, m_summary));
    column->addLayout(makeWell(tr("Colour"), m_colour, m_series));
    m_summary->addItem(tr("count"), int(Summary::Count));
    m_summary->addItem(tr("sum"), int(Summary::Sum));
    m_summary->addItem(tr("mean"), int(Summary::Mean));
    m_summary->addItem(tr("least"), int(Summary::Least));
    m_summary->addItem(tr("most"), int(Summary::Most));
    for (const int count : {3, 4, 6})
        m_series->addItem(tr("top %1").arg(count), count);
    m_filters = new ChartFilters(this);
    column->addWidget(m_filters);

    connect(m_look, &SegmentedControl::currentChanged, this, &ChartWells::take);
    for (QComboBox *one : {m_across, m_bucket, m_up, m_summary, m_colour, m_series})
        connect(one, &QComboBox::currentIndexChanged, this, &ChartWells::take);
    connect(m_filters, &ChartFilters::changed, this, [this] {
        m_choice.spec.filters = m_filters->filters();
        emit changed();
    });
}

QLayout *ChartWells::makeTop()
{
    auto *top = new QHBoxLayout;
    top->addWidget(new Label(tr("Chart"), TextRole::CardTitle, Token::Text, this));
    top->addStretch(1);
    m_look = new SegmentedControl(tr("Kind of chart"), this);
    const QList<std::pair<QString, QString>> looks{
        {u"line"_s, tr("Lines")},      {u"bars"_s, tr("Bars")},         {u"area"_s, tr("Area")},
        {u"scatter"_s, tr("Scatter")}, {u"columns"_s, tr("Histogram")}, {u"table"_s, tr("Table")}};
    for (const auto &[icon, words] : looks)
        m_look->addChoice({}, icon);
    const auto segments = m_look->findChildren<QAbstractButton *>();
    for (qsizetype i = 0; i < segments.size(); ++i) {
        segments[i]->setAccessibleName(looks[i].second);
        segments[i]->setToolTip(looks[i].second);
    }
    top->addWidget(m_look);
    return top;
}

QLayout *ChartWells::makeWell(const QString &name, QComboBox *first, QComboBox *second)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(px(6));
    Label *label = wellLabel(name, this);
    label->setBuddy(first);
    row->addWidget(label);
    row->addWidget(first, 1);
    second->setFixedWidth(px(108));
    row->addWidget(second);
    return row;
}

void ChartWells::setRows(const SampleRows &rows, const ChartChoice &choice)
{
    m_rows = rows;
    m_filters->setRows(rows);
    setChoice(choice);
}

void ChartWells::setChoice(const ChartChoice &choice)
{
    m_choice = choice;
    fill();
    m_filters->setFilters(choice.spec.filters);
}

void ChartWells::fill()
{
    const QScopedValueRollback filling(m_filling, true);
    const samples::ChartSpec &spec = m_choice.spec;
    const auto all = [](const samples::ColumnProfile &) { return true; };
    const auto numbers = [](const samples::ColumnProfile &one) { return isNumber(one.type); };
    const auto groups = [](const samples::ColumnProfile &one) { return !isTime(one.type); };
    fillColumns(m_across, m_rows, {}, all);
    fillColumns(m_up, m_rows, tr("rows"), numbers);
    fillColumns(m_colour, m_rows, tr("none"), groups);
    choose(m_across, spec.across);
    choose(m_up, spec.up);
    choose(m_colour, spec.colour);
    fillBuckets();
    choose(m_summary, int(spec.summary));
    m_summary->setEnabled(!spec.up.isEmpty() && m_choice.look != ChartLook::Scatter);
    choose(m_series, spec.maxSeries);
    if (m_series->findData(spec.maxSeries) < 0)
        m_series->setCurrentIndex(m_series->count() - 1);
    m_series->setEnabled(!spec.colour.isEmpty());
    m_look->setCurrent(static_cast<int>(m_choice.look));
}

void ChartWells::fillBuckets()
{
    m_bucket->clear();
    const int column = m_rows ? m_rows->columnOf(m_across->currentData().toString()) : -1;
    const ValueType type = column < 0 ? ValueType::Empty : m_rows->profiles[column].type;
    m_bucket->addItem(tr("each value"), int(Bucket::None));
    if (isTime(type)) {
        m_bucket->addItem(tr("by day"), int(Bucket::Day));
        m_bucket->addItem(tr("by week"), int(Bucket::Week));
        m_bucket->addItem(tr("by month"), int(Bucket::Month));
    } else if (isNumber(type)) {
        m_bucket->addItem(tr("in ranges"), int(Bucket::Bins));
    }
    choose(m_bucket, int(m_choice.spec.bucket));
}

void ChartWells::take()
{
    if (m_filling || !m_rows)
        return;
    samples::ChartSpec &spec = m_choice.spec;
    const QString across = m_across->currentData().toString();
    const QString up = m_up->currentData().toString();
    m_choice.look = static_cast<ChartLook>(std::max(0, m_look->current()));
    m_choice.title.clear();
    spec.bucket = static_cast<Bucket>(m_bucket->currentData().toInt());
    spec.summary = static_cast<Summary>(m_summary->currentData().toInt());
    if (across != spec.across) { // another type may want another grouping
        const int column = m_rows->columnOf(across);
        const samples::ColumnProfile profile = m_rows->profiles.value(column);
        spec.bucket = isTime(profile.type)                              ? Bucket::Month
                      : isNumber(profile.type) && profile.distinct > 30 ? Bucket::Bins
                                                                        : Bucket::None;
    }
    if (up.isEmpty())
        spec.summary = Summary::Count;
    else if (spec.up.isEmpty())
        spec.summary = Summary::Sum;
    spec.across = across;
    spec.up = up;
    spec.colour = m_colour->currentData().toString();
    spec.maxSeries = m_series->currentData().toInt();
    fill();
    emit changed();
}

} // namespace meshlens::ui
