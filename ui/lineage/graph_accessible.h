// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace meshlens::ui {

class GraphView;

/// Lets assistive technology see the nodes of a GraphView as its children, each with its sentence
/// and its place on screen. Call once; more calls do nothing.
void makeGraphsAccessible();

/// Says that a node has got the focus inside the view.
void tellGraphFocus(GraphView &view, int node);

} // namespace meshlens::ui
