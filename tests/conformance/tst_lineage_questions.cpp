// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/commands/cli_fixture.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using namespace meshlens::clitest;

namespace {

constexpr int rootsAsked = 4;

/// Who feeds whom, read and walked by nothing but this file.
struct Flow {
    QStringList names; // in the order found
    QHash<QString, QSet<QString>> next;
    QHash<QString, QSet<QString>> before;

    void add(const QString &name)
    {
        if (!names.contains(name))
            names.append(name);
    }
    void add(const QString &from, const QString &to)
    {
        if (from == to)
            return;
        next[from].insert(to);
        before[to].insert(from);
    }

    /// Steps to all that can be reached, and over how many shortest ways.
    static QHash<QString, std::pair<int, double>>
    reached(const QHash<QString, QSet<QString>> &along, const QString &root)
    {
        QHash<QString, std::pair<int, double>> found{{root, {0, 1}}};
        QStringList front{root};
        for (int step = 1; !front.isEmpty(); ++step) {
            QStringList following;
            for (const QString &name : std::as_const(front)) {
                const double ways = found.value(name).second;
                for (const QString &other : along.value(name)) {
                    const auto known = found.find(other);
                    if (known == found.end()) {
                        found.insert(other, {step, ways});
                        following.append(other);
                    } else if (known->first == step) {
                        known->second += ways;
                    }
                }
            }
            front = following;
        }
        return found;
    }
};

QString sorted(QStringList words)
{
    words.sort();
    return words.join(u'\n');
}

bool put(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

Json readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Json();
    return Json::parse(file.readAll().toStdString(), nullptr, false);
}

/// The last three parts of a key: database, schema, table.
QString tableOf(const QString &key)
{
    return key.section(u'/', -3).toLower();
}

/// One OpenLineage event a node: its sources are read, it is written.
QByteArray events(const Flow &flow)
{
    const auto dataset = [](const QString &name) {
        return Json{{"namespace", "postgres://db.real.example:5432"},
                    {"name", u"real.g.%1"_s.arg(name).toStdString()}};
    };
    QByteArray lines;
    for (const QString &name : flow.names) {
        Json inputs = Json::array();
        for (const QString &source : flow.before.value(name))
            inputs.push_back(dataset(source));
        const Json event{
            {"eventType", "COMPLETE"},
            {"eventTime", "2026-03-01T00:00:00Z"},
            {"run", {{"runId", "0190a0e0-0000-7000-8000-000000000001"}}},
            {"job", {{"namespace", "etl"}, {"name", u"make_%1"_s.arg(name).toStdString()}}},
            {"inputs", inputs},
            {"outputs", Json::array({dataset(name)})},
            {"producer", "https://etl.example"},
            {"schemaURL", "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"}};
        lines += QByteArray::fromStdString(event.dump()) + '\n';
    }
    return lines;
}

} // namespace

/// The questions of lineage, asked through the command line of real dbt projects, against a walk of
/// our own through the same files: what is downstream and upstream, in how many steps, over how
/// many shortest ways, what nobody reads and what has no source.
class LineageQuestionsTest : public QObject
{
    Q_OBJECT

private:
    static QString specs()
    {
        const QString given = qEnvironmentVariable("MESHLENS_SPECS");
        return given.isEmpty() ? QStringLiteral(MESHLENS_SOURCE_DIR) + u"/../shared/specs"_s
                               : given;
    }

    static Json ask(const Program &program, const QStringList &words)
    {
        const Answer answer = program.run(words + QStringList{u"--json"_s});
        if (answer.code > 1)
            qWarning("%s: %d %s", qPrintable(words.join(u' ')), answer.code,
                     qPrintable(answer.err));
        return answer.json();
    }

    static bool read(const Program &program)
    {
        return program.run({u"catalog"_s, u"add"_s, u"folder"_s, program.path(u"real"_s)}).code ==
                   0 &&
               program.run({u"sync"_s}).code == 0;
    }

    /// `keyOf` names a node of the flow for the command line, `nameOf` turns a key back.
    static void compare(const Program &program, const Flow &flow,
                        const std::function<QString(const QString &)> &keyOf,
                        const std::function<QString(const QString &)> &nameOf)
    {
        const auto names = [&](const Json &nodes) {
            QStringList found;
            for (const Json &node : nodes)
                found.append(nameOf(text(node, "key")));
            return found;
        };
        // Those with most below them tell most.
        QStringList roots = flow.names;
        std::stable_sort(roots.begin(), roots.end(), [&](const QString &a, const QString &b) {
            return flow.next.value(a).size() > flow.next.value(b).size();
        });
        for (int i = 0; i < std::min<int>(rootsAsked, static_cast<int>(roots.size())); ++i) {
            const QString root = i % 2 == 0 ? roots[i] : roots[roots.size() / (i + 1)];
            const auto down = Flow::reached(flow.next, root);
            const auto up = Flow::reached(flow.before, root);
            const Json below =
                ask(program, {u"lineage"_s, keyOf(root), u"--up"_s, u"0"_s, u"--down"_s, u"all"_s});
            QVERIFY(below["truncated"].is_null());
            QCOMPARE(sorted(names(below["nodes"])), sorted(down.keys()));
            for (const Json &node : below["nodes"])
                QCOMPARE(node["distance"].get<int>(), down.value(nameOf(text(node, "key"))).first);
            const Json above =
                ask(program, {u"lineage"_s, keyOf(root), u"--up"_s, u"all"_s, u"--down"_s, u"0"_s});
            QCOMPARE(sorted(names(above["nodes"])), sorted(up.keys()));

            const Json impact = ask(program, {u"impact"_s, keyOf(root)});
            QStringList touched = down.keys();
            touched.removeAll(root);
            QCOMPARE(sorted(names(impact)), sorted(touched));
            for (const Json &one : impact)
                QCOMPARE(one["distance"].get<int>(), down.value(nameOf(text(one, "key"))).first);

            QString farthest = root;
            for (auto it = down.cbegin(); it != down.cend(); ++it) {
                if (std::pair(it->first, it.key()) >
                    std::pair(down.value(farthest).first, farthest))
                    farthest = it.key();
            }
            if (farthest == root)
                continue;
            const Json ways = ask(program, {u"paths"_s, keyOf(root), keyOf(farthest)});
            QCOMPARE(ways["shortest"].get<int>(), down.value(farthest).first);
            QCOMPARE(ways["shortest_count"].get<double>(), down.value(farthest).second);
        }
        QStringList unread, unsourced;
        for (const QString &name : flow.names) {
            if (flow.next.value(name).isEmpty())
                unread.append(name);
            if (flow.before.value(name).isEmpty())
                unsourced.append(name);
        }
        for (const auto &[what, wanted] :
             {std::pair(u"unread"_s, unread), std::pair(u"unsourced"_s, unsourced)}) {
            const Json ends = ask(program, {u"survey"_s, what, u"--level"_s, u"dataset"_s,
                                            u"--limit"_s, u"100000"_s});
            QCOMPARE(ends["total"].get<int>(), static_cast<int>(wanted.size()));
            QCOMPARE(sorted(names(ends["nodes"])), sorted(wanted));
        }
    }

private slots:
    void init()
    {
        if (!QDir(specs()).exists())
            QSKIP("the specifications are not here: set MESHLENS_SPECS to their folder");
    }

