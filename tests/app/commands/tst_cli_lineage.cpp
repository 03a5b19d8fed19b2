// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace meshlens::clitest;

namespace {

QByteArray flow(const QByteArray &from, const QByteArray &to, const QByteArray &job)
{
    const auto dataset = [](const QByteArray &name) {
        return R"({"namespace":"postgres://db.shop.example:5432","name":")" + name + R"("})";
    };
    return R"({"eventType":"COMPLETE","eventTime":"2026-03-01T00:00:00Z","run":{"runId":)"
           R"("0190a0e0-0000-7000-8000-000000000001"},"job":{"namespace":"etl","name":")" +
           job + R"("},"inputs":[)" + dataset(from) + R"(],"outputs":[)" + dataset(to) +
           R"(],"producer":"https://etl.example","schemaURL":)"
           R"("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"})" +
           "\n";
}

QByteArray columnFlow(const QByteArray &from, const QByteArray &column, const QByteArray &to,
                      const QByteArray &toColumn)
{
    const QByteArray facet = R"("name":"shop.public.)" + to +
                             R"(","facets":{"columnLineage":{"fields":{")" + toColumn +
                             R"(":{"inputFields":[{"namespace":"postgres://db.shop.example:5432",)"
                             R"("name":"shop.public.)" +
                             from + R"(","field":")" + column + R"("}]}}}}})";
    return flow("shop.public." + from, "shop.public." + to, from + to)
        .replace("\"name\":\"shop.public." + to + "\"}", facet);
}

constexpr auto contract = R"(apiVersion: v3.0.0
kind: DataContract
id: NAME-contract
name: NAME
version: 1.0.0
status: active
domain: sales
schema:
  - name: people
    physicalName: people
    physicalType: table
    properties:
      - name: iban
        logicalType: string
        classification: restricted
servers:
  - server: prod
    type: postgres
HOST    database: shop
    schema: public
)";

