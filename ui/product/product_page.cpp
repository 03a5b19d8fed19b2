// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/product_page.h"

#include "ui/parts/icons.h"
#include "ui/parts/keep.h"
#include "ui/parts/lineage_graph.h"
#include "ui/parts/recent_things.h"
#include "ui/parts/search_index.h"
#include "ui/parts/states.h"
#include "ui/parts/watch.h"
#include "ui/product/overview_tab.h"
#include "ui/product/plain_tabs.h"
#include "ui/product/product_header.h"
#include "ui/product/product_words.h"
#include "ui/product/quality_tab.h"
#include "ui/product/schema_tab.h"
#include "ui/product/thing_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

const QStringList tabNames{u"overview"_s, u"schema"_s, u"contract"_s, u"quality"_s, u"ports"_s,
                           u"lineage"_s,  u"usage"_s,  u"access"_s,   u"history"_s};

QString tabTitle(const QString &name)
{
    if (name == u"overview")
        return ProductPage::tr("Overview");
    if (name == u"schema")
        return ProductPage::tr("Schema");
    if (name == u"contract")
        return ProductPage::tr("Contract");
    if (name == u"quality")
        return ProductPage::tr("Quality");
    if (name == u"ports")
        return ProductPage::tr("Ports");
    if (name == u"lineage")
        return ProductPage::tr("Lineage");
    if (name == u"usage")
        return ProductPage::tr("Usage");
    if (name == u"access")
        return ProductPage::tr("Access");
    return ProductPage::tr("History");
}

/// The ground of the header goes on below the tabs, down to a line.
class TabGround final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), colour(Token::Surface));
        painter.fillRect(0, height() - 1, width(), 1, colour(Token::Border));
    }
};

} // namespace

ProductPage::ProductPage(Session &session, QWidget *parent) : Page(session, parent)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    m_kinds = new QStackedWidget(this);

    auto *product = new QWidget(m_kinds);
    auto *column = new QVBoxLayout(product);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new ProductHeader(session, product);
    column->addWidget(m_header);
    makeTabs();
    auto *tabRow = new TabGround(product);
    auto *tabBox = new QHBoxLayout(tabRow);
    tabBox->setContentsMargins(px(18), 0, px(20), 0);
    tabBox->addWidget(m_tabs);
    column->addWidget(tabRow);
    column->addWidget(m_stack, 1);
    m_content = new ContentStack(product, Skeleton::Shape::Cards, m_kinds);
    m_kinds->addWidget(m_content);

    m_thing = new ThingView(session);
    m_thingContent = new ContentStack(m_thing, Skeleton::Shape::Rows, m_kinds);
    m_kinds->addWidget(m_thingContent);
    box->addWidget(m_kinds);

    connect(m_thing, &ThingView::navigate, this, &Page::navigate);
    connect(m_thing, &ThingView::named, this, [this](const QString &name) {
        m_name = name;
        RecentThings::of(this->session()).add(m_key, m_name);
        emit titleChanged();
    });
    connect(m_thing, &ThingView::shown, m_thingContent, &ContentStack::showContent);
    connect(m_thing, &ThingView::failed, this, [this](const Error &failure) {
        m_thingContent->showError(tr("This could not be shown"), failure,
                                  [this] { m_thing->open(m_key); });
    });
    connect(m_header, &ProductHeader::accessClicked, this, &ProductPage::actOnAccess);
    connect(m_header, &ProductHeader::sampleClicked, this, &ProductPage::openSample);
    connect(m_header, &ProductHeader::lineageClicked, this, &ProductPage::openLineage);
    connect(m_header, &ProductHeader::qualityClicked, this, [this] { showTab(u"quality"_s); });
    connect(m_header, &ProductHeader::qualitiesClicked, this, [this] { showTab(u"overview"_s); });
    connect(m_header, &ProductHeader::pinClicked, this, [this] {
        if (m_view)
            toggleKept(u"pin"_s, m_view->product.pinned, tr("%1 is pinned"),
                       tr("%1 is no longer pinned"));
    });
    connect(m_header, &ProductHeader::followClicked, this, [this] {
        if (m_view)
            toggleKept(u"follow"_s, m_view->product.followed,
                       tr("You will be told of changes of %1"), tr("You no longer follow %1"));
    });
    connect(&session, &Session::requestsChanged, this, [this] {
        if (isVisible() && !m_key.isEmpty())
            reload();
    });
    connect(&LineageGraph::of(session), &LineageGraph::changed, this, [this] {
        if (m_view)
            readLineage();
    });
    connect(&SearchIndex::of(session), &SearchIndex::changed, this, [this] {
        if (m_view)
            readLookalikes();
    });
    makeCommands();
}

