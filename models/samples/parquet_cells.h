// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/parquet_schema.h"

#include <nlohmann/json.hpp>

#include <QVariant>

namespace meshlens::samples::parquet {

/// Puts rows together again out of their leaves.
///
/// Each leaf tells its part of a row as entries with two levels; those of one list's item lie next
/// to each other in all leaves below the list, so a row is cut into items from the outside inwards.
/// Leaves that contradict each other give nulls, never more than they hold.
class Assembler
{
public:
    /// `leaves`: of the whole schema; only those below the node that is asked for need be there.
    Assembler(const Schema &schema, const std::vector<LeafRows> &leaves, int mostCharacters);

    /// The next row of a column, first to last. Errors: Decode.
    [[nodiscard]] Result<QVariant> next(const Node &column);

private:
    struct Span { // entries of one leaf
        std::size_t begin = 0, end = 0;
    };
    using Spans = std::vector<Span>; // of the leaves from `firstLeaf` of a node on
    using Json = nlohmann::ordered_json;

    [[nodiscard]] std::optional<Span> row(int leaf);
    [[nodiscard]] int definition(int leaf, const Span &span) const;
    [[nodiscard]] Json value(const Node &node, const Spans &spans);
    [[nodiscard]] Json item(const Node &node, const Spans &spans);
    [[nodiscard]] Json list(const Node &repeated, Spans spans, const Node &shown);
    [[nodiscard]] QVariant leafCell(const Node &node, const Span &span) const;

    const Schema &m_schema;
    const std::vector<LeafRows> &m_leaves;
    const int m_mostCharacters;
    std::vector<std::size_t> m_entry;           // where the next row begins, by leaf
    std::vector<std::vector<quint32>> m_values; // which value an entry has, by leaf
    int m_room = 0; // characters that the cell being made may still take
};

} // namespace meshlens::samples::parquet
