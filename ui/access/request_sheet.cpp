// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/request_sheet.h"

#include "models/access/words.h"
#include "ui/access/also_products.h"
#include "ui/access/request_fields.h"
#include "ui/access/words.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/parts/states.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using Kind = Forecast::Kind;

namespace {

constexpr int settleMs = 250;

QStringList kindsThatTakeRequests(const Session &session)
{
    QStringList kinds;
    for (const CatalogKind &kind : session.kinds()) {
        if (kind.capabilities.contains(mesh::Capability::Request))
            kinds += kind.kind;
    }
    return kinds;
}

} // namespace

RequestSheet::RequestSheet(Session &session, const QString &productKey, const QString &renews,
                           QWidget *parent)
    : Sheet(parent, renews.isEmpty() ? tr("Request access") : tr("Renew access"), 940, 716),
      m_session(session), m_productKey(productKey)
{
    setBodyMargins(0, 0, 0, 0);
    m_steps = new QStackedWidget(this);
    m_stack = new ContentStack(m_steps, Skeleton::Shape::Rows, this);
    body()->addWidget(m_stack);

    m_hint = new QWidget(this);
    auto *hint = new QHBoxLayout(m_hint);
    hint->setContentsMargins(0, 0, 0, 0);
    hint->setSpacing(px(8));
    hint->addWidget(new KeyHint(tr("Ctrl Enter"), m_hint));
    hint->addWidget(new Label(tr("send"), TextRole::Table, Token::Text3, m_hint));
    addToFooter(m_hint);
    m_cancel = addAction(tr("Cancel"));
    m_draft = addAction(tr("Save draft"));
    m_send = addAction(tr("Send"), ButtonKind::Primary);
    m_draft->setEnabled(false);
    m_send->setEnabled(false);
    connect(m_cancel, &QAbstractButton::clicked, this, &Sheet::reject);
    connect(m_draft, &QAbstractButton::clicked, this, &RequestSheet::saveDraft);
    connect(m_send, &QAbstractButton::clicked, this, &RequestSheet::send);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &RequestSheet::send);
    }
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &RequestSheet::preview);
    connect(&session, &Session::onlineChanged, this, [this] {
        if (m_fields)
            m_settle.start();
    });

    m_stack->begin();
    load(
        this, session,
        [productKey, renews, person = session.profile().party(),
         takers = kindsThatTakeRequests(session)](store::Reader &reader) {
            return readRequestFacts(reader, productKey, renews, person, takers);
        },
        [this](const RequestFacts &facts) { build(facts); },
        [this](const Error &error) {
            m_stack->showError(tr("The form could not be opened."), error, {});
        });
}

void RequestSheet::build(const RequestFacts &facts)
{
    m_facts = facts;
    const bool carriesOn = facts.earlier && (facts.earlier->state == mesh::RequestState::Draft ||
                                             facts.earlier->state == mesh::RequestState::Queued);
    const QString title =
        facts.earlier && !carriesOn ? tr("Renew access to %1") : tr("Request access to %1");
    setHeading(title.arg(facts.row.name));
    QStringList about;
    if (!facts.row.domainName.isEmpty())
        about += facts.row.domainName;
    about += facts.ownerName().isEmpty() ? tr("no owner is known")
                                         : tr("owner %1").arg(facts.ownerName());
    const QualityBadge quality = qualityBadge(facts.row.score);
    about += qualityWords(quality);
    about += freshnessWords(freshnessBadge(facts.row.score, m_session.clock().nowMs()));
    setSubtitle(about.join(u" · "_s));

    auto *host = new QWidget(m_steps);
    auto *row = new QHBoxLayout(host);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *scroll = new QScrollArea(host);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    m_fields = new RequestFields(facts, m_session.profile(), m_session.clock().nowMs(), scroll);
    scroll->setWidget(m_fields);
    m_fields->setAutoFillBackground(false); // the panel's own ground
    m_answer = new AnswerPanel(host);
    m_answer->setFixedWidth(px(328));
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    if (!facts.catalog.isEmpty() && !facts.earlier) {
        m_also = new AlsoProducts(m_session, m_productKey, kindsThatTakeRequests(m_session), host);
        column->addWidget(new Line(Qt::Horizontal, host));
        column->addWidget(m_also);
        connect(m_also, &AlsoProducts::changed, this, [this, known = QStringList()]() mutable {
            if (std::exchange(known, m_also->products()) != m_also->products())
                m_settle.start();
            showSendButton();
        });
    }
    row->addLayout(column, 1);
    row->addWidget(m_answer);
    m_steps->addWidget(host);
    m_steps->setCurrentWidget(host);
    m_stack->showContent();

    connect(m_fields, &RequestFields::termsClicked, this, &RequestSheet::showTerms);
    connect(m_fields, &RequestFields::changed, this, [this] {
        m_answer->setGet(m_facts, m_fields->draft());
        m_settle.start();
    });
    m_draft->setEnabled(true);
    m_send->setEnabled(true);
    m_answer->setGet(facts, m_fields->draft());
    setForecast({});
    m_fields->focusPurpose();
    preview();
}

QString RequestSheet::sendText() const
{
    return m_send->text();
}

