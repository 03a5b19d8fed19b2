// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/decision_pane.h"

#include "ui/access/column_choice.h"
#include "ui/access/decision_facts.h"
#include "ui/access/rule_list.h"
#include "ui/access/words.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using Action = mesh::AccessAction::Kind;
using mesh::ColumnMode;

namespace {

constexpr int undoMs = 10'000;
constexpr int settleMs = 250;
constexpr int besideFrom = 700; // under this the facts stand below the columns
constexpr qsizetype mostColumns = 300;

/// The bar at the bottom, with the ground of a bar.
class Bar final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), colour(Token::Surface));
        painter.fillRect(0, 0, width(), 1, colour(Token::Border));
    }
};

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
    box->addWidget(makeHead());
    m_conflict = new MessageStrip(Tone::Warn, host);
    m_conflict->hide();
    box->addWidget(m_conflict);

    m_sides = new QBoxLayout(QBoxLayout::LeftToRight);
    m_sides->setSpacing(px(12));
    auto *leftHost = new QWidget(host);
    auto *left = new QVBoxLayout(leftHost);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(px(12));
    m_purposeCard = new Card(tr("Purpose"), host);
    m_purposeKind = new BadgeWidget(m_purposeCard);
    m_purposeCard->addBesideTitle(m_purposeKind);
    m_purposeEnd = new Label(TextRole::Table, Token::Text2, m_purposeCard);
    m_purposeCard->addAtRight(m_purposeEnd);
    m_purpose = new Label(TextRole::Body, Token::Text, m_purposeCard);
    m_purpose->setWordWrap(true);
    m_purpose->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_purposeCard->body()->addWidget(m_purpose);
    m_columnsCard = new Card(tr("Columns asked for"), host);
    m_maskAll = m_columnsCard->setLink(tr("Mask all personal"));
    m_columnRows = new QVBoxLayout;
    m_columnRows->setSpacing(0);
    m_columnsCard->body()->addLayout(m_columnRows);
    m_logCard = new Card(tr("So far"), host);
    m_log = new QVBoxLayout;
    m_log->setSpacing(px(4));
    m_logCard->body()->addLayout(m_log);
    left->addWidget(m_purposeCard);
    left->addWidget(m_columnsCard);
    left->addWidget(m_logCard);
    left->addStretch();

    auto *rightHost = new QWidget(host);
    auto *right = new QVBoxLayout(rightHost);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(px(12));
    m_policyCard = new Card(tr("Policy"), host);
    m_policyCard->setCaption(tr("as the catalog judges these columns"));
    m_rules = new RuleList(m_policyCard);
    m_policyNote = new Label(TextRole::Table, Token::Text2, m_policyCard);
    m_policyNote->setWordWrap(true);
    m_policyCard->body()->addWidget(m_rules);
    m_policyCard->body()->addWidget(m_policyNote);
    auto *factsCard = new Card(tr("To help you decide"), host);
    m_facts = new FactList(factsCard);
    factsCard->body()->addWidget(m_facts);
    right->addWidget(m_policyCard);
    right->addWidget(factsCard);
    right->addStretch();
    m_sides->addWidget(leftHost);
    m_sides->addWidget(rightHost);
    m_sides->setStretch(0, 8);
    m_sides->setStretch(1, 5);
    box->addLayout(m_sides, 1);
    scroll->setWidget(host);
    outer->addWidget(scroll, 1);
    outer->addWidget(makeBar());

    connect(m_maskAll, &QAbstractButton::clicked, this, [this] {
        for (int row = 0; row < m_chosen.size(); ++row) {
            const auto column =
                std::ranges::find(m_datasetColumns, m_chosen[row].name, &mesh::Column::name);
            if (column != m_datasetColumns.end() && column->personal &&
                m_chosen[row].mode == ColumnMode::Give)
                setMode(row, ColumnMode::Mask);
        }
        showColumns();
    });
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &DecisionPane::tryPolicy);
}

