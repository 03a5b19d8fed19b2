// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/lineage/catalog_notice.h"
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
    }
};

QTEST_MAIN(TestCatalogNotice)
#include "tst_catalog_notice.moc"
