// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/parquet.h"
#include "tests/support/parquet_writer.h"

#include <QJsonDocument>
#include <QtTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace Qt::StringLiterals;
using samples::ParquetLimits;

namespace {

struct Fetched {
    qint64 bytes = 0;
    int calls = 0;
};

Result<mesh::Sample> readFile(const QByteArray &file, int rows = 100,
                              const std::vector<qint64> &leftOut = {},
                              const ParquetLimits &limits = {}, Fetched *spent = nullptr)
{
    return samples::readParquet(
        file.size(),
        [&](qint64 offset, qint64 size) -> Result<QByteArray> {
            if (spent) {
                spent->bytes += size;
                ++spent->calls;
            }
            return file.mid(offset, size);
        },
        rows, leftOut, limits);
}

/// Columns, then a row a line.
QString printed(const Result<mesh::Sample> &sample)
{
    if (!sample)
        return u"error: "_s + sample.error().message + u' ' + sample.error().detail;
    QStringList lines, names;
    for (const mesh::SampleColumn &column : sample->columns)
        names += column.name + u':' + column.type;
    lines += names.join(u' ');
    for (const QVariantList &row : sample->rows) {
        QStringList cells;
        for (const QVariant &cell : row)
            cells += !cell.isValid() ? u"-"_s
                     : cell.typeId() == QMetaType::Double
                         ? QString::number(cell.toDouble(), 'g', QLocale::FloatingPointShortest)
                         : cell.toString();
        lines += cells.join(u' ');
    }
    return lines.join(u'\n') + (sample->complete ? QString() : u"\nand more"_s);
}

QByteArray ofOne(const PqElement &element, const QByteArrayList &pages, int values, int rows,
                 int codec = 0)
{
    return pqFile({element}, 1, {{rows, {{element.type, pages, values, codec}}}});
}

QByteArray hexed(const char *text)
{
    return QByteArray::fromHex(text);
}

quint32 crc32(const QByteArray &bytes)
{
    quint32 sum = ~0u;
    for (const char byte : bytes) {
        sum ^= quint8(byte);
        for (int i = 0; i < 8; ++i)
            sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
    }
    return ~sum;
}

/// list<struct<a: int, b: list<string>>>: [{1,[x,y]},{null,[]}], null, [], [{2,null}].
QByteArray nested()
{
    const QList<PqElement> schema = {
        {"l", -1, PqOptional, 1, 3},           {"list", -1, PqRepeated, 1},
        {"element", -1, PqOptional, 2},        {"a", PqInt32, PqOptional},
        {"b", -1, PqOptional, 1, 3},           {"list", -1, PqRepeated, 1},
        {"element", PqBytes, PqOptional, 0, 0}};
    // Levels as runs: (count << 1) and the level; v2 pages carry them without their size.
    const QByteArray aReps = hexed("02000201"
                                   "0600");
    const QByteArray aDefs = hexed("0204"
                                   "0203"
                                   "0200"
                                   "0201"
                                   "0204");
    const QByteArray bReps = hexed("0200"
                                   "0202"
                                   "0201"
                                   "0600");
    const QByteArray bDefs = hexed("0406"
                                   "0204"
                                   "0200"
                                   "0201"
                                   "0203");
    const QByteArray a = little(qint32(1)) + little(qint32(2));
    const QByteArray b = plainTexts({"x", "y"});
    return pqFile(schema, 1,
                  {{4,
                    {{PqInt32, {pqPage2(5, 4, 0, aReps, aDefs, a, false, a.size())}, 5},
                     {PqBytes, {pqPage2(6, 4, 0, bReps, bDefs, b, false, b.size())}, 6}}}});
}

} // namespace

