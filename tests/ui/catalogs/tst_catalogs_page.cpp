// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"
#include "models/store/store.h"
#include "tests/support/fake_session.h"
#include "ui/catalogs/catalog_sheet.h"
#include "ui/catalogs/catalogs_page.h"
#include "ui/catalogs/same_panel.h"
#include "ui/parts/badge_widget.h"
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
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        window.open({u"catalogs"_s, {}, {}});
        auto *page = qobject_cast<CatalogsPage *>(window.currentPage());
        QTRY_COMPARE(page->model()->rowCount(), 3);
        QCoreApplication::processEvents();
        keepPicture(window, u"catalogs-light"_s);
        window.open({u"catalogs"_s,
                     {},
                     {{u"add"_s, u"node"_s}, {u"address"_s, u"https://metadata.example"_s}}});
        QCoreApplication::processEvents();
        keepPicture(window, u"catalog-add-light"_s);
        Sheet::topmost(&window)->reject();
        Theme::instance().setMode(ThemeMode::Dark);
        window.resize(1024, 700);
        QCoreApplication::processEvents();
        keepPicture(window, u"catalogs-dark-small"_s);
        Theme::instance().setMode(ThemeMode::Light);
    }
};

QTEST_MAIN(CatalogsPageTest)
#include "tst_catalogs_page.moc"
