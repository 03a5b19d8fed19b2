// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/parts/load.h"

#include <QStackedWidget>
#include <QTreeView>

// How a drawing comes on screen, and what is better known of it a moment later.

namespace meshlens::ui {

/// Of a large mesh the marks on links come after its first picture.
void LineagePage::readStandings()
{
    if (m_judging == m_answer->source)
        return;     // on its way already
    *m_gone = true; // what is read for an older graph
    m_gone = std::make_shared<std::atomic<bool>>(false);
    m_judging = m_answer->source;
    load(
        this, session(),
        [graph = m_answer->source, now = nowMs(), gone = m_gone](store::Reader &reader) {
            return standingsNow(reader, graph, now, [gone] { return gone->load(); });
        },
        [this](const std::shared_ptr<const KnownStandings> &known) {
            m_standings = known;
            m_judging.reset();
            if (m_answer && m_answer->source == known->graph)
                refresh();
        },
        [this](const Error &failure) {
            m_judging.reset();
            emit toastRequested(failure.message, {});
        });
}

/// What an address or the last act asked for.
void LineagePage::chooseWanted()
{
    const Drawing &drawing = *m_view->drawing();
    const int wanted = m_wantedKey.isEmpty() ? -1 : drawing.number(m_wantedKey);
    const int root = drawing.number(drawing.root);
    const int link = linkBetween(drawing, m_wantedLink);
    if (link >= 0)
        m_view->setEdge(link);
    else if (wanted >= 0 && m_wantedInSight)
        m_view->showChosen(wanted);
    else if (wanted >= 0 && wanted != root)
        m_view->setPlace({wanted, -1});
    else if (!m_column.isEmpty() && root >= 0)
        m_view->setPlace({root, drawing.row(root, m_column)});
    if (!m_view->place().isValid() && link < 0)
        chooseInside(m_wantedDomain);
}

void LineagePage::showDrawing(const std::shared_ptr<Drawing> &drawing,
                              const std::shared_ptr<const GraphScene> &scene)
{
    dress(*drawing);
    GraphLook look;
    look.colourBy = m_colourBy;
    look.nowMs = nowMs();
    look.unit = scene->unit();
    m_view->setScene(scene, look);
    m_listStale = true;
    if (m_twins->currentWidget() == m_tree)
        fillList();
}

/// `fitted`: the view shows the whole, and does so again if nobody moves it meanwhile.
void LineagePage::improve(bool fitted)
{
    compute(
        this,
        [draft = *m_answer, counter = m_turn, turn = m_turn->load()] {
            return better(draft, [&] { return *counter != turn; });
        },
        [this, fitted, turn = m_turn->load()](const BetterDrawing &found) {
            if (*m_turn != turn || !m_answer)
                return;
            const bool fits = fitted && m_view->isFitted();
            m_answer->drawing = found.drawing;
            m_answer->scene = found.scene;
            m_answer->draft = false;
            const QSignalBlocker quiet(m_view);
            showDrawing(found.drawing, found.scene);
            if (fits)
                m_view->open();
            m_bar->setZoom(m_view->zoom());
        },
        [](const Error &) {}); // the draft stays, it shows the same
}

} // namespace meshlens::ui
