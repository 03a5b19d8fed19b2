// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/table_tab.h"

#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>

namespace meshlens::ui {

TableTab::TableTab(const QString &name, QList<FactColumn> columns, int rowHeight, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(px(16), px(8), px(16), px(8));
    bar->setSpacing(px(8));
    m_search = new SearchField(tr("Filter %1").arg(name.toLower()), this);
    m_search->setFixedWidth(px(240));
    m_choice = new QComboBox(this);
    m_choice->hide();
    m_count = new Label(TextRole::Table, Token::Text3, this);
    bar->addWidget(m_search);
    bar->addWidget(m_choice);
    bar->addStretch();
    bar->addWidget(m_count);
    column->addLayout(bar);
    column->addWidget(new Line(Qt::Horizontal, this));
    m_table = new FactTable(name, std::move(columns), rowHeight, this);
    m_table->setSortable(true);
    m_nothing = new Label(TextRole::Body, Token::Text2, this);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    column->addWidget(m_table, 1);
    column->addWidget(m_nothing, 1);
    setFocusProxy(m_table);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_table->setFilter(words);
        showCount();
        emit filterChanged();
    });
    connect(m_choice, &QComboBox::currentIndexChanged, this, &TableTab::choiceChanged);
}

void TableTab::setChoices(const QString &name, const QList<std::pair<QString, QString>> &choices)
{
    const QSignalBlocker blocker(m_choice);
    m_choice->setAccessibleName(name);
    m_choice->clear();
    for (const auto &[word, label] : choices)
        m_choice->addItem(label, word);
    m_choice->show();
}

QString TableTab::choice() const
{
    return m_choice->currentData().toString();
}

void TableTab::setChoice(const QString &word)
{
    const QSignalBlocker blocker(m_choice);
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(word)));
}

void TableTab::setFoot(QWidget *foot)
{
    layout()->addWidget(foot);
}

void TableTab::setRows(const QList<FactRow> &rows, const QString &nothing)
{
    m_table->setRows(rows);
    m_nothing->setText(nothing);
    m_nothing->setVisible(rows.isEmpty());
    m_table->setVisible(!rows.isEmpty());
    showCount();
}

void TableTab::setFilter(const QString &words)
{
    m_search->setText(words);
}

QString TableTab::filter() const
{
    return m_search->text();
}

void TableTab::showCount()
{
    const int shown = m_table->shownCount();
    const int all = m_table->facts().rowCount();
    m_count->setText(shown == all
                         ? tr("%n rows", nullptr, all)
                         : tr("%1 of %2 rows").arg(format::count(shown), format::count(all)));
}

} // namespace meshlens::ui
