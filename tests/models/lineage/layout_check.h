// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/layout.h"

#include <QStringList>

/// What every drawing has to keep, checked without the engine's own code.
namespace meshlens::test {

/// What is wrong with a drawing, in words; empty: nothing.
[[nodiscard]] QStringList faults(const lineage::LayoutGraph &graph,
                                 const lineage::LayoutPlaces &places);

/// Numbers that are the same everywhere.
class Dice
{
public:
    explicit Dice(quint32 seed) : m_state(seed * 2654435761u + 1) {}
    int below(int end)
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 17;
        m_state ^= m_state << 5;
        return static_cast<int>(m_state % static_cast<quint32>(end));
    }

private:
    quint32 m_state;
};

/// A random graph: sparse or dense, deep or broad, with loops, double links and rows as it comes.
[[nodiscard]] lineage::LayoutGraph randomGraph(quint32 seed, int mostBoxes, bool loops = true);

} // namespace meshlens::test
