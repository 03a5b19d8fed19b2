// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/decision_pane.h"

#include "ui/access/decision_bar.h"
#include "ui/access/decision_columns.h"
#include "ui/access/decision_facts.h"
#include "ui/access/decision_head.h"
#include "ui/access/rule_list.h"
#include "ui/access/words.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/card.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/parts/states.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using Action = mesh::AccessAction::Kind;

namespace {

constexpr int undoMs = 10'000;
constexpr int settleMs = 250;
constexpr int besideFrom = 700; // under this the facts stand below the columns

/// Each column once, of all datasets that the product gives.
QList<mesh::Column> columnsOf(const QList<mesh::Dataset> &datasets)
{
    QList<mesh::Column> columns;
    QSet<QString> known;
    for (const mesh::Dataset &dataset : datasets) {
        for (const mesh::Column &column : dataset.columns) {
            if (known.contains(column.name))
                continue;
            known.insert(column.name);
            columns += column;
        }
    }
    return columns;
}

} // namespace

DecisionPane::DecisionPane(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_data(std::make_shared<AccessData>())
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *host = new QWidget(scroll);
    auto *box = new QVBoxLayout(host);
    box->setContentsMargins(px(20), px(14), px(20), px(14));
    box->setSpacing(px(12));
    m_head = new DecisionHead(host);
    box->addWidget(m_head);
    m_conflict = new MessageStrip(Tone::Warn, host);
    m_conflict->hide();
    box->addWidget(m_conflict);
    m_sides = new QBoxLayout(QBoxLayout::LeftToRight);
    m_sides->setSpacing(px(12));
    m_sides->addWidget(makeLeft(), 8);
    m_sides->addWidget(makeRight(), 5);
    box->addLayout(m_sides, 1);
    scroll->setWidget(host);
    outer->addWidget(scroll, 1);
    m_bar = new DecisionBar(session, this);
    outer->addWidget(m_bar);

    connect(m_head, &DecisionHead::productWanted, this,
            [this] { emit navigate(linkTo(m_request.product)); });
    connect(m_columns, &DecisionColumns::changed, this, &DecisionPane::columnsChanged);
    connect(m_bar, &DecisionBar::askWanted, this, &DecisionPane::ask);
    connect(m_bar, &DecisionBar::denyWanted, this, &DecisionPane::deny);
    connect(m_bar, &DecisionBar::approveWanted, this, &DecisionPane::approve);
    connect(m_bar, &DecisionBar::noteEdited, this, &DecisionPane::showButtons);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &DecisionPane::tryPolicy);
}

QWidget *DecisionPane::makeLeft()
{
    auto *side = new QWidget(this);
    auto *left = new QVBoxLayout(side);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(px(12));
    auto *purpose = new Card(tr("Purpose"), side);
    m_purposeKind = new BadgeWidget(purpose);
    purpose->addBesideTitle(m_purposeKind);
    m_purposeEnd = new Label(TextRole::Table, Token::Text2, purpose);
    purpose->addAtRight(m_purposeEnd);
    m_purpose = new Label(TextRole::Body, Token::Text, purpose);
    m_purpose->setWordWrap(true);
    m_purpose->setTextInteractionFlags(Qt::TextSelectableByMouse);
    purpose->body()->addWidget(m_purpose);
    m_columns = new DecisionColumns(side);
    m_logCard = new Card(tr("So far"), side);
    m_log = new QVBoxLayout;
    m_log->setSpacing(px(4));
    m_logCard->body()->addLayout(m_log);
    left->addWidget(purpose);
    left->addWidget(m_columns);
    left->addWidget(m_logCard);
    left->addStretch(1); // cards grow as well, so the space needs a share of its own
    return side;
}

QWidget *DecisionPane::makeRight()
{
    auto *side = new QWidget(this);
    auto *right = new QVBoxLayout(side);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(px(12));
    m_policyCard = new Card(tr("Policy"), side);
    m_policyCard->setCaption(tr("as the catalog judges these columns"));
    m_rules = new RuleList(m_policyCard);
    m_policyNote = new Label(TextRole::Table, Token::Text2, m_policyCard);
    m_policyNote->setWordWrap(true);
    m_policyCard->body()->addWidget(m_rules);
    m_policyCard->body()->addWidget(m_policyNote);
    auto *facts = new Card(tr("To help you decide"), side);
    m_facts = new FactList(facts);
    facts->body()->addWidget(m_facts);
    right->addWidget(m_policyCard);
    right->addWidget(facts);
    right->addStretch(1);
    return side;
}

