// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/server.h"
#include "tests/app/robust/workspace_fixture.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

/// The real `meshlens sync` beside a real node is killed again and again.
namespace meshlens::test {
namespace {

constexpr int kills = 50;
constexpr int killsOfOnePicture = 5;
constexpr int columnsPerDataset = 4;

int productsOf(int picture)
{
    return 150 + picture % 4 * 30;
}

/// A node's folder of generated products; in picture n each of them says n.
class MeshFolder
{
public:
    MeshFolder()
    {
        QDir(m_directory.path()).mkdir(u"products"_s);
        QDir(m_directory.path()).mkdir(u"contracts"_s);
        write(u"node.yaml"_s, "{id: core, name: Core}\n");
        const QByteArray hash =
            QCryptographicHash::hash("token-hanna", QCryptographicHash::Sha256).toHex();
        write(u"people.yaml"_s, "- {id: hanna, name: Hanna, email: hanna@cadenza.example, "
                                "token_sha256: \"" +
                                    hash + "\"}\n");
    }

    [[nodiscard]] QString path() const { return m_directory.path(); }

    void show(int picture) const
    {
        QByteArrayList products;
        QByteArrayList contracts;
        const QByteArray says = QByteArray::number(picture);
        for (int i = 0; i < productsOf(picture); ++i) {
            const QByteArray n = QByteArray::number(i);
            products.append("{apiVersion: v1.0.0, kind: DataProduct, id: p-" + n +
                            ", name: Product " + n + ", domain: sales, status: active, version: " +
                            "1.0.0, description: {purpose: \"" + says +
                            "\"}, outputPorts: [{name: sql, version: 1.0.0, type: tables, "
                            "contractId: c-" +
                            n + "}]}\n");
            contracts.append("{apiVersion: v3.1.0, kind: DataContract, id: c-" + n +
                             ", version: 1.0.0, status: active, servers: [{server: prod, type: "
                             "postgres, host: db.cadenza.example, port: 5432, database: shop, "
                             "schema: public}], schema: [{name: t" +
                             n + ", description: \"" + says +
                             "\", physicalType: table, properties: [{name: a, physicalType: text}, "
                             "{name: b, physicalType: text}, {name: c, physicalType: text}, {name: "
                             "d, physicalType: text}]}]}\n");
        }
        write(u"products/all.yaml"_s, products.join("---\n"));
        write(u"contracts/all.yaml"_s, contracts.join("---\n"));
    }

private:
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_directory.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(name));
    }

    QTemporaryDir m_directory;
};

/// A command of the program on this workspace, started and not waited for.
class Command
{
public:
    Command(const WorkspaceFixture &fixture, const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(MESHLENS_PROGRAM),
                        QStringList{u"--json"_s, u"--workspace"_s, fixture.folder()} + arguments);
        if (!m_process.waitForStarted())
            qFatal("%s", qPrintable(m_process.errorString()));
    }

    /// Whether it ended by itself before it was killed.
    bool killAfter(int ms)
    {
        if (ms > 0 && m_process.waitForFinished(ms))
            return true;
        m_process.kill(); // SIGKILL
        m_process.waitForFinished();
        return m_process.exitStatus() == QProcess::NormalExit;
    }

    bool succeeds()
    {
        return m_process.waitForFinished(60'000) &&
               m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    }

    QByteArray output() { return m_process.readAllStandardOutput(); }

private:
    QProcess m_process;
};

struct Seen {
    qint64 generation = 0;
    int picture = 0;
};

/// Everything that is shown belongs to one picture, and all of that picture is shown.
Seen checkPicture(const app::Operations &operations)
{
    Seen seen;
    const store::Reader reader = need(operations.store()->read());
    seen.generation = need(reader.catalog(u"Core"_s)).generation;
    const auto products = need(reader.products());
    [&] {
        QVERIFY(!products.isEmpty());
        seen.picture = products.first().description.toInt();
        QCOMPARE(products.size(), productsOf(seen.picture));
        for (const store::ProductRow &row : products) {
            QCOMPARE(row.description.toInt(), seen.picture);
            QCOMPARE(row.outputs.size(), 1);
            QCOMPARE(row.columns, columnsPerDataset);
        }
        QCOMPARE(need(reader.counts()).datasets, products.size());
        QCOMPARE(need(reader.counts()).columns, products.size() * columnsPerDataset);
    }();
    return seen;
}