void RequestSheet::preview()
{
    m_settle.stop();
    const quint64 number = ++m_asked;
    if (m_facts.catalog.isEmpty()) {
        setForecast({Kind::NoRequests, {}, {}});
        return;
    }
    if (!m_session.isOnline()) {
        setForecast({Kind::Offline, {}, {}});
        return;
    }
    if (m_also)
        m_also->preview(m_fields->draft());
    watch(
        this, m_session.previewAccess(m_fields->draft()),
        [this, number](const Result<mesh::AccessPreview> &answer) {
            if (number != m_asked) // something newer was typed
                return;
            if (!answer) {
                const bool offline = answer.error().kind == Error::Kind::Network;
                setForecast({offline ? Kind::Offline : Kind::Unknown, {}, answer.error().message});
                return;
            }
            m_fields->setPurposeRule(*answer);
            setForecast(forecastOf(*answer, m_fields->draft().purpose.text));
        });
}

void RequestSheet::setForecast(const Forecast &forecast)
{
    m_forecast = forecast;
    m_answer->setForecast(forecast, m_facts.ownerName());
    showSendButton();
    m_draft->setVisible(forecast.kind != Kind::NoRequests);
}

void RequestSheet::showSendButton()
{
    const auto further = m_also ? m_also->products().size() : 0;
    switch (m_forecast.kind) {
    case Kind::AtOnce:
        m_send->setText(tr("Get access now"));
        break;
    case Kind::Offline:
        m_send->setText(tr("Keep for later"));
        break;
    case Kind::NoRequests:
        m_send->setText(tr("Prepare text"));
        break;
    case Kind::Owner:
    case Kind::Unknown:
    case Kind::Asking:
    case Kind::Incomplete:
    case Kind::Impossible:
        m_send->setText(tr("Send to owner"));
        break;
    }
    if (further > 0 && m_forecast.kind != Kind::Offline)
        m_send->setText(tr("Send %n requests", nullptr, static_cast<int>(further) + 1));
    const bool possible = m_forecast.kind != Kind::Impossible &&
                          m_forecast.kind != Kind::Incomplete && (!m_also || m_also->isPossible());
    m_send->setEnabled(!m_busy && possible);
}

void RequestSheet::setBusy(bool on)
{
    m_busy = on;
    setCloseable(!on);
    m_cancel->setEnabled(!on);
    m_draft->setEnabled(!on);
    showSendButton();
}

void RequestSheet::send()
{
    if (!m_fields || m_busy || !m_fields->check())
        return;
    if (m_forecast.kind == Kind::NoRequests) {
        showText();
        return;
    }
    setBusy(true);
    const mesh::AccessDraft draft = m_fields->draft();
    watch(this, m_session.requestAccess(draft),
          [this, further = m_also ? m_also->drafts(draft) : QList<mesh::AccessDraft>()](
              const Result<mesh::AccessRequest> &sent) {
              if (!sent) {
                  setBusy(false);
                  m_fields->showError(sent.error().message);
                  return;
              }
              dropEarlier();
              sendFurther(*sent, further, {});
          });
}

/// One after the other, so that each is on disk before the next.
void RequestSheet::sendFurther(const mesh::AccessRequest &main, QList<mesh::AccessDraft> drafts,
                               QStringList outcomes)
{
    if (drafts.isEmpty()) {
        setBusy(false);
        m_further = outcomes;
        showOutcome(main);
        emit finished(main);
        return;
    }
    const mesh::AccessDraft next = drafts.takeFirst();
    watch(this, m_session.requestAccess(next),
          [this, main, drafts, outcomes,
           name = m_also->nameOf(next.product)](const Result<mesh::AccessRequest> &sent) {
              const QString words = sent ? access::words(*sent).text : sent.error().message;
              sendFurther(main, drafts, outcomes + QStringList{tr("%1: %2").arg(name, words)});
          });
}

void RequestSheet::saveDraft()
{
    if (!m_fields || m_busy)
        return;
    setBusy(true);
    watch(this, m_session.saveDraft(m_fields->draft()),
          [this](const Result<mesh::AccessRequest> &saved) {
              setBusy(false);
              if (!saved) {
                  m_fields->showError(saved.error().message);
                  return;
              }
              dropEarlier();
              emit finished(*saved);
              accept();
          });
}

void RequestSheet::dropEarlier()
{
    // The draft or queued wish that this one took over would otherwise stand beside it. What fails
    // here is seen in My requests and in the outbox.
    if (!m_facts.earlier)
        return;
    const mesh::AccessRequest earlier = *m_facts.earlier;
    if (earlier.state == mesh::RequestState::Draft) {
        mesh::AccessAction cancel;
        cancel.kind = mesh::AccessAction::Kind::Cancel;
        cancel.request = earlier.id;
        cancel.expectedVersion = earlier.version;
        m_session.act(cancel);
    } else if (earlier.state == mesh::RequestState::Queued) {
        Session &session = m_session;
        load(
            &session, session, [](store::Reader &reader) { return reader.outbox(); },
            [&session, id = earlier.id](const QList<store::OutboxItem> &items) {
                for (const store::OutboxItem &item : items) {
                    if (item.request == id)
                        session.discardQueued(item.id);
                }
            },
            [](const Error &) {});
    }
}

} // namespace meshlens::ui
