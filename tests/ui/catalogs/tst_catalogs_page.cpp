// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/governance.h"
#include "models/store/reader.h"
#include "models/store/split.h"
#include "models/store/store.h"
#include "tests/support/fake_session.h"
#include "ui/catalogs/catalog_sheet.h"
#include "ui/catalogs/catalogs_page.h"
#include "ui/catalogs/same_panel.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/theme.h"
#include "ui/parts/toast.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QLineEdit>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

Batch products(int count)
{
    Batch batch;
    for (int i = 0; i < count; ++i) {
        mesh::DataProduct product;
        product.nativeId = u"p%1"_s.arg(i);
        product.key = u"product://core/"_s + product.nativeId;
        product.name = u"Product %1"_s.arg(i);
        batch.products += product;
    }
    return batch;
}

mesh::DataProduct named(const QString &id, const QString &name)
{
    mesh::DataProduct product;
    product.nativeId = id;
    product.key = u"product://core/"_s + id;
    product.name = name;
    return product;
}

/// A product with its table, by the same keys in every catalog; its one check as of now.
Batch ofOneKey(const QString &catalog, mesh::CheckStatus status = mesh::CheckStatus::Passed)
{
    Batch batch;
    batch.products = {named(u"1"_s, u"Refunds"_s)};
    mesh::Dataset table;
    table.key = table.nativeId = u"postgres://h:5432/a/b/refunds"_s;
    table.name = u"refunds"_s;
    batch.datasets = {table};
    mesh::Port port;
    port.id = u"out"_s;
    port.dataset = table.key;
    batch.products[0].ports = {port};
    mesh::Check check;
    check.id = u"check of "_s + catalog;
    check.dataset = table.key;
    check.dimension = mesh::Dimension::Validity;
    batch.checks = {check};
    mesh::CheckResult result;
    result.check = check.id;
    result.atMs = 1'773'306'000'000;
    result.status = status;
    batch.results = {result};
    return batch;
}

/// "Payments product://core/1" for each thing that a catalog has for itself.
QStringList parted(const test::FakeSession &session)
{
    QStringList all;
    const auto splits = session.store()->read()->identitySplits();
    for (const store::IdentitySplit &split : *splits)
        all += split.catalog + u' ' + split.key;
    all.sort();
    return all;
}

/// The Catalogs screen, read.
class SameWindow : public QWidget
{
public:
    explicit SameWindow(Session &session) : m_page(session, this)
    {
        resize(1200, 800);
        m_page.resize(1200, 800);
        show();
        m_page.open({u"catalogs"_s, {}, {}});
    }
    [[nodiscard]] SamePanel *panel() const { return m_page.samePanel(); }

    /// What each row says: its words, then its buttons.
    [[nodiscard]] QStringList rows() const
    {
        const auto inside = [](const QWidget *where) {
            return where->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
        };
        QStringList all;
        for (const QWidget *row : inside(panel())) {
            QStringList words;
            for (const QWidget *part : inside(row)) {
                if (const auto *label = qobject_cast<const ElidedLabel *>(part))
                    words += label->text();
                else if (const auto *button = qobject_cast<const Button *>(part))
                    words += button->text();
            }
            if (row->isVisible() && !words.isEmpty())
                all += words.join(u"; "_s);
        }
        return all;
    }

private:
    CatalogsPage m_page;
};

void keepPicture(QWidget &window, const QString &name)
{
    QDir().mkpath(QStringLiteral(MESHLENS_PICTURES));
    QVERIFY(window.grab().save(QStringLiteral(MESHLENS_PICTURES "/") + name + u".png"_s));
}

QStringList names(const CatalogModel &model)
{
    QStringList found;
    for (const CatalogLine &line : model.lines())
        found += line.row.connection.name;
    return found;
}

Button *button(QWidget *where, const QString &text)
{
    for (Button *one : where->findChildren<Button *>()) {
        if (one->text() == text && one->isVisible())
            return one;
    }
    return nullptr;
}

