// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/sample_cache.h"
#include "models/samples/sample_codec.h"

#include <QtTest>

using namespace meshlens;
using namespace Qt::StringLiterals;
using samples::SampleCache;

namespace {

constexpr std::int64_t now = 1'000'000;
const QByteArray key(32, 'k');

mesh::Sample sample(const QString &text, const QString &grant = {},
                    std::optional<std::int64_t> expires = {})
{
    mesh::Sample made;
    made.columns = {{u"name"_s, u"varchar"_s, false}, {u"amount"_s, u"bigint"_s, true}};
    made.rows = {{text, qint64(7)}, {QVariant(), 2.5}, {true, u"é"_s}};
    made.grant = grant;
    made.expiresAtMs = expires;
    made.fetchedAtMs = now;
    made.complete = true;
    return made;
}

SampleCache::Origin origin(const QString &dataset, const QString &product = u"P"_s)
{
    return {product, dataset, u"core"_s, u"p."_s + dataset, u"Title"_s};
}

std::unique_ptr<SampleCache> cache(const QTemporaryDir &folder, const QByteArray &secret = key,
                                   qint64 maxBytes = 1 << 20)
{
    auto opened = SampleCache::open(folder.path(), secret, {maxBytes});
    return opened ? *std::move(opened) : nullptr;
}

QByteArray fileBytes(const QTemporaryDir &folder)
{
    QFile file(folder.filePath(u"samples.db"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSampleCache : public QObject
{
    Q_OBJECT

private slots:
    void aSampleComesBackAsItWas()
    {
        const QTemporaryDir folder;
        const mesh::Sample given = sample(u"Ana"_s, u"g1"_s, now + 10);
        QVERIFY(cache(folder)->put(origin(u"d"_s), given));

        const auto found = cache(folder)->get(u"d"_s, now);

        QVERIFY(found);
        QCOMPARE(found->columns, given.columns);
        QCOMPARE(found->rows, given.rows);
        QCOMPARE(found->grant, u"g1"_s);
        QCOMPARE(*found->expiresAtMs, now + 10);
        QCOMPARE(found->fetchedAtMs, now);
        QVERIFY(found->complete);
    }

    void theFileTellsNothingOfTheRows()
    {
        const QTemporaryDir folder;
        const QString secret = QString(u"very-private-words "_s).repeated(50);
        QVERIFY(cache(folder)->put(origin(u"d"_s), sample(secret)));

        const QByteArray bytes = fileBytes(folder);

        QVERIFY(bytes.contains("Title"));
        QVERIFY(!bytes.contains("very-private-words"));
        QVERIFY(!bytes.contains(QByteArray("v\0e\0r\0y\0", 8)));
        QVERIFY(!bytes.contains(QByteArray("\0v\0e\0r\0y", 8)));
        QVERIFY(!bytes.contains(key));
        QCOMPARE(QFile::permissions(folder.filePath(u"samples.db"_s)) &
                     (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void whatIsErasedIsOverwritten()
    {
        const QTemporaryDir folder;
        const auto held = cache(folder);
        QVERIFY(held->put(origin(u"dataset-to-forget"_s), sample(u"x"_s)));
        QVERIFY(fileBytes(folder).contains("dataset-to-forget"));

        QCOMPARE(*held->erase(u"dataset-to-forget"_s), 1);

        QVERIFY(!fileBytes(folder).contains("dataset-to-forget"));
    }

    void anotherKeyIsRefusedAndTheEntryDropped()
    {
        const QTemporaryDir folder;
        QVERIFY(cache(folder)->put(origin(u"d"_s), sample(u"x"_s)));
        const auto other = cache(folder, QByteArray(32, 'o'));

        const auto found = other->get(u"d"_s, now);

        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::Decode);
        QVERIFY(!found.error().message.isEmpty());
        QCOMPARE(other->get(u"d"_s, now).error().kind, Error::Kind::NotFound);
    }

    void aKeyOfTheWrongLengthOpensNothing()
    {
        const QTemporaryDir folder;
        QVERIFY(!SampleCache::open(folder.path(), QByteArray(31, 'k')));
    }

    void aSealBelongsToItsPlace()
    {
        const QByteArray text = samples::sealed("rows", key, "d1");

        QCOMPARE(*samples::opened(text, key, "d1"), QByteArray("rows"));
        QVERIFY(!samples::opened(text, key, "d2"));
        for (int i = 0; i < text.size(); ++i) {
            QByteArray damaged = text;
            damaged[i] = char(damaged[i] ^ 1);
            QVERIFY(!samples::opened(damaged, key, "d1"));
        }
        QVERIFY(!samples::opened(text.left(10), key, "d1"));
        QVERIFY(samples::sealed("rows", key, "d1") != text);
    }

    void damagedPacksAreRefused()
    {
        const QByteArray pack = *samples::packed(sample(u"x"_s));
        QVERIFY(samples::unpacked(pack));
        for (qsizetype length = 0; length < pack.size(); ++length)
            QVERIFY(!samples::unpacked(pack.left(length)));
        QVERIFY(!samples::unpacked("garbage"));
    }

    void anExpiredSampleIsGone()
    {
        const QTemporaryDir folder;
        const auto held = cache(folder);
        QVERIFY(held->put(origin(u"d"_s), sample(u"x"_s, {}, now + 5)));
        QVERIFY(held->get(u"d"_s, now + 4));

        QCOMPARE(held->get(u"d"_s, now + 5).error().kind, Error::Kind::NotFound);
        QVERIFY(held->list(now)->isEmpty());
    }

    void grantsProductsAndCatalogsAreErasedAlone()
    {
        const QTemporaryDir folder;
        const auto held = cache(folder);
        QVERIFY(held->put(origin(u"a"_s), sample(u"x"_s, u"g1"_s)));
        QVERIFY(held->put(origin(u"b"_s), sample(u"x"_s, u"g2"_s)));
        QVERIFY(held->put(origin(u"c"_s, u"Q"_s), sample(u"x"_s)));

        QCOMPARE(*held->eraseByGrant(u"g1"_s), 1);
        QCOMPARE(*held->eraseByGrant({}), 0);
        QCOMPARE(*held->eraseProduct(u"Q"_s), 1);
        QCOMPARE(held->list(now)->size(), 1);
        QCOMPARE(*held->eraseByCatalog(u"core"_s), 1);
        QCOMPARE(held->list(now)->size(), 0);
    }

    void theOldestMakesRoom()
    {
        const QTemporaryDir folder;
        QString noise;
        quint32 seed = 1;
        for (int i = 0; i < 3000; ++i) {
            seed = seed * 1664525u + 1013904223u;
            noise += QChar(char16_t(0x100 + (seed >> 20)));
        }
        const auto held = cache(folder, key, 15'000);
        for (int i = 0; i < 4; ++i) {
            mesh::Sample one = sample(noise);
            one.fetchedAtMs = now + i;
            QVERIFY(held->put(origin(u"d%1"_s.arg(i)), one));
        }
        const auto left = held->list(now);
        QVERIFY(left->size() < 4);
        QVERIFY(!held->get(u"d0"_s, now));
        QVERIFY(held->get(u"d3"_s, now));

        QCOMPARE(cache(folder, key, 100)->put(origin(u"big"_s), sample(noise)).error().kind,
                 Error::Kind::TooLarge);
    }
};

QTEST_APPLESS_MAIN(TestSampleCache)
#include "tst_sample_cache.moc"
