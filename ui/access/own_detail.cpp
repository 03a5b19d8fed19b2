// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/own_detail.h"

#include "ui/access/decision_facts.h"
#include "ui/access/rule_list.h"
#include "ui/access/words.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/parts/sheet.h"
#include "ui/parts/states.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using Action = mesh::AccessAction::Kind;

/// How much of a grant's time is over.
class GrantBar final : public QWidget
{
public:
    explicit GrantBar(QWidget *parent) : QWidget(parent) { setFixedHeight(px(6)); }
    double share = 0;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(Token::Sunken));
        painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
        painter.setBrush(colour(share > 0.9 ? Token::WarnFill : Token::GoodFill));
        const double wide = std::max(double(height()), width() * share);
        painter.drawRoundedRect(QRectF(0, 0, wide, height()), height() / 2.0, height() / 2.0);
    }
};

OwnDetail::OwnDetail(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_data(std::make_shared<AccessData>())
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *host = new QWidget(scroll);
    auto *row = new QHBoxLayout(host);
    row->setContentsMargins(px(20), px(14), px(20), px(14));
    row->setSpacing(px(12));
    row->addWidget(makeLogCard(), 1);
    row->addWidget(makeConnectCard(), 1);
    row->addWidget(makeGrantCard(), 1);
    scroll->setWidget(host);
    outer->addWidget(scroll);
    setMinimumHeight(px(180));
}

Card *OwnDetail::makeLogCard()
{
    m_logCard = new Card(tr("Request"), this);
    m_logCard->setMinimumWidth(px(230));
    m_state = new BadgeWidget(m_logCard);
    m_logCard->addBesideTitle(m_state);
    connect(m_logCard->setLink(tr("Open product")), &QAbstractButton::clicked, this,
            [this] { emit navigate(linkTo(m_request.product)); });
    m_question = new MessageStrip(Tone::Accent, m_logCard);
    m_question->hide();
    m_answerRow = new QWidget(m_logCard);
    auto *row = new QHBoxLayout(m_answerRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(8));
    m_answerText = new QLineEdit(m_answerRow);
    m_answerText->setMaxLength(2000);
    m_answerText->setPlaceholderText(tr("Your answer"));
    m_answerText->setAccessibleName(tr("Your answer"));
    auto *send = new Button(tr("Answer"), ButtonKind::Primary, m_answerRow);
    row->addWidget(m_answerText, 1);
    row->addWidget(send);
    m_answerRow->hide();
    m_log = new QVBoxLayout;
    m_log->setSpacing(px(6));
    m_logCard->body()->addWidget(m_question);
    m_logCard->body()->addWidget(m_answerRow);
    m_logCard->body()->addLayout(m_log);
    m_logCard->body()->addStretch();
    const auto answerNow = [this] { answer(m_answerText->text()); };
    connect(send, &QAbstractButton::clicked, this, answerNow);
    connect(m_answerText, &QLineEdit::returnPressed, this, answerNow);
    return m_logCard;
}

Card *OwnDetail::makeConnectCard()
{
    m_connectCard = new Card(tr("Connect"), this);
    m_connectCard->setMinimumWidth(px(230));
    m_connect = new FactList(m_connectCard);
    m_connectNote = new Label(TextRole::Table, Token::Text2, m_connectCard);
    m_connectNote->setWordWrap(true);
    auto *buttons = new QWidget(m_connectCard);
    auto *flow = new FlowLayout(buttons, 8, 6);
    m_openSample = new Button(tr("Open in Samples"), ButtonKind::Primary, buttons);
    m_openSample->setIconName(u"samples"_s);
    m_copyAddress = new Button(tr("Copy address"), buttons);
    m_copyAddress->setIconName(u"copy"_s);
    flow->addWidget(m_openSample);
    flow->addWidget(m_copyAddress);
    m_connectCard->body()->addWidget(m_connectNote);
    m_connectCard->body()->addWidget(m_connect);
    m_connectCard->body()->addWidget(buttons);
    m_connectCard->body()->addStretch();
    connect(m_openSample, &QAbstractButton::clicked, this, [this] {
        emit navigate({u"samples"_s, m_dataset, {}});
    });
    connect(m_copyAddress, &QAbstractButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_address);
        m_copyAddress->confirm(tr("Copied"));
    });
    return m_connectCard;
}

