// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/samples_panel.h"

#include "models/samples/sample_cache.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/labels.h"
#include "ui/samples/ground.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QShortcut>
#include <QTreeView>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

SamplesPanel::SamplesPanel(QWidget *parent)
    : QWidget(parent), m_samples(new SampleTreeModel(this)), m_work(new SavedWorkModel(this))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto *ground = new Ground(Token::Surface2, Qt::RightEdge, this);
    outer->addWidget(ground);
    auto *column = new QVBoxLayout(ground);
    column->setContentsMargins(0, 0, 1, 0);
    column->setSpacing(0);

    auto *top = new QHBoxLayout;
    top->setContentsMargins(px(12), px(8), px(8), px(6));
    top->addWidget(new Label(tr("Samples"), TextRole::CardTitle, Token::Text, ground), 1);
    auto *add = new IconButton(u"plus"_s, tr("New query"), ground);
    auto *fetch = new IconButton(u"sync"_s, tr("Fetch the shown rows again"), ground);
    add->setSmall(true);
    fetch->setSmall(true);
    top->addWidget(add);
    top->addWidget(fetch);
    column->addLayout(top);
    connect(add, &QToolButton::clicked, this, &SamplesPanel::newQueryWanted);
    connect(fetch, &QToolButton::clicked, this, &SamplesPanel::fetchWanted);

    m_tree = new QTreeView(ground);
    m_tree->setAccessibleName(tr("Cached samples"));
    m_tree->setModel(m_samples);
    auto *delegate = new CellDelegate(26, m_tree);
    delegate->setLines(false);
    delegate->setPainter(SampleTreeModel::RowCount,
                         [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                             paintText(painter, rect, index.data().toString(), TextRole::Table,
                                       Token::Text3, Qt::AlignRight | Qt::AlignVCenter);
                         });
    setUpTree(m_tree, delegate);
    m_tree->setHeaderHidden(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(SampleTreeModel::Name, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(SampleTreeModel::RowCount, QHeaderView::Fixed);
    m_tree->header()->resizeSection(SampleTreeModel::RowCount, px(60));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->viewport()->setAutoFillBackground(false);
    column->addWidget(m_tree, 3);
    const auto open = [this](const QModelIndex &index) {
        if (const CachedSample *sample = m_samples->sample(index))
            emit openWanted(sample->dataset);
    };
    connect(m_tree, &QTreeView::clicked, this, open);
    connect(m_tree, &QTreeView::activated, this, open);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &SamplesPanel::showSampleMenu);
    auto *forget = new QShortcut(QKeySequence(QKeySequence::Delete), m_tree);
    forget->setContext(Qt::WidgetShortcut);
    connect(forget, &QShortcut::activated, this, [this] {
        if (const CachedSample *sample = m_samples->sample(m_tree->currentIndex()))
            emit forgetWanted(*sample);
    });

    m_workTitle = new Label(tr("Saved work"), TextRole::CaptionStrong, Token::Text2, ground);
    m_workTitle->setContentsMargins(px(12), px(10), 0, px(4));
    column->addWidget(m_workTitle);
    m_list = new QListView(ground);
    m_list->setAccessibleName(tr("Saved work"));
    m_list->setModel(m_work);
    auto *workDelegate = new CellDelegate(26, m_list);
    workDelegate->setLines(false);
    m_list->setItemDelegate(workDelegate);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 2);
    const auto openWork = [this](const QModelIndex &index) {
        if (const store::Kept *kept = m_work->work(index))
            emit workWanted(*kept);
    };
    connect(m_list, &QListView::clicked, this, openWork);
    connect(m_list, &QListView::activated, this, openWork);
    connect(m_list, &QListView::customContextMenuRequested, this, &SamplesPanel::showWorkMenu);

    auto *foot = new Ground(Token::Surface2, Qt::TopEdge | Qt::RightEdge, ground);
    auto *footColumn = new QVBoxLayout(foot);
    footColumn->setContentsMargins(px(12), px(8), px(12), px(10));
    footColumn->setSpacing(px(6));
    auto *words = new QHBoxLayout;
    words->addWidget(new Label(tr("Sample cache"), TextRole::Table, Token::Text2, foot));
    words->addStretch(1);
    m_size = new Label(TextRole::Table, Token::Text2, foot);
    words->addWidget(m_size);
    footColumn->addLayout(words);
    m_bar = new BadgeWidget(foot);
    footColumn->addWidget(m_bar);
    column->addWidget(foot);
    setSamples({});
    setWork({});
}

void SamplesPanel::setSamples(const QList<CachedSample> &samples)
{
    const QString chosen = m_tree->currentIndex().data(SampleTreeModel::DatasetRole).toString();
    m_samples->setSamples(samples);
    m_tree->expandAll();
    choose(chosen);
    const qint64 used = m_samples->sizeBytes();
    const qint64 limit = samples::SampleCache::Options().maxBytes;
    m_size->setText(tr("%1 of %2").arg(format::bytes(used), format::bytes(limit)));
    static_cast<BadgeWidget *>(m_bar)->setBar(double(used) / double(limit), 200);
}

void SamplesPanel::setWork(const QList<store::Kept> &work)
{
    m_work->setWork(work);
    m_workTitle->setVisible(!work.isEmpty());
    m_list->setVisible(!work.isEmpty());
}

void SamplesPanel::choose(const QString &dataset)
{
    m_tree->setCurrentIndex(dataset.isEmpty() ? QModelIndex() : m_samples->find(dataset));
}

void SamplesPanel::showSampleMenu(const QPoint &at)
{
    const CachedSample *found = m_samples->sample(m_tree->indexAt(at));
    if (!found)
        return;
    const CachedSample sample = *found;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themeIcon(u"table"_s), tr("Open"), this,
                    [this, sample] { emit openWanted(sample.dataset); });
    menu->addAction(themeIcon(u"sql"_s), tr("Query it"), this,
                    [this, sample] { emit queryWanted(sample.tableName); });
    menu->addSeparator();
    menu->addAction(themeIcon(u"trash"_s, Token::Bad), tr("Forget these rows"), this,
                    [this, sample] { emit forgetWanted(sample); });
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

void SamplesPanel::showWorkMenu(const QPoint &at)
{
    const store::Kept *found = m_work->work(m_list->indexAt(at));
    if (!found)
        return;
    const store::Kept kept = *found;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_work->data(m_list->indexAt(at), Qt::DecorationRole).value<QIcon>(),
                    tr("Open"), this, [this, kept] { emit workWanted(kept); });
    menu->addAction(themeIcon(u"trash"_s, Token::Bad), tr("Remove"), this,
                    [this, kept] { emit dropWorkWanted(kept); });
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

} // namespace meshlens::ui
