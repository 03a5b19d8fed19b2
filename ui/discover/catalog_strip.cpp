// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/catalog_strip.h"

#include "models/store/catalog_health.h"
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
    m_askAgain = new LinkLabel(tr("Ask again"), this);
    m_askAgain->setRole(TextRole::TableStrong);
    m_askAgain->hide();
    m_range = new Label(TextRole::Table, Token::Text3, this);
    row->addWidget(m_words, 1);
    row->addWidget(m_askAgain);
    row->addWidget(m_syncNow);
    row->addStretch();
    row->addWidget(m_range);
    connect(m_syncNow, &QAbstractButton::clicked, this, [this] { m_session.sync(m_old, false); });
    connect(m_askAgain, &QAbstractButton::clicked, this, &CatalogStrip::askAgainClicked);
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
                if (asking) {
                    words += tr("%1 is still being asked.").arg(name);
                } else if (store::healthOf(catalog, now) != store::CatalogHealth::InSync) {
                    m_old += name;
                    words += catalog.lastGoodSyncMs
                                 ? tr("%1 answers from its index of %2.")
                                       .arg(name, format::when(*catalog.lastGoodSyncMs, now))
                                 : tr("%1 has not been read yet.").arg(name);
                }
            }
            m_syncWords = catalogs.isEmpty() ? std::nullopt : std::optional(words);
            showWords();
            m_syncNow->setVisible(!m_old.isEmpty());
        },
        [this](const Error &failure) { m_words->setText(failure.message); });
}

void CatalogStrip::forgetLive()
{
    m_live.clear();
    showWords();
}

void CatalogStrip::setLive(const live::Answer &answer)
{
    const auto same = std::ranges::find_if(
        m_live, [&](const live::Answer &other) { return other.catalog == answer.catalog; });
    if (same == m_live.end())
        m_live.append(answer);
    else
        *same = answer;
    showWords();
}

QStringList CatalogStrip::liveWords() const
{
    QStringList failed, asked, found, left;
    for (const live::Answer &answer : m_live) {
        if (answer.error)
            failed += tr("%1 did not answer: %2").arg(answer.catalog, answer.error->message);
        else if (!answer.done)
            asked += tr("%1 is still being asked.").arg(answer.catalog);
        else if (!answer.notAsked.isEmpty())
            left += tr("%1 was not asked: %2.").arg(answer.catalog, answer.notAsked);
        else if (answer.found.isEmpty())
            found += tr("%1 has nothing more.").arg(answer.catalog);
        else if (answer.total && *answer.total > answer.found.size())
            found += tr("%1 of %2 from %3, live.")
                         .arg(format::count(answer.found.size()), format::count(*answer.total),
                              answer.catalog);
        else
            found +=
                tr("%1 from %2, live.").arg(format::count(answer.found.size()), answer.catalog);
    }
    return failed + asked + found + left;
}

void CatalogStrip::showWords()
{
    const QStringList live = liveWords();
    const QStringList words = live + m_syncWords.value_or(QStringList());
    m_words->setText(!m_syncWords      ? tr("No catalog is connected.")
                     : words.isEmpty() ? tr("All catalogs are in sync.")
                                       : words.mid(0, 2).join(u' '));
    m_words->setToolTip(words.join(u'\n').toHtmlEscaped());
    m_askAgain->setVisible(std::ranges::any_of(
        m_live, [](const live::Answer &answer) { return answer.error.has_value(); }));
}

void CatalogStrip::setRange(int first, int last, qint64 total)
{
    m_range->setText(first > 0
                         ? tr("%1 to %2 of %3")
                               .arg(format::count(first), format::count(last), format::count(total))
                         : QString());
}

} // namespace meshlens::ui
