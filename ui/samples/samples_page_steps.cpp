// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What Samples offers to do with the open rows and another sample.
#include "ui/samples/samples_page.h"

#include "ui/parts/load.h"
#include "ui/samples/compare_sheet.h"
#include "ui/samples/sample_steps.h"
#include "ui/samples/sql_tab.h"

#include <QMenu>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

Result<SampleTable> tableOf(const store::Reader &reader, const CachedSample &sample)
{
    const auto dataset = reader.dataset(sample.dataset);
    if (!dataset)
        return dataset.error();
    SampleTable table{sample.tableName, {}};
    for (const mesh::Column &column : dataset->thing.columns)
        table.columns += column.name;
    return table;
}

QString menuText(const CachedSample &sample)
{
    QString title = sample.title;
    return title.replace(u'&', u"&&"_s);
}

} // namespace

const CachedSample *SamplesPage::currentSample() const
{
    const auto *tab = qobject_cast<const DatasetTab *>(current());
    const auto found = std::find_if(m_cached.begin(), m_cached.end(), [&](const CachedSample &one) {
        return tab && one.dataset == tab->info().dataset;
    });
    return found == m_cached.end() ? nullptr : &*found;
}

void SamplesPage::showSteps(QWidget *anchor)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const CachedSample *here = currentSample();
    QMenu *compare = menu->addMenu(tr("Compare with"));
    QMenu *join = menu->addMenu(tr("Join with"));
    for (const CachedSample &other : std::as_const(m_cached)) {
        if (!here || other.dataset == here->dataset)
            continue;
        connect(compare->addAction(menuText(other)), &QAction::triggered, this,
                [this, one = *here, other] { compareSamples(one, other); });
        connect(join->addAction(menuText(other)), &QAction::triggered, this,
                [this, one = *here, other] { joinSamples(one, other); });
    }
    for (QMenu *part : {compare, join}) {
        if (part->isEmpty())
            part->addAction(here ? tr("No other sample is on this computer")
                                 : tr("Open a sample first"))
                ->setEnabled(false);
    }
    menu->popup(anchor->mapToGlobal(QPoint(0, anchor->height())));
}

void SamplesPage::compareSamples(const CachedSample &left, const CachedSample &right)
{
    auto *sheet = new CompareSheet(session(), window(), left, right);
    connect(sheet, &CompareSheet::said, this,
            [this](const QString &words) { emit toastRequested(words, {}); });
    sheet->open();
}

void SamplesPage::joinSamples(const CachedSample &left, const CachedSample &right)
{
    load(
        this, session(),
        [left, right](store::Reader &reader) -> Result<QString> {
            const auto one = tableOf(reader, left);
            if (!one)
                return one.error();
            const auto other = tableOf(reader, right);
            if (!other)
                return other.error();
            return joinSql(*one, *other);
        },
        [this](const QString &sql) { openQuery({}, sql)->setFocus(); },
        [this](const Error &error) { emit toastRequested(error.message, {}); });
}

} // namespace meshlens::ui
