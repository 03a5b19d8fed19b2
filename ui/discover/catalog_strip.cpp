// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/catalog_strip.h"

#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"

#include <QHBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

CatalogStrip::CatalogStrip(Session &session, QWidget *parent)
    : Bar(Token::Surface2, Qt::TopEdge, parent), m_session(session)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(px(16), px(10), px(16), px(10));
    row->setSpacing(px(8));
    m_words = new Label(TextRole::Table, Token::Text2, this);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_syncNow = new LinkLabel(tr("Sync now"), this);
    m_syncNow->setRole(TextRole::TableStrong);
    m_syncNow->hide();
    m_range = new Label(TextRole::Table, Token::Text3, this);
    row->addWidget(m_words, 1);
    row->addWidget(m_syncNow);
    row->addStretch();
    row->addWidget(m_range);
    connect(m_syncNow, &QAbstractButton::clicked, this, [this] { m_session.sync(m_old, false); });
    connect(&session, &Session::syncChanged, this, &CatalogStrip::read);
    read();
}

void CatalogStrip::read()
{
    load(
        this, m_session, [](store::Reader &reader) { return reader.catalogs(); },
        [this](const QList<store::CatalogRow> &catalogs) {
            const std::int64_t now = m_session.clock().nowMs();
            const QList<SyncProgress> running = m_session.syncProgress();
            QStringList words;
            m_old.clear();
            for (const store::CatalogRow &catalog : catalogs) {
                const QString &name = catalog.connection.name;
                const bool asking = std::ranges::any_of(running, [&](const SyncProgress &sync) {
                    return sync.running && sync.catalog == name;
                });
                const bool outdated =
                    !catalog.lastGoodSyncMs ||
                    now - *catalog.lastGoodSyncMs > 2 * catalog.connection.syncPeriodMs;
                if (asking) {
                    words += tr("%1 is still being asked.").arg(name);
                } else if (!catalog.lastError.isEmpty() || outdated) {
                    m_old += name;
                    words += catalog.lastGoodSyncMs
                                 ? tr("%1 answers from its index of %2.")
                                       .arg(name, format::when(*catalog.lastGoodSyncMs, now))
                                 : tr("%1 has not been read yet.").arg(name);
                }
            }
            m_words->setText(catalogs.isEmpty() ? tr("No catalog is connected.")
                             : words.isEmpty()  ? tr("All catalogs are in sync.")
                                                : words.mid(0, 2).join(u' '));
            m_words->setToolTip(words.join(u'\n').toHtmlEscaped());
            m_syncNow->setVisible(!m_old.isEmpty());
        },
        [this](const Error &failure) { m_words->setText(failure.message); });
}

void CatalogStrip::setRange(int first, int last, qint64 total)
{
    m_range->setText(first > 0
                         ? tr("%1 to %2 of %3")
                               .arg(format::count(first), format::count(last), format::count(total))
                         : QString());
}

} // namespace meshlens::ui
