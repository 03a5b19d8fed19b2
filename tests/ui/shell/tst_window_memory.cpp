// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/parts/theme.h"
#include "ui/shell/key_map.h"
#include "ui/shell/keys_sheet.h"
#include "ui/shell/window_memory.h"

#include <QAction>
#include <QDir>
#include <QKeySequenceEdit>
#include <QSettings>
#include <QSplitter>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

/// What windows remember: sizes, keys.
class WindowMemoryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void aValueIsOnDiskSoonAfter()
    {
        test::FakeSession session;
        session.person.name = u"hanna"_s;
        QVERIFY(QDir(session.workspace()).mkpath(u"profiles/hanna"_s));
        WindowMemory &memory = WindowMemory::of(session);

        memory.set(u"look/mode"_s, u"dark"_s);

        QCOMPARE(memory.value(u"look/mode"_s).toString(), u"dark"_s);
        QTRY_COMPARE(
            QSettings(memory.file(), QSettings::IniFormat).value(u"look/mode"_s).toString(),
            u"dark"_s);
        memory.set(u"look/mode"_s, {});
        QTRY_VERIFY(!QSettings(memory.file(), QSettings::IniFormat).contains(u"look/mode"_s));
    }

    void aSplitterComesBackAsItWasLeft()
    {
        test::FakeSession session;
        const auto sized = [&session](int first) {
            auto splitter = std::make_unique<QSplitter>();
            splitter->addWidget(new QWidget);
            splitter->addWidget(new QWidget);
            splitter->resize(405, 100);
            splitter->setHandleWidth(5);
            splitter->setSizes({first, 400 - first});
            rememberSizes(splitter.get(), session, u"test/two"_s);
            splitter->show();
            return splitter;
        };
        const auto one = sized(200);
        one->setSizes({300, 100});
        emit one->splitterMoved(300, 1); // as after a drag

        const auto other = sized(200);

        QCOMPARE(other->sizes(), one->sizes());
    }

    void aKeyCanBeChangedTakenAwayAndPutBack()
    {
        test::FakeSession session;
        const auto make = [&session](const QString &id, const QKeySequence &key) {
            auto action = std::make_unique<QAction>(id);
            action->setObjectName(id);
            action->setShortcut(key);
            keys::apply(action.get(), session);
            return action;
        };
        const auto pin = make(u"pin"_s, Qt::Key_P);
        const auto find = make(u"find"_s, Qt::CTRL | Qt::Key_K);

        QCOMPARE(keys::holder({pin.get(), find.get()}, pin.get(), Qt::CTRL | Qt::Key_K),
                 find.get());
        QVERIFY(!keys::holder({pin.get(), find.get()}, pin.get(), Qt::Key_X));
        keys::change(pin.get(), Qt::Key_X, session);

        QVERIFY(keys::isChanged(pin.get()));
        QCOMPARE(make(u"pin"_s, Qt::Key_P)->shortcut(), QKeySequence(Qt::Key_X)); // the next start
        keys::change(pin.get(), {}, session);
        QVERIFY(make(u"pin"_s, Qt::Key_P)->shortcut().isEmpty());
        keys::reset(pin.get(), session);
        QCOMPARE(pin->shortcut(), QKeySequence(Qt::Key_P));
        QCOMPARE(make(u"pin"_s, Qt::Key_P)->shortcut(), QKeySequence(Qt::Key_P));
    }

    void theListOfKeysRefusesOneThatIsTaken()
    {
        test::FakeSession session;
        QWidget window;
        window.resize(900, 700);
        window.show();
        QAction pin(u"Pin"_s);
        pin.setObjectName(u"pin"_s);
        pin.setShortcut(Qt::Key_P);
        QAction find(u"Find"_s);
        find.setObjectName(u"find"_s);
        find.setShortcut(Qt::CTRL | Qt::Key_K);
        for (QAction *action : {&pin, &find})
            keys::apply(action, session);
        auto *sheet = new KeysSheet(session, &window, {&pin, &find});
        sheet->open();
        auto *edit = sheet->findChildren<QKeySequenceEdit *>().first();

        edit->setKeySequence(Qt::CTRL | Qt::Key_K);
        emit edit->editingFinished();

        QCOMPARE(pin.shortcut(), QKeySequence(Qt::Key_P));
        QCOMPARE(edit->keySequence(), QKeySequence(Qt::Key_P));
        edit->setKeySequence(Qt::Key_Y);
        emit edit->editingFinished();
        QCOMPARE(pin.shortcut(), QKeySequence(Qt::Key_Y));
        sheet->accept();
    }
};

QTEST_MAIN(WindowMemoryTest)
#include "tst_window_memory.moc"
