// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/samples_page.h"

#include "models/store/writer.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/samples/chart_builder.h"
#include "ui/samples/ground.h"
#include "ui/samples/samples_panel.h"
#include "ui/samples/sql_tab.h"
#include "ui/shell/window_memory.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int panelWidth = 250;
constexpr int builderWidth = 376;
constexpr int builderBesideFrom = 1140; // of the page: the sidebar is icons here

} // namespace

SamplesPage::SamplesPage(Session &session, QWidget *parent) : Page(session, parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_panel = new SamplesPanel(m_splitter);
    m_panel->setMinimumWidth(px(190));
    m_splitter->addWidget(m_panel);
    m_splitter->addWidget(makeCentre());
    m_builder = new ChartBuilder(m_splitter);
    m_builder->setMinimumWidth(px(340));
    m_splitter->addWidget(m_builder);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({px(panelWidth), px(760), px(builderWidth)});
    rememberSizes(m_splitter, session, u"samples/page"_s);
    column->addWidget(m_splitter);
    connectPanel();
    connectBuilder();

    addCommand(tr("New query"), u"sql"_s, {}, this, [this] { openQuery({}, {}); });
    addCommand(tr("Save this query or chart"), u"star"_s, QKeySequence(QKeySequence::Save), this,
               [this] { saveWork(); });
    addCommand(tr("Fetch the rows again"), u"sync"_s, Qt::Key_F5, this, [this] {
        if (WorkTab *tab = current())
            tab->fetchAgain();
    });
    addCommand(tr("Pin the chart to Home"), u"pin"_s, {}, this, [this] { pinChart(); });
    addCommand(tr("Close the tab"), u"close"_s, QKeySequence(Qt::CTRL | Qt::Key_W), this,
               [this] { closeTab(m_tabs->currentIndex()); });
    connect(&session, &Session::samplesChanged, this, &SamplesPage::readCache);
    connect(&session, &Session::requestsChanged, this, [this] {
        for (WorkTab *tab : std::as_const(m_works))
            tab->checkAccess();
        readCache();
    });
    readCache();
    readWork();
    showCurrent();
}

