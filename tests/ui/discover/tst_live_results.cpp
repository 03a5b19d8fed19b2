// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/live/live_search.h"
#include "tests/support/product_scene.h"
#include "ui/discover/catalog_strip.h"
#include "ui/discover/detail_panel.h"
#include "ui/discover/discover_page.h"
#include "ui/discover/query_line.h"
#include "ui/discover/result_model.h"
#include "ui/discover/result_view.h"
#include "ui/parts/button.h"
#include "ui/parts/labels.h"
#include "ui/parts/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

/// A session whose catalogs answer when the test says so.
class LiveSession final : public test::FakeSession, public live::SearchingSession
{
public:
    struct Asked {
        QString query;
        std::stop_token stop;
        std::shared_ptr<QPromise<live::Answer>> promise;
    };
    QList<Asked> asked;
    QStringList read;
    std::optional<Error> readFailure; // of the next reading

    QFuture<live::Answer> searchLive(const QString &query, std::stop_token stop) override
    {
        auto promise = std::make_shared<QPromise<live::Answer>>();
        promise->start();
        asked.append({query, std::move(stop), promise});
        return promise->future();
    }

    QFuture<Result<QString>> readLive(const QString &catalog, const live::Thing &thing) override
    {
        read += catalog + u' ' + thing.nativeId;
        QPromise<Result<QString>> promise;
        promise.start();
        if (readFailure)
            promise.addResult(*std::exchange(readFailure, std::nullopt));
        else
            promise.addResult(u"product://lake/"_s + thing.nativeId);
        promise.finish();
        return promise.future();
    }

    void answer(const live::Answer &with) { asked.last().promise->addResult(with); }
};

live::Found found(const QString &id, const QString &name, const QString &description = {})
{
    live::Found made;
    made.thing = {mesh::Kind::Product, id};
    made.key = u"product://lake/"_s + id;
    made.name = name;
    made.description = description;
    return made;
}

live::Answer lake(const QList<live::Found> &all, bool done = true)
{
    live::Answer answer;
    answer.catalog = u"Lake"_s;
    answer.done = done;
    answer.found = all;
    return answer;
}

search::Hits locals(int count)
{
    search::Hits made;
    for (int i = 0; i < std::min(count, ResultModel::pageSize); ++i) {
        search::Hit hit;
        hit.key = u"product://core/%1"_s.arg(i);
        hit.name = u"Local %1"_s.arg(i);
        made.hits.append(hit);
    }
    made.total = count;
    return made;
}

live::Row row(const QString &id, int localBefore)
{
    live::Row made;
    made.hit.key = id;
    made.hit.name = id;
    made.catalog = u"Lake"_s;
    made.localBefore = localBefore;
    return made;
}

QString printed(const ResultModel &model)
{
    QStringList names;
    for (int i = 0; i < model.rowCount(); ++i) {
        const search::Hit *hit = model.hit(i);
        names += (hit ? hit->name : u"?"_s) + (model.liveAt(i) ? u"*"_s : QString());
    }
    return names.join(u", "_s);
}

struct Shown {
    explicit Shown(LiveSession &session, const QString &query) : page(session)
    {
        page.resize(1180, 820);
        page.show();
        page.open({u"discover"_s, {}, {{u"q"_s, query}}});
    }
    [[nodiscard]] ResultView &view() { return *page.findChild<ResultView *>(); }
    [[nodiscard]] QString strip() const
    {
        return page.findChild<CatalogStrip *>()->findChild<Label *>()->text();
    }
    [[nodiscard]] int liveRow() const
    {
        for (int i = 0; i < page.results().rowCount(); ++i) {
            if (page.results().liveAt(i))
                return i;
        }
        return -1;
    }
    DiscoverPage page;
};

} // namespace

