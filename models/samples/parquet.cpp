// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Parquet file is row groups, each holding one chunk a column, each made of pages; what lies
// where stands in a footer at the end. Rows are made out of columns: of each leaf of the schema
// the first rows are read (parquet_pages), then put together (parquet_cells).
#include "models/samples/parquet.h"

#include "models/samples/parquet_cells.h"

#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::samples {
namespace {

using namespace parquet;

constexpr qint64 tailBytes = 8;               // the footer's length, "PAR1"
constexpr qint64 mostCells = 4'000'000;       // of a sample
constexpr qint64 mostCharacters = 48'000'000; // of all its texts

Result<Footer> readFooter(Source &source, const ParquetLimits &limits)
{
    if (source.size() < 2 * tailBytes)
        return damaged("too short");
    const auto tail = source.bytes(source.size() - tailBytes, tailBytes);
    if (!tail)
        return tail.error();
    if (tail->endsWith("PARE"))
        return notKnown(u"PARE"_s); // an encrypted footer
    if (!tail->endsWith("PAR1"))
        return damaged("no PAR1 at the end");
    const qint64 size = qFromLittleEndian<quint32>(tail->data());
    if (size > source.size() - tailBytes - 4)
        return damaged("footer size");
    if (size > limits.footerBytes)
        return tooMuch();
    const auto bytes = source.bytes(source.size() - tailBytes - size, size);
    return bytes ? decodeFooter(*bytes, limits) : bytes.error();
}

class Reader
{
public:
    Reader(Source &source, const Footer &footer, const Schema &schema, const ParquetLimits &limits,
           const std::vector<qint64> &leftOut)
        : m_source(source), m_footer(footer), m_schema(schema), m_limits(limits), m_leftOut(leftOut)
    {}

    Result<mesh::Sample> read(int rows)
    {
        for (const Node &column : m_schema.columns)
            m_sample.columns.append({column.name, typeName(column, m_schema), false});
        const qint64 columns = std::max<qint64>(1, qint64(m_schema.leaves.size()));
        m_wanted = std::min<qint64>(rows, std::max<qint64>(1, mostCells / columns));
        m_isWhole = true;
        for (const RowGroup &group : m_footer.groups) {
            if (m_sample.rows.size() >= m_wanted || !m_isWhole) {
                m_isWhole = m_isWhole && group.rows == 0;
                break;
            }
            if (const auto taken = take(group); !taken)
                return taken.error();
        }
        m_sample.complete = m_isWhole;
        return std::move(m_sample);
    }

private:
    /// How many rows to read for as many as are still wanted: those left out count, too.
    [[nodiscard]] qint64 rowsFor(qint64 wanted, qint64 inGroup) const
    {
        qint64 end = m_position + wanted;
        for (auto left = std::lower_bound(m_leftOut.begin(), m_leftOut.end(), m_position);
             left != m_leftOut.end() && *left < end; ++left)
            ++end;
        return std::min(end - m_position, inGroup);
    }

    Result<void> take(const RowGroup &group)
    {
        if (group.chunks.size() != m_schema.leaves.size())
            return damaged("columns of a row group");
        const qint64 reach = rowsFor(m_wanted - m_sample.rows.size(), group.rows);
        qint64 rows = std::min(reach, mostCells);
        if (rows == 0) {
            m_isWhole = m_isWhole && group.rows == 0;
            return {};
        }
        // Where all columns together are too much, fewer rows may fit; what was fetched stays.
        auto leaves = leavesOf(group, rows);
        while (!leaves && leaves.error().kind == Error::Kind::TooLarge && rows > 1)
            leaves = leavesOf(group, rows = std::max<qint64>(1, rows / 8));
        if (!leaves)
            return std::move(leaves).error();
        for (const LeafRows &leaf : *leaves)
            rows = std::min(rows, leaf.rows);
        if (const auto shown = show(*leaves, rows); !shown)
            return shown;
        m_isWhole = m_isWhole && rows == group.rows;
        return {};
    }

    Result<std::vector<LeafRows>> leavesOf(const RowGroup &group, qint64 rows)
    {
        std::vector<LeafRows> leaves;
        ParquetLimits left = m_limits; // of what all columns may hold together
        qint64 entries = m_limits.allValues, bytes = m_limits.allValueBytes;
        for (std::size_t i = 0; i < group.chunks.size(); ++i) {
            if (group.chunks[i].physical != m_schema.leaves[i].physical)
                return damaged("type of a column");
            left.values = std::min(m_limits.values, entries);
            left.valueBytes = std::min(m_limits.valueBytes, bytes);
            auto leaf = readLeaf(m_source, group.chunks[i], m_schema.leaves[i], rows, left);
            if (!leaf)
                return std::move(leaf).error();
            if (leaf->rows == 0)
                return damaged("rows of a column");
            entries -= qint64(leaf->definitions.size());
            bytes -= bytesOf(leaf->values);
            if (entries <= 0 || bytes <= 0)
                return tooMuch();
            leaves.push_back(*std::move(leaf));
        }
        return leaves;
    }

    static qint64 bytesOf(const Raws &values)
    {
        qint64 bytes = 0;
        for (const Raw &value : values) {
            if (const auto *text = std::get_if<QByteArray>(&value))
                bytes += text->size();
        }
        return bytes;
    }

    Result<void> show(const std::vector<LeafRows> &leaves, qint64 rows)
    {
        Assembler assembler(m_schema, leaves, m_limits.cellCharacters);
        for (qint64 i = 0; i < rows; ++i, ++m_position) {
            QVariantList cells;
            for (const Node &column : m_schema.columns) {
                auto cell = assembler.next(column);
                if (!cell)
                    return std::move(cell).error();
                if (cell->typeId() == QMetaType::QString)
                    m_characters += cell->toString().size();
                cells.append(*std::move(cell));
            }
            if (std::binary_search(m_leftOut.begin(), m_leftOut.end(), m_position))
                continue;
            m_sample.rows.append(std::move(cells));
            if (m_characters > mostCharacters) {
                m_isWhole = false;
                break;
            }
        }
        return {};
    }

    Source &m_source;
    const Footer &m_footer;
    const Schema &m_schema;
    const ParquetLimits &m_limits;
    const std::vector<qint64> &m_leftOut;
    mesh::Sample m_sample;
    qint64 m_wanted = 0;
    qint64 m_position = 0; // of the next row, in the file
    qint64 m_characters = 0;
    bool m_isWhole = false;
};

} // namespace

Result<mesh::Sample> readParquet(qint64 fileBytes, const ByteRanges &read, int rows,
                                 const std::vector<qint64> &leftOut, const ParquetLimits &limits)
{
    Source source(fileBytes, read, limits.fetchBytes);
    const auto footer = readFooter(source, limits);
    if (!footer)
        return footer.error();
    const auto schema = schemaOf(*footer, limits);
    if (!schema)
        return schema.error();
    source.setColumns(schema->leaves.size());
    return Reader(source, *footer, *schema, limits, leftOut).read(rows);
}

} // namespace meshlens::samples
