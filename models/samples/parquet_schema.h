// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/samples/parquet_pages.h"

namespace meshlens::samples::parquet {

/// The schema as a tree. Levels as Dremel counts them: each optional or repeated node on the way
/// adds a definition, each repeated one a repetition.
struct Node {
    QString name;
    int repetition = SchemaElement::Required;
    Logical logical;
    int definitions = 0;
    int repetitions = 0;
    int leaf = -1;     // its place among the leaves; -1: a group
    int firstLeaf = 0; // of those below
    std::vector<Node> children;
};

struct Schema {
    std::vector<Node> columns; // of the table
    std::vector<Leaf> leaves;
};

/// Errors: Decode for what is no tree, or is too deep or wide.
[[nodiscard]] Result<Schema> schemaOf(const Footer &footer, const ParquetLimits &limits);

/// What a column's type is called: "long", "decimal(10,2)", "list", "struct".
[[nodiscard]] QString typeName(const Node &node, const Schema &schema);

} // namespace meshlens::samples::parquet