void ProductPage::makeTabs()
{
    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setAccessibleName(tr("Parts of the product"));
    for (const QString &name : tabNames)
        m_tabs->addTab(tabTitle(name));
    m_stack = new QStackedWidget(this);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        showTab(tabNames.value(index));
        emit linkChanged();
    });
}

void ProductPage::makeCommands()
{
    addCommand(tr("Request access"), u"key"_s, QKeySequence(Qt::Key_R), m_tabs,
               [this] { actOnAccess(); });
    addCommand(tr("Open a sample"), u"eye"_s, QKeySequence(Qt::Key_Space), m_tabs,
               [this] { openSample(); });
    addCommand(tr("Show lineage"), u"lineage"_s, QKeySequence(Qt::Key_L), m_tabs,
               [this] { openLineage(); });
    addCommand(tr("Pin or unpin"), u"star"_s, QKeySequence(Qt::Key_P), m_tabs,
               [this] { emit m_header->pinClicked(); });
}

ProductTab *ProductPage::makeTab(const QString &name)
{
    if (name == u"overview")
        return new OverviewTab(session(), m_stack);
    if (name == u"schema")
        return new SchemaTab(session(), m_stack);
    if (name == u"contract")
        return new ContractTab(session(), m_stack);
    if (name == u"quality")
        return new QualityTab(session(), m_stack);
    if (name == u"ports")
        return new PortsTab(session(), m_stack);
    if (name == u"lineage")
        return new LineageTab(session(), m_stack);
    if (name == u"usage")
        return new UsageTab(session(), m_stack);
    if (name == u"access")
        return new AccessTab(session(), m_stack);
    return new HistoryTab(session(), m_stack);
}

QString ProductPage::title() const
{
    return m_name.isEmpty() ? tr("Product") : m_name;
}

QString ProductPage::currentTab() const
{
    return tabNames.value(m_tabs->currentIndex(), tabNames.first());
}

void ProductPage::open(const Link &link)
{
    const bool other = link.key != m_key;
    m_key = link.key;
    m_part = link.state.value(u"column"_s, link.state.value(u"check"_s));
    if (other) {
        m_view.reset();
        m_name.clear();
        emit titleChanged();
    }
    if (ThingView::shows(m_key)) {
        m_kinds->setCurrentWidget(m_thingContent);
        m_thingContent->begin();
        m_thing->open(m_key);
        return;
    }
    m_kinds->setCurrentWidget(m_content);
    const QString tab = link.state.value(u"tab"_s, other ? u"overview"_s : currentTab());
    showTab(tabNames.contains(tab) ? tab : u"overview"_s, m_part);
    if (other)
        m_content->begin();
    read();
}

Link ProductPage::link() const
{
    Link here{u"product"_s, m_key, {}};
    if (!ThingView::shows(m_key) && m_tabs->currentIndex() > 0)
        here.state.insert(u"tab"_s, currentTab());
    return here;
}

void ProductPage::reload()
{
    if (m_key.isEmpty())
        return;
    if (ThingView::shows(m_key))
        m_thing->open(m_key);
    else
        read();
}

