// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/demo/demo_fixture.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

using namespace meshlens;
using namespace meshlens::demotest;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t dayMs = 86'400'000;

/// Hash of each file by its path, but of those that tokens are in.
QMap<QString, QByteArray> filesOf(const QString &workspace)
{
    QMap<QString, QByteArray> files;
    QDirIterator all(workspace, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        if (path.endsWith(u"people.yaml"_s) || path.endsWith(u"tokens.json"_s))
            continue;
        files.insert(QDir(workspace).relativeFilePath(path),
                     QCryptographicHash::hash(contentOf(path), QCryptographicHash::Sha256).toHex());
    }
    return files;
}

demo::Plan prepared(const QString &workspace, const Clock &clock = march)
{
    const auto plan = demo::prepare(workspace, clock);
    if (!plan)
        qFatal("%s: %s", qUtf8Printable(plan.error().message), qUtf8Printable(plan.error().detail));
    return *plan;
}

} // namespace

class DemoTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theSameHourGivesTheSameFiles();
    void aSecondStartWithinTheHourChangesNothing();
    void aHalfMadeFolderIsMadeAnew();
    void twoDaysLaterThePastGoesOn();
    void tokensAreSecretAndStay();
    void onlyOneProcessHoldsTheLock();

private:
    QTemporaryDir m_folder; // `one` and `two`, made once: making takes seconds
};

void DemoTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepared(m_folder.filePath(u"one"_s));
    prepared(m_folder.filePath(u"two"_s), Clock::frozenAt(march.nowMs() + 10 * 60'000));
}

void DemoTest::theSameHourGivesTheSameFiles()
{
    const auto one = filesOf(m_folder.filePath(u"one"_s));
    QVERIFY(one.size() > 150);
    QCOMPARE(filesOf(m_folder.filePath(u"two"_s)), one);
}

void DemoTest::aSecondStartWithinTheHourChangesNothing()
{
    const QString workspace = m_folder.filePath(u"one"_s);
    const QString loads = workspace + u"/demo/core/loads.ndjson"_s;
    const auto before = filesOf(workspace);
    const QDateTime made = QFileInfo(loads).lastModified();

    prepared(workspace);

    QCOMPARE(filesOf(workspace), before);
    QCOMPARE(QFileInfo(loads).lastModified(), made);
}

void DemoTest::aHalfMadeFolderIsMadeAnew()
{
    const QString workspace = m_folder.filePath(u"two"_s);
    const auto whole = filesOf(workspace);
    // As a kill would leave it: no record yet, one folder missing, one half made beside.
    QVERIFY(QFile::remove(workspace + u"/demo/mesh.json"_s));
    QVERIFY(QDir(workspace + u"/demo/labels"_s).removeRecursively());
    QVERIFY(QDir().mkpath(workspace + u"/demo/labels.partial/products"_s));

    prepared(workspace);

    QCOMPARE(filesOf(workspace), whole);
}

void DemoTest::twoDaysLaterThePastGoesOn()
{
    const QString workspace = m_folder.filePath(u"one"_s);
    const demo::Plan first = prepared(workspace);
    const QString data = first.nodes[1].folder + u"/data/revenue-by-plan.revenue_by_plan.csv"_s;
    const auto loadsBefore = objectsOf(first.nodes[1].folder + u"/loads.ndjson"_s);
    const auto resultsBefore = objectsOf(first.nodes[1].folder + u"/quality.ndjson"_s);
    const QByteArray dataBefore = contentOf(data);

    const demo::Plan later = prepared(workspace, Clock::frozenAt(march.nowMs() + 2 * dayMs));

    const auto loads = objectsOf(first.nodes[1].folder + u"/loads.ndjson"_s);
    const auto results = objectsOf(first.nodes[1].folder + u"/quality.ndjson"_s);
    QCOMPARE(later.firstStartMs, first.firstStartMs);
    QCOMPARE(later.recordedUntilMs, first.recordedUntilMs + 2 * dayMs);
    QCOMPARE(loads.first(loadsBefore.size()), loadsBefore);
    QCOMPARE(results.first(resultsBefore.size()), resultsBefore);
    QVERIFY(loads.size() > loadsBefore.size() + 60);
    QVERIFY(results.size() > resultsBefore.size() + 100);
    for (const auto &load : loads.mid(loadsBefore.size())) {
        const std::int64_t at = fromRfc3339(text(load, "arrived_at"));
        QVERIFY(at > first.recordedUntilMs && at <= later.recordedUntilMs);
    }
    QCOMPARE(contentOf(data), dataBefore);
}

void DemoTest::tokensAreSecretAndStay()
{
    const QString workspace = m_folder.filePath(u"two"_s);
    const demo::Plan plan = prepared(workspace);
    const QString path = workspace + u"/demo/tokens.json"_s;
    const QByteArray people = contentOf(plan.nodes[0].folder + u"/people.yaml"_s);

    QCOMPARE(plan.people.size(), 6);
    QCOMPARE(plan.people.first().profile, u"hanna"_s);
    QCOMPARE(plan.people.first().roles, QStringList{u"consumer"_s});
    QCOMPARE(plan.people.last().roles, (QStringList{u"consumer"_s, u"steward"_s}));
    QCOMPARE(QFile::permissions(path) &
                 (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    for (const demo::PlanPerson &person : plan.people) {
        const QString token = plan.tokens.value(person.profile);
        QVERIFY(token.size() >= 40);
        QVERIFY(!people.contains(token.toUtf8()));
        QVERIFY(people.contains(
            QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256).toHex()));
    }
    QCOMPARE(prepared(workspace).tokens, plan.tokens);
}

void DemoTest::onlyOneProcessHoldsTheLock()
{
    QCOMPARE(demo::runningProcess(m_folder.path()), 0);
    {
        const auto lock = demo::Lock::take(m_folder.path());
        QVERIFY(lock);
        QCOMPARE(demo::runningProcess(m_folder.path()), QCoreApplication::applicationPid());
        const auto second = demo::Lock::take(m_folder.path());
        QVERIFY(!second);
        QCOMPARE(second.error().kind, Error::Kind::Conflict);
        QVERIFY(
            second.error().message.contains(QString::number(QCoreApplication::applicationPid())));
    }
    QVERIFY(demo::Lock::take(m_folder.path()));
}

QTEST_GUILESS_MAIN(DemoTest)
#include "tst_demo.moc"
