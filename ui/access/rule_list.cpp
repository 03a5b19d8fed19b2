// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/rule_list.h"

#include "ui/parts/badge_widget.h"
#include "ui/parts/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostRules = 40;
}

void clearLayout(QLayout *layout)
{
    while (const std::unique_ptr<QLayoutItem> item{layout->takeAt(0)}) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        } else if (item->layout()) {
            clearLayout(item->layout());
        }
    }
}

RuleList::RuleList(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(px(8));
}

void RuleList::setRules(const QList<mesh::PolicyRule> &rules, Mark unmet)
{
    if (rules == m_rules && unmet == m_unmet)
        return;
    m_rules = rules;
    m_unmet = unmet;
    clearLayout(m_rows);
    for (const mesh::PolicyRule &rule : rules.first(std::min(rules.size(), mostRules))) {
        auto *host = new QWidget(this);
        auto *row = new QHBoxLayout(host);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(px(10));
        auto *mark = new BadgeWidget(host);
        mark->setMark(rule.passed ? Mark::Met : unmet, {});
        mark->setFixedWidth(px(14));
        mark->setAccessibleName(rule.passed ? tr("met") : tr("not met"));
        row->addWidget(mark, 0, Qt::AlignTop);
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        auto *title = new Label(rule.text, TextRole::TableStrong, Token::Text, host);
        title->setWordWrap(true);
        words->addWidget(title);
        if (!rule.passed && !rule.howToPass.isEmpty()) {
            auto *way = new Label(rule.howToPass, TextRole::Table, Token::Text2, host);
            way->setWordWrap(true);
            words->addWidget(way);
        }
        row->addLayout(words, 1);
        m_rows->addWidget(host);
    }
}

FactList::FactList(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(px(5));
}

void FactList::setFacts(const QList<Fact> &facts)
{
    clearLayout(m_rows);
    for (const Fact &fact : facts) {
        auto *host = new QWidget(this);
        auto *row = new QHBoxLayout(host);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(px(8));
        auto *name = new Label(fact.name, TextRole::Table, Token::Text3, host);
        name->setFixedWidth(px(96));
        name->setWordWrap(true);
        auto *value = new Label(fact.value, fact.code ? TextRole::MonoSmall : TextRole::Table,
                                Token::Text, host);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setMinimumWidth(px(60));
        row->addWidget(name, 0, Qt::AlignTop);
        row->addWidget(value, 1);
        m_rows->addWidget(host);
    }
}

} // namespace meshlens::ui
