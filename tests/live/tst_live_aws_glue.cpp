// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/live_server.h"

#include <QTest>

using namespace meshlens;
using namespace Qt::StringLiterals;

/// The adapter of Glue, Lake Formation and Athena against moto.
class TestLiveAwsGlue : public QObject
{
    Q_OBJECT

private slots:
    void motoStarts();
};

void TestLiveAwsGlue::motoStarts()
{
    test::LiveServer moto(u"moto"_s);
    MESHLENS_START_LIVE(moto);
    QVERIFY(moto.version().startsWith(u"moto "_s));
}

QTEST_GUILESS_MAIN(TestLiveAwsGlue)
#include "tst_live_aws_glue.moc"
