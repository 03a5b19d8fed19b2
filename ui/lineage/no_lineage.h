// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/rows.h"
#include "ui/parts/states.h"

namespace meshlens::ui {

/// Where no catalog has told of lineage: which of them could not be read and why, else that there
/// is none yet. Follows what syncs bring.
class NoLineage final : public EmptyState
{
    Q_OBJECT

public:
    NoLineage(Session &session, QWidget *parent);

signals:
    void catalogsWanted(); // the person would see the screen Catalogs

private:
    void read();
    void tell(const QList<store::CatalogRow> &catalogs);

    Session &m_session;
    QStringList m_failed; // names; what stands there is about these
    QString m_said;
};

} // namespace meshlens::ui