Button *named(QWidget *where, const QString &spoken)
{
    for (Button *one : where->findChildren<Button *>()) {
        if (one->accessibleName() == spoken && one->isVisible())
            return one;
    }
    return nullptr;
}

/// Clicks a button once it can be seen: rows made anew show after the next turn of the event loop.
bool click(QWidget *where, const QString &text)
{
    return QTest::qWaitFor([&] { return button(where, text); }) &&
           (button(where, text)->click(), true);
}

/// Takes back what a message on the window offers to take back.
bool undo(const QWidget &window)
{
    const auto offer = [&]() -> QAbstractButton * {
        const auto *toast = window.findChild<Toast *>();
        return toast ? toast->findChild<QAbstractButton *>() : nullptr;
    };
    return QTest::qWaitFor([&] { return offer(); }) && (offer()->click(), true);
}

} // namespace

class CatalogsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void eachCatalogIsARowWithItsState()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, products(3));
        session.pull(u"Payments"_s, products(1));
        session.failPull(u"Payments"_s, u"The catalog did not answer in 10 s."_s);
        CatalogsPage page(session);
        const QAbstractItemModelTester tester(
            page.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        page.resize(1200, 800);
        page.show();
        page.open({u"catalogs"_s, u"Payments"_s, {}});

        QTRY_COMPARE(names(*page.model()), (QStringList{u"Core"_s, u"Payments"_s}));
        const auto cell = [&](int row, int column) {
            return page.model()->index(row, column).data().toString();
        };
        QCOMPARE(cell(0, CatalogModel::State), u"In sync"_s);
        QCOMPARE(cell(0, CatalogModel::Products), u"3"_s);
        QCOMPARE(cell(1, CatalogModel::State), u"Failed"_s);
        QCOMPARE(page.link().key, u"Payments"_s);
        session.progress = {{u"Core"_s, true, u"datasets"_s, 62, 100}};
        emit session.syncChanged();
        QCOMPARE(cell(0, CatalogModel::State), u"Syncing 62%"_s);
        QCOMPARE(cell(0, CatalogModel::Act), u"Stop"_s);
    }

    void whatIsOldSaysItsAgeHereAndInTheHeader()
    {
        test::FakeSession session;
        for (const QString &name : {u"Core"_s, u"Payments"_s, u"Labels"_s})
            session.pull(name, {});
        session.failPull(u"Payments"_s, u"The catalog did not answer in 10 s."_s);
        const auto core = session.store()->read()->catalog(u"Core"_s);
        store::SyncRun run; // the last good one, longer ago than two periods
        run.catalogId = core->connection.id;
        run.ok = true;
        run.finishedAtMs = session.clock().nowMs() - 2 * core->connection.syncPeriodMs - 3'600'000;
        QVERIFY(
            session.store()->write([&](store::Writer &writer) { return writer.recordSync(run); }));
        const QString age = format::shortAge(session.clock().nowMs() - run.finishedAtMs);
        MainWindow window(session);
        window.show();
        window.open({u"catalogs"_s, {}, {}});
        auto *page = qobject_cast<CatalogsPage *>(window.currentPage());
        QTRY_COMPARE(page->model()->rowCount(), 3);

        QStringList states;
        for (int row = 0; row < 3; ++row)
            states += page->model()->index(row, CatalogModel::State).data().toString();
        QCOMPARE(states, (QStringList{u"Outdated, "_s + age, u"Failed"_s, u"In sync"_s}));
        const auto header = [&]() -> const Button * {
            for (const Button *button : window.findChildren<Button *>()) {
                if (button->text().contains(u"of 3 in sync"_s))
                    return button;
            }
            return nullptr;
        };
        QTRY_VERIFY(header());
        QCOMPARE(header()->text(), u"1 of 3 in sync, oldest "_s + age);
        QVERIFY(header()->toolTip().contains(u"Payments: failed"_s));
        QVERIFY(header()->toolTip().contains(u"Core: outdated"_s));
    }

    void theOrderOfWhoWinsCanBeChangedAndTakenBack()
    {
        test::FakeSession session;
        for (const QString &name : {u"Core"_s, u"Payments"_s, u"Labels"_s})
            session.pull(name, {});
        QWidget window;
        CatalogsPage page(session, &window);
        page.open({u"catalogs"_s, {}, {}});
        window.show();
        QTRY_COMPARE(page.model()->rowCount(), 3);

        page.moveCatalog(2, -1);
        QTRY_COMPARE(names(*page.model()), (QStringList{u"Core"_s, u"Labels"_s, u"Payments"_s}));
        QVERIFY(undo(window));

        QTRY_COMPARE(names(*page.model()), (QStringList{u"Core"_s, u"Payments"_s, u"Labels"_s}));
    }

    void sameProductsAreJoinedOnDiskAndTakenBack()
    {
        test::FakeSession session;
        Batch first, second;
        first.products = {named(u"1"_s, u"Refunds"_s)};
        second.products = {named(u"2"_s, u"Refund"_s), named(u"3"_s, u"Customers"_s)};
        session.pull(u"Core"_s, first);
        session.pull(u"Payments"_s, second);
        QWidget window;
        window.resize(1200, 800);
        CatalogsPage page(session, &window);
        page.resize(1200, 800);
        window.show();
        page.open({u"catalogs"_s, {}, {}});
        QTRY_COMPARE(page.samePanel()->proposals().open, 1);
        const auto products = [&] { return session.store()->read()->products()->size(); };
        QCOMPARE(products(), 3);

        QVERIFY(click(page.samePanel(), u"Join"_s));

        QTRY_COMPARE(page.samePanel()->proposals().open, 0);
        QCOMPARE(products(), 2); // on disk before it shows
        QTRY_VERIFY(button(page.samePanel(), u"Take apart"_s));
        QVERIFY(undo(window));
        QTRY_COMPARE(page.samePanel()->proposals().open, 1);
        QCOMPARE(products(), 3);

        QVERIFY(click(page.samePanel(), u"Keep apart"_s));
        QTRY_COMPARE(page.samePanel()->proposals().open, 0);
        QVERIFY(page.samePanel()->proposals().list.isEmpty());
        QCOMPARE(products(), 3);
    }

    void whatHasOneKeyIsKeptApartOnDiskAndTakenBack()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, ofOneKey(u"Core"_s));
        session.pull(u"Payments"_s, ofOneKey(u"Payments"_s));
        SameWindow window(session);
        QTRY_COMPARE(window.rows(), QStringList{u"Refunds; Core, Payments: one key; Keep apart"_s});
        QCOMPARE(window.panel()->proposals().open, 0); // nothing that has to be settled

        QVERIFY(click(window.panel(), u"Keep apart"_s));

        QTRY_COMPARE(window.rows(),
                     QStringList{u"Refunds; Payments, apart from Core; Join again"_s});
        QCOMPARE(parted(session), QStringList{u"Payments product://core/1"_s}); // on disk
        QCOMPARE(session.store()->read()->products()->size(), 2);
        session.pull(u"Core"_s, ofOneKey(u"Core"_s)); // the catalogs say the same as ever
        session.pull(u"Payments"_s, ofOneKey(u"Payments"_s));
        QCOMPARE(session.store()->read()->products()->size(), 2);

        QVERIFY(undo(window));

        QTRY_COMPARE(window.rows(), QStringList{u"Refunds; Core, Payments: one key; Keep apart"_s});
        QCOMPARE(parted(session), QStringList());
        QCOMPARE(session.store()->read()->products()->size(), 1);
    }

    void whatWasKeptApartIsJoinedAgainAndThatTakenBack()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, ofOneKey(u"Core"_s));
        session.pull(u"Payments"_s, ofOneKey(u"Payments"_s));
        const auto apart = session.store()->write([](store::Writer &writer) {
            return writer.decideIdentity(u"product://core/1"_s, store::splitAddress(u"Payments"_s),
                                         store::Decision::Apart);
        });
        QVERIFY(apart);
        SameWindow window(session);

        QVERIFY(click(window.panel(), u"Join again"_s));

        QTRY_COMPARE(window.rows(), QStringList{u"Refunds; Core, Payments: one key; Keep apart"_s});
        QCOMPARE(parted(session), QStringList());
        QVERIFY(undo(window));
        QTRY_COMPARE(window.rows(),
                     QStringList{u"Refunds; Payments, apart from Core; Join again"_s});
        QCOMPARE(parted(session), QStringList{u"Payments product://core/1"_s});
    }

    void ofThreeCatalogsEachIsKeptApartByItself()
    {
        test::FakeSession session;
        for (const QString &name : {u"Core"_s, u"Payments"_s, u"Labels"_s})
            session.pull(name, ofOneKey(name));
        SameWindow window(session);
        const QString payments = u"Refunds; Core, Payments: one key; Keep apart"_s;
        const QString labels = u"Refunds; Core, Labels: one key; Keep apart"_s;
        const QString apart = u"Refunds; Labels, apart from Core, Payments; Join again"_s;
        QTRY_COMPARE(window.rows(), (QStringList{payments, labels}));

        Button *second = nullptr; // what is read aloud tells the two apart
        QTRY_VERIFY(second = named(window.panel(), u"Keep Refunds of Core, Labels apart"_s));
        second->click();

        QTRY_COMPARE(window.rows(), (QStringList{apart, payments}));
        QCOMPARE(parted(session), QStringList{u"Labels product://core/1"_s});
        Button *first = nullptr;
        QTRY_VERIFY(first = named(window.panel(), u"Keep Refunds of Core, Payments apart"_s));
        first->click();
        QTRY_COMPARE(window.rows().filter(u"Join again"_s).size(), 2);
        QCOMPARE(session.store()->read()->products()->size(), 3);

        QVERIFY(undo(window)); // of the newest

        QTRY_COMPARE(window.rows(), (QStringList{apart, payments}));
        QCOMPARE(parted(session), QStringList{u"Labels product://core/1"_s});
    }

    void scoresFollowADecisionWithoutASync()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, ofOneKey(u"Core"_s, mesh::CheckStatus::Passed));
        session.pull(u"Payments"_s, ofOneKey(u"Payments"_s, mesh::CheckStatus::Failed));
        for (const char *const key : {"product://core/1", "postgres://h:5432/a/b/refunds"}) {
            QVERIFY(session.store()->write([&](store::Writer &writer) { // the table is split
                return writer.decideIdentity(QString::fromLatin1(key),
                                             store::splitAddress(u"Payments"_s),
                                             store::Decision::Apart);
            }));
        }
        QVERIFY(scores::recompute(*session.store()));
        const auto quality = [&](const QString &key) {
            const auto row = session.store()->read()->productRow(key);
            return row && row->score.quality ? *row->score.quality : -1.0;
        };
        QCOMPARE(quality(u"product://core/1"_s), 100.0);
        QCOMPARE(quality(u"product://core/1?Payments"_s), 0.0);
        SameWindow window(session);

        Button *table = nullptr;
        QTRY_VERIFY(table = named(window.panel(), u"Join refunds of Core, Payments again"_s));
        table->click();

        QTRY_COMPARE(quality(u"product://core/1"_s), 50.0); // of both checks
    }

    void removingAsksOnceAndSaysTheEffect()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, products(9));
        QWidget window;
        window.resize(1000, 700);
        CatalogsPage page(session, &window);
        page.open({u"catalogs"_s, {}, {}});
        window.show();
        QTRY_COMPARE(page.model()->rowCount(), 1);

        page.removeCatalog(u"Core"_s);
        Sheet *sheet = Sheet::topmost(&window);
        QVERIFY(sheet);
        QVERIFY(!session.wishes.contains(u"remove Core"_s));
        QVERIFY(click(sheet, u"Remove"_s));

        QVERIFY(session.wishes.contains(u"remove Core"_s));
        QTRY_COMPARE(page.model()->rowCount(), 0);
    }

    void aConnectionIsTestedWhileTyping()
    {
        test::FakeSession session;
        session.testSteps = {{u"Name resolved"_s, true, {}},
                             {u"Signed in"_s, false, u"The token has ended."_s}};
        QWidget window;
        window.resize(1200, 800);
        window.show();
        auto *sheet =
            new CatalogSheet(session, &window, std::nullopt, u"node"_s, u"https://core.example"_s);
        sheet->open();
        QCOMPARE(sheet->draft().connection.name, u"core.example"_s);
        QVERIFY(!button(sheet, u"Add catalog"_s)->isEnabled()); // the token is needed

        for (QLineEdit *field : sheet->findChildren<QLineEdit *>()) {
            if (field->echoMode() == QLineEdit::Password)
                field->setText(u"secret"_s);
        }

        QTRY_VERIFY(session.wishes.contains(u"test https://core.example"_s));
        QCOMPARE(session.connections.last().secret, u"secret"_s);
        QVERIFY(!session.connections.last().connection.options.values().contains(u"secret"_s));
        const auto said = [sheet] {
            QStringList words;
            for (const BadgeWidget *badge : sheet->findChildren<BadgeWidget *>())
                words += badge->accessibleName();
            return words;
        };
        QTRY_VERIFY(said().contains(u"Signed in: The token has ended."_s));
        QVERIFY(click(sheet, u"Add catalog"_s));
        QVERIFY(session.wishes.contains(u"add core.example"_s));
    }

    void picturesAreKeptToBeLookedAt()
    {
        test::FakeSession session;
        session.pull(u"Core Catalog"_s, products(128));
        session.pull(u"Payments Catalog"_s, products(46));
        session.pull(u"Label Partners"_s, products(9));
        session.failPull(u"Label Partners"_s, u"The catalog did not answer in 10 s."_s);
        QVERIFY(session.store()->write([](store::Writer &writer) {
            return writer.decideIdentity(u"product://core/p1"_s,
                                         store::splitAddress(u"Label Partners"_s),
                                         store::Decision::Apart);
        }));
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        window.open({u"catalogs"_s, {}, {}});
        auto *page = qobject_cast<CatalogsPage *>(window.currentPage());
        QTRY_COMPARE(page->model()->rowCount(), 3);
        QTRY_VERIFY(button(page->samePanel(), u"Join again"_s));
        const auto settle = [] { // rows made anew tell the cards, they the page, it the window
            for (int round = 0; round < 10; ++round)
                QCoreApplication::processEvents();
        };
        settle();
        keepPicture(window, u"catalogs-light"_s);
        window.open({u"catalogs"_s,
                     {},
                     {{u"add"_s, u"node"_s}, {u"address"_s, u"https://metadata.example"_s}}});
        QCoreApplication::processEvents();
        keepPicture(window, u"catalog-add-light"_s);
        Sheet::topmost(&window)->reject();
        Theme::instance().setMode(ThemeMode::Dark);
        settle();
        keepPicture(window, u"catalogs-dark"_s);
        window.resize(1024, 700);
        settle();
        keepPicture(window, u"catalogs-dark-small"_s);
        Theme::instance().setMode(ThemeMode::Light);
        settle();
        keepPicture(window, u"catalogs-light-small"_s);
        for (const Button *act : page->samePanel()->findChildren<Button *>()) {
            if (act->isVisible()) // nothing is squeezed where there is little room
                QVERIFY(act->parentWidget()->height() >= act->parentWidget()->sizeHint().height());
        }
    }
};

QTEST_MAIN(CatalogsPageTest)
#include "tst_catalogs_page.moc"