void DecisionPane::show(const SharedAccessData &moment, const mesh::AccessRequest *request)
{
    m_data = moment;
    if (!request) {
        m_request = {};
        return;
    }
    const bool same = request->id == m_request.id;
    const bool asBefore = same && *request == m_request;
    m_request = *request;
    if (!same) {
        m_bar->clearNote();
        m_conflict->hide();
        m_columns->clear();
        m_rules->setRules({});
        m_policyNote->clear();
    }
    m_head->show(*m_data, m_request);
    showPurpose();
    showLog();
    m_facts->setFacts(decisionFacts(m_request, *m_data));
    if (!asBefore)
        readDataset();
    showButtons();
    if (const store::OutboxItem *item = moment->queued(m_request.id); item && isConflict(*item))
        showConflict(actionWords(item->action));
}

void DecisionPane::showPurpose()
{
    m_purposeKind->setTag({access::purposeWords(m_request.purpose.kind), Tone::Accent, {}});
    m_purpose->setText(m_request.purpose.text.isEmpty() ? tr("Nothing was written.")
                                                        : m_request.purpose.text);
    QString end = tr("without an end");
    if (m_request.untilMs) {
        const auto days = (*m_request.untilMs - m_request.createdAtMs) / 86'400'000;
        end = tr("%n days", nullptr, static_cast<int>(days)) + u", "_s +
              tr("until %1").arg(format::date(*m_request.untilMs));
    }
    m_purposeEnd->setText(end);
}

void DecisionPane::readDataset()
{
    load(
        this, m_session,
        [product = m_request.product](store::Reader &reader) {
            return reader.outputDatasets(product);
        },
        [this, id = m_request.id](const QList<mesh::Dataset> &datasets) {
            if (id != m_request.id)
                return;
            const QList<mesh::Column> columns = columnsOf(datasets);
            m_columns->setColumns(columns, askedColumns(m_request, columns));
            m_head->setPersonal(m_columns->hasPersonal());
            showButtons();
            tryPolicy();
        },
        [this](const Error &error) { m_columns->setProblem(error.message); });
}

void DecisionPane::columnsChanged()
{
    showButtons();
    m_settle.start();
}

void DecisionPane::tryPolicy()
{
    const quint64 number = ++m_tried;
    m_policyCard->setVisible(canDecide());
    if (!canDecide())
        return;
    mesh::AccessDraft draft;
    draft.product = m_request.product;
    draft.port = m_request.port;
    draft.purpose = m_request.purpose;
    draft.untilMs = m_request.untilMs;
    draft.columns = m_columns->chosen();
    draft.forWhom = m_request.forWhom;
    watch(this, m_session.previewAccess(draft),
          [this, number](const Result<mesh::AccessPreview> &answer) {
              if (number != m_tried)
                  return;
              if (!answer) {
                  m_rules->setRules({});
                  m_policyNote->setText(
                      tr("The policy cannot be asked now. %1").arg(answer.error().message));
                  return;
              }
              m_rules->setRules(answer->rules);
              const auto failed =
                  std::ranges::count(answer->rules, false, &mesh::PolicyRule::passed);
              m_policyNote->setText(
                  failed == 0 && !answer->rules.isEmpty()
                      ? tr("All rules are met. Rules about a role were tried with yours.")
                      : tr("Rules about a role were tried with yours."));
          });
}

