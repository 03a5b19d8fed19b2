// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/waiting_card.h"

#include "models/access/words.h"
#include "ui/home/home_words.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/states.h"
#include "ui/parts/watch.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewRows = 3;
constexpr int mostRows = 5; // where the last answer does not need the room
constexpr int undoMs = 10'000;

QString stamp(const mesh::AccessRequest &request)
{
    return u"%1 %2"_s.arg(request.id).arg(request.version);
}

} // namespace

/// One line: who or what, words in two lines, a button.
class WaitingCard::Row final : public QWidget
{
public:
    Row(QWidget *sign, const QString &first, const QString &quiet, const QString &second,
        const QString &warning, const QString &age, Button *button, QWidget *parent)
        : QWidget(parent)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        auto *row = new QHBoxLayout;
        row->setContentsMargins(px(14), px(6), px(14), px(6));
        row->setSpacing(px(10));
        auto *place = new QWidget(this); // signs of any size stand in one column
        place->setFixedWidth(px(24));
        auto *middle = new QHBoxLayout(place);
        middle->setContentsMargins(0, 0, 0, 0);
        middle->addWidget(sign, 0, Qt::AlignCenter);
        row->addWidget(place);
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        auto *upper = new QHBoxLayout;
        upper->setSpacing(px(6));
        auto *name = new ElidedLabel(first, TextRole::BodyStrong, Token::Text, this);
        name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        upper->addWidget(name);
        upper->addWidget(new ElidedLabel(quiet, TextRole::Table, Token::Text3, this), 1);
        auto *lower = new QHBoxLayout;
        lower->setSpacing(px(6));
        auto *what = new ElidedLabel(second, TextRole::Table, Token::Text2, this);
        if (warning.isEmpty()) {
            lower->addWidget(what, 1);
        } else {
            what->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
            lower->addWidget(what);
            lower->addWidget(new Label(warning, TextRole::TableStrong, Token::Warn, this));
            lower->addStretch();
        }
        words->addLayout(upper);
        words->addLayout(lower);
        row->addLayout(words, 1);
        if (!age.isEmpty())
            row->addWidget(new Label(age, TextRole::Table, Token::Text3, this));
        row->addWidget(button);
        column->addWidget(new Line(Qt::Horizontal, this));
        column->addLayout(row);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
};

WaitingCard::WaitingCard(Session &session, QWidget *parent)
    : Card(tr("Waiting for you"), parent), m_session(session)
{
    setBodyMargins(0, 0, 0, 0);
    m_count = new BadgeWidget(this);
    addBesideTitle(m_count);
    connect(setLink(tr("Open inbox")), &QAbstractButton::clicked, this, &WaitingCard::inboxWanted);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(0);
    body()->setSpacing(0);
    body()->addLayout(m_rows);
    m_none = new QWidget(this);
    auto *none = new QHBoxLayout(m_none);
    none->setContentsMargins(px(14), px(12), px(14), px(12));
    none->setSpacing(px(8));
    auto *mark = new BadgeWidget(m_none);
    mark->setMark(Mark::Met, {});
    m_noneText = new Label(TextRole::Table, Token::Text2, m_none);
    m_noneText->setWordWrap(true);
    none->addWidget(mark, 0, Qt::AlignTop);
    none->addWidget(m_noneText, 1);
    body()->addWidget(m_none);
    m_more = new Label(TextRole::Table, Token::Text3, this);
    m_more->setContentsMargins(px(14), px(6), px(14), px(8));
    body()->addWidget(m_more);
    body()->addStretch(1);
}

void WaitingCard::show(const HomeData &home)
{
    m_data = home;
    fill();
    qsizetype asked = 0;
    for (const HomeRequest &waiting : std::as_const(m_data.waiting)) {
        if (asked++ >= mostRows)
            break;
        if (!m_allMet.contains(stamp(waiting.request))) {
            m_allMet.insert(stamp(waiting.request), false);
            ask(waiting);
        }
    }
}

bool WaitingCard::canApprove(const QString &requestId) const
{
    for (const HomeRequest &waiting : m_data.waiting) {
        if (waiting.request.id == requestId)
            return !waiting.personal && waiting.request.decidable && !waiting.request.mine &&
                   m_allMet.value(stamp(waiting.request));
    }
    return false;
}