class TestParquet : public QObject
{
    Q_OBJECT

private slots:
    void rowsAreMadeOfColumns();
    void everyEncodingIsRead_data();
    void everyEncodingIsRead();
    void everyCodecIsUnpacked_data();
    void everyCodecIsUnpacked();
    void everyKindOfValueReadsAsWhatItMeans_data();
    void everyKindOfValueReadsAsWhatItMeans();
    void gapsAreNulls();
    void nestedRowsReadAsJson();
    void aMapReadsAsAnObject();
    void rowGroupsFollowEachOther();
    void rowsThatAreGoneAreLeftOut();
    void onlyWhatIsWantedIsFetched();
    void aLimitGivesFewerRows();
    void whatCannotBeReadIsSaid();
    void aBrokenFileIsAnErrorAndNoMore_data();
    void aBrokenFileIsAnErrorAndNoMore();
};

void TestParquet::rowsAreMadeOfColumns()
{
    const QByteArray file = pqNumbersAndTexts({1, -2, 3}, {"a", "bb", "\xc3\xa9"});
    QCOMPARE(printed(readFile(file)), u"n:long t:string\n1 a\n-2 bb\n3 é"_s);
    QCOMPARE(printed(readFile(file, 2)), u"n:long t:string\n1 a\n-2 bb\nand more"_s);
}

void TestParquet::everyEncodingIsRead_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("width");
    QTest::addColumn<QByteArray>("dictionary");
    QTest::addColumn<int>("encoding");
    QTest::addColumn<int>("count");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("rows");
    const auto row = [](const char *name, int type, int width, const QByteArray &dictionary,
                        int encoding, int count, const QByteArray &bytes, const char *rows) {
        QTest::newRow(name) << type << width << dictionary << encoding << count << bytes
                            << QString::fromLatin1(rows);
    };
    row("plain truths", PqBoolean, 0, {}, 0, 4, hexed("05"), "true false true false");
    row("plain floats", PqFloat, 0, {}, 0, 2, little(0.1f) + little(-2.5f), "0.1 -2.5");
    row("truths as runs", PqBoolean, 0, {}, 3, 5, hexed("0400000006010400"),
        "true true true false false");
    // The examples of Encodings.md.
    row("packed indices", PqInt32, 0,
        little(10) + little(11) + little(12) + little(13) + little(14) + little(15) + little(16) +
            little(17),
        8, 8, hexed("030388c6fa"), "10 11 12 13 14 15 16 17");
    row("older name of it", PqBytes, 0, plainTexts({"x", "yy"}), 2, 3, hexed("0104010200"),
        "yy yy x");
    row("deltas, steady", PqInt32, 0, {}, 5, 5, hexed("80010405020200000000"), "1 2 3 4 5");
    row("deltas, packed", PqInt64, 0, {}, 5, 8,
        hexed("8001"
              "04"
              "08"
              "0e"
              "03"
              "02000000"
              "c03f000000000000"),
        "7 5 3 1 2 3 4 5");
    row("delta lengths", PqBytes, 0, {}, 6, 3,
        hexed("8001"
              "04"
              "03"
              "04"
              "00"
              "00000000") +
            "aabbcc",
        "aa bb cc");
    row("delta texts", PqBytes, 0, {}, 7, 3,
        hexed("8001"
              "04"
              "03"
              "00"
              "00"
              "02000000"
              "0800000000000000") // 0 0 2
            + hexed("8001"
                    "04"
                    "03"
                    "06"
                    "03"
                    "01000000"
                    "01000000") // 3 2 0
            + "abcde",
        "abc de de");
    row("split streams", PqFloat, 0, {}, 9, 2,
        hexed("0000"
              "0000"
              "8000"
              "3fc0"),
        "1 -2");
    row("split wide bytes", PqFixed, 2, {}, 9, 2,
        hexed("0102"
              "0a0b"),
        "0x010a 0x020b");
}

void TestParquet::everyEncodingIsRead()
{
    QFETCH(int, type);
    QFETCH(int, width);
    QFETCH(QByteArray, dictionary);
    QFETCH(int, encoding);
    QFETCH(int, count);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, rows);
    const PqElement element{"c", type, PqRequired, 0, -1, width};
    QByteArrayList pages;
    if (!dictionary.isEmpty())
        pages += pqDictionary(type == PqInt32 ? int(dictionary.size() / 4) : 2, dictionary);
    for (const bool second : {false, true}) {
        const QByteArray page =
            second ? pqPage2(count, count, encoding, {}, {}, bytes, false, bytes.size())
                   : pqPage(count, encoding, bytes);
        const QString shown =
            printed(readFile(ofOne(element, pages + QByteArrayList{page}, count, count)));
        QCOMPARE(shown.section(u'\n', 1).replace(u'\n', u' '), rows);
    }
}

