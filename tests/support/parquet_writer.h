// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QtEndian>

#include <utility>

/// Parquet files for tests, made by hand from the format's own documents.
namespace meshlens::test {

/// Thrift's compact protocol, as far as Parquet needs it.
class ThriftWriter
{
public:
    ThriftWriter &number(int id, qint64 value, int type = 5)
    {
        head(id, type);
        return varint((quint64(value) << 1) ^ quint64(value >> 63));
    }
    ThriftWriter &wide(int id, qint64 value) { return number(id, value, 6); }
    ThriftWriter &truth(int id, bool value)
    {
        head(id, value ? 1 : 2);
        return *this;
    }
    ThriftWriter &text(int id, const QByteArray &value)
    {
        head(id, 8);
        varint(quint64(value.size()));
        m_bytes += value;
        return *this;
    }
    ThriftWriter &structure(int id, const ThriftWriter &inner)
    {
        head(id, 12);
        m_bytes += inner.done();
        return *this;
    }
    ThriftWriter &structures(int id, const QByteArrayList &items)
    {
        head(id, 9);
        m_bytes += char(0xfc);
        varint(quint64(items.size()));
        for (const QByteArray &item : items)
            m_bytes += item;
        return *this;
    }
    [[nodiscard]] QByteArray done() const { return m_bytes + '\0'; }

private:
    void head(int id, int type)
    {
        m_bytes += char((id - m_last) << 4 | type);
        m_last = id;
    }
    ThriftWriter &varint(quint64 value)
    {
        for (; value > 127; value >>= 7)
            m_bytes += char(value | 128);
        m_bytes += char(value);
        return *this;
    }
    QByteArray m_bytes;
    int m_last = 0;
};

enum ParquetType { PqBoolean, PqInt32, PqInt64, PqInt96, PqFloat, PqDouble, PqBytes, PqFixed };
enum ParquetRepetition { PqRequired, PqOptional, PqRepeated };

/// An element of a schema; a group has children and no type.
struct PqElement {
    QByteArray name;
    int type = -1;
    int repetition = PqRequired;
    int children = 0;
    int converted = -1;
    int width = 0;
    int scale = 0, precision = 0;
    ThriftWriter logical = {};
    bool isLogical = false;

    [[nodiscard]] QByteArray bytes() const
    {
        ThriftWriter out;
        if (type >= 0)
            out.number(1, type);
        if (width > 0)
            out.number(2, width);
        out.number(3, repetition).text(4, name);
        if (children > 0)
            out.number(5, children);
        if (converted >= 0)
            out.number(6, converted);
        if (precision > 0)
            out.number(7, scale).number(8, precision);
        if (isLogical)
            out.structure(10, logical);
        return out.done();
    }
};

/// A page, its header before it. `packed` is what is stored of `plainBytes` bytes.
inline QByteArray pqPage(int values, int encoding, const QByteArray &packed, qint64 plainBytes = -1)
{
    ThriftWriter data;
    data.number(1, values).number(2, encoding).number(3, 3).number(4, 3);
    ThriftWriter page;
    page.number(1, 0)
        .number(2, plainBytes < 0 ? packed.size() : plainBytes)
        .number(3, packed.size())
        .structure(5, data);
    return page.done() + packed;
}

inline QByteArray pqPage2(int values, int rows, int encoding, const QByteArray &repetitions,
                          const QByteArray &definitions, const QByteArray &bytes, bool isPacked,
                          qint64 plainBytes)
{
    ThriftWriter data;
    data.number(1, values).number(2, 0).number(3, rows).number(4, encoding);
    data.number(5, definitions.size()).number(6, repetitions.size()).truth(7, isPacked);
    const QByteArray levels = repetitions + definitions;
    ThriftWriter page;
    page.number(1, 3)
        .number(2, levels.size() + plainBytes)
        .number(3, levels.size() + bytes.size())
        .structure(8, data);
    return page.done() + levels + bytes;
}

inline QByteArray pqDictionary(int values, const QByteArray &plain)
{
    ThriftWriter dictionary;
    dictionary.number(1, values).number(2, 0);
    ThriftWriter page;
    page.number(1, 2).number(2, plain.size()).number(3, plain.size()).structure(7, dictionary);
    return page.done() + plain;
}

struct PqChunk {
    int type = PqInt64;
    QByteArrayList pages; // a dictionary first
    int values = 0;
    int codec = 0;
};

/// A file of row groups; `schema` without its root.
inline QByteArray pqFile(const QList<PqElement> &schema, int columns,
                         const QList<std::pair<int, QList<PqChunk>>> &groups)
{
    QByteArray file = "PAR1";
    QByteArrayList elements{PqElement{"root", -1, 0, columns}.bytes()};
    for (const PqElement &element : schema)
        elements += element.bytes();
    QByteArrayList described;
    qint64 rows = 0;
    for (const auto &[count, chunks] : groups) {
        rows += count;
        QByteArrayList columnsHere;
        for (const PqChunk &chunk : chunks) {
            const qint64 begin = file.size();
            file += chunk.pages.join();
            ThriftWriter meta;
            meta.number(1, chunk.type).number(4, chunk.codec).wide(5, chunk.values);
            meta.wide(7, file.size() - begin).wide(9, begin);
            columnsHere += ThriftWriter().wide(2, begin).structure(3, meta).done();
        }
        described += ThriftWriter().structures(1, columnsHere).wide(3, count).done();
    }
    ThriftWriter footer;
    footer.number(1, 1).structures(2, elements).wide(3, rows).structures(4, described);
    const QByteArray bytes = footer.done();
    const quint32 size = qToLittleEndian(quint32(bytes.size()));
    return file + bytes + QByteArray(reinterpret_cast<const char *>(&size), 4) + "PAR1";
}

template<typename T>
QByteArray little(T value)
{
    QByteArray bytes(sizeof(T), Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

inline QByteArray plainTexts(const QByteArrayList &texts)
{
    QByteArray bytes;
    for (const QByteArray &text : texts)
        bytes += little(quint32(text.size())) + text;
    return bytes;
}

/// A file of one whole number and one text a row; what most tests need.
inline QByteArray pqNumbersAndTexts(const QList<qint64> &numbers, const QByteArrayList &texts,
                                    const QByteArray &first = "n", const QByteArray &second = "t")
{
    QByteArray plain;
    for (const qint64 number : numbers)
        plain += little(number);
    const int count = int(numbers.size());
    return pqFile({{first, PqInt64}, {second, PqBytes, PqRequired, 0, 0}}, 2,
                  {{count,
                    {{PqInt64, {pqPage(count, 0, plain)}, count},
                     {PqBytes, {pqPage(count, 0, plainTexts(texts))}, count}}}});
}

} // namespace meshlens::test
