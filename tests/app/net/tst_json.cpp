// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/json.h"

#include <QTest>

using namespace meshlens;
using namespace Qt::StringLiterals;

class TestJson : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNoJsonIsAnError_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << QByteArray(R"({"a":[1,2)");
        QTest::newRow("cut in a text") << QByteArray("{\"a\":\"b\\");
        QTest::newRow("two documents") << QByteArray("{} {}");
        QTest::newRow("not UTF-8") << QByteArray("\"\xff\xfe\"");
        QTest::newRow("not a number") << QByteArray("[NaN]");
        QTest::newRow("a number out of range") << QByteArray("[1e999]");
        QTest::newRow("HTML") << QByteArray("<html></html>");
    }

    void whatIsNoJsonIsAnError()
    {
        QFETCH(QByteArray, text);
        const auto document = net::parseJson(text);
        QVERIFY(!document);
        QCOMPARE(document.error().kind, Error::Kind::Decode);
    }

    void nestingHasALimit()
    {
        const QByteArray deep = QByteArray(100'000, '[') + QByteArray(100'000, ']');
        QCOMPARE(net::parseJson(deep).error().kind, Error::Kind::TooLarge);
        QVERIFY(net::parseJson(QByteArray(64, '[') + QByteArray(64, ']')));
        QVERIFY(net::parseJson("[\"" + QByteArray(90, '[') + "\"]"));
    }

    void valuesAndBytesHaveLimits()
    {
        net::JsonLimits limits;
        limits.values = 10;
        QCOMPARE(net::parseJson("[1,2,3,4,5,6,7,8,9,10,11,12]", limits).error().kind,
                 Error::Kind::TooLarge);
        limits.bytes = 5;
        QCOMPARE(net::parseJson("[1,2,3]", limits).error().kind, Error::Kind::TooLarge);
    }

    void aWrongTypeNamesItsPointer()
    {
        const auto node = *net::parseJson(R"({"name":5,"a/b":true,"list":["x",null]})");
        QCOMPARE(net::optionalString(node, "name", u"/items/3"_s).error().detail,
                 u"/items/3/name is not a text"_s);
        QCOMPARE(net::optionalInt(node, "a/b").error().detail, u"/a~1b is not a number"_s);
        QCOMPARE(net::optionalStrings(node, "list").error().detail, u"/list/1 is not a text"_s);
        QCOMPARE(net::optionalString(nlohmann::json(7), "x", u"/y"_s).error().detail,
                 u"/y is not an object"_s);
    }

    void absentAndNullAreNotSaid()
    {
        const auto node = *net::parseJson(R"({"a":null,"e":""})");
        for (const char *name : {"a", "b"}) {
            QCOMPARE(*net::optionalString(node, name), QString());
            QCOMPARE(*net::optionalInt(node, name), std::nullopt);
            QCOMPARE(*net::optionalNumber(node, name), std::nullopt);
            QCOMPARE(*net::optionalBool(node, name), std::nullopt);
            QCOMPARE(*net::optionalTime(node, name), std::nullopt);
            QCOMPARE(*net::optionalObject(node, name), nullptr);
            QVERIFY(!net::requireString(node, name));
            QVERIFY(!net::requireInt(node, name));
            QVERIFY(!net::requireArray(node, name));
        }
        QVERIFY(!net::requireString(node, "e"));
    }

    void numbersKeepTheirMeaning()
    {
        const auto node = *net::parseJson(
            R"({"i":3,"f":3.0,"h":3.5,"big":18446744073709551615,"huge":1e300,"neg":-9223372036854775808})");
        QCOMPARE(**net::optionalInt(node, "i"), 3);
        QCOMPARE(**net::optionalInt(node, "f"), 3);
        QVERIFY(!net::optionalInt(node, "h"));
        QVERIFY(!net::optionalInt(node, "big"));
        QVERIFY(!net::optionalInt(node, "huge"));
        QCOMPARE(**net::optionalInt(node, "neg"), std::numeric_limits<qint64>::min());
        QCOMPARE(**net::optionalNumber(node, "h"), 3.5);
    }

    void timesAreUtcMilliseconds()
    {
        const auto node = *net::parseJson(R"({"t":"2026-03-12T09:41:00Z","w":"soon"})");
        QCOMPARE(**net::optionalTime(node, "t"), 1773308460000);
        QVERIFY(!net::optionalTime(node, "w"));
    }

    void fieldsKeepTheFirstFault()
    {
        const auto node = *net::parseJson(R"({"id":"a","name":[],"title":7})");
        net::Fields fields(node, u"/items/0"_s);
        QCOMPARE(fields.needText("id"), u"a"_s);
        QCOMPARE(fields.text("name"), QString());
        QCOMPARE(fields.text("title"), QString());
        QVERIFY(fields.error());
        QCOMPARE(fields.error()->detail, u"/items/0/name is not a text"_s);
    }

    void aTextTooLongIsAFault()
    {
        const nlohmann::json node = {{"name", std::string(net::longestText + 1, 'x')}};
        QVERIFY(!net::optionalString(node, "name"));
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