QStringList requestIds(const app::Operations &operations)
{
    QStringList ids;
    for (const mesh::AccessRequest &request : need(need(operations.store()->read()).requests()))
        ids.append(request.id);
    return ids;
}

} // namespace

class TestKilledSync : public QObject
{
    Q_OBJECT

private slots:
    void theLastGoodPictureAndEveryRequestSurvive();
};

void TestKilledSync::theLastGoodPictureAndEveryRequestSurvive()
{
    const MeshFolder folder;
    folder.show(0);
    int port = 0;
    const auto startNode = [&] {
        node::Options options;
        options.folder = folder.path();
        options.port = port;
        auto server = need(node::Server::start(options));
        port = QUrl(server->url()).port();
        return server;
    };
    auto server = startNode();
    const WorkspaceFixture fixture;
    WorkspaceFixture::add(*fixture.open(), u"Core"_s, u"node"_s, server->url(), {},
                          u"token-hanna"_s);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(Command(fixture, {u"sync"_s, u"--full"_s}).succeeds());
    const int wholeMs = static_cast<int>(clock.elapsed());

    QRandomGenerator random(20261121);
    QStringList acknowledged;
    Seen last = checkPicture(*fixture.open());
    int ended = 0;
    int newPictures = 0;
    for (int kill = 0; kill < kills; ++kill) {
        if (kill % killsOfOnePicture == 0) {
            server.reset();
            folder.show(kill / killsOfOnePicture + 1);
            server = startNode();
        }
        Command sync(fixture, {u"sync"_s, u"--full"_s});
        std::optional<Command> asking;
        if (kill % killsOfOnePicture == 1)
            asking.emplace(fixture, QStringList{u"access"_s, u"request"_s,
                                                u"product://core/p-%1"_s.arg(kill), u"--purpose"_s,
                                                u"Figures of the quarter, number %1"_s.arg(kill)});
        const bool asks = asking && random.bounded(2) == 0;
        if (asks) { // answered before the kill
            QVERIFY(asking->succeeds());
            const auto answer = QJsonDocument::fromJson(asking->output()).object();
            QVERIFY(!answer.value(u"id").toString().isEmpty());
            acknowledged.append(answer.value(u"id").toString());
        }
        ended += sync.killAfter(random.bounded(wholeMs)) ? 1 : 0;
        if (asking && !asks)
            (void)asking->killAfter(random.bounded(wholeMs / 2));

        const auto operations = fixture.open();
        const Seen now = checkPicture(*operations);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(now.generation >= last.generation);
        QVERIFY(now.picture >= last.picture);
        newPictures += now.picture > last.picture ? 1 : 0;
        last = now;
        const QStringList kept = requestIds(*operations);
        for (const QString &id : std::as_const(acknowledged))
            QVERIFY2(kept.contains(id), qPrintable(id));
    }
    qInfo("%d of %d ended before the kill, %d new pictures, %lld requests, %d ms a whole sync",
          ended, kills, newPictures, qlonglong(acknowledged.size()), wholeMs);
    QVERIFY2(ended < kills, "nothing was killed: the test proves nothing");
    QVERIFY(!acknowledged.isEmpty());

    // And then all goes on: the next sync is good, and shows the newest picture.
    QVERIFY(Command(fixture, {u"sync"_s}).succeeds());
    const auto operations = fixture.open();
    QCOMPARE(checkPicture(*operations).picture, kills / killsOfOnePicture);
    need(operations->sendOutbox({}));
    need(operations->refreshRequests({}, {}));
    QCOMPARE(need(need(operations->store()->read()).outbox()).size(), 0);
    QStringList purposes; // a request that was killed while it was sent is there once at most
    for (const auto &request : need(need(operations->store()->read()).requests()))
        purposes.append(request.purpose.text);
    QCOMPARE(purposes.removeDuplicates(), 0);
    const QStringList kept = requestIds(*operations);
    for (const QString &id : std::as_const(acknowledged))
        QVERIFY2(kept.contains(id), qPrintable(id));
}

} // namespace meshlens::test

QTEST_GUILESS_MAIN(meshlens::test::TestKilledSync)
#include "tst_killed_sync.moc"
