// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the open tab of Samples: trust, chart, or that there is nothing.
#include "ui/samples/samples_page.h"

#include "ui/parts/badge_widget.h"
#include "ui/parts/states.h"
#include "ui/samples/chart_builder.h"
#include "ui/samples/samples_panel.h"
#include "ui/samples/sql_tab.h"

#include <QStackedWidget>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void SamplesPage::showCurrent()
{
    WorkTab *tab = current();
    if (tab)
        m_stack->setCurrentWidget(tab);
    else
        showNothing();
    m_panel->choose(qobject_cast<DatasetTab *>(tab) ? tab->info().dataset : QString());
    showTrust(tab ? tab->info() : SampleInfo(), tab ? tab->rows() : nullptr);
    showChart();
    emit titleChanged();
}

void SamplesPage::showNothing()
{
    static const QString name = u"nothing"_s;
    auto *state = m_stack->findChild<EmptyState *>(name, Qt::FindDirectChildrenOnly);
    if (!state) {
        state = new EmptyState(u"samples"_s, tr("No sample is open"),
                               tr("Choose one at the left, or open a data product and then its "
                                  "sample. Rows that you have looked at stay here, sealed, "
                                  "until your access ends."),
                               Tone::Mute, m_stack);
        state->setObjectName(name);
        connect(state->addAction(tr("Find a product"), ButtonKind::Primary), &QPushButton::clicked,
                this, [this] {
                    emit navigate({u"discover"_s, {}, {}});
                });
        connect(state->addAction(tr("New query")), &QPushButton::clicked, this,
                [this] { openQuery({}, {})->setFocus(); });
        m_stack->addWidget(state);
    }
    m_stack->setCurrentWidget(state);
}

void SamplesPage::showTrust(const SampleInfo &info, const SampleRows &rows)
{
    m_quality->setVisible(info.product.has_value());
    m_freshness->setVisible(info.product.has_value());
    if (info.product) {
        m_quality->setQuality(qualityBadge(info.product->score));
        m_freshness->setFreshness(freshnessBadge(info.product->score, nowMs()), session().clock());
    }
    const int masked = rows ? rows->maskedColumns() : 0;
    m_masked->setVisible(masked > 0);
    if (masked > 0)
        m_masked->setTag({masked == 1 ? tr("1 column masked") : tr("%1 columns masked").arg(masked),
                          Tone::Warn, u"eye-off"_s});
}

void SamplesPage::showChart()
{
    const WorkTab *tab = current();
    if (!tab) {
        m_builder->showRows(nullptr, {}, {}, {});
        return;
    }
    const QString product = tab->info().product ? tab->info().product->name : QString();
    QString origin = product;
    if (!tab->sql().isEmpty())
        origin = product.isEmpty() ? tr("query") : tr("%1, query").arg(product);
    else if (tab->rows() && !tab->rows()->sample.complete)
        origin = product.isEmpty() ? tr("a part of the rows")
                                   : tr("%1, a part of the rows").arg(product);
    m_builder->showRows(tab->rows(), tab->choice(), tab->info(), origin, !tab->sql().isEmpty());
}

} // namespace meshlens::ui