    void ofADbtProjectByItsManifest_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("jaffle_shop") << u"jaffle_shop.manifest.v5.json"_s;
        QTest::newRow("pagila") << u"pagila.manifest.v11.json"_s;
    }

    void ofADbtProjectByItsManifest()
    {
        QFETCH(QString, file);
        const Program program;
        const QString path = specs() + u"/dbt-artifacts/samples/"_s + file;
        QDir().mkpath(program.path(u"real"_s));
        QVERIFY(QFile::copy(path, program.path(u"real/manifest.json"_s)));
        QVERIFY(read(program));

        // Models that are only text in others (ephemeral) hand on what they read.
        const Json manifest = readJson(path);
        QHash<QString, QString> tables; // by unique id; none: ephemeral
        QHash<QString, QStringList> needs;
        for (const char *part : {"sources", "nodes"}) {
            for (const auto &[id, node] : manifest[part].items()) {
                const std::string type = node["resource_type"];
                if (type != "model" && type != "seed" && type != "snapshot" && type != "source")
                    continue;
                const QString key = QString::fromStdString(id);
                const auto word = [&node = node](const char *name) {
                    return node.contains(name) && node[name].is_string()
                               ? QString::fromStdString(node[name].get<std::string>())
                               : QString();
                };
                const QString name = type == "source" ? word("identifier") : word("alias");
                const bool text = type == "model" && node["config"]["materialized"] == "ephemeral";
                tables.insert(
                    key, text ? QString()
                              : (word("database") + u'/' + word("schema") + u'/' + name).toLower());
                if (node.contains("depends_on") && node["depends_on"].contains("nodes")) {
                    for (const Json &one : node["depends_on"]["nodes"])
                        needs[key].append(QString::fromStdString(one.get<std::string>()));
                }
            }
        }
        Flow flow;
        const std::function<QStringList(const QString &)> tablesOf = [&](const QString &id) {
            if (!tables.contains(id))
                return QStringList();
            if (!tables.value(id).isEmpty())
                return QStringList{tables.value(id)};
            QStringList all;
            for (const QString &one : needs.value(id))
                all += tablesOf(one);
            return all;
        };
        for (auto it = tables.cbegin(); it != tables.cend(); ++it) {
            if (it->isEmpty())
                continue;
            flow.add(*it);
            for (const QString &need : needs.value(it.key())) {
                for (const QString &source : tablesOf(need))
                    flow.add(source, *it);
            }
        }
        QVERIFY(flow.names.size() >= 8);
        QHash<QString, QString> keys;
        const Json all = ask(program, {u"survey"_s, u"unread"_s, u"--level"_s, u"dataset"_s});
        for (const Json &node : all["nodes"])
            keys.insert(tableOf(text(node, "key")), text(node, "key"));
        QVERIFY(!keys.isEmpty());
        const QString place = keys.cbegin()->section(u'/', 0, -4);
        compare(
            program, flow, [&](const QString &name) { return place + u'/' + name; }, tableOf);
    }

    void ofARealProjectByItsGraph_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"fivetran_hubspot", "tuva", "bigquery_etl"}) // the last has loops
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void ofARealProjectByItsGraph()
    {
        QFETCH(QString, name);
        const QString path = specs() + u"/../layout-real/"_s + name + u".json"_s;
        if (!QFile::exists(path))
            QSKIP("the graphs of real projects are not beside the specifications");
        const Json graph = readJson(path);
        Flow flow;
        for (const Json &node : graph["nodes"])
            flow.names.append(u"t"_s + text(node, "id"));
        for (const Json &edge : graph["edges"])
            flow.add(u"t"_s + text(edge, "source"), u"t"_s + text(edge, "target"));
        QVERIFY(flow.names.size() > 100);
        const Program program;
        QVERIFY(put(program.path(u"real/lineage.ndjson"_s), events(flow)));
        QVERIFY(read(program));
        compare(
            program, flow,
            [](const QString &one) { return u"postgres://db.real.example:5432/real/g/"_s + one; },
            [](const QString &key) { return key.section(u'/', -1); });
    }
};

QTEST_GUILESS_MAIN(LineageQuestionsTest)
#include "tst_lineage_questions.moc"
