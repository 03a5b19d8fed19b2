// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/compare_bar.h"

#include "ui/parts/button.h"
#include "ui/parts/labels.h"

#include <QHBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

CompareBar::CompareBar(QWidget *parent) : Bar(Token::AccentSoft, Qt::TopEdge, parent)
{
    setAccessibleName(tr("Marked for comparing"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(px(16), px(8), px(16), px(8));
    row->setSpacing(px(8));
    m_words = new Label(TextRole::TableStrong, Token::Text, this);
    row->addWidget(m_words);
    m_names = new QHBoxLayout;
    m_names->setSpacing(px(6));
    row->addLayout(m_names, 1);
    auto *none = new Button(tr("Clear"), ButtonKind::Quiet, this);
    none->setSmall(true);
    m_compare = new Button(tr("Compare"), ButtonKind::Primary, this);
    m_compare->setSmall(true);
    m_compare->setToolTip(tr("Compare (Shift+C)"));
    row->addWidget(none);
    row->addWidget(m_compare);
    connect(none, &QAbstractButton::clicked, this, &CompareBar::clear);
    connect(m_compare, &QAbstractButton::clicked, this, &CompareBar::compareClicked);
    hide();
}

QStringList CompareBar::keys() const
{
    QStringList all;
    for (const Marked &one : m_marked)
        all += one.key;
    return all;
}

bool CompareBar::toggle(const QString &key, const QString &name)
{
    const qsizetype gone = m_marked.removeIf([&](const Marked &one) { return one.key == key; });
    if (gone == 0 && m_marked.size() == most)
        return false;
    if (gone == 0)
        m_marked.append({key, name});
    refresh();
    emit changed();
    return true;
}

void CompareBar::clear()
{
    m_marked.clear();
    refresh();
    emit changed();
}

void CompareBar::refresh()
{
    while (QLayoutItem *item = m_names->takeAt(0)) {
        const std::unique_ptr<QLayoutItem> taken(item);
        if (taken->widget()) {
            taken->widget()->hide();
            taken->widget()->deleteLater();
        }
    }
    for (const Marked &one : std::as_const(m_marked)) {
        auto *name = new ElidedLabel(one.name, TextRole::Table, Token::Text, this);
        name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        auto *drop = new IconButton(u"close"_s, tr("Do not compare %1").arg(one.name), this);
        drop->setSmall(true);
        connect(drop, &QAbstractButton::clicked, this, [this, one] { toggle(one.key, one.name); });
        m_names->addWidget(name);
        m_names->addWidget(drop);
    }
    m_names->addStretch();
    m_words->setText(m_marked.size() == 1 ? tr("Mark one more to compare:") : tr("Compare:"));
    m_compare->setEnabled(m_marked.size() >= 2);
    setVisible(!m_marked.isEmpty());
}

} // namespace meshlens::ui