Card *OwnDetail::makeGrantCard()
{
    m_grantCard = new Card(tr("Your grant"), this);
    m_grantCard->setMinimumWidth(px(230));
    m_bar = new GrantBar(m_grantCard);
    m_left = new Label(TextRole::Table, Token::Text2, m_grantCard);
    m_left->setWordWrap(true);
    m_grant = new FactList(m_grantCard);
    m_problem = new Label(TextRole::Table, Token::Bad, m_grantCard);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *buttons = new QWidget(m_grantCard);
    auto *flow = new FlowLayout(buttons, 8, 6);
    m_renew = new Button(tr("Renew"), buttons);
    m_giveBack = new Button(tr("Give back"), ButtonKind::Danger, buttons);
    m_cancel = new Button(tr("Cancel request"), ButtonKind::Danger, buttons);
    m_carryOn = new Button(tr("Carry on"), ButtonKind::Primary, buttons);
    for (Button *button : {m_carryOn, m_renew, m_giveBack, m_cancel})
        flow->addWidget(button);
    m_grantCard->body()->addWidget(m_bar);
    m_grantCard->body()->addWidget(m_left);
    m_grantCard->body()->addWidget(m_grant);
    m_grantCard->body()->addWidget(m_problem);
    m_grantCard->body()->addWidget(buttons);
    m_grantCard->body()->addStretch();
    const auto again = [this] { emit accessRequested(m_request.product, m_request.id); };
    connect(m_renew, &QAbstractButton::clicked, this, again);
    connect(m_carryOn, &QAbstractButton::clicked, this, again);
    connect(m_giveBack, &QAbstractButton::clicked, this, &OwnDetail::giveBack);
    connect(m_cancel, &QAbstractButton::clicked, this, &OwnDetail::cancelRequest);
    return m_grantCard;
}

void OwnDetail::show(const SharedAccessData &moment, const mesh::AccessRequest *request)
{
    m_data = moment;
    if (!request) {
        m_request = {};
        return;
    }
    const bool same = m_request.id == request->id;
    m_request = *request;
    if (!same) {
        m_answerText->clear();
        m_problem->hide();
        m_dataset.clear();
        m_address.clear();
    }
    showLog();
    showGrant();
    readFacts();
}

