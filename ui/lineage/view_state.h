// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_query.h"

/// A view of lineage as one value: what undo goes back to and what a named view keeps.
namespace meshlens::ui {

struct ViewState {
    LineageWish wish; // root without its column
    QString column;   // of the root
    ColourBy colourBy = ColourBy::Quality;
    QString chosen; // key of the pinned thing
    QString chosenColumn;
    LinkId link; // the chosen one; then no thing is pinned
    bool list = false;
    GraphSpot spot; // not compared: moving the view is no change of it

    [[nodiscard]] bool sameAs(const ViewState &other) const;
};

/// JSON of the state, with what the screen was filled with left out. Unknown members are ignored,
/// so that a later version can be read by this one.
[[nodiscard]] QByteArray toJson(const ViewState &state);
/// Nothing where it is no JSON object.
[[nodiscard]] std::optional<ViewState> viewFromJson(const QByteArray &json);

/// Where the view has been. The newest 100 changes are kept.
class ViewHistory
{
public:
    /// Notes where the view stands now; a state that is the same as the last one only replaces it.
    void note(const ViewState &state);
    /// Where the view stands now came out a little different: what it showed is gone since.
    void correct(const ViewState &state);
    /// Where the view stands now was looked at from here.
    void keepSpot(const GraphSpot &spot);
    [[nodiscard]] bool canUndo() const { return m_at > 0; }
    [[nodiscard]] bool canRedo() const { return m_at + 1 < m_states.size(); }
    const ViewState &undo(); // only where it can
    const ViewState &redo();
    void clear();

private:
    QList<ViewState> m_states;
    qsizetype m_at = -1;
};

} // namespace meshlens::ui
