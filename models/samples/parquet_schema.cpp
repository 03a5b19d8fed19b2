// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet_schema.h"

using namespace Qt::StringLiterals;

namespace meshlens::samples::parquet {
namespace {

class TreeReader
{
public:
    TreeReader(const Footer &footer, const ParquetLimits &limits, Schema &schema)
        : m_elements(footer.schema), m_limits(limits), m_schema(schema)
    {}

    Result<void> run()
    {
        for (int left = m_elements.front().children; left > 0; --left) {
            Node column;
            if (!read(column, 0, 0, 0))
                return damaged("schema");
            m_schema.columns.push_back(std::move(column));
        }
        return m_at == m_elements.size() ? Result<void>() : damaged("schema");
    }

private:
    bool read(Node &node, int definitions, int repetitions, int depth)
    {
        if (m_at >= m_elements.size() || depth > m_limits.depth)
            return false;
        const SchemaElement &element = m_elements[m_at++];
        node.name = element.name;
        node.repetition = element.repetition;
        node.logical = element.logical;
        node.definitions = definitions + (element.repetition != SchemaElement::Required);
        node.repetitions = repetitions + (element.repetition == SchemaElement::Repeated);
        node.firstLeaf = int(m_schema.leaves.size());
        if (element.isLeaf) {
            node.leaf = node.firstLeaf;
            m_schema.leaves.push_back({element.physical, element.width, element.logical,
                                       node.definitions, node.repetitions});
            return int(m_schema.leaves.size()) <= m_limits.columns;
        }
        if (element.children == 0)
            return false; // nothing would say how many rows it has
        for (int left = element.children; left > 0; --left) {
            Node child;
            if (!read(child, node.definitions, node.repetitions, depth + 1))
                return false;
            node.children.push_back(std::move(child));
        }
        return true;
    }

    const std::vector<SchemaElement> &m_elements;
    const ParquetLimits &m_limits;
    Schema &m_schema;
    std::size_t m_at = 1; // behind the root
};

QString leafName(const Leaf &leaf)
{
    switch (leaf.logical.kind) {
    case Logical::String:
        return u"string"_s;
    case Logical::Decimal:
        return u"decimal(%1,%2)"_s.arg(leaf.logical.precision).arg(leaf.logical.scale);
    case Logical::Date:
        return u"date"_s;
    case Logical::Time:
        return u"time"_s;
    case Logical::Timestamp:
        return u"timestamp"_s;
    case Logical::Json:
        return u"json"_s;
    case Logical::Uuid:
        return u"uuid"_s;
    case Logical::Half:
        return u"float"_s;
    case Logical::Interval:
        return u"interval"_s;
    default:
        break;
    }
    switch (leaf.physical) {
    case Physical::Boolean:
        return u"boolean"_s;
    case Physical::Int32:
        return u"int"_s;
    case Physical::Int64:
        return u"long"_s;
    case Physical::Int96:
        return u"timestamp"_s;
    case Physical::Float:
        return u"float"_s;
    case Physical::Double:
        return u"double"_s;
    default:
        return u"binary"_s;
    }
}

} // namespace

Result<Schema> schemaOf(const Footer &footer, const ParquetLimits &limits)
{
    Schema schema;
    const auto read = TreeReader(footer, limits, schema).run();
    if (!read)
        return read.error();
    return schema;
}

QString typeName(const Node &node, const Schema &schema)
{
    if (node.repetition == SchemaElement::Repeated || node.logical.kind == Logical::List)
        return u"list"_s;
    if (node.leaf >= 0)
        return leafName(schema.leaves[std::size_t(node.leaf)]);
    return node.logical.kind == Logical::Map ? u"map"_s : u"struct"_s;
}

} // namespace meshlens::samples::parquet
