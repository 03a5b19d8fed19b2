// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/access_page.h"

#include "ui/access/decision_pane.h"
#include "ui/access/grants_tab.h"
#include "ui/access/inbox_tab.h"
#include "ui/access/outbox_strip.h"
#include "ui/access/own_tab.h"
#include "ui/access/policies_tab.h"
#include "ui/access/request_history.h"
#include "ui/access/words.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/parts/states.h"
#include "ui/samples/ground.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

AccessPage::AccessPage(Session &session, QWidget *parent) : Page(session, parent)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    auto *head = new Ground(Token::Surface, {}, this);
    auto *headBox = new QVBoxLayout(head);
    headBox->setContentsMargins(0, 0, 0, 0);
    m_header = new PageHeader(tr("Access"), head);
    headBox->addWidget(m_header);
    m_newRequest = new Button(tr("New request"), ButtonKind::Primary, m_header);
    m_newRequest->setIconName(u"plus"_s);
    m_header->addAtRight(m_newRequest);
    box->addWidget(head);
    auto *tabs = new Ground(Token::Surface, Qt::BottomEdge, this);
    m_bar = new QTabBar(tabs);
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setAccessibleName(tr("Parts of Access"));
    auto *barRow = new QHBoxLayout(tabs);
    barRow->setContentsMargins(px(18), 0, px(20), 0);
    barRow->addWidget(m_bar);
    barRow->addStretch();
    box->addWidget(tabs);
    m_problem = new MessageStrip(Tone::Bad, this);
    m_problem->setFlat(true);
    m_problem->hide();
    box->addWidget(m_problem);
    m_outbox = new OutboxStrip(session, this);
    box->addWidget(m_outbox);
    m_stack = new QStackedWidget(this);
    box->addWidget(m_stack, 1);

    m_mine = new OwnTab(session, OwnTab::Shows::Requests, m_stack);
    m_held = new OwnTab(session, OwnTab::Shows::Held, m_stack);
    m_inbox = new InboxTab(session, m_stack);
    m_grants = new GrantsTab(session, m_stack);
    m_policies = new PoliciesTab(session, m_stack);
    m_history = new RequestHistory(session, m_stack);
    addTab(u"mine"_s, m_mine);
    addTab(u"access"_s, m_held);
    addTab(u"inbox"_s, m_inbox);
    addTab(u"grants"_s, m_grants);
    addTab(u"policies"_s, m_policies);
    addTab(u"history"_s, m_history);
    showTitles();

    connect(m_bar, &QTabBar::currentChanged, this, [this](int index) {
        m_tabChosen = true;
        setTab(index);
        emit linkChanged();
    });
    connect(m_newRequest, &QAbstractButton::clicked, this, [this] {
        emit navigate({u"discover"_s, {}, {}});
    });
    m_newRequest->setToolTip(tr("Choose a data product first"));
    connect(m_outbox, &OutboxStrip::editWanted, this, [this](const mesh::AccessRequest &request) {
        emit accessRequested(request.product, request.id);
    });
    connect(m_outbox, &OutboxStrip::said, this,
            [this](const QString &text) { emit toastRequested(text, {}); });
    connect(&session, &Session::requestsChanged, this, &AccessPage::reload);
    connect(&session, &Session::profileChanged, this, &AccessPage::reload);
    makeCommands();
    reload();
}

void AccessPage::addTab(const QString &word, RequestTab *tab)
{
    m_words += word;
    m_bar->addTab({});
    m_stack->addWidget(tab);
    connect(tab, &RequestTab::navigate, this, &Page::navigate);
    connect(tab, &RequestTab::accessRequested, this, &Page::accessRequested);
    connect(tab, &RequestTab::toastRequested, this, &Page::toastRequested);
    connect(tab, &RequestTab::choiceChanged, this, [this, tab] {
        if (m_data && tab == current())
            emit linkChanged();
    });
}

void AccessPage::makeCommands()
{
    QWidget *list = m_inbox->list();
    DecisionPane &pane = m_inbox->pane();
    addCommand(tr("Next request"), u"chevron-down"_s, QKeySequence(Qt::Key_J), list,
               [this] { m_inbox->step(1); });
    addCommand(tr("Last request"), u"chevron-up"_s, QKeySequence(Qt::Key_K), list,
               [this] { m_inbox->step(-1); });
    addCommand(tr("Approve the request"), u"check"_s, QKeySequence(Qt::Key_A), list,
               [&pane] { pane.approve(true); });
    addCommand(tr("Deny the request"), u"close"_s, QKeySequence(Qt::Key_D), list,
               [&pane] { pane.deny(); });
    addCommand(tr("Ask the requester"), u"chat"_s, QKeySequence(Qt::Key_Q), list,
               [&pane] { pane.ask(); });
    addCommand(tr("Export the history of requests"), u"download"_s, {}, m_history,
               [this] { m_history->exportTable(); });
}

