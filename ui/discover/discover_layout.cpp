// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the parts of Discover stand, wide and narrow.
#include "ui/discover/discover_page.h"

#include "ui/discover/catalog_strip.h"
#include "ui/discover/compare_bar.h"
#include "ui/discover/detail_panel.h"
#include "ui/discover/facet_view.h"
#include "ui/discover/query_line.h"
#include "ui/discover/query_problems.h"
#include "ui/discover/result_model.h"
#include "ui/discover/result_view.h"
#include "ui/discover/saved_searches.h"
#include "ui/parts/button.h"
#include "ui/parts/labels.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

// Widths of the page, not of the window: the sidebar is icons where they matter.
constexpr int panelBesideFrom = 1140;
constexpr int facetsBesideFrom = 1040;
constexpr int facetWidth = 216;
constexpr int panelWidth = 364;

} // namespace

QWidget *DiscoverPage::makeTop()
{
    auto *top = new Bar(Token::Surface, Qt::BottomEdge, this);
    auto *box = new QVBoxLayout(top);
    box->setContentsMargins(px(20), px(12), px(20), px(12));
    box->setSpacing(px(8));

    auto *first = new QHBoxLayout;
    first->setSpacing(px(8));
    m_line = new QueryLine(top);
    auto *save = new Button(tr("Save search"), top);
    save->setIconName(u"star"_s);
    first->addWidget(m_line, 1);
    first->addWidget(save);
    box->addLayout(first);

    m_problems = new QueryProblems(*m_line, top);
    box->addWidget(m_problems);

    auto *second = new QHBoxLayout;
    second->setSpacing(px(6));
    m_filters = new Button(tr("Filters"), top);
    m_filters->setIconName(u"filter"_s);
    m_filters->setSmall(true);
    m_filters->setCheckable(true);
    m_filters->hide();
    m_alsoBox = new QWidget(top);
    m_alsoBox->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_alsoBox->setMinimumHeight(px(24));
    m_also = new QHBoxLayout(m_alsoBox);
    m_also->setContentsMargins(0, 0, 0, 0);
    m_also->setSpacing(px(6));
    m_sort = new QComboBox(top);
    m_sort->addItems({tr("Best match"), tr("Quality"), tr("Freshness"), tr("Name")});
    m_sort->setAccessibleName(tr("Sort by"));
    m_mode = new SegmentedControl(tr("List or table"), top);
    m_mode->addChoice({}, u"list"_s);
    m_mode->addChoice({}, u"table"_s);
    second->addWidget(m_filters);
    second->addWidget(m_alsoBox, 1);
    second->addWidget(new Label(tr("Sort by"), TextRole::Table, Token::Text2, top));
    second->addWidget(m_sort);
    second->addWidget(m_mode);
    box->addLayout(second);

    connect(m_line, &QueryLine::queryChanged, this, &DiscoverPage::queryEdited);
    connect(m_line, &QueryLine::completionsWanted, m_runner, &SearchRunner::complete);
    const auto toResults = [this] {
        if (m_results->rowCount() == 0)
            return;
        m_view->setFocus();
        if (!m_view->currentIndex().isValid())
            select(0);
    };
    connect(m_line, &QueryLine::resultsWanted, this, toResults);
    connect(m_line, &QueryLine::submitted, this, [this, toResults] {
        m_searches.addRecent(query());
        toResults();
    });
    connect(save, &QAbstractButton::clicked, this, &DiscoverPage::saveThisSearch);
    connect(m_filters, &QAbstractButton::toggled, this, &DiscoverPage::arrange);
    connect(m_sort, &QComboBox::currentIndexChanged, this, [this] {
        search();
        emit linkChanged();
    });
    connect(m_mode, &SegmentedControl::currentChanged, this, [this](int mode) {
        m_view->setMode(mode == 0 ? ResultDelegate::Mode::List : ResultDelegate::Mode::Table);
        arrange();
        showRange();
        emit linkChanged();
    });
    return top;
}

