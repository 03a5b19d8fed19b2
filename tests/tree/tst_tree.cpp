// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Source {
    QString path; // from the project's top
    QString text;
};

QList<Source> sources(const QString &folder)
{
    const QString top = QStringLiteral(MESHLENS_SOURCE_DIR);
    QList<Source> found;
    QDirIterator walk(top + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        if (file.open(QIODevice::ReadOnly))
            found.append({walk.filePath().mid(top.size() + 1), QString::fromUtf8(file.readAll())});
    }
    return found;
}

} // namespace

/// What holds for the tree of files as a whole.
class TestTree : public QObject
{
    Q_OBJECT

private slots:
    void noFileOfALowerFloorIncludesOneOfAHigher_data()
    {
        QTest::addColumn<QString>("floor");
        QTest::addColumn<QString>("forbidden");
        QTest::newRow("models") << u"models"_s << u"ui|app"_s;
        QTest::newRow("ui") << u"ui"_s << u"app"_s;
    }

    void noFileOfALowerFloorIncludesOneOfAHigher()
    {
        QFETCH(QString, floor);
        QFETCH(QString, forbidden);
        const QRegularExpression upward(
            u"#\\s*include\\s*[\"<](?:\\.\\./)*(?:%1)/[^\">]*"_s.arg(forbidden));
        const QList<Source> files = sources(floor);
        QVERIFY(!files.isEmpty());
        QStringList wrong;
        for (const Source &source : files) {
            const auto match = upward.match(source.text);
            if (match.hasMatch())
                wrong.append(source.path + u": "_s + match.captured());
        }
        QCOMPARE(wrong.join(u'\n'), QString());
    }

    void onlyTheStoreFoldersSpeakSqlite()
    {
        const QRegularExpression sqlite(u"#\\s*include\\s*<(?:SQLiteCpp|sqlite3)"_s);
        QStringList wrong;
        for (const QString &floor : {u"models"_s, u"ui"_s, u"app"_s}) {
            for (const Source &source : sources(floor)) {
                const bool allowed = source.path.startsWith(u"models/store/") ||
                                     source.path.startsWith(u"models/samples/") ||
                                     source.path.startsWith(u"app/node/");
                if (!allowed && sqlite.match(source.text).hasMatch())
                    wrong.append(source.path);
            }
        }
        QCOMPARE(wrong.join(u'\n'), QString());
    }

    void everySourceSaysItsLicence()
    {
        QStringList wrong;
        for (const QString &folder : {u"models"_s, u"ui"_s, u"app"_s, u"tests"_s}) {
            for (const Source &source : sources(folder)) {
                if (!source.text.startsWith(u"// SPDX-FileCopyrightText: Meshlens contributors"))
                    wrong.append(source.path);
            }
        }
        QCOMPARE(wrong.join(u'\n'), QString());
    }

    void theTopLevelHoldsWhatItShould()
    {
        const QStringList found = QDir(QStringLiteral(MESHLENS_SOURCE_DIR))
                                      .entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        const QStringList known{u"CHANGELOG.md"_s,
                                u"CMakeLists.txt"_s,
                                u"CMakePresets.json"_s,
                                u"CMakeUserPresets.json"_s,
                                u"CONTRIBUTING.md"_s,
                                u"LICENSE"_s,
                                u"README.md"_s,
                                u"SECURITY.md"_s,
                                u"app"_s,
                                u"build"_s,
                                u"models"_s,
                                u"packaging"_s,
                                u"resources"_s,
                                u"tests"_s,
                                u"ui"_s};
        for (const QString &entry : found)
            QVERIFY2(known.contains(entry), qPrintable(entry));
    }
};

QTEST_GUILESS_MAIN(TestTree)
#include "tst_tree.moc"
