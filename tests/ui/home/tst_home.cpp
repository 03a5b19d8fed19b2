// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/home/cadenza.h"
#include "ui/home/brief.h"
#include "ui/home/changes_sheet.h"
#include "ui/home/home_page.h"
#include "ui/home/home_views.h"
#include "ui/home/metric.h"
#include "ui/parts/labels.h"
#include "ui/parts/states.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace meshlens;
using namespace meshlens::ui;

namespace {

constexpr std::int64_t day = 86'400'000;
using Failure = QAbstractItemModelTester::FailureReportingMode;

FactRow row(const QString &id, const QString &text)
{
    FactRow made;
    made.id = id;
    made.cells = {FactCell{.text = text}, FactCell{.text = u"x"_s, .sort = text.size()}};
    return made;
}

QPushButton *buttonOf(QWidget *widget, const QString &words)
{
    for (QPushButton *button : widget->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->accessibleName().contains(words))
            return button;
    }
    return nullptr;
}

/// Pictures for people, where MESHLENS_PICTURES names a folder.
void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("MESHLENS_PICTURES");
    if (folder.isEmpty())
        return;
    QCoreApplication::processEvents(); // layouts settle
    widget.grab().save(folder + u'/' + name + u".png"_s);
}

} // namespace

class HomeTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
        Theme::instance().setReducedMotion(true);
    }

    void newRowsReplaceTheOldOnesById()
    {
        FactModel model({{u"Name"_s, 0}, {u"Size"_s, 60}});
        const QAbstractItemModelTester tester(&model, Failure::QtTest);
        model.setRows({row(u"a"_s, u"one"_s), row(u"b"_s, u"two"_s), row(u"c"_s, u"three"_s)});
        const QPersistentModelIndex last(model.index(2, 0));
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

        model.setRows({row(u"a"_s, u"one"_s), row(u"d"_s, u"new"_s), row(u"e"_s, u"more"_s),
                       row(u"c"_s, u"three"_s)});

        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(last.row(), 3);
        QCOMPARE(reset.count(), 0);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void theFilterLooksForAllWordsInAnyColumn()
    {
        FactModel model({{u"Name"_s, 0}, {u"Size"_s, 60}});
        FactFilter filter(&model);
        const QAbstractItemModelTester tester(&filter, Failure::QtTest);
        model.setRows({row(u"a"_s, u"one x"_s), row(u"b"_s, u"two"_s)});

        filter.setWords(u"TWO x"_s);

        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, 0).data().toString(), u"two"_s);
    }

    void exportedCellsAreQuotedAndNeverFormulas()
    {
        FactModel model({{u"Name"_s, 0}, {u"Size"_s, 60}});
        model.setRows({row(u"a"_s, u"=cmd()"_s), row(u"b"_s, u"a, \"b\""_s)});
        QCOMPARE(model.csv({0, 1}), u"Name,Size\r\n'=cmd(),x\r\n\"a, \"\"b\"\"\",x\r\n"_s);
    }

    void aMetricSumsItsColumnByTime()
    {
        Metric metric;
        metric.dataset = u"d"_s;
        metric.timeColumn = u"month"_s;
        metric.valueColumn = u"eur"_s;
        metric.unit = u"€"_s;
        mesh::Sample sample;
        sample.columns = {{u"month"_s, u"text"_s, false}, {u"eur"_s, u"numeric"_s, false}};
        for (int month = 1; month <= 9; ++month) {
            const QString at = u"2026-0%1"_s.arg(month);
            sample.rows += {at, 1'000'000.0 * month + (month % 2) * 10'000};
            sample.rows += {at, month == 9 ? -8'000'000.0 : 0.0};
        }
        sample.rows += {u"2026-10"_s, QVariant()};

        const MetricValue value = metricValue(metric, sample);

        QCOMPARE(value.at, u"2026-09"_s);
        QCOMPARE(*value.value, 1'010'000.0);
        QVERIFY(*value.change < -0.8);
        QVERIFY(value.unusual);
        QCOMPARE(value.series.size(), 9);
        QCOMPARE(metricOf(keptOf(metric))->valueColumn, u"eur"_s);
        sample.columns[1].masked = true;
        QVERIFY(!metricValue(metric, sample).value);
    }

    void anEmptyStoreOffersToConnectACatalog()
    {
        test::FakeSession session;
        HomePage page(session);
        page.resize(1232, 828);
        page.show();
        QSignalSpy shown(&page, &HomePage::shown);
        QVERIFY(shown.wait());

        auto *state = page.findChild<EmptyState *>();
        QVERIFY(state);
        QSignalSpy navigated(&page, &Page::navigate);
        state->findChild<QPushButton *>()->click();
        QCOMPARE(navigated.first().first().value<Link>().page, u"catalogs"_s);
        picture(page, u"home-empty"_s);
    }

    void tablesAloneAreSentOnToDiscoverAndLineage()
    {
        test::FakeSession session;
        Batch batch;
        mesh::Dataset dataset;
        dataset.key = u"snowflake://acme/dwh/raw/orders"_s;
        dataset.nativeId = dataset.name = u"orders"_s;
        batch.datasets += dataset;
        session.pull(u"warehouse"_s, batch);
        HomePage page(session);
        QSignalSpy navigated(&page, &Page::navigate);
        page.resize(1000, 700);
        page.show();
        page.open({u"home"_s, {}, {}});
        QTRY_VERIFY(page.findChild<EmptyState *>());
        QStringList pages;
        for (const QString &words : {u"Open Discover"_s, u"Open Lineage"_s}) {
            const auto buttons = page.findChildren<QAbstractButton *>();
            const auto button = std::ranges::find(buttons, words, &QAbstractButton::text);
            QVERIFY(button != buttons.end());
            (*button)->click();
            pages += navigated.takeFirst().first().value<Link>().page;
        }
        QCOMPARE(pages, QStringList({u"discover"_s, u"lineage"_s}));
    }

    void theFullHomeShowsFiguresDomainsBreachesAndRequests()
    {
        test::FakeSession session;
        test::fillWithCadenza(session);
        HomePage page(session);
        page.resize(1232, 828);
        page.show();
        QSignalSpy shown(&page, &HomePage::shown);
        QVERIFY(shown.wait());

        auto *view = qobject_cast<ExecutiveView *>(page.view());
        QVERIFY(view);
        QCOMPARE(view->figures().tiles().size(), 6);
        QVERIFY(!view->figures().tiles().first()->kpi().unknown);
        QVERIFY(!view->hasMetrics());
        QCOMPARE(view->health().table().facts().rowCount(), 6);
        QVERIFY(view->breaches().table().facts().rowCount() >= 4);
        const QAbstractItemModelTester tester(view->health().table().model(), Failure::QtTest);

        QSignalSpy navigated(&page, &Page::navigate);
        const FactRow &worst = *view->health().table().facts().row(0);
        emit view->health().table().rowOpened(worst);
        QCOMPARE(navigated.last().first().value<Link>(),
                 (Link{u"governance"_s, worst.data.toString(), {{u"tab"_s, u"scorecard"_s}}}));
        view->breaches().table().choose(view->breaches().table().facts().row(0)->id);
        QTest::keyClick(&view->breaches().table(), Qt::Key_Return);
        QCOMPARE(navigated.last().first().value<Link>().state.value(u"tab"_s), u"quality"_s);
        view->figures().tiles()[2]->click();
        QCOMPARE(navigated.last().first().value<Link>().page, u"discover"_s);
    }

    void approveIsOfferedOnlyWithAllRulesMetAndNoPersonalData()
    {
        test::FakeSession session;
        test::fillWithCadenza(session);
        session.preview.answer = mesh::AccessPreview::Answer::Owner;
        session.preview.rules = {{u"a"_s, u"Internal"_s, true, {}}, {u"b"_s, u"Short"_s, true, {}}};
        HomePage page(session);
        page.resize(1232, 828);
        page.show();
        const WaitingCard *waiting = page.view()->waiting();
        QTRY_VERIFY(waiting->canApprove(u"wait-1"_s));
        QVERIFY(!waiting->canApprove(u"wait-2"_s)); // personal columns
        QVERIFY(waiting->canApprove(u"wait-3"_s));

        QSignalSpy navigated(&page, &Page::navigate);
        QPushButton *review = nullptr;
        QTRY_VERIFY((review = buttonOf(&page, u"Review the request of"_s)));
        review->click();
        QCOMPARE(navigated.last().first().value<Link>(),
                 (Link{u"access"_s, {}, {{u"request"_s, u"wait-2"_s}, {u"tab"_s, u"inbox"_s}}}));

        QSignalSpy toast(&page, &Page::toastRequested);
        QPushButton *approve = nullptr;
        QTRY_VERIFY((approve = buttonOf(&page, u"Approve the request of"_s)));
        approve->click();
        QTRY_COMPARE(toast.count(), 1);
        QVERIFY(session.wishes.contains(u"approve wait-3"_s) ||
                session.wishes.contains(u"approve wait-1"_s));
        toast.first().at(1).value<Page::Undo>().act();
        QVERIFY(session.wishes.last().startsWith(u"undo wait-"_s));
    }

    void aFailedRuleAsksForReview()
    {
        test::FakeSession session;
        test::fillWithCadenza(session);
        session.preview.rules = {{u"a"_s, u"Internal"_s, true, {}},
                                 {u"b"_s, u"Short"_s, false, {}}};
        HomePage page(session);
        page.resize(1232, 828);
        page.show();
        QTRY_VERIFY(buttonOf(&page, u"Review the request of"_s));
        QVERIFY(!page.view()->waiting()->canApprove(u"wait-1"_s));
        QVERIFY(!buttonOf(&page, u"Approve the request of"_s));
    }

    void theOwnerSeesOwnProductsWorstFirst()
    {
        test::FakeSession session;
        session.person.role = u"owner"_s;
        session.person.email = u"lucia@cadenza.example"_s;
        test::fillWithCadenza(session);
        HomePage page(session);
        QCOMPARE(page.variant(), HomeVariant::Owner);
        page.resize(1232, 828);
        page.show();
        QSignalSpy shown(&page, &HomePage::shown);
        QVERIFY(shown.wait());
        const auto *view = qobject_cast<OwnerView *>(page.view());
        QVERIFY(view);
        QCOMPARE(view->products().table().facts().rowCount(), 19); // one has no owner
        const QList<OwnProduct> &own = page.data()->own;
        QVERIFY(!own.first().worst.isEmpty());
        QVERIFY(own.last().worst.isEmpty());
        QCOMPARE(page.data()->questions.size(), 1);
        QVERIFY(!page.data()->consumers.isEmpty());
        picture(page, u"home-owner"_s);
    }

    void governanceSeesQualitiesFindingsAndEndingGrants()
    {
        test::FakeSession session;
        session.person.role = u"steward"_s;
        test::fillWithCadenza(session);
        HomePage page(session);
        page.resize(1232, 828);
        page.show();
        QSignalSpy shown(&page, &HomePage::shown);
        QVERIFY(shown.wait());
        const auto *view = qobject_cast<GovernanceView *>(page.view());
        QVERIFY(view);
        QCOMPARE(view->figures().tiles().size(), 6);
        QVERIFY(view->findings().table().facts().rowCount() > 0);
        QVERIFY(view->ending().table().facts().rowCount() > 0);
        picture(page, u"home-governance"_s);
        QVERIFY(page.link().state.isEmpty()); // the usual variant needs no word
        page.open({u"home"_s, {}, {{u"view"_s, u"executive"_s}, {u"days"_s, u"90"_s}}});
        QCOMPARE(page.link(),
                 (Link{u"home"_s, {}, {{u"days"_s, u"90"_s}, {u"view"_s, u"executive"_s}}}));
        QTRY_COMPARE(page.data()->overview.onTime.values.size(), 90);
    }

    void changesSinceTheLastVisitAreCountedByKind()
    {
        test::FakeSession session;
        const std::int64_t visit = session.clock().nowMs() - 3 * day;
        QVERIFY(session.store()->write([&](store::Writer &writer) {
            return writer.setSetting(u"home.visit"_s, QByteArray::number(qint64(visit)));
        }));
        test::fillWithCadenza(session);
        HomePage page(session);
        page.resize(1232, 828);
        page.show();
        QSignalSpy read(&page, &HomePage::visitRead);
        QVERIFY(read.wait());
        LinkLabel *changes = nullptr;
        QTRY_VERIFY((changes = [&]() -> LinkLabel * {
            for (LinkLabel *label : page.findChildren<LinkLabel *>()) {
                if (label->isVisible() && label->text().contains(u"changes since"_s))
                    return label;
            }
            return nullptr;
        }()));
        const auto reader = session.store()->read();
        QVERIFY(reader);
        const auto all = changesSince(*reader, visit, session.clock().nowMs());
        QVERIFY(all);
        QVERIFY(std::ranges::any_of(*all, [](const store::Change &change) {
            return ChangesSheet::kindOf(change) == ChangesSheet::Late;
        }));
        // This visit is the one to compare with next time.
        QCOMPARE(*reader->setting(u"home.visit"_s),
                 QByteArray::number(qint64(session.clock().nowMs())));

        changes->click();
        auto *sheet = qobject_cast<ChangesSheet *>(Sheet::topmost(&page));
        QVERIFY(sheet);
        QCOMPARE(sheet->table().facts().rowCount(), all->size());
        picture(page, u"home-changes"_s);
        sheet->reject();
    }

    void theBriefIsAPdfWithTheSameFigures()
    {
        test::FakeSession session;
        test::fillWithCadenza(session);
        const auto reader = session.store()->read();
        QVERIFY(reader);
        const auto home =
            readHome(*reader, session.person, HomeVariant::Executive, session.clock().nowMs(), 30);
        QVERIFY(home);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"brief.pdf"_s);
        QVERIFY(writeBrief(path, u"Cadenza Media"_s, *home));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.size() > 5000);
        QCOMPARE(file.read(5), QByteArray("%PDF-"));
        QVERIFY(!writeBrief(folder.filePath(u"no/such/folder.pdf"_s), u"x"_s, *home));
        if (const QString out = qEnvironmentVariable("MESHLENS_PICTURES"); !out.isEmpty())
            QFile::copy(path, out + u"/brief.pdf"_s);
    }

    void nothingIsClippedInAnySize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        QTest::newRow("home-1440-light") << QSize(1232, 828) << false;
        QTest::newRow("home-1440-dark") << QSize(1232, 828) << true;
        QTest::newRow("home-1024-light") << QSize(972, 628) << false;
        QTest::newRow("home-1024-dark") << QSize(972, 628) << true;
    }

    void nothingIsClippedInAnySize()
    {
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        Theme::instance().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        test::FakeSession session;
        test::fillWithCadenza(session);
        session.preview.rules = {{u"a"_s, u"Internal"_s, true, {}}};
        const auto reader = session.store()->read();
        const auto domains = reader->domains();
        QList<std::pair<QString, QString>> named;
        for (const mesh::Domain &domain : *domains)
            named += {domain.key, domain.name};
        Theme::instance().setDomains(named);
        HomePage page(session);
        page.resize(size);
        page.show();
        QSignalSpy shown(&page, &HomePage::shown);
        QVERIFY(shown.wait());
        QTRY_VERIFY(page.view()->waiting()->canApprove(u"wait-1"_s));
        QCoreApplication::processEvents();
        QCOMPARE(page.view()->width(), page.view()->parentWidget()->width()); // nothing at the side
        for (const KpiTile *tile : page.view()->figures().tiles())
            QVERIFY(tile->width() >= tile->minimumSizeHint().width());
        picture(page, QString::fromLatin1(QTest::currentDataTag()));
        Theme::instance().setMode(ThemeMode::Light);
    }
};

QTEST_MAIN(HomeTest)
#include "tst_home.moc"