QVariant ProductPage::remember() const
{
    return currentTab();
}

void ProductPage::restore(const QVariant &state)
{
    if (tabNames.contains(state.toString()))
        showTab(state.toString());
}

QList<QWidget *> ProductPage::focusRegions()
{
    return {m_header, m_tabs, m_stack};
}

void ProductPage::showTab(const QString &name, const QString &part)
{
    if (name == u"graph") {
        openLineage();
        return;
    }
    ProductTab *&tab = m_made[name];
    if (!tab) {
        tab = makeTab(name);
        m_stack->addWidget(tab);
        connect(tab, &ProductTab::navigate, this, &Page::navigate);
        connect(tab, &ProductTab::tabWanted, this, &ProductPage::showTab);
        connect(tab, &ProductTab::accessWanted, this, &ProductPage::actOnAccess);
    }
    {
        const QSignalBlocker blocker(m_tabs);
        m_tabs->setCurrentIndex(static_cast<int>(tabNames.indexOf(name)));
    }
    m_stack->setCurrentWidget(tab);
    if (m_view)
        tab->present(*m_view);
    if (!part.isEmpty())
        tab->choose(part);
}

void ProductPage::refresh()
{
    m_header->present(*m_view);
    labelTabs();
    if (auto *tab = qobject_cast<ProductTab *>(m_stack->currentWidget())) {
        tab->present(*m_view);
        if (!m_part.isEmpty() && (currentTab() == u"schema" || m_view->history))
            tab->choose(std::exchange(m_part, {}));
    }
}

void ProductPage::labelTabs()
{
    const ProductData &known = m_view->product;
    const auto label = [this](const QString &name, qsizetype count) {
        const int index = static_cast<int>(tabNames.indexOf(name));
        m_tabs->setTabText(index,
                           count > 0 ? u"%1  %2"_s.arg(tabTitle(name)).arg(count) : tabTitle(name));
    };
    label(u"schema"_s, known.columnCount());
    label(u"contract"_s, known.contracts.size());
    label(u"ports"_s, known.product.thing.ports.size());
    const bool failing =
        std::ranges::any_of(known.card.checks, [](const scores::CheckState &state) {
            return state.usable && state.latest &&
                   state.latest->status == mesh::CheckStatus::Failed;
        });
    const int quality = static_cast<int>(tabNames.indexOf(u"quality"_s));
    m_tabs->setTabIcon(quality, failing ? themeIcon(u"warn"_s, Token::Warn) : QIcon());
    m_tabs->setTabToolTip(quality, failing ? tr("Some checks fail") : QString());
}

void ProductPage::actOnAccess()
{
    if (!m_view || m_view->product.isDataset)
        return;
    const AccessOffer &offer = m_view->offer;
    switch (offer.act) {
    case AccessOffer::Act::Request:
        emit accessRequested(m_key, {});
        break;
    case AccessOffer::Act::Renew:
        emit accessRequested(m_key, offer.request.id);
        break;
    case AccessOffer::Act::Waiting:
        emit navigate({u"access"_s, {}, {{u"request"_s, offer.request.id}}});
        break;
    case AccessOffer::Act::Open:
        openSample();
        break;
    }
}

void ProductPage::openSample()
{
    if (!m_view)
        return;
    const QString dataset = m_view->product.sampleDataset();
    emit navigate({u"samples"_s, dataset.isEmpty() ? m_key : dataset, {}});
}

void ProductPage::openLineage()
{
    if (!m_key.isEmpty())
        emit navigate({u"lineage"_s, m_key, {}});
}

void ProductPage::toggleKept(const QString &kind, bool kept, const QString &on, const QString &off)
{
    const QString text = (kept ? off : on).arg(m_name);
    watch(this, setKept(session(), kind, m_key, m_name, !kept),
          [this, text](const Result<void> &done) {
              emit toastRequested(done ? text : done.error().message, {});
              reload();
          });
}

} // namespace meshlens::ui