QWidget *SamplesPage::makeCentre()
{
    auto *centre = new Ground(Token::Surface, {}, m_splitter);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *bar = new Ground(Token::Surface, Qt::BottomEdge, centre);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(px(8), 0, px(8), 0);
    row->setSpacing(px(8));
    m_tabs = new QTabBar(bar);
    m_tabs->setAccessibleName(tr("Open samples and queries"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setUsesScrollButtons(true);
    const auto scrollers = m_tabs->findChildren<QToolButton *>();
    for (qsizetype i = 0; i < scrollers.size(); ++i) { // left, then right
        scrollers[i]->setArrowType(Qt::NoArrow);
        scrollers[i]->setIcon(themeIcon(i == 0 ? u"chevron-left"_s : u"chevron-right"_s));
    }
    m_tabs->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *add = new IconButton(u"plus"_s, tr("New query"), bar);
    add->setSmall(true);
    m_quality = new BadgeWidget(bar);
    m_freshness = new BadgeWidget(bar);
    m_masked = new BadgeWidget(bar);
    m_chartButton = new IconButton(u"bars"_s, tr("Chart"), bar);
    m_chartButton->setSmall(true);
    row->addWidget(m_tabs, 1);
    row->addWidget(add);
    row->addWidget(m_quality);
    row->addWidget(m_freshness);
    row->addWidget(m_masked);
    auto *steps = new IconButton(u"more"_s, tr("Compare or join with another sample"), bar);
    steps->setSmall(true);
    row->addWidget(steps);
    row->addWidget(m_chartButton);
    column->addWidget(bar);
    m_stack = new QStackedWidget(centre);
    column->addWidget(m_stack, 1);

    connect(add, &QToolButton::clicked, this, [this] { openQuery({}, {})->setFocus(); });
    connect(m_chartButton, &QToolButton::clicked, this, &SamplesPage::togglePanel);
    connect(steps, &QToolButton::clicked, this, [this, steps] { showSteps(steps); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        showCurrent();
        emit linkChanged();
    });
    return centre;
}

void SamplesPage::connectPanel()
{
    connect(m_panel, &SamplesPanel::openWanted, this, &SamplesPage::openKey);
    connect(m_panel, &SamplesPanel::newQueryWanted, this,
            [this] { openQuery({}, {})->setFocus(); });
    connect(m_panel, &SamplesPanel::queryWanted, this, [this](const QString &table) {
        QString quoted = table;
        quoted.replace(u'"', u"\"\""_s);
        openQuery({}, u"SELECT *\nFROM   \"%1\"\nLIMIT  1000"_s.arg(quoted))->setFocus();
    });
    connect(m_panel, &SamplesPanel::fetchWanted, this, [this] {
        if (WorkTab *tab = current())
            tab->fetchAgain();
    });
    connect(m_panel, &SamplesPanel::forgetWanted, this, &SamplesPage::forget);
    connect(m_panel, &SamplesPanel::workWanted, this, [this](const store::Kept &kept) {
        if (kept.kind == u"query")
            openQuery(kept.name, QString::fromUtf8(kept.body));
        else if (const auto chart = KeptChart::fromJson(kept.body))
            openChart(*chart);
    });
    connect(m_panel, &SamplesPanel::dropWorkWanted, this, [this](const store::Kept &kept) {
        watch(this,
              session().write([id = kept.id](store::Writer &writer) { return writer.unkeep(id); }),
              [this, kept](const Result<void> &done) {
                  readWork();
                  if (!done) {
                      emit toastRequested(done.error().message, {});
                      return;
                  }
                  emit toastRequested(tr("“%1” removed").arg(kept.name),
                                      {tr("Undo"), [this, kept] {
                                           this->keep(kept.kind, kept.name, kept.body, {});
                                       }});
              });
    });
}

void SamplesPage::connectBuilder()
{
    connect(m_builder, &ChartBuilder::chosen, this, [this] {
        if (WorkTab *tab = current())
            tab->setChoice(m_builder->choice());
    });
    connect(m_builder, &ChartBuilder::rowsWanted, this,
            [this](const std::optional<RowFilter> &filter) {
                if (WorkTab *tab = current())
                    tab->result()->setFilter(filter);
            });
    connect(m_builder, &ChartBuilder::pinWanted, this, &SamplesPage::pinChart);
    connect(m_builder, &ChartBuilder::lineageWanted, this, [this] {
        if (WorkTab *tab = current())
            emit navigate({u"lineage"_s, tab->info().dataset, {}});
    });
    connect(m_builder, &ChartBuilder::productWanted, this, [this] {
        if (WorkTab *tab = current(); tab && tab->info().product)
            emit navigate(linkTo(tab->info().product->key));
    });
}

QString SamplesPage::title() const
{
    const WorkTab *tab = current();
    return tab ? tr("%1, sample").arg(tab->title()) : tr("Samples");
}

void SamplesPage::open(const Link &link)
{
    if (const QString text = link.state.value(u"chart"_s); !text.isEmpty()) {
        if (const auto chart = KeptChart::fromJson(text.toUtf8())) {
            openChart(*chart);
            return;
        }
    }
    if (link.state.contains(u"sql"_s))
        openQuery(link.state.value(u"name"_s), link.state.value(u"sql"_s));
    else if (!link.key.isEmpty())
        openKey(link.key);
    else
        m_openFirst = m_works.isEmpty();
    if (m_openFirst)
        readCache();
}

Link SamplesPage::link() const
{
    const WorkTab *tab = current();
    return tab ? tab->link() : Link{u"samples"_s, {}, {}};
}

void SamplesPage::reload()
{
    for (WorkTab *tab : std::as_const(m_works))
        tab->reload();
    readWork();
    readWords();
}

QList<QWidget *> SamplesPage::focusRegions()
{
    QList<QWidget *> regions{m_panel->tree()};
    if (WorkTab *tab = current())
        regions += tab;
    if (m_builder->isVisible())
        regions += m_builder;
    return regions;
}

bool SamplesPage::togglePanel()
{
    if (m_panelOver)
        m_panelOpen = !m_panelOpen;
    else
        m_panelWanted = !m_panelWanted;
    arrange();
    return true;
}

bool SamplesPage::escape()
{
    if (m_panelOver && m_panelOpen) {
        m_panelOpen = false;
        arrange();
        return true;
    }
    return false;
}

void SamplesPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void SamplesPage::arrange()
{
    const bool over = width() < px(builderBesideFrom);
    if (over != m_panelOver) {
        m_panelOver = over;
        m_panelOpen = false;
        if (over)
            m_builder->setParent(this);
        else
            m_splitter->addWidget(m_builder);
    }
    if (over) {
        const int wide = std::min(px(builderWidth), width());
        m_builder->setGeometry(width() - wide, m_tabs->parentWidget()->height(), wide,
                               height() - m_tabs->parentWidget()->height());
        m_builder->setVisible(m_panelOpen);
        if (m_panelOpen)
            m_builder->raise();
    } else {
        m_builder->setVisible(m_panelWanted);
    }
}

WorkTab *SamplesPage::current() const
{
    return m_works.value(m_tabs->currentIndex());
}

DatasetTab *SamplesPage::openKey(const QString &key)
{
    m_openFirst = false;
    for (qsizetype i = 0; i < m_works.size(); ++i) {
        auto *tab = qobject_cast<DatasetTab *>(m_works[i]);
        if (tab && tab->isOf(key)) {
            m_tabs->setCurrentIndex(static_cast<int>(i));
            return tab;
        }
    }
    auto *tab = new DatasetTab(session(), key, m_stack);
    addTab(tab);
    return tab;
}

SqlTab *SamplesPage::openQuery(const QString &name, const QString &text)
{
    m_openFirst = false;
    for (qsizetype i = 0; i < m_works.size(); ++i) {
        auto *tab = qobject_cast<SqlTab *>(m_works[i]);
        if (tab && !text.isEmpty() && tab->text() == text) {
            m_tabs->setCurrentIndex(static_cast<int>(i));
            return tab;
        }
    }
    const QString title = name.isEmpty() ? tr("Query %1").arg(++m_queries) : name.left(120);
    auto *tab = new SqlTab(session(), title, text, m_stack);
    tab->setWords(m_words);
    tab->checkCache(m_cached, {});
    connect(tab, &SqlTab::saveWanted, this, &SamplesPage::saveWork);
    addTab(tab);
    return tab;
}

void SamplesPage::openChart(const KeptChart &chart)
{
    const ChartChoice choice{chart.spec, chart.look, chart.title};
    if (chart.sql.isEmpty()) {
        DatasetTab *tab = openKey(chart.dataset.isEmpty() ? chart.product : chart.dataset);
        tab->setChoice(choice);
    } else {
        SqlTab *tab = openQuery(chart.title, chart.sql);
        // The choice of a query goes when it is run, so it is made again afterwards.
        connect(
            tab, &SqlTab::ran, tab, [tab, choice] { tab->setChoice(choice); },
            Qt::SingleShotConnection);
        tab->run();
    }
    showChart();
}

void SamplesPage::addTab(WorkTab *tab)
{
    m_works += tab;
    m_stack->addWidget(tab);
    const int index = m_tabs->addTab(themeIcon(tab->iconName()), tab->title());
    auto *close = new IconButton(u"close"_s, tr("Close the tab"), m_tabs);
    close->setSmall(true);
    m_tabs->setTabButton(index, QTabBar::RightSide, close);
    connect(close, &QToolButton::clicked, this,
            [this, tab] { closeTab(static_cast<int>(m_works.indexOf(tab))); });
    connect(tab, &WorkTab::changed, this, [this, tab] {
        m_tabs->setTabText(static_cast<int>(m_works.indexOf(tab)), tab->title());
        if (tab == current())
            showCurrent();
    });
    connect(tab, &WorkTab::navigate, this, &Page::navigate);
    connect(tab, &WorkTab::accessWanted, this, &Page::accessRequested);
    m_tabs->setCurrentIndex(index);
    showCurrent();
}

void SamplesPage::closeTab(int index)
{
    WorkTab *tab = m_works.value(index);
    if (!tab)
        return;
    m_works.removeAt(index);
    m_stack->removeWidget(tab);
    tab->deleteLater();
    m_tabs->removeTab(index);
    showCurrent();
    emit linkChanged();
}

} // namespace meshlens::ui
