// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/lineage/thing_picker.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/parts/sheet.h"

#include <QAction>
#include <QDateTimeEdit>
#include <QMenu>

#include <algorithm>

// Which time, which part, which question.

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

constexpr int runsRead = 40;
constexpr std::int64_t minuteMs = 60'000;
constexpr qsizetype catalogsNamed = 3;
constexpr qsizetype timesShown = 10;
constexpr qsizetype choicesShown = 40;

/// When syncs ended that changed something, newest first, at whole seconds. Those that end within a
/// minute are one: nobody could tell them apart.
struct SyncTime {
    std::int64_t atMs = 0;
    QStringList catalogs;
};

Result<QList<SyncTime>> syncTimes(const store::Reader &reader)
{
    const auto catalogs = reader.catalogs();
    if (!catalogs)
        return catalogs.error();
    QList<SyncTime> times;
    for (const store::CatalogRow &catalog : *catalogs) {
        const auto runs = reader.syncRuns(catalog.connection.id, runsRead);
        if (!runs)
            return runs.error();
        for (const store::SyncRun &run : *runs) {
            if (run.ok && run.generation > 0)
                times.append({(run.finishedAtMs / 1000 + 1) * 1000, {catalog.connection.name}});
        }
    }
    std::ranges::sort(times, std::greater(), &SyncTime::atMs);
    QList<SyncTime> apart;
    for (const SyncTime &time : std::as_const(times)) {
        if (apart.isEmpty() || apart.last().atMs / minuteMs != time.atMs / minuteMs)
            apart.append(time);
        else if (!apart.last().catalogs.contains(time.catalogs.first()))
            apart.last().catalogs += time.catalogs;
    }
    return apart;
}

QString plain(QString words)
{
    return words.replace(u'&', u"&&"_s);
}

} // namespace

void LineagePage::showTime(std::optional<std::int64_t> atMs, std::optional<std::int64_t> sinceMs)
{
    m_wish.atMs = atMs;
    m_wish.sinceMs = sinceMs;
    refresh();
    emit linkChanged();
}

void LineagePage::fillTimes()
{
    QMenu *menu = m_bar->timeMenu();
    menu->clear();
    QAction *now = menu->addAction(tr("As of now"));
    now->setCheckable(true);
    now->setChecked(!m_wish.atMs && !m_wish.sinceMs);
    connect(now, &QAction::triggered, this, [this] { showTime({}, {}); });
    load(
        this, session(), [](store::Reader &reader) { return syncTimes(reader); },
        [this, menu](const QList<SyncTime> &times) {
            auto *compare = new QMenu(tr("What changed since"), menu);
            menu->addSection(tr("As it was after a sync"));
            for (const SyncTime &time : times.mid(0, timesShown)) {
                const std::int64_t at = time.atMs;
                const QString whose =
                    time.catalogs.size() > catalogsNamed
                        ? tr("%n catalogs", nullptr, static_cast<int>(time.catalogs.size()))
                        : plain(time.catalogs.join(u", "_s));
                const QString words = u"%1  %2"_s.arg(format::dateTime(at), whose);
                QAction *then = menu->addAction(words);
                then->setCheckable(true);
                then->setChecked(m_wish.atMs == at && !m_wish.sinceMs);
                connect(then, &QAction::triggered, this, [this, at] { showTime(at, {}); });
                QAction *since = compare->addAction(words);
                since->setCheckable(true);
                since->setChecked(m_wish.sinceMs == at);
                connect(since, &QAction::triggered, this, [this, at] { showTime({}, at); });
            }
            if (times.isEmpty())
                menu->addAction(tr("No sync has ended yet"))->setEnabled(false);
            connect(menu->addAction(tr("Another time…")), &QAction::triggered, this,
                    [this] { chooseTime(false); });
            menu->addSeparator();
            compare->addSeparator();
            connect(compare->addAction(tr("Another time…")), &QAction::triggered, this,
                    [this] { chooseTime(true); });
            menu->addMenu(compare);
        },
        [this](const Error &failure) { emit toastRequested(failure.message, {}); });
}

void LineagePage::chooseTime(bool compare)
{
    auto *sheet =
        new Sheet(window(), compare ? tr("What changed since") : tr("Lineage as it was"), 440, 210);
    sheet->setSubtitle(tr("History reaches back to the first sync that is still kept."));
    auto *when = new QDateTimeEdit(QDateTime::fromMSecsSinceEpoch(nowMs()), sheet);
    when->setCalendarPopup(true);
    when->setMaximumDateTime(QDateTime::fromMSecsSinceEpoch(nowMs()));
    when->setAccessibleName(tr("Date and time"));
    sheet->body()->addWidget(when);
    sheet->body()->addStretch();
    Button *show = sheet->addAction(tr("Show"), ButtonKind::Primary);
    connect(show, &QAbstractButton::clicked, sheet, [this, sheet, when, compare] {
        const std::int64_t at = when->dateTime().toMSecsSinceEpoch();
        sheet->accept();
        if (compare)
            showTime({}, at);
        else
            showTime(at, {});
    });
    sheet->open();
    when->setFocus();
}

