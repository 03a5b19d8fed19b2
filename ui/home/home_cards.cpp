// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_cards.h"

#include "ui/parts/badge_widget.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QStackedWidget>

namespace meshlens::ui {

QuietNote::QuietNote(Mark mark, const QString &text, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(14), px(8), px(14), px(12));
    auto *row = new QHBoxLayout;
    row->setSpacing(px(8));
    m_mark = new BadgeWidget(this);
    m_text = new Label(TextRole::Table, Token::Text2, this);
    m_text->setWordWrap(true);
    row->addWidget(m_mark, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    column->addLayout(row);
    column->addStretch();
    setNote(mark, text);
}

void QuietNote::setNote(Mark mark, const QString &text)
{
    m_mark->setMark(mark, {});
    m_text->setText(text);
}

TableCard::TableCard(const QString &title, QList<FactColumn> columns, int rowHeight, bool header,
                     QWidget *parent)
    : Card(title, parent)
{
    setBodyMargins(0, 0, 0, 6);
    m_stack = new QStackedWidget(this);
    m_table = new FactTable(title, std::move(columns), rowHeight, m_stack);
    m_table->horizontalHeader()->setVisible(header);
    m_note = new QuietNote(Mark::Unknown, {}, m_stack);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_note);
    body()->addWidget(m_stack, 1);
}

void TableCard::setRows(const QList<FactRow> &rows)
{
    m_table->setRows(rows);
    m_stack->setCurrentIndex(rows.isEmpty() ? 1 : 0);
}

void TableCard::setNote(Mark mark, const QString &text)
{
    m_note->setNote(mark, text);
}

void TableCard::setCount(const QString &text, Tone tone)
{
    if (!m_count) {
        m_count = new BadgeWidget(this);
        addBesideTitle(m_count);
    }
    m_count->setVisible(!text.isEmpty());
    m_count->setTag({text, tone, {}, false});
}

ChartCard::ChartCard(const QString &title, const QString &description, const QString &note,
                     QWidget *parent)
    : Card(title, parent)
{
    setBodyMargins(0, 0, 0, 0);
    m_stack = new QStackedWidget(this);
    auto *host = new QWidget(m_stack);
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(px(14), 0, px(14), px(10));
    m_chart = new Chart(description, host);
    column->addWidget(m_chart);
    m_stack->addWidget(host);
    m_stack->addWidget(new QuietNote(Mark::Unknown, note, m_stack));
    body()->addWidget(m_stack, 1);
}

void ChartCard::setData(const ChartData &shown, bool known)
{
    if (known)
        m_chart->setData(shown);
    m_stack->setCurrentIndex(known ? 0 : 1);
}

} // namespace meshlens::ui
