// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/decision_columns.h"

#include "ui/access/column_choice.h"
#include "ui/access/rule_list.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/segmented.h"

#include <QHBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using mesh::ColumnMode;

namespace {

constexpr int mostColumns = 300; // rows of widgets; the rest is given as asked

} // namespace

DecisionColumns::DecisionColumns(QWidget *parent)
    : Card(tr("Columns asked for"), parent), m_maskAll(setLink(tr("Mask all personal"))),
      m_rows(new QVBoxLayout)
{
    m_rows->setSpacing(0);
    body()->addLayout(m_rows);
    connect(m_maskAll, &QAbstractButton::clicked, this, &DecisionColumns::maskPersonal);
}

void DecisionColumns::clear()
{
    m_known.clear();
    m_asked.clear();
    m_chosen.clear();
    showRows();
}

void DecisionColumns::setColumns(const QList<mesh::Column> &known,
                                 const QList<mesh::ColumnScope> &asked)
{
    m_known = known;
    if (asked != m_asked) {
        m_asked = asked;
        m_chosen = asked;
    }
    showRows();
}

void DecisionColumns::setProblem(const QString &why)
{
    setCaption(why);
}

void DecisionColumns::setDecidable(bool on)
{
    m_decidable = on;
    for (SegmentedControl *mode : m_modes)
        mode->setEnabled(on);
    m_maskAll->setVisible(m_personal && on);
}

int DecisionColumns::changes() const
{
    int count = 0;
    for (qsizetype i = 0; i < m_asked.size(); ++i)
        count += m_asked[i].mode == m_chosen[i].mode ? 0 : 1;
    return count;
}

bool DecisionColumns::isNothingLeft() const
{
    return !m_chosen.isEmpty() && std::ranges::all_of(m_chosen, [](const mesh::ColumnScope &scope) {
        return scope.mode == ColumnMode::Omit;
    });
}

const mesh::Column *DecisionColumns::column(const QString &name) const
{
    const auto found = std::ranges::find(m_known, name, &mesh::Column::name);
    return found == m_known.end() ? nullptr : &*found;
}

void DecisionColumns::showRows()
{
    clearLayout(m_rows);
    m_modes.clear();
    m_personal = false;
    int asked = 0;
    for (int i = 0; i < m_asked.size(); ++i) {
        if (m_asked[i].mode == ColumnMode::Omit)
            continue;
        const mesh::Column *known = column(m_asked[i].name);
        m_personal = m_personal || (known && known->personal);
        if (++asked > mostColumns)
            continue;
        if (asked > 1)
            m_rows->addWidget(new Line(Qt::Horizontal, this));
        addRow(i);
    }
    setCaption(m_asked.isEmpty() ? tr("The columns are not known; the catalog decides.")
                                 : tr("%1 of %2").arg(asked).arg(m_asked.size()));
    if (asked > mostColumns)
        m_rows->addWidget(new Label(tr("%n more are given as asked.", nullptr, asked - mostColumns),
                                    TextRole::Table, Token::Text2, this));
    setDecidable(m_decidable);
}

void DecisionColumns::addRow(int index)
{
    const QString name = m_asked[index].name;
    auto *host = new QWidget(this);
    auto *row = new QHBoxLayout(host);
    row->setContentsMargins(0, px(2), 0, px(2));
    row->setSpacing(px(8));
    auto *title = new ElidedLabel(name, TextRole::Mono, Token::Text, host);
    title->setMinimumWidth(px(70));
    row->addWidget(title, 3);
    auto *tags = new QWidget(host);
    auto *tagRow = new QHBoxLayout(tags);
    tagRow->setContentsMargins(0, 0, 0, 0);
    const mesh::Column *known = column(name);
    if (const auto tag = known ? columnTag(*known) : std::nullopt) {
        auto *badge = new BadgeWidget(tags);
        badge->setTag(*tag);
        tagRow->addWidget(badge);
    }
    tagRow->addStretch();
    row->addWidget(tags, 2);
    auto *mode = new SegmentedControl(name, host);
    mode->addChoice(tr("Give"));
    mode->addChoice(tr("Mask"));
    mode->addChoice(tr("Leave out"));
    mode->setCurrent(static_cast<int>(m_chosen[index].mode));
    connect(mode, &SegmentedControl::currentChanged, this,
            [this, index](int chosen) { setMode(index, static_cast<ColumnMode>(chosen)); });
    row->addWidget(mode);
    m_rows->addWidget(host);
    m_modes += mode;
}

void DecisionColumns::setMode(int index, ColumnMode mode)
{
    if (m_chosen[index].mode == mode)
        return;
    m_chosen[index].mode = mode;
    emit changed();
}

void DecisionColumns::maskPersonal()
{
    for (mesh::ColumnScope &scope : m_chosen) {
        const mesh::Column *known = column(scope.name);
        if (known && known->personal && scope.mode == ColumnMode::Give)
            scope.mode = ColumnMode::Mask;
    }
    showRows();
    emit changed();
}

} // namespace meshlens::ui
