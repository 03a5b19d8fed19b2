// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/live/live_search.h"
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

    /// What catalogs that are searched where they are say to the query on screen.
    void forgetLive();
    void setLive(const live::Answer &answer);

signals:
    void askAgainClicked();

private:
    void showWords();
    [[nodiscard]] QStringList liveWords() const;

    Session &m_session;
    Label *m_words;
    LinkLabel *m_syncNow;
    LinkLabel *m_askAgain;
    std::optional<QStringList> m_syncWords; // nothing: no catalog is connected
    QList<live::Answer> m_live;             // one a catalog, in the order asked
    Label *m_range;
    QStringList m_old; // catalogs that answer from an older index
};

} // namespace meshlens::ui
