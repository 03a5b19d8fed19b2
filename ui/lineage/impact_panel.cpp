// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/impact_panel.h"

#include "models/lineage/export.h"
#include "models/mesh/identity.h"
#include "ui/lineage/graph_painter.h"
#include "ui/lineage/impact_model.h"
#include "ui/lineage/link_panel.h"
#include "ui/lineage/panel_figure.h"
#include "ui/lineage/save_file.h"
#include "ui/parts/badges.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"
#include "ui/parts/tags.h"

#include <QDesktopServices>
#include <QGridLayout>
#include <QListView>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QUrlQuery>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

QListView *makeList(ImpactModel *model, QWidget *parent)
{
    auto *list = new QListView(parent);
    list->setModel(model);
    list->setItemDelegate(new ImpactDelegate(list));
    list->setFrameShape(QFrame::NoFrame);
    list->setMouseTracking(true);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    return list;
}

} // namespace

/// The people to tell, as many as there is room for.
class ImpactPanel::People final : public QWidget
{
public:
    explicit People(QWidget *parent) : QWidget(parent)
    {
        setFixedHeight(px(24));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    void set(const QList<lineage::PersonToTell> &people, int withoutOwner)
    {
        m_names.clear();
        QStringList lines;
        for (const lineage::PersonToTell &person : people) {
            m_names += person.name;
            lines += person.contractBreaks
                         ? tr("%1: %2, a contract would be broken")
                               .arg(person.name, person.things.mid(0, 3).join(u", "_s))
                         : u"%1: %2"_s.arg(person.name, person.things.mid(0, 3).join(u", "_s));
        }
        if (withoutOwner > 0)
            lines += tr("%n things have no owner", nullptr, withoutOwner);
        // Names come from catalogs: never as rich text.
        setToolTip(Qt::convertFromPlainText(lines.mid(0, 20).join(u'\n')));
        setAccessibleName(tr("To tell: %1").arg(lines.join(u"; "_s)));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const double side = px(24);
        const double step = px(20);
        const auto room = static_cast<qsizetype>((width() - side - px(28)) / step) + 1;
        const qsizetype shown = std::min(m_names.size(), std::max<qsizetype>(1, room));
        for (qsizetype i = 0; i < shown && width() > side; ++i)
            paintAvatar(&painter, QRectF(static_cast<double>(i) * step, 0, side, side), m_names[i]);
        if (m_names.size() > shown)
            paintText(&painter, QRectF(static_cast<double>(shown) * step + px(8), 0, px(40), side),
                      u"+"_s + format::count(m_names.size() - shown), TextRole::Caption,
                      Token::Text2);
    }

private:
    QStringList m_names;
};

/// What the marks in the list mean.
class ImpactPanel::Marks final : public QWidget
{
public:
    explicit Marks(QWidget *parent) : QWidget(parent) { setFixedHeight(px(30)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(0, 0, width(), 1, colour(Token::Border));
        double x = px(16);
        for (const auto &[mark, words] : {std::pair(Mark::Missed, tr("Contract broken")),
                                          std::pair(Mark::Warning, tr("No contract covers it"))}) {
            const double side = px(12);
            paintMark(&painter, QRectF(x, (height() - side) / 2, side, side), mark);
            x += side + px(5);
            const int wide = textWidth(words, TextRole::Caption);
            paintText(&painter, QRectF(x, 0, wide + 2, height()), words, TextRole::Caption,
                      Token::Text2);
            x += wide + px(14);
        }
    }
};

ImpactPanel::ImpactPanel(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_impacts(new ImpactModel(this)),
      m_consumers(new ImpactModel(this))
{
    setMinimumWidth(px(280));
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(1, 0, 0, 0);
    whole->setSpacing(0);
    m_link = new LinkPanel(session, this);
    m_link->hide();
    whole->addWidget(m_link);
    m_ordinary = new QWidget(this);
    whole->addWidget(m_ordinary);
    auto *box = new QVBoxLayout(m_ordinary);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(px(8), 0, px(8), 0);
    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->addTab(tr("Impact"));
    m_tabs->addTab(tr("Consumers"));
    m_tabs->addTab(tr("Details"));
    auto *close = new IconButton(u"close"_s, tr("Close the panel"), this);
    close->setSmall(true);
    top->addWidget(m_tabs);
    top->addStretch();
    top->addWidget(close);
    box->addLayout(top);
    box->addWidget(new Line(Qt::Horizontal, this));

    m_pages = new QStackedWidget(this);
    m_pages->addWidget(makeImpact());

    auto *readers = new QWidget(m_pages);
    auto *readerBox = new QVBoxLayout(readers);
    readerBox->setContentsMargins(0, px(8), 0, 0);
    m_noReaders =
        new Label(tr("Nothing known reads it directly."), TextRole::Table, Token::Text2, readers);
    m_noReaders->setWordWrap(true);
    m_noReaders->setContentsMargins(px(16), px(8), px(16), 0);
    m_readers = makeList(m_consumers, readers);
    m_readers->setAccessibleName(tr("Products that read it"));
    readerBox->addWidget(m_noReaders);
    readerBox->addWidget(m_readers, 1);
    m_pages->addWidget(readers);

    auto *scroll = new QScrollArea(m_pages);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    m_details = new QWidget(scroll);
    auto *detailBox = new QVBoxLayout(m_details);
    detailBox->setContentsMargins(px(16), px(14), px(16), px(14));
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(px(12));
    m_grid->setVerticalSpacing(px(8));
    m_grid->setColumnStretch(1, 1);
    detailBox->addLayout(m_grid);
    detailBox->addStretch();
    scroll->setWidget(m_details);
    m_details->setAutoFillBackground(false); // the panel's own ground
    scroll->viewport()->setAutoFillBackground(false);
    m_pages->addWidget(scroll);
    box->addWidget(m_pages, 1);

    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(close, &QAbstractButton::clicked, this, &ImpactPanel::closeClicked);
    connect(m_link, &LinkPanel::closeClicked, this, &ImpactPanel::closeClicked);
    connect(m_link, &LinkPanel::opened, this, &ImpactPanel::opened);
    connect(m_link, &LinkPanel::expandWanted, this, &ImpactPanel::expandWanted);
    connect(m_link, &LinkPanel::said, this, &ImpactPanel::said);
    for (QListView *list : {m_list, m_readers}) {
        connect(list, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
            const QString key = index.data(ImpactModel::KeyRole).toString();
            if (!key.isEmpty())
                emit opened(key);
        });
    }
}

QWidget *ImpactPanel::makeImpact()
{
    auto *page = new QWidget(m_pages);
    auto *box = new QVBoxLayout(page);
    box->setContentsMargins(0, px(12), 0, 0);
    box->setSpacing(px(8));
    auto *head = new QVBoxLayout;
    head->setContentsMargins(px(16), 0, px(16), 0);
    head->setSpacing(px(8));
    m_intro = new Label(TextRole::Table, Token::Text2, page);
    m_intro->setWordWrap(true);
    m_intro->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_subject = new Label(TextRole::BodyStrong, Token::Text, page);
    m_subject->setWordWrap(true);
    head->addWidget(m_intro);
    head->addWidget(m_subject);
    auto *figures = new QHBoxLayout;
    figures->setSpacing(px(6));
    for (int i = 0; i < 4; ++i) {
        m_figures.append(new PanelFigure(page));
        figures->addWidget(m_figures.last());
    }
    head->addLayout(figures);
    m_own = new MessageStrip(Tone::Warn, page);
    m_broken = new MessageStrip(Tone::Bad, page);
    for (MessageStrip *strip : {m_own, m_broken}) {
        strip->hide();
        head->addWidget(strip);
    }
    m_grouping = new SegmentedControl(tr("Group by"), page);
    m_grouping->addChoice(tr("By distance"));
    m_grouping->addChoice(tr("By domain"));
    m_grouping->addChoice(tr("By owner"));
    head->addWidget(m_grouping, 0, Qt::AlignLeft);
    box->addLayout(head);
    m_none = new Label(TextRole::Table, Token::Text2, page);
    m_none->setWordWrap(true);
    m_none->setContentsMargins(px(16), 0, px(16), 0);
    box->addWidget(m_none);
    m_list = makeList(m_impacts, page);
    m_list->setAccessibleName(tr("What would be touched"));
    box->addWidget(m_list, 1);
    m_marks = new Marks(page);
    box->addWidget(m_marks);
    box->addWidget(new Line(Qt::Horizontal, page));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(px(16), px(2), px(16), px(10));
    m_save = new Button(tr("List"), page);
    m_save->setIconName(u"download"_s);
    m_save->setToolTip(tr("Save the list as CSV"));
    m_tell = new Button(tr("Tell owners"), ButtonKind::Primary, page);
    m_tell->setIconName(u"mail"_s);
    m_people = new People(page);
    foot->addWidget(m_people, 1);
    foot->addWidget(m_save);
    foot->addWidget(m_tell);
    box->addLayout(foot);
    connect(m_grouping, &SegmentedControl::currentChanged, this, [this](int index) {
        m_impacts->setGrouping(static_cast<ImpactModel::Grouping>(index));
    });
    connect(m_save, &QAbstractButton::clicked, this, &ImpactPanel::saveList);
    connect(m_tell, &QAbstractButton::clicked, this, &ImpactPanel::tellOwners);
    return page;
}

void ImpactPanel::setGraph(std::shared_ptr<const lineage::Graph> graph)
{
    m_graph = std::move(graph);
}

void ImpactPanel::show(const QString &key, const QString &column, const QString &name)
{
    showLink(false);
    m_key = key;
    m_column = column;
    m_name = name;
    if (key.isEmpty() || !m_graph) {
        showFacts({});
        return;
    }
    load(
        this, m_session,
        [graph = m_graph, key, column](store::Reader &) -> Result<Facts> {
            Facts facts;
            auto report = lineage::impactReport(*graph, key, column);
            if (!report)
                return std::move(report).error();
            facts.own = std::move(report->own);
            facts.impacts = std::move(report->all);
            facts.people = std::move(report->people);
            facts.withoutOwner = report->withoutOwner;
            if (auto consumers = lineage::consumers(*graph, key))
                facts.consumers = std::move(*consumers);
            return facts;
        },
        [this, key, column](const Facts &facts) {
            if (key != m_key || column != m_column)
                return; // another was chosen meanwhile
            showFacts(facts);
            m_shown = column.isEmpty() ? key : mesh::columnKey(key, column);
        },
        [this, key, column](const Error &failure) {
            if (key != m_key || column != m_column)
                return;
            showFacts({});
            m_none->setText(failure.message);
            m_none->show();
        });
}

void ImpactPanel::showFacts(const Facts &facts)
{
    m_facts = facts;
    showOwn(facts.own);
    m_impacts->setImpacts(facts.impacts);
    QList<lineage::Impact> readers; // shown in the same shape
    for (const lineage::Node &node : facts.consumers) {
        lineage::Impact reader;
        reader.key = node.key;
        reader.name = node.name;
        reader.kind = node.kind;
        reader.domain = node.domain;
        reader.domainName = node.domainName;
        reader.owners = node.owners;
        reader.distance = 1;
        reader.score = node.score;
        for (const lineage::Impact &impact : facts.impacts) {
            if (impact.key == node.key) {
                reader.contractBreaks = impact.contractBreaks;
                reader.contracts = impact.contracts;
            }
        }
        readers.append(reader);
    }
    m_consumers->setImpacts(readers);

    const bool subject = !m_key.isEmpty();
    m_intro->setText(!subject ? tr("Choose something in the graph to see what hangs on it.")
                     : m_column.isEmpty() ? tr("If this changes or is late")
                                          : tr("If this column changes or is late"));
    m_subject->setText(m_column.isEmpty() ? m_name : m_name + u" · "_s + m_column);
    m_subject->setVisible(subject);
    showFigures(facts.impacts);
    const bool any = !facts.impacts.isEmpty();
    m_grouping->setVisible(any);
    m_marks->setVisible(any);
    m_none->setVisible(subject && !any);
    m_none->setText(tr("No catalog knows of anything downstream."));
    m_people->set(facts.people, facts.withoutOwner);
    m_save->setEnabled(any);
    m_tell->setEnabled(any);
    m_noReaders->setText(subject ? tr("Nothing known reads it directly.")
                                 : tr("Choose something in the graph to see who reads it."));
    m_noReaders->setVisible(readers.isEmpty());
    m_tabs->setTabText(1, readers.isEmpty()
                              ? tr("Consumers")
                              : tr("Consumers %1").arg(format::count(readers.size())));
}

void ImpactPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, 0, 1, height(), colour(Token::Border));
}

} // namespace meshlens::ui