void TestParquet::everyCodecIsUnpacked_data()
{
    QTest::addColumn<int>("codec");
    QTest::addColumn<QByteArray>("packed");
    // Sixteen bytes, stored as they are in the frames of each codec.
    const QByteArray plain = little(qint64(7)) + little(qint64(8));
    const QByteArray gzip = hexed("1f8b0800000000000003"
                                  "01"
                                  "1000"
                                  "efff") +
                            plain + little(crc32(plain)) + little(quint32(16));
    const QByteArray lz4 = hexed("f001") + plain;
    QTest::newRow("none") << 0 << plain;
    QTest::newRow("snappy") << 1
                            << hexed("10"
                                     "3c") +
                                   plain;
    QTest::newRow("gzip") << 2 << gzip;
    QTest::newRow("LZ4 of Hadoop") << 5
                                   << hexed("00000010"
                                            "00000012") +
                                          lz4;
    QTest::newRow("LZ4 without frame") << 5 << lz4;
    QTest::newRow("zstd") << 6
                          << hexed("28b52ffd"
                                   "20"
                                   "10"
                                   "810000") +
                                 plain;
    QTest::newRow("LZ4_RAW") << 7 << lz4;
}

void TestParquet::everyCodecIsUnpacked()
{
    QFETCH(int, codec);
    QFETCH(QByteArray, packed);
    const PqElement element{"c", PqInt64};
    const QByteArrayList pages{pqPage(2, 0, packed, 16),
                               pqPage2(2, 2, 0, {}, {}, packed, true, 16)};
    QCOMPARE(printed(readFile(ofOne(element, pages, 4, 4, codec))), u"c:long\n7\n8\n7\n8"_s);
}

