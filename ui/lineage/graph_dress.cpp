// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_drawing.h"

// The colours of a drawing, which belong to the theme and so to the interface thread.

namespace meshlens::ui {

void dress(Drawing &drawing)
{
    QHash<QString, DomainStyle> styles;
    for (const DrawnNode &node : std::as_const(drawing.nodes)) {
        if (!node.node.domain.isEmpty() && !styles.contains(node.node.domain))
            styles.insert(node.node.domain,
                          Theme::instance().domain(node.node.domain, node.node.domainName));
    }
    dress(drawing, styles);
}

void dress(Drawing &drawing, const QHash<QString, DomainStyle> &styles)
{
    for (DrawnNode &node : drawing.nodes) {
        if (!node.node.domain.isEmpty())
            node.style = styles.value(node.node.domain);
    }
    for (DrawnFrame &frame : drawing.frames)
        frame.style = styles.value(frame.domain);
}

} // namespace meshlens::ui