void LineagePage::fillFilters()
{
    QMenu *menu = m_bar->filterMenu();
    menu->clear();
    if (!m_answer)
        return;
    const FilterChoices &choices = m_answer->choices;
    const auto add = [&](const QString &title, const QList<FilterChoice> &list,
                         QSet<QString> GraphFilter::*field) {
        auto *part = new QMenu(title, menu);
        for (const FilterChoice &choice : list.mid(0, choicesShown)) {
            const QString words = choice.words.isEmpty() ? tr("not classified") : choice.words;
            QAction *action =
                part->addAction(u"%1  %2"_s.arg(plain(words), format::count(choice.count)));
            action->setCheckable(true);
            action->setChecked((m_wish.filter.*field).contains(choice.value));
            connect(action, &QAction::toggled, this, [this, field, value = choice.value](bool on) {
                if (on)
                    (m_wish.filter.*field).insert(value);
                else
                    (m_wish.filter.*field).remove(value);
                refresh();
            });
        }
        if (list.size() > choicesShown)
            part->addAction(tr("%n more; find them by name", nullptr,
                               static_cast<int>(list.size() - choicesShown)))
                ->setEnabled(false);
        part->setEnabled(!list.isEmpty());
        menu->addMenu(part);
    };
    add(tr("Domain"), choices.domains, &GraphFilter::domains);
    add(tr("Catalog"), choices.catalogs, &GraphFilter::catalogs);
    add(tr("Kind"), choices.kinds, &GraphFilter::kinds);
    add(tr("Classification"), choices.classes, &GraphFilter::classes);
    menu->addSeparator();
    QAction *clear = menu->addAction(tr("Show all of it"));
    clear->setEnabled(m_wish.filter.isOn());
    connect(clear, &QAction::triggered, this, [this] {
        m_wish.filter = {};
        refresh();
    });
}

void LineagePage::fillQuestions()
{
    QMenu *menu = m_bar->questionMenu();
    menu->clear();
    const DrawnNode *node = chosen();
    const QString name = node && node->node.schema ? QString()
                         : node                    ? node->node.name
                         : m_wish.root.isEmpty()   ? QString()
                                                   : title();
    const auto add = [&](const QString &words, LineageQuestion question) {
        connect(menu->addAction(words), &QAction::triggered, this,
                [this, question] { ask(question); });
    };
    QAction *impact = menu->addAction(tr("What breaks if this changes?"));
    impact->setEnabled(!name.isEmpty());
    connect(impact, &QAction::triggered, this, [this] {
        if (!m_panel->isVisible())
            togglePanel();
        m_panel->showImpact();
    });
    add(tr("How does it reach…"), LineageQuestion::Ways);
    menu->addSeparator();
    add(tr("Where does classified data flow?"), LineageQuestion::Classified);
    add(tr("What has no consumer?"), LineageQuestion::NoConsumer);
    add(tr("What has no source?"), LineageQuestion::NoSource);
    add(tr("Where do catalogs disagree?"), LineageQuestion::Disagreements);
}

void LineagePage::ask(LineageQuestion question)
{
    if (question == LineageQuestion::Ways)
        return askForWay();
    m_wish.question = question;
    if (question == LineageQuestion::Classified) {
        m_colourBy = ColourBy::Classification;
        m_view->setColourBy(m_colourBy);
    }
    m_wish.filter = {};
    foldAnew();
    m_wish.widened.clear();
    refresh();
    emit linkChanged();
}

void LineagePage::askForWay()
{
    const DrawnNode *node = chosen();
    const QString from = node && !node->node.schema ? node->node.key : m_wish.root;
    if (from.isEmpty() || !m_answer || !m_answer->source) {
        emit toastRequested(tr("Choose first where the way begins."), {});
        return;
    }
    QList<Pickable> things;
    QSet<QString> known{from};
    for (const DrawnNode &drawn : m_view->drawing()->nodes) {
        if (known.contains(drawn.node.key) || drawn.node.schema)
            continue;
        known.insert(drawn.node.key);
        things.append({drawn.node.key, drawn.node.name, drawn.node.domainName});
    }
    for (const auto &product : m_answer->source->data().products) {
        if (!known.contains(product.key))
            things.append({product.key, product.name, {}});
    }
    const QString name = node ? node->node.name : m_answer->rootName;
    pickThing(window(), tr("How does %1 reach…").arg(name),
              tr("All shortest ways are drawn, then longer ones."), things,
              [this, from](const QString &to) {
                  m_wish.question = LineageQuestion::Ways;
                  m_wish.root = from;
                  m_wish.to = to;
                  if (m_wish.level == Level::Domain)
                      m_wish.level = Level::Product;
                  m_column.clear();
                  m_wish.filter = {};
                  foldAnew();
                  refresh();
                  emit linkChanged();
              });
}

} // namespace meshlens::ui