void TestParquet::everyKindOfValueReadsAsWhatItMeans_data()
{
    QTest::addColumn<PqElement>("element");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, PqElement element, const QByteArray &value,
                        const char *shown) {
        element.name = "c";
        QTest::newRow(name) << element << value << QString::fromUtf8(shown);
    };
    const auto converted = [](int type, int as, int width = 0) {
        return PqElement{{}, type, PqRequired, 0, as, width};
    };
    const auto time = [](int type, int kind, bool isUtc, int unit) {
        ThriftWriter units, said, logical;
        units.structure(unit, {});
        said.truth(1, isUtc).structure(2, units);
        logical.structure(kind, said);
        PqElement element{{}, type};
        element.logical = logical;
        element.isLogical = true;
        return element;
    };
    const auto decimal = [](int type, int precision, int scale, int width = 0) {
        return PqElement{{}, type, PqRequired, 0, 5, width, scale, precision};
    };
    const auto named = [](int type, int kind, int width = 0) {
        ThriftWriter logical;
        logical.structure(kind, {});
        return PqElement{{}, type, PqRequired, 0, -1, width, 0, 0, logical, true};
    };
    row("day", converted(PqInt32, 6), little(20513), "date 2026-03-01");
    row("day before 1970", converted(PqInt32, 6), little(-1), "date 1969-12-31");
    row("day beyond calendars", converted(PqInt32, 6), little(2'000'000'000), "date 2000000000");
    row("milliseconds", converted(PqInt64, 9), little(qint64(1'772'366'400'250)),
        "timestamp 2026-03-01T12:00:00.250Z");
    row("microseconds, local", time(PqInt64, 8, false, 2), little(qint64(-1)),
        "timestamp 1969-12-31T23:59:59.999999");
    row("nanoseconds, UTC", time(PqInt64, 8, true, 3), little(qint64(1'000'000'005)),
        "timestamp 1970-01-01T00:00:01.000000005Z");
    row("time", time(PqInt64, 7, false, 2), little(qint64(3'723'000'001)), "time 01:02:03.000001");
    row("oldest time", {{}, PqInt96}, little(qint64(5'000'000'000)) + little(qint32(2'440'589)),
        "timestamp 1970-01-02T00:00:05");
    row("decimal in 4 bytes", decimal(PqInt32, 9, 2), little(-1234), "decimal(9,2) -12.34");
    row("decimal in 8 bytes", decimal(PqInt64, 18, 3), little(qint64(123'456'789'012'345'678)),
        "decimal(18,3) 123456789012345.678");
    row("decimal in 16 bytes", decimal(PqFixed, 38, 2, 16),
        hexed("ffffffffffffffffffffffffffffff85"), "decimal(38,2) -1.23");
    row("least decimal", decimal(PqFixed, 4, 0, 2), hexed("8000"), "decimal(4,0) -32768");
    row("decimal in bytes", decimal(PqBytes, 38, 1), plainTexts({hexed("0de0b6b3a7640000")}),
        "decimal(38,1) 100000000000000000.0");
    row("unsigned", converted(PqInt32, 13), little(-1), "int 4294967295");
    row("unsigned and long", converted(PqInt64, 14), little(qint64(-1)),
        "long 18446744073709551615");
    row("uuid", named(PqFixed, 14, 16), hexed("00112233445566778899aabbccddeeff"),
        "uuid 00112233-4455-6677-8899-aabbccddeeff");
    row("half", named(PqFixed, 15, 2), hexed("003e"), "float 1.5");
    row("no number", {{}, PqDouble}, little(qint64(0x7ff8000000000000)), "double NaN");
    row("interval", converted(PqFixed, 21, 12), little(1) + little(2) + little(3500),
        "interval P1M2DT3.5S");
    row("text that does not say so", {{}, PqBytes}, plainTexts({"Grüße"}), "binary Grüße");
    row("bytes", {{}, PqBytes}, plainTexts({hexed("00ff10")}), "binary 0x00ff10");
    row("bad UTF-8", converted(PqBytes, 0), plainTexts({"a\xff"}), "string a\xef\xbf\xbd");
}

void TestParquet::everyKindOfValueReadsAsWhatItMeans()
{
    QFETCH(PqElement, element);
    QFETCH(QByteArray, value);
    QFETCH(QString, shown);
    const QString text = printed(readFile(ofOne(element, {pqPage(1, 0, value)}, 1, 1)));
    QCOMPARE(text.mid(2).replace(u'\n', u' '), shown);
}

void TestParquet::gapsAreNulls()
{
    const PqElement element{"c", PqInt64, PqOptional};
    const QByteArray value = little(qint64(5)), levels = hexed("0306"); // packed: 0 1 1 0 0 0 0 0
    const QByteArray first = little(quint32(2)) + levels + value + value;
    const QByteArrayList pages{pqPage(4, 0, first),
                               pqPage2(3, 3, 0, {}, levels, value + value, false, 16)};
    QCOMPARE(printed(readFile(ofOne(element, pages, 7, 7))), u"c:long\n-\n5\n5\n-\n-\n5\n5"_s);
}

void TestParquet::nestedRowsReadAsJson()
{
    QCOMPARE(printed(readFile(nested())), u"l:list\n"
                                          "[{\"a\":1,\"b\":[\"x\",\"y\"]},{\"a\":null,\"b\":[]}]\n"
                                          "-\n[]\n[{\"a\":2,\"b\":null}]"_s);
    QCOMPARE(printed(readFile(nested(), 1)).section(u'\n', 2), u"and more"_s);
}

void TestParquet::aMapReadsAsAnObject()
{
    const QList<PqElement> schema = {{"m", -1, PqRequired, 1, 1},
                                     {"key_value", -1, PqRepeated, 2},
                                     {"key", PqBytes, PqRequired, 0, 0},
                                     {"value", PqInt32, PqOptional}};
    const QByteArray reps = hexed("02000201"); // 0 1
    const QByteArray keys = plainTexts({"a", "b"}), values = little(3);
    const QByteArray file =
        pqFile(schema, 1,
               {{1,
                 {{PqBytes, {pqPage2(2, 1, 0, reps, hexed("0401"), keys, false, keys.size())}, 2},
                  {PqInt32, {pqPage2(2, 1, 0, reps, hexed("02020201"), values, false, 4)}, 2}}}});
    QCOMPARE(printed(readFile(file)), u"m:map\n{\"a\":3,\"b\":null}"_s);
}

void TestParquet::rowGroupsFollowEachOther()
{
    const auto group = [](qint64 from) {
        return std::pair(
            2, QList<PqChunk>{{PqInt64, {pqPage(2, 0, little(from) + little(from + 1))}, 2}});
    };
    const QByteArray file = pqFile({{"c", PqInt64}}, 1, {group(1), group(3), group(5)});
    QCOMPARE(printed(readFile(file)), u"c:long\n1\n2\n3\n4\n5\n6"_s);
    QCOMPARE(printed(readFile(file, 3)), u"c:long\n1\n2\n3\nand more"_s);
    QCOMPARE(printed(readFile(file, 4)), u"c:long\n1\n2\n3\n4\nand more"_s);
}

void TestParquet::rowsThatAreGoneAreLeftOut()
{
    const QByteArray file = pqNumbersAndTexts({0, 1, 2, 3, 4, 5}, {"a", "b", "c", "d", "e", "f"});
    QCOMPARE(printed(readFile(file, 100, {0, 2, 5})), u"n:long t:string\n1 b\n3 d\n4 e"_s);
    QCOMPARE(printed(readFile(file, 2, {0, 1, 4})), u"n:long t:string\n2 c\n3 d\nand more"_s);
}

void TestParquet::onlyWhatIsWantedIsFetched()
{
    // Sixteen pages of 128 KB in each of two columns.
    QByteArray page;
    for (qint64 i = 0; i < 16 * 1024; ++i)
        page += little(i);
    const QByteArrayList pages(16, pqPage(16 * 1024, 0, page));
    const int rows = 16 * 16 * 1024;
    const QByteArray file = pqFile({{"a", PqInt64}, {"b", PqInt64}}, 2,
                                   {{rows, {{PqInt64, pages, rows}, {PqInt64, pages, rows}}}});
    Fetched spent;
    const auto sample = readFile(file, 10, {}, {}, &spent);
    QVERIFY(sample);
    QCOMPARE(sample->rows.size(), 10);
    QVERIFY2(spent.bytes <= 3 * 256 * 1024 && spent.calls <= 3,
             qPrintable(u"%1 bytes in %2 calls"_s.arg(spent.bytes).arg(spent.calls)));
}

void TestParquet::aLimitGivesFewerRows()
{
    const QByteArrayList texts(6, QByteArray(1000, 'x'));
    const QByteArray file = pqNumbersAndTexts({1, 2, 3, 4, 5, 6}, texts);
    ParquetLimits limits;
    limits.valueBytes = 3500;
    const auto sample = readFile(file, 100, {}, limits);
    QVERIFY(sample);
    QCOMPARE(sample->rows.size(), 3);
    QVERIFY(!sample->complete);
    limits.cellCharacters = 10;
    QCOMPARE(readFile(file, 1, {}, limits)->rows[0][1].toString(), u"xxxxxxxxxx…"_s);
    limits.valueBytes = 100;
    QCOMPARE(readFile(file, 100, {}, limits).error().kind, Error::Kind::TooLarge);
    limits = {};
    limits.pageBytes = 100;
    QCOMPARE(readFile(file, 100, {}, limits).error().kind, Error::Kind::TooLarge);
    limits = {};
    limits.fetchBytes = 100;
    QCOMPARE(readFile(file, 100, {}, limits).error().kind, Error::Kind::TooLarge);
    limits = {};
    limits.allValueBytes = 3000; // six rows are too many
    const auto one = readFile(file, 100, {}, limits);
    QVERIFY(one && one->rows.size() == 1 && !one->complete);
    limits.allValues = 1;
    QCOMPARE(readFile(file, 100, {}, limits).error().kind, Error::Kind::TooLarge);
    limits = {};
    limits.values = 4; // of the list's, the second row ends with the fourth
    QCOMPARE(readFile(nested(), 100, {}, limits)->rows.size(), 1);
}

void TestParquet::whatCannotBeReadIsSaid()
{
    const PqElement element{"c", PqInt64};
    const QByteArray plain = little(qint64(1));
    const auto brotli = readFile(ofOne(element, {pqPage(1, 0, plain)}, 1, 1, 4));
    QCOMPARE(brotli.error().kind, Error::Kind::Usage);
    QVERIFY(brotli.error().message.contains(u"Brotli"_s));
    QCOMPARE(readFile(ofOne(element, {pqPage(1, 77, plain)}, 1, 1)).error().kind,
             Error::Kind::Usage);
    QByteArray sealed = ofOne(element, {pqPage(1, 0, plain)}, 1, 1);
    sealed.back() = 'E';
    QCOMPARE(readFile(sealed).error().kind, Error::Kind::Usage);
    QCOMPARE(readFile("PAR1").error().kind, Error::Kind::Decode);
    const Error lost{Error::Kind::Network, u"gone"_s, {}};
    const auto failed = samples::readParquet(
        1000, [&](qint64, qint64) -> Result<QByteArray> { return lost; }, 1);
    QCOMPARE(failed.error().message, lost.message);
}

void TestParquet::aBrokenFileIsAnErrorAndNoMore_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("numbers and texts") << pqNumbersAndTexts({1, 2, 3}, {"a", "b", "c"});
    QTest::newRow("nested") << nested();
    const auto coded = [](const char *name, int type, int encoding, int count,
                          const QByteArray &bytes, int codec = 0, qint64 plain = -1) {
        QTest::newRow(name) << ofOne({"c", type}, {pqPage(count, encoding, bytes, plain)}, count,
                                     count, codec);
    };
    QTest::newRow("dictionary") << ofOne(
        {"c", PqBytes},
        {pqDictionary(2, plainTexts({"x", "yy"})), pqPage(3, 8, hexed("0104010200"))}, 3, 3);
    coded("deltas", PqInt64, 5, 8,
          hexed("8001"
                "04"
                "08"
                "0e"
                "03"
                "02000000"
                "c03f000000000000"));
    coded("delta lengths", PqBytes, 6, 3,
          hexed("8001"
                "04"
                "03"
                "04"
                "00"
                "00000000") +
              "aabbcc");
    coded("delta texts", PqBytes, 7, 3,
          hexed("8001"
                "04"
                "03"
                "00"
                "00"
                "02000000"
                "0800000000000000") +
              hexed("8001"
                    "04"
                    "03"
                    "06"
                    "03"
                    "01000000"
                    "01000000") +
              "abcde");
    coded("snappy", PqInt64, 0, 2,
          hexed("10"
                "3c") +
              QByteArray(16, 'n'),
          1, 16);
    coded("zstd", PqInt64, 0, 2,
          hexed("28b52ffd"
                "20"
                "10"
                "810000") +
              QByteArray(16, 'n'),
          6, 16);
    coded("lz4", PqInt64, 0, 2, hexed("f001") + QByteArray(16, 'n'), 7, 16);
}

void TestParquet::aBrokenFileIsAnErrorAndNoMore()
{
    QFETCH(QByteArray, file);
    ParquetLimits limits; // a lie is worth no more than these
    limits.pageBytes = 64 * 1024;
    limits.values = 20'000;
    limits.valueBytes = 64 * 1024;
    QVERIFY(readFile(file, 50, {}, limits));
    int refused = 0;
    for (qsizetype at = 0; at < file.size(); ++at) {
        refused += !readFile(file.first(at), 50, {}, limits);
        for (const int flip : {0x01, 0x80, 0xff}) {
            QByteArray wrong = file;
            wrong[at] = char(wrong[at] ^ flip);
            const auto sample = readFile(wrong, 50, {}, limits);
            QVERIFY(!sample || sample->rows.size() <= 50);
            refused += !sample;
        }
    }
    QVERIFY(refused > file.size()); // what is cut short at least
}

QTEST_APPLESS_MAIN(TestParquet)
#include "tst_parquet.moc"
