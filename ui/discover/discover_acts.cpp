// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with the chosen result and with the search.
#include "ui/discover/compare_bar.h"
#include "ui/discover/detail_panel.h"
#include "ui/discover/discover_page.h"
#include "ui/discover/result_model.h"
#include "ui/discover/result_view.h"
#include "ui/discover/saved_searches.h"
#include "ui/parts/button.h"
#include "ui/parts/keep.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
#include "ui/parts/sheet.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void DiscoverPage::makeCommands()
{
    addCommand(tr("Request access"), u"key"_s, QKeySequence(Qt::Key_R), m_view,
               [this] { requestAccess(); });
    addCommand(tr("Open a sample"), u"eye"_s, QKeySequence(Qt::Key_Space), m_view,
               [this] { openSample(); });
    addCommand(tr("Show lineage"), u"lineage"_s, QKeySequence(Qt::Key_L), m_view,
               [this] { openLineage(); });
    addCommand(tr("Pin or unpin"), u"pin"_s, QKeySequence(Qt::Key_P), m_view,
               [this] { togglePin(); });
    addCommand(tr("Mark for comparing"), u"check"_s, QKeySequence(Qt::Key_C), m_view,
               [this] { toggleMark(m_view->currentIndex().row()); });
    addCommand(tr("Compare what is marked"), u"columns"_s, QKeySequence(Qt::SHIFT | Qt::Key_C),
               m_view, [this] { openCompare(); });
    addCommand(tr("Forget recent searches"), u"history"_s, {}, this,
               [this] { m_searches.forgetRecent(); });
    addCommand(tr("Save this search"), u"star"_s, QKeySequence(QKeySequence::Save), this,
               [this] { saveThisSearch(); });
}

void DiscoverPage::openHit(const QString &key, bool beside, const QString &tab)
{
    if (key.isEmpty())
        return;
    m_searches.addRecent(query());
    whenRead(key, [this, beside, tab](const QString &known) {
        Link target{u"product"_s, known, {}};
        if (!tab.isEmpty())
            target.state.insert(u"tab"_s, tab);
        if (beside)
            emit navigateBeside(target);
        else
            emit navigate(target);
    });
}

void DiscoverPage::requestAccess()
{
    const search::Hit *hit = chosen();
    if (hit && isLive(*hit)) { // what is possible is known once it is read
        openHit(hit->key, false);
        return;
    }
    if (!hit || hit->kind != mesh::Kind::Product)
        return;
    if (!m_panel->isRead()) {
        emit accessRequested(hit->key, {});
        return;
    }
    const AccessOffer &offer = m_panel->offer();
    switch (offer.act) {
    case AccessOffer::Act::Request:
        emit accessRequested(hit->key, {});
        break;
    case AccessOffer::Act::Renew:
        emit accessRequested(hit->key, offer.request.id);
        break;
    case AccessOffer::Act::Waiting:
        emit navigate({u"access"_s, {}, {{u"request"_s, offer.request.id}}});
        break;
    case AccessOffer::Act::Open:
        openSample();
        break;
    }
}

void DiscoverPage::openSample()
{
    const search::Hit *hit = chosen();
    if (!hit || (hit->kind != mesh::Kind::Product && hit->kind != mesh::Kind::Dataset))
        return;
    const QString dataset = m_panel->sampleDataset();
    whenRead(hit->key, [this, dataset](const QString &known) {
        emit navigate({u"samples"_s, dataset.isEmpty() ? known : dataset, {}});
    });
}

void DiscoverPage::openLineage()
{
    if (const search::Hit *hit = chosen())
        whenRead(hit->key, [this](const QString &known) {
            emit navigate({u"lineage"_s, known, {}});
        });
}

void DiscoverPage::togglePin()
{
    const search::Hit *hit = chosen();
    if (!hit)
        return;
    if (isLive(*hit)) {
        emit toastRequested(tr("Open it first: it is not in your index yet."), {});
        return;
    }
    load(
        this, session(), [](store::Reader &reader) { return reader.kept(u"pin"_s); },
        [this, key = hit->key, name = hit->name](const QList<store::Kept> &pins) {
            const bool pinned =
                std::ranges::any_of(pins, [&](const store::Kept &pin) { return pin.key == key; });
            watch(this, setKept(session(), u"pin"_s, key, name, !pinned),
                  [this, name, pinned](const Result<void> &done) {
                      emit toastRequested(!done    ? done.error().message
                                          : pinned ? tr("%1 is no longer pinned").arg(name)
                                                   : tr("%1 is pinned").arg(name),
                                          {});
                  });
        },
        [this](const Error &failure) { emit toastRequested(failure.message, {}); });
}

void DiscoverPage::saveThisSearch()
{
    auto *sheet = new Sheet(window(), tr("Save search"), 440, 210);
    sheet->setSubtitle(query().isEmpty() ? tr("Everything") : query());
    auto *name = new QLineEdit(query().left(60), sheet);
    name->setAccessibleName(tr("Name of the search"));
    name->setMaxLength(120);
    sheet->body()->addWidget(new Label(tr("Name"), TextRole::TableStrong, Token::Text, sheet));
    sheet->body()->addWidget(name);
    sheet->body()->addStretch();
    Button *keep = sheet->addAction(tr("Save"), ButtonKind::Primary);
    const auto save = [this, sheet, name, text = query(), sort = m_sort->currentIndex()] {
        const QString chosenName = name->text().trimmed();
        if (chosenName.isEmpty())
            return;
        watch(this, saveSearch(session(), chosenName, text, sortWords()[sort]),
              [this, chosenName](const Result<void> &done) {
                  emit toastRequested(done ? tr("“%1” is in the sidebar").arg(chosenName)
                                           : done.error().message,
                                      {});
              });
        sheet->accept();
    };
    connect(keep, &QAbstractButton::clicked, sheet, save);
    connect(name, &QLineEdit::returnPressed, sheet, save);
    sheet->open();
    name->setFocus();
    name->selectAll();
}

void DiscoverPage::toggleMark(int row)
{
    const search::Hit *hit = m_results->hit(row);
    if (!hit)
        return;
    if (isLive(*hit))
        emit toastRequested(tr("Open it first: it is not in your index yet."), {});
    else if (hit->kind != mesh::Kind::Product && hit->kind != mesh::Kind::Dataset)
        emit toastRequested(tr("Data products and datasets can be compared."), {});
    else if (!m_compare->toggle(hit->key, hit->name))
        emit toastRequested(tr("Four can be compared at a time."), {});
}

void DiscoverPage::openCompare()
{
    const QStringList keys = m_compare->keys();
    if (keys.size() < 2) {
        emit toastRequested(tr("Mark two to four results first (C, or Ctrl+click)."), {});
        return;
    }
    compare(keys);
}

void DiscoverPage::compare(const QStringList &keys)
{
    m_searches.addRecent(query());
    Link target{u"compare"_s, {}, {}};
    for (int i = 0; i < keys.size(); ++i)
        target.state.insert(QString::number(i + 1), keys[i]);
    emit navigate(target);
}

} // namespace meshlens::ui
