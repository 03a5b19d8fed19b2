// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/layout_measures.h"

#include "models/result.h"

/// Other programs that lay graphs out, to compare with.
namespace meshlens::bench {

struct Peer {
    enum Kind { Dot, Elk };
    Kind kind = Dot;
    QString name;
    QString folder; // that has node_modules/elkjs
    double limitSeconds = 120;
};

struct PeerLayout {
    LayoutPlaces places;
    double milliseconds = 0;
};

/// Left to right, with our gaps between boxes and layers.
///   dot   Graphviz with curved lines, as it comes; the time is of its process on a ready file, as
///         it has no clock of its own. Curves become four chords a piece.
///   elkjs `layered`, its defaults, lines of straight pieces; the time is of the one call, cold.
/// Error NotFound: the program is not there, gave up, or took longer than the limit.
[[nodiscard]] Result<PeerLayout> layOutBy(const Peer &peer, const LayoutGraph &graph);

} // namespace meshlens::bench
