// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

using namespace meshlens;
using namespace Qt::StringLiterals;

namespace {

const Clock march = Clock::frozenAt(fromRfc3339(u"2026-03-12T09:41:00Z"));

} // namespace

class DemoTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void theSameHourGivesTheSameFiles();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

void DemoTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void DemoTest::theSameHourGivesTheSameFiles()
{
    const auto plan = demo::prepare(m_folder->path(), march);
    if (!plan)
        QFAIL(qPrintable(plan.error().message + u" "_s + plan.error().detail));
    m_folder->setAutoRemove(false);
    qInfo() << m_folder->path();
}

QTEST_GUILESS_MAIN(DemoTest)
#include "tst_demo.moc"
