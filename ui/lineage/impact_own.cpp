// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/impact_panel.h"
#include "ui/parts/states.h"

// What the thing that changes has promised itself.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

/// Not downstream, so neither in the list nor among the figures.
void ImpactPanel::showOwn(const QList<lineage::OwnContract> &own)
{
    m_own->setVisible(!own.isEmpty());
    if (own.isEmpty())
        return;
    QStringList names;
    for (const lineage::OwnContract &contract : own)
        names += contract.name;
    names.removeDuplicates();
    const QString first = names.mid(0, 4).join(u", "_s);
    m_own->setMessage(Tone::Warn,
                      own.size() == 1 ? tr("Its own contract promises this:")
                                      : tr("Its own contracts promise this:"),
                      names.size() > 4 ? tr("%1 and others.").arg(first) : first + u'.');
}

} // namespace meshlens::ui
