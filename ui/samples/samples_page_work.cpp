// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What Samples reads and keeps: the cache, saved queries and charts, words for completion.
#include "ui/samples/samples_page.h"

#include "models/store/schema.h"
#include "models/store/writer.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/parts/sheet.h"
#include "ui/samples/chart_builder.h"
#include "ui/samples/samples_panel.h"
#include "ui/samples/sql_tab.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void SamplesPage::readCache()
{
    const quint64 number = ++m_cacheReads;
    watch(this, session().cachedSamples(),
          [this, number](const Result<QList<CachedSample>> &cached) {
              if (number == m_cacheReads && cached)
                  takeCache(*cached);
          });
}

void SamplesPage::takeCache(const QList<CachedSample> &cached)
{
    QList<CachedSample> gone;
    for (const CachedSample &before : std::as_const(m_cached)) {
        const bool stays = std::any_of(cached.begin(), cached.end(), [&](const CachedSample &one) {
            return one.dataset == before.dataset && one.grant == before.grant;
        });
        if (!stays)
            gone += before;
    }
    m_cached = cached;
    m_panel->setSamples(cached);
    for (WorkTab *tab : std::as_const(m_works))
        tab->checkCache(cached, gone);
    if (const auto *tab = qobject_cast<DatasetTab *>(current()))
        m_panel->choose(tab->info().dataset);
    if (std::exchange(m_openFirst, false) && !cached.isEmpty())
        openKey(cached.first().dataset);
    readWords();
}

void SamplesPage::readWork()
{
    load(
        this, session(),
        [](store::Reader &reader) -> Result<QList<store::Kept>> {
            QList<store::Kept> all;
            for (const QString &kind : {u"query"_s, u"metric"_s, u"chart"_s}) {
                const auto kept = reader.kept(kind);
                if (!kept)
                    return kept.error();
                all += *kept;
            }
            return all;
        },
        [this](const QList<store::Kept> &work) { m_panel->setWork(work); },
        [](const Error &) {}); // what is shown stays
}

void SamplesPage::readWords()
{
    load(
        this, session(),
        [cached = m_cached](store::Reader &reader) -> Result<QStringList> {
            QStringList words;
            for (const CachedSample &sample : cached) {
                words += u'"' + sample.tableName + u'"';
                if (const auto dataset = reader.dataset(sample.dataset)) {
                    for (const mesh::Column &column : dataset->thing.columns)
                        words += column.name;
                }
            }
            for (const QString &view : store::publicViewNames())
                words += u"mesh."_s + view;
            words.removeDuplicates();
            return words;
        },
        [this](const QStringList &words) {
            m_words = words;
            for (WorkTab *tab : std::as_const(m_works)) {
                if (auto *query = qobject_cast<SqlTab *>(tab))
                    query->setWords(words);
            }
        },
        [](const Error &) {}); // completion goes on with what it has
}

void SamplesPage::forget(const CachedSample &sample)
{
    const QString effect =
        sample.rows == 1
            ? tr("1 row leaves this computer. It can be fetched again while your access runs.")
            : tr("%1 rows leave this computer. They can be fetched again while your access runs.")
                  .arg(format::count(sample.rows));
    Sheet *sheet = Sheet::confirm(window(), tr("Forget the rows of %1?").arg(sample.title), effect,
                                  tr("Forget"), tr("Keep"));
    connect(sheet, &Sheet::accepted, this, [this, sample] {
        watch(this, session().forgetSample(sample.dataset), [this](const Result<void> &done) {
            if (!done)
                emit toastRequested(done.error().message, {});
            readCache();
        });
    });
}

void SamplesPage::keep(const QString &kind, const QString &name, const QByteArray &body,
                       const QString &said)
{
    const WorkTab *tab = current();
    const QString product = tab && tab->info().product ? tab->info().product->key : QString();
    auto made = std::make_shared<qint64>(0); // the id, written before the future finishes
    auto work = [store = session().store(), kind, name, body, product, made,
                 now = nowMs()](store::Writer &writer) -> Result<void> {
        const auto reader = store->read();
        if (!reader)
            return reader.error();
        const auto all = reader->kept(kind);
        if (!all)
            return all.error();
        store::Kept kept{0, kind, name, product, body, 0, now};
        for (const store::Kept &one : *all) {
            kept.position = std::max(kept.position, one.position + 1);
            if (one.name == name)
                kept.id = one.id;
        }
        const auto id = writer.keep(kept);
        if (!id)
            return id.error();
        *made = *id;
        return {};
    };
    watch(this, session().write(work), [this, said, made](const Result<void> &done) {
        readWork();
        if (!done) {
            emit toastRequested(done.error().message, {});
            return;
        }
        if (said.isEmpty())
            return;
        emit toastRequested(said, {tr("Undo"), [this, made] {
                                       watch(this, session().write([made](store::Writer &writer) {
                                           return writer.unkeep(*made);
                                       }),
                                             [this](const Result<void> &) { readWork(); });
                                   }});
    });
}

void SamplesPage::pinChart()
{
    const WorkTab *tab = current();
    if (!tab || !tab->rows())
        return;
    const ChartChoice &choice = m_builder->choice();
    const bool figure = m_builder->isKeyFigure();
    const KeptChart chart{m_builder->title(),
                          tab->info().product ? tab->info().product->key : QString(),
                          tab->sql().isEmpty() ? tab->info().dataset : QString(),
                          tab->sql(),
                          choice.spec,
                          choice.look,
                          figure};
    keep(figure ? u"metric"_s : u"chart"_s, chart.title, chart.toJson(),
         figure ? tr("“%1” is pinned to Home").arg(chart.title)
                : tr("“%1” is under Saved work").arg(chart.title));
}

void SamplesPage::saveWork()
{
    auto *query = qobject_cast<SqlTab *>(current());
    if (!query) {
        pinChart();
        return;
    }
    auto *sheet = new Sheet(window(), tr("Save query"), 440, 220);
    auto *name = new QLineEdit(query->title(), sheet);
    name->setAccessibleName(tr("Name of the query"));
    name->setMaxLength(120);
    sheet->body()->addWidget(new Label(tr("Name"), TextRole::TableStrong, Token::Text, sheet));
    sheet->body()->addWidget(name);
    sheet->body()->addStretch();
    Button *save = sheet->addAction(tr("Save"), ButtonKind::Primary);
    const auto done = [this, sheet, name, text = query->text(), tab = QPointer(query)] {
        const QString chosen = name->text().trimmed();
        if (chosen.isEmpty())
            return;
        keep(u"query"_s, chosen, text.toUtf8(), tr("“%1” is saved").arg(chosen));
        if (tab)
            tab->setName(chosen);
        sheet->accept();
    };
    connect(save, &QAbstractButton::clicked, sheet, done);
    connect(name, &QLineEdit::returnPressed, sheet, done);
    sheet->open();
    name->setFocus();
    name->selectAll();
}

} // namespace meshlens::ui