QWidget *DiscoverPage::makeBody()
{
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_facetBox = new Bar(Token::Surface2, Qt::RightEdge, m_splitter);
    m_facetBox->setMinimumWidth(px(facetWidth - 30));
    auto *facetColumn = new QVBoxLayout(m_facetBox);
    facetColumn->setContentsMargins(0, px(4), 1, px(4));
    facetColumn->setSpacing(0);
    m_facets = new FacetView(m_facetBox);
    m_facets->setFacetModel(m_facetModel);
    m_more = new LinkLabel(tr("More filters"), m_facetBox);
    m_more->setRole(TextRole::TableStrong);
    auto *moreRow = new QHBoxLayout;
    moreRow->setContentsMargins(px(14), px(6), px(14), px(4));
    moreRow->addWidget(m_more);
    moreRow->addStretch();
    m_facetNote = new Label(tr("Counts are of what is in the index. Live results are not in them."),
                            TextRole::Caption, Token::Text3, m_facetBox);
    m_facetNote->setWordWrap(true);
    m_facetNote->setContentsMargins(px(14), px(6), px(14), px(6));
    m_facetNote->hide();
    facetColumn->addWidget(m_facets, 1);
    facetColumn->addWidget(m_facetNote);
    facetColumn->addLayout(moreRow);
    m_splitter->addWidget(m_facetBox);
    m_splitter->addWidget(makeCentre());
    m_panel = new DetailPanel(session(), m_splitter);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({px(facetWidth), px(640), px(panelWidth)});
    return m_splitter;
}

QWidget *DiscoverPage::makeCentre()
{
    auto *centre = new QWidget(m_splitter);
    auto *box = new QVBoxLayout(centre);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    m_note = new MessageStrip(Tone::Accent, centre);
    m_note->setFlat(true);
    m_note->hide();
    box->addWidget(m_note);

    m_stack = new QStackedWidget(centre);
    m_view = new ResultView(*m_results, m_stack);
    m_stack->addWidget(new Skeleton(Skeleton::Shape::Rows, m_stack));
    m_stack->addWidget(m_view);
    box->addWidget(m_stack, 1);

    m_compare = new CompareBar(centre);
    box->addWidget(m_compare);
    m_catalogs = new CatalogStrip(session(), centre);
    box->addWidget(m_catalogs);
    return centre;
}

bool DiscoverPage::isTable() const
{
    return m_view->mode() == ResultDelegate::Mode::Table;
}

bool DiscoverPage::togglePanel()
{
    if (m_panelOver)
        m_panelOpen = !m_panelOpen;
    else if (isTable())
        m_tablePanelWanted = !m_tablePanelWanted;
    else
        m_panelWanted = !m_panelWanted;
    arrange();
    return true;
}

bool DiscoverPage::escape()
{
    if (m_panelOver && m_panelOpen) {
        m_panelOpen = false;
        arrange();
        m_view->setFocus();
        return true;
    }
    if (m_facetsOver && m_filters->isChecked()) {
        m_filters->setChecked(false);
        return true;
    }
    if (m_view->currentIndex().isValid()) {
        m_view->setCurrentIndex({});
        return true;
    }
    return false;
}

void DiscoverPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void DiscoverPage::arrange()
{
    const bool panelOver = width() < px(panelBesideFrom);
    const bool facetsOver = width() < px(facetsBesideFrom);
    const QRect below = m_splitter->geometry();
    if (panelOver != m_panelOver) {
        m_panelOver = panelOver;
        m_panelOpen = false;
        if (panelOver)
            m_panel->setParent(this);
        else
            m_splitter->addWidget(m_panel);
    }
    if (facetsOver != m_facetsOver) {
        m_facetsOver = facetsOver;
        m_filters->setVisible(facetsOver);
        if (facetsOver)
            m_facetBox->setParent(this);
        else
            m_splitter->insertWidget(0, m_facetBox);
    }
    if (panelOver) {
        const int wide = std::min(px(panelWidth), below.width());
        m_panel->setGeometry(below.right() + 1 - wide, below.top(), wide, below.height());
        m_panel->setVisible(m_panelOpen);
        if (m_panelOpen)
            m_panel->raise();
    } else {
        m_panel->setVisible(isTable() ? m_tablePanelWanted : m_panelWanted);
    }
    if (facetsOver) {
        m_facetBox->setGeometry(below.left(), below.top(), px(facetWidth), below.height());
        m_facetBox->setVisible(m_filters->isChecked());
        if (m_filters->isChecked())
            m_facetBox->raise();
    } else {
        m_facetBox->show();
    }
}

} // namespace meshlens::ui