QWidget *DecisionPane::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(10));
    m_avatar = new BadgeWidget(head);
    row->addWidget(m_avatar);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *first = new QHBoxLayout;
    first->setSpacing(px(8));
    m_title = new ElidedLabel({}, TextRole::CardTitle, Token::Text, head);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_personal = new BadgeWidget(head);
    Tag tag = personalTag();
    tag.text = tr("Personal data");
    m_personal->setTag(tag);
    first->addWidget(m_title);
    first->addWidget(m_personal);
    first->addStretch();
    m_about = new ElidedLabel({}, TextRole::Table, Token::Text2, head);
    words->addLayout(first);
    words->addWidget(m_about);
    row->addLayout(words, 1);
    m_openProduct = new Button(tr("Open product"), head);
    m_openProduct->setSmall(true);
    m_openProduct->setIconName(u"product"_s);
    row->addWidget(m_openProduct);
    connect(m_openProduct, &QAbstractButton::clicked, this,
            [this] { emit navigate(linkTo(m_request.product)); });
    return head;
}

QWidget *DecisionPane::makeBar()
{
    m_bar = new Bar(this);
    auto *box = new QVBoxLayout(m_bar);
    box->setContentsMargins(px(20), px(10), px(20), px(10));
    box->setSpacing(px(6));
    m_why = new Label(TextRole::Table, Token::Text2, m_bar);
    m_why->setWordWrap(true);
    box->addWidget(m_why);
    auto *row = new QHBoxLayout;
    row->setSpacing(px(8));
    m_note = new QLineEdit(m_bar);
    m_note->setMaxLength(2000);
    m_note->setMinimumWidth(px(120));
    m_ask = new Button(tr("Ask"), m_bar);
    m_ask->setIconName(u"chat"_s);
    m_deny = new Button(tr("Deny"), ButtonKind::Danger, m_bar);
    m_deny->setIconName(u"close"_s);
    m_approve = new Button(tr("Approve as asked"), m_bar);
    m_approveChanged = new Button(tr("Approve"), ButtonKind::Primary, m_bar);
    m_approveChanged->setIconName(u"check"_s);
    row->addWidget(m_note, 1);
    row->addWidget(m_ask);
    row->addWidget(m_deny);
    row->addWidget(m_approve);
    row->addWidget(m_approveChanged);
    box->addLayout(row);
    connect(m_ask, &QAbstractButton::clicked, this, &DecisionPane::ask);
    connect(m_deny, &QAbstractButton::clicked, this, &DecisionPane::deny);
    connect(m_approve, &QAbstractButton::clicked, this, [this] { approve(false); });
    connect(m_approveChanged, &QAbstractButton::clicked, this, [this] { approve(true); });
    connect(m_note, &QLineEdit::textEdited, this, [this] {
        setWrong(m_note, {});
        showButtons();
    });
    return m_bar;
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
        m_note->clear();
        m_conflict->hide();
        m_datasetColumns.clear();
        m_asked.clear();
        m_chosen.clear();
        m_rules->setRules({});
        m_policyNote->clear();
    }
    showHead();
    showLog();
    showFacts();
    if (!asBefore)
        readDataset();
    showButtons();
    if (const store::OutboxItem *item = moment->queued(m_request.id); item && isConflict(*item))
        showConflict(actionWords(item->action));
}

void DecisionPane::showHead()
{
    const QString name = m_request.requesterName.isEmpty() ? m_data->personName(m_request.requester)
                                                           : m_request.requesterName;
    m_avatar->setAvatar(name, 32);
    m_title->setText(tr("%1 asks for %2").arg(name, m_data->productName(m_request.product)));
    QStringList about;
    const mesh::Party person = m_data->parties.value(m_request.requester);
    if (!person.title.isEmpty())
        about += person.title;
    const QString team = m_request.requesterTeam.isEmpty() ? person.team : m_request.requesterTeam;
    if (!team.isEmpty())
        about += team;
    if (m_request.forWhom == u"team")
        about += tr("for the whole team");
    about += tr("asked %1").arg(format::ago(m_request.createdAtMs, m_data->nowMs));
    if (m_request.dueMs && isUndecided(m_request))
        about += tr("due %1").arg(format::ago(*m_request.dueMs, m_data->nowMs));
    if (!m_request.renews.isEmpty())
        about += tr("renews an earlier grant");
    m_about->setText(about.join(u", "_s));
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
            m_datasetColumns.clear();
            for (const mesh::Dataset &dataset : datasets) {
                for (const mesh::Column &column : dataset.columns) {
                    const bool known =
                        std::ranges::any_of(m_datasetColumns, [&](const mesh::Column &other) {
                            return other.name == column.name;
                        });
                    if (!known)
                        m_datasetColumns += column;
                }
            }
            const QList<mesh::ColumnScope> asked = askedColumns(m_request, m_datasetColumns);
            if (asked != m_asked) {
                m_asked = asked;
                m_chosen = asked;
            }
            showColumns();
            tryPolicy();
        },
        [this](const Error &error) { m_columnsCard->setCaption(error.message); });
}

