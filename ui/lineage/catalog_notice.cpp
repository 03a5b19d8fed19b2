// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/catalog_notice.h"

#include "models/store/catalog_health.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"

namespace meshlens::ui {

CatalogNotice::CatalogNotice(Session &session, QWidget *parent)
    : MessageStrip(Tone::Warn, parent), m_session(session)
{
    setFlat(true);
    hide();
    connect(&session, &Session::syncChanged, this, &CatalogNotice::read);
    connect(&session, &Session::indexChanged, this, &CatalogNotice::read);
    read();
}

void CatalogNotice::read()
{
    load(
        this, m_session, [](store::Reader &reader) { return reader.catalogs(); },
        [this](const QList<store::CatalogRow> &catalogs) { tell(catalogs); },
        [this](const Error &) { hide(); }); // the graph itself says that nothing can be read
}

void CatalogNotice::tell(const QList<store::CatalogRow> &catalogs)
{
    const std::int64_t now = m_session.clock().nowMs();
    QStringList failed, ages;
    for (const store::CatalogRow &catalog : store::failedOf(catalogs)) {
        const QString &name = catalog.connection.name;
        failed += name;
        ages += catalog.lastGoodSyncMs ? tr("What it says of lineage is as it was %1.")
                                             .arg(format::ago(*catalog.lastGoodSyncMs, now))
                                       : tr("Nothing of it is drawn yet.");
    }
    const bool focused = isAncestorOf(window()->focusWidget());
    setVisible(!failed.isEmpty());
    if (failed.isEmpty())
        return; // the focus went on to what comes next
    const bool one = failed.size() == 1;
    setMessage(Tone::Warn,
               one ? tr("%1 could not be read.").arg(failed.first())
                   : tr("%1 could not be read.").arg(QLocale().createSeparatedList(failed)),
               one ? ages.first()
                   : tr("What they say of lineage is as old as the screen Catalogs says."));
    clearActions();
    Button *again = addAction(tr("Try again"));
    connect(again, &QAbstractButton::clicked, this,
            [this, failed] { m_session.sync(failed, false); });
    if (focused)
        again->setFocus();
}

} // namespace meshlens::ui
