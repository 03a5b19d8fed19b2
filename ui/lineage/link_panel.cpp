// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/link_panel.h"

#include "ui/lineage/owner_letter.h"
#include "ui/lineage/panel_figure.h"
#include "ui/lineage/save_file.h"
#include "ui/parts/button.h"
#include "ui/parts/chart.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"
#include "ui/parts/tags.h"

#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

/// The two domains with an arrow between them.
class LinkPanel::Ends final : public QWidget
{
public:
    explicit Ends(QWidget *parent) : QWidget(parent)
    {
        setFixedHeight(px(24));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    void set(const LinkEnd &from, const LinkEnd &to)
    {
        m_from = from;
        m_to = to;
        const QString words = tr("From %1 to %2").arg(from.name, to.name);
        setAccessibleName(words);
        setToolTip(Qt::convertFromPlainText(words));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const DomainStyle first = Theme::instance().domain(m_from.key, m_from.name);
        const DomainStyle second = Theme::instance().domain(m_to.key, m_to.name);
        const double arrow = px(26);
        const double room = width() - arrow;
        const double wants = domainSize(first, m_from.name).width() + 2;
        const double others = domainSize(second, m_to.name).width() + 2;
        const double left = std::min(wants, std::max(room / 2, room - others));
        paintDomain(&painter, QRectF(0, 0, left, height()), first, m_from.name);
        paintText(&painter, QRectF(left, 0, arrow, height()), u"→"_s, TextRole::Table, Token::Text,
                  Qt::AlignCenter);
        paintDomain(&painter, QRectF(left + arrow, 0, room - left, height()), second, m_to.name);
    }

private:
    LinkEnd m_from;
    LinkEnd m_to;
};

LinkPanel::LinkPanel(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new LinkModel(this))
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(px(10));
    box->addLayout(makeHead());

    m_none = new Label(TextRole::Table, Token::Text2, this);
    m_none->setWordWrap(true);
    m_none->setContentsMargins(px(16), 0, px(16), 0);
    box->addWidget(m_none);
    m_list = new QListView(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new LinkDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Links between products"));
    box->addWidget(m_list, 1);

    m_late = new QWidget(this);
    auto *late = new QVBoxLayout(m_late);
    late->setContentsMargins(px(16), 0, px(16), 0);
    late->setSpacing(px(4));
    auto *title = new QHBoxLayout;
    title->addWidget(new Label(tr("Late deliveries"), TextRole::BodyStrong, Token::Text, m_late));
    title->addStretch();
    title->addWidget(new Label(tr("8 weeks"), TextRole::Table, Token::Text2, m_late));
    late->addLayout(title);
    m_weeks = new Chart(tr("Late deliveries by week"), m_late);
    m_weeks->setFixedHeight(px(110));
    late->addWidget(m_weeks);
    box->addWidget(m_late);
    m_facts = new Label(TextRole::Caption, Token::Text3, this);
    m_facts->setWordWrap(true);
    m_facts->setContentsMargins(px(16), 0, px(16), 0);
    box->addWidget(m_facts);
    box->addWidget(new Line(Qt::Horizontal, this));
    box->addLayout(makeFoot());

    connect(m_order, &SegmentedControl::currentChanged, this,
            [this](int index) { m_model->setOrder(static_cast<LinkModel::Order>(index)); });
    connect(m_list, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        emit opened(index.data(LinkModel::FromRole).toString());
    });
    showReading();
}

QLayout *LinkPanel::makeHead()
{
    auto *head = new QVBoxLayout;
    head->setContentsMargins(px(16), px(10), px(16), 0);
    head->setSpacing(px(10));
    auto *top = new QHBoxLayout;
    m_ends = new Ends(this);
    auto *close = new IconButton(u"close"_s, tr("Close the panel"), this);
    close->setSmall(true);
    connect(close, &QAbstractButton::clicked, this, &LinkPanel::closeClicked);
    top->addWidget(m_ends, 1);
    top->addWidget(close);
    head->addLayout(top);
    auto *figures = new QHBoxLayout;
    figures->setSpacing(px(8));
    for (int i = 0; i < 3; ++i) {
        m_figures.append(new PanelFigure(this));
        figures->addWidget(m_figures.last());
    }
    head->addLayout(figures);
    m_alarm = new MessageStrip(Tone::Bad, this);
    head->addWidget(m_alarm);
    m_personal = new MessageStrip(Tone::Warn, this);
    head->addWidget(m_personal);
    auto *row = new QHBoxLayout;
    row->setSpacing(px(6));
    row->addWidget(new Label(tr("Links"), TextRole::BodyStrong, Token::Text, this));
    m_count = new Label(TextRole::Table, Token::Text2, this);
    row->addWidget(m_count);
    row->addStretch();
    m_order = new SegmentedControl(tr("Order of the links"), this);
    m_order->addChoice(tr("Worst first"));
    m_order->addChoice(tr("Most used"));
    row->addWidget(m_order);
    head->addLayout(row);
    return head;
}

QLayout *LinkPanel::makeFoot()
{
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(px(16), 0, px(16), px(10));
    foot->setSpacing(px(6));
    auto *expand = new Button(tr("Expand both"), this);
    expand->setToolTip(tr("Show the products of both domains in the graph"));
    m_save = new Button(tr("List"), this);
    m_save->setIconName(u"download"_s);
    m_save->setToolTip(tr("Save the list as CSV"));
    m_tell = new Button(tr("Tell owners"), ButtonKind::Primary, this);
    m_tell->setIconName(u"mail"_s);
    foot->addWidget(expand);
    foot->addStretch();
    foot->addWidget(m_save);
    foot->addWidget(m_tell);
    for (Button *button : {expand, m_save, m_tell})
        button->setSmall(true); // all three side by side in a narrow panel
    connect(expand, &QAbstractButton::clicked, this,
            [this] { emit expandWanted(m_from.key, m_to.key); });
    connect(m_save, &QAbstractButton::clicked, this, &LinkPanel::saveList);
    connect(m_tell, &QAbstractButton::clicked, this, &LinkPanel::tellOwners);
    return foot;
}

