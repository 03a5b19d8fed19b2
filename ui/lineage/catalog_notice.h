// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/rows.h"
#include "ui/parts/states.h"

namespace meshlens::ui {

/// Above a picture that many catalogs make: which of them could not be read, and how old what is
/// shown of them is. Hidden while all answer.
class CatalogNotice final : public MessageStrip
{
    Q_OBJECT

public:
    CatalogNotice(Session &session, QWidget *parent);

private:
    void read();
    void tell(const QList<store::CatalogRow> &catalogs);

    Session &m_session;
};

} // namespace meshlens::ui