void DecisionPane::showColumns()
{
    clearLayout(m_columnRows);
    m_modes.clear();
    int asked = 0;
    bool personal = false;
    for (int i = 0; i < m_asked.size(); ++i) {
        if (m_asked[i].mode == ColumnMode::Omit)
            continue;
        if (++asked > mostColumns)
            continue;
        const auto column =
            std::ranges::find(m_datasetColumns, m_asked[i].name, &mesh::Column::name);
        auto *host = new QWidget(m_columnsCard);
        auto *row = new QHBoxLayout(host);
        row->setContentsMargins(0, px(1), 0, px(1));
        row->setSpacing(px(8));
        auto *name = new ElidedLabel(m_asked[i].name, TextRole::Mono, Token::Text, host);
        name->setMinimumWidth(px(70));
        row->addWidget(name, 3);
        auto *tags = new QWidget(host);
        auto *tagRow = new QHBoxLayout(tags);
        tagRow->setContentsMargins(0, 0, 0, 0);
        if (column != m_datasetColumns.end()) {
            personal = personal || column->personal;
            if (const auto tag = columnTag(*column)) {
                auto *badge = new BadgeWidget(tags);
                badge->setTag(*tag);
                tagRow->addWidget(badge);
            }
        }
        tagRow->addStretch();
        row->addWidget(tags, 2);
        auto *mode = new SegmentedControl(m_asked[i].name, host);
        mode->addChoice(tr("Give"));
        mode->addChoice(tr("Mask"));
        mode->addChoice(tr("Leave out"));
        mode->setCurrent(static_cast<int>(m_chosen[i].mode));
        mode->setEnabled(canDecide());
        connect(mode, &SegmentedControl::currentChanged, this,
                [this, i](int chosen) { setMode(i, static_cast<ColumnMode>(chosen)); });
        row->addWidget(mode);
        m_columnRows->addWidget(host);
        m_modes += mode;
    }
    m_columnsCard->setCaption(m_asked.isEmpty()
                                  ? tr("The columns are not known; the catalog decides.")
                                  : tr("%1 of %2").arg(asked).arg(m_asked.size()));
    if (asked > mostColumns)
        m_columnRows->addWidget(new Label(
            tr("%n more are given as asked.", nullptr, asked - static_cast<int>(mostColumns)),
            TextRole::Table, Token::Text2, m_columnsCard));
    m_maskAll->setVisible(personal && canDecide());
    m_personal->setVisible(personal);
    showButtons();
}

void DecisionPane::setMode(int row, ColumnMode mode)
{
    if (m_chosen[row].mode == mode)
        return;
    m_chosen[row].mode = mode;
    showButtons();
    m_settle.start();
}