void LinkPanel::show(std::shared_ptr<const lineage::Graph> graph, const LinkEnd &from,
                     const LinkEnd &to, const QString &facts)
{
    const bool same = m_from.key == from.key && m_to.key == to.key;
    m_from = from;
    m_to = to;
    m_shown = {};
    m_ends->set(from, to);
    m_facts->setText(facts);
    m_facts->setVisible(!facts.isEmpty());
    if (!same) // what stands there is of other domains
        showReading();
    const std::int64_t now = m_session.clock().nowMs();
    const auto current = [this, from, to] { return m_from.key == from.key && m_to.key == to.key; };
    load(
        this, m_session,
        [graph = std::move(graph), from = from.key, to = to.key, now](store::Reader &reader) {
            return domainLinks(reader, *graph, from, to, now);
        },
        [this, current](const DomainLinks &links) {
            if (!current())
                return; // another was chosen meanwhile
            showLinks(links);
            m_shown = {m_from.key, m_to.key};
        },
        [this, current](const Error &failure) {
            if (!current())
                return;
            showReading();
            m_none->setText(failure.message);
            m_none->show();
        });
}

void LinkPanel::setOrder(LinkModel::Order order)
{
    m_order->setCurrent(static_cast<int>(order));
    m_model->setOrder(order);
}

void LinkPanel::showFigures(std::optional<int> links, std::optional<int> covered,
                            std::optional<int> broken)
{
    m_figures[0]->set(links, tr("links", "below their number", links.value_or(2)));
    m_figures[1]->set(covered, tr("with contract"));
    m_figures[2]->set(broken, tr("broken now"), broken.value_or(0) > 0 ? Token::Bad : Token::Text);
}

/// Nothing is known yet, which is not the same as none.
void LinkPanel::showReading()
{
    showLinks({});
    showFigures({}, {}, {});
    m_count->clear();
    m_none->hide();
    m_tell->setToolTip({});
}

void LinkPanel::showLinks(const DomainLinks &links)
{
    m_links = links;
    m_model->setLinks(links.all);
    const auto count = static_cast<int>(links.all.size());
    showFigures(count, links.withContract, links.broken);
    m_count->setText(format::count(count));
    m_alarm->setVisible(links.broken > 0);
    if (links.broken > 0) {
        const auto [strong, text] = alarmOf(links.all.first(), m_session.clock().nowMs());
        m_alarm->setMessage(Tone::Bad, strong, text);
    }
    m_personal->setVisible(links.personal > 0);
    if (links.personal > 0)
        m_personal->setMessage(
            Tone::Warn, tr("Personal data without a contract."),
            tr("%n of these links carry personal columns that no contract in force covers.",
               nullptr, links.personal));
    m_none->setText(tr("No product of one reads a product of the other directly: the way leads "
                       "through data of no domain."));
    m_none->setVisible(count == 0);
    m_save->setEnabled(count > 0);
    m_tell->setEnabled(!links.addresses.isEmpty());
    m_tell->setToolTip(links.broken == 0 ? tr("Nothing is broken now.")
                       : links.addresses.isEmpty()
                           ? tr("No catalog gives an address of an owner.")
                           : tr("Writes to the owners of what is broken now"));
    showWeeks();
}

void LinkPanel::showWeeks()
{
    fitWeeks();
    if (m_links.latePerWeek.isEmpty())
        return;
    ChartData shown;
    for (const int week : std::as_const(m_links.weeks))
        shown.categories += tr("W%1", "number of a week").arg(week);
    ChartSeries late;
    late.name = tr("late deliveries");
    late.shape = ChartSeries::Shape::Bars;
    late.colour = Token::WarnFill;
    late.values = m_links.latePerWeek;
    shown.series = {late};
    shown.names = ChartData::Names::None;
    const auto most = std::ranges::max(m_links.latePerWeek);
    if (most.value_or(0) < 3) // there is no half delivery
        shown.axis = {.low = 0, .high = 3, .ticks = {0, 1, 2, 3}};
    m_weeks->setData(shown);
}

/// In a low window the list needs the room.
void LinkPanel::fitWeeks()
{
    m_late->setVisible(!m_links.latePerWeek.isEmpty() && height() >= px(600));
}

void LinkPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitWeeks();
}

void LinkPanel::saveList()
{
    saveFile(
        this, tr("Save the list"), u"links.csv"_s, tr("CSV (*.csv)"),
        [links = m_model->links()](const QString &path) {
            return writeBytes(path, csvOf(tableOf(links)));
        },
        [this](const QString &words) { emit said(words); });
}

void LinkPanel::tellOwners()
{
    QStringList lines;
    for (const DomainLink &link : std::as_const(m_links.all)) {
        if (link.state == LinkState::Broken)
            lines += u"- %1 → %2: %3"_s.arg(link.fromName, link.toName, reasonOf(link));
    }
    const QString body = tr("Hello,\n\nthese links from %1 to %2 are broken now:\n\n%3\n\n"
                            "Please tell me when they can be relied on again.\n")
                             .arg(m_from.name, m_to.name, linesOfLetter(lines));
    if (!writeLetter(m_links.addresses,
                     tr("Broken links from %1 to %2").arg(m_from.name, m_to.name), body))
        emit said(tr("No mail program answered."));
}

} // namespace meshlens::ui
