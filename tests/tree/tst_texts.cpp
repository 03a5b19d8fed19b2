// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Counted {
    QByteArray context;
    QByteArray source;
};

/// Every text with a figure in it that the sources hold, as the tool that translators use finds
/// them.
QList<Counted> countedTexts()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"found.ts"_s);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(MESHLENS_SOURCE_DIR));
    lupdate.start(QStringLiteral(MESHLENS_LUPDATE),
                  {u"-pluralonly"_s, u"-silent"_s, u"ui"_s, u"app"_s, u"models"_s, u"-extensions"_s,
                   u"cpp,h"_s, u"-I"_s, u"."_s, u"-ts"_s, file});
    QFile written(file);
    if (!lupdate.waitForFinished(60'000) || !written.open(QIODevice::ReadOnly))
        return {};
    QList<Counted> found;
    QByteArray context;
    QXmlStreamReader reader(&written);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == u"name")
            context = reader.readElementText().toUtf8();
        else if (reader.name() == u"source")
            found.append({context, reader.readElementText().toUtf8()});
    }
    return found;
}

QString translated(const Counted &text, int n)
{
    return QCoreApplication::translate(text.context.constData(), text.source.constData(), nullptr,
                                       n);
}

} // namespace

/// One is not many, in every text of the program.
class TestTexts : public QObject
{
    Q_OBJECT

private slots:
    void oneThingIsNotSpokenOfAsMany()
    {
        const Counted columns{"meshlens::ui::Access", "%n columns"};

        QCOMPARE(translated(columns, 1), u"1 column"_s);
        QCOMPARE(translated(columns, 2), u"2 columns"_s);
        QCOMPARE(translated(columns, 0), u"0 columns"_s);
    }

    void everyTextWithAFigureHasBothForms()
    {
        QHash<QByteArray, QByteArray> forms; // context and source -> type of the translation
        QFile file(QStringLiteral(MESHLENS_SOURCE_DIR "/resources/i18n/meshlens_en.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&file);
        Counted at;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (reader.name() == u"name")
                at.context = reader.readElementText().toUtf8();
            else if (reader.name() == u"source")
                at.source = reader.readElementText().toUtf8();
            else if (reader.name() == u"translation")
                forms[at.context + '|' + at.source] =
                    reader.attributes().value(u"type"_s).toUtf8() + "written";
        }

        const QList<Counted> texts = countedTexts();

        QVERIFY(!texts.isEmpty());
        QStringList missing; // build the target `texts`, then write both forms into meshlens_en.ts
        for (const Counted &text : texts) {
            if (forms.value(text.context + '|' + text.source) != "written")
                missing.append(QString::fromUtf8(text.context + ": " + text.source));
        }
        QCOMPARE(missing.join(u'\n'), QString());
    }
};

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
