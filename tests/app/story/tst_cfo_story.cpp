// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/host.h"
#include "app/session.h"
#include "models/mesh/identity.h"
#include "models/samples/chart.h"
#include "models/scores/overview.h"
#include "models/scores/qualities.h"
#include "models/search/index.h"
#include "models/store/reader.h"

#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace meshlens;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;

/// What a future gives, while the event loop runs on as in a window.
template<typename T>
T answerOf(QFuture<T> future)
{
    QFutureWatcher<T> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished())
        finished.wait(patienceMs);
    return future.result();
}

/// One person at the demo's workspace, as the window would be open for them.
struct Person {
    std::shared_ptr<app::Operations> operations;
    std::unique_ptr<app::WindowSession> session;

    [[nodiscard]] std::optional<mesh::AccessRequest> request(const QString &id) const
    {
        auto reader = session->store()->read();
        const auto found = reader ? reader->request(id) : Result<mesh::AccessRequest>(Error{});
        return found ? std::optional(*found) : std::nullopt;
    }
};

} // namespace

/// The story the program is measured by: a new CFO finds a figure, judges it, gets its data, and an
/// owner grants and revokes other data. Real nodes, real HTTP, real files.
class TestCfoStory : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void homeShowsTheHealthOfTheMesh();
    void searchingPriceFindsTheProduct();
    void theScoreShowsItsParts();
    void accessIsGivenAtOnceByPolicy();
    void theSampleShowsTheAnomaly();
    void theOwnerApprovesAndThePreviewOpens();
    void revokingErasesTheSample();

private:
    Person arrive(const QString &profile);

    QTemporaryDir m_folder;
    Clock m_clock = Clock::fromEnvironment();
    std::unique_ptr<demo::Host> m_host;
    Person m_hanna;
    Person m_lucia;
    QString m_product; // key of what the CFO found
    QString m_dataset; // key of its rows
    QString m_payouts; // key of what an owner must grant
    QString m_request; // id of that request
};

Person TestCfoStory::arrive(const QString &profile)
{
    Person person;
    const auto workspace = app::Workspace::open(m_folder.path(), profile, true);
    if (workspace)
        person.operations = app::Operations::open(*workspace, m_clock).valueOr(nullptr);
    if (person.operations) {
        person.session = std::make_unique<app::WindowSession>(person.operations);
        person.session->start();
    }
    return person;
}

void TestCfoStory::initTestCase()
{
    auto host = demo::Host::start(m_folder.path(), m_clock);
    QVERIFY2(host.hasValue(), host ? "" : qPrintable(host.error().message));
    m_host = *std::move(host);
    const auto synced = m_host->connectAndSync({u"hanna"_s, u"lucia"_s}, m_clock);
    QVERIFY2(synced.hasValue(), synced ? "" : qPrintable(synced.error().message));
    m_hanna = arrive(u"hanna"_s);
    m_lucia = arrive(u"lucia"_s);
    QVERIFY(m_hanna.session && m_lucia.session);
    QTRY_COMPARE_WITH_TIMEOUT(m_hanna.session->profile().fullName, u"Hanna Lind"_s, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_lucia.session->profile().role, u"owner"_s, patienceMs);
}

void TestCfoStory::homeShowsTheHealthOfTheMesh()
{
    auto reader = m_hanna.session->store()->read();
    QVERIFY(reader.hasValue());
    const auto overview = scores::overview(*reader, m_clock.nowMs());
    QVERIFY(overview.hasValue());
    QVERIFY(overview->products >= 45);
    QVERIFY(overview->health.value && *overview->health.value > 50);
    QCOMPARE(overview->domains.size(), 7);
    QVERIFY(!overview->breaches.isEmpty());
    QCOMPARE(overview->weeks.size(), 12);
}

void TestCfoStory::searchingPriceFindsTheProduct()
{
    auto reader = m_hanna.session->store()->read();
    QVERIFY(reader.hasValue());
    const auto index = search::Index::build(*reader);
    QVERIFY(index.hasValue());
    search::FindOptions options;
    options.nowMs = m_clock.nowMs();
    options.kinds = {mesh::Kind::Product};
    const auto hits = search::find(**index, search::parse(u"price"_s), options);
    QVERIFY(hits.hasValue());
    QVERIFY(!hits->hits.isEmpty());
    QCOMPARE(hits->hits.first().name, u"Price realisation"_s);
    QVERIFY(hits->hits.first().why.contains(u"name_prefix"_s));
    m_product = hits->hits.first().key;
}

void TestCfoStory::theScoreShowsItsParts()
{
    auto reader = m_hanna.session->store()->read();
    QVERIFY(reader.hasValue());
    const auto card = scores::scorecard(*reader, m_product, m_clock.nowMs());
    QVERIFY(card.hasValue());
    QVERIFY(card->quality.value.has_value());
    double lost = 0;
    for (const scores::QualityPart &part : card->quality.parts)
        lost += part.lost;
    QVERIFY2(std::abs(100 - lost - *card->quality.value) < 0.11, "the parts explain the score");
    QVERIFY(card->freshness.ageMs.has_value());
    const auto datasets = reader->outputDatasets(m_product);
    QVERIFY(datasets && !datasets->isEmpty());
    m_dataset = datasets->first().key;
}

