// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/owner_letter.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QUrl>

namespace meshlens::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::ImpactPanel)
};

constexpr qsizetype mostNamed = 25; // products in a message; mail programs cut long addresses
constexpr qsizetype mostOwners = 40;

} // namespace

bool writeLetter(const QStringList &addresses, const QString &subject, const QString &body)
{
    QStringList to;
    for (const QString &address : addresses.mid(0, mostOwners))
        to.append(QString::fromLatin1(QUrl::toPercentEncoding(address, "@")));
    const QByteArray letter = "mailto:" + to.join(u',').toLatin1() +
                              "?subject=" + QUrl::toPercentEncoding(subject) +
                              "&body=" + QUrl::toPercentEncoding(body);
    return QDesktopServices::openUrl(QUrl::fromEncoded(letter));
}

QString linesOfLetter(const QStringList &lines)
{
    QStringList shown = lines.mid(0, mostNamed);
    if (lines.size() > mostNamed)
        shown += Text::tr("- and %n more", nullptr, static_cast<int>(lines.size() - mostNamed));
    return shown.join(u'\n');
}

} // namespace meshlens::ui
