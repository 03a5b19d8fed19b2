// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/own_tab.h"

#include "ui/access/own_detail.h"
#include "ui/access/request_table.h"
#include "ui/access/words.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"
#include "ui/samples/ground.h"
#include "ui/shell/window_memory.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

bool isHeld(const mesh::AccessRequest &request)
{
    using Grant = mesh::GrantState;
    return request.mine && (request.grant == Grant::Active ||
                            request.grant == Grant::Provisioning || request.grant == Grant::Failed);
}

QList<RequestTable::Shown> columnsOf(OwnTab::Shows shows)
{
    using Model = RequestModel;
    if (shows == OwnTab::Shows::Held)
        return {{Model::Product, 0},         {Model::Domain, 140}, {Model::Purpose, 150},
                {Model::Columns, 190, true}, {Model::Asked, 110},  {Model::By, 130, true},
                {Model::Until, 140},         {Model::Now, 220}};
    return {{Model::Product, 0},       {Model::Domain, 116},   {Model::Purpose, 120, true},
            {Model::Asked, 92},        {Model::Progress, 276}, {Model::Answer, 104, true},
            {Model::Until, 118, true}, {Model::Now, 190}};
}

} // namespace

int ownCount(const AccessData &moment, OwnTab::Shows shows)
{
    return static_cast<int>(
        std::ranges::count_if(moment.requests, [&](const mesh::AccessRequest &request) {
            return shows == OwnTab::Shows::Held ? isHeld(request)
                                                : request.mine && !isClosed(request);
        }));
}

OwnTab::OwnTab(Session &session, Shows shows, QWidget *parent)
    : RequestTab(parent), m_session(session), m_shows(shows), m_data(std::make_shared<AccessData>())
{
    auto *content = new QWidget(this);
    auto *box = new QVBoxLayout(content);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    auto *barGround = new Ground(Token::Surface, Qt::BottomEdge, content);
    auto *bar = new QHBoxLayout(barGround);
    bar->setContentsMargins(px(20), px(10), px(20), px(10));
    bar->setSpacing(px(8));
    m_parts = new SegmentedControl(tr("Which requests"), content);
    for (const QString &text : {tr("All"), tr("Running"), tr("Open"), tr("Closed")})
        m_parts->addChoice(text);
    m_parts->setVisible(shows == Shows::Requests);
    m_filter = new SearchField(tr("Filter requests"), content);
    m_filter->setMaximumWidth(px(240));
    bar->addWidget(m_parts);
    bar->addWidget(m_filter, 1);
    bar->addStretch();
    if (shows == Shows::Requests) {
        auto *note =
            new ElidedLabel(tr("Requests made offline wait here and are sent when you are back."),
                            TextRole::Table, Token::Text3, content);
        note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        bar->addWidget(note, 2);
    }
    box->addWidget(barGround);

    auto *splitter = new QSplitter(Qt::Vertical, content);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    m_table =
        new RequestTable(columnsOf(shows), shows == Shows::Held ? 36 : 48,
                         shows == Shows::Held ? tr("My access") : tr("My requests"), splitter);
    m_table->setMinimumHeight(px(120));
    m_detail = new OwnDetail(session, splitter);
    splitter->addWidget(m_table);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({px(360), px(330)});
    rememberSizes(splitter, session, shows == Shows::Held ? u"access/held"_s : u"access/mine"_s);
    box->addWidget(splitter, 1);
    m_stack = new ContentStack(content, Skeleton::Shape::Rows, this);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_stack->begin();

    connect(m_parts, &SegmentedControl::currentChanged, this, [this] {
        m_table->setRequests(m_data, {});
        showRows();
    });
    connect(m_filter, &QLineEdit::textChanged, m_table, &RequestTable::setFilter);
    connect(m_table, &RequestTable::currentChosen, this, [this] {
        const mesh::AccessRequest *request = m_table->current();
        m_detail->setVisible(request != nullptr);
        m_detail->show(m_data, request);
        emit choiceChanged();
    });
    connect(m_table, &RequestTable::opened, this, [this] {
        if (const mesh::AccessRequest *request = m_table->current())
            emit navigate(linkTo(request->product));
    });
    connect(m_detail, &OwnDetail::navigate, this, &RequestTab::navigate);
    connect(m_detail, &OwnDetail::accessRequested, this, &RequestTab::accessRequested);
    connect(m_detail, &OwnDetail::said, this,
            [this](const QString &text) { emit toastRequested(text, {}); });
    setFocusProxy(m_table);
}

bool OwnTab::belongs(const mesh::AccessRequest &request) const
{
    return m_shows == Shows::Held ? isHeld(request) : request.mine;
}

bool OwnTab::isIn(const mesh::AccessRequest &request, int part) const
{
    switch (part) {
    case Running:
        return isUndecided(request) || request.state == mesh::RequestState::Draft;
    case Open:
        return access::isActive(request, m_data->nowMs);
    case Closed:
        return isClosed(request);
    default:
        return true;
    }
}

void OwnTab::setData(const SharedAccessData &moment)
{
    m_data = moment;
    showRows();
}

void OwnTab::showRows()
{
    QList<int> rows;
    std::array<int, 4> counts{};
    for (int i = 0; i < m_data->requests.size(); ++i) {
        const mesh::AccessRequest &request = m_data->requests[i];
        if (!belongs(request))
            continue;
        for (const int part : {All, Running, Open, Closed})
            counts[static_cast<size_t>(part)] += isIn(request, part) ? 1 : 0;
        if (m_shows == Shows::Held || isIn(request, m_parts->current()))
            rows += i;
    }
    const QStringList words{tr("All %1"), tr("Running %1"), tr("Open %1"), tr("Closed %1")};
    for (int part = 0; part < 4; ++part)
        m_parts->setText(part, words[part].arg(counts[static_cast<size_t>(part)]));
    m_table->setRequests(m_data, rows);
    if (!m_wanted.isEmpty() && m_table->choose(m_wanted))
        m_wanted.clear();
    if (counts[All] > 0) {
        m_stack->showContent();
        return;
    }
    auto *empty = new EmptyState(
        u"key"_s, m_shows == Shows::Held ? tr("You hold no access yet") : tr("No requests yet"),
        tr("Ask for access from any place that names a data product."), Tone::Mute, m_stack);
    connect(empty->addAction(tr("Find a data product"), ButtonKind::Primary),
            &QAbstractButton::clicked, this, [this] {
                emit navigate({u"discover"_s, {}, {}});
            });
    m_stack->showEmpty(empty);
}

QString OwnTab::chosen() const
{
    const mesh::AccessRequest *request = m_table->current();
    return request ? request->id : QString();
}

void OwnTab::choose(const QString &id)
{
    if (!m_table->choose(id))
        m_wanted = id;
}

bool OwnTab::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
    return true;
}

QList<QWidget *> OwnTab::regions()
{
    return {m_table, m_detail};
}

} // namespace meshlens::ui
