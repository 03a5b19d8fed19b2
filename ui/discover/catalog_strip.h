// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/discover/bar.h"

namespace meshlens::ui {

class Label;
class LinkLabel;

/// Below the results: which catalogs answer from an older index or are still being asked, and which
/// rows are in view.
class CatalogStrip final : public Bar
{
    Q_OBJECT

public:
    CatalogStrip(Session &session, QWidget *parent);

    void read();
    /// First and last row in view, from 1; 0: nothing is.
    void setRange(int first, int last, qint64 total);

private:
    Session &m_session;
    Label *m_words;
    LinkLabel *m_syncNow;
    Label *m_range;
    QStringList m_old; // catalogs that answer from an older index
};

} // namespace meshlens::ui
