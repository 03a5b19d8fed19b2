// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/rows.h"
#include "ui/parts/card.h"

class QComboBox;

namespace meshlens::ui {

class CellGrid;
class Label;

/// What differs between two versions of a contract that syncs have seen; at first the newest two.
/// What consumers must act on comes first and is marked.
class ContractVersionsCard final : public Card
{
    Q_OBJECT

public:
    ContractVersionsCard(Session &session, QWidget *parent);

    /// Reads the versions of a contract of `thing`; what is on screen stays until they are there.
    void setContract(const mesh::Contract &contract, const QString &thing);

private:
    void showVersions(const QList<store::ContractVersion> &versions);
    void showChanges();
    void showOnly(const QString &words);

    Session &m_session;
    QString m_id;
    QList<store::ContractVersion> m_versions; // newest first
    QComboBox *m_from;
    QComboBox *m_to;
    QWidget *m_choice;
    Label *m_words;
    CellGrid *m_grid;
};

} // namespace meshlens::ui
