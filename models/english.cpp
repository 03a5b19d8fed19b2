// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QTranslator>

// The sources are in English already; what they cannot say is "1 product" beside "2 products".
// Those pairs stand in resources/i18n/meshlens_en.ts and are there in every program and test that
// has an application object.

namespace {

void speakEnglish()
{
    auto *words = new QTranslator(QCoreApplication::instance());
    if (words->load(QStringLiteral(":/i18n/meshlens_en.qm")))
        QCoreApplication::installTranslator(words);
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(speakEnglish)
