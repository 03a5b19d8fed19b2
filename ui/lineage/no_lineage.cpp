// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/no_lineage.h"

#include "models/store/catalog_health.h"
#include "ui/parts/button.h"
#include "ui/parts/load.h"

#include <QApplication>
#include <QLocale>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostReasons = 3;     // catalogs that are given a line each
constexpr qsizetype longestReason = 240; // characters: errors come from servers

} // namespace

NoLineage::NoLineage(Session &session, QWidget *parent)
    : EmptyState(u"lineage"_s, tr("No lineage yet"), {}, Tone::Mute, parent), m_session(session)
{
    connect(&session, &Session::syncChanged, this, &NoLineage::read);
    connect(&session, &Session::indexChanged, this, &NoLineage::read);
    read();
}

void NoLineage::read()
{
    load(
        this, m_session, [](store::Reader &reader) { return reader.catalogs(); },
        [this](const QList<store::CatalogRow> &catalogs) { tell(catalogs); },
        [](const Error &) {}); // the graph itself says that nothing can be read
}

void NoLineage::tell(const QList<store::CatalogRow> &catalogs)
{
    QStringList failed, reasons;
    for (const store::CatalogRow &catalog : store::failedOf(catalogs)) {
        failed += catalog.connection.name;
        QString reason = catalog.lastError.simplified();
        if (reason.size() > longestReason)
            reason = reason.left(longestReason) + u'…';
        reasons += tr("%1 could not be read: %2").arg(catalog.connection.name, reason);
    }
    QStringList words;
    if (failed.isEmpty()) {
        words += tr("None of the catalogs has told where data comes from. Lineage appears here "
                    "after the next sync that brings some.");
    } else {
        words = reasons.size() <= mostReasons
                    ? reasons
                    : QStringList{
                          tr("%1 could not be read.").arg(QLocale().createSeparatedList(failed))};
        words +=
            failed.size() < catalogs.size()
                ? tr("The other catalogs have not told where data comes from.")
            : failed.size() == 1
                ? tr("Lineage appears here as soon as it can be read and tells of some.")
                : tr("Lineage appears here as soon as one of them can be read and tells of some.");
    }
    const QString said = words.join(u"\n\n"_s);
    if (said == m_said && failed == m_failed)
        return; // a button that has the focus keeps it
    const bool focused = isAncestorOf(QApplication::focusWidget());
    m_said = said;
    m_failed = failed;
    setText(said);
    clearActions();
    Button *again = failed.isEmpty() ? nullptr : addAction(tr("Try again"), ButtonKind::Primary);
    if (again)
        connect(again, &QAbstractButton::clicked, this,
                [this] { m_session.sync(m_failed, false); });
    Button *open = addAction(tr("Open catalogs"), again ? ButtonKind::Plain : ButtonKind::Primary);
    connect(open, &QAbstractButton::clicked, this, &NoLineage::catalogsWanted);
    if (focused)
        (again ? again : open)->setFocus();
}

} // namespace meshlens::ui