void OwnDetail::showLog()
{
    m_logCard->setTitle(m_data->productName(m_request.product));
    const access::Words words = access::words(m_request, m_data->ownerName(m_request.product));
    m_state->setTag(
        {access::isActive(m_request, m_data->nowMs) ? tr("Open") : words.text.section(u':', 0, 0),
         toneOf(words.mark),
         {}});
    const bool asked =
        m_request.state == mesh::RequestState::Asked && !m_data->queued(m_request.id);
    if (asked)
        m_question->setMessage(Tone::Accent, tr("A question for you."),
                               m_request.messages.isEmpty() ? m_request.note
                                                            : m_request.messages.last().text);
    m_question->setVisible(asked);
    m_answerRow->setVisible(asked);
    clearLayout(m_log);
    for (const LogLine &line : logOf(m_request, *m_data)) {
        auto *host = new QWidget(m_logCard);
        auto *row = new QHBoxLayout(host);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(px(8));
        auto *time =
            new Label(format::when(line.atMs, m_data->nowMs), TextRole::Table, Token::Text3, host);
        time->setFixedWidth(px(72));
        auto *mark = new BadgeWidget(host);
        mark->setMark(line.mark, {});
        mark->setFixedWidth(px(14));
        auto *text = new Label(line.text, TextRole::Table, Token::Text, host);
        text->setWordWrap(true);
        row->addWidget(time, 0, Qt::AlignTop);
        row->addWidget(mark, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        m_log->addWidget(host);
    }
}

void OwnDetail::showGrant()
{
    const std::int64_t now = m_data->nowMs;
    const bool hasGrant = m_request.grant != mesh::GrantState::None;
    const bool active = access::isActive(m_request, now);
    m_grantCard->setTitle(hasGrant ? tr("Your grant") : tr("Your request"));
    m_grantCard->setCaption(hasGrant ? m_request.grantId : QString());
    m_bar->setVisible(active && m_request.untilMs);
    m_left->setVisible(active);
    if (active && m_request.untilMs) {
        const std::int64_t from = m_request.decidedAtMs.value_or(m_request.createdAtMs);
        const double whole = double(std::max<std::int64_t>(*m_request.untilMs - from, 1));
        m_bar->share = std::clamp(double(now - from) / whole, 0.0, 1.0);
        m_bar->update();
        const auto days = static_cast<int>((*m_request.untilMs - now) / 86'400'000);
        m_left->setText(tr("%n days left", nullptr, days) + u", "_s +
                        tr("until %1").arg(format::date(*m_request.untilMs)));
    } else if (active) {
        m_left->setText(tr("It has no end."));
    }
    QList<FactList::Fact> facts{
        {tr("Purpose"),
         access::purposeWords(m_request.purpose.kind) +
             (m_request.purpose.text.isEmpty() ? QString()
                                               : u": "_s + m_request.purpose.text.left(400))},
        {tr("Columns"), columnsWords(m_request)},
        {tr("For"), m_request.forWhom == u"team" ? tr("my team") : tr("me")}};
    if (!active && m_request.untilMs)
        facts += {hasGrant ? tr("Ended") : tr("Until"), format::date(*m_request.untilMs)};
    if (m_request.decidedAtMs)
        facts += {tr("Decided by"), decidedByWords(m_request)};
    if (!m_request.note.isEmpty())
        facts += {tr("Note"), m_request.note.left(1000)};
    m_grant->setFacts(facts);

    const QList<Action> possible = access::possibleActions(m_request);
    const bool waits = m_request.state == mesh::RequestState::Draft ||
                       m_request.state == mesh::RequestState::Queued;
    const bool over = isClosed(m_request);
    m_carryOn->setText(m_request.state == mesh::RequestState::Draft ? tr("Carry on") : tr("Edit"));
    m_carryOn->setVisible(waits);
    m_renew->setText(over ? tr("Ask again") : tr("Renew"));
    m_renew->setVisible(active || over);
    m_giveBack->setVisible(possible.contains(Action::Return));
    m_cancel->setText(waits ? tr("Discard") : tr("Cancel request"));
    m_cancel->setVisible(possible.contains(Action::Cancel));
    for (Button *button : {m_giveBack, m_cancel})
        button->setEnabled(!m_busy);
}

void OwnDetail::readFacts()
{
    load(
        this, m_session,
        [product = m_request.product](store::Reader &reader) {
            return readRequestFacts(reader, product, {}, {}, {});
        },
        [this, id = m_request.id](const RequestFacts &facts) {
            if (id == m_request.id)
                showConnect(facts);
        },
        [this](const Error &) {
            m_connect->setFacts({});
            m_connectNote->setText(tr("The index does not know this product any more."));
            m_connectNote->show();
            m_openSample->hide();
            m_copyAddress->hide();
        });
}

void OwnDetail::showConnect(const RequestFacts &facts)
{
    QList<FactList::Fact> list;
    m_address.clear();
    const mesh::Dataset *dataset = facts.datasetOf(m_request.port);
    for (const mesh::Port &port : facts.product.ports) {
        if (port.direction != mesh::PortDirection::Output ||
            (!m_request.port.isEmpty() && port.id != m_request.port))
            continue;
        list +=
            {tr("Port"), port.protocol.isEmpty() ? port.name : port.name + u", "_s + port.protocol};
        if (!port.address.isEmpty()) {
            list += {tr("Address"), port.address, true};
            m_address = port.address;
        }
        if (!port.format.isEmpty())
            list += {tr("Format"), port.format};
        break;
    }
    if (dataset) {
        m_dataset = dataset->key;
        list += {tr("Table"),
                 dataset->qualifiedName.isEmpty() ? dataset->name : dataset->qualifiedName, true};
        if (dataset->rows)
            list += {tr("Rows"), format::count(*dataset->rows)};
    }
    const QString terms = facts.termsText();
    if (!terms.isEmpty())
        list += {tr("Duties"), terms.left(600)};
    m_connect->setFacts(list);
    const bool active = access::isActive(m_request, m_data->nowMs);
    m_connectNote->setText(active ? QString() : tr("This opens once access is given."));
    m_connectNote->setVisible(!active);
    m_openSample->setVisible(active && dataset);
    m_copyAddress->setVisible(!m_address.isEmpty());
}

void OwnDetail::giveBack()
{
    Sheet *sheet = Sheet::confirm(
        this, tr("Give back %1?").arg(m_data->productName(m_request.product)),
        tr("Access ends at once and the samples of it are erased here. You can ask again."),
        tr("Give back"), tr("Keep"));
    connect(sheet, &Sheet::accepted, this, [this, id = m_request.id] {
        if (id == m_request.id)
            act(Action::Return, {}, tr("Given back"));
    });
}

void OwnDetail::cancelRequest()
{
    const store::OutboxItem *item = m_data->queued(m_request.id);
    if (m_request.state == mesh::RequestState::Queued && item) {
        watch(this, m_session.discardQueued(item->id), [this](const Result<void> &done) {
            emit said(done ? tr("Discarded") : done.error().message);
        });
        return;
    }
    act(Action::Cancel, {}, tr("Cancelled"));
}

void OwnDetail::answer(const QString &text)
{
    if (text.trimmed().isEmpty()) {
        m_answerText->setFocus();
        return;
    }
    act(Action::Answer, text.trimmed(), tr("Answered"));
}

void OwnDetail::act(Action kind, const QString &note, const QString &words)
{
    if (m_busy)
        return;
    mesh::AccessAction action;
    action.kind = kind;
    action.request = m_request.id;
    action.note = note;
    action.expectedVersion = m_request.version;
    m_busy = true;
    showGrant();
    watch(this, m_session.act(action),
          [this, id = m_request.id, words](const Result<mesh::AccessRequest> &done) {
              m_busy = false;
              showGrant();
              if (done) {
                  if (id == m_request.id)
                      m_answerText->clear();
                  emit said(words);
                  return;
              }
              m_problem->setText(done.error().message);
              m_problem->setVisible(id == m_request.id);
          });
}

} // namespace meshlens::ui