void DecisionPane::tryPolicy()
{
    const quint64 number = ++m_tried;
    if (!canDecide()) {
        m_policyCard->hide();
        return;
    }
    m_policyCard->show();
    mesh::AccessDraft draft;
    draft.product = m_request.product;
    draft.port = m_request.port;
    draft.purpose = m_request.purpose;
    draft.untilMs = m_request.untilMs;
    draft.columns = m_chosen;
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

void DecisionPane::showFacts()
{
    m_facts->setFacts(decisionFacts(m_request, *m_data));
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
    int count = 0;
    for (int i = 0; i < m_asked.size(); ++i)
        count += m_asked[i].mode == m_chosen[i].mode ? 0 : 1;
    return count;
}

QList<mesh::ColumnScope> DecisionPane::decidedColumns() const
{
    return m_chosen;
}

void DecisionPane::showButtons()
{
    const bool can = canDecide();
    for (QWidget *widget : {static_cast<QWidget *>(m_note), static_cast<QWidget *>(m_ask),
                            static_cast<QWidget *>(m_deny), static_cast<QWidget *>(m_approve),
                            static_cast<QWidget *>(m_approveChanged)})
        widget->setVisible(can);
    const QString name = m_request.requesterName.section(u' ', 0, 0);
    m_note->setPlaceholderText(name.isEmpty() ? tr("Note") : tr("Note to %1").arg(name));
    m_note->setAccessibleName(m_note->placeholderText());
    const int changed = changes();
    m_approveChanged->setText(tr("Approve with %n changes", nullptr, changed));
    m_approveChanged->setVisible(can && changed > 0);
    m_approve->setKind(changed > 0 ? ButtonKind::Plain : ButtonKind::Primary);
    m_ask->setEnabled(m_request.state != mesh::RequestState::Asked);

    QString why;
    if (!can && m_request.mine)
        why = tr("This is your own request: somebody else decides it.");
    else if (const store::OutboxItem *item = m_data->queued(m_request.id); item && !m_busy)
        why = item->lastError.isEmpty()
                  ? tr("%1 waits in the outbox.").arg(actionWords(item->action))
                  : tr("%1 was not sent: %2").arg(actionWords(item->action), item->lastError);
    else if (!can && !m_busy)
        why = isUndecided(m_request) && m_request.state != mesh::RequestState::Approved
                  ? tr("Only its owners can decide this request.")
                  : access::words(m_request).text;
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
}

void DecisionPane::focusNote()
{
    m_note->setFocus();
}

void DecisionPane::noteMissing(const QString &why)
{
    m_why->setText(why);
    m_why->show();
    setWrong(m_note, why);
    m_note->setFocus();
}

void DecisionPane::approve(bool withChanges)
{
    if (!canDecide())
        return;
    const int changed = withChanges ? changes() : 0;
    const bool nothingLeft =
        changed > 0 && std::ranges::none_of(m_chosen, [](const mesh::ColumnScope &scope) {
            return scope.mode != ColumnMode::Omit;
        });
    if (nothingLeft) {
        m_why->setText(tr("Every column is left out; keep at least one or deny."));
        m_why->show();
        return;
    }
    send(Action::Approve, changed > 0 ? decidedColumns() : QList<mesh::ColumnScope>(),
         changed > 0 ? tr("Approved with %n changes", nullptr, changed) : tr("Approved"));
}

void DecisionPane::deny()
{
    if (!canDecide())
        return;
    if (m_note->text().trimmed().isEmpty()) {
        noteMissing(tr("Say why: a denial needs a note."));
        return;
    }
    send(Action::Deny, {}, tr("Denied"));
}

void DecisionPane::ask()
{
    if (!canDecide() || m_request.state == mesh::RequestState::Asked)
        return;
    if (m_note->text().trimmed().isEmpty()) {
        noteMissing(tr("Write your question into the note."));
        return;
    }
    send(Action::Ask, {}, tr("Question to %1").arg(m_request.requesterName));
}

void DecisionPane::send(Action kind, const QList<mesh::ColumnScope> &columns, const QString &words)
{
    mesh::AccessAction action;
    action.kind = kind;
    action.request = m_request.id;
    action.note = m_note->text().trimmed();
    action.columns = columns;
    action.untilMs = kind == Action::Approve ? m_request.untilMs : std::nullopt;
    action.expectedVersion = m_request.version;
    m_busy = true;
    showButtons();
    watch(this, m_session.act(action, undoMs),
          [this, id = m_request.id, words](const Result<mesh::AccessRequest> &done) {
              m_busy = false;
              if (done) {
                  if (id == m_request.id)
                      m_note->clear();
                  emit decided(*done, words);
                  showButtons();
                  return;
              }
              if (id != m_request.id)
                  return;
              showButtons();
              if (done.error().kind == Error::Kind::Conflict) {
                  showConflict(words);
                  return;
              }
              m_why->setText(done.error().message);
              m_why->show();
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