QString AccessPage::title() const
{
    return tr("Access");
}

void AccessPage::open(const Link &link)
{
    const QString id = link.state.value(u"request"_s);
    QString word = link.state.value(u"tab"_s);
    if (word.isEmpty() && !id.isEmpty() && m_data) {
        const mesh::AccessRequest *request = m_data->request(id);
        word = request && !request->mine ? u"inbox"_s : u"mine"_s;
    } else if (word.isEmpty() && !id.isEmpty()) {
        word = u"mine"_s;
    }
    const auto index = static_cast<int>(m_words.indexOf(word));
    if (index >= 0) {
        setTab(index);
        m_tabChosen = true;
    }
    if (!id.isEmpty())
        current()->choose(id);
    if (link.state.value(u"dialog"_s) == u"request" && !link.key.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, key = link.key] { emit accessRequested(key, {}); }, Qt::QueuedConnection);
}

Link AccessPage::link() const
{
    Link here{u"access"_s, {}, {{u"tab"_s, m_words[m_stack->currentIndex()]}}};
    if (const QString id = current()->chosen(); !id.isEmpty())
        here.state.insert(u"request"_s, id);
    return here;
}

void AccessPage::reload()
{
    load(
        this, session(),
        [person = session().profile(), now = nowMs()](store::Reader &reader) {
            return readAccess(reader, person, now);
        },
        [this](const SharedAccessData &moment) {
            m_problem->hide();
            showData(moment);
        },
        [this](const Error &error) {
            m_problem->setMessage(Tone::Bad, tr("Requests could not be read."), error.message);
            m_problem->clearActions();
            connect(m_problem->addAction(tr("Try again")), &QAbstractButton::clicked, this,
                    &AccessPage::reload);
            m_problem->show();
        });
}

void AccessPage::showData(const SharedAccessData &moment)
{
    m_data = moment;
    for (int i = 0; i < m_words.size(); ++i)
        tab(i)->setData(moment);
    m_outbox->setData(moment);
    m_header->setCaption(moment->ownDomainNames.isEmpty()
                             ? QString()
                             : tr("%1: yours to decide").arg(moment->ownDomainNames.join(u", "_s)));
    showTitles();
    if (!m_tabChosen) {
        setTab(static_cast<int>(m_words.indexOf(defaultTab())));
        m_tabChosen = true;
    }
}

QString AccessPage::defaultTab() const
{
    return waitingForMe(m_data->requests) > 0 ? u"inbox"_s : u"mine"_s;
}

void AccessPage::showTitles()
{
    const auto titled = [](const QString &title, int count) {
        return count > 0 ? title + u"  "_s + format::count(count) : title;
    };
    using Shows = OwnTab::Shows;
    m_bar->setTabText(0,
                      titled(tr("My requests"), m_data ? ownCount(*m_data, Shows::Requests) : 0));
    m_bar->setTabText(1, titled(tr("My access"), m_data ? ownCount(*m_data, Shows::Held) : 0));
    m_bar->setTabText(
        2, titled(tr("Inbox"), m_data ? m_inbox->model().count(InboxModel::Part::ForMe) : 0));
    m_bar->setTabText(3, titled(tr("Grants"), m_data ? grantCount(*m_data) : 0));
    m_bar->setTabText(4, tr("Policies"));
    m_bar->setTabText(5, tr("History"));
}

void AccessPage::setTab(int index)
{
    const QSignalBlocker blocker(m_bar);
    m_bar->setCurrentIndex(index);
    m_stack->setCurrentIndex(index);
    setFocusProxy(current());
}

RequestTab *AccessPage::tab(int index) const
{
    return static_cast<RequestTab *>(m_stack->widget(index));
}

RequestTab *AccessPage::current() const
{
    return tab(m_stack->currentIndex());
}

QList<QWidget *> AccessPage::focusRegions()
{
    return QList<QWidget *>{m_bar} + current()->regions();
}

bool AccessPage::focusFilter()
{
    return current()->focusFilter();
}

} // namespace meshlens::ui
