// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/deletion_vector.h"
#include "tests/support/deletion_vectors.h"

#include <QtTest>

using namespace meshlens;
using namespace meshlens::test;

namespace {

constexpr qint64 all = 4'000'000;

std::vector<qint64> positions(std::initializer_list<qint64> list)
{
    return list;
}

QByteArray head(quint32 high)
{
    return little(quint32(1'681'511'377)) + little(quint64(1)) + little(high);
}

} // namespace

class TestDeletionVector : public QObject
{
    Q_OBJECT

private slots:
    void positionsAreRead();
    void runsAndBitmapsAreRead();
    void positionsPastTheEndAreLeftOut();
    void aBrokenVectorIsAnError();
};

void TestDeletionVector::positionsAreRead()
{
    const QByteArray bytes = deletedRows({3, 7, 65535});
    QCOMPARE(*samples::readDeletionVector(framedVector(bytes), all), positions({3, 7, 65535}));
    QCOMPARE(*samples::readInlineDeletionVector(z85(bytes), all), positions({3, 7, 65535}));
}

void TestDeletionVector::runsAndBitmapsAreRead()
{
    // Two containers: a run 5..7 below 65536, then a bitmap of 65536 and 65545.
    QByteArray bits(8192, '\0');
    bits[0] = 1, bits[1] = 2;
    const QByteArray bytes = head(0) + little(quint32(12347 | 1 << 16)) + '\1' // the first has runs
                             + little(quint16(0)) + little(quint16(2)) + little(quint16(1)) +
                             little(quint16(5000)) // more than an array may have
                             + little(quint16(1)) + little(quint16(5)) + little(quint16(2)) + bits;
    QCOMPARE(*samples::readDeletionVector(framedVector(bytes), all),
             positions({5, 6, 7, 65536, 65545}));
}

void TestDeletionVector::positionsPastTheEndAreLeftOut()
{
    QCOMPARE(*samples::readDeletionVector(framedVector(deletedRows({1, 50, 900})), 50),
             positions({1}));
    const QByteArray high = head(7) + deletedRows({1}).mid(16);
    QCOMPARE(*samples::readDeletionVector(framedVector(high), all), positions({}));
}

void TestDeletionVector::aBrokenVectorIsAnError()
{
    const QByteArray sound = framedVector(deletedRows({3, 7}));
    for (qsizetype at = 0; at < sound.size(); ++at) {
        QByteArray wrong = sound;
        wrong[at] = char(wrong[at] ^ 0x40);
        QCOMPARE(samples::readDeletionVector(wrong, all).error().kind, Error::Kind::Decode);
        QVERIFY(!samples::readDeletionVector(sound.first(at), all));
    }
    // Without a checksum anything may come; it must only end.
    const QByteArray bytes = deletedRows({3, 7, 9});
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        for (const int flip : {0x01, 0x80, 0xff}) {
            QByteArray wrong = bytes;
            wrong[at] = char(wrong[at] ^ flip);
            const auto read = samples::readInlineDeletionVector(z85(wrong), 100);
            QVERIFY(!read || read->size() <= 100);
        }
    }
    QVERIFY(!samples::readInlineDeletionVector("~~~~~", all));
    QVERIFY(!samples::readInlineDeletionVector("abc", all));
}

QTEST_APPLESS_MAIN(TestDeletionVector)
#include "tst_deletion_vector.moc"
