// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/panel_split.h"

#include "ui/parts/labels.h"
#include "ui/shell/window_memory.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace meshlens::ui {

PanelSplit::PanelSplit(QWidget *tab) : QSplitter(tab), m_centre(new QWidget(this))
{
    auto *column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(this, 1);
    setChildrenCollapsible(false);
    setHandleWidth(1);
    m_box = new QVBoxLayout(m_centre);
    m_box->setContentsMargins(0, 0, 0, 0);
    m_box->setSpacing(0);
    m_bar = new QHBoxLayout;
    m_bar->setContentsMargins(px(16), px(8), px(16), px(8));
    m_bar->setSpacing(px(8));
    m_box->addLayout(m_bar);
    m_box->addWidget(new Line(Qt::Horizontal, m_centre));
    addWidget(m_centre);
}

void PanelSplit::setPanel(QWidget *panel, const Session &session, const QString &name)
{
    addWidget(panel);
    setStretchFactor(0, 1);
    rememberSizes(this, session, name);
}

} // namespace meshlens::ui