void DecisionPane::showLog()
{
    clearLayout(m_log);
    for (const LogLine &line : logOf(m_request, *m_data)) {
        auto *host = new QWidget(m_logCard);
        auto *row = new QHBoxLayout(host);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(px(10));
        auto *time =
            new Label(format::when(line.atMs, m_data->nowMs), TextRole::Table, Token::Text3, host);
        time->setFixedWidth(px(76));
        auto *text = new Label(line.text, TextRole::Table, Token::Text, host);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(time, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        m_log->addWidget(host);
    }
    m_logCard->setVisible(m_log->count() > 0);
}

bool DecisionPane::canDecide() const
{
    using State = mesh::RequestState;
    if (m_request.id.isEmpty() || m_request.mine || !m_request.decidable || m_busy)
        return false;
    const bool open = m_request.state == State::Pending || m_request.state == State::Submitted ||
                      m_request.state == State::Asked;
    const store::OutboxItem *item = m_data->queued(m_request.id);
    return open && !item;
}

int DecisionPane::changes() const
{
    return m_columns->changes();
}

void DecisionPane::showButtons()
{
    const bool can = canDecide();
    m_columns->setDecidable(can);
    m_bar->setDecidable(can);
    m_bar->setPerson(m_request.requesterName.section(u' ', 0, 0));
    m_bar->setChanges(changes());
    m_bar->setMayAsk(m_request.state != mesh::RequestState::Asked);
    m_bar->say(can || m_busy ? QString() : whyNot());
}

QString DecisionPane::whyNot() const
{
    if (m_request.mine)
        return tr("This is your own request: somebody else decides it.");
    if (const store::OutboxItem *item = m_data->queued(m_request.id))
        return item->lastError.isEmpty()
                   ? tr("%1 waits in the outbox.").arg(actionWords(item->action))
                   : tr("%1 was not sent: %2").arg(actionWords(item->action), item->lastError);
    return isUndecided(m_request) && m_request.state != mesh::RequestState::Approved
               ? tr("Only its owners can decide this request.")
               : access::words(m_request).text;
}

void DecisionPane::focusNote()
{
    m_bar->focusNote();
}

void DecisionPane::approve(bool withChanges)
{
    if (!canDecide())
        return;
    const int changed = withChanges ? changes() : 0;
    if (changed > 0 && m_columns->isNothingLeft()) {
        m_bar->say(tr("Every column is left out; keep at least one or deny."));
        return;
    }
    send(Action::Approve, changed > 0 ? m_columns->chosen() : QList<mesh::ColumnScope>(),
         changed > 0 ? tr("Approved with %n changes", nullptr, changed) : tr("Approved"));
}

void DecisionPane::deny()
{
    if (!canDecide())
        return;
    if (m_bar->note().isEmpty())
        m_bar->missNote(tr("Say why: a denial needs a note."));
    else
        send(Action::Deny, {}, tr("Denied"));
}

void DecisionPane::ask()
{
    if (!canDecide() || m_request.state == mesh::RequestState::Asked)
        return;
    if (m_bar->note().isEmpty())
        m_bar->missNote(tr("Write your question into the note."));
    else
        send(Action::Ask, {}, tr("Question to %1").arg(m_request.requesterName));
}

void DecisionPane::send(Action kind, const QList<mesh::ColumnScope> &columns, const QString &words)
{
    mesh::AccessAction action;
    action.kind = kind;
    action.request = m_request.id;
    action.note = m_bar->note();
    action.columns = columns;
    action.untilMs = kind == Action::Approve ? m_request.untilMs : std::nullopt;
    action.expectedVersion = m_request.version;
    m_busy = true;
    showButtons();
    watch(this, m_session.act(action, undoMs),
          [this, id = m_request.id, words](const Result<mesh::AccessRequest> &done) {
              m_busy = false;
              const bool same = id == m_request.id;
              if (done && same)
                  m_bar->clearNote();
              if (done)
                  emit decided(*done, words);
              if (done || same)
                  showButtons();
              if (done || !same)
                  return;
              if (done.error().kind == Error::Kind::Conflict)
                  showConflict(words);
              else
                  m_bar->say(done.error().message);
          });
}

void DecisionPane::showConflict(const QString &wanted)
{
    m_conflict->setMessage(
        Tone::Warn, tr("It has changed meanwhile."),
        tr("Yours: %1. At the catalog: %2.").arg(wanted, access::words(m_request).text));
    m_conflict->clearActions();
    const store::OutboxItem *item = m_data->queued(m_request.id);
    const qint64 queued = item ? item->id : 0;
    const auto drop = [this, queued] {
        m_conflict->hide();
        if (queued != 0)
            m_session.discardQueued(queued); // both ways the old wish goes
    };
    connect(m_conflict->addAction(tr("Keep theirs")), &QAbstractButton::clicked, this, drop);
    connect(m_conflict->addAction(tr("Decide again"), ButtonKind::Primary),
            &QAbstractButton::clicked, this, [this, drop] {
                drop();
                focusNote();
            });
    m_conflict->show();
}

void DecisionPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto wanted =
        width() < px(besideFrom) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_sides->direction() == wanted)
        return;
    m_sides->setDirection(wanted);
    // Shares are of the width; below one another each takes the height it needs.
    const bool beside = wanted == QBoxLayout::LeftToRight;
    m_sides->setStretch(0, beside ? 8 : 0);
    m_sides->setStretch(1, beside ? 5 : 0);
}

} // namespace meshlens::ui