class TestLiveResults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::instance().install(*qApp);
        test::fillScene(m_session);
    }

    void init() { m_session.asked.clear(); }

    void rowsOfOtherCatalogsStandBetweenThoseOfTheIndex()
    {
        ResultModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setHits(locals(3));
        const QPersistentModelIndex chosen = model.index(1, 0);

        model.setLive({row(u"a"_s, 0), row(u"b"_s, 0), row(u"c"_s, 2), row(u"d"_s, 3)});

        QCOMPARE(printed(model), u"a*, b*, Local 0, Local 1, c*, Local 2, d*"_s);
        QCOMPARE(chosen.row(), 3); // it moved along
        QCOMPARE(model.rowOf(u"c"_s), 4);
        QCOMPARE(model.localsAbove(5), 2);

        model.setLive({row(u"c"_s, 2)});
        QCOMPARE(printed(model), u"Local 0, Local 1, c*, Local 2"_s);
        QCOMPARE(chosen.row(), 1);
        model.setHits(locals(0), {row(u"c"_s, 2)});
        QCOMPARE(printed(model), u"c*"_s);
    }

    void pagesComeToTheirPlaceBesideThem()
    {
        ResultModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setHits(locals(250));
        model.setLive({row(u"a"_s, 0), row(u"b"_s, 100)});
        QSignalSpy wanted(&model, &ResultModel::pageWanted);

        QVERIFY(model.index(102, 0).data().isNull()); // number 100 of the index

        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toInt(), 100);
        search::Hit late;
        late.key = late.name = u"Late"_s;
        model.addHits(100, {late});
        QCOMPARE(model.hit(102)->name, u"Late"_s);
        QCOMPARE(model.rowOf(u"Late"_s), 102);
        QVERIFY(model.liveAt(101));
    }

    void hitsOfACatalogJoinTheList()
    {
        Shown shown(m_session, u"revenue"_s);
        QTRY_COMPARE(m_session.asked.size(), 1);
        QTRY_VERIFY(shown.page.results().rowCount() > 0);
        const int before = shown.page.results().rowCount();
        const QString chosen = shown.page.results().hit(shown.view().currentIndex().row())->key;
        QCOMPARE(m_session.asked.last().query, u"revenue"_s);

        m_session.answer(lake({}, false));
        QTRY_VERIFY(shown.strip().contains(u"Lake is still being asked"));
        m_session.answer(lake({found(u"1"_s, u"Revenue"_s, u"By month"_s)}));

        QTRY_COMPARE(shown.page.results().rowCount(), before + 1);
        QCOMPARE(shown.liveRow(), 0); // nobody reads yet: its name is what was typed
        QTRY_VERIFY(shown.strip().contains(u"1 from Lake, live"));
        QCOMPARE(shown.page.results().hit(shown.view().currentIndex().row())->key, chosen);
        const QString spoken =
            shown.page.results().index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(u"from Lake, live"), qPrintable(spoken));
    }

    void whatIsReadDoesNotMove()
    {
        Shown shown(m_session, u"e"_s);
        QTRY_COMPARE(m_session.asked.size(), 1);
        QTRY_VERIFY(shown.page.results().rowCount() > 3);
        shown.view().setFocus();
        QTRY_VERIFY(shown.view().hasFocus());
        const int last = shown.view().rowsInView().second;
        const QString before = shown.page.results().hit(0)->key;

        m_session.answer(lake({found(u"1"_s, u"E"_s)}));

        QTRY_COMPARE(shown.liveRow(), last);
        QCOMPARE(shown.page.results().hit(0)->key, before);
    }

    void aNewerQueryEndsTheOlderOne()
    {
        Shown shown(m_session, u"reve"_s);
        QTRY_COMPARE(m_session.asked.size(), 1);
        m_session.answer(
            lake({found(u"1"_s, u"Revenue of shops"_s), found(u"2"_s, u"Reversals"_s)}));
        QTRY_VERIFY(shown.page.results().rowOf(u"product://lake/2"_s) >= 0);

        shown.page.open({u"discover"_s, {}, {{u"q"_s, u"revenue"_s}}});

        QVERIFY(m_session.asked.first().stop.stop_requested());
        QTRY_COMPARE(m_session.asked.size(), 2);
        // What shows the new words stays while it is asked, the rest goes at once.
        QTRY_VERIFY(shown.page.results().rowOf(u"product://lake/2"_s) < 0);
        QVERIFY(shown.page.results().rowOf(u"product://lake/1"_s) >= 0);
        m_session.asked.first().promise->addResult(lake({found(u"3"_s, u"Revenue late"_s)}));
        m_session.answer(lake({found(u"4"_s, u"Revenue new"_s)}));
        QTRY_VERIFY(shown.page.results().rowOf(u"product://lake/4"_s) >= 0);
        QVERIFY(shown.page.results().rowOf(u"product://lake/1"_s) < 0);
        QVERIFY(shown.page.results().rowOf(u"product://lake/3"_s) < 0);
    }

    void anEmptyQueryAsksNobody()
    {
        Shown shown(m_session, {});
        QTRY_VERIFY(shown.page.results().rowCount() > 0);
        shown.page.open({u"discover"_s, {}, {{u"q"_s, u"revenue"_s}}});
        QTRY_COMPARE(m_session.asked.size(), 1); // the first question at all
        QCOMPARE(m_session.asked.first().query, u"revenue"_s);
    }

    void aFailureIsAStripAndCanBeAskedAgain()
    {
        Shown shown(m_session, u"revenue"_s);
        QTRY_COMPARE(m_session.asked.size(), 1);
        QTRY_VERIFY(shown.page.results().rowCount() > 0);
        const int before = shown.page.results().rowCount();
        live::Answer failed = lake({});
        failed.error = Error{Error::Kind::Network, u"It took too long."_s, {}};

        m_session.answer(failed);

        QTRY_VERIFY(shown.strip().contains(u"Lake did not answer: It took too long."));
        QCOMPARE(shown.page.results().rowCount(), before);
        LinkLabel *again = nullptr;
        QTRY_VERIFY((again = linkCalled(shown, u"Ask again"_s)) && again->isVisible());
        again->click();
        QTRY_COMPARE(m_session.asked.size(), 2);
        QCOMPARE(m_session.asked.last().query, u"revenue"_s);
        m_session.answer(lake({found(u"1"_s, u"Revenue"_s)}));
        QTRY_VERIFY(!again->isVisible());
    }

    void hitsAloneAreAList()
    {
        Shown shown(m_session, u"zzqy"_s);
        QTRY_COMPARE(m_session.asked.size(), 1);
        m_session.answer(lake({found(u"1"_s, u"Zzqy"_s)}));
        QTRY_VERIFY(shown.view().isVisible());
        QCOMPARE(printed(shown.page.results()), u"Zzqy*"_s);
        QTRY_COMPARE(shown.page.findChild<DetailPanel *>()->key(), u"product://lake/1"_s);
    }

    void openingReadsItFirst()
    {
        Shown shown(m_session, u"zzqy"_s);
        QTRY_COMPARE(m_session.asked.size(), 1);
        m_session.answer(lake({found(u"1"_s, u"Zzqy"_s)}));
        QTRY_COMPARE(printed(shown.page.results()), u"Zzqy*"_s);
        QSignalSpy navigated(&shown.page, &Page::navigate);
        QSignalSpy toasts(&shown.page, &Page::toastRequested);

        m_session.read.clear();
        m_session.readFailure = Error{Error::Kind::NotFound, u"Lake no longer has it."_s, {}};
        emit shown.view().opened(u"product://lake/1"_s, false);
        QTRY_COMPARE(toasts.count(), 2); // what it does, then why not
        QCOMPARE(toasts.last().first().toString(), u"Lake no longer has it."_s);
        QCOMPARE(navigated.count(), 0);

        emit shown.view().opened(u"product://lake/1"_s, false);
        QTRY_COMPARE(navigated.count(), 1);
        QCOMPARE(m_session.read.join(u','), u"Lake 1,Lake 1"_s);
        QCOMPARE(navigated.first().first().value<Link>().key, u"product://lake/1"_s);
    }

private:
    static LinkLabel *linkCalled(const Shown &shown, const QString &text)
    {
        for (LinkLabel *link :
             shown.page.findChild<CatalogStrip *>()->findChildren<LinkLabel *>()) {
            if (link->text() == text)
                return link;
        }
        return nullptr;
    }

    LiveSession m_session;
};

QTEST_MAIN(TestLiveResults)
#include "tst_live_results.moc"