void TestCfoStory::accessIsGivenAtOnceByPolicy()
{
    const auto before = answerOf(m_hanna.session->sample(m_dataset, 1000, false));
    QVERIFY(!before);
    QCOMPARE(before.error().kind, Error::Kind::NotPermitted);

    auto reader = m_hanna.session->store()->read();
    QVERIFY(reader.hasValue());
    mesh::AccessDraft draft;
    draft.product = m_product;
    draft.port = reader->product(m_product)->thing.ports.first().id;
    draft.purpose = {mesh::PurposeKind::Reporting,
                     u"The board asks why the price we realise in Germany fell last month."_s};
    const auto preview = answerOf(m_hanna.session->previewAccess(draft));
    QVERIFY(preview.hasValue());
    QCOMPARE(preview->answer, mesh::AccessPreview::Answer::AtOnce);

    const auto request = answerOf(m_hanna.session->requestAccess(draft));
    QVERIFY2(request.hasValue(), request ? "" : qPrintable(request.error().message));
    QCOMPARE(request->state, mesh::RequestState::Approved);
    QCOMPARE(request->grant, mesh::GrantState::Active);
    QVERIFY(request->decidedBy.startsWith(u"policy"));
}

void TestCfoStory::theSampleShowsTheAnomaly()
{
    const auto sample = answerOf(m_hanna.session->sample(m_dataset, 10'000, false));
    QVERIFY2(sample.hasValue(), sample ? "" : qPrintable(sample.error().message));
    QVERIFY(sample->rows.size() > 1000);

    samples::ChartSpec spec;
    spec.across = u"price_month"_s;
    spec.bucket = samples::Bucket::Month;
    spec.up = u"net_price_eur"_s;
    spec.summary = samples::Summary::Mean;
    spec.filters = {{u"country"_s, samples::ChartFilter::Compare::Equal, u"DE"_s}};
    const auto chart = samples::chart(*sample, spec);
    QVERIFY2(chart.hasValue(), chart ? "" : qPrintable(chart.error().message));
    const auto &values = chart->series.first().values;
    QVERIFY(values.size() > 3);
    const double last = *values.last();
    const double before = *values[values.size() - 2];
    QVERIFY2(last < 0.75 * before, "the German price of the last month falls out of line");
}

void TestCfoStory::theOwnerApprovesAndThePreviewOpens()
{
    m_payouts = mesh::productKey(u"cadenza-labels"_s, u"royalty-payouts"_s);
    auto reader = m_hanna.session->store()->read();
    QVERIFY(reader.hasValue());
    const auto product = reader->product(m_payouts);
    QVERIFY(product.hasValue());
    mesh::AccessDraft draft;
    draft.product = m_payouts;
    draft.port = product->thing.ports.first().id;
    draft.purpose = {mesh::PurposeKind::Reporting,
                     u"Compare payouts with revenue for the yearly statement to the board."_s};
    const auto request = answerOf(m_hanna.session->requestAccess(draft));
    QVERIFY2(request.hasValue(), request ? "" : qPrintable(request.error().message));
    QCOMPARE(request->state, mesh::RequestState::Pending);
    m_request = request->id;

    // The owner's window hears of it by itself.
    QTRY_VERIFY_WITH_TIMEOUT(m_lucia.request(m_request).has_value(), patienceMs);
    const mesh::AccessRequest inbox = *m_lucia.request(m_request);
    QVERIFY(inbox.decidable);
    QVERIFY(!inbox.mine);
    mesh::AccessAction approve;
    approve.kind = mesh::AccessAction::Kind::Approve;
    approve.request = m_request;
    approve.expectedVersion = inbox.version;
    const auto approved = answerOf(m_lucia.session->act(approve, 0));
    QVERIFY2(approved.hasValue(), approved ? "" : qPrintable(approved.error().message));

    const auto isActive = [this] {
        const auto mine = m_hanna.request(m_request);
        return mine && mine->grant == mesh::GrantState::Active;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isActive(), patienceMs);
    const auto datasets = reader->outputDatasets(m_payouts);
    QVERIFY(datasets && !datasets->isEmpty());
    m_dataset = datasets->first().key;
    const auto sample = answerOf(m_hanna.session->sample(m_dataset, 1000, false));
    QVERIFY2(sample.hasValue(), sample ? "" : qPrintable(sample.error().message));
    QVERIFY(!sample->rows.isEmpty());
}

void TestCfoStory::revokingErasesTheSample()
{
    const auto isCached = [this] {
        const auto cached = answerOf(m_hanna.session->cachedSamples());
        return cached &&
               std::any_of(cached->begin(), cached->end(), [this](const CachedSample &entry) {
                   return entry.dataset == m_dataset;
               });
    };
    QVERIFY(isCached());
    mesh::AccessAction revoke;
    revoke.kind = mesh::AccessAction::Kind::Revoke;
    revoke.request = m_request;
    revoke.note = u"The statement is done."_s;
    revoke.expectedVersion = m_lucia.request(m_request)->version;
    const auto revoked = answerOf(m_lucia.session->act(revoke, 0));
    QVERIFY2(revoked.hasValue(), revoked ? "" : qPrintable(revoked.error().message));

    QTRY_VERIFY_WITH_TIMEOUT(!isCached(), patienceMs); // by itself, without anybody asking
    const auto after = answerOf(m_hanna.session->sample(m_dataset, 1000, false));
    QVERIFY(!after);
    QCOMPARE(after.error().kind, Error::Kind::NotPermitted);
    QCOMPARE(m_hanna.request(m_request)->grant, mesh::GrantState::Revoked);
}

QTEST_GUILESS_MAIN(TestCfoStory)
#include "tst_cfo_story.moc"
