// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/parts/sheet.h"
#include "ui/parts/theme.h"
#include "ui/shell/main_window.h"
#include "ui/shell/palette.h"
#include "ui/shell/sidebar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QSignalSpy>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

Batch someMesh()
{
    Batch batch;
    mesh::Domain domain;
    domain.key = u"domain://core/payments"_s;
    domain.nativeId = u"payments"_s;
    domain.name = u"Payments"_s;
    batch.domains = {domain};
    mesh::DataProduct product;
    product.key = u"product://core/subscription-revenue"_s;
    product.nativeId = u"subscription-revenue"_s;
    product.name = u"Subscription revenue"_s;
    product.domain = u"domain://core/payments"_s;
    product.version = u"2.3"_s;
    batch.products = {product};
    return batch;
}

void keepPicture(QWidget &window, const QString &name)
{
    QDir().mkpath(QStringLiteral(MESHLENS_PICTURES));
    QVERIFY(window.grab().save(QStringLiteral(MESHLENS_PICTURES "/") + name + u".png"_s));
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void anEmptyWorkspaceIsWelcomed()
    {
        test::FakeSession session;
        MainWindow window(session);
        QSignalSpy ready(&window, &MainWindow::ready);
        window.resize(1440, 900);
        window.show();
        QTRY_COMPARE(ready.count(), 1);
        QVERIFY(window.isWelcomeShown());
        keepPicture(window, u"welcome-light"_s);
        Theme::instance().setMode(ThemeMode::Dark);
        window.resize(1024, 700);
        keepPicture(window, u"welcome-dark-small"_s);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void aFilledWorkspaceOpensItsFirstPage()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, someMesh());
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        QTRY_VERIFY(window.currentPage());
        QVERIFY(!window.isWelcomeShown());
    }

    void backAndForwardLeadThroughPlaces()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, someMesh());
        session.pull(u"Payments"_s, {});
        MainWindow window(session);
        window.show();
        QTRY_VERIFY(window.currentPage());
        const Link first{u"catalogs"_s, u"Core"_s, {}};
        window.open(first);
        window.open({u"catalogs"_s, u"Payments"_s, {}});
        window.findChild<QAction *>(u"back"_s)->trigger();
        QCOMPARE(window.currentLink().key, u"Core"_s);
        window.findChild<QAction *>(u"forward"_s)->trigger();
        QCOMPARE(window.currentLink().key, u"Payments"_s);
    }

    void aPageThatDoesNotExistChangesNothing()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, someMesh());
        MainWindow window(session);
        window.show();
        QTRY_VERIFY(window.currentPage());
        const Link before = window.currentLink();
        window.open({u"nowhere"_s, {}, {}});
        QCOMPARE(window.currentLink().toString(), before.toString());
    }

    void thePaletteFindsProductsAndCommands()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, someMesh());
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        QTRY_VERIFY(window.currentPage());
        Palette *palette = window.commandPalette();
        const QAbstractItemModelTester tester(
            palette->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        window.findChild<QAction *>(u"palette"_s)->trigger();
        QVERIFY(palette->isVisible());

        const auto names = [palette] {
            QStringList found;
            for (int i = 0; i < palette->model()->rowCount(); ++i)
                found += palette->model()->index(i, 0).data().toString();
            return found;
        };
        palette->field()->setText(u">dark"_s);
        QCOMPARE(names().value(0), u"Dark look"_s);
        palette->field()->setText(u"reven"_s);
        QTRY_VERIFY(names().contains(u"Subscription revenue"_s)); // once the index is built
        keepPicture(window, u"palette-light"_s);
        QTest::keyClick(palette->field(), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }

    void theSidebarShowsWhatIsPinnedAndWaits()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, someMesh());
        MainWindow window(session);
        const QAbstractItemModelTester tester(
            window.sidebar()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        window.show();
        session.write([](store::Writer &writer) -> Result<void> {
            store::Kept pin;
            pin.kind = u"pin"_s;
            pin.name = u"Subscription revenue"_s;
            pin.key = u"product://core/subscription-revenue"_s;
            auto kept = writer.keep(pin);
            return kept ? Result<void>() : Result<void>(kept.error());
        });
        const auto *model = window.sidebar()->model();
        QTRY_COMPARE(model->rowCount(model->index(SidebarModel::Pinned, 0)), 1);
        QCOMPARE(model->index(0, 0, model->index(SidebarModel::Pinned, 0)).data().toString(),
                 u"Subscription revenue"_s);
    }

    void theSidebarIsSlimWhereThereIsLittleRoom()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, someMesh());
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        QVERIFY(!window.sidebar()->isSlim());
        window.resize(1100, 700);
        QTRY_VERIFY(window.sidebar()->isSlim());
        window.resize(1440, 900);
        QTRY_VERIFY(!window.sidebar()->isSlim());
        window.findChild<QAction *>(u"sidebar"_s)->trigger();
        QVERIFY(window.sidebar()->isSlim());
    }

    void theAddressOfAPageCanBeCopied()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, someMesh());
        MainWindow window(session);
        window.show();
        QTRY_VERIFY(window.currentPage());
        window.findChild<QAction *>(u"copy-address"_s)->trigger();
        QVERIFY(Link::parse(QGuiApplication::clipboard()->text()));
    }

    void settingsOpenOverTheWindow()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, someMesh());
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        window.findChild<QAction *>(u"settings"_s)->trigger();
        QVERIFY(Sheet::topmost(&window));
        QCoreApplication::processEvents();
        keepPicture(window, u"settings-light"_s);
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
