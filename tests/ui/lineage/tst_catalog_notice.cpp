// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/lineage/catalog_notice.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/no_lineage.h"
#include "ui/parts/button.h"
#include "ui/parts/labels.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

QString wordsOf(const QWidget &notice)
{
    QStringList words;
    for (const Label *label : notice.findChildren<Label *>())
        words += label->text();
    return words.join(u' ');
}

} // namespace

class TestCatalogNotice : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void itIsHiddenWhileAllCatalogsAnswer()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, {});
        QWidget window;
        CatalogNotice notice(session, &window);
        session.failPull(u"Core"_s, u"It did not answer."_s);
        QTRY_VERIFY(!notice.isHidden());

        session.pull(u"Core"_s, {});
        QTRY_VERIFY(notice.isHidden());
    }

    void itNamesWhatCouldNotBeReadAndTriesAgain()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, {});
        session.pull(u"Payments"_s, {});
        session.failPull(u"Payments"_s, u"It did not answer."_s);
        QWidget window;
        CatalogNotice notice(session, &window);
        QTRY_VERIFY(!notice.isHidden());
        QVERIFY2(wordsOf(notice).contains(u"Payments could not be read."_s),
                 qPrintable(wordsOf(notice)));
        QVERIFY(!wordsOf(notice).contains(u"Core"_s));
        QVERIFY(wordsOf(notice).contains(u"as it was"_s));

        const auto buttons = notice.findChildren<Button *>();
        QCOMPARE(buttons.size(), 1);
        buttons.first()->click();
        QCOMPARE(session.wishes, QStringList{u"sync Payments"_s});

        // Another failed as well: the keys stay on the button that stands for both.
        window.show();
        buttons.first()->setFocus();
        session.failPull(u"Core"_s, u"It did not answer."_s);
        QTRY_VERIFY(wordsOf(notice).contains(u"Core"_s));
        const auto *focused = qobject_cast<Button *>(window.focusWidget());
        QVERIFY(focused && notice.isAncestorOf(focused));
        QTRY_COMPARE(notice.findChildren<Button *>(),
                     QList<Button *>{const_cast<Button *>(focused)});
    }

    void whereNothingCouldBeReadThePageNamesItAndTriesAgain()
    {
        test::FakeSession session;
        session.pull(u"Core"_s, {});
        session.pull(u"Payments"_s, {});
        session.failPull(u"Core"_s, u"The folder /mesh <b>core</b> is not there."_s);
        session.failPull(u"Payments"_s, u"It did not answer."_s);
        LineagePage page(session);
        page.resize(1200, 800);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        const auto words = [&] {
            const auto *empty = page.findChild<NoLineage *>();
            return empty ? wordsOf(*empty) : QString();
        };
        QTRY_VERIFY(words().contains(
            u"Core could not be read: The folder /mesh <b>core</b> is not there."_s));
        QVERIFY2(words().contains(u"Payments could not be read: It did not answer."_s),
                 qPrintable(words()));
        QVERIFY(!words().contains(u"None of the catalogs"_s));
        for (const Label *label : page.findChild<NoLineage *>()->findChildren<Label *>())
            QCOMPARE(label->textFormat(), Qt::PlainText); // a reason is a server's text

        Button *again = nullptr;
        for (Button *button : page.findChild<NoLineage *>()->findChildren<Button *>())
            again = button->text() == u"Try again"_s ? button : again;
        QVERIFY(again);
        again->click();
        QCOMPARE(session.wishes, QStringList{u"sync Core,Payments"_s});

        // One answers and tells of no lineage: only the other is named.
        session.pull(u"Core"_s, {});
        QTRY_VERIFY(!words().contains(u"Core could not"_s));
        QVERIFY2(words().contains(u"Payments could not be read: It did not answer."_s),
                 qPrintable(words()));
        QVERIFY(words().contains(u"The other catalogs have not told"_s));
        session.pull(u"Payments"_s, {});
        QTRY_VERIFY(words().contains(u"None of the catalogs has told"_s));
    }

    void whatOnlyPortsTellOfIsLineage()
    {
        test::FakeSession session;
        Batch batch;
        const auto add = [&](const QString &name, mesh::PortDirection direction) {
            mesh::Domain domain;
            domain.key = u"domain://core/"_s + name;
            domain.nativeId = domain.name = name;
            mesh::DataProduct product;
            product.key = u"product://core/"_s + name;
            product.nativeId = product.name = name;
            product.domain = domain.key;
            mesh::Port port;
            port.id = u"data"_s;
            port.direction = direction;
            port.dataset = u"postgres://db.shop.example:5432/shop/public/orders"_s;
            product.ports = {port};
            batch.domains += domain;
            batch.products += product;
        };
        add(u"maker"_s, mesh::PortDirection::Output);
        add(u"reader"_s, mesh::PortDirection::Input); // puts out no dataset
        session.pull(u"Core"_s, batch);
        LineagePage page(session);
        page.resize(1200, 800);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(page.findChild<NoLineage *>() || page.view()->drawing());
        QVERIFY(!page.findChild<NoLineage *>());
        QCOMPARE(page.view()->drawing()->edges.size(), 1);
    }

    void manyThatCouldNotBeReadAreNamedInALine()
    {
        test::FakeSession session;
        QStringList names;
        for (int i = 0; i < 5; ++i) {
            names += u"C%1"_s.arg(i);
            session.pull(names.last(), {});
            session.failPull(names.last(), QString(5000, u'x'));
        }
        QWidget window;
        NoLineage empty(session, &window);
        QTRY_VERIFY(wordsOf(empty).contains(QLocale().createSeparatedList(names)));
        QVERIFY(!wordsOf(empty).contains(u"xxx"_s));
    }
};

QTEST_MAIN(TestCatalogNotice)
#include "tst_catalog_notice.moc"
