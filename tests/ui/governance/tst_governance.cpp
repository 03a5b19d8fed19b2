// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/home/cadenza.h"
#include "ui/governance/finding_bar.h"
#include "ui/governance/governance_page.h"
#include "ui/governance/governance_rows.h"
#include "ui/governance/rule_panel.h"
#include "ui/governance/scorecard_model.h"
#include "ui/governance/scorecard_tab.h"
#include "ui/governance/scorecard_view.h"
#include "ui/governance/sharing_model.h"
#include "ui/governance/sharing_panel.h"
#include "ui/governance/sharing_tab.h"
#include "ui/governance/table_tab.h"
#include "ui/parts/sheet.h"
#include "ui/parts/states.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace meshlens;
using namespace meshlens::ui;

namespace {

using Failure = QAbstractItemModelTester::FailureReportingMode;

scores::ScorecardRow row(const QString &id, double secure, bool certified = false)
{
    scores::ScorecardRow made;
    made.key = u"product://m/"_s + id;
    made.name = id;
    made.certified = certified;
    made.values[5] = secure;
    return made;
}

GovernanceData twoDomains()
{
    GovernanceData known;
    known.readAtMs = 1;
    scores::ScorecardDomain first;
    first.key = u"domain://m/a"_s;
    first.name = u"Artists"_s;
    first.products = {row(u"profiles"_s, 90, true), row(u"royalties"_s, 70)};
    scores::ScorecardDomain second;
    second.key = u"domain://m/p"_s;
    second.name = u"Payments"_s;
    second.products = {row(u"attempts"_s, 40)};
    known.governance.domains = {first, second};
    for (const auto &domain : known.governance.domains) {
        for (const scores::ScorecardRow &product : domain.products) {
            store::ProductRow kept;
            kept.key = product.key;
            kept.name = product.name;
            kept.catalogs = {product.name == u"profiles" ? u"Lake"_s : u"Core"_s};
            known.products.insert(kept.key, kept);
        }
    }
    return known;
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

void nameDomains(const test::FakeSession &session)
{
    const auto reader = session.store()->read();
    const auto domains = reader->domains();
    QList<std::pair<QString, QString>> named;
    for (const mesh::Domain &domain : *domains)
        named += {domain.key, domain.name};
    Theme::instance().setDomains(named);
}

} // namespace

class GovernanceTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
        Theme::instance().setReducedMotion(true);
    }

    void theScorecardGroupsByDomainByCatalogAndByWorst()
    {
        ScorecardModel model;
        const QAbstractItemModelTester tester(&model, Failure::QtTest);
        model.setData(twoDomains());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), u"Artists"_s);
        QCOMPARE(model.rowCount(model.index(0, 0)), 2);
        QCOMPARE(model.index(0, 7).data(ScorecardModel::ValueRole).toDouble(), 80.0);
        QVERIFY(!model.index(0, 2).data(ScorecardModel::ValueRole).isValid());

        model.setGrouping(ScorecardModel::Grouping::Catalog);
        QCOMPARE(model.index(0, 0).data().toString(), u"Core"_s);
        QCOMPARE(model.rowCount(model.index(0, 0)), 2);

        model.setGrouping(ScorecardModel::Grouping::Worst);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), u"attempts"_s);
        QCOMPARE(model.index(2, 0).data().toString(), u"profiles"_s);
    }

    void filterAndCertifiedLeaveOnlyWhatMatches()
    {
        ScorecardModel model;
        const QAbstractItemModelTester tester(&model, Failure::QtTest);
        model.setData(twoDomains());
        model.setFilter(u"pay"_s, false); // the name of a domain counts
        QCOMPARE(model.productCount(), 1);
        model.setFilter({}, true);
        QCOMPARE(model.productCount(), 1);
        QVERIFY(model.indexOf(u"product://m/profiles"_s).isValid());
        QVERIFY(!model.indexOf(u"product://m/attempts"_s).isValid());
        model.setFilter(u"nothing at all"_s, false);
        QCOMPARE(model.rowCount(), 0);
    }

    void newValuesOfTheSameProductsKeepTheRows()
    {
        ScorecardModel model;
        const QAbstractItemModelTester tester(&model, Failure::QtTest);
        GovernanceData known = twoDomains();
        model.setData(known);
        const QPersistentModelIndex cell(model.indexOf(u"product://m/attempts"_s, 7));
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        known.governance.domains[1].products[0].values[5] = 55;

        model.setData(known);

        QCOMPARE(reset.count(), 0);
        QCOMPARE(cell.data().toString(), u"55"_s);
    }

    void anEmptyStoreSaysSo()
    {
        test::FakeSession session;
        GovernancePage page(session);
        page.resize(1232, 828);
        page.show();
        QSignalSpy shown(&page, &GovernancePage::shown);
        QVERIFY(shown.wait());
        QVERIFY(page.findChild<EmptyState *>());
    }

    void aCellOpensItsRules()
    {
        test::FakeSession session;
        test::fillWithCadenza(session);
        GovernancePage page(session);
        page.resize(1232, 828);
        page.show();
        QSignalSpy shown(&page, &GovernancePage::shown);
        QVERIFY(shown.wait());
        ScorecardTab *tab = page.scorecard();
        QCOMPARE(tab->model().productCount(), 20);
        const QString key = test::cadenzaProduct(u"label-reports"_s);

        QVERIFY(tab->view()->choose(key, mesh::Quality::Secure));

        QTRY_VERIFY(!tab->panel()->ruleTitles().isEmpty());
        QVERIFY(tab->panel()->heading().startsWith(u"Secure, "_s));
        const auto reader = session.store()->read();
        const auto card = scores::scorecard(*reader, key, session.clock().nowMs());
        QCOMPARE(tab->panel()->ruleTitles().size(), card->qualities[5].results.size());
        QVERIFY(tab->panel()->letter().isEmpty()); // it has no owner
        QCOMPARE(page.link().state.value(u"key"_s), key);
        QCOMPARE(page.link().state.value(u"quality"_s), u"secure"_s);

        QTest::keyClick(tab->view(), Qt::Key_Left);
        QTRY_VERIFY(tab->panel()->heading().startsWith(u"Interoperable"_s));
        QSignalSpy navigated(&page, &Page::navigate);
        QTest::keyClick(tab->view(), Qt::Key_Return);
        QCOMPARE(navigated.first().first().value<Link>(), (Link{u"product"_s, key, {}}));
    }

    void theLetterToTheOwnerIsPlainTextToAKnownAddress()
    {
        RulePanel panel;
        store::ProductRow product;
        product.key = u"product://m/a"_s;
        product.name = u"A & B <b>?cc=x@y"_s;
        scores::QualityMark mark;
        mark.value = 50;
        mark.results = {{scores::rules().first().id, false, u"nothing there"_s}};
        panel.showRules(product, mesh::Quality::Discoverable, mark,
                        {u"lucia@cadenza.example"_s, u"evil@x.example?bcc=all@x.example"_s});
        const QString letter = QString::fromLatin1(panel.letter().toEncoded());
        QVERIFY2(letter.startsWith(u"mailto:lucia@cadenza.example?subject="_s), qPrintable(letter));
        QCOMPARE(letter.count(u'&'), 1); // subject and body, nothing smuggled in
        QVERIFY(!letter.contains(u"cc=x"_s));
    }

    void eachTabShowsItsRows()
    {
        test::FakeSession session;
        test::fillWithCadenza(session);
        GovernancePage page(session);
        page.resize(1232, 828);
        page.show();
        for (const auto &[word, tab, least] :
             {std::tuple(u"findings"_s, GovernancePage::Findings, 10),
              std::tuple(u"rules"_s, GovernancePage::Rules, 20),
              std::tuple(u"contracts"_s, GovernancePage::Contracts, 20),
              std::tuple(u"terms"_s, GovernancePage::Terms, 5),
              std::tuple(u"ownership"_s, GovernancePage::OwnershipList, 20)}) {
            page.open({u"governance"_s, {}, {{u"tab"_s, word}}});
            QCOMPARE(page.tab(), tab);
            FactTable &table = page.table(tab)->table();
            QTRY_VERIFY2(table.facts().rowCount() >= least, qPrintable(word));
            const QAbstractItemModelTester tester(&table.facts(), Failure::QtTest);
            QVERIFY(!table.csv().isEmpty());
            QCOMPARE(page.link().state.value(u"tab"_s), word);
        }
        // A breached contract comes first, a word with two meanings first, a missing owner first.
        QCOMPARE(*page.table(GovernancePage::Contracts)->table().facts().row(0)->cells[2].mark,
                 Mark::Missed);
        QCOMPARE(*page.table(GovernancePage::Terms)->table().facts().row(0)->cells[3].mark,
                 Mark::Warning);
        QCOMPARE(page.table(GovernancePage::OwnershipList)->table().facts().row(0)->data.toString(),
                 test::cadenzaProduct(u"label-reports"_s));
    }

    void anAcceptedRiskIsNoOpenFindingUntilItEnds()
    {
        test::FakeSession session;
        test::fillWithCadenza(session);
        GovernancePage page(session);
        page.resize(1232, 828);
        page.show();
        page.open({u"governance"_s, {}, {{u"tab"_s, u"findings"_s}}});
        TableTab *tab = page.table(GovernancePage::Findings);
        QTRY_VERIFY(tab->table().facts().rowCount() >= 10);
        const int open = tab->table().facts().rowCount();
        const QString id = tab->table().facts().row(0)->id;
        QVERIFY(tab->table().choose(id));
        auto *bar = page.findChild<FindingBar *>();
        QSignalSpy said(bar, &FindingBar::said);

        Sheet *sheet = bar->accept();
        QVERIFY(sheet);
        auto *reason = sheet->findChild<QLineEdit *>();
        reason->setText(u"too short"_s);
        emit reason->returnPressed();
        QCOMPARE(said.count(), 0); // a reason is asked for
        reason->setText(u"The source ends in June, we live with it"_s);
        emit reason->returnPressed();

        QTRY_COMPARE(said.count(), 1);
        QTRY_COMPARE(tab->table().facts().rowCount(), open - 1);
        QVERIFY(!tab->table().choose(id));
        page.open(
            {u"governance"_s, {}, {{u"tab"_s, u"findings"_s}, {u"quality"_s, u"accepted"_s}}});
        QCOMPARE(tab->table().facts().rowCount(), 1);
        QVERIFY(tab->table().choose(id));

        said.first().at(1).value<std::function<void()>>()(); // undo

        QTRY_COMPARE(tab->table().facts().rowCount(), 0);
    }

    void anAcceptanceEndsByItself()
    {
        scores::Finding finding;
        finding.rule = u"secure.owner"_s;
        finding.key = u"product://m/a"_s;
        scores::AcceptedRisk risk;
        risk.rule = finding.rule;
        risk.key = finding.key;
        risk.untilMs = 1000;

        QVERIFY(scores::acceptedFor({risk}, finding, 999));
        QVERIFY(!scores::acceptedFor({risk}, finding, 1000));
        finding.key = u"product://m/b"_s;
        QVERIFY(!scores::acceptedFor({risk}, finding, 999));
    }

    void theSharingMapCountsGrantsBetweenDomains()
    {
        test::FakeSession session;
        test::fillWithCadenza(session);
        GovernancePage page(session);
        page.resize(1232, 828);
        page.show();
        page.open({u"governance"_s, {}, {{u"tab"_s, u"sharing"_s}}});
        SharingTab *tab = page.sharing();
        QTRY_VERIFY(tab->model().rowCount() > 0);
        const QAbstractItemModelTester tester(&tab->model(), Failure::QtTest);
        const Sharing &sharing = tab->model().sharing();
        QVERIFY(std::ranges::any_of(sharing.consumers, [](const Sharing::Side &side) {
            return side.name == u"Marketing" && side.key.isEmpty();
        }));
        int provider = -1;
        int consumer = -1;
        for (auto it = sharing.cells.cbegin(); it != sharing.cells.cend(); ++it)
            std::tie(provider, consumer) = it.key();
        tab->choose(provider, consumer);
        QCOMPARE(tab->panel()->products().facts().rowCount(),
                 sharing.cell(provider, consumer)->uses.size());
        const auto reader = session.store()->read();
        const auto lineage =
            readSharing(*reader, SharingBy::Lineage, false, session.clock().nowMs());
        QVERIFY(lineage);
        QVERIFY(!lineage->cells.isEmpty());
        for (auto it = lineage->cells.cbegin(); it != lineage->cells.cend(); ++it)
            QVERIFY(lineage->providers[it.key().first] != lineage->consumers[it.key().second]);
        const auto personal =
            readSharing(*reader, SharingBy::Grants, true, session.clock().nowMs());
        QVERIFY(std::ranges::all_of(personal->cells, [](const Sharing::Cell &cell) {
            return cell.personal() == cell.uses.size();
        }));
    }

    void picturesOfEachTab_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        QTest::newRow("1440-light") << QSize(1232, 828) << false;
        QTest::newRow("1440-dark") << QSize(1232, 828) << true;
        QTest::newRow("1024-light") << QSize(972, 628) << false;
        QTest::newRow("1024-dark") << QSize(972, 628) << true;
    }

    void picturesOfEachTab()
    {
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        const QString suffix = QString::fromLatin1(QTest::currentDataTag());
        Theme::instance().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        test::FakeSession session;
        test::fillWithCadenza(session);
        nameDomains(session);
        GovernancePage page(session);
        page.resize(size);
        page.show();
        QSignalSpy shown(&page, &GovernancePage::shown);
        QVERIFY(shown.wait());
        page.open({u"governance"_s,
                   {},
                   {{u"key"_s, test::cadenzaProduct(u"payment-attempts"_s)},
                    {u"quality"_s, u"self_describing"_s}}});
        QTRY_VERIFY(!page.scorecard()->panel()->ruleTitles().isEmpty());
        QCOMPARE(page.size(), size); // nothing asks for more room than there is
        // The widest name and six figures fit; nothing lies under the panel's edge.
        QVERIFY(page.scorecard()->view()->columnWidth(ScorecardModel::Name) >= px(120));
        picture(page, u"governance-scorecard-"_s + suffix);
        for (const QString &tab : {u"findings"_s, u"rules"_s, u"sharing"_s, u"contracts"_s,
                                   u"terms"_s, u"ownership"_s}) {
            shown.clear();
            page.open({u"governance"_s, {}, {{u"tab"_s, tab}}});
            if (tab == u"sharing") {
                QTRY_VERIFY(page.sharing()->model().rowCount() > 0);
                page.sharing()->choose(0, 0);
            } else {
                QTRY_VERIFY(page.table(page.tab())->table().facts().rowCount() > 0);
            }
            QCoreApplication::processEvents();
            picture(page, u"governance-%1-%2"_s.arg(tab, suffix));
        }
        Theme::instance().setMode(ThemeMode::Light);
    }
};

QTEST_MAIN(GovernanceTest)
#include "tst_governance.moc"
