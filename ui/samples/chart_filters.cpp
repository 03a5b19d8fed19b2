// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/chart_filters.h"

#include "ui/parts/button.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/icons.h"
#include "ui/parts/labels.h"
#include "ui/samples/column_boxes.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using Compare = samples::ChartFilter::Compare;

namespace {

QString compareSign(Compare compare)
{
    switch (compare) {
    case Compare::Equal:
        return u"="_s;
    case Compare::NotEqual:
        return u"\u2260"_s;
    case Compare::Less:
        return u"<"_s;
    case Compare::Greater:
        return u">"_s;
    case Compare::Contains:
        return ChartFilters::tr("has");
    }
    return {};
}

} // namespace

ChartFilters::ChartFilters(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(8));
    auto *row = new QHBoxLayout;
    row->setSpacing(px(6));
    m_chips = new QWidget(this);
    new FlowLayout(m_chips, 6, 4); // becomes the widget's layout
    row->addWidget(wellLabel(tr("Filter"), this), 0, Qt::AlignTop);
    row->addWidget(m_chips, 1);
    column->addLayout(row);
    m_line = makeLine();
    m_line->hide();
    column->addWidget(m_line);
}

QWidget *ChartFilters::makeLine()
{
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(6));
    m_column = wellBox(tr("Column to filter by"), line);
    m_compare = wellBox(tr("Comparison"), line);
    m_compare->setMinimumContentsLength(2);
    for (int i = 0; i <= static_cast<int>(Compare::Contains); ++i)
        m_compare->addItem(compareSign(static_cast<Compare>(i)), i);
    m_value = new QLineEdit(line);
    m_value->setAccessibleName(tr("Value"));
    m_value->setMaxLength(200);
    auto *add = new Button(tr("Add"), line);
    row->addWidget(m_column, 2);
    row->addWidget(m_compare, 1);
    row->addWidget(m_value, 2);
    row->addWidget(add);
    connect(add, &QPushButton::clicked, this, &ChartFilters::add);
    connect(m_value, &QLineEdit::returnPressed, this, &ChartFilters::add);
    return line;
}

void ChartFilters::setRows(const SampleRows &rows)
{
    fillColumns(m_column, rows, {}, [](const samples::ColumnProfile &) { return true; });
}

void ChartFilters::setFilters(const QList<samples::ChartFilter> &filters)
{
    m_list = filters;
    showChips();
}

void ChartFilters::showChips()
{
    while (const std::unique_ptr<QLayoutItem> item{m_chips->layout()->takeAt(0)}) {
        if (item->widget())
            item->widget()->deleteLater();
    }
    for (qsizetype i = 0; i < m_list.size(); ++i) {
        const samples::ChartFilter &filter = m_list[i];
        auto *chip = new Button(
            u"%1 %2 %3"_s.arg(filter.column, compareSign(filter.compare), filter.value), m_chips);
        chip->setSmall(true);
        chip->setIconName(u"close"_s);
        connect(chip, &QPushButton::clicked, this, [this, i] {
            m_list.removeAt(i);
            showChips();
            emit changed();
        });
        m_chips->layout()->addWidget(chip);
    }
    auto *more = new IconButton(u"plus"_s, tr("Add a filter"), m_chips);
    more->setSmall(true);
    connect(more, &QToolButton::clicked, this, [this] {
        m_line->setVisible(!m_line->isVisible());
        if (m_line->isVisible())
            m_value->setFocus();
    });
    m_chips->layout()->addWidget(more);
}

void ChartFilters::add()
{
    if (m_column->currentIndex() < 0)
        return;
    m_list.append({m_column->currentData().toString(),
                   static_cast<Compare>(m_compare->currentData().toInt()), m_value->text()});
    m_value->clear();
    m_line->hide();
    showChips();
    emit changed();
}

} // namespace meshlens::ui