void put(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

/// Questions to lineage and identity, as scripts ask them.
class CliLineageTest : public QObject
{
    Q_OBJECT

private:
    Json ask(const QString &words, int code = 0)
    {
        const Answer answer = m_program.run(words.split(u'|') + QStringList{u"--json"_s});
        if (answer.code != code)
            qWarning("%s: %d %s", qPrintable(words), answer.code, qPrintable(answer.err));
        return answer.code == code ? answer.json() : Json();
    }

    Program m_program;

private slots:
    void initTestCase()
    {
        put(m_program.path(u"one/lineage.ndjson"_s),
            flow("shop.public.a", "shop.public.b", "ab") +
                flow("shop.public.a", "shop.public.c", "ac") +
                flow("shop.public.b", "shop.public.d", "bd") +
                flow("shop.public.c", "shop.public.d", "cd") +
                flow("shop.public.c", "shop.public.e", "ce") +
                flow("shop.public.e", "shop.public.d", "ed") +
                flow("shop.public.z", "shop.public.people", "zp") +
                flow("shop.public.people", "shop.public.a", "pa") + columnFlow("f", "x", "g", "y") +
                columnFlow("g", "y", "h", "z"));
        put(m_program.path(u"one/people.odcs.yaml"_s),
            QByteArray(contract)
                .replace("NAME", "people")
                .replace("HOST", "    host: db.shop.example\n    port: 5432\n"));
        put(m_program.path(u"two/people.odcs.yaml"_s),
            QByteArray(contract).replace("NAME", "people2").replace("HOST", ""));
        QCOMPARE(
            m_program.run({u"catalog"_s, u"add"_s, u"folder"_s, m_program.path(u"one"_s)}).code, 0);
        QCOMPARE(
            m_program.run({u"catalog"_s, u"add"_s, u"folder"_s, m_program.path(u"two"_s)}).code, 0);
        QCOMPARE(m_program.run({u"sync"_s}).code, 0);
    }

    void waysAreListedShortestFirst()
    {
        const Json json = ask(u"paths|shop.public.a|shop.public.d"_s);
        QCOMPARE(json.value("shortest", -1), 2);
        QCOMPARE(json.value("shortest_count", 0.0), 2.0);
        QCOMPARE(json["ways"].size(), std::size_t(3));
        QCOMPARE(json["ways"][2]["steps"].get<int>(), 3);
        QVERIFY(json.value("complete", false));
        const Json cut = ask(u"paths|shop.public.a|shop.public.d|--limit|1"_s);
        QCOMPARE(cut["ways"].size(), std::size_t(1));
        QVERIFY(!cut.value("complete", true));
        QVERIFY(ask(u"paths|shop.public.d|shop.public.a"_s, 1)["shortest"].is_null());
    }

    void looseEndsAreListed()
    {
        const auto names = [](const Json &json) {
            QStringList found;
            for (const auto &node : json["nodes"])
                found.append(text(node, "name"));
            found.sort();
            return found;
        };
        QVERIFY(names(ask(u"survey|unread|--level|dataset"_s)).contains(u"d"_s));
        QVERIFY(!names(ask(u"survey|unread|--level|dataset"_s)).contains(u"c"_s));
        QVERIFY(!names(ask(u"survey|unsourced|--level|dataset"_s)).contains(u"a"_s));
    }

    void classifiedDataIsFollowed()
    {
        const Json json = ask(u"survey|classified"_s);
        QCOMPARE(json.value("total", -1), 5); // a to e
        QCOMPARE(json.value("under_marked", -1), 5);
        QCOMPARE(text(json["stops"][0], "arrives"), u"restricted"_s);
        QCOMPARE(ask(u"survey|classified|--key|shop.public.d"_s).value("total", -1), 0);
    }

    void impactIsSummedUp()
    {
        const Json json = ask(u"impact|shop.public.a|--by|distance"_s);
        QCOMPARE(json.value("total", -1), 4);
        QCOMPARE(json["by_distance"].size(), std::size_t(2));
        QCOMPARE(json.value("without_owner", -1), 4);
    }

    void graphMlIsWritten()
    {
        const Answer answer = m_program.run(
            {u"lineage"_s, u"shop.public.a"_s, u"--down"_s, u"all"_s, u"--format"_s, u"graphml"_s});
        QCOMPARE(answer.code, 0);
        QCOMPARE(answer.out.count("<edge "), 7);
    }

    void aColumnThatOnlyLineageKnowsIsFollowed()
    {
        const auto steps = [](const Json &json) { return json.is_array() ? int(json.size()) : -1; };
        QCOMPARE(steps(ask(u"impact|shop.public.f|--column|x"_s)), 2);
        QCOMPARE(steps(ask(u"impact|shop.public.f|--column|X"_s)), 2);
        QCOMPARE(steps(ask(u"impact|shop.public.f#X"_s)), 2);
        ask(u"impact|shop.public.f|--column|nothing"_s, 1);
        QCOMPARE(ask(u"paths|shop.public.f#x|shop.public.h|--level|column"_s).value("shortest", -1),
                 2);
        const Json ways = ask(u"lineage|shop.public.f|--to|shop.public.h|--columns"_s);
        QCOMPARE(ways["edges"].size(), std::size_t(2));
        QCOMPARE(text(ways["edges"][0], "level"), u"column"_s);
    }

    void aContractWithoutAProductBreaks()
    {
        const Json impacts = ask(u"impact|shop.public.z"_s);
        QVERIFY(impacts.is_array() && impacts.size() > 1);
        QCOMPARE(text(impacts[0], "name"), u"people"_s);
        QVERIFY(impacts[0].value("contract_breaks", false));
        QVERIFY(!impacts[1].value("contract_breaks", true));
    }

    void whatAThingPromisesItselfIsSaidApart()
    {
        const QString people = u"postgres://db.shop.example:5432/shop/public/people"_s;
        const Json report = ask(u"impact|%1|--column|iban|--by|distance"_s.arg(people));
        QCOMPARE(report["own_contracts"].size(), std::size_t(1));
        QCOMPARE(text(report["own_contracts"][0], "contract"), u"people"_s);
        QCOMPARE(report["own_contracts"][0].value("distance", -1), 0);
        QCOMPARE(report.value("contract_breaks", -1), 0); // of those downstream
        QVERIFY(ask(u"impact|shop.public.a|--by|distance"_s)["own_contracts"].empty());

        // The plain document is a list of what is downstream, and stays one.
        const QStringList words{u"impact"_s, people};
        const Answer json = m_program.run(words + QStringList{u"--json"_s});
        QVERIFY(json.json().is_array());
        QCOMPARE(text(json.json()[0], "name"), u"a"_s);
        QVERIFY(json.err.contains(u"Its own contract “people” promises this."_s));
        const Answer table = m_program.run(words);
        QVERIFY(table.out.startsWith("Its own contract “people” promises this.\n"));
    }

    /// A product that names what it reads, and no dataset that it puts out; another that puts one
    /// out, from a dataset of which no catalog tells an edge.
    void linksThatOnlyPortsTellAreExported()
    {
        Program program;
        const auto product = [](const QByteArray &id, const QByteArray &ports) {
            return "apiVersion: v1.0.0\nkind: DataProduct\nid: " + id + "\nname: " + id +
                   "\nstatus: active\ndomain: of-" + id + "\n" + ports;
        };
        const auto port = [](const QByteArray &kind, const QByteArray &name) {
            return kind + "Ports: [{name: " + name + ", version: 1.0.0, contractId: " + name +
                   "-contract}]\n";
        };
        const auto promised = [](const QByteArray &name) {
            return QByteArray(contract)
                .replace("NAME", name)
                .replace("physicalName: people", "physicalName: " + name)
                .replace("HOST", "    host: db.shop.example\n    port: 5432\n");
        };
        put(program.path(u"mesh/people.odcs.yaml"_s), promised("people"));
        put(program.path(u"mesh/sums.odcs.yaml"_s), promised("sums"));
        put(program.path(u"mesh/maker.odps.yaml"_s), product("maker", port("output", "people")));
        put(program.path(u"mesh/reader.odps.yaml"_s), product("reader", port("input", "people")));
        put(program.path(u"mesh/adder.odps.yaml"_s),
            product("adder", port("input", "people") + port("output", "sums")));
        QCOMPARE(program.run({u"catalog"_s, u"add"_s, u"folder"_s, program.path(u"mesh"_s)}).code,
                 0);
        QCOMPARE(program.run({u"sync"_s}).code, 0);
        const auto exported = [&](const QString &format, const QString &level, Answer &answer) {
            const QString out = program.path(u"links."_s + format);
            answer = program.run({u"export"_s, u"lineage"_s, u"--format"_s, format, u"--out"_s, out,
                                  u"--level"_s, level, u"--json"_s});
            QFile file(out);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto pairs = [](const Json &rows) {
            QStringList found;
            for (const Json &row : rows)
                found +=
                    text(row, "from").section(u'/', -1) + u'>' + text(row, "to").section(u'/', -1);
            found.sort();
            return found.join(u' ');
        };
        Answer answer;

        const Json products = Json::parse(exported(u"json"_s, u"product"_s, answer).toStdString());
        QCOMPARE(pairs(products), u"maker>adder maker>reader"_s);
        QCOMPARE(text(products[1], "from_name"), u"maker"_s);
        QVERIFY(products[1]["first_seen"].is_null()); // a port has no time
        QCOMPARE(answer.err, QString());
        const Json domains = Json::parse(exported(u"json"_s, u"domain"_s, answer).toStdString());
        QCOMPARE(pairs(domains), u"of-maker>of-adder of-maker>of-reader"_s);
        const QByteArray lines = exported(u"csv"_s, u"product"_s, answer);
        QCOMPARE(lines.count("\r\n"), 3);
        QVERIFY(lines.contains("maker,,product://mesh/reader,"));
        QVERIFY(exported(u"xlsx"_s, u"product"_s, answer).startsWith("PK"));
        QCOMPARE(answer.json().value("rows", -1), 2);

        // Between datasets only what ends in one, and the rest is said.
        const Json datasets = Json::parse(exported(u"json"_s, u"dataset"_s, answer).toStdString());
        QCOMPARE(pairs(datasets), u"people>sums"_s);
        QVERIFY2(answer.err.contains(u"links: 1, such products: 1"_s), qPrintable(answer.err));
        QCOMPARE(program
                     .run({u"export"_s, u"products"_s, u"--level"_s, u"product"_s, u"--format"_s,
                           u"csv"_s, u"--out"_s, program.path(u"no.csv"_s)})
                     .code,
                 2);
    }

    void aPersonJoinsWhatRulesCannotProve()
    {
        const Json before = ask(u"identity|suggest"_s);
        QString left, right;
        for (const auto &one : before["list"]) {
            if (text(one, "why") == u"unknown_place") {
                left = text(one, "left");
                right = text(one, "right");
            }
        }
        QVERIFY(right.startsWith(u"postgres://_"));
        QVERIFY(ask(u"identity|join|%1|%2"_s.arg(left, right)).value("one", false));

        QCOMPARE(text(ask(u"show|"_s + right), "key"), text(ask(u"show|"_s + left), "key"));
        QCOMPARE(ask(u"identity|list"_s)["merged"].size(), std::size_t(1));
        QCOMPARE(m_program.run({u"sync"_s, u"--full"_s}).code, 0);
        QCOMPARE(ask(u"identity|list"_s)["merged"].size(), std::size_t(1)); // survives
        QVERIFY(!ask(u"identity|forget|%1|%2"_s.arg(left, right)).value("one", true));
        QCOMPARE(ask(u"identity|list"_s)["merged"].size(), std::size_t(0));
    }

    void whatACatalogMeansByAKeyIsKeptApartWithItsContract()
    {
        const QString key = u"postgres://db.shop.example:5432/shop/public/people"_s;
        const QString own = key + u"?three"_s;
        const auto contractOf = [&](const QString &thing) {
            const Json shown = ask(u"show|"_s + thing);
            return shown.is_object() && shown["contract"].is_object()
                       ? text(shown["contract"], "id")
                       : QString();
        };
        put(m_program.path(u"three/people.odcs.yaml"_s),
            QByteArray(contract)
                .replace("NAME", "people3")
                .replace("HOST", "    host: db.shop.example\n    port: 5432\n"));
        QCOMPARE(
            m_program.run({u"catalog"_s, u"add"_s, u"folder"_s, m_program.path(u"three"_s)}).code,
            0);
        QCOMPARE(m_program.run({u"sync"_s}).code, 0);
        QCOMPARE(contractOf(key), u"people-contract"_s);

        QVERIFY(!ask(u"identity|apart|%1|catalog:three"_s.arg(key)).value("one", true));

        QCOMPARE(contractOf(key), u"people-contract"_s);
        QCOMPARE(contractOf(own), u"people3-contract"_s);
        QCOMPARE(m_program.run({u"sync"_s, u"--full"_s}).code, 0);
        QCOMPARE(contractOf(own), u"people3-contract"_s); // survives
        QVERIFY(ask(u"identity|join|%1|catalog:three"_s.arg(key)).value("one", false));
        QCOMPARE(contractOf(key), u"people-contract"_s);
        QCOMPARE(m_program.run({u"show"_s, own}).code, 1);
        QCOMPARE(m_program.run({u"identity"_s, u"apart"_s, key, u"catalog:nobody"_s}).code, 1);
        QCOMPARE(m_program.run({u"catalog"_s, u"remove"_s, u"three"_s}).code, 0);
    }

    void disagreementsAreListed()
    {
        QVERIFY(ask(u"survey|disagreements"_s)["list"].is_array());
        QCOMPARE(m_program.run({u"survey"_s, u"nonsense"_s}).code, 2);
        QCOMPARE(m_program.run({u"survey"_s, u"classified"_s, u"--class"_s, u"x"_s}).code, 2);
    }
};

QTEST_GUILESS_MAIN(CliLineageTest)
#include "tst_cli_lineage.moc"