void WaitingCard::ask(const HomeRequest &waiting)
{
    if (waiting.personal)
        return; // never approved at one click
    mesh::AccessDraft draft;
    draft.product = waiting.request.product;
    draft.port = waiting.request.port;
    draft.purpose = waiting.request.purpose;
    draft.untilMs = waiting.request.untilMs;
    draft.columns = waiting.request.columns;
    draft.forWhom = waiting.request.forWhom;
    draft.renews = waiting.request.renews;
    watch(this, m_session.previewAccess(draft),
          [this, key = stamp(waiting.request)](const Result<mesh::AccessPreview> &preview) {
              // Without an answer the request is looked at in full, as a failed rule would be.
              const bool met = preview &&
                               preview->answer != mesh::AccessPreview::Answer::Impossible &&
                               !preview->rules.isEmpty() &&
                               std::ranges::all_of(preview->rules, &mesh::PolicyRule::passed);
              if (!met)
                  return;
              m_allMet.insert(key, true);
              fill();
          });
}

void WaitingCard::approve(const HomeRequest &waiting)
{
    mesh::AccessAction action;
    action.kind = mesh::AccessAction::Kind::Approve;
    action.request = waiting.request.id;
    action.untilMs = waiting.request.untilMs;
    action.columns = waiting.request.columns;
    action.expectedVersion = waiting.request.version;
    watch(this, m_session.act(action, undoMs),
          [this, waiting](const Result<mesh::AccessRequest> &answer) {
              if (!answer) {
                  emit failed(answer.error().message);
                  fill();
                  return;
              }
              emit approved(waiting.request.id,
                            tr("%1 gets access to %2.")
                                .arg(waiting.request.requesterName, waiting.productName));
          });
}

void WaitingCard::fill()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        const std::unique_ptr<QLayoutItem> taken(item);
        if (QWidget *widget = taken->widget()) {
            widget->hide();
            widget->deleteLater();
        }
    }
    const auto count = static_cast<int>(m_data.waiting.size());
    const int shown = m_data.lastAnswer ? fewRows : mostRows;
    m_count->setVisible(count > 0);
    m_count->setTag({tr("%n requests", nullptr, count), Tone::Accent, {}, false});
    for (const HomeRequest &waiting : m_data.waiting.first(std::min(count, shown))) {
        const mesh::AccessRequest &request = waiting.request;
        auto *avatar = new BadgeWidget(this);
        avatar->setAvatar(request.requesterName, 24);
        const bool atOnce = canApprove(request.id);
        auto *button = new Button(atOnce ? tr("Approve") : tr("Review"), this);
        button->setSmall(true);
        button->setMinimumWidth(px(80));
        if (atOnce)
            button->setIconName(u"check"_s);
        button->setAccessibleName((atOnce ? tr("Approve the request of %1 for %2")
                                          : tr("Review the request of %1 for %2"))
                                      .arg(request.requesterName, waiting.productName));
        connect(button, &QAbstractButton::clicked, this, [this, waiting, atOnce, button] {
            if (!atOnce) {
                emit reviewWanted(waiting.request.id);
                return;
            }
            button->setEnabled(false); // until the index tells what became of it
            approve(waiting);
        });
        m_rows->addWidget(new Row(avatar, request.requesterName, request.requesterTeam,
                                  waiting.productName + u", "_s + purposeLine(request),
                                  waiting.personal ? tr("personal data") : QString(),
                                  format::shortAge(m_data.nowMs - request.createdAtMs), button,
                                  this));
    }
    m_more->setVisible(count > shown);
    m_more->setText(tr("%n more in the inbox", nullptr, count - shown));
    m_none->setVisible(count == 0);
    m_noneText->setText(m_data.overview.atOncePercent
                            ? tr("No requests are waiting. %1 of the last 30 days were answered by "
                                 "policy.")
                                  .arg(percentText(m_data.overview.atOncePercent))
                            : tr("No requests are waiting."));

    if (m_data.lastAnswer) {
        const mesh::AccessRequest &request = m_data.lastAnswer->request;
        const access::Words words = access::words(request);
        auto *sign = new BadgeWidget(this);
        const bool open = access::isActive(request, m_data.nowMs);
        sign->setMark(request.state == mesh::RequestState::Denied     ? Mark::Missed
                      : request.state == mesh::RequestState::Approved ? Mark::Met
                                                                      : Mark::Unknown,
                      {});
        auto *button = new Button(open ? tr("Open sample") : tr("Open product"), this);
        button->setSmall(true);
        button->setMinimumWidth(px(80));
        connect(button, &QAbstractButton::clicked, this, [this, key = request.product, open] {
            if (open)
                emit sampleWanted(key);
            else
                emit productWanted(key);
        });
        QString second = words.text;
        if (request.decidedAtMs)
            second = tr("%1, %2").arg(format::when(*request.decidedAtMs, m_data.nowMs), second);
        m_rows->addWidget(new Row(sign,
                                  tr("Your request for %1").arg(m_data.lastAnswer->productName), {},
                                  second, {}, {}, button, this));
    }
}

} // namespace meshlens::ui
